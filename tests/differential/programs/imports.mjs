// What may be imported, and how a relative path is written.
import { byteOrderMark, crlf, doubleQuotes, noSemicolons, oneLine } from '../formats.mjs';
import { accepted, named, program, rejected, rewritten } from '../program.mjs';
import { action, onEvent, sync } from '../source.mjs';

const LOG = "await nango.log('deals');";
const importing = (line, use = LOG) => action(use, { imports: line });
const helper = (imports, use = LOG, parts = {}) => ({
    'crm/actions/deals.ts': action(use, { imports, ...parts }),
    'crm/helpers/map.ts': 'export type Row = { id: string };\n\nexport const map = (id: string): Row => ({ id });\n\nexport default map;\n'
});
const mapped = (path) => helper(`import { map } from '${path}';`, "await nango.log(map('1'));");

const packages = rejected('imp-disallowed-package', {
    default: importing("import axios from 'axios';", 'await nango.log(typeof axios);'),
    named: importing("import { isAxiosError } from 'axios';", 'await nango.log(typeof isAxiosError);'),
    renamed: importing("import { isAxiosError as failed } from 'axios';", 'await nango.log(typeof failed);'),
    namespace: importing("import * as axios from 'axios';", 'await nango.log(typeof axios);'),
    'side-effects': importing("import 'axios';"),
    'nothing-named': importing("import {} from 'axios';"),
    'default-and-named': importing("import axios, { isAxiosError } from 'axios';", 'await nango.log(typeof axios, typeof isAxiosError);'),
    'type-specifier': importing("import { type AxiosResponse } from 'axios';", 'const none: AxiosResponse | null = null;\nawait nango.log(none);'),
    'type-and-value': importing(
        "import { isAxiosError, type AxiosResponse } from 'axios';",
        'const none: AxiosResponse | null = null;\nawait nango.log(none, typeof isAxiosError);'
    ),
    'used-as-a-type': importing("import { AxiosResponse } from 'axios';", 'const none: AxiosResponse | null = null;\nawait nango.log(none);'),
    fs: importing("import * as fs from 'fs';", 'await nango.log(typeof fs);'),
    'node-fs': importing("import { readFileSync } from 'node:fs';", 'await nango.log(typeof readFileSync);'),
    path: importing("import { join } from 'path';", "await nango.log(join('a', 'b'));"),
    'node-path': importing("import { join } from 'node:path';", "await nango.log(join('a', 'b'));"),
    buffer: importing("import { Buffer } from 'buffer';", "await nango.log(Buffer.from('a').length);"),
    'zod-v4': importing("import { z as four } from 'zod/v4';", 'await nango.log(typeof four);'),
    'zod-mini': importing("import * as mini from 'zod/mini';", 'await nango.log(typeof mini);'),
    'nango-test': importing("import 'nango/test';"),
    'nango-types': importing("import '@nangohq/types';"),
    missing: importing("import leftPad from 'left-pad-of-nowhere';", 'await nango.log(leftPad);'),
    'own-subpath': importing("import '#helpers/map';"),
    'double-quotes': importing('import axios from "axios";', 'await nango.log(typeof axios);'),
    'no-blanks': importing("import*as axios from'axios';", 'await nango.log(typeof axios);'),
    'several-lines': importing("import {\n    isAxiosError\n} from\n    'axios';", 'await nango.log(typeof isAxiosError);'),
    comments: importing("import /* a */ axios /* b */ from /* c */ 'axios' /* d */;", 'await nango.log(typeof axios);'),
    'below-the-call': action('await nango.log(typeof axios);', { after: "import axios from 'axios';" }),
    'in-a-sync': sync("await nango.batchSave([], 'Deal');\nawait nango.log(typeof axios);", { imports: "import axios from 'axios';" }),
    'on-event': onEvent('await nango.log(typeof axios);', { imports: "import axios from 'axios';" }),
    'folder-above': { ...helper("import '..';"), 'crm/index.ts': 'export const a = 1;\n' },
    'own-folder': { ...helper("import '.';"), 'crm/actions/index.ts': 'export const a = 1;\n', 'index.ts': "import './crm/actions/deals.js';\n" }
});
const allowed = accepted({
    crypto: importing("import { createHash } from 'crypto';", "await nango.log(createHash('sha1').update('a').digest('hex'));"),
    'node-crypto': importing("import { createHash } from 'node:crypto';", "await nango.log(createHash('sha1').update('a').digest('hex'));"),
    url: importing("import * as url from 'url';", 'await nango.log(typeof url);'),
    'node-url': importing("import { URL as Address } from 'node:url';", "await nango.log(new Address('https://crm.test').host);"),
    'zod-again': importing("import zod, { z as other } from 'zod';", 'await nango.log(typeof zod, typeof other);'),
    'nango-again': importing("import { createSync } from 'nango';", 'await nango.log(typeof createSync);'),
    'type-import': importing("import type { AxiosResponse } from 'axios';", 'const none: AxiosResponse | null = null;\nawait nango.log(none);'),
    'type-import-default': importing("import type axios from 'axios';", 'const none: typeof axios | null = null;\nawait nango.log(none);'),
    'type-import-namespace': importing("import type * as axios from 'axios';", 'const none: axios.AxiosResponse | null = null;\nawait nango.log(none);'),
    'type-import-of-nango-types': importing("import type { NangoSync } from 'nango';", 'const none: NangoSync | null = null;\nawait nango.log(none);'),
    'import-type': importing('', "const none: import('axios').AxiosResponse | null = null;\nawait nango.log(none);"),
    'dynamic-import': importing('', "const axios = await import('axios');\nawait nango.log(typeof axios);"),
    'export-from': action(LOG, { after: "export { isAxiosError } from 'axios';" }),
    'export-all-from': action(LOG, { after: "export * from 'axios';" }),
    'export-type-from': action(LOG, { after: "export type { AxiosResponse } from 'axios';" }),
    'import-equals': importing("import url = require('url');", 'await nango.log(typeof url);'),
    'in-a-line-comment': importing("// import axios from 'axios';"),
    'in-a-block-comment': importing("/*\nimport axios from 'axios';\n*/"),
    'in-a-string': action("await nango.log(\"import axios from 'axios';\");"),
    'in-a-template': action("await nango.log(`\nimport axios from 'axios';\n`);"),
    'in-a-file-nobody-bundles': { ...helper('', LOG), 'crm/tests/deals.test.ts': "import axios from 'axios';\n\nexport const a = axios;\n" }
});
const experimental = program(
    'experimental',
    importing("import 'nango/experimental';"),
    { '0.70.4': ['imp-disallowed-package'], '0.71.10': [] }
);

const extensions = rejected('imp-relative-extension', {
    none: mapped('../helpers/map'),
    ts: mapped('../helpers/map.ts'),
    'no-extension-type': helper("import type { Row } from '../helpers/map';", 'const row: Row | null = null;\nawait nango.log(row);'),
    'no-extension-default': helper("import map from '../helpers/map';", "await nango.log(map('1'));"),
    'no-extension-namespace': helper("import * as all from '../helpers/map';", "await nango.log(all.map('1'));"),
    'no-extension-export': helper('', LOG, { after: "export { map } from '../helpers/map';" }),
    'no-extension-export-all': helper('', LOG, { after: "export * from '../helpers/map';" }),
    'no-extension-export-type': helper('', LOG, { after: "export type { Row } from '../helpers/map';" }),
    'double-quotes': helper('import { map } from "../helpers/map";', "await nango.log(map('1'));"),
    'several-lines': helper("import {\n    map\n} from '../helpers/map';", "await nango.log(map('1'));"),
    'own-folder': { ...helper("import { map } from './map';", "await nango.log(map('1'));"), 'crm/actions/map.ts': 'export const map = (id: string) => id;\n', 'index.ts': "import './crm/actions/deals.js';\n" },
    'folder-without-index': { ...helper("import { map } from '../helpers';", "await nango.log(map('1'));"), 'crm/helpers/index.ts': "export { map } from './map.js';\n" },
    'dotted-name': { ...helper("import { map } from '../helpers/map.rows';", "await nango.log(map('1'));"), 'crm/helpers/map.rows.ts': 'export const map = (id: string) => id;\n' },
    'dynamic-import': helper('', "const { map } = await import('../helpers/map');\nawait nango.log(map('1'));")
});
const relative = accepted({
    js: mapped('../helpers/map.js'),
    'js-type': helper("import type { Row } from '../helpers/map.js';", 'const row: Row | null = null;\nawait nango.log(row);'),
    'js-export': helper('', LOG, { after: "export { map } from '../helpers/map.js';" }),
    'js-index': { ...helper("import { map } from '../helpers/index.js';", "await nango.log(map('1'));"), 'crm/helpers/index.ts': "export * from './map.js';\n" },
    'js-dotted-name': { ...helper("import { map } from '../helpers/map.rows.js';", "await nango.log(map('1'));"), 'crm/helpers/map.rows.ts': 'export const map = (id: string) => id;\n' },
    'js-dynamic': helper('', "const { map } = await import('../helpers/map.js');\nawait nango.log(map('1'));"),
    'js-round-about': mapped('./../helpers/../helpers/map.js'),
    'side-effects-without-extension': helper("import '../helpers/map';"),
    'comment-without-extension': helper("// import { map } from '../helpers/map';"),
    'string-without-extension': helper('', "await nango.log('../helpers/map');")
});

const codes = (line, use = 'await nango.log(codes);') => ({ 'crm/actions/deals.ts': action(use, { imports: line }), 'crm/codes.json': '{ "open": 1 }\n' });
const json = rejected('imp-json', {
    json: codes("import codes from '../codes.json';"),
    'json-with-type': codes("import codes from '../codes.json' with { type: 'json' };"),
    'json-namespace': codes("import * as codes from '../codes.json';"),
    'json-double-quotes': codes('import codes from "../codes.json";')
});
const jsonFine = accepted({
    'json-named-ts': { 'crm/actions/deals.ts': action('await nango.log(codes);', { imports: "import { codes } from '../codes.json.js';" }), 'crm/codes.json.ts': 'export const codes = { open: 1 };\n' }
});

const throwing = (imports, name = 'ActionError') =>
    action(`if (input.id === '') throw new ${name}({ message: 'no id' });\n${LOG}`, { imports });
const actionErrors = rejected('imp-action-error', {
    new: throwing("import { ActionError } from 'nango';"),
    'with-others': throwing("import { ActionError, createSync } from 'nango';").replace(LOG, 'await nango.log(typeof createSync);'),
    renamed: throwing("import { ActionError as Failure } from 'nango';", 'Failure'),
    'type-import': throwing("import type { ActionError } from 'nango';"),
    'type-specifier': throwing("import { type ActionError } from 'nango';"),
    instanceof: action("try {\n    await nango.log('deals');\n} catch (error) {\n    if (error instanceof ActionError) throw error;\n}", {
        imports: "import { ActionError } from 'nango';"
    }),
    extends: action(LOG, { imports: "import { ActionError } from 'nango';", before: 'class Failure extends ActionError {}\nconst failure = Failure;', after: 'void failure;' }),
    value: action('await nango.log(ActionError);', { imports: "import { ActionError } from 'nango';" })
});
const actionErrorsFine = accepted({
    'of-the-sdk': throwing('', 'nango.ActionError'),
    'as-a-type': action('const none: ActionError | null = null;\nawait nango.log(none);', { imports: "import type { ActionError } from 'nango';" }),
    'as-a-type-without-the-word': action('const none: ActionError | null = null;\nawait nango.log(none);', { imports: "import { ActionError } from 'nango';" }),
    'of-ones-own': action(`if (input.id === '') throw new ActionError('no id');\n${LOG}`, { before: 'class ActionError extends Error {}' }),
    typeof: action('const none: InstanceType<typeof ActionError> | null = null;\nawait nango.log(none);', { imports: "import type { ActionError } from 'nango';" }),
    'instanceof-of-the-sdk': action("try {\n    await nango.log('deals');\n} catch (error) {\n    if (error instanceof nango.ActionError) throw error;\n}")
});

const some = [...packages, ...extensions].filter(({ id }) => ['named', 'side-effects', 'none', 'ts'].includes(id));
export default [
    ...named('package', packages),
    ...named('allowed', allowed),
    experimental,
    ...named('extension', extensions),
    ...named('relative', relative),
    ...json,
    ...jsonFine,
    ...named('action-error', actionErrors),
    ...named('action-error-fine', actionErrorsFine),
    ...rewritten('crlf', crlf, some),
    ...rewritten('bom', byteOrderMark, some),
    ...rewritten('one-line', oneLine, some),
    ...rewritten('double-quotes', doubleQuotes, some),
    ...rewritten('no-semicolons', noSemicolons, some)
];
