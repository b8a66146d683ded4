#!/usr/bin/env node
// Makes one Nango project of a local checkout of the integration templates, for benches and precision runs.
//
//   node benches/corpus/from-templates.mjs <checkout> <out>
//
// The checkout is only read, and nothing of it is ever committed. `<checkout>` is its root or its `integrations` folder.
// What is left out: providers that are symlinks to another one (the same bytes twice), `tests/` folders and
// `*.test.ts` (no functions), generated folders, and every file that is neither `.ts` nor `.json`.
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const KINDS = ['actions', 'syncs', 'on-events'];
const LEFT_OUT = new Set(['tests', '.nango', 'node_modules', 'build']);

const [checkout, out] = process.argv.slice(2);
if (!checkout || !out) {
    console.error('usage: from-templates.mjs <checkout> <out>');
    process.exit(2);
}
const source = existsSync(join(checkout, 'integrations')) ? join(checkout, 'integrations') : checkout;

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, '.nango'), { recursive: true });
writeFileSync(join(out, '.nango', '.gitkeep'), '');
for (const file of ['package.json', 'tsconfig.json']) cpSync(join(source, file), join(out, file));

const functions = [];
for (const provider of providers(source)) {
    const own = KINDS.flatMap((kind) => functionFiles(provider, kind));
    if (own.length === 0) continue;
    functions.push(...own);
    copy(join(source, provider));
}
functions.sort();
writeFileSync(join(out, 'index.ts'), index(functions));
const { files, bytes } = measure(out);
console.log(`${out}: ${functions.length} functions, ${files} .ts files, ${(bytes / 1e6).toFixed(2)} MB`);

function providers(root) {
    const isOwnFolder = (name) => !name.startsWith('.') && !LEFT_OUT.has(name) && lstatSync(join(root, name)).isDirectory();
    return readdirSync(root).filter(isOwnFolder).sort();
}

function functionFiles(provider, kind) {
    const folder = join(source, provider, kind);
    if (!existsSync(folder)) return [];
    const isFunction = (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts');
    return readdirSync(folder).filter(isFunction).map((name) => `${provider}/${kind}/${name}`);
}

function copy(folder) {
    for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) {
            if (!LEFT_OUT.has(name)) copy(path);
        } else if ((name.endsWith('.ts') && !name.endsWith('.test.ts')) || name.endsWith('.json')) {
            const target = join(out, relative(source, path));
            mkdirSync(dirname(target), { recursive: true });
            writeFileSync(target, readFileSync(path));
        }
    }
}

/** One group for each provider, as the templates' own `index.ts` has them. */
function index(paths) {
    const lines = [];
    let last;
    for (const path of paths) {
        const provider = path.split('/')[0];
        if (provider !== last) lines.push('', `// -- Integration: ${provider}`);
        last = provider;
        lines.push(`import './${path.slice(0, -'.ts'.length)}.js';`);
    }
    return lines.join('\n') + '\n';
}

function measure(folder) {
    let [files, bytes] = [0, 0];
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
        files += 1;
        bytes += statSync(join(entry.parentPath ?? entry.path, entry.name)).size;
    }
    return { files, bytes };
}
