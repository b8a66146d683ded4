// All programs, group by group. Run by itself it writes them as JSON, which is how `tests/differential.rs` gets them.
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { complete } from './program.mjs';

const GROUPS = ['await', 'definition-values', 'definitions', 'formatted', 'helpers', 'imports', 'order', 'records', 'registration', 'requests', 'run-time', 'schemas', 'several'];

/** Every program with all its files, and a hash of them that tells when a recording is out of date. */
export const programs = [];
for (const group of GROUPS) {
    const { default: list } = await import(`./programs/${group}.mjs`);
    for (const { id, files, faults } of list) {
        const all = complete(files);
        const hash = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 8);
        programs.push({ id: `${group}/${id}`, hash, faults, files: all });
    }
}
const twice = programs.filter(({ id }, at) => programs.findIndex((other) => other.id === id) < at);
if (twice.length > 0) throw new Error(`several programs are named ${twice.map(({ id }) => id).join(', ')}`);

/** Writes a program to `<folder>/project`, with `node_modules` linked to those of the CLI, and answers with that path. */
export function writeProgram({ files }, folder, nodeModules) {
    const project = join(folder, 'project');
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(project, path)), { recursive: true });
        writeFileSync(join(project, path), text);
    }
    symlinkSync(nodeModules, join(project, 'node_modules'));
    return project;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${JSON.stringify(programs)}\n`);
