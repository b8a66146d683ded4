// The expressions whose class TypeScript is asked for: every function of zod, every method on many of them, and what is
// read out of others. `z.codec` and `z.xor` are left out: to us they are a pipe and a union, as their classes say.

const FORMATS = [
    ...['base64', 'base64url', 'cidrv4', 'cidrv6', 'cuid', 'cuid2', 'e164', 'email', 'emoji', 'guid', 'hex', 'hostname', 'httpUrl', 'ipv4'],
    ...['ipv6', 'jwt', 'ksuid', 'mac', 'nanoid', 'ulid', 'url', 'uuid', 'uuidv4', 'uuidv6', 'uuidv7', 'xid', 'int', 'int32', 'uint32'],
    ...['float32', 'float64', 'int64', 'uint64', 'iso.date', 'iso.datetime', 'iso.duration', 'iso.time']
];
const SIMPLE = [
    ...['string', 'number', 'boolean', 'bigint', 'date', 'symbol', 'null', 'undefined', 'void', 'any', 'unknown', 'never', 'nan', 'json'],
    ...['file', 'function', 'stringbool', 'coerce.string', 'coerce.number', 'coerce.boolean', 'coerce.bigint', 'coerce.date', 'object']
];
const DEAL = 'z.object({ id: z.string(), won: z.boolean() })';
const COMPOSED = [
    "z.literal('won')",
    "z.enum(['open', 'won'])",
    "z.nativeEnum({ Open: 'open' } as const)",
    DEAL,
    'z.strictObject({})',
    'z.looseObject({})',
    'z.array(z.string())',
    'z.set(z.string())',
    'z.tuple([z.string(), z.null()])',
    'z.record(z.string(), z.number())',
    'z.partialRecord(z.string(), z.number())',
    'z.map(z.string(), z.number())',
    'z.union([z.string(), z.null()])',
    "z.discriminatedUnion('kind', [z.object({ kind: z.literal('deal') })])",
    'z.intersection(z.object({}), z.object({}))',
    'z.lazy(() => z.string())',
    'z.promise(z.string())',
    'z.preprocess((it) => it, z.string())',
    'z.pipe(z.string(), z.string())',
    'z.custom<string>()',
    'z.instanceof(Date)',
    "z.templateLiteral(['deal-', z.number()])",
    'z.transform((it: string) => it)',
    'z.optional(z.string())',
    'z.exactOptional(z.string())',
    'z.nonoptional(z.string())',
    'z.nullable(z.string())',
    'z.nullish(z.string())',
    'z.readonly(z.string())',
    "z._default(z.string(), '')",
    "z.prefault(z.string(), '')",
    "z.catch(z.string(), '')",
    'z.success(z.string())',
    `z.keyof(${DEAL})`,
    "z.stringFormat('deal', /deal/)",
    "z.hash('sha256')"
];
const METHODS = [
    ...['.optional()', '.exactOptional()', '.nonoptional()', '.nullable()', '.nullish()', '.array()', '.readonly()', ".describe('A deal')"],
    ...[".meta({ title: 'Deal' })", '.or(z.null())', '.and(z.any())', '.pipe(z.any())', '.transform((it) => it)', '.refine(() => true)'],
    ...['.superRefine(() => {})', ".brand<'Deal'>()", '.clone()', '.check()', '.optional().unwrap()', '.array().unwrap()', '.array().element'],
    ...['.array().min(1)', '.optional().describe("A deal")', '.nullable().optional()']
];
const READ = [
    'z.string().min(1).max(9).length(2).regex(/a/).trim().toLowerCase().email()',
    'z.string().datetime()',
    'z.string().uuid().startsWith("a").endsWith("z").includes("m")',
    'z.number().int().positive().multipleOf(2).safe().finite()',
    'z.bigint().positive()',
    'z.date().min(new Date())',
    'z.set(z.null()).min(1)',
    'z.map(z.null(), z.null()).size(1)',
    "z.file().mime('image/png')",
    'z.array(z.null()).nonempty()',
    "z.enum(['open', 'won']).extract(['won'])",
    "z.enum(['open', 'won']).exclude(['won'])",
    'z.record(z.string(), z.number()).keyType',
    'z.record(z.string(), z.number()).valueType',
    "z.string().default('').removeDefault()",
    "z.string().catch('').removeCatch()",
    'z.tuple([z.null()]).rest(z.null())',
    ...['.keyof()', '.strict()', '.strip()', '.loose()', '.passthrough()', '.catchall(z.null())', '.pick({ id: true })', '.omit({ id: true })'],
    ...['.shape.id', '.partial().shape.id', '.partial({ won: true }).shape.id', '.required().shape.id', '.extend({ id: z.uuid() }).shape.id'],
    ...['.safeExtend({ at: z.date() }).shape.at', '.merge(z.object({ id: z.uuid() })).shape.id', '.pick({ id: true }).shape.id']
].map((text) => (text.startsWith('.') ? DEAL + text : text));

const functions = [...FORMATS, ...SIMPLE].map((name) => `z.${name}()`);
const composed = [...functions, ...COMPOSED].flatMap((text) => METHODS.map((method) => text + method));

export const schemas = [...functions, ...COMPOSED, ...READ, ...composed];
