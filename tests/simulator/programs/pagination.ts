// Ways to go through the pages, by hand and with `paginate`.

//- page-number-per-page
//= clean
//> A page number counts pages.
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'page', offset_start_value: 1, offset_calculation_method: 'per-page', limit_name_in_request: 'per_page', limit: 2, response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- page-number-by-rows
//= missed-data
//> Without `per-page` the page number grows by the number of rows.
//: twin page-number-per-page
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'page', offset_start_value: 1, limit_name_in_request: 'per_page', limit: 2, response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- page-number-by-rows-in-window
//= false-deletion missed-data
//> The same in a window: what moves off the pages that are read is deleted.
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'page', offset_start_value: 1, limit_name_in_request: 'per_page', limit: 2, response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- page-number-from-zero
//= clean
//> Page 0 and page 1 are the same page for this API: read twice, nothing is missed.
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'page', offset_calculation_method: 'per-page', limit_name_in_request: 'per_page', limit: 2, response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- row-offset-per-page
//= clean
//> A row offset that grows by one a page reads every row, all but the first and the last twice: it costs requests, not rows.
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', offset_calculation_method: 'per-page', limit_name_in_request: 'limit', limit: 2, response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- page-number-from-two
//= missed-data
//> The first page is left out.
//: twin page-number-per-page
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'page', offset_start_value: 2, offset_calculation_method: 'per-page', limit_name_in_request: 'per_page', limit: 2, response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- row-offset-by-rows
//= clean
//> A row offset counts rows.
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', limit_name_in_request: 'limit', limit: 2, response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- filtered-in-place
//= clean
//> The page is filtered after `paginate` has counted its rows.
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', limit_name_in_request: 'limit', limit: 2, response_path: 'data' } })) {
    const named = page.filter((row) => row.name !== '');
    await nango.batchSave(named, 'Deal');
}

//- by-hand-filtered-count
//= missed-data
//> The end is recognised by the number of active rows.
let page = 1;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    const active = data.data.filter((row) => row.status === 'active');
    await nango.batchSave(data.data, 'Deal');
    await nango.log(`${active.length} active`);
    if (active.length < 2) break;
    page += 1;
}

//- by-hand-fetched-count
//= clean
//> The end is recognised by the number of rows that were fetched.
//: twin by-hand-filtered-count
let page = 1;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    const active = data.data.filter((row) => row.status === 'active');
    await nango.batchSave(data.data, 'Deal');
    await nango.log(`${active.length} active`);
    if (data.data.length < 2) break;
    page += 1;
}

//- first-page-only
//= missed-data
//> One request for a collection with pages.
const { data } = await nango.get<Page>({ endpoint: '/deals', params: { limit: 2 } });
await nango.batchSave(data.data, 'Deal');

//- recursion
//= clean
//> A function that calls itself for the next page.
await nango.trackDeletesStart('Deal');
await readFrom(nango, undefined);
await nango.trackDeletesEnd('Deal');
//+ helpers
async function readFrom(nango: NangoSyncLocal, cursor: string | undefined): Promise<void> {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    if (data.next_cursor) await readFrom(nango, data.next_cursor);
}

//- recursion-not-awaited
//= false-deletion missed-data
//> The next page is not waited for: the window is closed over the first.
//: twin recursion
await nango.trackDeletesStart('Deal');
await readFrom(nango, undefined);
await nango.trackDeletesEnd('Deal');
//+ helpers
async function readFrom(nango: NangoSyncLocal, cursor: string | undefined): Promise<void> {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    if (data.next_cursor) void readFrom(nango, data.next_cursor);
}

//- recursion-swallows
//= false-deletion
//> Every level has its own catch.
await nango.trackDeletesStart('Deal');
await readFrom(nango, undefined);
await nango.trackDeletesEnd('Deal');
//+ helpers
async function readFrom(nango: NangoSyncLocal, cursor: string | undefined): Promise<void> {
    try {
        const { data } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
        await nango.batchSave(data.data, 'Deal');
        if (data.next_cursor) await readFrom(nango, data.next_cursor);
    } catch (error) {
        await nango.log(String(error), { level: 'warn' });
    }
}

//- link-header
//= clean
//> The Link header says where the next page is.
for await (const page of nango.paginate<Row>({ endpoint: '/bare/deals', params: { per_page: 2 }, paginate: { type: 'link', link_rel_in_response_header: 'next' } })) {
    await nango.batchSave(page, 'Deal');
}

//- link-header-other-rel
//= missed-data
//> A relation that the header never has.
//: twin link-header
for await (const page of nango.paginate<Row>({ endpoint: '/bare/deals', params: { per_page: 2 }, paginate: { type: 'link', link_rel_in_response_header: 'following' } })) {
    await nango.batchSave(page, 'Deal');
}

//- cursor-in-body
//= clean
//> A POST whose body carries the cursor.
for await (const page of nango.paginate<Row>({ method: 'POST', endpoint: '/deals', data: { limit: 2 }, paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- cursor-path-missing
//= missed-data
//> The path names nothing in the body: one page, and the end.
//: twin cursor-in-body
for await (const page of nango.paginate<Row>({ method: 'POST', endpoint: '/deals', data: { limit: 2 }, paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'meta.next', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- cursor-name-wrong
//= never-finishes
//> The API does not know the parameter and answers with the first page for ever.
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'cursor', cursor_name_in_request: 'token', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}

//- cursor-never-moves
//= never-finishes
//> The loop asks with the cursor of the start again and again.
const { data: first } = await nango.get<Page>({ endpoint: '/deals' });
await nango.batchSave(first.data, 'Deal');
const cursor = first.next_cursor;
let more = cursor !== null;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { cursor: cursor ?? '' } });
    await nango.batchSave(data.data, 'Deal');
    more = data.data.length > 0;
}

//- page-never-grows
//= never-finishes
//> The page number is never increased.
const page = 1;
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
}

//- swallow-and-retry-for-ever
//= never-finishes
//> A failed page is asked for again, without an end to it.
let page = 1;
let more = true;
while (more) {
    try {
        const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
        await nango.batchSave(data.data, 'Deal');
        more = data.has_more;
        page += 1;
    } catch (error) {
        await nango.log(`once more: ${String(error)}`);
    }
}

//- total-pages
//= clean
//> The first answer says how many pages there are.
await nango.trackDeletesStart('Deal');
let pages = 1;
for (let page = 1; page <= pages; page++) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    pages = data.total_pages;
    await nango.batchSave(data.data, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- total-pages-off-by-one
//= false-deletion missed-data
//> `<` leaves the last page out, and in a window what moves there is deleted.
//: twin total-pages
await nango.trackDeletesStart('Deal');
let pages = 2;
for (let page = 1; page < pages; page++) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    pages = data.total_pages;
    await nango.batchSave(data.data, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- page-cap
//= missed-data
//> Three pages are enough for the developer.
let page = 1;
let more = true;
while (more && page <= 3) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    page += 1;
}

//- page-cap-in-window
//= missed-data false-deletion
//> Rows that move behind the cap are deleted.
await nango.trackDeletesStart('Deal');
const { data } = await nango.get<Page>({ endpoint: '/deals', params: { sort: '-updated_at', limit: 2 } });
await nango.batchSave(data.data, 'Deal');
await nango.trackDeletesEnd('Deal');

//- budget-per-run
//= clean
//> Two pages a run, and the position is kept.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
for (let count = 0; count < 2; count++) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page = data.has_more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
    if (page === 1) break;
}

//- budget-per-run-closes-window
//= false-deletion missed-data
//> Two pages a run, and the window is closed after them.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page ?? 1;
await nango.trackDeletesStart('Deal');
for (let count = 0; count < 2; count++) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page = data.has_more ? page + 1 : 1;
    await nango.saveCheckpoint({ page });
    if (page === 1) break;
}
await nango.trackDeletesEnd('Deal');

//- parallel-pages
//= clean
//> All pages at once, once it is known how many there are.
await nango.trackDeletesStart('Deal');
const { data: first } = await nango.get<Page>({ endpoint: '/deals', params: { page: 1, per_page: 2 } });
const rest = Array.from({ length: Math.max(0, first.total_pages - 1) }, (_, at) => at + 2);
const answers = await Promise.all(rest.map((page) => nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } })));
await nango.batchSave([...first.data, ...answers.flatMap(({ data }) => data.data)], 'Deal');
await nango.trackDeletesEnd('Deal');

//- for-each-async
//= clean
//> `forEach` does not wait for its callbacks; they end before the next request does here, and are said to be wrong by another rule.
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    page.forEach(async (row) => {
        await nango.batchSave([row], 'Deal');
    });
}

//- for-each-async-in-window
//= false-deletion
//> The details are not waited for: when the window is closed nothing has been saved.
await nango.trackDeletesStart('Deal');
const { data } = await nango.get<Page>({ endpoint: '/all/deals' });
data.data.forEach(async (row) => {
    const details = await nango.get<Row>({ endpoint: `/deals/${row.id}` });
    await nango.batchSave([details.data], 'Deal');
});
await nango.trackDeletesEnd('Deal');

//- on-page-late-token
//= missed-data false-deletion
//> `on_page` runs after the body: the body saves the token of the page before, and after the last page that one stays.
//: checkpoint token: z.string()
//: twin on-page-saves-itself
let next = (await nango.getCheckpoint())?.token ?? '';
await nango.trackDeletesStart('Deal');
const config: ProxyConfiguration = {
    endpoint: '/deals',
    ...(next ? { params: { cursor: next } } : {}),
    paginate: {
        type: 'cursor',
        cursor_name_in_request: 'cursor',
        cursor_path_in_response: 'next_cursor',
        response_path: 'data',
        on_page: async ({ nextPageParam }) => {
            next = String(nextPageParam ?? '');
        }
    }
};
for await (const page of nango.paginate<Row>(config)) {
    await nango.batchSave(page, 'Deal');
    await nango.saveCheckpoint({ token: next });
}
await nango.trackDeletesEnd('Deal');

//- on-page-saves-itself
//= clean
//> Saved in `on_page`, after the page was.
//: checkpoint token: z.string()
const token = (await nango.getCheckpoint())?.token ?? '';
await nango.trackDeletesStart('Deal');
const config: ProxyConfiguration = {
    endpoint: '/deals',
    ...(token ? { params: { cursor: token } } : {}),
    paginate: {
        type: 'cursor',
        cursor_name_in_request: 'cursor',
        cursor_path_in_response: 'next_cursor',
        response_path: 'data',
        on_page: async ({ nextPageParam }) => {
            await nango.saveCheckpoint({ token: typeof nextPageParam === 'string' ? nextPageParam : '' });
        }
    }
};
for await (const page of nango.paginate<Row>(config)) {
    await nango.batchSave(page, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- on-page-offset-just-used
//= lost-progress missed-data
//> In offset mode `on_page` gets the offset just used, never undefined: the reset never happens.
//: checkpoint page: z.number()
//: twin on-page-offset-counted
let page: number | undefined = (await nango.getCheckpoint())?.page;
const config: ProxyConfiguration = {
    endpoint: '/deals',
    paginate: {
        type: 'offset',
        offset_name_in_request: 'page',
        offset_start_value: page || 1,
        offset_calculation_method: 'per-page',
        limit_name_in_request: 'per_page',
        limit: 2,
        response_path: 'data',
        on_page: async ({ nextPageParam }) => {
            page = typeof nextPageParam === 'number' ? nextPageParam : undefined;
        }
    }
};
for await (const rows of nango.paginate<Row>(config)) {
    await nango.batchSave(rows, 'Deal');
    await nango.saveCheckpoint({ page: page ?? 0 });
}

//- on-page-offset-counted
//= clean
//> The loop counts for itself and resets behind itself.
//: checkpoint page: z.number()
let page = (await nango.getCheckpoint())?.page || 1;
for await (const rows of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'page', offset_start_value: page, offset_calculation_method: 'per-page', limit_name_in_request: 'per_page', limit: 2, response_path: 'data' } })) {
    await nango.batchSave(rows, 'Deal');
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.saveCheckpoint({ page: 1 });

//- on-page-without-limit
//= clean
//> Without a limit every page is followed by `on_page`, the last one too.
const seen: unknown[] = [];
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data', on_page: async ({ nextPageParam }) => void seen.push(nextPageParam) } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.log(`${seen.length} pages`);

//- paginate-config-shared
//= missed-data
//> One object of parameters for two collections: `paginate` writes the cursor into it, and the last one of the first collection stays for the second.
//: models Deal Contact
const params: Record<string, string> = {};
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params, paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
for await (const page of nango.paginate<Row>({ endpoint: '/contacts', params, paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
    await nango.batchSave(page, 'Contact');
}

//- paginate-config-fresh
//= clean
//> Parameters of their own.
//: models Deal Contact
//: twin paginate-config-shared
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: {}, paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
for await (const page of nango.paginate<Row>({ endpoint: '/contacts', params: {}, paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
    await nango.batchSave(page, 'Contact');
}
