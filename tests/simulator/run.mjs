// One execution of a sync, and the world that outlives it.
import { CheckpointRows } from './runtime/checkpoints.mjs';
import { Records } from './runtime/records.mjs';
import { CHECKPOINT_KEY } from './runtime/sync.mjs';
import { timeOf } from './provider.mjs';

/** What one connection has: its records, its checkpoints, its metadata, and the provider on the other side. */
export class World {
    constructor(provider, semantics, metadata = {}) {
        this.provider = provider;
        this.semantics = semantics;
        this.firstMetadata = metadata;
        this.records = new Records(semantics);
        this.checkpoints = new CheckpointRows(semantics);
        this.metadata = { value: { ...metadata } };
        this.lastSyncDate = undefined;
    }

    /** The same world before its first run: same provider, nothing stored. */
    fresh() {
        return new World(this.provider.clone(), this.semantics, this.firstMetadata);
    }

    clone() {
        const { records, checkpoints, metadata, lastSyncDate } = this;
        const copied = { records: records.clone(), checkpoints: checkpoints.clone(), metadata: { value: { ...metadata.value } }, lastSyncDate };
        return Object.assign(this.fresh(), copied);
    }

    checkpoint() {
        return this.checkpoints.value(CHECKPOINT_KEY);
    }
}

/**
 * Runs the sync once in `world`, the `number`-th run of its history, and answers with
 * { outcome: 'done' | 'interrupted' | 'failed' | 'endless', error, trace }.
 *
 * NangoHQ/nango, packages/jobs/lib/execution/operations/handler.ts: an interrupted sync counts as a success.
 */
export async function run(simulation, program, world, number, faults = {}, { hideCheckpoint = false } = {}) {
    let stop;
    const exhausted = new Promise((resolve) => (stop = resolve));
    const execution = {
        job: number + 1, world, faults, semantics: world.semantics, trace: [], hideCheckpoint, lastSyncDate: world.lastSyncDate,
        /** A sync that swallows every error would go on for ever: what it waits for never comes. */
        exhausted: () => (stop({ outcome: 'endless' }), new Promise(() => {}))
    };
    const finished = (async () => {
        const sync = program.load(timeOf(number));
        execution.models = Object.keys(sync.models);
        await sync.exec(facade(new simulation.Sync(execution, simulation.provider)));
        return { outcome: 'done' };
    })().catch((error) => ({ outcome: error?.code === 'execution_interrupted' ? 'interrupted' : 'failed', error }));
    const result = await Promise.race([finished, exhausted]);
    if (result.outcome === 'done' || (result.outcome === 'interrupted' && !world.semantics.interruptionFails)) world.lastSyncDate = new Date(timeOf(number));
    return { ...result, trace: execution.trace };
}

/** sdk.ts `createFunctionFacade`: methods stay bound when they are taken off the object. */
function facade(sync) {
    const bound = new Map();
    return new Proxy(sync, {
        get(target, name) {
            const value = target[name];
            if (typeof value !== 'function') return value;
            if (!bound.has(name)) bound.set(name, value.bind(target));
            return bound.get(name);
        }
    });
}
