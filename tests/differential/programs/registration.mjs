// `index.ts` and the project around it: what is registered, and whether it is a project at all. The variants of
// `index.ts` have a suite of their own, the registry twin.
import { accepted, program, rejected } from '../program.mjs';
import { action, sync } from '../source.mjs';

const DEALS = 'crm/actions/deals.ts';
const plain = action("await nango.log('deals');");
const broken = action("nango.log('deals');");
const index = (text, files = {}) => ({ [DEALS]: plain, 'crm/actions/stages.ts': plain, 'index.ts': text, ...files });
const first = "import './crm/actions/deals.js';\n";
const missing = "import './crm/actions/gone.js';\n";

export default [
    ...rejected('index-missing-file', {
        missing: index(`${first}${missing}`),
        'missing-in-a-block-comment': index(`${first}/*\n${missing}*/\n`),
        'missing-in-a-template': index(`${first}const text = \`\n${missing}\`;\nexport { text };\n`),
        'missing-other-case': index(`${first}import './crm/actions/Stages.js';\n`),
        'missing-mixed-quotes': index(`${first}import "./crm/actions/gone.js';\n`),
        'missing-without-extension': index(`${first}import './crm/actions/gone';\n`),
        'missing-crlf': index(`${first}${missing}`.replaceAll('\n', '\r\n')),
        tsx: index(`${first}import './crm/actions/view.js';\n`, { 'crm/actions/view.tsx': plain })
    }),
    ...rejected('index-ts-extension', {
        'ts-extension': index("import './crm/actions/deals.ts';\n"),
        'ts-extension-second': index(`${first}import './crm/actions/stages.ts';\n`)
    }),
    ...rejected('index-no-entry-points', {
        'empty-index': index(''),
        'export-all': index("export * from './crm/actions/deals.js';\n"),
        'named-import': index("import deals from './crm/actions/deals.js';\nvoid deals;\n"),
        'only-a-comment': index(`// ${first}`),
        'two-blanks': index("import  './crm/actions/deals.js';\n"),
        indented: index(`  ${first}`),
        'no-blank': index("import'./crm/actions/deals.js';\n"),
        backticks: index('import `./crm/actions/deals.js`;\n'),
        'bom-first': index(`\ufeff${first}`),
        'above-the-root': index("import '../crm/actions/deals.js';\n"),
        'bare-path': index("import 'crm/actions/deals.js';\n")
    }),
    ...rejected('index-entry-not-function', {
        helper: index(`${first}import './crm/helpers/say.js';\n`, { 'crm/helpers/say.ts': 'const say = 1;\nvoid say;\nexport {};\n' })
    }),
    program('root-level', index(`${first}import './deals.js';\n`, { 'deals.ts': plain }), 'index-root-level-file'),
    program('same-sync-twice', { 'crm/syncs/deals.ts': sync(), 'index.ts': "import './crm/syncs/deals.js';\nimport './crm/syncs/deals.js';\n" }, 'index-duplicate-entry'),
    program('same-sync-twice-without-extension', { 'crm/syncs/deals.ts': sync(), 'index.ts': "import './crm/syncs/deals.js';\nimport './crm/syncs/deals';\n" }, 'index-duplicate-entry'),
    program('no-index', { [DEALS]: plain, 'index.ts': null }, 'proj-index-missing'),
    program('yaml', { [DEALS]: plain, 'nango.yaml': '' }, 'proj-yaml-present'),
    program('no-module-type', { [DEALS]: plain, 'package.json': '{ "devDependencies": { "nango": "0.71.10", "zod": "4.3.6" } }\n' }, 'proj-module-type'),
    program('commonjs', { [DEALS]: plain, 'package.json': '{ "type": "commonjs", "devDependencies": { "nango": "0.71.10", "zod": "4.3.6" } }\n' }, 'proj-module-type'),
    ...accepted({
        'same-action-twice': index(`${first}${first}`),
        'without-extension': index("import './crm/actions/deals';\n"),
        'double-quotes': index('import "./crm/actions/deals.js";\n'),
        'mixed-quotes': index("import \"./crm/actions/deals.js';\n"),
        'no-semicolons': index("import './crm/actions/deals.js'\nimport './crm/actions/stages.js'\n"),
        crlf: index("import './crm/actions/deals.js';\r\nimport './crm/actions/stages.js';\r\n"),
        cr: index("import './crm/actions/deals.js';\rimport './crm/actions/stages.js';\r"),
        'indented-second-is-dropped': index(`${first}  import './crm/actions/stages.js';\n`, { 'crm/actions/stages.ts': broken }),
        'second-on-a-line-is-dropped': index("import './crm/actions/deals.js'; import './crm/actions/stages.js';\n", { 'crm/actions/stages.ts': broken }),
        'line-comment-is-dropped': index(`${first}// import './crm/actions/stages.js';\n`, { 'crm/actions/stages.ts': broken }),
        'bom-drops-the-first': index(`\ufeffimport './crm/actions/stages.js';\n${first}`, { 'crm/actions/stages.ts': broken }),
        'default-import-is-dropped': index(`${first}import stages from './crm/actions/stages.js';\nvoid stages;\n`, { 'crm/actions/stages.ts': broken }),
        'block-comment-is-registered': index(`${first}/*\nimport './crm/actions/stages.js';\n*/\n`),
        'text-after-the-import': index(`import './crm/actions/deals.js'; // the deals\nimport './crm/actions/stages.js' /* the stages */;\n`),
        'action-in-syncs': { 'crm/syncs/deals.ts': plain },
        'sync-in-actions': { 'crm/actions/deals.ts': sync() },
        nested: { 'crm/actions/v2/deals.ts': plain, 'index.ts': "import './crm/actions/v2/deals.js';\n" },
        'no-folder-of-a-kind': { 'crm/deals.ts': plain, 'index.ts': "import './crm/deals.js';\n" },
        'odd-name': { 'crm/actions/a.b c.ts': plain, 'index.ts': "import './crm/actions/a.b c.js';\n" },
        'snake-case': { 'crm/actions/get_deal.ts': plain },
        'odd-integration': { 'crm(eu)/actions/deals.ts': plain },
        'same-name-twice': { 'crm/actions/deals.ts': plain, 'crm/syncs/deals.ts': sync() },
        'same-name-in-two-integrations': { 'crm/actions/deals.ts': plain, 'billing/actions/deals.ts': plain },
        'other-versions': { [DEALS]: plain, 'package.json': '{ "type": "module", "devDependencies": { "nango": "^0.60.0", "zod": "^3.0.0" } }\n' },
        'yaml-below': { [DEALS]: plain, 'crm/nango.yaml': 'a: 1\n' }
    })
];
