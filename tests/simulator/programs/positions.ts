// What a checkpoint says and when it is saved: before or after its page, read or not, a position or a point in time.

//- saved-after-batch
//= clean
//> The position behind a page is saved once the page is.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
await nango.trackDeletesStart('Deal');
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    if (!data.has_more) break;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.saveCheckpoint({ page: 1 });
await nango.trackDeletesEnd('Deal');

//- saved-before-batch
//= false-deletion
//> A save that fails, or a run that stops, leaves the position behind a page that nobody has saved.
//: checkpoint page: z.number()
//: twin saved-after-batch
let page = (await nango.getCheckpoint())?.page ?? 1;
await nango.trackDeletesStart('Deal');
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    page = data.has_more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
    await nango.batchSave(data.data, 'Deal');
    if (!data.has_more) break;
}
await nango.trackDeletesEnd('Deal');

//- saved-before-batch-time
//= missed-data
//> The point in time is saved before the rows are: they are not asked for again.
//: checkpoint since: z.string()
//: twin saved-after-batch-time
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
const { data } = await nango.get<Page>({ endpoint: '/all/deals', params: since ? { updated_since: since } : {} });
await nango.saveCheckpoint({ since: startedAt });
await nango.batchSave(data.data, 'Deal');

//- saved-after-batch-time
//= clean
//> The point in time is saved last.
//: checkpoint since: z.string()
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
const { data } = await nango.get<Page>({ endpoint: '/all/deals', params: since ? { updated_since: since } : {} });
await nango.batchSave(data.data, 'Deal');
await nango.saveCheckpoint({ since: startedAt });

//- time-after-swallowed-error
//= missed-data
//> The error is swallowed and the time is saved: what was on the failed page is not asked for again.
//: checkpoint since: z.string()
//: twin time-after-thrown-error
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: since ? { updated_since: since } : {}, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    await nango.log(String(error), { level: 'error' });
}
await nango.saveCheckpoint({ since: startedAt });

//- time-after-thrown-error
//= clean
//> The error ends the run before the time is saved.
//: checkpoint since: z.string()
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: since ? { updated_since: since } : {}, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.saveCheckpoint({ since: startedAt });

//- time-in-finally
//= missed-data
//> `finally` saves the time whether or not the pages were read.
//: checkpoint since: z.string()
//: twin time-after-thrown-error
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: since ? { updated_since: since } : {}, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} finally {
    await nango.saveCheckpoint({ since: startedAt });
}

//- time-saved-every-page
//= missed-data
//> The time of the start is saved on the first page: an interruption there leaves the other pages out for good.
//: checkpoint since: z.string()
//: twin time-after-thrown-error
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: since ? { updated_since: since } : {}, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
    await nango.saveCheckpoint({ since: startedAt });
}

//- newest-row-sorted
//= clean
//> The time of the newest row of a page, where rows come in the order of their changes.
//: checkpoint since: z.string()
let since = (await nango.getCheckpoint())?.since ?? '';
let offset = 0;
let more = true;
const from = since;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { sort: 'updated_at', offset, limit: 2, ...(from && { updated_since: from }) } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    offset += data.data.length;
    const newest = data.data.at(-1)?.updated_at;
    if (newest && newest > since) {
        since = newest;
        await nango.saveCheckpoint({ since });
    }
}

//- newest-row-first
//= missed-data
//> The same where the newest rows come first: what is older is left out after an interruption.
//: checkpoint since: z.string()
//: twin newest-row-sorted
let since = (await nango.getCheckpoint())?.since ?? '';
let offset = 0;
let more = true;
const from = since;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { sort: '-updated_at', offset, limit: 2, ...(from && { updated_since: from }) } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    offset += data.data.length;
    const newest = data.data.map((row) => row.updated_at).sort().at(-1);
    if (newest && newest > since) {
        since = newest;
        await nango.saveCheckpoint({ since });
    }
}

//- time-of-the-end
//= clean
//> Saved as the time when the run ended; changes in between are an hour away here, and the rule is not about them.
//: checkpoint since: z.string()
const since = (await nango.getCheckpoint())?.since;
const { data } = await nango.get<Page>({ endpoint: '/all/deals', params: since ? { updated_since: since } : {} });
await nango.batchSave(data.data, 'Deal');
await nango.saveCheckpoint({ since: new Date().toISOString() });

//- saved-never-read
//= dead-checkpoint lost-progress never-finishes
//> Saved on every page, and no run asks for it.
//: checkpoint page: z.number()
//: twin saved-and-read
let page = 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page = more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
}

//- saved-and-read
//= clean
//> Saved on every page, and read at the start.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page = more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
}

//- read-for-the-log
//= dead-checkpoint lost-progress never-finishes
//> Read, logged, and not used.
//: checkpoint page: z.number()
//: twin saved-and-read
const checkpoint = await nango.getCheckpoint();
await nango.log(`resuming at ${checkpoint?.page ?? 'the start'}`);
let page = 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page = more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
}

//- read-but-other-field
//= dead-checkpoint lost-progress never-finishes
//> What is read is not what is saved.
//: checkpoint page: z.number(), cursor: z.string()
//: twin saved-and-read
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
let page = 0;
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? '';
    page = cursor ? page + 1 : 0;
    await nango.saveCheckpoint({ page, cursor: '' });
} while (cursor);

//- reset-at-the-start
//= dead-checkpoint lost-progress never-finishes
//> Read, and then reset before anything is asked for.
//: checkpoint page: z.number()
//: twin saved-and-read
const checkpoint = await nango.getCheckpoint();
let page = checkpoint && checkpoint.page < 0 ? -checkpoint.page : 1;
await nango.saveCheckpoint({ page });
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page = more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
}

//- saved-at-the-end-only
//= clean
//> A point in time needs no save in between, only patience.
//: checkpoint since: z.string()
const since = (await nango.getCheckpoint())?.since ?? '2020-01-01T00:00:00Z';
const now = new Date().toISOString();
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: { updated_since: since }, paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.saveCheckpoint({ since: now });

//- position-saved-at-the-end
//= missed-data
//> A position that is saved when all is read: the next run begins behind the end.
//: checkpoint offset: z.number()
let offset = (await nango.getCheckpoint())?.offset ?? 0;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
    if (data.data.length === 0) break;
    await nango.batchSave(data.data, 'Deal');
    offset += data.data.length;
}
await nango.saveCheckpoint({ offset });

//- saved-per-record
//= clean
//> A save for each record is slow and safe.
//: checkpoint after: z.string()
let after = (await nango.getCheckpoint())?.after ?? '';
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: after ? { after } : {} });
    for (const row of data.data) {
        await nango.batchSave([row], 'Deal');
        after = row.id;
        await nango.saveCheckpoint({ after });
    }
    if (!data.has_more) break;
}
await nango.saveCheckpoint({ after: '' });

//- accumulated-but-saved
//= missed-data
//> Pages are collected and saved at the end, the position on every page: what was collected before an interruption is gone until the next full run.
//: checkpoint since: z.string(), page: z.number()
const checkpoint = await nango.getCheckpoint();
const since = checkpoint?.since ?? '';
const startedAt = new Date().toISOString();
let page = checkpoint?.page || 1;
const deals: Row[] = [];
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2, ...(since && { updated_since: since }) } });
    deals.push(...data.data);
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ since, page });
}
await nango.batchSave(deals, 'Deal');
await nango.saveCheckpoint({ since: startedAt, page: 0 });

//- accumulated-in-a-window
//= false-deletion
//> The same as a full refresh with a window: collected pages of the interrupted run are deleted.
//: checkpoint page: z.number()
//: twin saved-after-batch
let page = (await nango.getCheckpoint())?.page ?? 1;
await nango.trackDeletesStart('Deal');
const deals: Row[] = [];
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    deals.push(...data.data);
    more = data.has_more;
    page = more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
}
await nango.batchSave(deals, 'Deal');
await nango.trackDeletesEnd('Deal');

//- two-collections-one-checkpoint
//= clean
//> A phase and a page for two models.
//: checkpoint phase: z.string(), page: z.number()
//: models Deal Contact
const checkpoint = await nango.getCheckpoint();
let phase = checkpoint?.phase || 'deals';
let page = checkpoint?.page || 1;
while (phase === 'deals') {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page = data.has_more ? page + 1 : 1;
    phase = data.has_more ? 'deals' : 'contacts';
    await nango.saveCheckpoint({ phase, page });
}
while (phase === 'contacts') {
    const { data } = await nango.get<Page>({ endpoint: '/contacts', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Contact');
    page = data.has_more ? page + 1 : 1;
    phase = data.has_more ? 'contacts' : 'deals';
    await nango.saveCheckpoint({ phase, page });
}

//- two-collections-shared-page
//= missed-data
//> Without the phase the page of one collection is taken for that of the other.
//: checkpoint page: z.number()
//: models Deal Contact
//: twin two-collections-one-checkpoint
let page = (await nango.getCheckpoint())?.page || 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}
more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/contacts', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Contact');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.saveCheckpoint({ page: 1 });

//- filters-fetched-rows
//= clean
//> The checkpoint filters rows that were fetched anyway: all pages are read, few are saved.
//: checkpoint since: z.string()
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page.filter((row) => row.updated_at > since), 'Deal');
}
await nango.saveCheckpoint({ since: startedAt });

//- last-sync-date
//= clean
//> The older way without a checkpoint.
const since = nango.lastSyncDate;
const { data } = await nango.get<Page>({ endpoint: '/all/deals', params: since ? { updated_since: since.toISOString() } : {} });
await nango.batchSave(data.data, 'Deal');

//- last-sync-date-after-interruption
//= dead-checkpoint missed-data
//> An interrupted run counts as a success: its date moves on, its pages do not.
//: checkpoint page: z.number()
//: twin last-sync-date
const since = nango.lastSyncDate;
let page = 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2, ...(since && { updated_since: since.toISOString() }) } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
    await nango.saveCheckpoint({ page });
}

//- not-awaited-save
//= clean
//> Not awaited, and yet the request is made before the run ends; what is wrong with it is said by the compiler.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page = more ? page + 1 : 1;
    await Promise.all([nango.saveCheckpoint({ page }), nango.log('saved')]);
}
