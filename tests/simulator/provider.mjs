// An API that any small sync can read: collections under `/deals` or `/projects/project-1/tasks`, page after page, in whichever way the
// query or the body asks for: page number, offset, cursor, Link header, URL of the next page.
//
// A row is { id, name, updated_at, status, email }. Below `/all` there is but one page, below `/bare` the body is the list of rows. What a page holds is said by the request alone; the data only by what happened
// before (`changes`), so that two providers with the same past answer alike.

/** The parameters that APIs use, by what they mean. */
const SIZE = ['limit', 'per_page', 'page_size', 'pageSize', 'size', 'first', 'count', 'maxResults', 'max_results', '$top', 'top', 'pagelen', 'rows'];
const PAGE = ['page', 'page_number', 'pageNumber', 'page[number]', 'p'];
const OFFSET = ['offset', 'skip', 'start', 'startAt', '$skip', 'from'];
const CURSOR = ['cursor', 'page_token', 'pageToken', 'after', 'starting_after', 'next_token', 'continuation', 'page[after]', 'bookmark'];
const SINCE = ['updated_since', 'updated_after', 'modified_since', 'modified_after', 'since', 'updated_min', 'updatedAfter'];

const DEFAULT_SIZE = 2;
/** The page size of collections below `/all`, which are not paginated. */
const EVERYTHING = 1_000_000;
const MINUTE = 60_000;
/** When the simulation begins; a run comes every hour. */
const EPOCH = Date.UTC(2026, 0, 1);
export const HOUR = 60 * MINUTE;
export const timeOf = (run) => EPOCH + run * HOUR;

/** What can happen to the data between two runs. */
export const CHANGES = {
    /** A row more, at the end. */
    grow: (rows, time, row) => [...rows, row((rows.at(-1)?.serial ?? 0) + 1, time)],
    /** The first row and the last are changed. */
    touch: (rows, time) => rows.map((it, at) => (at === 0 || at === rows.length - 1 ? { ...it, name: `${it.name}'`, updated: time } : it)),
    /** The second row is deleted. */
    shrink: (rows) => rows.filter((_, at) => at !== 1),
    /** Everything is deleted. */
    empty: () => [],
    /** Only the first page stays. */
    'one-page': (rows, _time, _row, size) => rows.slice(0, size)
};

export class Provider {
    /** `pages` of full pages, of which the last lacks a row where `last` is `short`. */
    constructor({ pages, last }) {
        this.pages = pages;
        this.last = last;
        /** Pairs of a change and when it happened. */
        this.changes = [];
        /** Page size by collection, as the first request had it. */
        this.sizes = new Map();
        this.known = new Map();
    }

    change(name, time) {
        this.changes.push([name, time]);
        this.known.clear();
    }

    clone() {
        const copy = new Provider(this);
        copy.changes = [...this.changes];
        copy.sizes = new Map(this.sizes);
        return copy;
    }

    /** { status, data, headers } for the configuration of a request, as the SDK hands it over. */
    answer({ endpoint, params, data, baseUrlOverride }) {
        const url = new URL(endpoint, 'https://api.example.com');
        const asked = { ...Object.fromEntries(url.searchParams), ...parameters(params), ...(data && typeof data === 'object' ? data : {}) };
        if (baseUrlOverride && !URL.canParse(baseUrlOverride)) return refuse(400);
        const path = url.pathname.split('/').filter(Boolean);
        if (isId(path.at(-1))) return this.#single(path);
        if (!this.#parentExists(path)) return refuse(404);
        return this.#list(path, asked, url.pathname);
    }

    /** The ids of the rows of all collections with that name which were read, as far as their parents are still there. */
    truth(collection) {
        const keys = [...this.sizes.keys()].map((key) => key.split('/')).filter((path) => path.at(-1) === collection && this.#parentExists(path));
        return keys.flatMap((path) => this.rows(path)).map(({ id }) => id);
    }

    /** The rows of a collection as they are now. */
    rows(path) {
        const key = path.join('/');
        if (!this.known.has(key)) this.known.set(key, this.#rows(path, this.sizes.get(key) ?? DEFAULT_SIZE));
        return this.known.get(key);
    }

    #rows(path, size) {
        const isChild = path.some(isId);
        const row = (serial, updated) => makeRow(path, serial, updated);
        const count = rowCount(isChild ? Math.min(this.pages, 2) : this.pages, size, this.last);
        let rows = Array.from({ length: count }, (_, at) => row(at + 1, timeOf(0) - (count - at) * MINUTE));
        for (const [name, time] of this.changes) rows = CHANGES[name](rows, time, row, size);
        return rows;
    }

    #single(path) {
        const found = this.#parentExists(path.slice(0, -1)) && this.rows(path.slice(0, -1)).find(({ id }) => id === path.at(-1));
        return found ? { status: 200, data: shown(found), headers: {} } : refuse(404);
    }

    #parentExists(path) {
        const at = path.findLastIndex(isId);
        return at < 1 || (this.#parentExists(path.slice(0, at)) && this.rows(path.slice(0, at)).some(({ id }) => id === path[at]));
    }

    #list(path, asked, pathname) {
        const key = path.join('/');
        const wanted = Number(first(asked, SIZE));
        const size = path.includes('all') ? EVERYTHING : wanted >= 1 ? Math.floor(wanted) : DEFAULT_SIZE;
        if (!this.sizes.has(key)) this.sizes.set(key, Math.min(size, wanted || DEFAULT_SIZE)) && this.known.delete(key);

        const since = first(asked, SINCE);
        if (since !== undefined && Number.isNaN(Date.parse(since))) return refuse(400);
        let rows = this.rows(path);
        if (since !== undefined) rows = rows.filter(({ updated }) => updated >= Date.parse(since));
        if (asked.sort === 'updated_at') rows = rows.toSorted((a, b) => a.updated - b.updated);
        if (asked.sort === '-updated_at') rows = rows.toSorted((a, b) => b.updated - a.updated);

        const start = startOf(asked, rows, size);
        if (start === undefined) return refuse(400);
        const shownRows = rows.slice(start, start + size);
        const hasMore = start + size < rows.length;
        const token = hasMore ? `after-${shownRows.at(-1).serial}` : null;
        const next = hasMore ? `https://api.example.com${pathname}?${nextQuery(asked, token)}` : null;
        const list = shownRows.map(shown);
        const body = {
            data: list, next_cursor: token, next, has_more: hasMore, next_page: hasMore ? Math.floor(start / size) + 2 : null,
            total: rows.length, total_pages: Math.ceil(rows.length / size), paging: { next: token ? { after: token } : undefined }
        };
        // APIs that answer with the bare rows say the rest in headers.
        return { status: 200, data: path.includes('bare') ? list : body, headers: next ? { link: `<${next}>; rel="next"` } : {} };
    }
}

function rowCount(pages, size, last) {
    if (pages === 0) return 0;
    return Math.max(1, pages * size - (last === 'short' ? 1 : 0));
}

function makeRow(path, serial, updated) {
    const parent = path.findLast(isId);
    const collection = path.at(-1).replace(/s$/, '');
    const id = `${parent ? `${parent}-` : ''}${collection}-${serial}`;
    return { id, serial, updated, name: `${collection} ${serial}` };
}

/** A row as the API shows it: a new object, for the program may change it. */
function shown({ id, name, updated, serial }) {
    return { id, name, updated_at: new Date(updated).toISOString(), status: serial % 3 === 0 ? 'archived' : 'active', email: `${id}@example.com` };
}

/** Where the page begins in the rows; nothing for what an API would refuse. */
function startOf(asked, rows, size) {
    const cursor = first(asked, CURSOR);
    if (cursor !== undefined) {
        // A cursor stands behind a row, whatever became of that row; the id of a row serves too.
        const serial = Number(/-(\d+)$/.exec(String(cursor))?.[1]);
        if (!/^[a-z]/.test(String(cursor)) || Number.isNaN(serial)) return undefined;
        const at = rows.findIndex((row) => row.serial > serial);
        return at === -1 ? rows.length : at;
    }
    const page = first(asked, PAGE);
    if (page !== undefined) return Number.isNaN(Number(page)) ? undefined : (Math.max(Number(page), 1) - 1) * size;
    const offset = first(asked, OFFSET);
    if (offset !== undefined) return Number(offset) >= 0 ? Number(offset) : undefined;
    return 0;
}

/** The value of the first of these parameters that says something. */
function first(asked, names) {
    const name = names.find((it) => asked[it] !== undefined && asked[it] !== null && asked[it] !== '');
    return name === undefined ? undefined : asked[name];
}

function nextQuery(asked, token) {
    const rest = Object.entries(asked).filter(([name]) => ![...CURSOR, ...PAGE, ...OFFSET].includes(name));
    return new URLSearchParams([...rest.map(([name, value]) => [name, String(value)]), ['cursor', token]]).toString();
}

function parameters(params) {
    if (params === undefined || params === null) return {};
    return typeof params === 'string' ? Object.fromEntries(new URLSearchParams(params)) : params;
}

const isId = (segment) => /-\d+$/.test(segment ?? '');
const refuse = (status) => ({ status, data: { error: 'refused' }, headers: {} });
