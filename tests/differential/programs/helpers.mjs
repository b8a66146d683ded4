// Faults outside the entry: what the compiler bundles is checked, what it does not bundle is not.
import { accepted, rejected } from '../program.mjs';
import { action, sync } from '../source.mjs';

const SAY = "export function say(nango: { log: (text: string) => unknown }) {\n    nango.log('deals');\n}\n";
const GOOD = "export async function say(nango: { log: (text: string) => unknown }) {\n    await nango.log('deals');\n}\n";
const ENTRY = 'crm/actions/deals.ts';
const uses = (path) => action('await say(nango);', { imports: `import { say } from '${path}';` });
const plain = action("await nango.log('deals');");
const unused = (line) => action("await nango.log('deals');", { imports: line });

export default [
    ...rejected('await-required', {
        'beside-the-folders': { [ENTRY]: uses('../helpers/say.js'), 'crm/helpers/say.ts': SAY },
        'beside-the-entry': { [ENTRY]: uses('./say.js'), 'crm/actions/say.ts': SAY, 'index.ts': "import './crm/actions/deals.js';\n" },
        'of-all-integrations': { [ENTRY]: uses('../../shared/say.js'), 'shared/say.ts': SAY },
        'of-another-integration': { [ENTRY]: uses('../../billing/say.js'), 'billing/say.ts': SAY },
        'at-the-root': { [ENTRY]: uses('../../say.js'), 'say.ts': SAY },
        'through-another': {
            [ENTRY]: uses('../helpers/first.js'),
            'crm/helpers/first.ts': "import { say as speak } from './second.js';\n\nexport const say = speak;\n",
            'crm/helpers/second.ts': SAY
        },
        'through-export-all': { [ENTRY]: uses('../helpers/index.js'), 'crm/helpers/index.ts': "export * from './say.js';\n", 'crm/helpers/say.ts': SAY },
        'through-named-export': {
            [ENTRY]: uses('../helpers/index.js'),
            'crm/helpers/index.ts': "export { say } from './say.js';\n",
            'crm/helpers/say.ts': SAY
        },
        'through-namespace-export': {
            [ENTRY]: action('await speech.say(nango);', { imports: "import { speech } from '../helpers/index.js';" }),
            'crm/helpers/index.ts': "export * as speech from './say.js';\n",
            'crm/helpers/say.ts': SAY
        },
        'for-side-effects': { [ENTRY]: unused("import '../helpers/say.js';"), 'crm/helpers/say.ts': SAY },
        'dynamic-import': {
            [ENTRY]: action("const { say } = await import('../helpers/say.js');\nsay(nango);"),
            'crm/helpers/say.ts': SAY
        },
        required: {
            [ENTRY]: action("require('../helpers/say.js').say(nango);\nawait nango.log('deals');"),
            'crm/helpers/say.ts': SAY
        },
        're-exported-by-the-entry': {
            [ENTRY]: action("await nango.log('deals');", { after: "export { say } from '../helpers/say.js';" }),
            'crm/helpers/say.ts': SAY
        },
        'of-two-entries': {
            [ENTRY]: uses('../helpers/say.js'),
            'crm/actions/other.ts': uses('../helpers/say.js'),
            'crm/helpers/say.ts': SAY
        },
        'namespace-import': {
            [ENTRY]: action('await speech.say(nango);', { imports: "import * as speech from '../helpers/say.js';" }),
            'crm/helpers/say.ts': SAY
        },
        'default-import': {
            [ENTRY]: action('await say(nango);', { imports: "import say from '../helpers/say.js';" }),
            'crm/helpers/say.ts': SAY.replace('export function', 'export default function')
        },
        'second-entry': { [ENTRY]: plain, 'crm/actions/other.ts': action("nango.log('deals');") }
    }),
    ...rejected('req-retryon-without-retries', {
        'retry-on': {
            [ENTRY]: action('await nango.log(await load(nango));', { imports: "import { load } from '../helpers/load.js';" }),
            'crm/helpers/load.ts':
                "import type { NangoAction } from 'nango';\n\nexport async function load(nango: NangoAction): Promise<unknown> {\n    return nango.get({ endpoint: '/deals', retryOn: [409] });\n}\n"
        }
    }),
    ...rejected('imp-disallowed-package', {
        package: {
            [ENTRY]: uses('../helpers/say.js'),
            'crm/helpers/say.ts': `import { join } from 'path';\n\n${GOOD}\nexport const place = join('a', 'b');\n`
        }
    }),
    ...rejected('imp-relative-extension', {
        extension: {
            [ENTRY]: uses('../helpers/first.js'),
            'crm/helpers/first.ts': "export { say } from './say';\n",
            'crm/helpers/say.ts': GOOD
        }
    }),
    ...accepted({
        good: { [ENTRY]: uses('../helpers/say.js'), 'crm/helpers/say.ts': GOOD },
        'nobody-imports-it': { [ENTRY]: plain, 'crm/helpers/say.ts': SAY },
        'imported-by-a-test': { [ENTRY]: plain, 'crm/helpers/say.ts': SAY, 'crm/tests/say.test.ts': "import '../helpers/say.js';\n" },
        'type-import': {
            [ENTRY]: action("const speech: Speech = 'hello';\nawait nango.log(speech);", { imports: "import type { Speech } from '../helpers/say.js';" }),
            'crm/helpers/say.ts': `${SAY}\nexport type Speech = string;\n`
        },
        'type-specifier-import': {
            [ENTRY]: action("const speech: Speech = 'hello';\nawait nango.log(speech);", { imports: "import { type Speech } from '../helpers/say.js';" }),
            'crm/helpers/say.ts': `${SAY}\nexport type Speech = string;\n`
        },
        'type-without-the-word': {
            [ENTRY]: action("const speech: Speech = 'hello';\nawait nango.log(speech);", { imports: "import { Speech } from '../helpers/say.js';" }),
            'crm/helpers/say.ts': `${SAY}\nexport type Speech = string;\n`
        },
        'type-export': {
            [ENTRY]: action("await nango.log('deals');", { after: "export type { Speech } from '../helpers/say.js';" }),
            'crm/helpers/say.ts': `${SAY}\nexport type Speech = string;\n`
        },
        'import-in-a-comment': { [ENTRY]: unused("// import '../helpers/say.js';"), 'crm/helpers/say.ts': SAY },
        'unregistered-entry': {
            [ENTRY]: plain,
            'crm/actions/other.ts': action("nango.log('deals');"),
            'index.ts': "import './crm/actions/deals.js';\n"
        },
        'order-in-a-helper': {
            'crm/syncs/deals.ts': sync('await finish(nango);', { imports: "import { finish } from '../helpers/finish.js';" }),
            'crm/helpers/finish.ts':
                "export async function finish(nango: { trackDeletesEnd: (model: 'Deal') => unknown }) {\n    await nango.trackDeletesEnd('Deal');\n}\n"
        },
        'named-exports-of-a-helper': {
            [ENTRY]: uses('../helpers/say.js'),
            'crm/helpers/say.ts': `${GOOD}\nexport const a = 1;\nexport function b() {}\nexport { a as c };\n`
        }
    })
];
