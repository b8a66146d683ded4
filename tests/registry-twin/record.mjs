#!/usr/bin/env node
// Records what the real `nango compile` registers for each variant of `index.ts`, or compares with what was recorded.
//
//   record.mjs [--cli VERSION] [--program] [ID…]         records all variants, or those named, and keeps the others
//   record.mjs [--cli VERSION] [--program] --sample N [--seed S]   compiles N of them; exit 1 on a difference
//
// The CLI's code runs in one process, which takes a fraction of the time; --program starts the program for each, which a smaller
// sample holds the process to.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { importGetEntryPoints, installCli } from '../support/cli.mjs';
import { ascii, compileAll, sample } from '../support/recording.mjs';
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

const cli = installCli(options.cli);
const getEntryPoints = await importGetEntryPoints(cli);
const recording = here(`recorded-${options.cli}.json`);
const recorded = existsSync(recording) ? JSON.parse(readFileSync(recording, 'utf8')).variants : {};
if (options.sample !== undefined) await compare(sample(variants, Number(options.sample), options.seed));
else await record(ids.length > 0 ? variants.filter((variant) => ids.includes(variant.id)) : variants);

async function record(chosen) {
    const fresh = await compile(chosen, options.program);
    for (const [id, result] of fresh) recorded[id] = result;
    const lines = variants.filter(({ id }) => id in recorded).map(({ id }) => `    ${JSON.stringify(id)}: ${ascii(recorded[id])}`);
    writeFileSync(recording, `{\n  "nango": "${options.cli}",\n  "variants": {\n${lines.join(',\n')}\n  }\n}\n`);
    console.log(`recorded ${fresh.size} variants with nango ${options.cli}`);
}

async function compare(chosen) {
    const unrecorded = variants.filter(({ id }) => !(id in recorded)).map(({ id }) => id);
    const fresh = await compile(chosen, options.program);
    const different = [...fresh].filter(([id, result]) => !isDeepStrictEqual(result, recorded[id]));
    for (const [id, result] of different) console.error(`${id}\n  recorded ${ascii(recorded[id])}\n  now      ${ascii(result)}`);
    for (const id of unrecorded) console.error(`${id}\n  was never recorded`);
    console.log(`nango ${options.cli}: ${fresh.size - different.length} of ${fresh.size} sampled variants as recorded`);
    if (different.length + unrecorded.length > 0) process.exitCode = 1;
}

/** Compiles each variant, and answers with a map from its id to its outcome. */
function compile(chosen, program) {
    const write = (variant, folder) => writeProject(variant, folder, join(cli, 'node_modules'));
    const judge = (_, project, answer) => outcome(project, getEntryPoints(readIndex(project)), answer);
    return compileAll(chosen, cli, { program }, write, judge);
}

/** As the CLI reads it; a project without a readable `index.ts` has no entries. */
function readIndex(project) {
    try {
        return readFileSync(join(project, 'index.ts'), 'utf8');
    } catch {
        return '';
    }
}
