// The project that the tests open: some functions of a CRM, with the real CLI installed, and a stand-in for Nango's API.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { startStub } from '../nango-stub/nango-stub.mjs';
import { required } from './code-server.mjs';

const KEY = '11111111-1111-4111-8111-111111111111';

const GET_CONTACT = `import { createAction } from 'nango';
import * as z from 'zod';

const action = createAction({
    description: 'Gets one contact',
    version: '1.0.0',
    input: z.object({ id: z.string() }),
    output: z.object({ id: z.string(), email: z.string() }),

    exec: async (nango, input) => {
        const response = await nango.get<{ email: string }>({
            // https://developers.example.com/crm/contacts#get
            endpoint: \`/contacts/\${encodeURIComponent(input.id)}\`,
            retries: 3
        });
        return { id: input.id, email: response.data.email };
    }
});

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0];
export default action;
`;

/** What TypeScript underlines in it, our server leaves to TypeScript. */
const ARCHIVE_CONTACT = GET_CONTACT.replace('Gets one contact', 'Archives one contact').replace('retries: 3', "retries: 'three'");

/** Makes the project, in a folder below the one that is opened; `close()` it when done. */
export async function startProject() {
    const above = mkdtempSync(join(tmpdir(), 'nango-lsp-project-'));
    // The name that pictures show.
    const folder = join(above, 'acme');
    const root = join(folder, 'nango-integrations');
    const stub = await startStub({
        fixture: {
            secretKeys: { dev: KEY },
            integrations: [{ unique_key: 'crm', provider: 'hubspot' }],
            connections: [{ connection_id: 'conn-1', provider_config_key: 'crm' }],
            proxy: [
                {
                    match: { method: 'GET', path: '/contacts/:id' },
                    respond: { json: { email: '{{params.id}}@example.com' } }
                }
            ]
        }
    });
    const files = {
        '.nango/.gitkeep': '',
        '.env': `NANGO_SECRET_KEY_DEV=${KEY}\nNANGO_HOSTPORT=${stub.url}\n`,
        '.gitignore': '.env\nnode_modules\nbuild\n',
        'package.json': JSON.stringify({ type: 'module', devDependencies: { nango: '0.71.10', zod: '4.3.6' } }, null, 4),
        'tsconfig.json': JSON.stringify({
            compilerOptions: { module: 'node16', target: 'esnext', strict: true, skipLibCheck: true, noEmit: true },
            include: ['**/*.ts']
        }),
        'index.ts': "import './crm/actions/get-contact.js';\n",
        'crm/actions/get-contact.ts': GET_CONTACT,
        'crm/actions/archive-contact.ts': ARCHIVE_CONTACT,
        'crm/syncs/deals.ts': '',
        'crm/tests/crm-get-contact.test.ts': "import { test } from 'vitest';\n\ntest.todo('gets a contact');\n"
    };
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
    }
    symlinkSync(join(required('NANGO_CLI'), 'node_modules'), join(root, 'node_modules'));
    return {
        folder,
        root,
        stub,
        async close() {
            await stub.close();
            rmSync(above, { recursive: true, force: true });
        }
    };
}
