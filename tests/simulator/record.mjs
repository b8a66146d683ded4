#!/usr/bin/env node
// Records what happens to each program in the simulator, or compares with what was recorded.
//
//   record.mjs [--all] [ID…]                      records what is new or changed, or all, or those named
//   record.mjs --check [--sample N [--seed S]]    simulates all again, or N of them; exit 1 on a difference
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { installCli } from '../support/cli.mjs';
import { ascii, sample } from '../support/recording.mjs';
import { programs } from './programs.mjs';
import { simulateAll } from './workers.mjs';

/** Whose SDK, provider table and zod the programs get. */
const CLI = '0.71.10';

/** How many programs are simulated before the recording is written: interrupted, it goes on from there. */
const BATCH = 100;

const { values: options, positionals: ids } = parseArgs({
    allowPositionals: true,
    options: { all: { type: 'boolean', default: false }, check: { type: 'boolean', default: false }, sample: { type: 'string' }, seed: { type: 'string', default: '1' } }
});
for (const id of ids) if (!programs.some((program) => program.id === id)) throw new Error(`no program is named ${id}`);

const path = fileURLToPath(new URL('recorded.json', import.meta.url));
const recorded = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).programs : {};
const isRecorded = ({ id, hash }) => recorded[id]?.program === hash;
if (options.check) await check(options.sample === undefined ? programs : sample(programs, Number(options.sample), options.seed));
else await record(programs.filter((program) => (ids.length > 0 ? ids.includes(program.id) : options.all || !isRecorded(program))));

async function record(chosen) {
    let count = 0;
    await simulateAll(chosen, installCli(CLI), ({ id, hash }, findings) => {
        recorded[id] = { program: hash, findings: shown(findings) };
        count += 1;
        if (count % BATCH === 0 || count === chosen.length) {
            write();
            console.log(`${count} of ${chosen.length}`);
        }
    });
    write();
    for (const line of surprises()) console.log(line);
    console.log(`recorded ${chosen.length} programs`);
}

async function check(chosen) {
    const fresh = new Map();
    await simulateAll(chosen, installCli(CLI), ({ id }, findings) => fresh.set(id, findings));
    const different = chosen.filter(({ id }) => !isDeepStrictEqual(shown(fresh.get(id)), recorded[id]?.findings));
    const stale = programs.filter((program) => !isRecorded(program));
    const wrong = surprises();
    for (const { id } of different) console.error(`${id}\n  recorded ${ascii(recorded[id]?.findings)}\n  now      ${ascii(shown(fresh.get(id)))}`);
    for (const { id } of stale) console.error(`${id}\n  was never recorded as it is`);
    for (const line of wrong) console.error(line);
    console.log(`${chosen.length - different.length} of ${chosen.length} programs as recorded`);
    if (different.length + stale.length + wrong.length > 0) process.exitCode = 1;
}

/** Where a program does not show what its author says, or the same as the twin that it should differ from. */
function surprises() {
    const kinds = (id) => [...new Set(recorded[id]?.findings.map(([kind]) => kind))].sort();
    const unexpected = programs.filter((it) => it.kinds && isRecorded(it) && !isDeepStrictEqual(kinds(it.id), it.kinds));
    const alike = programs.filter((it) => it.twin && isDeepStrictEqual(kinds(it.id), kinds(it.twin)));
    return [
        ...unexpected.map(({ id, kinds: said }) => `surprise: ${id} shows [${kinds(id)}], not [${said}]: ${ascii(recorded[id].findings)}`),
        ...alike.map(({ id, twin }) => `surprise: ${id} shows the same as its twin ${twin}`)
    ];
}

/** Findings as they are recorded, in an order of their own. */
function shown(findings) {
    return findings.map(({ kind, line, because, history }) => [kind, line, because, history]).sort((a, b) => (ascii(a) < ascii(b) ? -1 : 1));
}

/** One line a program; what is no more is forgotten. */
function write() {
    const lines = programs.filter(({ id }) => id in recorded).map(({ id }) => `    ${JSON.stringify(id)}: ${ascii(recorded[id])}`);
    writeFileSync(path, `{\n  "nango": "${CLI}",\n  "programs": {\n${lines.join(',\n')}\n  }\n}\n`);
}
