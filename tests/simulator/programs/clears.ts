// What a full refresh does with its checkpoint when it is through: cleared or reset, on which paths, before or after the window is closed.

//- save-every-page-then-clear
//= clean
//> Saved on every page, so that there is always a row to clear.
//: checkpoint cursor: z.string()
let next: string | null = (await nango.getCheckpoint())?.cursor ?? '';
for (;;) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: next ? { cursor: next } : {} });
    await nango.batchSave(data.data, 'Deal');
    next = data.next_cursor ?? '';
    await nango.saveCheckpoint({ cursor: next });
    if (!next) break;
}
await nango.clearCheckpoint();

//- guarded-save-then-clear
//= checkpoint-conflict
//> One page: nothing was saved, and there is nothing to clear.
//: checkpoint cursor: z.string()
//: twin save-every-page-then-clear
let cursor = (await nango.getCheckpoint())?.cursor || undefined;
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? undefined;
    if (cursor) await nango.saveCheckpoint({ cursor });
} while (cursor);
await nango.clearCheckpoint();

//- break-before-save
//= checkpoint-conflict
//> The last page leaves the loop before its checkpoint.
//: checkpoint page: z.number()
//: twin break-after-save
let page = (await nango.getCheckpoint())?.page ?? 1;
while (true) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    if (data.data.length < 2) break;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.clearCheckpoint();

//- break-after-save
//= clean
//> The last page is saved too.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
while (true) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page += 1;
    await nango.saveCheckpoint({ page });
    if (data.data.length < 2) break;
}
await nango.clearCheckpoint();

//- save-in-else
//= checkpoint-conflict
//> The save stands in the other branch of the test for a short page.
//: checkpoint offset: z.number()
let offset = (await nango.getCheckpoint())?.offset ?? 0;
let done = false;
while (!done) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
    await nango.batchSave(data.data, 'Deal');
    offset += data.data.length;
    if (data.data.length < 2) {
        done = true;
    } else {
        await nango.saveCheckpoint({ offset });
    }
}
await nango.clearCheckpoint();

//- guard-by-other-name
//= checkpoint-conflict
//> The guard is called `more` and is computed first.
//: checkpoint offset: z.number()
let offset = (await nango.getCheckpoint())?.offset ?? 0;
let more: boolean;
do {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    offset += data.data.length;
    more && (await nango.saveCheckpoint({ offset }));
} while (more);
await nango.clearCheckpoint();

//- guard-always-true
//= clean
//> The guard looks like one, and is always true.
//: checkpoint offset: z.number()
//: twin guard-by-other-name
let offset = (await nango.getCheckpoint())?.offset ?? 0;
let more: boolean;
do {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    offset += data.data.length;
    if (offset >= 0) await nango.saveCheckpoint({ offset });
} while (more);
await nango.clearCheckpoint();

//- clear-guarded-by-saved-flag
//= clean
//> The clear asks whether anything was saved.
//: checkpoint cursor: z.string()
//: twin guarded-save-then-clear
const checkpoint = await nango.getCheckpoint();
let cursor = checkpoint?.cursor || undefined;
let saved = checkpoint !== null;
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? undefined;
    if (cursor) {
        await nango.saveCheckpoint({ cursor });
        saved = true;
    }
} while (cursor);
if (saved) await nango.clearCheckpoint();

//- clear-guarded-by-get
//= clean
//> The clear asks the checkpoint itself.
//: checkpoint cursor: z.string()
let cursor = (await nango.getCheckpoint())?.cursor || undefined;
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? undefined;
    if (cursor) await nango.saveCheckpoint({ cursor });
} while (cursor);
if (await nango.getCheckpoint()) await nango.clearCheckpoint();

//- clear-guarded-by-old-checkpoint
//= false-deletion
//> Asks what was there at the start of the run: the cursor of the last page stays, and every other run reads that page alone.
//: checkpoint cursor: z.string()
await nango.trackDeletesStart('Deal');
const checkpoint = await nango.getCheckpoint();
let cursor = checkpoint?.cursor || undefined;
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? undefined;
    if (cursor) await nango.saveCheckpoint({ cursor });
} while (cursor);
if (checkpoint) await nango.clearCheckpoint();
await nango.trackDeletesEnd('Deal');

//- clear-in-last-page-branch
//= checkpoint-conflict
//> Cleared where the last page is seen: with one page there is no row yet.
//: checkpoint cursor: z.string()
let cursor = (await nango.getCheckpoint())?.cursor || undefined;
let done = false;
while (!done) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    if (data.next_cursor) {
        cursor = data.next_cursor;
        await nango.saveCheckpoint({ cursor });
    } else {
        await nango.clearCheckpoint();
        done = true;
    }
}

//- clear-caught
//= checkpoint-conflict
//> The conflict is swallowed, and so nobody sees it; it is there on every run of one page.
//: checkpoint cursor: z.string()
let cursor = (await nango.getCheckpoint())?.cursor || undefined;
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? undefined;
    if (cursor) await nango.saveCheckpoint({ cursor });
} while (cursor);
await nango.clearCheckpoint().catch(() => undefined);

//- clear-without-save
//= checkpoint-conflict
//> Nothing is ever saved.
//: checkpoint cursor: z.string()
await nango.getCheckpoint();
const { data } = await nango.get<Page>({ endpoint: '/all/deals' });
await nango.batchSave(data.data, 'Deal');
await nango.clearCheckpoint();

//- clear-first
//= checkpoint-conflict
//> A clean start by clearing: there is no row on the first run, nor on any other.
//: checkpoint page: z.number()
await nango.clearCheckpoint();
let page = 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
}

//- clear-twice
//= checkpoint-conflict
//> In the loop and behind it.
//: checkpoint cursor: z.string()
//: twin save-every-page-then-clear
let next: string | null = (await nango.getCheckpoint())?.cursor ?? '';
for (;;) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: next ? { cursor: next } : {} });
    await nango.batchSave(data.data, 'Deal');
    next = data.next_cursor ?? '';
    await nango.saveCheckpoint({ cursor: next });
    if (!next) {
        await nango.clearCheckpoint();
        break;
    }
}
await nango.clearCheckpoint();

//- clear-then-save
//= clean
//> A save brings a cleared row back: the version is read again.
//: checkpoint cursor: z.string()
let next: string | null = (await nango.getCheckpoint())?.cursor ?? '';
for (;;) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: next ? { cursor: next } : {} });
    await nango.batchSave(data.data, 'Deal');
    next = data.next_cursor ?? '';
    await nango.saveCheckpoint({ cursor: next });
    if (!next) break;
}
await nango.clearCheckpoint();
await nango.saveCheckpoint({ cursor: '' });

//- paginate-clear-empty-first-page
//= checkpoint-conflict
//> `paginate` yields nothing where the first page is empty: nothing was saved.
//: checkpoint offset: z.number()
let offset = (await nango.getCheckpoint())?.offset ?? 0;
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', offset_start_value: offset, response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
    offset += page.length;
    await nango.saveCheckpoint({ offset });
}
await nango.clearCheckpoint();

//- paginate-link-clear
//= clean
//> In link mode an empty first page is yielded, and the loop runs once.
//: checkpoint page: z.number()
//: twin paginate-clear-empty-first-page
let number = (await nango.getCheckpoint())?.page ?? 1;
for await (const page of nango.paginate<Row>({ endpoint: `/deals?page=${number}`, paginate: { type: 'link', link_path_in_response_body: 'next', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
    number += 1;
    await nango.saveCheckpoint({ page: number });
}
await nango.clearCheckpoint();

//- on-page-guarded-save
//= checkpoint-conflict
//> `on_page` saves where there is a next page only.
//: checkpoint cursor: z.string()
const cursor = (await nango.getCheckpoint())?.cursor;
const config: ProxyConfiguration = {
    endpoint: '/deals',
    ...(cursor ? { params: { cursor } } : {}),
    paginate: {
        type: 'cursor',
        cursor_name_in_request: 'cursor',
        cursor_path_in_response: 'next_cursor',
        response_path: 'data',
        on_page: async ({ nextPageParam }) => {
            if (typeof nextPageParam === 'string') await nango.saveCheckpoint({ cursor: nextPageParam });
        }
    }
};
for await (const page of nango.paginate<Row>(config)) {
    await nango.batchSave(page, 'Deal');
}
await nango.clearCheckpoint();

//- on-page-saves-always
//= checkpoint-conflict
//> `on_page` saves after every page; only a connection without any rows has nothing to clear.
//: checkpoint cursor: z.string()
const cursor = (await nango.getCheckpoint())?.cursor;
const config: ProxyConfiguration = {
    endpoint: '/deals',
    ...(cursor ? { params: { cursor } } : {}),
    paginate: {
        type: 'cursor',
        cursor_name_in_request: 'cursor',
        cursor_path_in_response: 'next_cursor',
        response_path: 'data',
        on_page: async ({ nextPageParam }) => {
            await nango.saveCheckpoint({ cursor: typeof nextPageParam === 'string' ? nextPageParam : '' });
        }
    }
};
for await (const page of nango.paginate<Row>(config)) {
    await nango.batchSave(page, 'Deal');
}
await nango.clearCheckpoint();

//- clear-then-end
//= clean
//> Cleared before the window is closed: stopped in between, the next run reads everything again in the same window.
//: checkpoint cursor: z.string()
await nango.trackDeletesStart('Deal');
let next: string | null = (await nango.getCheckpoint())?.cursor ?? '';
for (;;) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: next ? { cursor: next } : {} });
    await nango.batchSave(data.data, 'Deal');
    next = data.next_cursor ?? '';
    await nango.saveCheckpoint({ cursor: next });
    if (!next) break;
}
await nango.clearCheckpoint();
await nango.trackDeletesEnd('Deal');

//- end-then-clear
//= clean
//> The other order, with a checkpoint whose last value starts over anyway: nothing is lost.
//: checkpoint cursor: z.string()
await nango.trackDeletesStart('Deal');
let next: string | null = (await nango.getCheckpoint())?.cursor ?? '';
for (;;) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: next ? { cursor: next } : {} });
    await nango.batchSave(data.data, 'Deal');
    next = data.next_cursor ?? '';
    await nango.saveCheckpoint({ cursor: next });
    if (!next) break;
}
await nango.trackDeletesEnd('Deal');
await nango.clearCheckpoint();

//- end-then-clear-position
//= false-deletion
//> Stopped between the two, the position of the last page stays: the next run opens a window behind it.
//: checkpoint page: z.number()
//: twin clear-position-then-end
let page = (await nango.getCheckpoint())?.page ?? 1;
await nango.trackDeletesStart('Deal');
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.trackDeletesEnd('Deal');
await nango.clearCheckpoint();

//- clear-position-then-end
//= clean
//> Cleared first.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
await nango.trackDeletesStart('Deal');
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.clearCheckpoint();
await nango.trackDeletesEnd('Deal');

//- end-then-clear-start-skipped
//= window-missing
//> The start is skipped on a resume: stopped between end and clear, no later run has a window to close.
//: checkpoint page: z.number()
//: twin clear-position-then-end
const checkpoint = await nango.getCheckpoint();
let page = checkpoint?.page ?? 1;
if (!checkpoint) await nango.trackDeletesStart('Deal');
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.trackDeletesEnd('Deal');
await nango.clearCheckpoint();

//- end-then-reset
//= false-deletion
//> Reset by a save behind the end: the same gap.
//: checkpoint page: z.number()
//: twin reset-then-end
let page = (await nango.getCheckpoint())?.page ?? 1;
await nango.trackDeletesStart('Deal');
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.trackDeletesEnd('Deal');
await nango.saveCheckpoint({ page: 1 });

//- reset-then-end
//= clean
//> Reset first.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
await nango.trackDeletesStart('Deal');
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.saveCheckpoint({ page: 1 });
await nango.trackDeletesEnd('Deal');

//- conflict-keeps-window-open
//= checkpoint-conflict
//> With one page the clear fails before the end: the window is never closed.
//: checkpoint cursor: z.string()
await nango.trackDeletesStart('Deal');
let cursor = (await nango.getCheckpoint())?.cursor || undefined;
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? undefined;
    if (cursor) await nango.saveCheckpoint({ cursor });
} while (cursor);
await nango.clearCheckpoint();
await nango.trackDeletesEnd('Deal');

//- clear-in-finally
//= checkpoint-conflict lost-progress never-finishes
//> Whatever happened is forgotten, also where the run was interrupted.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
try {
    let more = true;
    while (more) {
        const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
        await nango.batchSave(data.data, 'Deal');
        more = data.has_more;
        page += 1;
        await nango.saveCheckpoint({ page });
    }
} finally {
    await nango.clearCheckpoint();
}

//- reset-to-empty-string
//= clean
//> `''` is the way to start over.
//: checkpoint cursor: z.string()
await nango.trackDeletesStart('Deal');
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? '';
    await nango.saveCheckpoint({ cursor });
} while (cursor);
await nango.trackDeletesEnd('Deal');

//- reset-to-zero
//= clean
//> An offset of 0 starts over.
//: checkpoint offset: z.number()
//: twin no-reset-offset
await nango.trackDeletesStart('Deal');
let offset = (await nango.getCheckpoint())?.offset ?? 0;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
    await nango.batchSave(data.data, 'Deal');
    offset += data.data.length;
    if (!data.has_more) break;
    await nango.saveCheckpoint({ offset });
}
await nango.saveCheckpoint({ offset: 0 });
await nango.trackDeletesEnd('Deal');

//- no-reset-offset
//= false-deletion missed-data
//> The position behind the last row stays: the next run sees nothing and deletes everything.
//: checkpoint offset: z.number()
await nango.trackDeletesStart('Deal');
let offset = (await nango.getCheckpoint())?.offset ?? 0;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
    await nango.batchSave(data.data, 'Deal');
    offset += data.data.length;
    await nango.saveCheckpoint({ offset });
    if (!data.has_more) break;
}
await nango.trackDeletesEnd('Deal');

//- no-reset-without-window
//= missed-data
//> The same without a window: what changes behind the position is never seen again.
//: checkpoint offset: z.number()
let offset = (await nango.getCheckpoint())?.offset ?? 0;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
    await nango.batchSave(data.data, 'Deal');
    offset += data.data.length;
    await nango.saveCheckpoint({ offset });
    if (!data.has_more) break;
}

//- no-reset-start-skipped
//= window-missing
//> The start belongs to fresh runs, and no run is fresh any more.
//: checkpoint page: z.number()
const checkpoint = await nango.getCheckpoint();
if (!checkpoint) await nango.trackDeletesStart('Deal');
let page = checkpoint?.page ?? 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.trackDeletesEnd('Deal');

//- wraps-past-the-end
//= clean
//> An empty page behind the end starts over in the same run.
//: checkpoint page: z.number()
await nango.trackDeletesStart('Deal');
let page = (await nango.getCheckpoint())?.page ?? 1;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page = data.has_more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
    if (page === 1) break;
}
await nango.trackDeletesEnd('Deal');

//- phase-switch
//= clean
//> A phase in the checkpoint is reset as the last thing before the window is closed.
//: checkpoint phase: z.string(), page: z.number()
await nango.trackDeletesStart('Deal');
const checkpoint = await nango.getCheckpoint();
let page = checkpoint?.phase === 'reading' ? checkpoint.page : 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ phase: more ? 'reading' : 'done', page });
}
await nango.trackDeletesEnd('Deal');

//- done-flag-never-reset
//= missed-data
//> `done` is written once and nobody reads anything afterwards.
//: checkpoint page: z.number(), done: z.boolean()
//: twin phase-switch
const checkpoint = await nango.getCheckpoint();
if (checkpoint?.done) return;
let page = checkpoint?.page ?? 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page, done: !more });
}

//- kinds-but-the-last
//= clean
//> Three kinds of deals, one after the other: behind all but the last one a position is saved, so two are.
//: checkpoint kind: z.number()
const kinds = ['open', 'won', 'lost'];
let kind = (await nango.getCheckpoint())?.kind ?? 0;
while (kind < kinds.length) {
    for await (const deals of nango.paginate<Row>({ endpoint: '/deals', params: { kind: kinds[kind]! }, paginate: { type: 'cursor', cursor_path_in_response: 'next_cursor', cursor_name_in_request: 'cursor', response_path: 'data' } })) {
        await nango.batchSave(deals, 'Deal');
    }
    kind += 1;
    if (kind < kinds.length) await nango.saveCheckpoint({ kind });
}
await nango.clearCheckpoint();

//- one-kind-but-the-last
//= checkpoint-conflict
//> The only kind is the last one, behind which nothing is saved.
//: checkpoint kind: z.number()
//: twin kinds-but-the-last
const kinds = ['open'];
let kind = (await nango.getCheckpoint())?.kind ?? 0;
while (kind < kinds.length) {
    for await (const deals of nango.paginate<Row>({ endpoint: '/deals', params: { kind: kinds[kind]! }, paginate: { type: 'cursor', cursor_path_in_response: 'next_cursor', cursor_name_in_request: 'cursor', response_path: 'data' } })) {
        await nango.batchSave(deals, 'Deal');
    }
    kind += 1;
    if (kind < kinds.length) await nango.saveCheckpoint({ kind });
}
await nango.clearCheckpoint();

//- clear-what-was-refused
//= clean
//> Cleared where the provider refuses the cursor: then there was one.
//: checkpoint cursor: z.string()
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
try {
    do {
        const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
        await nango.batchSave(data.data, 'Deal');
        cursor = data.next_cursor ?? '';
        await nango.saveCheckpoint({ cursor });
    } while (cursor);
} catch (error: any) {
    if (error?.response?.data?.code === 'INVALID_CURSOR') await nango.clearCheckpoint();
    throw error;
}

//- clear-whatever-fails
//= checkpoint-conflict lost-progress never-finishes
//> Cleared whatever fails, the first request of the first run and an interruption too.
//: checkpoint cursor: z.string()
//: twin clear-what-was-refused
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
try {
    do {
        const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
        await nango.batchSave(data.data, 'Deal');
        cursor = data.next_cursor ?? '';
        await nango.saveCheckpoint({ cursor });
    } while (cursor);
} catch (error) {
    await nango.clearCheckpoint();
    throw error;
}
