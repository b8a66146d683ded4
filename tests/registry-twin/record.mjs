#!/usr/bin/env node
// Records what the real `nango compile` registers for each variant of `index.ts`, or compares with what was recorded.
//
//   record.mjs [--cli VERSION] [--program] [ID…]         records all variants, or those named, and keeps the others
//   record.mjs [--cli VERSION] --sample N [--seed S]     compiles N of them with the program; exit 1 on a difference
//
// Recording runs the CLI's code in one process, which takes a third of the time; --program starts the program for each.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { compileWithProgram, importGetEntryPoints, startInProcess } from './cli.mjs';
import { outcome } from './outcome.mjs';
import { variants, writeProject } from './variants.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values: options, positionals: ids } = parseArgs({
    allowPositionals: true,
    options: {
        cli: { type: 'string', default: '0.71.10' },
        program: { type: 'boolean', default: false },
        sample: { type: 'string' },
        seed: { type: 'string', default: '1' }
    }
});
for (const id of ids) if (!variants.some((variant) => variant.id === id)) throw new Error(`no variant is named ${id}`);

const cli = execFileSync(here('../support/real-cli.sh'), [options.cli], { encoding: 'utf8' }).trim().split(' ').slice(1).join(' ');
const getEntryPoints = await importGetEntryPoints(cli);
const recording = here(`recorded-${options.cli}.json`);
const recorded = existsSync(recording) ? JSON.parse(readFileSync(recording, 'utf8')).variants : {};
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'registry-twin-')));
try {
    if (options.sample !== undefined) await compare(sample(Number(options.sample), options.seed));
    else await record(ids.length > 0 ? variants.filter((variant) => ids.includes(variant.id)) : variants);
} finally {
    rmSync(scratch, { recursive: true, force: true });
}

async function record(chosen) {
    const fresh = options.program ? await compileAll(chosen, (project) => compileWithProgram(cli, project), 2) : await inProcess(chosen);
    for (const [id, result] of fresh) recorded[id] = result;
    const lines = variants.filter(({ id }) => id in recorded).map(({ id }) => `    ${JSON.stringify(id)}: ${ascii(recorded[id])}`);
    writeFileSync(recording, `{\n  "nango": "${options.cli}",\n  "variants": {\n${lines.join(',\n')}\n  }\n}\n`);
    console.log(`recorded ${fresh.size} variants with nango ${options.cli}`);
}

async function compare(chosen) {
    const unrecorded = variants.filter(({ id }) => !(id in recorded)).map(({ id }) => id);
    const fresh = await compileAll(chosen, (project) => compileWithProgram(cli, project), 2);
    const different = [...fresh].filter(([id, result]) => !isDeepStrictEqual(result, recorded[id]));
    for (const [id, result] of different) console.error(`${id}\n  recorded ${ascii(recorded[id])}\n  now      ${ascii(result)}`);
    for (const id of unrecorded) console.error(`${id}\n  was never recorded`);
    console.log(`nango ${options.cli}: ${fresh.size - different.length} of ${fresh.size} sampled variants as recorded`);
    if (different.length + unrecorded.length > 0) process.exitCode = 1;
}

async function inProcess(chosen) {
    const worker = startInProcess(cli);
    try {
        return await compileAll(chosen, worker.compile, 1);
    } finally {
        worker.end();
    }
}

/** Compiles each variant, `jobs` at a time, and answers with a map from its id to its outcome. */
async function compileAll(chosen, compile, jobs) {
    const results = new Map();
    const waiting = [...chosen];
    const work = async () => {
        for (let variant = waiting.shift(); variant; variant = waiting.shift()) {
            const folder = join(scratch, variant.id);
            const project = writeProject(variant, folder, join(cli, 'node_modules'));
            const entries = getEntryPoints(readIndex(project));
            results.set(variant.id, outcome(project, entries, await compile(project)));
            rmSync(folder, { recursive: true });
        }
    };
    await Promise.all(Array.from({ length: jobs }, work));
    return results;
}

/** As the CLI reads it; a project without a readable `index.ts` has no entries. */
function readIndex(project) {
    try {
        return readFileSync(join(project, 'index.ts'), 'utf8');
    } catch {
        return '';
    }
}

/** `count` variants in an order that the seed alone decides, so that a failing sample can be run again. */
function sample(count, seed) {
    if (!(count > 0)) throw new Error('--sample wants a number of variants');
    const place = ({ id }) => createHash('sha256').update(`${seed} ${id}`).digest('hex');
    const order = (a, b) => (place(a) < place(b) ? -1 : 1);
    return [...variants].sort(order).slice(0, count);
}

/** JSON on one line in which every character that an editor might hide or change is escaped. */
function ascii(value) {
    return JSON.stringify(value ?? null).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
