#!/usr/bin/env node
// Holds the examples that we make of schemas to the real zod, and to the JSON schema that the real CLI makes of them and
// validates with (`nango dryrun --validate`).
//
//   verify.mjs [--server PROGRAM] [--cli VERSION]                   the schemas of `schemas.ts`; exit 1 below 98 %
//   verify.mjs [--server PROGRAM] [--cli VERSION] --project FOLDER  the inputs of all actions of a project
//
// TypeScript, zod and ajv are those of the CLI; `nango` is a stub that hands a definition back.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { installCli } from '../support/cli.mjs';

/** How many of a hundred examples have to be accepted. */
const WANTED = 98;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values: options } = parseArgs({
    options: { server: { type: 'string' }, project: { type: 'string' }, cli: { type: 'string', default: '0.71.10' } }
});
const server = options.server ?? builtServer();
const modules = join(installCli(options.cli), 'node_modules');
const load = createRequire(join(modules, 'nango/dist/index.js'));
const ts = load('typescript');
const { buildJsonSchemaDefinitionsFromZodModels } = await import(pathToFileURL(join(modules, 'nango/dist/zeroYaml/json-schema.js')).href);
const { Ajv, addFormats } = { Ajv: load('ajv').Ajv ?? load('ajv'), addFormats: load('ajv-formats').default ?? load('ajv-formats') };

const work = realpathSync(mkdtempSync(join(tmpdir(), 'examples-')));
try {
    const project = join(work, 'project');
    if (options.project) cpSync(options.project, project, { recursive: true, filter: (path) => !path.includes('node_modules') });
    else writeProject(project);
    const examples = askServer(project);
    if (!options.project) for (const name of without(project, examples)) console.log(`${name}: nothing was made`);
    const built = join(work, 'built');
    transpile(project, built);
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

/** A project with an action for each schema. */
function writeProject(project) {
    const schemas = readFileSync(here('schemas.ts'), 'utf8');
    const names = [...schemas.matchAll(/^export const (S\d+) /gm)].map(([, name]) => name);
    mkdirSync(join(project, 'crm/actions'), { recursive: true });
    mkdirSync(join(project, '.nango'));
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
    writeFileSync(join(project, 'schemas.ts'), schemas);
    for (const name of names) {
        writeFileSync(
            join(project, `crm/actions/${name.toLowerCase()}.ts`),
            `import { createAction } from 'nango';\nimport * as z from 'zod';\nimport { ${name} } from '../../schemas.js';\n\n` +
                `export default createAction({ description: 'Takes ${name}', version: '1.0.0', input: ${name}, output: z.void(), exec: async () => {} });\n`
        );
    }
    writeFileSync(join(project, 'index.ts'), names.map((name) => `import './crm/actions/${name.toLowerCase()}.js';\n`).join(''));
}

/** The schemas that the server could not read. */
function without(project, examples) {
    const files = readdirSync(join(project, 'crm/actions')).map((name) => `crm/actions/${name}`);
    return files.filter((file) => !examples.some((example) => example.file === file));
}

function askServer(project) {
    const lines = execFileSync(server, ['example'], { cwd: project, encoding: 'utf8', maxBuffer: 1 << 28 });
    return lines.trim().split('\n').map((line) => JSON.parse(line));
}

/** Strips the types of all files, and puts the stub and the packages of the CLI beside them. */
function transpile(project, built) {
    for (const entry of readdirSync(project, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath ?? entry.path, entry.name);
        if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
        const target = join(built, path.slice(project.length).replace(/\.ts$/, '.js'));
        mkdirSync(dirname(target), { recursive: true });
        const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions: { module: 'esnext', target: 'es2022' } });
        // What the CLI's bundler does: a relative import may lack its extension.
        const text = outputText.replace(/(from\s+|import\s+)(['"])(\.{1,2}\/[^'"]*?)(\.js|\.ts)?\2/g, '$1$2$3.js$2');
        writeFileSync(target, text);
    }
    writeFileSync(join(built, 'package.json'), '{ "type": "module" }\n');
    mkdirSync(join(built, 'node_modules/nango'), { recursive: true });
    writeFileSync(join(built, 'node_modules/nango/package.json'), '{ "name": "nango", "type": "module", "main": "index.js" }\n');
    const same = '(definition) => definition';
    writeFileSync(
        join(built, 'node_modules/nango/index.js'),
        `export const createAction = ${same}, createSync = ${same}, createOnEvent = ${same};\nexport class ActionError extends Error {}\nexport const ProxyConfiguration = {};\n`
    );
    for (const name of readdirSync(modules)) {
        if (name !== 'nango' && !name.startsWith('.')) symlinkSync(join(modules, name), join(built, 'node_modules', name));
    }
}

async function definition(built, file) {
    try {
        const module = await import(pathToFileURL(join(built, file.replace(/\.ts$/, '.js'))).href);
        return { input: module.default?.input, text: 'no input' };
    } catch (error) {
        return { text: error.message.split('\n')[0] };
    }
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
        const { definitions } = buildJsonSchemaDefinitionsFromZodModels({ Input: schema });
        const ajv = new Ajv({ allErrors: true, discriminator: true, logger: false });
        addFormats(ajv);
        const validate = ajv.compile({ definitions, ...definitions.Input });
        return validate(value) ? null : ajv.errorsText(validate.errors).slice(0, 200);
    } catch (error) {
        return `it throws ${error.message}`;
    }
}

function builtServer() {
    const top = here('../..');
    execFileSync('cargo', ['build', '--quiet'], { cwd: top, stdio: 'inherit' });
    const target = process.env.CARGO_TARGET_DIR ?? join(top, 'target');
    const program = join(target, 'debug', process.platform === 'win32' ? 'nango-lsp.exe' : 'nango-lsp');
    if (!existsSync(program)) throw new Error(`${program} is missing`);
    return program;
}
