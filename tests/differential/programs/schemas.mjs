// What types say of schemas: the id of a model, checkpoints, metadata.
import { crlf, doubleQuotes, oneLine } from '../formats.mjs';
import { accepted, named, rejected, rewritten } from '../program.mjs';
import { action, onEvent, sync } from '../source.mjs';

const map = (sources, make) => Object.fromEntries(Object.entries(sources).map(([id, source]) => [id, make(source)]));
const LOG = "await nango.log('deals');";
const model = (schema, parts = {}) => sync(LOG, { properties: { models: `{ Deal: ${schema} }` }, ...parts });
const withId = (id) => model(`z.object({ id: ${id}, name: z.string() })`);

const ids = [
    ...named(
        'id',
        rejected(
            'model-id',
            map(
                {
                    number: 'z.number()',
                    boolean: 'z.boolean()',
                    optional: 'z.string().optional()',
                    nullable: 'z.string().nullable()',
                    nullish: 'z.string().nullish()',
                    default: "z.string().default('1')",
                    uuid: 'z.uuid()',
                    email: 'z.email()',
                    url: 'z.url()',
                    'iso-datetime': 'z.iso.datetime()',
                    'coerced-number': 'z.coerce.number()',
                    literal: "z.literal('1')",
                    enum: "z.enum(['a', 'b'])",
                    union: 'z.union([z.string(), z.number()])',
                    or: 'z.string().or(z.number())',
                    transform: 'z.string().transform((id) => id.trim())',
                    any: 'z.any()',
                    unknown: 'z.unknown()',
                    date: 'z.date()',
                    bigint: 'z.bigint()',
                    array: 'z.array(z.string())',
                    object: 'z.object({ value: z.string() })',
                    readonly: 'z.string().readonly()',
                    catch: "z.string().catch('1')",
                    pipe: 'z.string().pipe(z.string())',
                    'checks-then-optional': 'z.string().min(1).describe("its id").optional()',
                    preprocess: 'z.preprocess((id) => String(id), z.string())',
                    null: 'z.null()'
                },
                withId
            )
        )
    ),
    ...named(
        'model',
        rejected('model-id', {
            missing: model('z.object({ name: z.string() })'),
            'empty-object': model('z.object({})'),
            'other-case': model('z.object({ ID: z.string() })'),
            'in-a-nested-object': model('z.object({ deal: z.object({ id: z.string() }) })'),
            partial: model('z.object({ id: z.string() }).partial()'),
            omitted: model('z.object({ id: z.string(), name: z.string() }).omit({ id: true })'),
            required: model('z.object({ id: z.string() }).required()'),
            'not-picked': model('z.object({ id: z.string(), name: z.string() }).pick({ name: true })'),
            'extended-over': model('z.object({ id: z.string() }).extend({ id: z.number() })'),
            'array-of-objects': model('z.array(z.object({ id: z.string() }))'),
            'union-of-objects': model('z.union([z.object({ id: z.string() }), z.object({ id: z.string(), b: z.string() })])'),
            'discriminated-union': model("z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), id: z.string() }), z.object({ kind: z.literal('b'), id: z.string() })])"),
            record: model('z.record(z.string(), z.string())'),
            'optional-object': model('z.object({ id: z.string() }).optional()'),
            'nullable-object': model('z.object({ id: z.string() }).nullable()'),
            'string-model': model('z.string()'),
            unknown: model('z.unknown()'),
            transformed: model('z.object({ id: z.string() }).transform((deal) => deal)'),
            intersection: model('z.intersection(z.object({ id: z.string() }), z.object({ name: z.string() }))'),
            'local-constant': model('Deal', { before: 'const Deal = z.object({ id: z.number() });' }),
            'local-id-constant': model('z.object({ id: Id })', { before: 'const Id = z.number();' }),
            shorthand: model('z').replace('{ Deal: z }', '{ Deal }').replace('const sync', 'const Deal = z.object({ id: z.number() });\n\nconst sync'),
            'through-two-constants': model('Deal', { before: 'const Base = z.object({ id: z.number() });\nconst Deal = Base.extend({ name: z.string() });' }),
            imported: {
                'crm/syncs/deals.ts': model('Deal', { imports: "import { Deal } from '../models.js';" }),
                'crm/models.ts': "import { z } from 'zod';\n\nexport const Deal = z.object({ id: z.number() });\n"
            },
            'imported-through-another': {
                'crm/syncs/deals.ts': model('Deal', { imports: "import { Deal } from '../models/index.js';" }),
                'crm/models/index.ts': "export { Row as Deal } from './row.js';\n",
                'crm/models/row.ts': "import { z } from 'zod';\n\nexport const Row = z.object({ id: z.number() });\n"
            },
            'second-model': sync(LOG, { properties: { models: '{ Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.number() }) }' } }),
            'named-zod': model('z.object({ id: z.number() })').replace("import * as z from 'zod'", "import { z } from 'zod'"),
            'renamed-zod': model('zod.object({ id: zod.number() })', { imports: "import { z as zod } from 'zod';" }),
            'default-zod': model('zod.object({ id: zod.number() })', { imports: "import zod from 'zod';" }),
            'quoted-key': model("z.object({ 'id': z.number() })"),
            comments: model('z /* a */ . object /* b */ ({ id /* c */ : z.number /* d */ () })'),
            'several-lines': model('z\n    .object({\n        id: z\n            .number()\n            .int()\n    })'),
            'models-constant': sync(LOG, { before: 'const models = { Deal: z.object({ id: z.number() }) };', properties: { models: 'models' } }),
            'strict-object': model('z.strictObject({ id: z.number() })'),
            'loose-object': model('z.looseObject({ id: z.number() })'),
            'object-strict': model('z.object({ id: z.number() }).strict()')
        })
    ),
    ...named(
        'id-fine',
        accepted(
            map(
                {
                    string: 'z.string()',
                    min: 'z.string().min(1)',
                    'string-uuid': 'z.string().uuid()',
                    'string-email': 'z.string().email()',
                    described: "z.string().describe('its id')",
                    meta: "z.string().meta({ title: 'its id' })",
                    trimmed: 'z.string().trim().toLowerCase()',
                    regex: 'z.string().regex(/^a/)',
                    refined: 'z.string().refine((id) => id.length > 0)',
                    'string-datetime': 'z.string().datetime()',
                    coerced: 'z.coerce.string()'
                },
                withId
            )
        ).map((it) => (it.id === 'coerced' ? { ...it, faults: { '0.70.4': ['model-id'], '0.71.10': ['model-id'] } } : it))
    ),
    ...named(
        'model-fine',
        accepted({
            extended: model('z.object({ name: z.string() }).extend({ id: z.string() })'),
            'omitted-other': model('z.object({ id: z.string(), name: z.string() }).omit({ name: true })'),
            picked: model('z.object({ id: z.string(), name: z.string() }).pick({ id: true })'),
            merged: model('z.object({ name: z.string() }).merge(z.object({ id: z.string() }))'),
            passthrough: model('z.object({ id: z.string() }).passthrough()'),
            'object-strict': model('z.object({ id: z.string() }).strict()'),
            catchall: model('z.object({ id: z.string() }).catchall(z.unknown())'),
            loose: model('z.looseObject({ id: z.string() })'),
            strict: model('z.strictObject({ id: z.string() })'),
            refined: model('z.object({ id: z.string() }).refine((deal) => deal.id)'),
            described: model("z.object({ id: z.string() }).describe('a deal')"),
            'safe-extended': model('z.object({ name: z.string() }).safeExtend({ id: z.string() })'),
            'shape-spread': model('z.object({ ...Base.shape, id: z.string() })', { before: 'const Base = z.object({ id: z.number(), name: z.string() });' }),
            'partial-of-others': model('z.object({ id: z.string(), name: z.string() }).partial({ name: true })'),
            'optional-others': model('z.object({ id: z.string(), name: z.string().optional(), size: z.number().nullable() })'),
            'local-constant': model('Deal', { before: 'const Deal = z.object({ id: z.string() });' }),
            imported: {
                'crm/syncs/deals.ts': model('Deal', { imports: "import { Deal } from '../models.js';" }),
                'crm/models.ts': "import { z } from 'zod';\n\nexport const Deal = z.object({ id: z.string() });\n"
            },
            'made-by-a-function': model('make()', { before: 'const make = () => z.object({ id: z.string() });' }),
            'a-field-of-another': model('models.Deal', { before: 'const models = { Deal: z.object({ id: z.string() }) };' }),
            'nested-number-id': model('z.object({ id: z.string(), owner: z.object({ id: z.number() }) })'),
            'quoted-key': model("z.object({ 'id': z.string() })"),
            'numeric-id-elsewhere': action('', { properties: { input: 'z.object({ id: z.number() })' } }),
            'comment-in-the-schema': model('z.object({\n    // id: z.number(),\n    id: z.string()\n})'),
            'date-in-a-model': model('z.object({ id: z.string(), at: z.date() })'),
            'id-as': model("z.object({ id: z.number() as unknown as z.ZodString })")
        })
    )
];

const checkpoint = (schema, parts = {}) => sync(LOG, { properties: { checkpoint: schema }, ...parts });
const flat = (value) => checkpoint(`z.object({ page: ${value} })`);
const checkpoints = [
    ...named(
        'checkpoint',
        rejected('ck-schema-flat', {
            ...map(
                {
                    optional: 'z.string().optional()',
                    nullable: 'z.string().nullable()',
                    nullish: 'z.number().nullish()',
                    default: 'z.number().default(0)',
                    enum: "z.enum(['a', 'b'])",
                    literal: "z.literal('a')",
                    date: 'z.date()',
                    'iso-datetime': 'z.iso.datetime()',
                    uuid: 'z.uuid()',
                    object: 'z.object({ number: z.number() })',
                    array: 'z.array(z.string())',
                    union: 'z.union([z.string(), z.number()])',
                    any: 'z.unknown()',
                    null: 'z.null()',
                    record: 'z.record(z.string(), z.string())',
                    transform: 'z.string().transform((page) => page)',
                    'checks-then-optional': 'z.number().int().min(0).optional()'
                },
                flat
            ),
            'second-field': checkpoint('z.object({ page: z.number(), cursor: z.string().optional() })'),
            partial: checkpoint('z.object({ page: z.number() }).partial()'),
            'optional-object': checkpoint('z.object({ page: z.number() }).optional()'),
            'no-object': checkpoint('z.string()'),
            'record-object': checkpoint('z.record(z.string(), z.string())'),
            constant: checkpoint('Progress', { before: 'const Progress = z.object({ page: z.number().optional() });' }),
            extended: checkpoint('z.object({ page: z.number() }).extend({ cursor: z.string().nullable() })'),
            'of-an-action': action('', { properties: { checkpoint: 'z.object({ page: z.number().optional() })' } }),
            'on-event': onEvent(undefined, { properties: { checkpoint: 'z.object({ page: z.number().optional() })' } })
        })
    ),
    ...named(
        'checkpoint-fine',
        accepted({
            ...map(
                {
                    string: 'z.string()',
                    number: 'z.number()',
                    boolean: 'z.boolean()',
                    'number-int': 'z.number().int().min(0)',
                    int: 'z.int()',
                    'string-datetime': 'z.string().datetime()',
                    described: "z.string().min(1).describe('where it stopped')"
                },
                flat
            ),
            three: checkpoint('z.object({ page: z.number(), cursor: z.string(), done: z.boolean() })'),
            empty: checkpoint('z.object({})'),
            constant: checkpoint('Progress', { before: 'const Progress = z.object({ page: z.number() });' }),
            'refined-object': checkpoint('z.object({ page: z.number() }).refine((progress) => progress.page > 0)'),
            'strict-object': checkpoint('z.object({ page: z.number() }).strict()'),
            extended: checkpoint('z.object({ page: z.number() }).extend({ cursor: z.string() })'),
            'optional-in-metadata': sync(LOG, { properties: { metadata: 'z.object({ page: z.number().optional() })' } })
        })
    )
];

const progress = { properties: { checkpoint: 'z.object({ page: z.number() })' } };
const dated = { properties: { checkpoint: 'z.object({ since: z.string() })' } };
const calls = [
    ...named(
        'get-checkpoint',
        rejected('ck-type-argument', {
            'inline-type': sync('await nango.log(await nango.getCheckpoint<{ page: number }>());', progress),
            'named-type': sync('await nango.log(await nango.getCheckpoint<Progress>());', { ...progress, before: 'type Progress = { page: number };' }),
            'without-a-schema': sync('await nango.log(await nango.getCheckpoint<string>());'),
            'of-an-action': action('await nango.log(await nango.getCheckpoint<{ page: number }>());', progress),
            'other-name': sync('', { ...progress, exec: 'exec: async (sdk) => {\n    await sdk.log(await sdk.getCheckpoint<{ page: number }>());\n}' }),
            'on-two-lines': sync('const progress = await nango\n    .getCheckpoint<\n        { page: number }\n    >();\nawait nango.log(progress);', progress)
        })
    ),
    ...named(
        'save-checkpoint',
        rejected('ck-used-without-schema', {
            'without-a-schema': sync('await nango.saveCheckpoint({ page: 1 });'),
            'without-a-schema-in-an-action': action('await nango.saveCheckpoint({ page: 1 });'),
            'without-a-schema-variable': sync('const progress = { page: 1 };\nawait nango.saveCheckpoint(progress);'),
            'without-a-schema-on-event': onEvent('await nango.saveCheckpoint({ page: 1 });')
        })
    ),
    ...named(
        'save-checkpoint',
        rejected('ck-nonprimitive-value', {
            date: sync('await nango.saveCheckpoint({ since: new Date() });', dated),
            null: sync('await nango.saveCheckpoint({ since: null });', dated),
            undefined: sync('await nango.saveCheckpoint({ since: undefined });', dated),
            array: sync("await nango.saveCheckpoint({ since: ['a'] });", dated),
            object: sync("await nango.saveCheckpoint({ since: { at: 'a' } });", dated),
            'quoted-key': sync("await nango.saveCheckpoint({ 'since': new Date() });", dated),
            'in-an-action': action('await nango.saveCheckpoint({ since: new Date() });', dated),
            'other-name': sync('', { ...dated, exec: 'exec: async (sdk) => {\n    await sdk.saveCheckpoint({ since: new Date() });\n}' })
        })
    ),
    ...named(
        'checkpoint-call',
        accepted({
            get: sync('await nango.log(await nango.getCheckpoint());', progress),
            'get-without-a-schema': sync('await nango.log(await nango.getCheckpoint());'),
            'clear-without-a-schema': sync('await nango.clearCheckpoint();'),
            save: sync('await nango.saveCheckpoint({ page: 1 });', progress),
            'save-iso': sync('await nango.saveCheckpoint({ since: new Date().toISOString() });', dated),
            'save-variable': sync('const progress = { page: 1 };\nawait nango.saveCheckpoint(progress);', progress),
            'save-cast': sync('await nango.saveCheckpoint({ since: new Date() as unknown as string });', dated),
            'save-as-never': sync('await nango.saveCheckpoint({ page: 1 } as never);'),
            'save-in-a-comment': sync(`// await nango.saveCheckpoint({ page: 1 });\n${LOG}`),
            'type-argument-of-metadata': sync('await nango.log(await nango.getMetadata<{ team: string }>());')
        })
    )
];

const metadata = (schema, parts = {}) => sync(LOG, { properties: { metadata: schema }, ...parts });
const metadatas = [
    ...named(
        'metadata',
        rejected('meta-schema-type', {
            ...map(
                {
                    optional: 'z.object({ team: z.string() }).optional()',
                    nullable: 'z.object({ team: z.string() }).nullable()',
                    nullish: 'z.object({}).nullish()',
                    union: "z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])",
                    string: 'z.string()',
                    record: 'z.record(z.string(), z.string())',
                    array: 'z.array(z.string())',
                    any: 'z.unknown()',
                    default: "z.object({ team: z.string() }).default({ team: 'a' })",
                    transform: 'z.object({ team: z.string() }).transform((team) => team)',
                    null: 'z.null()',
                    undefined: 'z.undefined()',
                    intersection: 'z.intersection(z.object({}), z.object({}))'
                },
                metadata
            ),
            constant: metadata('Team', { before: 'const Team = z.object({ team: z.string() }).optional();' }),
            'of-an-action': action('', { properties: { metadata: 'z.object({}).optional()' } }),
            'on-event': onEvent(undefined, { properties: { metadata: 'z.string()' } })
        })
    ),
    ...named(
        'metadata-fine',
        accepted(
            map(
                {
                    object: 'z.object({ team: z.string() })',
                    empty: 'z.object({})',
                    void: 'z.void()',
                    undefined: 'undefined as unknown as z.ZodObject',
                    'optional-field': 'z.object({ team: z.string().optional() })',
                    nested: 'z.object({ team: z.object({ id: z.number() }) })',
                    partial: 'z.object({ team: z.string() }).partial()',
                    strict: 'z.strictObject({ team: z.string() })',
                    passthrough: 'z.object({ team: z.string() }).passthrough()',
                    refined: 'z.object({ team: z.string() }).refine((metadata) => metadata.team)'
                },
                metadata
            )
        )
    ),
    ...accepted({
        'void-input': action('', { properties: { input: 'z.void()' } }),
        'void-output': action('return;', { properties: { output: 'z.void()' } }),
        'any-output': action('', { properties: { output: 'z.any()' } }),
        'union-input': action('', { properties: { input: 'z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])' } }),
        'metadata-read-without-a-schema': action('await nango.log(await nango.getMetadata());')
    })
];

const some = [...ids, ...checkpoints, ...calls, ...metadatas].filter(({ id }) =>
    ['id-number', 'id-optional', 'checkpoint-optional', 'get-checkpoint-inline-type', 'save-checkpoint-date', 'metadata-optional'].includes(id)
);
export default [
    ...ids,
    ...checkpoints,
    ...calls,
    ...metadatas,
    ...rewritten('crlf', crlf, some),
    ...rewritten('one-line', oneLine, some),
    ...rewritten('double-quotes', doubleQuotes, some)
];
