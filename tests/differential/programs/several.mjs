// Programs with several faults: the compiler names the first one, we name all of them.
import { crlf, oneLine } from '../formats.mjs';
import { program, rewritten } from '../program.mjs';
import { action, onEvent, sync } from '../source.mjs';

const programs = [
    program('await-and-retry-on', action("nango.log('deals');\nawait nango.get({ endpoint: '/deals', retryOn: [409] });"), 'await-required', 'req-retryon-without-retries'),
    program('await-and-export', action("nango.log('deals');", { after: 'export const a = 1;' }), 'await-required', 'def-named-export'),
    program(
        'package-await-export',
        action("nango.log(typeof axios);", { imports: "import axios from 'axios';", after: 'export function a() {}' }),
        'imp-disallowed-package',
        'await-required',
        'def-named-export'
    ),
    program(
        'types-and-order',
        sync("await nango.batchSave([], 'Deals');\nawait nango.trackDeletesEnd('Deal');", { properties: { frequency: "'hourly'" } }),
        'rec-unknown-model',
        'del-end-without-start',
        'freq-invalid'
    ),
    program(
        'schemas',
        sync("await nango.saveCheckpoint({ page: 1 });", {
            properties: { models: '{ Deal: z.object({ id: z.number() }) }', metadata: 'z.string()', checkpoint: 'z.object({ page: z.number().optional() })' }
        }),
        'model-id',
        'meta-schema-type',
        'ck-schema-flat'
    ),
    program(
        'definition',
        sync("await nango.log('deals');", { properties: { frequency: "'daily'", models: '{ deal: z.object({ id: z.string() }) }', endpoints: '[]', syncType: "'incremental'", trackDeletes: 'true' } }),
        'freq-invalid',
        'model-name',
        'ep-count-mismatch',
        'sync-incremental-track-deletes'
    ),
    program(
        'two-files',
        { 'crm/actions/deals.ts': action("nango.log('deals');"), 'crm/syncs/deals.ts': sync(undefined, { properties: { frequency: "'hourly'" } }), 'crm/on-events/deals.ts': onEvent(undefined, { properties: { event: "'connected'" } }) },
        'await-required',
        'freq-invalid',
        'evt-name'
    ),
    program(
        'merge-and-delete',
        sync("await nango.batchSave([], 'Deal');\nawait nango.setMergingStrategy({ strategy: 'override' }, 'Deal');\nawait nango.trackDeletesStart('Deal');"),
        'merge-after-batch',
        'del-start-without-end'
    ),
    program(
        'two-models',
        sync("await nango.trackDeletesEnd('Deal');\nawait nango.trackDeletesStart('Stage');", {
            properties: { models: '{ Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) }' }
        }),
        'del-end-without-start',
        'del-start-without-end'
    ),
    program('request', action("await nango.get({ method: 'GET', retries: '3', params: { open: true } });"), 'req-method-on-verb', 'req-retries-type', 'req-params-type', 'req-endpoint-missing'),
    program(
        'index-and-function',
        { 'crm/actions/deals.ts': action("nango.log('deals');"), 'index.ts': "import './crm/actions/deals.js';\nimport './crm/actions/gone.js';\n" },
        'index-missing-file',
        'await-required'
    ),
    program(
        'helper-and-entry',
        {
            'crm/actions/deals.ts': action("nango.log('deals');\nawait say(nango);", { imports: "import { say } from '../helpers/say';" }),
            'crm/helpers/say.ts': "export async function say(nango: { log: (text: string) => unknown }) {\n    nango.log('deals');\n}\n"
        },
        'await-required',
        'imp-relative-extension'
    ),
    program('twice-the-same', action("nango.log('a');\nnango.log('b');"), 'await-required'),
    program(
        'duplicates',
        {
            'crm/syncs/deals.ts': sync(undefined, { properties: { endpoints: "[{ method: 'GET', path: '/deals' }]" } }),
            'crm/syncs/stages.ts': sync(undefined, { properties: { endpoints: "[{ method: 'GET', path: '/deals' }]" } })
        },
        'model-duplicate',
        'ep-duplicate'
    )
];

export default [...programs, ...rewritten('crlf', crlf, programs), ...rewritten('one-line', oneLine, programs.filter(({ id }) => ['await-and-export', 'schemas', 'definition', 'request'].includes(id)))];
