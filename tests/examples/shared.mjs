// What the checks of examples share: the schemas of `schemas.ts` as a project, read by our server and loaded with the packages of the
// real CLI.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installCli } from '../support/cli.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The packages of a version of the CLI, and what it validates with. */
export async function packages(version) {
    const modules = join(installCli(version), 'node_modules');
    const load = createRequire(join(modules, 'nango/dist/index.js'));
    const { buildJsonSchemaDefinitionsFromZodModels } = await import(pathToFileURL(join(modules, 'nango/dist/zeroYaml/json-schema.js')).href);
    const Ajv = load('ajv').Ajv ?? load('ajv');
    const addFormats = load('ajv-formats').default ?? load('ajv-formats');
    /** The validator that the CLI makes of a schema; throws where it cannot make one. */
    const validator = (schema) => {
        const { definitions } = buildJsonSchemaDefinitionsFromZodModels({ Input: schema });
        const ajv = new Ajv({ allErrors: true, discriminator: true, logger: false });
        addFormats(ajv);
        return { ajv, validate: ajv.compile({ definitions, ...definitions.Input }) };
    };
    return { modules, ts: load('typescript'), validator };
}

/** A project with an action for each schema. */
export function writeProject(project) {
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

/** What the server makes of the schemas: a line of JSON for each. */
export function askServer(server, project) {
    const lines = execFileSync(server, ['example'], { cwd: project, encoding: 'utf8', maxBuffer: 1 << 28 });
    return lines.trim().split('\n').map((line) => JSON.parse(line));
}

/** Strips the types of all files, and puts the stub and the packages of the CLI beside them. */
export function transpile({ modules, ts }, project, built) {
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

export async function definition(built, file) {
    try {
        const module = await import(pathToFileURL(join(built, file.replace(/\.ts$/, '.js'))).href);
        return { input: module.default?.input, text: 'no input' };
    } catch (error) {
        return { text: error.message.split('\n')[0] };
    }
}

/** The server, built. */
export function builtServer() {
    const top = here('../..');
    execFileSync('cargo', ['build', '--quiet'], { cwd: top, stdio: 'inherit' });
    const target = process.env.CARGO_TARGET_DIR ?? join(top, 'target');
    const program = join(target, 'debug', process.platform === 'win32' ? 'nango-lsp.exe' : 'nango-lsp');
    if (!existsSync(program)) throw new Error(`${program} is missing`);
    return program;
}
