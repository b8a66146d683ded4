#!/usr/bin/env node
// Holds the examples that we make of schemas to the real zod, and to the JSON schema that the real CLI makes of them and
// validates with (`nango dryrun --validate`).
//
//   verify.mjs [--server PROGRAM] [--cli VERSION]                   the schemas of `schemas.ts`; exit 1 below 98 %
//   verify.mjs [--server PROGRAM] [--cli VERSION] --project FOLDER  the inputs of all actions of a project
//
// TypeScript, zod and ajv are those of the CLI; `nango` is a stub that hands a definition back.
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askServer, builtServer, definition, packages, transpile, writeProject } from './shared.mjs';

/** How many of a hundred examples have to be accepted. */
const WANTED = 98;

const { values: options } = parseArgs({
    options: { server: { type: 'string' }, project: { type: 'string' }, cli: { type: 'string', default: '0.71.10' } }
});
const server = options.server ?? builtServer();
const cli = await packages(options.cli);

const work = realpathSync(mkdtempSync(join(tmpdir(), 'examples-')));
try {
    const project = join(work, 'project');
    if (options.project) cpSync(options.project, project, { recursive: true, filter: (path) => !path.includes('node_modules') });
    else writeProject(project);
    const examples = askServer(server, project);
    if (!options.project) for (const name of without(project, examples)) console.log(`${name}: nothing was made`);
    const built = join(work, 'built');
    transpile(cli, project, built);
    const passed = { zod: 0, cli: 0 };
    const asked = { zod: 0, cli: 0 };
    const unusable = new Set();
    let sureButRefused = 0;
    for (const { file, minimal, full } of examples) {
        const { input, text } = await definition(built, file);
        if (!input) {
            console.log(`${file}: not loaded (${text})`);
            continue;
        }
        for (const [extent, { value, sure }] of [['minimal', minimal], ['full', full]]) {
            const refusals = { zod: refusedByZod(input, value), cli: refusedByCli(input, value) };
            for (const by of ['zod', 'cli']) {
                // A schema that the CLI cannot use at all, whatever the value is.
                if (refusals[by]?.startsWith('it throws')) {
                    unusable.add(`${file}: ${refusals[by]}`);
                    continue;
                }
                asked[by] += 1;
                if (refusals[by] === null) passed[by] += 1;
                else console.log(`${file} ${extent}${sure ? ' SURE' : ''}: ${by} refuses ${JSON.stringify(value).slice(0, 200)}: ${refusals[by]}`);
            }
            if (sure && refusals.zod !== null && refusals.cli !== null) sureButRefused += 1;
        }
    }
    const share = (by) => `${passed[by]} of ${asked[by]} (${((100 * passed[by]) / asked[by]).toFixed(2)} %)`;
    console.log(`${unusable.size} schemas are of no use to the CLI, whatever the value: ${kinds(unusable)}`);
    console.log(`${examples.length} schemas: zod accepts ${share('zod')} examples, the CLI ${share('cli')}; ${sureButRefused} were called sure and refused by both`);
    const enough = Object.keys(asked).every((by) => 100 * passed[by] >= WANTED * asked[by]);
    if (!options.project && (!enough || asked.zod < 600 || sureButRefused > 0)) process.exitCode = 1;
} finally {
    rmSync(work, { recursive: true, force: true });
}

/** The schemas that the server could not read. */
function without(project, examples) {
    const files = readdirSync(join(project, 'crm/actions')).map((name) => `crm/actions/${name}`);
    return files.filter((file) => !examples.some((example) => example.file === file));
}

/** The kinds of refusals, each once. */
function kinds(refusals) {
    const texts = [...refusals].map((text) => /unknown format "\w+"/.exec(text)?.[0] ?? text.replace(/^.*it throws /, '').slice(0, 60));
    return [...new Set(texts)].join(', ') || 'none';
}

/** Why zod refuses a value; null if it takes it. JSON has no `undefined`: for it `null` is passed. */
function refusedByZod(schema, value) {
    const takesNothing = ['void', 'undefined'].includes(schema.def.type);
    try {
        const result = schema.safeParse(takesNothing && value === null ? undefined : value);
        return result.success ? null : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ').slice(0, 200);
    } catch (error) {
        return `it throws ${error.message}`;
    }
}

/** Why the validation of the CLI refuses a value; null if it takes it. */
function refusedByCli(schema, value) {
    try {
        const { ajv, validate } = cli.validator(schema);
        return validate(value) ? null : ajv.errorsText(validate.errors).slice(0, 200);
    } catch (error) {
        return `it throws ${error.message}`;
    }
}
