#!/usr/bin/env node
// Writes `schemas.ts`: one schema a line, the same ones each time. Run it after a change of what is in it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Kinds of values that stand alone. */
const leaves = [
    // Strings.
    ...['', '.min(1)', '.min(8)', '.max(20)', '.min(3).max(5)', '.length(6)', '.nonempty()', '.trim()', '.trim().min(1)', '.toLowerCase()']
        .map((checks) => `z.string()${checks}`),
    ...["startsWith('deal_')", "endsWith('.pdf')", "includes('-')", "startsWith('a').endsWith('z').min(6)", "startsWith('co').max(9).min(4)", 'lowercase()', 'uppercase()', 'uppercase().min(4)']
        .map((check) => `z.string().${check}`),
    ...['^[A-Z]{3}$', '^deal_\\d+$', '^\\d{4}-\\d{2}$', '^(open|won|lost)$', '^[a-z0-9-]+$', '^#[0-9a-fA-F]{6}$', '^v\\d+\\.\\d+\\.\\d+$', '^\\w+\\/\\w+$', '^.{2,4}$', '^[^\\s@]+@[^\\s@]+$', 'crm', '^00[1-5][A-Za-z0-9]{12}$']
        .map((pattern) => `z.string().regex(/${pattern}/)`),
    'z.string().regex(/^deal-\\d+$/i).min(8)',
    // Formats, as a function and as a method.
    ...['email', 'url', 'uuid', 'guid', 'cuid', 'cuid2', 'ulid', 'nanoid', 'xid', 'ksuid', 'ipv4', 'ipv6', 'cidrv4', 'cidrv6', 'base64', 'base64url', 'e164', 'jwt', 'emoji']
        .flatMap((format) => [`z.${format}()`, `z.string().${format}()`]),
    ...['uuidv4', 'uuidv6', 'uuidv7', 'hex', 'hostname', 'httpUrl'].map((format) => `z.${format}()`),
    ...['date', 'time', 'datetime', 'duration'].flatMap((format) => [`z.iso.${format}()`, `z.string().${format}()`]),
    'z.iso.datetime({ offset: true })', 'z.iso.datetime({ local: true })', 'z.string().datetime({ offset: true })',
    'z.email().min(30)', 'z.url().min(40)', 'z.email().max(8)',
    // Numbers.
    ...['', '.min(1)', '.max(100)', '.min(1).max(100)', '.int()', '.int().min(1)', '.positive()', '.negative()', '.nonnegative()', '.nonpositive()', '.gt(0).lt(1)', '.gte(0.5)', '.lte(-0.5)', '.multipleOf(5)', '.multipleOf(5).min(7)', '.multipleOf(0.01).min(0.015)', '.int().gt(1.5)', '.int().lt(-1.5)', '.min(2026)', '.step(3).gt(9)', '.min(-10).max(-5)', '.int().positive().max(65535)']
        .map((checks) => `z.number()${checks}`),
    'z.int()', 'z.int().min(10)', 'z.int32()', 'z.uint32()', 'z.float32()', 'z.float64()', 'z.int32().negative()',
    'z.coerce.number()', 'z.coerce.number().int().min(3)', 'z.coerce.string()', 'z.coerce.string().min(2)', 'z.coerce.boolean()', 'z.coerce.date()',
    // The rest.
    'z.boolean()', 'z.null()', 'z.any()', 'z.unknown()', 'z.json()', 'z.undefined()', 'z.void()', 'z.date()',
    "z.literal('open')", 'z.literal(42)', 'z.literal(true)', 'z.literal(null)', "z.literal(['a', 'b'])",
    "z.enum(['open', 'won', 'lost'])", "z.enum({ Open: 'open', Won: 'won' })", "z.enum(STAGES)", "Stage", "Stage.exclude(['open'])", "Stage.extract(['won'])", 'Deal.keyof()',
    // Said by the author.
    `z.string().describe('The stage, e.g. "won"')`, `z.string().describe('Example: "deal_1"')`, "z.string().describe('The id (e.g. 12345)')", "z.string().min(3).describe('e.g. ab')",
    "z.number().describe('Size of a page. Example: 50')", "z.number().max(10).describe('e.g. 99')", "z.boolean().describe('for example true')", "z.array(z.string()).describe('Tags, such as vip, new')",
    "z.string().meta({ description: 'The owner', examples: ['ada', 'grace'] })", "z.number().meta({ examples: [7] })", "z.enum(['a', 'b']).describe('e.g. b')", "z.email().describe('e.g. ada@example.org')", "z.uuid().describe('e.g. not-a-uuid')",
    "z.string().length(2).describe('Country, such as DE.')", "z.iso.date().describe('Example: 2026-02-11')", "z.url().describe('e.g. https://example.org/deals?page=2')"
];

const some = ['z.string().min(1)', 'z.email()', 'z.number().int().min(1)', 'z.boolean()', "z.enum(['open', 'won'])", 'z.iso.datetime()', 'Deal', 'z.array(z.string())'];

/** What wraps a schema. */
const wrappers = [
    (it) => `${it}.optional()`, (it) => `${it}.nullable()`, (it) => `${it}.nullish()`, (it) => `${it}.readonly()`,
    (it) => `z.lazy(() => ${it})`, (it) => `z.optional(${it})`, (it) => `z.nullable(${it})`, (it) => `${it}.optional().nullable()`,
    (it) => `${it}.describe('Something')`, (it) => `${it}.nullable().describe('Something')`, (it) => `${it}.array()`,
    (it) => `${it}.transform((it) => it)`, (it) => `${it}.brand<'Thing'>()`
];

const objects = [
    'z.object({})', 'z.strictObject({})', 'z.looseObject({})', 'Deal', 'Deal.partial()', 'Deal.required()', 'Deal.pick({ id: true })', 'Deal.omit({ id: true })', 'Deal.extend({ owner: Person })', 'Deal.strict()', 'Deal.passthrough()',
    'Deal.extend({ stage: Stage.optional() }).partial({ id: true })', 'Person.merge(Deal)', 'z.object({ ...Deal.shape, name: z.string().min(2) })', 'z.object({ deal: Deal, people: z.array(Person).min(2) })',
    'Deal.catchall(z.number())', 'Node', 'Comment', 'Deal.and(Person)', 'z.intersection(Deal, z.object({ tags: z.array(z.string()) }))', 'z.object({ a: Deal.shape.id, b: Person.shape.email.optional() })',
    "z.object({ limit: z.number().int().min(1).max(100).default(20), cursor: z.string().optional() })", "z.object({ stage: Stage.default('won'), size: z.number().prefault(3) })", "z.object({ on: z.boolean().catch(false), at: z.iso.date().default('2026-01-01') })",
    "z.object({ 'odd key': z.string(), 1: z.number(), 'quo\"te': z.null() })", 'z.object({ nothing: z.undefined(), any: z.any(), more: z.unknown() })', 'z.object({ get self() { return z.array(z.string()); } })',
    'z.object({ a: z.object({ b: z.object({ c: z.object({ d: z.email() }) }) }) })', "z.object({ ids: z.array(z.uuid()).min(1).max(3), range: z.tuple([z.iso.date(), z.iso.date()]) })",
    'z.object({ id: z.union([z.string(), z.number()]), kind: z.literal("deal") })', 'z.object({ password: z.string().min(12), age: z.number().int().min(18).max(99).optional() })'
];

const collections = [
    ...some.map((it) => `z.array(${it})`), ...some.map((it) => `z.array(${it}).min(2)`), 'z.array(z.number()).length(3)', 'z.array(Deal).nonempty()', 'z.array(z.string()).max(0)', 'z.array(z.array(z.number()).min(1)).min(1)',
    "z.tuple([z.string(), z.number()])", 'z.tuple([z.email()], z.number())', 'z.tuple([Deal, z.null(), z.boolean()])', 'z.tuple([])',
    ...some.map((it) => `z.record(z.string(), ${it})`), "z.record(z.enum(['a', 'b']), z.number())", 'z.record(Stage, Deal)', "z.record(z.string().regex(/^x-/), z.string())", 'z.partialRecord(Stage, z.string())', "z.record(z.literal('only'), z.boolean())", 'z.record(z.uuid(), z.any())', 'z.record(z.string().min(3), z.string())'
];

const alternatives = [
    ...some.map((it) => `z.union([${it}, z.null()])`), ...some.map((it) => `z.union([z.never(), ${it}])`), 'Deal.or(Person)', 'z.union([z.bigint(), z.string()])', 'z.union([z.symbol(), Deal])', 'z.xor([z.object({ a: z.string() }).strict(), z.object({ b: z.string() }).strict()])',
    "z.discriminatedUnion('kind', [z.object({ kind: z.literal('mail'), to: z.email() }), z.object({ kind: z.literal('call'), phone: z.e164() })])",
    "z.discriminatedUnion('kind', [z.object({ kind: z.enum(['a', 'b']), n: z.number() }), z.object({ kind: z.literal('c') })])",
    "z.object({ change: z.discriminatedUnion('op', [z.object({ op: z.literal('set'), value: z.string() }), z.object({ op: z.literal('drop') })]).optional() })"
];

/** Asked of a function, or changed by one: nobody can know. */
const beyond = ['z.stringbool()', "z.string().refine((it) => it.includes('7'))", 'z.bigint()', 'z.map(z.string(), z.number())', 'z.string().transform(Number).pipe(z.number())', 'z.preprocess((it) => it ?? 1, z.number())', 'z.string().pipe(z.coerce.number())'];

const wrapped = some.flatMap((it, at) => wrappers.filter((_, index) => (index + at) % 2 === 0).map((wrap) => wrap(it)));
const inObjects = leaves.filter((_, at) => at % 2 === 0).map((it, at) => `z.object({ first: ${it}, second: ${leaves[(at * 2 + 1) % leaves.length]}.optional() })`);
const all = [...new Set([...leaves, ...objects, ...collections, ...alternatives, ...wrapped, ...inObjects, ...beyond])];

const head = `// Made by generate.mjs: one schema a line.
import * as z from 'zod';

const STAGES = ['open', 'won', 'lost'] as const;
export const Stage = z.enum(['open', 'won', 'lost']);
export const Deal = z.object({ id: z.string().min(1), title: z.string(), stage: Stage, amount: z.number().nonnegative().optional(), closed_at: z.iso.datetime().nullable() });
export const Person = z.object({ name: z.string().min(1), email: z.email(), phone: z.string().optional() });
export const Node = z.object({ value: z.string(), get next() { return Node.optional(); } });
export const Comment = z.object({ text: z.string().min(1), get replies() { return z.array(Comment); } });

`;
const lines = all.map((text, at) => `export const S${String(at + 1).padStart(3, '0')} = ${text};\n`);
writeFileSync(fileURLToPath(new URL('schemas.ts', import.meta.url)), head + lines.join(''));
console.log(`${all.length} schemas`);
