// The records of one connection, as far as a sync can tell: rows by model and id, and in which generation each was last seen.
//
// Follows NangoHQ/nango, packages/records/lib/stores/postgres/postgres.ts and packages/persist/lib/records.ts; a generation is
// the id of the sync's job. Left out: encryption, counts, billing, pruning, and the merging strategy that guards against
// webhooks, since nobody but the sync writes here.

/** A call that the persist service refuses. */
export class PersistError extends Error {}

export class Records {
    /** model → id → { hash, value, deleted, seen }: `seen` is the newest generation whose entry in `records_seen` names it. */
    #models = new Map();

    constructor(semantics) {
        this.semantics = semantics;
    }

    /** postgres.ts `upsert`, `insertSeenEntry`: every row of the batch is marked as seen, the unchanged ones too. */
    upsert(model, records, generation, { softDelete = false } = {}) {
        const rows = this.#rows(model);
        for (const [id, value] of withoutDuplicates(records)) {
            rows.set(id, { hash: JSON.stringify(value), value, deleted: softDelete, seen: generation });
        }
    }

    /** postgres.ts `update`, `getRecordsToUpdate`: only live rows whose hash differs are written, and only what is written is marked as seen. */
    update(model, records, generation) {
        const rows = this.#rows(model);
        for (const [id, value] of withoutDuplicates(records)) {
            const row = rows.get(id);
            const hash = JSON.stringify(value);
            if (!row || row.deleted || row.hash === hash) continue;
            rows.set(id, { hash, value: { ...row.value, ...value }, deleted: false, seen: generation });
        }
    }

    /** postgres.ts `deleteOutdatedRecords`: live rows without a mark of this generation or a newer one. */
    deleteOutdated(model, generation) {
        const deleted = [];
        for (const [id, row] of this.#rows(model)) {
            const isSeen = this.semantics.anyMarkCounts ? row.seen > 0 : row.seen >= generation;
            if (row.deleted || isSeen) continue;
            row.deleted = true;
            deleted.push(id);
        }
        return deleted;
    }

    /** What the customer would be given: the live rows, by id. */
    live(model) {
        return new Map([...this.#rows(model)].filter(([, row]) => !row.deleted));
    }

    isLive(model, id) {
        return this.#rows(model).get(id)?.deleted === false;
    }

    models() {
        return [...this.#models.keys()];
    }

    clone() {
        const copy = new Records(this.semantics);
        for (const [model, rows] of this.#models) copy.#models.set(model, new Map([...rows].map(([id, row]) => [id, { ...row }])));
        return copy;
    }

    #rows(model) {
        if (!this.#models.has(model)) this.#models.set(model, new Map());
        return this.#models.get(model);
    }
}

/** Pairs of id and record. persist `recordsRequestParser` and records `formatRecords` say what an id is; of two with the same the first stays. */
function withoutDuplicates(records) {
    const byId = new Map();
    for (const record of records) {
        const id = record?.id;
        const isId = (typeof id === 'string' && id.length > 0 && id.length <= 255) || (typeof id === 'number' && id !== 0);
        if (!isId) throw new PersistError('missing or invalid id in record');
        if (!byId.has(String(id))) byId.set(String(id), record);
    }
    return byId;
}
