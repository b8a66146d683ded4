// Runs programs through all their histories. What it takes from the installed CLI: the SDK's base class and paginate service, the
// provider table, zod and esbuild.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { histories } from './histories.mjs';
import { Program } from './module.mjs';
import { Judge } from './oracle.mjs';
import { syncClass } from './runtime/sync.mjs';
import { ENTRY } from './source.mjs';

/** A provider of Nango's table without a pagination of its own. */
const PROVIDER = 'unauthenticated';

/**
 * Prepares simulations with the CLI in this folder. `semantics` changes what the runtime does, which only the self-check wants:
 * { startOpensAnew, endNeedsNoWindow, clearNeedsNoRow, anyMarkCounts, interruptionFails }.
 */
export async function prepare(cli, { semantics = {}, provider = PROVIDER } = {}) {
    const require = createRequire(join(cli, 'node_modules/nango/package.json'));
    const sdk = await import(pathToFileURL(require.resolve('@nangohq/runner-sdk')).href);
    const esbuild = require('esbuild');
    const packages = { nango: { createSync: sdk.createSync, createAction: sdk.createAction, createOnEvent: sdk.createOnEvent, ActionError: sdk.ActionError }, zod: require('zod'), crypto: require('crypto'), url: require('url') };
    const external = (name) => {
        if (!(name in packages)) throw new Error(`Module '${name}' is not allowed`);
        return packages[name];
    };
    return { Sync: syncClass(sdk), semantics, provider, external, esbuild };
}

/** The findings of a program, the first history for each kind and line: [{ kind, line, because, history }]. */
export async function simulate(simulation, { files, collections }) {
    const program = new Program({ read: (file) => files[file], entry: ENTRY, ...simulation });
    await program.compile();
    return findings(new Judge(simulation, program, { collections }));
}

export async function findings(judge) {
    const found = new Map();
    const note = (finding, history) => {
        const key = `${finding.kind} ${finding.line}`;
        if (!found.has(key)) found.set(key, { ...finding, history });
    };
    for (const history of await histories((pages) => judge.measure(pages))) {
        for (const finding of await judge.judge(history)) note(finding, history.id);
    }
    for (const finding of judge.deadCheckpoint()) note(finding, null);
    return [...found.values()];
}
