#!/usr/bin/env node
// Records how the real CLI and the server judge a `frequency`, or compares with what was recorded.
//
//   record.mjs [--cli VERSION]            records all of `strings.mjs`
//   record.mjs [--cli VERSION] --check    asks again; exit 1 on a difference
//
// The CLI's verdict is that of its own `getInterval` (`@nangohq/nango-yaml`, as `zeroYaml/definitions.js` calls it) with
// its own `ms`. The server is not in the CLI's package: its pattern is `frequencySchema` of
// `packages/server/lib/helpers/validation.ts` of NangoHQ/nango, commit 2f4c0af6, here as it stands there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { installCli } from '../support/cli.mjs';
import { ascii } from '../support/recording.mjs';
import { strings } from './strings.mjs';

const FREQUENCY_SCHEMA =
    /^(?<every>every )?((?<amount>[0-9]+)?\s?(?<unit>(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?))|(?<unit2>(month|week|half day|half hour|quarter hour)))$/;

const { values: options } = parseArgs({ options: { cli: { type: 'string', default: '0.71.10' }, check: { type: 'boolean', default: false } } });
const modules = join(installCli(options.cli), 'node_modules');
const { getInterval } = await import(pathToFileURL(join(modules, '@nangohq/nango-yaml/dist/helpers.js')).href);
const { default: ms } = await import(pathToFileURL(join(modules, 'ms/dist/index.mjs')).href);

const recording = fileURLToPath(new URL(`recorded-${options.cli}.json`, import.meta.url));
const lines = strings.map((text) => `    ${ascii([text, cli(text), FREQUENCY_SCHEMA.test(text)])}`);
const fresh = `{\n  "nango": "${options.cli}",\n  "verdicts": [\n${lines.join(',\n')}\n  ]\n}\n`;
if (options.check) {
    const same = existsSync(recording) && readFileSync(recording, 'utf8') === fresh;
    console.log(`nango ${options.cli}: ${strings.length} frequencies ${same ? 'as recorded' : 'differ from what was recorded'}`);
    process.exitCode = same ? 0 : 1;
} else {
    writeFileSync(recording, fresh);
    console.log(`recorded ${strings.length} frequencies with nango ${options.cli}`);
}

/** The interval in milliseconds, or how it is refused. */
function cli(text) {
    let answer;
    try {
        answer = getInterval(text, new Date());
    } catch {
        return 'throws';
    }
    return answer instanceof Error ? answer.message : ms(answer.interval);
}
