// What is saved where: the names of models, and the methods that a sync has and an action has not.
import { crlf, doubleQuotes, oneLine } from '../formats.mjs';
import { accepted, named, rejected, rewritten } from '../program.mjs';
import { action, onEvent, sync } from '../source.mjs';

const map = (sources, make) => Object.fromEntries(Object.entries(sources).map(([id, source]) => [id, make(source)]));

/** Every method that takes the name of a model. */
const methods = (model) => ({
    'batch-save': `await nango.batchSave([], ${model});`,
    'batch-send': `await nango.batchSend([], ${model});`,
    'batch-update': `await nango.batchUpdate([], ${model});`,
    'batch-delete': `await nango.batchDelete([], ${model});`,
    'list-records': `for await (const deal of nango.listRecords(${model})) await nango.log(deal);`,
    'get-records-by-ids': `await nango.log(await nango.getRecordsByIds(['1'], ${model}));`,
    'delete-records': `await nango.deleteRecordsFromPreviousExecutions(${model});`,
    'set-merging-strategy': `await nango.setMergingStrategy({ strategy: 'override' }, ${model});`,
    'track-deletes': `await nango.trackDeletesStart(${model});\nawait nango.trackDeletesEnd(${model});`
});
const models = { properties: { models: '{ Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) }' } };

const unknown = [
    ...named('unknown', rejected('rec-unknown-model', map(methods("'Deals'"), sync))),
    ...named(
        'unknown',
        rejected('rec-unknown-model', {
            'lower-case': sync("await nango.batchSave([], 'deal');"),
            empty: sync("await nango.batchSave([], '');"),
            'of-two': sync("await nango.batchSave([], 'Deals');", models),
            'double-quotes': sync('await nango.batchSave([], "Deals");'),
            'other-name': sync('', { exec: "exec: async (sdk) => {\n    await sdk.batchSave([], 'Deals');\n}" }),
            'exec-method': sync('', { exec: "async exec(nango) {\n    await nango.batchSave([], 'Deals');\n}" }),
            'exec-quoted': sync('', { exec: "'exec': async (nango) => {\n    await nango.batchSave([], 'Deals');\n}" }),
            'on-webhook': sync("await nango.batchSave([], 'Deal');", {
                more: ["webhookSubscriptions: ['*']", "onWebhook: async (nango) => {\n    await nango.batchSave([], 'Deals');\n}"]
            }),
            'in-a-nested-function': sync("const save = async () => {\n    await nango.batchSave([], 'Deals');\n};\nawait save();"),
            'no-models': sync("await nango.batchSave([], 'Deal');", { properties: { models: '{}' } }),
            'optional-call': sync("await nango?.batchSave([], 'Deals');"),
            'models-constant': sync("await nango.batchSave([], 'Deals');", { before: 'const models = { Deal: z.object({ id: z.string() }) };', properties: { models: 'models' } }),
            'models-shorthand': sync("await nango.batchSave([], 'Deals');", { before: 'const models = { Deal: z.object({ id: z.string() }) };', properties: { models: null }, more: ['models'] }),
            'model-shorthand': sync("await nango.batchSave([], 'Deals');", { before: 'const Deal = z.object({ id: z.string() });', properties: { models: '{ Deal }' } }),
            'quoted-models': sync("await nango.batchSave([], 'Deals');", { properties: { models: "{ 'Deal': z.object({ id: z.string() }) }" } }),
            'template-literal': sync('await nango.batchSave([], `Deals`);'),
            comments: sync("await nango.batchSave([] /* a */, /* b */ 'Deals' /* c */);")
        })
    ),
    ...named('known', accepted(map(methods("'Deal'"), sync))),
    ...named(
        'known',
        accepted({
            'of-two': sync("await nango.batchSave([], 'Stage');", models),
            'double-quotes': sync('await nango.batchSave([], "Deal");'),
            template: sync('await nango.batchSave([], `Deal`);'),
            'quoted-models': sync("await nango.batchSave([], 'Deal');", { properties: { models: "{ 'Deal': z.object({ id: z.string() }) }" } }),
            'models-constant': sync("await nango.batchSave([], 'Deal');", { before: 'const models = { Deal: z.object({ id: z.string() }) };', properties: { models: 'models' } }),
            'models-spread': sync("await nango.batchSave([], 'Deal');", { before: 'const models = { Deal: z.object({ id: z.string() }) };', properties: { models: '{ ...models }' } }),
            'models-of-a-call': sync("await nango.batchSave([], 'Deal');", { before: 'const models = () => ({ Deal: z.object({ id: z.string() }) });', properties: { models: 'models()' } }),
            constant: sync("const model = 'Deal';\nawait nango.batchSave([], model);"),
            cast: sync("await nango.batchSave([], 'Deals' as 'Deal');"),
            'as-never': sync("await nango.batchSave([], 'Deals' as never);"),
            'in-a-loop': sync("for (const model of ['Deal', 'Stage'] as const) await nango.batchSave([], model);", models),
            'in-a-comment': sync("// await nango.batchSave([], 'Deals');\nawait nango.batchSave([], 'Deal');"),
            'in-a-string': sync('await nango.log("nango.batchSave([], \'Deals\')");'),
            'another-object': sync("await store.batchSave([], 'Deals');\nawait nango.batchSave([], 'Deal');", {
                before: 'const store = { batchSave: async (rows: [], model: string) => rows.length + model.length };'
            }),
            'one-at-a-time': sync("for (const id of ['1', '2']) await nango.batchSave([{ id, name: id }], 'Deal');"),
            'volatile-field': sync("await nango.batchSave([{ id: '1', name: new Date().toISOString() }], 'Deal');")
        })
    )
];

const onlySyncs = { ...methods("'Deal'"), 'last-sync-date': 'await nango.log(nango.lastSyncDate);', variant: 'await nango.log(nango.variant);' };
const foreign = [
    ...named('in-an-action', rejected('rec-sync-api-in-action', map(onlySyncs, action))),
    ...named(
        'in-an-action',
        rejected('rec-sync-api-in-action', {
            'other-name': action('', { exec: "exec: async (sdk) => {\n    await sdk.batchSave([], 'Deal');\n    return { ok: true };\n}" }),
            'exec-method': action('', { exec: "async exec(nango) {\n    await nango.batchSave([], 'Deal');\n    return { ok: true };\n}" }),
            'optional-call': action("await nango?.batchSave([], 'Deal');")
        })
    ),
    ...named('on-event', rejected('rec-sync-api-in-action', { 'batch-save': onEvent("await nango.batchSave([], 'Deal');"), 'last-sync-date': onEvent('await nango.log(nango.lastSyncDate);') })),
    ...named(
        'in-an-action',
        accepted({
            cast: action("await (nango as unknown as { batchSave: (rows: [], model: string) => Promise<void> }).batchSave([], 'Deal');"),
            'in-a-comment': action("// await nango.batchSave([], 'Deal');\nawait nango.log('deals');"),
            'in-a-string': action('await nango.log("nango.batchSave([])");'),
            'another-object': action("await store.batchSave([], 'Deal');", { before: 'const store = { batchSave: async (rows: [], model: string) => rows.length + model.length };' }),
            checkpoints: action('await nango.log(await nango.getCheckpoint());', { properties: { checkpoint: 'z.object({ page: z.number() })' } }),
            locks: action("await nango.tryAcquireLock({ key: 'a', ttlMs: 1 });"),
            metadata: action('await nango.log(await nango.getMetadata());')
        })
    )
];

const some = [...unknown, ...foreign].filter(({ id }) => ['unknown-batch-save', 'unknown-of-two', 'in-an-action-batch-save', 'known-batch-save'].includes(id));
export default [...unknown, ...foreign, ...rewritten('crlf', crlf, some), ...rewritten('one-line', oneLine, some), ...rewritten('double-quotes', doubleQuotes, some)];
