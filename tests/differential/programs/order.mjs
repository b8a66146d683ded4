// The order of calls in a sync: deletion tracking and merging. The compiler compares line numbers.
import { chained, commented, cr, crlf, doubleQuotes, oneLine, parenthesised, spread } from '../formats.mjs';
import { accepted, harmless, named, program, rejected, rewritten } from '../program.mjs';
import { indent, sync } from '../source.mjs';

const START = "await nango.trackDeletesStart('Deal');";
const END = "await nango.trackDeletesEnd('Deal');";
const SAVE = "await nango.batchSave([], 'Deal');";
const UPDATE = "await nango.batchUpdate([{ id: '1' }], 'Deal');";
const DELETE = "await nango.batchDelete([{ id: '1' }], 'Deal');";
const CLEAR = "await nango.deleteRecordsFromPreviousExecutions('Deal');";
const MERGE = "await nango.setMergingStrategy({ strategy: 'override' }, 'Deal');";
const lines = (...statements) => statements.join('\n');
const two = { properties: { models: '{ Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) }' } };
const stage = (statement) => statement.replace("'Deal'", "'Stage'");
const bodies = (map, parts) => Object.fromEntries(Object.entries(map).map(([id, body]) => [id, sync(body, parts)]));

const faults = [
    ...rejected('del-start-without-end', bodies({ 'start-only': lines(START, SAVE), 'start-alone': START })),
    ...rejected('del-end-without-start', bodies({ 'end-only': lines(SAVE, END), 'end-alone': END })),
    ...rejected(
        'del-multiple-calls',
        bodies({
            'two-ends': lines(START, SAVE, END, END),
            'two-starts': lines(START, START, SAVE, END),
            'end-in-both-branches': lines(START, `if (nango.lastSyncDate) {\n    ${END}\n} else {\n    ${END}\n}`),
            'three-starts-no-end': lines(START, START, START)
        })
    ),
    ...rejected('del-start-after-end', bodies({ 'end-then-start': lines(END, START), 'end-save-start': lines(END, SAVE, START) })),
    ...rejected(
        'del-batch-before-start',
        bodies({
            'save-first': lines(SAVE, START, END),
            'update-first': lines(UPDATE, START, END),
            'delete-first': lines(DELETE, START, END),
            'local-function-above': lines(`const save = async () => {\n    ${SAVE}\n};`, START, 'await save();', END),
            'in-a-branch-above': lines(`if (nango.lastSyncDate) {\n    ${SAVE}\n}`, START, SAVE, END)
        })
    ),
    ...rejected(
        'del-batch-after-end',
        bodies({
            'save-last': lines(START, END, SAVE),
            'update-last': lines(START, END, UPDATE),
            'delete-last': lines(START, SAVE, END, DELETE),
            'local-function-below': lines(START, 'await save();', END, `async function save() {\n    ${SAVE}\n}`),
            'in-a-branch-below': lines(START, SAVE, END, `if (nango.lastSyncDate) {\n    ${SAVE}\n}`)
        })
    ),
    ...rejected('del-batch-after-end', {
        'one-model-after-the-other': sync(lines(START, SAVE, END, stage(START), stage(SAVE), stage(END)), two),
        'the-other-model-saved-after': sync(lines(START, SAVE, END, stage(SAVE)), two)
    }),
    ...rejected('del-batch-before-start', { 'the-other-model-saved-before': sync(lines(stage(SAVE), START, SAVE, END), two) }),
    ...rejected('del-start-without-end', { 'end-of-the-other-model': sync(lines(START, stage(START), SAVE, stage(END)), two) }),
    ...rejected(
        'del-previous-executions-order',
        bodies({ 'clear-then-save': lines(CLEAR, SAVE), 'clear-then-update': lines(CLEAR, UPDATE), 'clear-then-delete': lines(SAVE, CLEAR, DELETE) })
    ),
    ...rejected('del-previous-executions-once', { 'clear-twice': sync(lines(SAVE, CLEAR, CLEAR)), 'clear-two-models': sync(lines(SAVE, CLEAR, stage(CLEAR)), two) }),
    ...rejected('merge-after-batch', bodies({ 'merge-after-save': lines(SAVE, MERGE), 'merge-after-update': lines(UPDATE, MERGE), 'merge-after-delete': lines(DELETE, MERGE) })),
    ...rejected('merge-after-batch', { 'merge-one-of-two-late': sync(lines(MERGE, SAVE, stage(MERGE)), two) }),
    ...rejected(
        'merge-after-request',
        bodies(
            Object.fromEntries(
                ['get', 'post', 'put', 'patch', 'delete', 'proxy'].map((verb) => [
                    `merge-after-request-${verb}`,
                    lines(`await nango.${verb}({ endpoint: '/deals', retries: 3 });`, MERGE)
                ])
            )
        )
    ),
    ...rejected('merge-after-request', {
        'merge-after-declared-request': sync(lines("const load = async () => {\n    await nango.get({ endpoint: '/deals', retries: 3 });\n};", MERGE, 'await load();'))
    })
];

const right = accepted({
    ...bodies({
        'start-save-end': lines(START, SAVE, END),
        'start-end': lines(START, END),
        'start-loop-end': lines(START, `for await (const page of nango.paginate({ endpoint: '/deals', retries: 3 })) {\n    await nango.batchSave(page, 'Deal');\n}`, END),
        'save-send': lines(START, END, "await nango.batchSend([], 'Deal');"),
        'all-on-one-line': `${END} ${SAVE} ${START}`,
        'end-on-the-line-of-a-save': lines(START, "await nango.batchSave([\n    { id: '1', name: 'a' }\n], 'Deal'); await nango.trackDeletesEnd('Deal');"),
        'end-before-save-on-one-line': lines(START, `${END} ${SAVE}`),
        'end-in-catch': lines(START, `try {\n    ${SAVE}\n} catch {\n    ${END}\n}`),
        'end-in-finally': lines(START, `try {\n    ${SAVE}\n} finally {\n    ${END}\n}`),
        'model-constant': lines("const model = 'Deal' as const;", "await nango.trackDeletesEnd(model);", SAVE),
        'model-template': lines('await nango.trackDeletesEnd(`Deal`);', SAVE),
        'model-cast': lines("await nango.trackDeletesEnd('Deal' as const);", SAVE),
        'optional-receiver': lines("await nango?.trackDeletesEnd('Deal');", SAVE),
        computed: lines("await nango['trackDeletesEnd']('Deal');", SAVE),
        'non-null': lines("await nango!.trackDeletesEnd('Deal');", SAVE),
        alias: lines('const sdk = nango;', "await sdk.trackDeletesEnd('Deal');", SAVE),
        'in-a-comment': lines(`// ${END}`, SAVE),
        'in-a-string': lines(`await nango.log("${END}");`, SAVE),
        'escaped-model': lines("await nango.trackDeletesStart('\\x44eal');", SAVE, END),
        'clear-last': lines(SAVE, CLEAR),
        'clear-alone': CLEAR,
        'clear-and-save-on-one-line': `${CLEAR} ${SAVE}`,
        'merge-first': lines(MERGE, SAVE),
        'merge-alone': MERGE,
        'merge-after-paginate': lines("for await (const page of nango.paginate({ endpoint: '/deals', retries: 3 })) await nango.log(page.length);", MERGE, SAVE),
        'merge-after-send': lines("await nango.batchSend([], 'Deal');", MERGE),
        'merge-after-other-calls': lines("await nango.log('deals');", 'await nango.getConnection();', MERGE, SAVE),
        'merge-and-get-on-one-line': `await nango.get({ endpoint: '/deals', retries: 3 }); ${MERGE}`,
        'merge-after-computed-get': lines("await nango['get']({ endpoint: '/deals', retries: 3 });", MERGE),
        'merge-after-optional-save': lines("await nango?.batchSave([], 'Deal');", MERGE)
    }),
    'two-models-nested': sync(lines(START, stage(START), SAVE, stage(SAVE), END, stage(END)), two)
});

/** Other places for a body that the compiler rejects in `exec`. */
const WRONG = lines(SAVE, END);
const block = (head, body = WRONG, tail = '}') => `${head}\n${indent(body, 4)}\n${tail}`;
const sdk = 'nango: any';
const where = (exec, parts = {}) => sync('', { exec, ...parts });
const seen = {
    function: where(block('exec: async function (nango) {')),
    'named-function': where(block('exec: async function run(nango) {')),
    parenthesised: where(`exec: (${block('async (nango) => {')})`),
    wrapped: where(`exec: same(${block('async (nango) => {')})`, { before: 'const same = <T>(value: T) => value;' }),
    'one-of-two': where(`exec: Date.now() > 0 ? ${block('async (nango) => {')} : async () => {}`),
    cast: where(`exec: (${block('async (nango: any) => {')}) as (nango: any) => Promise<void>`),
    'computed-by-name': where(block('[exec]: async (nango: any) => {'), { before: "const exec = 'exec' as const;" }),
    'another-object': sync("await nango.batchSave([], 'Deal');\nawait other.exec(nango);", { before: block(`const other = { exec: async (${sdk}) => {`, WRONG, '} };') }),
    'a-class-inside': sync(`class Writer {\n    async write() {\n        ${END}\n    }\n}\nawait new Writer().write();`),
    'a-callback': sync(`await Promise.all([1].map(async () => {\n    ${END}\n}));`),
    'default-export': sync(WRONG, { form: (call) => `export default ${call};` }),
    'receiver-in-parentheses': sync("await (nango).trackDeletesEnd('Deal');"),
    'model-in-parentheses': sync("await nango.trackDeletesEnd(('Deal'));"),
    'model-in-double-quotes': sync('await nango.trackDeletesEnd("Deal");'),
    'type-assertion-outside': sync("await (nango.trackDeletesEnd('Deal') as Promise<unknown>);"),
    'call-on-two-lines': sync("await nango\n    .trackDeletesEnd('Deal');"),
    'stored-result': sync("const { deletedKeys } = await nango.trackDeletesEnd('Deal');\nawait nango.log(deletedKeys.length);"),
    returned: sync("const finish = () => {\n    return nango.trackDeletesEnd('Deal');\n};\nawait finish();"),
    'after-return': sync(`if (nango.lastSyncDate) return;\n${END}`)
};
const unseen = {
    method: where(block('async exec(nango) {')),
    'quoted-key': where(block("'exec': async (nango) => {")),
    'quoted-computed-key': where(block("['exec']: async (nango) => {")),
    'by-name': where('exec: run', { before: block(`const run = async (${sdk}) => {`) }),
    shorthand: where('exec', { before: block(`async function exec(${sdk}) {`) }),
    'other-parameter-name': where(block('exec: async (sdk) => {').replaceAll('nango.', 'sdk.')),
    'on-webhook': sync("await nango.batchSave([], 'Deal');", {
        more: ["webhookSubscriptions: ['*']", block('onWebhook: async (nango) => {')]
    }),
    'class-field': sync("await nango.batchSave([], 'Deal');\nawait new Writer().exec(nango);", { before: `class Writer {\n${indent(block(`exec = async (${sdk}) => {`), 4)};\n}` }),
    'function-above': sync("await nango.batchSave([], 'Deal');\nawait finish(nango);", { before: block(`const finish = async (${sdk}) => {`) })
};

const pick = (...ids) => faults.filter(({ id }) => ids.includes(id));
const some = pick('end-only', 'save-first', 'merge-after-save', 'clear-then-save', 'two-ends', 'merge-after-request-get');
export default [
    ...faults,
    ...right,
    ...named('in', rejected('del-end-without-start', seen)),
    ...named('in', accepted(unseen)),
    program('separated-by-cr', cr(sync(lines(SAVE, START, END))), 'del-batch-before-start'),
    program('form-feed-is-no-line', sync(`${SAVE}\f${START}\f${END}`)),
    ...rewritten('crlf', crlf, some),
    ...rewritten('blank-lines', spread, some),
    ...rewritten('commented', commented, some),
    ...rewritten('chained', chained, some),
    ...rewritten('parenthesised', parenthesised, some),
    ...rewritten('double-quotes', doubleQuotes, some),
    ...harmless(rewritten('one-line', oneLine, pick('save-first', 'save-last', 'end-then-start', 'merge-after-save', 'merge-after-request-get', 'clear-then-save'))),
    ...rewritten('one-line', oneLine, pick('start-only', 'end-only', 'two-ends', 'clear-twice'))
];
