// What `definitions.ts` finds in a bundle: frequencies, endpoints, names of models, duplicates, events.
import { byteOrderMark, crlf, oneLine } from '../formats.mjs';
import { accepted, named, program, rejected, rewritten } from '../program.mjs';
import { action, onEvent, sync } from '../source.mjs';

const SYNC = 'crm/syncs/deals.ts';
const STAGES = 'crm/syncs/stages.ts';
const each = (values, make) => Object.fromEntries(values.map((value) => [value.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''), make(value)]));
const having = (properties, parts = {}) => sync("await nango.log('deals');", { properties, ...parts });
const frequency = (source, parts) => having({ frequency: source }, parts);
const quoted = (text) => `'${text}'`;

const frequencies = [
    ...named(
        'frequency',
        rejected('freq-invalid', {
            ...each(
                ['hourly', 'daily', 'Every hour', 'EVERY DAY', 'hour', 'day', 'half day', 'every minute', 'every hours', 'every 2 months', '0 * * * *', '@hourly', 'every 29s', 'every 20 seconds', '1s', 'every -1h', 'every 0h', 'every 1 fortnight', 'soon', 'every'],
                (text) => frequency(quoted(text))
            ),
            'two-blanks': frequency("'every  hour'"),
            'trailing-blank': frequency("'every hour '"),
            'leading-blank': frequency("' every hour'"),
            empty: frequency("''"),
            'template-literal': frequency('`hourly`'),
            constant: frequency('often', { before: "const often = 'hourly';" }),
            shorthand: having({ frequency: null }, { before: "const frequency = 'hourly';", more: ['frequency'] }),
            'double-quotes': frequency('"hourly"'),
            'quoted-key': having({ frequency: null }, { more: ["'frequency': 'hourly'"] })
        })
    ),
    ...named(
        'frequency-fine',
        accepted({
            ...each(
                ['every hour', 'every day', 'every week', 'every month', 'every half day', 'every half hour', 'every quarter hour', 'every 30s', '30s', '1h', 'every 5m', 'every 5 minutes', 'every 2 days', 'every 60d', 'every 1 hr', 'every 1.5 hours', 'every 0.5h', 'every 2 weeks', 'every 1y', 'every 1 Hour', 'every 90000', '90000', 'every .5h', 'every 1H'],
                (text) => frequency(quoted(text))
            ),
            constant: frequency('often', { before: "const often = 'every hour';" }),
            concatenated: frequency("'every ' + 'hour'"),
            template: frequency('`every ${1 + 1}h`'),
            'in-a-comment': frequency("/* 'hourly' */ 'every hour'"),
            'metadata-frequency': having({ frequency: "'every hour'", metadata: "z.object({ frequency: z.literal('hourly') })" })
        })
    )
];

const endpoint = (path, method = 'GET') => `{ method: '${method}', path: '${path}' }`;
const two = '{ Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) }';
const stages = (properties = {}) => sync("await nango.log('stages');", { properties: { models: '{ Stage: z.object({ id: z.string() }) }', ...properties } });
const get = (properties) => action('', { properties });
const endpoints = [
    ...rejected('ep-count-mismatch', {
        'one-endpoint-two-models': having({ models: two, endpoints: `[${endpoint('/deals')}]` }),
        'two-endpoints-one-model': having({ endpoints: `[${endpoint('/deals')}, ${endpoint('/all')}]` }),
        'no-endpoint': having({ endpoints: '[]' }),
        'no-endpoint-two-models': having({ models: two, endpoints: '[]' }),
        'one-endpoint-no-model': having({ models: '{}', endpoints: `[${endpoint('/deals')}]` }),
        'quoted-endpoints': having({}, { more: ["'endpoints': []"] }),
        'trailing-commas': having({ models: '{ Deal: z.object({ id: z.string() }), }', endpoints: `[${endpoint('/deals')}, ${endpoint('/all')},]` })
    }),
    ...rejected('ep-duplicate', {
        'twice-in-a-sync': having({ models: two, endpoints: `[${endpoint('/deals')}, ${endpoint('/deals')}]` }),
        'other-group': having({ models: two, endpoints: "[{ method: 'GET', path: '/deals', group: 'A' }, { path: '/deals', method: 'GET', group: 'B' }]" }),
        'in-two-syncs': { [SYNC]: having({ endpoints: `[${endpoint('/deals')}]` }), [STAGES]: stages({ endpoints: `[${endpoint('/deals')}]` }) },
        'sync-and-action': { [SYNC]: having({ endpoints: `[${endpoint('/deals')}]` }), 'crm/actions/get-deal.ts': get({ endpoint: endpoint('/deals') }) },
        'in-two-actions': { 'crm/actions/a.ts': get({ endpoint: endpoint('/deals') }), 'crm/actions/b.ts': get({ endpoint: endpoint('/deals') }) },
        'double-quotes': { 'crm/actions/a.ts': get({ endpoint: endpoint('/deals') }), 'crm/actions/b.ts': get({ endpoint: '{ "method": "GET", "path": "/deals" }' }) },
        template: { 'crm/actions/a.ts': get({ endpoint: endpoint('/deals') }), 'crm/actions/b.ts': get({ endpoint: "{ method: 'GET', path: `/deals` }" }) }
    }),
    ...rejected('ep-fields', {
        'unknown-method': get({ endpoint: endpoint('/deals', 'FETCH') }),
        'lower-case-method': get({ endpoint: endpoint('/deals', 'get') }),
        'head-method': get({ endpoint: endpoint('/deals', 'HEAD') }),
        'no-path': get({ endpoint: "{ method: 'GET' }" }),
        'no-method': get({ endpoint: "{ path: '/deals' }" }),
        'unknown-method-of-a-sync': having({ endpoints: `[${endpoint('/deals', 'LIST')}]` }),
        'unknown-key': get({ endpoint: "{ method: 'GET', path: '/deals', name: 'deals' }" }),
        'numeric-path': get({ endpoint: "{ method: 'GET', path: 1 }" })
    }),
    ...accepted({
        'one-each': having({ endpoints: `[${endpoint('/deals')}]` }),
        'two-each': having({ models: two, endpoints: `[${endpoint('/deals')}, ${endpoint('/stages')}]` }),
        'other-method': { 'crm/actions/a.ts': get({ endpoint: endpoint('/deals') }), 'crm/actions/b.ts': get({ endpoint: endpoint('/deals', 'POST') }) },
        'trailing-slash': { 'crm/actions/a.ts': get({ endpoint: endpoint('/deals') }), 'crm/actions/b.ts': get({ endpoint: endpoint('/deals/') }) },
        'other-case': { 'crm/actions/a.ts': get({ endpoint: endpoint('/deals') }), 'crm/actions/b.ts': get({ endpoint: endpoint('/Deals') }) },
        'other-integration': { 'crm/actions/a.ts': get({ endpoint: endpoint('/deals') }), 'billing/actions/a.ts': get({ endpoint: endpoint('/deals') }) },
        'unregistered-duplicate': {
            'crm/actions/a.ts': get({ endpoint: endpoint('/deals') }),
            'crm/actions/b.ts': get({ endpoint: endpoint('/deals') }),
            'index.ts': "import './crm/actions/a.js';\n"
        },
        'empty-group': get({ endpoint: "{ method: 'GET', path: '/deals', group: '' }" }),
        'long-group': get({ endpoint: `{ method: 'GET', path: '/deals', group: '${'g'.repeat(80)}' }` }),
        'null-group': get({ endpoint: "{ method: 'GET', path: '/deals', group: null }" }),
        'path-without-slash': get({ endpoint: endpoint('deals') }),
        'empty-path': get({ endpoint: endpoint('') }),
        'template-path': get({ endpoint: '{ method: \'GET\', path: `/deals/${1 + 1}` }' }),
        'same-endpoint-on-events': { [SYNC]: having({ endpoints: `[${endpoint('/deals')}]` }), 'crm/on-events/a.ts': onEvent() }
    })
];

const model = (name) => having({ models: `{ ${name}: z.object({ id: z.string() }) }` });
const models = [
    ...named(
        'model-name',
        rejected('model-name', {
            lower: model('deal'),
            'single-letter': model('D'),
            hyphen: model("'Deal-Row'"),
            blank: model("'Deal Row'"),
            digit: model("'1Deal'"),
            underscore: model('_Deal'),
            dollar: model('Deal$'),
            accent: model('Dél'),
            empty: model("''"),
            camel: model('dealRow'),
            'second-of-two': having({ models: '{ Deal: z.object({ id: z.string() }), stage: z.object({ id: z.string() }) }' }),
            shorthand: having({ models: '{ deal }' }, { before: 'const deal = z.object({ id: z.string() });' }),
            constant: having({ models: 'models' }, { before: 'const models = { deal: z.object({ id: z.string() }) };' })
        })
    ),
    ...named(
        'model-name-fine',
        accepted({
            'two-letters': model('De'),
            underscore: model('Deal_Row'),
            digits: model('Deal2'),
            upper: model('DEAL'),
            quoted: model("'Deal'"),
            none: having({ models: '{}' }),
            shorthand: having({ models: '{ Deal }' }, { before: 'const Deal = z.object({ id: z.string() });' }),
            constant: having({ models: 'models' }, { before: 'const models = { Deal: z.object({ id: z.string() }) };' }),
            'lower-field': having({ models: '{ Deal: z.object({ id: z.string(), deal: z.object({ id: z.string() }) }) }' })
        })
    ),
    ...named(
        'model-duplicate',
        rejected('model-duplicate', {
            'two-syncs': { [SYNC]: having({}), [STAGES]: having({}) },
            'one-of-two': { [SYNC]: having({ models: two }), [STAGES]: stages() },
            'quoted-key': { [SYNC]: having({}), [STAGES]: model("'Deal'") },
            shorthand: { [SYNC]: having({}), [STAGES]: having({ models: '{ Deal }' }, { before: 'const Deal = z.object({ id: z.string() });' }) },
            'same-import': {
                [SYNC]: having({ models: '{ Deal }' }, { imports: "import { Deal } from '../models.js';" }),
                [STAGES]: having({ models: '{ Deal }' }, { imports: "import { Deal } from '../models.js';" }),
                'crm/models.ts': "import * as z from 'zod';\n\nexport const Deal = z.object({ id: z.string() });\n"
            },
            'third-of-three': { [SYNC]: having({}), [STAGES]: stages(), 'crm/syncs/third.ts': having({}) }
        })
    ),
    ...named(
        'model-duplicate',
        accepted({
            'other-integration': { [SYNC]: having({}), 'billing/syncs/deals.ts': having({}) },
            'other-name': { [SYNC]: having({}), [STAGES]: stages() },
            'other-case': { [SYNC]: having({}), [STAGES]: model('DEAL') },
            unregistered: { [SYNC]: having({}), [STAGES]: having({}), 'index.ts': "import './crm/syncs/deals.js';\n" },
            'name-of-an-action': { [SYNC]: having({}), 'crm/actions/deal.ts': action() }
        })
    ),
    ...rejected('fs-metadata-model-collision', {
        'metadata-models': { 'crm/syncs/a-b.ts': having({ metadata: 'z.object({})' }), 'crm/syncs/ab.ts': stages({ metadata: 'z.object({})' }) },
        'metadata-models-underscore': { 'crm/syncs/a_b.ts': having({ metadata: 'z.object({})' }), 'crm/syncs/ab.ts': stages({ metadata: 'z.object({})' }) }
    }),
    ...named(
        'metadata-models',
        accepted({
            'only-one-has-metadata': { 'crm/syncs/a-b.ts': having({ metadata: 'z.object({})' }), 'crm/syncs/ab.ts': stages() },
            'other-case': { 'crm/syncs/a-b.ts': having({ metadata: 'z.object({})' }), 'crm/syncs/aB.ts': stages({ metadata: 'z.object({})' }) },
            'other-integration': { 'crm/syncs/a-b.ts': having({ metadata: 'z.object({})' }), 'billing/syncs/ab.ts': stages({ metadata: 'z.object({})' }) },
            'same-name-as-an-action': { 'crm/syncs/deals.ts': having({ metadata: 'z.object({})' }), 'crm/actions/deals.ts': action() }
        })
    )
];

const syncs = [
    ...rejected('sync-incremental-track-deletes', {
        'incremental-track-deletes': having({ syncType: "'incremental'", trackDeletes: 'true' }),
        'incremental-track-deletes-other-order': having({ trackDeletes: 'true', syncType: '"incremental"' }),
        'incremental-track-deletes-template': having({ syncType: '`incremental`', trackDeletes: 'true' })
    }),
    ...accepted({
        'full-track-deletes': having({ syncType: "'full'", trackDeletes: 'true' }),
        'incremental-no-track-deletes': having({ syncType: "'incremental'", trackDeletes: 'false' }),
        incremental: having({ syncType: "'incremental'" }),
        'track-deletes': having({ trackDeletes: 'true' }),
        'long-subscription': having({ webhookSubscriptions: `['${'s'.repeat(300)}']`, onWebhook: 'async () => {}' }),
        'webhook-without-subscriptions': having({ onWebhook: 'async () => {}' }),
        'subscriptions-without-webhook': having({ webhookSubscriptions: "['*']" }),
        'no-subscriptions': having({ webhookSubscriptions: '[]', onWebhook: 'async () => {}' }),
        'webhook-payload': having({}, { more: ["onWebhook: async (nango, payload) => {\n    await nango.log(payload);\n}"] }),
        'required-metadata-auto-start': having({ metadata: 'z.object({ team: z.string() })', autoStart: 'true' }),
        'last-sync-date': sync('await nango.log(nango.lastSyncDate);'),
        'never-saves': having({})
    })
];

const event = (source, parts = {}) => onEvent(undefined, { properties: { event: source }, ...parts });
const events = [
    ...named(
        'event',
        rejected('evt-name', {
            unknown: event("'connected'"),
            empty: event("''"),
            underscore: event("'post_connection_creation'"),
            upper: event("'Post-Connection-Creation'"),
            'double-quotes': event('"post-connection"'),
            blank: event("'validate-connection '"),
            template: event('`pre-connection-delete`'),
            'quoted-key': event(null, { more: ["'event': 'connected'"] })
        })
    ),
    ...named(
        'event',
        accepted({
            'post-connection-creation': event("'post-connection-creation'"),
            'pre-connection-deletion': event("'pre-connection-deletion'"),
            'validate-connection': event("'validate-connection'"),
            'no-substitutions': event('`validate-connection`'),
            constant: event('name', { before: "const name = 'validate-connection' as const;" }),
            cast: event("'connected' as 'validate-connection'"),
            'never-throws': event("'validate-connection'")
        })
    )
];

const some = [...frequencies, ...endpoints, ...models, ...events].filter(({ id }) =>
    ['frequency-hourly', 'no-endpoint', 'model-name-lower', 'event-unknown', 'model-duplicate-two-syncs', 'frequency-fine-every-hour'].includes(id)
);
export default [
    ...frequencies,
    ...endpoints,
    ...models,
    ...syncs,
    ...events,
    program('several-definition-faults', having({ frequency: "'hourly'", models: '{ deal: z.object({ id: z.string() }) }', endpoints: '[]' }), 'freq-invalid', 'ep-count-mismatch', 'model-name'),
    ...rewritten('crlf', crlf, some),
    ...rewritten('bom', byteOrderMark, some),
    ...rewritten('one-line', oneLine, some)
];
