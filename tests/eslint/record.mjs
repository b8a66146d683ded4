#!/usr/bin/env node
// Records what Nango's ESLint plugin says of the programs, or asks it again and compares.
//
//   record.mjs                                 judges all programs and writes `recorded.json`
//   record.mjs --check [--sample N --seed S]   judges again, all or some; exit 1 on a difference
//
// The plugin, ESLint and the parser are installed here by `npm ci`, in the versions of `package-lock.json`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ascii, sample } from '../support/recording.mjs';
import { programs } from './programs.mjs';

const PLUGIN = '@nangohq/eslint-plugin-custom-integrations-linting';
/** The name that the templates configure it under, and that stands in comments. */
const PREFIX = '@nangohq/custom-integrations-linting';

const { values: options } = parseArgs({
    options: { check: { type: 'boolean', default: false }, sample: { type: 'string' }, seed: { type: 'string', default: '' } }
});
const folder = fileURLToPath(new URL('.', import.meta.url));
if (!existsSync(`${folder}node_modules/${PLUGIN}/package.json`)) {
    const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
    if (npm.status !== 0) process.exit(2);
}
// `type-external-api-responses` also asks for a file `types.ts` beside the function, which was the layout of YAML projects; not under this.
process.env.NODE_ENV = 'test';
const require = createRequire(import.meta.url);
const { Linter } = require('eslint');
const linter = new Linter();
linter.defineParser('typescript', require('@typescript-eslint/parser'));
for (const [name, rule] of Object.entries(require(PLUGIN).rules)) linter.defineRule(`${PREFIX}/${name}`, rule);

const recording = new URL('recorded.json', import.meta.url);
const all = programs();
if (options.check) {
    const { verdicts } = JSON.parse(readFileSync(recording, 'utf8'));
    const asked = options.sample ? sample(all, Number(options.sample), options.seed) : all;
    const different = asked.filter((program) => ascii(verdicts[program.id]) !== ascii(verdict(program)));
    for (const { id } of different) console.error(`${id}: not as recorded`);
    console.log(`${asked.length} programs judged again, ${different.length} not as recorded`);
    process.exitCode = different.length === 0 ? 0 : 1;
} else {
    const lines = all.map((program) => `    ${ascii(program.id)}: ${ascii(verdict(program))}`);
    const { version } = require(`${PLUGIN}/package.json`);
    writeFileSync(recording, `{\n  "plugin": "${version}",\n  "verdicts": {\n${lines.join(',\n')}\n  }\n}\n`);
    console.log(`recorded ${all.length} programs`);
}

/** The text, so that a program that was changed is seen to be, and the lines on which its rule reports. */
function verdict({ id, rule, text }) {
    const messages = linter.verify(text, {
        parser: 'typescript',
        parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
        rules: { [`${PREFIX}/${rule}`]: 'error' }
    });
    const fatal = messages.find((message) => message.fatal);
    if (fatal) throw new Error(`${id} does not parse: ${fatal.message}`);
    return { text, lines: messages.map((message) => message.line) };
}
