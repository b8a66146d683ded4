// The shape of a function: its default export, its named exports, its properties.
import { byteOrderMark, cr, crlf, noFinalNewline, oneLine, tabs } from '../formats.mjs';
import { accepted, named, program, rejected, rewritten } from '../program.mjs';
import { action, onEvent, sync } from '../source.mjs';

const form = (form, parts = {}) => action('', { form, ...parts });
const ONLY_071 = (fault) => ({ '0.70.4': [fault], '0.71.10': [] });

const exports = [
    ...rejected('def-missing-default-export', {
        'no-export': form((call) => `${call};`),
        'constant-not-exported': form((call) => `const action = ${call};\n\nvoid action;`),
        'only-a-type': form((call) => `const action = ${call};\n\nexport type Action = typeof action;`)
    }),
    program('only-a-helper', { 'crm/actions/deals.ts': 'const a = 1;\nvoid a;\nexport {};\n' }, 'index-entry-not-function'),
    ...rejected('def-invalid-default-export', {
        as: form((call) => `const action = ${call};\n\nexport default action as object;`),
        satisfies: form((call) => `const action = ${call};\n\nexport default action satisfies object;`),
        'non-null': form((call) => `const action = ${call};\n\nexport default action!;`),
        'call-as': form((call) => `export default ${call} as object;`),
        'call-satisfies': form((call) => `export default ${call} satisfies object;`),
        alias: form((call) => `export default ${call.replace('createAction', 'make')};`).replace('{ createAction }', '{ createAction as make }'),
        'alias-constant': form((call) => `const action = ${call.replace('createAction', 'make')};\n\nexport default action;`).replace('{ createAction }', '{ createAction as make }'),
        'namespace-call': form((call) => `export default sdk.${call};`).replace("import { createAction } from 'nango';", "import * as sdk from 'nango';"),
        'object-literal': { 'crm/actions/deals.ts': "export default { description: 'A deal', exec: async () => ({ ok: true }) };\n" },
        function: { 'crm/actions/deals.ts': 'export default async function run() {\n    return { ok: true };\n}\n' },
        'arrow-function': { 'crm/actions/deals.ts': 'export default async () => ({ ok: true });\n' },
        class: { 'crm/actions/deals.ts': 'export default class Deals {}\n' },
        string: { 'crm/actions/deals.ts': "export default 'deals';\n" },
        'constant-of-a-constant': form((call) => `const made = ${call};\nconst action = made;\n\nexport default action;`),
        'constant-as': form((call) => `const action = ${call} as object;\n\nexport default action;`),
        'constant-satisfies': form((call) => `const action = ${call} satisfies object;\n\nexport default action;`),
        conditional: form((call) => `const action = Date.now() > 0 ? ${call} : ${call};\n\nexport default action;`),
        'wrapped-call': form((call) => `export default Object.freeze(${call});`),
        'imported-binding': {
            'crm/actions/deals.ts': "import deals from '../deals.js';\n\nexport default deals;\n",
            'crm/deals.ts': form((call) => `export default ${call};`)
        },
        'assigned-later': form((call) => `let action;\naction = ${call};\n\nexport default action;`),
        destructured: form((call) => `const { action } = { action: ${call} };\n\nexport default action;`),
        'function-by-name': { 'crm/actions/deals.ts': 'function run() {\n    return { ok: true };\n}\n\nexport default run;\n' },
        'class-by-name': { 'crm/actions/deals.ts': 'class Deals {}\n\nexport default Deals;\n' },
        array: form((call) => `export default [${call}];`),
        awaited: form((call) => `export default await ${call};`),
        comma: form((call) => `export default (Date.now(), ${call});`),
        'a-method-of-the-call': form((call) => `export default ${call}.exec;`),
        'optional-call': form((call) => `export default ${call.replace('createAction(', 'createAction?.(')};`)
    }),
    ...rejected('def-arg-not-object-literal', {
        identifier: form((call) => `const options = ${call.slice('createAction('.length, -1)};\n\nexport default createAction(options);`, {
            exec: 'exec: async () => ({ ok: true })'
        }),
        'argument-as': form((call) => `export default ${call.replace(/\}\)$/, '} as const)')};`),
        'argument-satisfies': form((call) => `export default ${call.replace(/\}\)$/, '} satisfies object)')};`),
        'constant-argument-as': form((call) => `const action = ${call.replace(/\}\)$/, '} as const)')};\n\nexport default action;`),
        'argument-call': form((call) => `export default ${call.replace('createAction(', 'createAction(Object.freeze(')});`),
        'argument-conditional': form((call) => `export default ${call.replace('createAction({', 'createAction(Date.now() > 0 ? {').replace(/\}\)$/, '} : base)')};`, {
            before: "const base = {\n    description: 'Answers',\n    version: '1.0.0',\n    input: z.object({ id: z.string() }),\n    output: z.object({ ok: z.boolean() }),\n    exec: async () => ({ ok: true })\n};"
        }),
        'argument-non-null': form((call) => `export default ${call.replace(/\}\)$/, '}!)')};`)
    }),
    ...accepted({
        'constant-export': form((call) => `const action = ${call};\n\nexport default action;`),
        'let-export': form((call) => `let action = ${call};\n\nexport default action;`),
        'var-export': form((call) => `var action = ${call};\n\nexport default action;`),
        'other-variable-name': form((call) => `const getTheDeal = ${call};\n\nexport default getTheDeal;`),
        'one-of-two-declarators': form((call) => `const one = 1,\n    action = ${call};\n\nvoid one;\nexport default action;`),
        'direct-export': form((call) => `export default ${call};`),
        'in-parentheses': form((call) => `export default (${call});`),
        'identifier-in-parentheses': form((call) => `const action = (${call});\n\nexport default (action);`),
        'callee-in-parentheses': form((call) => `export default ${call.replace('createAction(', '(createAction)(')};`),
        'argument-in-parentheses': form((call) => `export default ${call.replace('createAction(', 'createAction((').replace(/\)$/, '))')};`),
        'spread-in-the-argument': action('', { before: "const base = { version: '1.0.0' };", properties: { version: null }, more: ['...base'] }),
        'annotated-constant': form((call) => `const action: object = ${call};\n\nexport default action;`),
        'type-arguments': form((call) => `export default ${call.replace('createAction(', 'createAction<typeof Input, typeof Output>(')};`, {
            before: 'const Input = z.object({ id: z.string() });\nconst Output = z.object({ ok: z.boolean() });',
            properties: { input: 'Input', output: 'Output' }
        }),
        're-exported-default': {
            'crm/actions/deals.ts': "export { default } from '../deals.js';\n",
            'crm/deals.ts': form((call) => `export default ${call};`)
        },
        'two-create-calls': action('', { before: "export class Unused {}\nvoid createAction({\n    description: 'Another',\n    input: z.object({}),\n    output: z.object({}),\n    exec: async () => ({})\n});" }),
        'no-semicolon-export': form((call) => `export default ${call}`),
        'comments-around': form((call) => `export /* a */ default /* b */ ${call.replace('createAction(', 'createAction /* c */ ( /* d */ ')} /* e */;`)
    })
];

const after = (text, parts = {}) => action('', { after: text, ...parts });
const namedExports = [
    ...rejected('def-named-export', {
        const: after('export const a = 1;'),
        let: after('export let a = 1;\na += 1;'),
        var: after('export var a = 1;'),
        'two-constants': after('export const a = 1, b = 2;'),
        'mixed-pattern': after('export const [a] = [1], b = 2;'),
        function: after('export function a() {}'),
        'async-function': after('export async function a() {}'),
        generator: after('export function* a() {}'),
        specifier: after('export { a };', { before: 'const a = 1;' }),
        'renamed-specifier': after('export { a as b };', { before: 'const a = 1;' }),
        'specifier-of-import': after('export { z };'),
        'exported-type-specifier': after('export type { Query };', { before: 'type Query = string;' }),
        'inline-type-specifier': after('export { type Query };', { before: 'type Query = string;' }),
        'exported-arrow': after('export const a = () => 1;'),
        'exported-schema': action('', { before: 'export const Input = z.object({ id: z.string() });', properties: { input: 'Input' } }),
        'exported-and-used': action('await nango.log(a);', { before: 'export const a = 1;' }),
        'exported-constant-itself': form((call) => `export const action = ${call};\n\nexport default action;`),
        'with-comments': after('export /* a */ const /* b */ a /* c */ = 1;'),
        'on-two-lines': after('export const\n    a = 1;'),
        'inside-an-exported-namespace': after('export namespace A {\n    export const b = 1;\n}'),
        'inside-a-namespace': after('namespace A {\n    export const b = 1;\n}\nvoid A.b;'),
        'in-a-sync': sync(undefined, { after: 'export const a = 1;' }),
        'on-event': onEvent(undefined, { after: 'export const a = 1;' })
    }),
    ...accepted({
        class: after('export class A {}'),
        'abstract-class': after('export abstract class A {}'),
        enum: after('export enum A {\n    B\n}'),
        interface: after('export interface A {\n    b: string;\n}'),
        type: after('export type A = string;'),
        'type-of-the-function': after('export type NangoActionLocal = Parameters<(typeof action)["exec"]>[0];'),
        'namespace-of-types': after('export namespace A {\n    export type B = string;\n}'),
        'object-pattern': after('export const { a } = { a: 1 };'),
        'array-pattern': after('export const [a] = [1];'),
        'named-create-sync': after('export const createSync = 1;'),
        'function-named-create-on-event': after('export function createOnEvent() {}'),
        'specifier-named-create-action': after('export { createAction };'),
        'quoted-specifier': after("export { a as 'deal a' };", { before: 'const a = 1;' }),
        're-export': { ...{ 'crm/actions/deals.ts': after("export { a } from '../a.js';") }, 'crm/a.ts': 'export const a = 1;\n' },
        're-export-renamed': { 'crm/actions/deals.ts': after("export { a as b } from '../a.js';"), 'crm/a.ts': 'export const a = 1;\n' },
        're-export-all': { 'crm/actions/deals.ts': after("export * from '../a.js';"), 'crm/a.ts': 'export const a = 1;\n' },
        're-export-all-as': { 'crm/actions/deals.ts': after("export * as all from '../a.js';"), 'crm/a.ts': 'export const a = 1;\n' },
        're-export-types': { 'crm/actions/deals.ts': after("export type { A } from '../a.js';"), 'crm/a.ts': 'export type A = string;\n' },
        'empty-specifiers': after('export {};'),
        'declared-constant': after('declare global {\n    var deals: string;\n}'),
        'in-a-comment': after('// export const a = 1;'),
        'in-a-string': action("await nango.log('export const a = 1;');"),
        'in-a-template': action('await nango.log(`\nexport const a = 1;\n`);'),
        'exported-class-used': action('await nango.log(new A().b);', { before: 'export class A {\n    b = 1;\n}' })
    }),
    program('named-create-function', after('export const createFunction = 1;'), ONLY_071('def-named-export')),
    program('renamed-default', form((call) => `const action = ${call};\n\nexport { action as default };`), 'def-invalid-default-export'),
    program('named-to-string', after('export const toString = 1;'), 'def-named-export')
];

const properties = [
    ...named(
        'missing',
        rejected('def-missing-required-prop', {
            'action-description': action('', { properties: { description: null } }),
            'action-input': action('', { properties: { input: null } }),
            'action-output': action('', { properties: { output: null } }),
            'action-exec': action('', { exec: null }),
            'sync-description': sync(undefined, { properties: { description: null } }),
            'sync-frequency': sync(undefined, { properties: { frequency: null } }),
            'sync-models': sync("await nango.log('deals');", { properties: { models: null } }),
            'sync-exec': sync(undefined, { exec: null }),
            'event-description': onEvent(undefined, { properties: { description: null } }),
            'event-event': onEvent(undefined, { properties: { event: null } }),
            'event-exec': onEvent(undefined, { exec: null })
        })
    ),
    ...named(
        'unknown',
        rejected('def-unknown-prop', {
            'action-endpoints': action('', { more: ["endpoints: [{ method: 'GET', path: '/deals' }]"] }),
            'action-frequency': action('', { more: ["frequency: 'every hour'"] }),
            'action-models': action('', { more: ['models: {}'] }),
            'sync-endpoint': sync(undefined, { more: ["endpoint: { method: 'GET', path: '/deals' }"] }),
            'sync-input': sync(undefined, { more: ['input: z.object({})'] }),
            'sync-output': sync(undefined, { more: ['output: z.object({})'] }),
            'sync-schedule': sync(undefined, { more: ["schedule: 'every hour'"] }),
            'event-frequency': onEvent(undefined, { more: ["frequency: 'every hour'"] }),
            'event-scopes': onEvent(undefined, { more: ["scopes: ['read']"] }),
            'mistyped': action('', { more: ["scope: ['read']"] }),
            quoted: action('', { more: ["'retries': 3"] }),
            'method-property': sync(undefined, { more: ['onEvent() {}'] }),
            shorthand: action('', { before: 'const retries = 3;', more: ['retries'] }),
            type: action('', { more: ["type: 'action'"] })
        })
    ),
    ...named(
        'property',
        accepted({
            'quoted-keys': action('', { properties: { description: null, input: null }, more: ["'description': 'Answers'", "\"input\": z.object({ id: z.string() })"] }),
            'computed-key': action('', { properties: { description: null }, more: ["['description']: 'Answers'"] }),
            shorthand: action('', { before: "const description = 'Answers';", properties: { description: null }, more: ['description'] }),
            'exec-method': action('', { exec: 'async exec() {\n    return { ok: true };\n}' }),
            'exec-function': action('', { exec: 'exec: async function () {\n    return { ok: true };\n}' }),
            'exec-by-name': action('', { before: 'const exec = async () => ({ ok: true });', exec: 'exec' }),
            'exec-not-async': action('', { exec: 'exec: () => ({ ok: true })' }),
            'all-of-a-sync': sync(undefined, {
                more: [
                    "endpoints: [{ method: 'GET', path: '/deals', group: 'Deals' }]",
                    "syncType: 'full'",
                    'trackDeletes: false',
                    'autoStart: true',
                    "scopes: ['read']",
                    'metadata: z.object({ team: z.string() })',
                    'checkpoint: z.object({ page: z.number() })',
                    "webhookSubscriptions: ['*']",
                    'onWebhook: async () => {}'
                ]
            }),
            'all-of-an-action': action('', {
                more: ["endpoint: { method: 'GET', path: '/deals' }", "scopes: ['read']", 'metadata: z.void()', 'checkpoint: z.object({ page: z.number() })']
            }),
            'all-of-an-event': onEvent(undefined, { more: ['metadata: z.object({})', 'checkpoint: z.object({ page: z.number() })'] }),
            'no-version': action('', { properties: { version: null } }),
            'odd-version': action('', { properties: { version: "'v1'" } }),
            'empty-description': action('', { properties: { description: "''" } }),
            'concatenated-description': action('', { properties: { description: "'Answers ' + 'with a deal'" } }),
            'unknown-in-a-spread': action('', { before: "const more = { retries: 3 };", more: ['...more'] }),
            'required-in-a-spread': action('', { before: "const base = { description: 'Answers', input: z.object({ id: z.string() }) };", properties: { description: null, input: null }, more: ['...base'] })
        })
    )
];

const fn = (text, imports = "import { createFunction } from 'nango/experimental';\nimport * as z from 'zod';") => ({ 'crm/functions/hello.ts': `${imports}\n\nexport default createFunction({\n    description: 'Says hello',\n    exec: async () => {}${text}\n});\n\nvoid z;\n` });
const only = (old, now = []) => ({ '0.70.4': old, '0.71.10': now });
const functions = named('function', [
    program('plain', fn(''), only(['def-create-function-experimental'])),
    program('http-trigger', fn(",\n    trigger: { kind: 'http' }"), only(['def-create-function-experimental'])),
    program('no-trigger-kind', fn(",\n    trigger: { kind: 'none' }"), only(['def-create-function-experimental'])),
    program('from-nango', fn('', "import { createFunction } from 'nango';\nimport * as z from 'zod';"), 'def-create-function-experimental'),
    program('schedule-trigger', fn(",\n    trigger: { kind: 'schedule', frequency: 'every hour' }"), only(['def-create-function-experimental'], ['def-create-function-unsupported'])),
    program('event-trigger', fn(",\n    trigger: { kind: 'event', events: ['validate-connection'] }"), only(['def-create-function-experimental'], ['def-create-function-unsupported'])),
    program('models', fn(",\n    data: { models: { Deal: z.object({ id: z.string() }) } }"), only(['def-create-function-experimental'], ['def-create-function-unsupported'])),
    program('metadata', fn(",\n    data: { metadata: z.object({ team: z.string() }) }"), only(['def-create-function-experimental'])),
    program('without-connection', fn(",\n    requires: { connection: false }"), only(['def-create-function-experimental'], ['def-create-function-unsupported'])),
    program('invoke', fn(",\n    requires: { invoke: true }"), only(['def-create-function-experimental'], ['def-create-function-unsupported']))
]);

const all = [...named('default', exports), ...named('export', namedExports), ...properties];
const picked = all.filter(({ id }) =>
    ['default-as', 'default-identifier', 'default-direct-export', 'default-no-export', 'export-const', 'export-function', 'export-class', 'missing-action-input', 'unknown-action-endpoints'].includes(id)
);
export default [
    ...all,
    ...functions,
    ...rewritten('crlf', crlf, picked),
    ...rewritten('cr', cr, picked),
    ...rewritten('bom', byteOrderMark, picked),
    ...rewritten('tabs', tabs, picked),
    ...rewritten('one-line', oneLine, picked),
    ...rewritten('no-final-newline', noFinalNewline, picked)
];
