// What must be awaited: `method_need_await` of the compiler's Babel plugin, and what it does not see.
import { chained, commented, crlf, oneLine, parenthesised } from '../formats.mjs';
import { accepted, named, rejected, rewritten } from '../program.mjs';
import { action, onEvent, sync } from '../source.mjs';

const GET = "nango.get({ endpoint: '/deals', retries: 3 })";
const LOG = "nango.log('deals')";

/** Every method of the list, called and forgotten, with what makes the rest of the function right. */
const inActions = {
    delete: "nango.delete({ endpoint: '/deals/1', retries: 3 });",
    get: `${GET};`,
    getConnection: 'nango.getConnection();',
    getEnvironmentVariables: 'nango.getEnvironmentVariables();',
    getFieldMapping: 'nango.getFieldMapping();',
    getMetadata: 'nango.getMetadata();',
    log: `${LOG};`,
    patch: "nango.patch({ endpoint: '/deals/1', data: {}, retries: 3 });",
    post: "nango.post({ endpoint: '/deals', data: {}, retries: 3 });",
    proxy: "nango.proxy({ method: 'GET', endpoint: '/deals', retries: 3 });",
    put: "nango.put({ endpoint: '/deals/1', data: {}, retries: 3 });",
    setFieldMapping: "nango.setFieldMapping({ name: 'title' });",
    triggerAction: "nango.triggerAction('crm', 'one', 'get-deal');"
};
const inSyncs = {
    batchDelete: "nango.batchDelete([{ id: '1' }], 'Deal');",
    batchSave: "nango.batchSave([], 'Deal');",
    batchSend: "nango.batchSend([], 'Deal');",
    deleteRecordsFromPreviousExecutions: "nango.deleteRecordsFromPreviousExecutions('Deal');",
    setMergingStrategy: "nango.setMergingStrategy({ strategy: 'override' }, 'Deal');",
    trackDeletesEnd: "await nango.trackDeletesStart('Deal');\nawait nango.batchSave([], 'Deal');\nnango.trackDeletesEnd('Deal');",
    trackDeletesStart: "nango.trackDeletesStart('Deal');\nawait nango.batchSave([], 'Deal');\nawait nango.trackDeletesEnd('Deal');"
};
const metadata = { metadata: 'z.object({ team: z.string() })' };
const each = (methods, make) => Object.fromEntries(Object.entries(methods).map(([name, body]) => [name, make(body)]));

const methods = {
    ...each(inActions, (body) => action(body)),
    ...each(inSyncs, (body) => sync(body)),
    setMetadata: action("nango.setMetadata({ team: 'a' });", { properties: metadata }),
    'log-on-event': onEvent(`${LOG};`)
};

/** Where a forgotten call may stand. */
const placed = {
    if: `if (input.id) ${LOG};`,
    else: `if (input.id) await ${LOG};\nelse ${LOG};`,
    'ternary-branch': `input.id ? ${LOG} : undefined;`,
    and: `input.id && ${LOG};`,
    comma: `${LOG}, ${LOG};`,
    for: `for (const id of [input.id]) {\n    nango.log(id);\n}`,
    'for-await': "for await (const page of nango.paginate({ endpoint: '/deals', retries: 3 })) {\n    nango.log(page.length);\n}",
    while: `while (input.id === '') ${LOG};`,
    switch: `switch (input.id) {\n    case '1':\n        ${LOG};\n        break;\n    default:\n        break;\n}`,
    try: `try {\n    ${LOG};\n} finally {\n    await ${LOG};\n}`,
    catch: `try {\n    await ${LOG};\n} catch {\n    ${LOG};\n}`,
    finally: `try {\n    await ${LOG};\n} finally {\n    ${LOG};\n}`,
    'nested-function': `function say() {\n    ${LOG};\n}\nsay();`,
    'nested-method': `const sayer = {\n    say() {\n        ${LOG};\n    }\n};\nsayer.say();`,
    class: `class Sayer {\n    say() {\n        ${LOG};\n    }\n}\nnew Sayer().say();`,
    'class-field': `class Sayer {\n    said = ${LOG};\n}\nawait new Sayer().said;`,
    callback: `[input.id].forEach((id) => {\n    nango.log(id);\n});`,
    template: `const text = \`\${${LOG}}\`;\nawait nango.log(text);`,
    generator: `function* calls() {\n    yield ${GET};\n}\nfor (const call of calls()) await call;`,
    'default-value': `const { said = ${LOG} } = {} as { said?: unknown };\nawait nango.log(said);`,
    throw: `if (input.id === '') throw ${LOG};`,
    argument: `const ids = new Set([${GET}]);\nawait nango.log(ids.size);`,
    'first-of-two': `${LOG};\nawait ${LOG};`,
    'after-awaited': `await ${LOG};\n${LOG};`
};

/** What is done with the promise, and does not count. */
const handled = {
    void: `void ${LOG};`,
    typeof: `const kind = typeof ${GET};\nawait nango.log(kind);`,
    stored: `const answer = ${GET};\nawait answer;`,
    assigned: `let answer;\nanswer = ${GET};\nawait answer;`,
    'array-then-all': `const all = [${GET}, ${GET}];\nawait Promise.all(all);`,
    finally: `const answer = ${GET}.finally(() => {});\nawait answer;`,
    'arrow-expression': `const load = () => ${GET};\nawait load();`,
    'async-arrow-expression': `const load = async () => ${GET};\nawait load();`,
    'map-then-all': `const all = [input.id].map((id) => nango.get({ endpoint: id, retries: 3 }));\nawait Promise.all(all);`,
    'inside-then-callback': `const said = ${GET}.then(() => {\n    ${LOG};\n});\nawait said;`,
    'inside-catch-callback': `const said = ${GET}.catch(() => {\n    ${LOG};\n});\nawait said;`,
    'quoted-then': `const said = ${GET}['then'](() => {});\nawait said;`,
    'optional-then': `const said = ${GET}?.then(() => {});\nawait said;`,
    'object-property': `const calls = { then: ${GET} };\nawait calls.then;`,
    'argument-of-then': `const said = Promise.resolve(1).then(() => ${LOG});\nawait said;`,
    as: `const said = ${GET} as Promise<unknown>;\nawait said;`,
    'non-null': `const said = ${GET}!;\nawait said;`
};

/** Other spellings of the callee that Babel reads as the same. */
const spelled = {
    'receiver-in-parentheses': "(nango).log('deals');",
    'callee-in-parentheses': "(nango.log)('deals');",
    'call-in-parentheses': `(${LOG});`,
    'type-argument': "nango.get<{ id: string }>({ endpoint: '/deals', retries: 3 });",
    'two-lines': "nango\n    .log('deals');",
    'two-lines-dot-first': "nango.\n    log('deals');",
    comments: "nango /* a */ . /* b */ log /* c */ ( /* d */ 'deals' /* e */ );",
    'line-comment': "nango // the SDK\n    .log('deals');",
    'no-arguments': 'nango.getConnection();',
    spread: "nango.log(...['deals']);",
    blanks: "nango  .  log  (  'deals'  )  ;",
    'no-semicolon': "nango.log('deals')"
};

/** What the compiler accepts, right or wrong. */
const silenced = {
    awaited: `await ${LOG};`,
    'awaited-in-parentheses': `await (${LOG});`,
    'awaited-far': `await Promise.all([${GET}, ${GET}]);`,
    'awaited-map': `await Promise.all([input.id].map((id) => nango.log(id)));`,
    'hidden-by-await': `await Promise.all([input.id].map((id) => {\n    nango.log(id);\n}));`,
    'hidden-by-iife': `await (async () => {\n    ${LOG};\n})();`,
    returned: `const say = () => {\n    return ${LOG};\n};\nawait say();`,
    'returned-far': `const say = () => {\n    return [input.id].map((id) => {\n        nango.log(id);\n        return id;\n    });\n};\nawait nango.log(say());`,
    then: `const ids = ${GET}.then((response) => response.data);\nawait ids;`,
    catch: `${GET}.catch(() => undefined);`,
    'then-finally': `const said = ${GET}.then(() => {}).finally(() => {});\nawait said;`,
    'finally-then': `const said = ${GET}.finally(() => {}).then(() => {});\nawait said;`,
    'computed-then': `const then = 'then' as const;\nconst said = ${GET}[then](() => {});\nawait said;`,
    'wrapped-then': `const said = Promise.resolve(${GET}).then(() => {});\nawait said;`,
    'then-optional-call': `const said = ${GET}.then?.(() => {});\nawait said;`,
    'optional-call': "nango?.log('deals');",
    'optional-method': "nango.log?.('deals');",
    computed: "nango['log']('deals');",
    'computed-template': "nango[`log`]('deals');",
    'non-null': "nango!.log('deals');",
    cast: "(nango as { log: (text: string) => unknown }).log('deals');",
    'cast-callee': "(nango.log as (text: string) => unknown)('deals');",
    'non-null-callee': "nango.log!('deals');",
    alias: "const sdk = nango;\nsdk.log('deals');",
    bound: "const log = nango.log.bind(nango);\nlog('deals');",
    destructured: "const { log } = nango;\nlog.call(nango, 'deals');",
    'call-of-method': "nango.log.call(nango, 'deals');",
    'in-line-comment': `// ${LOG};\nawait ${LOG};`,
    'in-block-comment': `/* ${LOG}; */\nawait ${LOG};`,
    'in-string': `await nango.log("${LOG}");`,
    'in-template': `await nango.log(\`${LOG}\`);`,
    paginate: "for await (const page of nango.paginate({ endpoint: '/deals', retries: 3 })) await nango.log(page.length);",
    'set-logger': "nango.setLogger({ level: 'warn' });",
    'get-token': 'nango.getToken();',
    'get-integration': 'nango.getIntegration();',
    'get-webhook-url': 'nango.getWebhookURL();',
    'zod-validate-input': 'nango.zodValidateInput({ zodSchema: z.object({ id: z.string() }), input });',
    'trigger-sync': "nango.triggerSync('crm', 'one', 'deals');",
    'start-sync': "nango.startSync('crm', ['deals']);",
    'uncontrolled-fetch': "nango.uncontrolledFetch({ url: new URL('https://crm.test') });",
    'try-acquire-lock': "nango.tryAcquireLock({ key: 'a', ttlMs: 1000 });",
    'release-lock': "nango.releaseLock({ key: 'a' });",
    'release-all-locks': 'nango.releaseAllLocks();',
    'action-error': "if (input.id === '') throw new nango.ActionError({ message: 'no id' });"
};

const exec = (text) => action('', { exec: text });
const functions = accepted({
    'other-name': exec("exec: async (sdk) => {\n    sdk.log('deals');\n    return { ok: true };\n}"),
    'underscore-name': exec("exec: async (_nango) => {\n    _nango.log('deals');\n    return { ok: true };\n}"),
    'destructured-parameter': exec("exec: async ({ log }) => {\n    log('deals');\n    return { ok: true };\n}"),
    'batch-update': sync("nango.batchUpdate([{ id: '1' }], 'Deal');"),
    'list-records': sync("for await (const deal of nango.listRecords('Deal')) await nango.log(deal.id);"),
    'get-records-by-ids': sync("nango.getRecordsByIds(['1'], 'Deal');"),
    checkpoints: sync("nango.getCheckpoint();\nnango.saveCheckpoint({ page: 1 });\nnango.clearCheckpoint();", {
        properties: { checkpoint: 'z.object({ page: z.number() })' }
    }),
    'update-metadata': action("nango.updateMetadata({ team: 'a' });", { properties: metadata }),
    'returned-from-exec': exec("exec: async (nango) => {\n    return nango.get({ endpoint: '/deals', retries: 3 });\n}").replace(
        'z.object({ ok: z.boolean() })',
        'z.any()'
    ),
    'member-of-this': action('await new Sayer(nango).say();', {
        before: "class Sayer {\n    constructor(private readonly nango: { log: (text: string) => void }) {}\n    async say() {\n        this.nango.log('deals');\n    }\n}"
    }),
    'wrapped-await': action(`await wait(${GET});`, { before: 'const wait = <T>(promise: Promise<T>) => promise;' })
});
const moreFaults = rejected('await-required', {
    'exec-method': exec("async exec(nango) {\n    nango.log('deals');\n    return { ok: true };\n}"),
    'exec-function': exec("exec: async function (nango) {\n    nango.log('deals');\n    return { ok: true };\n}"),
    'exec-quoted': exec("'exec': async (nango) => {\n    nango.log('deals');\n    return { ok: true };\n}"),
    'exec-by-name': action('', {
        before: "const run = async (nango: { log: (text: string) => void }) => {\n    nango.log('deals');\n    return { ok: true };\n};",
        exec: 'exec: run'
    }),
    'exec-is-the-call': onEvent('', { exec: "exec: async (nango) => nango.log('hello')" }),
    'exec-is-the-call-not-async': onEvent('', { exec: "exec: (nango) => nango.log('hello')" }),
    'static-block': action('await nango.log(typeof Sayer);', {
        before: "const nango = { log: (text: string) => text.length };\nclass Sayer {\n    static {\n        nango.log('deals');\n    }\n}"
    }),
    'async-generator': action("async function* calls() {\n    yield nango.get({ endpoint: '/deals', retries: 3 });\n}\nfor await (const call of calls()) await nango.log(call.status);"),
    'exec-expression': exec("exec: async (nango) => (nango.log('deals'), { ok: true })"),
    'another-nango': action('say();', {
        before: "const nango = { log: (text: string) => text.length };\nfunction say() {\n    nango.log('deals');\n}"
    }),
    'top-level': action('', { before: "const nango = { log: (text: string) => text.length };\nnango.log('deals');" }),
    'on-webhook': sync("await nango.batchSave([], 'Deal');", {
        more: ["webhookSubscriptions: ['deal.changed']", "onWebhook: async (nango) => {\n    nango.log('deals');\n}"]
    }),
    'wrapped-not-awaited': action(`const said = wait(${GET});\nawait said;`, { before: 'const wait = <T>(promise: Promise<T>) => promise;' })
});

const bodies = (map) => each(map, (body) => action(body));
const base = rejected('await-required', {
    log: action(`${LOG};`),
    'batch-save': sync("nango.batchSave([], 'Deal');"),
    stored: action(`const answer = ${GET};\nawait answer;`)
});
export default [
    ...named('method', rejected('await-required', methods)),
    ...named('in', rejected('await-required', bodies(placed))),
    ...named('handled', rejected('await-required', bodies(handled))),
    ...named('spelled', rejected('await-required', bodies(spelled))),
    ...named('silent', accepted(bodies(silenced))),
    ...functions,
    ...moreFaults,
    ...rewritten('crlf', crlf, base),
    ...rewritten('one-line', oneLine, base),
    ...rewritten('commented', commented, base),
    ...rewritten('chained', chained, base),
    ...rewritten('parenthesised', parenthesised, base)
];
