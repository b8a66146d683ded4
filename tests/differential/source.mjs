// The text of functions without a fault, to put one in: every part of them can be replaced.

/** What a kind of function has that needs no `nango`. A program replaces, adds, or takes out (`null`) properties. */
const PROPERTIES = {
    createAction: {
        description: "'Answers with a deal'",
        version: "'1.0.0'",
        input: 'z.object({ id: z.string() })',
        output: 'z.object({ ok: z.boolean() })'
    },
    createSync: {
        description: "'Brings the deals'",
        version: "'1.0.0'",
        frequency: "'every hour'",
        models: '{ Deal: z.object({ id: z.string(), name: z.string() }) }'
    },
    createOnEvent: {
        description: "'Greets a connection'",
        version: "'1.0.0'",
        event: "'post-connection-creation'"
    }
};

/** What an action answers at the end of its `exec`, unless it returns something itself. */
const ANSWER = 'return { ok: true };';

/**
 * The parts of a function:
 *   create      the name of the create call
 *   body        the statements of `exec`
 *   exec        in place of `body`: the whole property, with its key
 *   properties  name → source; `null` takes one out
 *   more        sources of further properties, each with its key
 *   imports     lines after the imports of every function
 *   before      statements before the create call
 *   after       statements at the end of the file
 *   form        how the create call is exported: text → text
 */
export function source({ create, body = '', exec, properties = {}, more = [], imports = '', before = '', after = '', form = asConstant }) {
    const own = { ...PROPERTIES[create], ...properties };
    const lines = Object.entries(own).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
    const run = exec ?? `exec: ${handler(create === 'createAction' && !/^return\b/m.test(body) ? join(body, ANSWER) : body)}`;
    if (exec !== null) lines.push(run);
    const call = `${create}({\n${indent([...lines, ...more].join(',\n'), 4)}\n})`;
    const parts = [before, form(call, create), after].filter((part) => part !== '');
    return `${[header(create, imports, parts), ...parts].join('\n\n')}\n`;
}

/** An action, by the statements of its `exec` and its other parts. */
export const action = (body = '', parts = {}) => source({ create: 'createAction', body, ...parts });

/** A sync that saves a deal, unless `body` says otherwise. */
export const sync = (body = "await nango.batchSave([], 'Deal');", parts = {}) => source({ create: 'createSync', body, ...parts });

/** A function that is called when a connection is made. */
export const onEvent = (body = "await nango.log('hello');", parts = {}) => source({ create: 'createOnEvent', body, ...parts });

/** An `async` arrow function of these statements, with the parameters that they use. */
export function handler(body) {
    const uses = (name) => new RegExp(`\\b${name}\\b`).test(body);
    const first = uses('nango') ? 'nango' : '_nango';
    const parameters = uses('input') ? `${first}, input` : uses('nango') ? first : '';
    return `async (${parameters}) => {\n${indent(body, 4)}\n}`;
}

/** `const action = createAction(…); export default action;` */
export function asConstant(call, create) {
    const name = create === 'createSync' ? 'sync' : create === 'createAction' ? 'action' : 'onEvent';
    return `const ${name} = ${call};\n\nexport default ${name};`;
}

export function indent(text, by) {
    return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

/** The imports; zod only where it is used, since TypeScript refuses what is not. */
function header(create, imports, parts) {
    const zod = parts.some((part) => /\bz\b/.test(part)) ? "import * as z from 'zod';" : '';
    return join(`import { ${create} } from 'nango';`, zod, imports);
}

function join(...parts) {
    return parts.filter((part) => part !== '').join('\n');
}
