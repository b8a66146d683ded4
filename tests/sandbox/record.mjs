#!/usr/bin/env node
// Records which globals the sandbox of the real CLI's dry run has, or compares with what was recorded.
//
//   record.mjs [--cli VERSION]            asks for all of `names.mjs`
//   record.mjs [--cli VERSION] --check    asks again; exit 1 on a difference
//
// The CLI's own `DryRunService.runScript` runs a function as `nango compile` would have written it, which looks around. It needs
// neither a key nor a connection for that.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { installCli } from '../support/cli.mjs';
import { attempts, names } from './names.mjs';

const { values: options } = parseArgs({ options: { cli: { type: 'string', default: '0.71.10' }, check: { type: 'boolean', default: false } } });
const modules = join(installCli(options.cli), 'node_modules');
// The service makes a client of the API, which wants a key and does not use it.
process.env.NANGO_SECRET_KEY ??= '00000000-0000-4000-8000-000000000000';
const { DryRunService } = await import(pathToFileURL(join(modules, 'nango/dist/services/dryrun.service.js')).href);

const recording = fileURLToPath(new URL(`recorded-${options.cli}.json`, import.meta.url));
const seen = await lookAround();
const lines = (table) => Object.entries(table).map(([name, answer]) => `    ${JSON.stringify(name)}: ${JSON.stringify(answer)}`).join(',\n');
const fresh = `{\n  "nango": "${options.cli}",\n  "globals": {\n${lines(seen.globals)}\n  },\n  "attempts": {\n${lines(seen.attempts)}\n  }\n}\n`;
if (options.check) {
    const same = existsSync(recording) && readFileSync(recording, 'utf8') === fresh;
    console.log(`nango ${options.cli}: ${names.length} names ${same ? 'as recorded' : 'differ from what was recorded'}`);
    process.exitCode = same ? 0 : 1;
} else {
    writeFileSync(recording, fresh);
    console.log(`recorded ${names.length} names with nango ${options.cli}`);
}

/** Runs a function in the sandbox that says of each name whether it is there, and of each attempt what comes of it. */
async function lookAround() {
    const project = mkdtempSync(join(tmpdir(), 'sandbox-'));
    try {
        mkdirSync(join(project, 'build'));
        writeFileSync(join(project, 'build/crm_actions_look.cjs'), script());
        const service = new DryRunService({ environment: 'dev', returnOutput: true, fullPath: project, validation: false });
        const answer = await service.runScript({
            syncName: 'look',
            nangoProps: {
                scriptType: 'action', host: 'http://127.0.0.1:9', connectionId: 'c', environmentId: 1, environmentName: 'dev', provider: 'crm',
                providerConfigKey: 'crm', activityLogId: 'dryrun', secretKey: process.env.NANGO_SECRET_KEY, team: { id: 1, name: '' },
                syncConfig: { sync_name: 'look', models: [], enabled: true }, syncVariant: 'base', runnerFlags: {}, debug: false,
                startedAt: new Date(), endUser: null, isCLI: true
            },
            loadLocation: `${project}/`,
            input: {}
        });
        if (!answer.success) throw new Error(`the function failed: ${JSON.stringify(answer.error)}`);
        return answer.response.output;
    } finally {
        rmSync(project, { recursive: true });
    }
}

function script() {
    const tests = names.map((name) => `[${JSON.stringify(name)}, typeof ${name} !== 'undefined' || ${name === 'undefined'}]`);
    const tries = Object.entries(attempts).map(([name, expression]) => `[${JSON.stringify(name)}, await attempt(() => (${expression}))]`);
    return `exports.default = { type: 'action', input: {}, output: {}, exec: async () => {
        const attempt = async (run) => { try { const value = await run(); return typeof value === 'boolean' ? value : 'works'; } catch (error) { return error.message; } };
        return { globals: Object.fromEntries([${tests.join(', ')}]), attempts: Object.fromEntries([${tries.join(', ')}]) };
    } };`;
}
