#!/usr/bin/env node
// Writes a Nango project of invented functions, for benches on machines without a checkout of the templates.
//
//   node benches/corpus/generate.mjs <out> [--functions 6335] [--seed 1] [--unregistered 0]
//
// Sizes follow the templates' (actions: half of them under 90 lines; syncs: half under 135, some over 300; 4.6 actions
// to one sync; about 36 functions to an integration), and so do the constructs. Every function compiles with the real
// CLI. The same seed writes the same bytes. The last `--unregistered` functions are left out of `index.ts`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ACTIONS } from './actions.mjs';
import { HELPERS } from './parts.mjs';
import { SYNCS } from './syncs.mjs';
import { NAMES, RESOURCES, dice as throwDice } from './words.mjs';

const FUNCTIONS_PER_INTEGRATION = 36;
const SYNC_SHARE = 1131 / 6335;

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        functions: { type: 'string', default: '6335' },
        seed: { type: 'string', default: '1' },
        unregistered: { type: 'string', default: '0' }
    }
});
const [out] = positionals;
if (!out) {
    console.error('usage: generate.mjs <out> [--functions N] [--seed S] [--unregistered N]');
    process.exit(2);
}

const dice = throwDice(Number(values.seed));
const written = { files: 0, bytes: 0 };
rmSync(out, { recursive: true, force: true });
const functions = [...generate(Number(values.functions))];
const registered = functions.slice(0, functions.length - Number(values.unregistered));
put('index.ts', index(registered));
put('package.json', `${JSON.stringify({ name: 'generated', private: true, type: 'module', devDependencies: { nango: '0.71.10', zod: '4.3.6' } }, null, 2)}\n`);
put('.nango/.gitkeep', '');
console.log(`${out}: ${functions.length} functions, ${written.files} .ts files, ${(written.bytes / 1e6).toFixed(2)} MB`);

/** Writes functions, integration after integration, and yields their paths without extension. */
function* generate(count) {
    for (let left = count, number = 0; left > 0; number += 1) {
        const integration = providerName(number);
        const planned = plan(integration, Math.min(left, FUNCTIONS_PER_INTEGRATION));
        for (const { path, text } of planned) {
            put(`${path}.ts`, text);
            yield path;
        }
        put(`${integration}/helpers/text.ts`, HELPERS);
        left -= planned.length;
    }
}

/** `count` functions of one integration, no two of one name, sorted as an editor would list them. */
function plan(integration, count) {
    const found = new Map();
    const resources = dice.shuffled(RESOURCES);
    for (let attempt = 0; found.size < count; attempt += 1) {
        const [one, many] = resources[attempt % resources.length];
        const isSync = dice.chance(SYNC_SHARE);
        const lines = isSync ? dice.length(128, 0.43) : dice.length(98, 0.52);
        const [name, text] = dice.pick(isSync ? SYNCS : ACTIONS)({ integration, one, many }, dice, lines);
        const path = `${integration}/${isSync ? 'syncs' : 'actions'}/${name}`;
        // A model belongs to one sync of an integration, so one resource has at most one sync.
        const key = isSync ? `${integration} ${one}` : path;
        if (!found.has(key)) found.set(key, { path, text });
    }
    return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function providerName(number) {
    const [first, second] = NAMES;
    const round = Math.floor(number / (first.length * second.length));
    const name = `${first[number % first.length]}-${second[Math.floor(number / first.length) % second.length]}`;
    return round === 0 ? name : `${name}-${round + 1}`;
}

function index(paths) {
    const lines = [];
    let last;
    for (const path of paths) {
        const integration = path.split('/')[0];
        if (integration !== last) lines.push(...(last ? [''] : []), `// -- Integration: ${integration}`);
        last = integration;
        lines.push(`import './${path}.js';`);
    }
    return `${lines.join('\n')}\n`;
}

function put(path, text) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
    if (!path.endsWith('.ts')) return;
    written.files += 1;
    written.bytes += Buffer.byteLength(text);
}
