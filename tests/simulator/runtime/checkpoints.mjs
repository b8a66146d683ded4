// The checkpoints of one connection, and what a run remembers of them.
//
// Follows NangoHQ/nango, packages/shared/lib/services/checkpoints/checkpoints.ts (the rows),
// packages/persist/lib/routes/…/checkpoint/*.ts (409 where a version differs) and
// packages/runner/lib/sdk/checkpointing.ts (the run's side).
import { PersistError } from './records.mjs';

/** checkpoints.ts CHECKPOINT_MAX_FIELDS, CHECKPOINT_STRING_VALUE_MAX_LENGTH. */
const MAX_FIELDS = 16;
const MAX_LENGTH = 4000;

/** A version that is not the expected one, or nothing to delete. */
export class CheckpointConflict extends PersistError {}

export class CheckpointRows {
    /** key → { checkpoint, version, deleted } */
    #rows = new Map();

    constructor(semantics) {
        this.semantics = semantics;
    }

    /** The row, a deleted one too, or nothing. */
    get(key) {
        return this.#rows.get(key);
    }

    /** The value under this key, or null. */
    value(key) {
        const row = this.#rows.get(key);
        return row && !row.deleted ? row.checkpoint : null;
    }

    /** checkpoints.ts `upsertCheckpoint`: creates, or updates (and revives) the row of the expected version. */
    put(key, checkpoint, expectedVersion) {
        const values = Object.values(checkpoint);
        if (values.length > MAX_FIELDS || values.some((value) => typeof value === 'string' && value.length > MAX_LENGTH)) {
            throw new PersistError('invalid_checkpoint_format');
        }
        const row = this.#rows.get(key);
        if (row && row.version !== expectedVersion) throw new CheckpointConflict('checkpoint_conflict');
        const fresh = { checkpoint, version: row ? row.version + 1 : 1, deleted: false };
        this.#rows.set(key, fresh);
        return fresh;
    }

    /** checkpoints.ts `deleteCheckpoint`: a live row of the expected version, or a conflict. */
    delete(key, expectedVersion) {
        const row = this.#rows.get(key);
        if (!row || row.deleted || row.version !== expectedVersion) {
            if (this.semantics.clearNeedsNoRow) return;
            throw new CheckpointConflict('checkpoint_conflict');
        }
        this.#rows.set(key, { ...row, version: row.version + 1, deleted: true });
    }

    /** Forgets a row for good, as only a full resync does (`hardDeleteCheckpoints`). */
    forget(key) {
        this.#rows.delete(key);
    }

    clone() {
        const copy = new CheckpointRows(this.semantics);
        copy.#rows = new Map(this.#rows);
        return copy;
    }
}

/** runner `Checkpointing`: keeps the version last read or written, for optimistic locking. */
export class Checkpointing {
    #known = new Map();

    constructor(rows, validate) {
        this.rows = rows;
        this.validate = validate;
    }

    get(key) {
        const row = this.rows.get(key);
        this.#known.set(key, row?.version ?? 1);
        return row && !row.deleted ? { ...row.checkpoint } : null;
    }

    save(key, checkpoint) {
        const version = this.#version(key);
        const row = this.rows.put(key, this.validate(JSON.parse(JSON.stringify(checkpoint))), version);
        this.#known.set(key, row.version);
    }

    /** Afterwards the version is unknown, so that a second clear, or a save, reads it again. */
    clear(key) {
        this.rows.delete(key, this.#version(key));
        this.#known.delete(key);
    }

    #version(key) {
        if (!this.#known.has(key)) this.get(key);
        return this.#known.get(key);
    }
}
