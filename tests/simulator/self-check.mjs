#!/usr/bin/env node
// The simulator can fail: with another runtime the verdicts are others. Exit 1 if one of them does not change.
import { isDeepStrictEqual } from 'node:util';
import { installCli } from '../support/cli.mjs';
import { programs } from './programs.mjs';
import { prepare, simulate } from './simulation.mjs';

/** What is changed of the runtime, a program that notices, and what it shows then. */
const MUTATIONS = [
    { semantics: { startOpensAnew: true }, id: 'positions/saved-after-batch', shows: ['false-deletion'] },
    { semantics: { endNeedsNoWindow: true }, id: 'clears/end-then-clear-start-skipped', shows: ['false-deletion'] },
    { semantics: { clearNeedsNoRow: true }, id: 'clears/guarded-save-then-clear', shows: [] },
    { semantics: { anyMarkCounts: true }, id: 'end-and-errors/finally', shows: ['missed-deletion'] },
    { semantics: { interruptionFails: true }, id: 'positions/last-sync-date-after-interruption', shows: ['dead-checkpoint', 'lost-progress', 'never-finishes'] }
];

const cli = installCli('0.71.10');
for (const { semantics, id, shows } of MUTATIONS) {
    const program = programs.find((it) => it.id === id);
    const kinds = async (simulation) => [...new Set((await simulate(simulation, program)).map(({ kind }) => kind))].sort();
    const usual = await kinds(await prepare(cli));
    const mutated = await kinds(await prepare(cli, { semantics }));
    const isRight = isDeepStrictEqual(usual, program.kinds) && isDeepStrictEqual(mutated, shows) && !isDeepStrictEqual(usual, mutated);
    console.log(`${isRight ? 'changes' : 'WRONG'}: ${Object.keys(semantics)} of ${id}: [${usual}] becomes [${mutated}]`);
    if (!isRight) process.exitCode = 1;
}
process.exit();
