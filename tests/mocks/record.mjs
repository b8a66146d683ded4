#!/usr/bin/env node
// Records requests with the real CLI, by dry runs with `--save` against the stand-in for Nango, or compares with what was recorded.
//
//   record.mjs [--cli VERSION]            records what the functions below send
//   record.mjs [--cli VERSION] --check    records again; exit 1 on a difference
//
// Of the mocks only the requests are kept, with their hashes: what a provider answers says nothing of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStub } from '../nango-stub/nango-stub.mjs';
import { compileWithProgram, installCli } from '../support/cli.mjs';
import { ascii } from '../support/recording.mjs';

const KEY = '11111111-1111-4111-8111-111111111111';

/** What the action sends, one request after the other. */
const REQUESTS = [
    "get({ endpoint: '/plain' })",
    "get({ endpoint: 'no-slash' })",
    "get({ endpoint: '/query?b=2&a=1' })",
    "get({ endpoint: '/params', params: { zeta: 'z', alpha: 1, Beta: 'yes', '10': 'ten', '9': 'nine' } })",
    "get({ endpoint: '/text', params: 'z=1&a=%20b' })",
    "get({ endpoint: '/list', params: { ids: [3, 1, 2].join(',') } })",
    "get({ endpoint: '/list', params: { ids: ['a', 'b'] } })",
    "get({ endpoint: '/unicode/größe', params: { 'nämé': '日本語 😀 \"quoted\"', '😀': 'x', '\\uffee': 'y' } })",
    "get({ endpoint: '/headers', headers: { 'X-Team': 'Sales', 'accept-language': 'de', Accept: 'text/plain' } })",
    "get({ endpoint: '/elsewhere', baseUrlOverride: 'https://files.crm.test' })",
    "get({ endpoint: '/retried', retries: 3, retryOn: [500] })",
    "post({ endpoint: '/object', data: { z: 1, a: [1, null, { b: '\\u2028\\t\\u0001/' }], '2': 0.1, '1': 1e21 } })",
    "post({ endpoint: '/array', data: [1, 'two', { three: 3 }] })",
    "post({ endpoint: '/text', data: 'plain text, ä' })",
    "post({ endpoint: '/long', data: { text: 'ä😀'.repeat(400) } })",
    "post({ endpoint: '/empty', data: {} })",
    "post({ endpoint: '/nothing' })",
    "post({ endpoint: '/form', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, data: 'b=2&a=1' })",
    "post({ endpoint: '/xml', headers: { 'Content-Type': 'application/xml' }, data: '<deal id=\"1\"/>' })",
    "put({ endpoint: '/object/1', data: { done: false } })",
    "patch({ endpoint: '/object/1', data: { name: null }, params: { notify: 'no' } })",
    "delete({ endpoint: '/object/1' })",
    "delete({ endpoint: '/object/2', data: { reason: 'old' } })",
    "proxy({ method: 'GET', endpoint: '/through/proxy', params: { a: '1' } })"
];

const ACTION = `import { createAction } from 'nango';
import * as z from 'zod';

export default createAction({
    description: 'Sends requests of all kinds',
    version: '1.0.0',
    input: z.object({}),
    output: z.object({}),
    metadata: z.object({ seen: z.boolean() }),
    exec: async (nango) => {
${REQUESTS.map((request) => `        await nango.${request};`).join('\n')}
        await nango.updateMetadata({ seen: true });
        return {};
    }
});
`;

const SYNC = `import { createSync } from 'nango';
import * as z from 'zod';

export default createSync({
    description: 'Follows pages of all kinds',
    version: '1.0.0',
    frequency: 'every hour',
    models: { Deal: z.object({ id: z.string() }) },
    exec: async (nango) => {
        const cursor = { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next', response_path: 'deals' } as const;
        for await (const deals of nango.paginate<{ id: string }>({ endpoint: '/cursor', params: { sort: 'id' }, paginate: cursor })) {
            await nango.batchSave(deals, 'Deal');
        }
        const offset = { type: 'offset', offset_name_in_request: 'skip', limit: 2, limit_name_in_request: 'take', response_path: 'deals' } as const;
        for await (const deals of nango.paginate<{ id: string }>({ endpoint: '/offset', paginate: offset })) {
            await nango.batchSave(deals, 'Deal');
        }
    }
});
`;

const items = { count: 5, template: { id: 'd{{n}}' } };
const fixture = {
    secretKeys: { dev: KEY },
    integrations: [{ unique_key: 'crm', provider: 'hubspot' }],
    connections: [{ connection_id: 'conn-1', provider_config_key: 'crm', metadata: {} }],
    proxy: [
        { match: { path: '/cursor' }, paginate: { style: 'cursor', generate: items, pageSize: 2, cursorParam: 'cursor', responsePath: 'deals', nextPath: 'next' } },
        {
            match: { path: '/offset' },
            paginate: { style: 'offset', generate: items, pageSize: 2, limitParam: 'take', cursorParam: 'skip', responsePath: 'deals' }
        },
        { match: {}, respond: { json: { ok: true } } }
    ]
};

const { values: options } = parseArgs({ options: { cli: { type: 'string', default: '0.71.10' }, check: { type: 'boolean', default: false } } });
const modules = join(installCli(options.cli), 'node_modules');
const recording = fileURLToPath(new URL(`recorded-${options.cli}.json`, import.meta.url));
const recorded = await record();
const count = recorded.reduce((sum, { api }) => sum + requests(api).length, 0);
const fresh = `[\n${recorded.map(picture).join(',\n')}\n]\n`;
if (options.check) {
    const same = existsSync(recording) && readFileSync(recording, 'utf8') === fresh;
    console.log(`nango ${options.cli}: ${count} requests ${same ? 'as recorded' : 'differ from what was recorded'}`);
    process.exitCode = same ? 0 : 1;
} else {
    writeFileSync(recording, fresh);
    console.log(`recorded ${count} requests with nango ${options.cli}`);
}

/** The mocks of both functions, without what was answered. */
async function record() {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mocks-')));
    const stub = await startStub({ fixture });
    const write = (file, text) => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
    };
    try {
        symlinkSync(modules, join(folder, 'node_modules'));
        mkdirSync(join(folder, '.nango'));
        write('package.json', `{ "type": "module", "dependencies": { "zod": "4.3.6" }, "devDependencies": { "nango": "${options.cli}" } }\n`);
        write('.env', `NANGO_SECRET_KEY_DEV=${KEY}\nNANGO_HOSTPORT=${stub.url}\n`);
        write('index.ts', "import './crm/actions/send.js';\nimport './crm/syncs/follow.js';\n");
        write('crm/actions/send.ts', ACTION);
        write('crm/syncs/follow.ts', SYNC);
        const { exit, output } = await compileWithProgram(dirname(modules), folder);
        if (exit !== 0) throw new Error(`nango ${options.cli} does not compile the functions:\n${output}`);
        const mocks = [];
        for (const [name, input] of [
            ['send', ['--input', '{}']],
            ['follow', []]
        ]) {
            const output = await dryrun(folder, name, input);
            const file = join(folder, `crm/tests/${name}.test.json`);
            if (!existsSync(file)) throw new Error(`nango ${options.cli} saved no mocks of ${name}:\n${output}`);
            mocks.push(JSON.parse(readFileSync(file, 'utf8')));
        }
        return mocks;
    } finally {
        await stub.close();
        rmSync(folder, { recursive: true, force: true });
    }
}

async function dryrun(folder, name, input) {
    const program = join(modules, 'nango/dist/index.js');
    const words = ['dryrun', name, 'conn-1', '--save', '-e', 'dev', '--no-interactive', '--auto-confirm', '--no-dependency-update', ...input];
    const env = { ...process.env, NANGO_CLI_UPGRADE_MODE: 'ignore', NANGO_CLI_TELEMETRY: 'false', NO_COLOR: '1' };
    const child = spawn(process.execPath, [program, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    await once(child, 'close');
    return output;
}

/** Method, endpoint, hash and request of each. */
function requests(api) {
    return Object.entries(api).flatMap(([method, endpoints]) =>
        Object.entries(endpoints).flatMap(([endpoint, entries]) => [entries].flat().map(({ hash, request }) => ({ method, endpoint, hash, request })))
    );
}

/** The mocks of one function, a request a line. */
function picture({ api }) {
    const lines = requests(api).map(({ method, endpoint, hash, request }) => ascii({ api: { [method]: { [endpoint]: { hash, request } } } }));
    return lines.map((line) => `    ${line}`).join(',\n');
}
