#!/usr/bin/env node
// Counts what each rule finds in real functions, and says where that is not what the rules declare (`measured`).
//
//   node benches/corpus/hits.mjs <nango-lsp> <checkout of the integration templates> [<rule>]
//
// Rules that are off by default are switched on, as hints, by a `nango-lsp.toml` in a copy of the project. With a rule, its hits are listed
// instead, to be read. Exit 1 where a number differs.
//
// What a pagination lacks depends on what the CLI knows of the providers: `node_modules` of the checkout has to hold `nango`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [binary, checkout, rule] = process.argv.slice(2).map((it, at) => (at < 2 ? resolve(it) : it));
if (!binary || !checkout) {
    console.error('usage: hits.mjs <nango-lsp> <checkout> [<rule>]');
    process.exit(2);
}
const catalogue = readFileSync(new URL('../../lsp/lint/RULES.md', import.meta.url), 'utf8');
const rows = [...catalogue.matchAll(/^\| \[(?<id>[a-z-]+)\]\(#.*?\) \| (?<levels>[^|]+) \|.*\| (?<hits>\d+)[^|]*\|$/gm)].map((row) => row.groups);
const diagnostics = check(rows.filter(({ levels }) => levels.startsWith('off')).map(({ id }) => id));

if (rule) {
    for (const { file, range, message } of diagnostics.filter(({ code }) => code === rule)) console.log(`${file}:${range.start.line}: ${message}`);
} else {
    const declared = new Map(rows.map(({ id, hits }) => [id, Number(hits)]));
    const found = new Map();
    for (const { code } of diagnostics) found.set(code, (found.get(code) ?? 0) + 1);
    let differences = 0;
    for (const id of new Set([...declared.keys(), ...found.keys()])) {
        const hits = found.get(id) ?? 0;
        if (hits > 0) console.log(`${String(hits).padStart(6)} ${id}`);
        if (hits === (declared.get(id) ?? 0)) continue;
        console.error(`${id} declares ${declared.get(id)} hits, and has ${hits}`);
        differences += 1;
    }
    process.exitCode = differences === 0 ? 0 : 1;
}

/** All diagnostics of the checkout, with these rules switched on. */
function check(off) {
    const folder = mkdtempSync(join(tmpdir(), 'hits-'));
    const copy = join(folder, 'integrations');
    try {
        // Else a link would lead out of the copy.
        cpSync(join(checkout, 'integrations'), copy, { recursive: true, verbatimSymlinks: true });
        cpSync(join(checkout, 'package.json'), join(folder, 'package.json'));
        symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
        writeFileSync(join(copy, 'nango-lsp.toml'), ['[rules]', ...off.map((id) => `${id} = "hint"`), ''].join('\n'));
        const run = spawnSync(binary, ['check', '--mocks', '--format', 'json'], { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 30 });
        return JSON.parse(run.stdout).diagnostics;
    } finally {
        rmSync(folder, { recursive: true });
    }
}
