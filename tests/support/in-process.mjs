// The code of `nango compile` without its start-up: one process compiles many projects and keeps the parsed library files.
//
// Started by `cli.mjs` with the folder of an installed CLI; answers each message { project } with { exit, output }. A message
// { projects } before, answered with nothing, has the type checker look at all of them at once: most of its time goes into
// the types of zod and the SDK, which they share.
// It follows the `compile` command of the CLI's `dist/index.js`: `ensureZeroYaml`, then `compileAllFunctions`. What it
// skips (telemetry, the upgrade check, the package check that only warns) has no say in what is registered; samples
// recorded with the program itself hold it to that.
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const dist = join(process.argv[2], 'node_modules', 'nango', 'dist');
/** What TypeScript found in projects that were checked together. */
const checked = new Map();
const typescript = cacheLibraries(createRequire(join(dist, 'index.js')));
const load = (file) => import(pathToFileURL(join(dist, file)).href);
const { default: verification } = await load('services/verification.service.js');
const { compileAllFunctions, getEntryPoints } = await load('zeroYaml/compile.js');
const { tsconfig } = await load('zeroYaml/constants.js');

process.on('message', async ({ project, projects }) => process.send(projects ? check(projects) : await compile(project)));

/** As the CLI's `typeCheck`, for many projects. */
function check(projects) {
    process.chdir(projects[0]);
    const roots = (project) => entries(project).map((entry) => join(project, entry.replace(/\.js$/, '.ts')));
    const program = typescript.createProgram({ rootNames: projects.flatMap(roots), options: tsconfig });
    const found = typescript.getPreEmitDiagnostics(program);
    const isAbout = (project) => ({ file, messageText }) =>
        (file ? file.fileName : (messageText.messageText ?? messageText)).includes(`${project}/`);
    checked.clear();
    for (const project of projects) checked.set(project, found.filter(isAbout(project)));
    return {};
}

/** The entries of a project; none where its `index.ts` cannot be read. */
function entries(project) {
    try {
        return getEntryPoints(readFileSync(join(project, 'index.ts'), 'utf8'));
    } catch {
        return [];
    }
}

async function compile(project) {
    const output = [];
    for (const name of ['log', 'error', 'warn', 'info']) console[name] = (...args) => output.push(format(...args));
    process.chdir(project);
    process.exitCode = 0;
    if (!(await verification.ensureZeroYaml({ fullPath: project, debug: false }))) {
        const exit = process.exitCode;
        process.exitCode = 0;
        return { exit, output: output.join('\n') };
    }
    const result = await compileAllFunctions({ fullPath: project, debug: false, interactive: false });
    return { exit: result.isErr() ? 10 : 0, output: output.join('\n') };
}

/**
 * Gives every program a host that keeps the files of `node_modules` (TypeScript's own libraries, zod, the SDK) parsed.
 * The CLI's `import ts from 'typescript'` answers with what the `require` cache holds, so we put our copy there.
 */
function cacheLibraries(require) {
    const path = require.resolve('typescript');
    const ts = require(path);
    const parsed = new Map();
    const createProgram = ({ rootNames, options }) => {
        if (checked.has(process.cwd())) return { found: checked.get(process.cwd()) };
        const host = ts.createCompilerHost(options);
        const { getSourceFile } = host;
        host.getCurrentDirectory = () => process.cwd();
        host.getSourceFile = (name, target, ...rest) => {
            const key = `${name} ${target.impliedNodeFormat ?? ''}`;
            if (!name.includes('/node_modules/')) return getSourceFile(name, target, ...rest);
            if (!parsed.has(key)) parsed.set(key, getSourceFile(name, target, ...rest));
            return parsed.get(key);
        };
        return ts.createProgram({ rootNames, options, host });
    };
    const getPreEmitDiagnostics = (program) => program.found ?? ts.getPreEmitDiagnostics(program);
    // A module of its own: with the exports of the loaded one replaced, an `import` still gets those that it had.
    const copy = new Module(path);
    copy.filename = path;
    copy.loaded = true;
    copy.exports = { ...ts, createProgram, getPreEmitDiagnostics };
    require.cache[path] = copy;
    return copy.exports;
}
