#!/usr/bin/env node
// Records whether the real `nango compile` accepts each program, or compares with what was recorded.
//
//   record.mjs [--cli VERSION] [--program] [--all] [ID…]     records what is new or changed, or all, or those named
//   record.mjs [--cli VERSION] [--program] --sample N [--seed S]   compiles N of them; exit 1 on a difference
//
// The CLI's code runs in one process; --program starts the program for each, which a smaller sample holds the process to. What is recorded is kept every so
// often: interrupted, it goes on from there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { installCli } from '../support/cli.mjs';
import { ascii, compileAll, sample } from '../support/recording.mjs';
import { programs, writeProgram } from './programs.mjs';
import { verdict } from './verdict.mjs';

/** How many programs are compiled before the recording is written. */
const BATCH = 100;

const { values: options, positionals: ids } = parseArgs({
    allowPositionals: true,
    options: {
        cli: { type: 'string', default: '0.71.10' },
        program: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        sample: { type: 'string' },
        seed: { type: 'string', default: '1' }
    }
});
for (const id of ids) if (!programs.some((program) => program.id === id)) throw new Error(`no program is named ${id}`);

const cli = installCli(options.cli);
const path = fileURLToPath(new URL(`recorded-${options.cli}.json`, import.meta.url));
const recorded = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).programs : {};
const isRecorded = ({ id, hash }) => recorded[id]?.program === hash;
if (options.sample !== undefined) await compare(sample(programs, Number(options.sample), options.seed));
else await record(programs.filter((program) => (ids.length > 0 ? ids.includes(program.id) : options.all || !isRecorded(program))));

async function record(chosen) {
    for (let done = 0; done < chosen.length; done += BATCH) {
        const batch = chosen.slice(done, done + BATCH);
        const fresh = await compile(batch, options.program);
        for (const { id, hash } of batch) recorded[id] = { program: hash, rejected: fresh.get(id) };
        write();
        console.log(`${Math.min(done + BATCH, chosen.length)} of ${chosen.length}`);
    }
    write();
    for (const { id, faults } of programs.filter(isRecorded)) {
        const { rejected } = recorded[id];
        const expected = faults[options.cli];
        if (expected.length > 0 !== (rejected !== null)) console.log(`surprise: ${id} breaks [${expected}], and the CLI says ${ascii(rejected)}`);
    }
    console.log(`recorded ${chosen.length} programs with nango ${options.cli}`);
}

async function compare(chosen) {
    const stale = programs.filter((program) => !isRecorded(program));
    const fresh = await compile(chosen, options.program);
    const different = [...fresh].filter(([id, result]) => !isDeepStrictEqual(result, recorded[id]?.rejected));
    for (const [id, result] of different) console.error(`${id}\n  recorded ${ascii(recorded[id]?.rejected)}\n  now      ${ascii(result)}`);
    for (const { id } of stale) console.error(`${id}\n  was never recorded as it is`);
    console.log(`nango ${options.cli}: ${fresh.size - different.length} of ${fresh.size} sampled programs as recorded`);
    if (different.length + stale.length > 0) process.exitCode = 1;
}

/** Compiles each program, and answers with a map from its id to the verdict. */
function compile(chosen, program) {
    const write = (it, folder) => writeProgram(it, folder, join(cli, 'node_modules'));
    return compileAll(chosen, cli, { program, together: true }, write, (_, project, answer) => verdict(project, answer));
}

/** One line a program, in the order of the programs; what is no more is forgotten. */
function write() {
    const lines = programs.filter(({ id }) => id in recorded).map(({ id }) => `    ${JSON.stringify(id)}: ${ascii(recorded[id])}`);
    writeFileSync(path, `{\n  "nango": "${options.cli}",\n  "programs": {\n${lines.join(',\n')}\n  }\n}\n`);
}
