#!/usr/bin/env node
// Compiles the programs with the real CLI: what the simulator judges is what a user could have deployed.
//
//   compile.mjs [--sample N [--seed S]] [ID…]    exit 1 if one is refused for another reason than the order of its calls
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { installCli } from '../support/cli.mjs';
import { compileAll, sample } from '../support/recording.mjs';
import { programs } from './programs.mjs';
import { ENTRY } from './source.mjs';

const CLI = '0.71.10';
/** The CLI compares the lines of calls, wherever they run; what it refuses for that has a place here all the same. */
const ORDER = /trackDeletes(Start|End)|deleteRecordsFromPreviousExecutions/;

const { values: options, positionals: ids } = parseArgs({
    allowPositionals: true,
    options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } }
});
const named = programs.filter(({ id }) => ids.length === 0 || ids.includes(id)).map((program, at) => ({ ...program, name: program.id, id: `p${at}` }));
const chosen = options.sample === undefined ? named : sample(named, Number(options.sample), options.seed);
const cli = installCli(CLI);
const judge = (_item, _project, { exit, output }) => (exit === 0 ? null : output);
const results = await compileAll(chosen, cli, { together: true }, write, judge);
const compiled = chosen.filter(({ id }) => results.get(id) === null);
const misordered = chosen.filter(({ id }) => ORDER.test(results.get(id) ?? ''));
const refused = chosen.filter((program) => !compiled.includes(program) && !misordered.includes(program));
for (const { id, name } of refused) console.error(`${name}\n${results.get(id)}`);
console.log(`of ${chosen.length} programs ${compiled.length} compile, ${misordered.length} are refused for the order of their calls, ${refused.length} for something else`);
if (refused.length > 0) process.exitCode = 1;

function write({ files }, project) {
    mkdirSync(join(project, '.nango'), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(project, path)), { recursive: true });
        writeFileSync(join(project, path), text);
    }
    writeFileSync(join(project, 'index.ts'), `import './${ENTRY.replace('.ts', '.js')}';\n`);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'crm', private: true, type: 'module' }));
    symlinkSync(join(cli, 'node_modules'), join(project, 'node_modules'));
    return project;
}
