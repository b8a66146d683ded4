// What a sync is handed as `nango`: Nango's own base class (requests, `paginate`, aborting and interrupting, metadata), and below it
// our records, checkpoints and provider.
//
// Follows `NangoSyncRunner` of NangoHQ/nango, packages/runner/lib/sdk/sdk.ts, method by method.
import { isDeepStrictEqual } from 'node:util';
import { CheckpointConflict, Checkpointing } from './checkpoints.mjs';
import { PersistError } from './records.mjs';

/** sdk.ts `batchSize`: more records than that go in several requests. */
const BATCH_SIZE = 1000;
/** The key of `getCheckpointKey({ type: 'sync', … })`; there is one sync. */
export const CHECKPOINT_KEY = 'sync:simulated:base';
const windowKey = (model) => `${CHECKPOINT_KEY}:trackDeletes:${model}`;

/** More operations than any of our programs needs to read five pages twice over. */
export const MOST_OPERATIONS = 400;

/**
 * The class of syncs on top of `NangoSyncBase` of the CLI's `@nangohq/runner-sdk`.
 *
 * `run` is one execution: { job, world: { records, checkpoints, provider, metadata }, faults, semantics, trace, models }. The trace gets an
 * entry for each operation: { kind, model, value, result, site, failed }: `result` is the ids of deleted records, `site.stack` leads to the caller.
 */
export function syncClass({ NangoSyncBase, validateCheckpoint }) {
    return class SimulatedSync extends NangoSyncBase {
        constructor(run, provider) {
            const abort = new AbortController();
            super({
                connectionId: 'connection', environmentId: 1, environmentName: 'dev', team: { id: 1 }, providerConfigKey: provider, provider,
                runnerFlags: {}, activityLogId: 'log', scriptType: 'sync', isCLI: false, syncId: 'sync', nangoConnectionId: 1,
                syncJobId: run.job, syncConfig: { sync_name: 'simulated', models: run.models }, lastSyncDate: run.lastSyncDate, abortSignal: abort.signal
            });
            this.run = run;
            this.abort = abort;
            this.checkpointing = new Checkpointing(run.world.checkpoints, validateCheckpoint);
            this.count = { request: 0, persist: 0, save: 0 };
            const { metadata } = run.world;
            this.nango = {
                userAgent: 'simulator',
                getConnection: () => ({ metadata: { ...metadata.value }, connection_config: {}, credentials: { type: 'API_KEY', apiKey: '' }, connection_id: 'connection' }),
                setMetadata: (_key, _connection, value) => void (metadata.value = { ...value }),
                updateMetadata: (_key, _connection, value) => void (metadata.value = { ...metadata.value, ...value }),
                getIntegration: () => ({ data: {} })
            };
        }

        async proxy(config) {
            this.throwIfAbortedOrKilled();
            return this.#operation('request', { value: `${config.method ?? 'GET'} ${config.endpoint} ${JSON.stringify([config.params, config.data])}` }, () => {
                const { request } = this.run.faults;
                if (request && (request.at === this.count.request || request.at === 'all')) throw providerFailure(request.status, config);
                const answer = this.run.world.provider.answer(config);
                if (answer.status >= 400) throw providerFailure(answer.status, config);
                return { ...answer, config, statusText: 'OK' };
            });
        }

        async log() {
            this.throwIfAbortedOrKilled();
        }

        async batchSave(records, model) {
            return this.#batch('save', records, model, (batch) => this.run.world.records.upsert(model, batch, this.syncJobId));
        }

        async batchUpdate(records, model) {
            return this.#batch('update', records, model, (batch) => this.run.world.records.update(model, batch, this.syncJobId));
        }

        async batchDelete(records, model) {
            return this.#batch('delete', records, model, (batch) => {
                const { records: rows } = this.run.world;
                const wasLive = batch.map(({ id }) => String(id)).filter((id) => rows.isLive(model, id));
                rows.upsert(model, batch, this.syncJobId, { softDelete: true });
                return wasLive;
            });
        }

        async setMergingStrategy() {
            this.throwIfAbortedOrKilled();
        }

        async deleteRecordsFromPreviousExecutions(model) {
            this.throwIfAbortedOrKilled();
            const deletedKeys = await this.#operation('deleteOutdated', { model }, () => this.run.world.records.deleteOutdated(model, this.syncJobId));
            return { deletedKeys };
        }

        /** Keeps the row of an unfinished window: a resumed run goes on with it. */
        async trackDeletesStart(model) {
            this.throwIfAbortedOrKilled();
            const stored = this.checkpointing.get(windowKey(model));
            if (stored !== null && !this.run.semantics.startOpensAnew) return;
            await this.#operation('open', { model }, () => this.checkpointing.save(windowKey(model), { syncJobId: this.syncJobId }));
        }

        /** Deletes what has no mark since the window was opened, and then the row, in two requests. */
        async trackDeletesEnd(model) {
            this.throwIfAbortedOrKilled();
            const stored = this.checkpointing.get(windowKey(model));
            if (stored === null && !this.run.semantics.endNeedsNoWindow) {
                const site = new Error();
                this.run.trace.push({ kind: 'windowMissing', model, site });
                throw new Error(`No track deletes starting point found for model '${model}'.`);
            }
            const generation = stored?.syncJobId ?? this.syncJobId;
            const deletedKeys = await this.#operation('deleteOutdated', { model }, () => this.run.world.records.deleteOutdated(model, generation));
            if (stored !== null) await this.#operation('close', { model }, () => this.checkpointing.clear(windowKey(model)));
            return { deletedKeys };
        }

        async getCheckpoint() {
            this.throwIfAbortedOrKilled();
            const site = new Error();
            const value = this.run.hideCheckpoint ? this.#hidden() : this.checkpointing.get(CHECKPOINT_KEY);
            this.run.trace.push({ kind: 'getCheckpoint', value, site });
            return value;
        }

        /** Writes first: an interrupted run has saved. */
        async saveCheckpoint(checkpoint) {
            this.count.save += 1;
            const isLast = this.count.save === this.run.faults.interruptAtSave;
            if (isLast) this.lifecycle = { interruptAfter: new Date(0), killAfter: new Date(8.64e15) };
            await this.#operation('saveCheckpoint', { value: checkpoint }, () => this.checkpointing.save(CHECKPOINT_KEY, checkpoint));
            this.throwIfAbortedOrKilled();
            if (isLast) this.run.trace.push({ kind: 'interrupted', site: this.run.trace.at(-1).site });
            this.throwIfInterrupted();
        }

        async clearCheckpoint() {
            this.throwIfAbortedOrKilled();
            await this.#operation('clearCheckpoint', {}, () => this.checkpointing.clear(CHECKPOINT_KEY));
        }

        async getRecordsByIds(ids, model) {
            this.throwIfAbortedOrKilled();
            const live = this.run.world.records.live(model);
            return new Map(ids.filter((id) => live.has(String(id))).map((id) => [id, live.get(String(id)).value]));
        }

        async *listRecords(model) {
            for (const { value } of this.run.world.records.live(model).values()) {
                this.throwIfAbortedOrKilled();
                yield value;
            }
        }

        async tryAcquireLock() {
            this.throwIfAbortedOrKilled();
            return true;
        }

        async releaseLock() {
            return true;
        }

        async releaseAllLocks() {}

        async triggerAction() {
            throw new Error('no action is simulated');
        }

        async triggerSync() {
            throw new Error('no sync is simulated');
        }

        async uncontrolledFetch() {
            throw new Error('no network is simulated');
        }

        async #batch(kind, records, model, write) {
            this.throwIfAbortedOrKilled();
            if (!records || records.length === 0) return true;
            if (!this.run.models.includes(model)) throw new PersistError(`The model '${model}' is not included in the declared sync models: ${this.run.models.join(', ')}.`);
            // What crosses the wire is JSON.
            const sent = JSON.parse(JSON.stringify(this.removeMetadata(records)));
            for (let at = 0; at < sent.length; at += BATCH_SIZE) {
                const batch = sent.slice(at, at + BATCH_SIZE);
                await this.#operation(kind, { model, value: batch.map(({ id }) => id) }, () => write(batch));
            }
            return true;
        }

        /** Does `work` unless a fault is planned for this operation, and notes what came of it. */
        async #operation(kind, about, work) {
            const { faults, trace } = this.run;
            const entry = { kind, ...about, site: new Error() };
            trace.push(entry);
            if (trace.length > MOST_OPERATIONS) await this.run.exhausted(entry);
            const isRequest = kind === 'request';
            this.count[isRequest ? 'request' : 'persist'] += 1;
            try {
                if (!isRequest && faults.persist === this.count.persist) throw new PersistError('the persist service failed');
                return (entry.result = work());
            } catch (error) {
                entry.failed = error;
                // checkpointing.ts wraps what persist answers.
                if (error instanceof CheckpointConflict) throw new Error(`Error ${kind === 'saveCheckpoint' ? 'saving' : 'deleting'} checkpoint: ${error.message}`);
                throw error;
            } finally {
                if (faults.stopAfter === this.count.request + this.count.persist) this.abort.abort();
            }
        }

        /** For the twin that shows what a checkpoint is good for: the version is known, the value is not. */
        #hidden() {
            this.checkpointing.get(CHECKPOINT_KEY);
            return null;
        }
    };
}

/** As axios fails: with a response, or without one after a timeout. */
function providerFailure(status, config) {
    const isTimeout = status === 'timeout';
    const error = new Error(isTimeout ? 'timeout of 60000ms exceeded' : `Request failed with status code ${status}`);
    const response = { status, data: { error: 'refused' }, headers: {}, config };
    return Object.assign(error, { name: 'AxiosError', isAxiosError: true, code: isTimeout ? 'ECONNABORTED' : 'ERR_BAD_RESPONSE' }, isTimeout ? {} : { status, response });
}

/** Whether two traces asked the provider for the same and saved the same. */
export function didTheSame(one, other) {
    const done = (trace) => trace.filter(({ kind }) => ['request', 'save', 'update', 'delete', 'deleteOutdated'].includes(kind)).map(({ kind, model, value }) => [kind, model, value]);
    return isDeepStrictEqual(done(one), done(other));
}
