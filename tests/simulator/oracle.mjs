// What went wrong in a history, judged by what is stored afterwards: never by how the program is written.
//
// What should be stored is what the same program saves when it runs once, without a fault, for a connection that has nothing yet, and
// beyond that the rows which the provider has: a program that never reads its second page cannot be the measure of itself.
import { NEVER_LEFT_ALONE } from './histories.mjs';
import { HOUR, Provider, timeOf } from './provider.mjs';
import { World, run } from './run.mjs';
import { CheckpointConflict } from './runtime/checkpoints.mjs';
import { didTheSame } from './runtime/sync.mjs';

/** An answer that says there is nothing: what is deleted after it, or not saved, may well be gone. */
const GONE = new Set([403, 404, 410]);

/** How many runs more are given to a program before what it has not stored counts as missed. */
const PATIENCE = 3;

export class Judge {
    /**
     * `collections` names the provider's collection for each model, or is null where rows and records have different ids. Other APIs than
     * ours come from `makeProvider`.
     */
    constructor(simulation, program, { collections, comparesValues = true, metadata = {}, makeProvider = (shape) => new Provider(shape) }) {
        Object.assign(this, { simulation, program, collections, comparesValues, metadata, makeProvider });
        this.references = new Map();
        /** How often a checkpoint was there at the start of a run, how often it made a difference, and who saved it. */
        this.checkpoint = { there: 0, mattered: 0, savedAt: undefined };
    }

    /** Operations of a first run over that many pages. */
    async measure(pages) {
        const { trace } = await run(this.simulation, this.program, this.#world({ pages, last: 'short' }), 0);
        const done = trace.filter(({ kind }) => !['getCheckpoint', 'windowMissing'].includes(kind));
        const requests = done.filter(({ kind }) => kind === 'request').length;
        return { requests, persists: done.length - requests, saves: done.filter(({ kind }) => kind === 'saveCheckpoint').length, operations: done.length };
    }

    /** The findings of one history: { kind, line, because }, where `because` is the line of the call that failed before. */
    async judge({ pages, last, steps }) {
        const world = this.#world({ pages, last });
        const isGone = steps.some(({ faults }) => GONE.has(faults.request?.status));
        const findings = [];
        const runs = [];
        for (const [number, { changes, faults }] of steps.entries()) {
            for (const change of changes) world.provider.change(change, timeOf(number) - HOUR / 2);
            const isClean = Object.keys(faults).length === 0;
            const twin = isClean && world.checkpoint() !== null && this.checkpoint.mattered === 0 ? world.clone() : undefined;
            const result = await run(this.simulation, this.program, world, number, faults);
            const it = { number, changes, isClean, ...result };
            runs.push(it);
            findings.push(...this.#failures(it));
            if (it.outcome === 'endless') return findings;
            if (!isGone) findings.push(...(await this.#falseDeletions(it, world, runs)));
            await this.#weighCheckpoint(it, twin);
            findings.push(...(await this.#lostProgress(it, runs.at(-2), world)));
        }
        const final = runs.at(-1);
        const isSettled = runs.slice(-2).every((it) => it.isClean && it.outcome === 'done' && it.changes.length === 0);
        if (isSettled && !isGone) findings.push(...(await this.#staleness(final, world, runs)));
        if (steps.length === NEVER_LEFT_ALONE.length && runs.every(({ outcome }) => outcome === 'interrupted')) findings.push(...(await this.#neverFinishes(world, runs)));
        const isLasting = ({ line }) => final.isClean && final.trace.some((entry) => entry.kind === 'windowMissing' && this.#line(entry) === line);
        return findings.filter((finding) => finding.kind !== 'window-missing' || isLasting(finding));
    }

    /** After all histories. */
    deadCheckpoint() {
        const { there, mattered, savedAt } = this.checkpoint;
        return there > 0 && mattered === 0 ? [{ kind: 'dead-checkpoint', line: savedAt, because: null }] : [];
    }

    #world({ pages, last }) {
        return new World(this.makeProvider({ pages, last }), this.simulation.semantics, this.metadata);
    }

    /** What a first run would store, given the data of now. */
    async #reference(world, number) {
        const { provider } = world;
        const key = JSON.stringify([provider.pages, provider.last, provider.changes, [...provider.sizes]]);
        if (!this.references.has(key)) {
            const fresh = world.fresh();
            const { outcome, trace } = await run(this.simulation, this.program, fresh, number);
            this.references.set(key, { outcome, trace, records: fresh.records });
        }
        return this.references.get(key);
    }

    #failures({ isClean, outcome, trace, error }) {
        const conflicts = trace.filter(({ failed }) => failed instanceof CheckpointConflict);
        const missing = trace.filter(({ kind }) => kind === 'windowMissing');
        const found = [
            ...conflicts.map((entry) => ({ kind: 'checkpoint-conflict', line: this.#line(entry), because: null })),
            ...missing.map((entry) => ({ kind: 'window-missing', line: this.#line(entry), because: null }))
        ];
        if (outcome === 'endless') return [{ kind: 'never-finishes', line: this.#line(trace.at(-1)), because: null }];
        if (isClean && outcome === 'failed' && found.length === 0) return [{ kind: 'fails', line: this.program.line(error ?? {}), because: null, message: error?.message }];
        return found;
    }

    /** What the run deleted, although it is still there, and did not save again. */
    async #falseDeletions({ number, trace }, world, runs) {
        const deletions = trace.filter(({ kind, failed, result }) => ['deleteOutdated', 'delete'].includes(kind) && !failed && result.length > 0);
        if (deletions.length === 0) return [];
        const reference = await this.#reference(world, number);
        if (reference.outcome !== 'done') return [];
        for (const deletion of deletions) {
            const { model, result } = deletion;
            const rows = new Set(this.#rows(world, model));
            const isLost = (id) => !world.records.isLive(model, id) && (reference.records.isLive(model, id) || rows.has(id));
            if (result.some(isLost)) return [{ kind: 'false-deletion', line: this.#line(deletion), because: this.#cause(runs) }];
        }
        return [];
    }

    /** After two runs without fault and change; what a few more such runs mend does not count. */
    async #staleness(final, world, runs) {
        let found = await this.#stale(final, world, runs);
        for (let more = 1; more <= PATIENCE && found.length > 0; more += 1) {
            const number = final.number + more;
            const { outcome } = await run(this.simulation, this.program, world, number);
            if (outcome !== 'done') break;
            const still = await this.#stale({ ...final, number }, world, runs);
            found = found.filter(({ kind }) => still.some((it) => it.kind === kind));
        }
        return found;
    }

    async #stale({ number, trace }, world, runs) {
        const reference = await this.#reference(world, number);
        if (reference.outcome !== 'done') return [];
        const deletions = runs.flatMap((it) => it.trace).filter(({ kind }) => kind === 'deleteOutdated');
        const found = [];
        for (const model of new Set([...Object.keys(this.collections ?? {}), ...world.records.models(), ...reference.records.models()])) {
            const live = world.records.live(model);
            const wanted = reference.records.live(model);
            const rows = this.#rows(world, model);
            const isMissed = [...wanted].some(([id, { hash }]) => !live.has(id) || (this.comparesValues && live.get(id).hash !== hash)) || rows.some((id) => !live.has(id));
            if (isMissed) found.push({ kind: 'missed-data', line: this.#line(trace.find(({ kind }) => kind === 'request')), because: this.#cause(runs) });
            const known = new Set([...wanted.keys(), ...rows]);
            const ended = deletions.find((entry) => entry.model === model);
            if (ended && [...live.keys()].some((id) => !known.has(id))) found.push({ kind: 'missed-deletion', line: this.#line(ended), because: null });
        }
        return found;
    }

    /** The ids that the provider has for a model, as far as it is known where they are. */
    #rows(world, model) {
        const collection = this.collections?.[model];
        return collection ? world.provider.truth(collection) : [];
    }

    /** A run after an interrupted one that asks for everything again, and saves it again. */
    async #lostProgress(it, previous, world) {
        if (previous?.outcome !== 'interrupted' || !it.isClean || it.changes.length > 0) return [];
        const reference = await this.#reference(world, it.number);
        const saved = previous.trace.filter(({ kind }) => kind === 'saveCheckpoint');
        const requests = (trace) => trace.filter(({ kind }) => kind === 'request').length;
        const isMidway = requests(previous.trace) >= 2 && requests(previous.trace) < requests(reference.trace);
        if (saved.length < 2 || !isMidway || !didTheSame(it.trace, reference.trace)) return [];
        return [{ kind: 'lost-progress', line: this.#line(saved.at(-1)), because: null }];
    }

    /** Does the run do anything else than it would without the checkpoint? */
    async #weighCheckpoint({ number, trace }, twin) {
        this.checkpoint.savedAt ??= this.#line(trace.find(({ kind }) => kind === 'saveCheckpoint'));
        if (!twin) return;
        const without = await run(this.simulation, this.program, twin, number, {}, { hideCheckpoint: true });
        this.checkpoint.there += 1;
        if (!didTheSame(without.trace, trace)) this.checkpoint.mattered += 1;
    }

    /** However often it is resumed, there are pages that it never asks for, and records that it never saves. */
    async #neverFinishes(world, runs) {
        const reference = await this.#reference(world, runs.length - 1);
        const requests = ({ trace }) => trace.filter(({ kind }) => kind === 'request').map(({ value }) => value);
        const saves = ({ trace }) => trace.filter(({ kind }) => kind === 'save').flatMap(({ model, value }) => value.map((id) => `${model} ${id}`));
        const covers = (part) => {
            const done = new Set(runs.flatMap(part));
            return part(reference).every((it) => done.has(it));
        };
        if (reference.outcome !== 'done' || covers(requests) || covers(saves)) return [];
        const saved = runs[0].trace.filter(({ kind }) => kind === 'saveCheckpoint');
        return [{ kind: 'never-finishes', line: this.#line(saved.at(-1)), because: null }];
    }

    /** The call that failed, or interrupted, last. */
    #cause(runs) {
        for (const { trace } of runs.toReversed()) {
            const entry = trace.findLast(({ kind, failed }) => failed || kind === 'interrupted');
            if (entry) return this.#line(entry);
        }
        return null;
    }

    #line(entry) {
        return entry?.site ? this.program.line(entry.site) : null;
    }
}
