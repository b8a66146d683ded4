// Where the window is closed, and what had failed before. Sections are read by `sections.mjs`.

//- last-statement
//= clean
//> A failed page ends the run before the window is closed; the next run goes on with the same window.
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- finally
//= false-deletion
//> A failed page closes the window all the same, and everything behind it counts as deleted.
//: twin last-statement
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'cursor', cursor_name_in_request: 'cursor', cursor_path_in_response: 'next_cursor', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} finally {
    await nango.trackDeletesEnd('Deal');
}

//- finally-guarded-by-started
//= false-deletion
//> The flag says that the window is open, not that everything was read.
//: twin finally-guarded-by-success
let started = false;
try {
    await nango.trackDeletesStart('Deal');
    started = true;
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} finally {
    if (started) {
        await nango.trackDeletesEnd('Deal');
    }
}

//- finally-guarded-by-success
//= clean
//> The flag is set where everything was read.
let complete = false;
try {
    await nango.trackDeletesStart('Deal');
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
    complete = true;
} finally {
    if (complete) {
        await nango.trackDeletesEnd('Deal');
    }
}

//- finally-only-logs
//= clean
//> What stands in `finally` does not touch the window.
await nango.trackDeletesStart('Deal');
let saved = 0;
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
        saved += page.length;
    }
} finally {
    await nango.log(`saved ${saved} deals`);
}
await nango.trackDeletesEnd('Deal');

//- catch-logs-then-end
//= false-deletion
//> The error is logged, the window is closed after it.
//: twin catch-rethrows
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'link', link_path_in_response_body: 'next', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    await nango.log(`could not read deals: ${String(error)}`, { level: 'error' });
}
await nango.trackDeletesEnd('Deal');

//- catch-rethrows
//= clean
//> Logged and thrown again.
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'link', link_path_in_response_body: 'next', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    await nango.log(`could not read deals: ${String(error)}`, { level: 'error' });
    throw error;
}
await nango.trackDeletesEnd('Deal');

//- catch-returns
//= clean
//> The run ends in silence, and the window stays open.
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'link', link_path_in_response_body: 'next', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    await nango.log(`could not read deals: ${String(error)}`, { level: 'error' });
    return;
}
await nango.trackDeletesEnd('Deal');

//- end-in-catch
//= false-deletion
//> Closing in `catch` closes after a failure only.
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    await nango.trackDeletesEnd('Deal');
    throw error;
}

//- end-inside-try
//= clean
//> The end belongs to the tried statements: a failed page skips it.
//: twin end-after-swallowing-try
try {
    await nango.trackDeletesStart('Deal');
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
    await nango.trackDeletesEnd('Deal');
} catch (error) {
    await nango.log(String(error), { level: 'error' });
}

//- end-after-swallowing-try
//= false-deletion
//> The end stands behind a `try` that swallows.
try {
    await nango.trackDeletesStart('Deal');
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    await nango.log(String(error), { level: 'error' });
}
await nango.trackDeletesEnd('Deal');

//- swallow-around-batch-save
//= false-deletion
//> Not the fetch but the save is swallowed: its records have no mark.
//: twin last-statement
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    try {
        await nango.batchSave(page, 'Deal');
    } catch (error) {
        await nango.log(`page not saved: ${String(error)}`, { level: 'warn' });
    }
}
await nango.trackDeletesEnd('Deal');

//- swallow-per-page
//= false-deletion
//> Each page has its own `try`; the loop stops at the failed one and closes the window.
let offset = 0;
let more = true;
await nango.trackDeletesStart('Deal');
while (more) {
    try {
        const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
        await nango.batchSave(data.data, 'Deal');
        offset += data.data.length;
        more = data.has_more;
    } catch {
        more = false;
    }
}
await nango.trackDeletesEnd('Deal');

//- failed-flag
//= clean
//> The catch remembers that something failed, and the end asks.
//: twin swallow-per-page
let offset = 0;
let more = true;
let failed = false;
await nango.trackDeletesStart('Deal');
while (more) {
    try {
        const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
        await nango.batchSave(data.data, 'Deal');
        offset += data.data.length;
        more = data.has_more;
    } catch {
        failed = true;
        more = false;
    }
}
if (!failed) {
    await nango.trackDeletesEnd('Deal');
}

//- retry-then-give-up
//= false-deletion
//> Three attempts, then the page is left out.
await nango.trackDeletesStart('Deal');
let page: number | null = 1;
while (page !== null) {
    let answer: Page | undefined;
    for (let attempt = 0; attempt < 3 && !answer; attempt++) {
        try {
            answer = (await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } })).data;
        } catch {
            await nango.log('once more');
        }
    }
    if (!answer) break;
    await nango.batchSave(answer.data, 'Deal');
    page = answer.next_page;
}
await nango.trackDeletesEnd('Deal');

//- retry-then-throw
//= clean
//> Three attempts, then the run fails.
//: twin retry-then-give-up
await nango.trackDeletesStart('Deal');
let page: number | null = 1;
while (page !== null) {
    let answer: Page | undefined;
    for (let attempt = 0; attempt < 3 && !answer; attempt++) {
        try {
            answer = (await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } })).data;
        } catch {
            await nango.log('once more');
        }
    }
    if (!answer) throw new Error('no answer after three attempts');
    await nango.batchSave(answer.data, 'Deal');
    page = answer.next_page;
}
await nango.trackDeletesEnd('Deal');

//- promise-catch
//= false-deletion
//> `.catch` with an empty page instead of the error.
//: twin promise-catch-rethrows
await nango.trackDeletesStart('Deal');
let page: number | null = 1;
while (page !== null) {
    const answer: { data: Page } | null = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } }).catch(() => null);
    if (!answer) break;
    await nango.batchSave(answer.data.data, 'Deal');
    page = answer.data.next_page;
}
await nango.trackDeletesEnd('Deal');

//- promise-catch-rethrows
//= clean
//> `.catch` that throws another error.
await nango.trackDeletesStart('Deal');
let page: number | null = 1;
while (page !== null) {
    const answer: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } }).catch((error: unknown) => {
        throw new Error(`page ${page}: ${String(error)}`);
    });
    await nango.batchSave(answer.data.data, 'Deal');
    page = answer.data.next_page;
}
await nango.trackDeletesEnd('Deal');

//- not-found-means-empty
//= clean
//> Only a 404 is taken for an empty collection; everything else is thrown.
//: twin every-error-means-empty
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status;
    if (status !== 404) throw error;
}
await nango.trackDeletesEnd('Deal');

//- every-error-means-empty
//= false-deletion
//> The status is looked at for the log only.
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status;
    if (status !== 404) await nango.log(`status ${status}`, { level: 'error' });
}
await nango.trackDeletesEnd('Deal');

//- server-errors-swallowed
//= false-deletion
//> Client errors are thrown, errors of the server are not; a failure without an answer is none of either.
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    const status = (error as { response?: { status?: number } }).response?.status ?? 0;
    if (status >= 400 && status < 500) throw error;
}
await nango.trackDeletesEnd('Deal');

//- rate-limit-swallowed
//= false-deletion
//> A 429 ends the loop early and the window is closed.
await nango.trackDeletesStart('Deal');
let cursor: string | null = '';
while (cursor !== null) {
    try {
        const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
        await nango.batchSave(data.data, 'Deal');
        cursor = data.next_cursor;
    } catch (error) {
        if ((error as { response?: { status?: number } }).response?.status === 429) break;
        throw error;
    }
}
await nango.trackDeletesEnd('Deal');

//- children-swallowed
//= false-deletion
//> A project whose tasks cannot be read loses them.
//: models Task
//: twin children-rethrown
await nango.trackDeletesStart('Task');
for await (const projects of nango.paginate<Row>({ endpoint: '/projects', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    for (const project of projects) {
        try {
            const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
            await nango.batchSave(data.data, 'Task');
        } catch {
            await nango.log(`no tasks of ${project.id}`, { level: 'warn' });
        }
    }
}
await nango.trackDeletesEnd('Task');

//- children-rethrown
//= clean
//> A project whose tasks cannot be read fails the run, unless it is gone.
//: models Task
await nango.trackDeletesStart('Task');
for await (const projects of nango.paginate<Row>({ endpoint: '/projects', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    for (const project of projects) {
        try {
            const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
            await nango.batchSave(data.data, 'Task');
        } catch (error) {
            if ((error as { response?: { status?: number } }).response?.status === 404) continue;
            throw error;
        }
    }
}
await nango.trackDeletesEnd('Task');

//- details-swallowed-but-saved
//= clean
//> Where the details are missing the row of the list is saved, under the same id.
//: twin details-swallowed
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    const deals = [];
    for (const row of page) {
        try {
            const { data } = await nango.get<Row>({ endpoint: `/deals/${row.id}` });
            deals.push(data);
        } catch {
            deals.push(row);
        }
    }
    await nango.batchSave(deals, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- details-swallowed
//= false-deletion
//> Where the details are missing nothing is saved.
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    const deals = [];
    for (const row of page) {
        try {
            const { data } = await nango.get<Row>({ endpoint: `/deals/${row.id}` });
            deals.push(data);
        } catch {
            await nango.log(`no details of ${row.id}`);
        }
    }
    await nango.batchSave(deals, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- all-settled
//= false-deletion
//> `allSettled` turns failed fetches into nothing.
//: models Task
//: twin promise-all
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
const answers = await Promise.allSettled(projects.data.map((project) => nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` })));
for (const answer of answers) {
    if (answer.status === 'fulfilled') await nango.batchSave(answer.value.data.data, 'Task');
}
await nango.trackDeletesEnd('Task');

//- promise-all
//= clean
//> `all` fails with the first failed fetch.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
const answers = await Promise.all(projects.data.map((project) => nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` })));
for (const { data } of answers) {
    await nango.batchSave(data.data, 'Task');
}
await nango.trackDeletesEnd('Task');

//- fails-only-when-nothing-came
//= false-deletion
//> The flag stops the end when every fetch failed; one failure is enough to delete.
//: models Task
let succeeded = 0;
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
        succeeded += 1;
    } catch {
        await nango.log('skipped', { level: 'warn' });
    }
}
if (succeeded > 0 || projects.data.length === 0) {
    await nango.trackDeletesEnd('Task');
}

//- errors-collected-then-thrown
//= clean
//> Errors are collected, and thrown before the window is closed.
//: models Task
//: twin fails-only-when-nothing-came
const errors: unknown[] = [];
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch (error) {
        errors.push(error);
    }
}
if (errors.length > 0) throw new Error(`${errors.length} projects failed`);
await nango.trackDeletesEnd('Task');

//- swallowing-helper
//= false-deletion
//> The helper answers with no rows where the request failed.
//: twin throwing-helper
await nango.trackDeletesStart('Deal');
for (let page = 1; ; page++) {
    const rows = await readPage(nango, page);
    if (rows.length === 0) break;
    await nango.batchSave(rows, 'Deal');
}
await nango.trackDeletesEnd('Deal');
//+ helpers
async function readPage(nango: NangoSyncLocal, page: number): Promise<Row[]> {
    try {
        const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
        return data.data;
    } catch {
        return [];
    }
}

//- throwing-helper
//= clean
//> The helper lets the error through.
await nango.trackDeletesStart('Deal');
for (let page = 1; ; page++) {
    const rows = await readPage(nango, page);
    if (rows.length === 0) break;
    await nango.batchSave(rows, 'Deal');
}
await nango.trackDeletesEnd('Deal');
//+ helpers
async function readPage(nango: NangoSyncLocal, page: number): Promise<Row[]> {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    return data.data;
}

//- finally-with-checkpoint
//= false-deletion
//> A graceful interruption is an error too: it closes the window in the middle of the pages.
//: checkpoint cursor: z.string()
const cursor = (await nango.getCheckpoint())?.cursor || undefined;
if (!cursor) await nango.trackDeletesStart('Deal');
try {
    let next: string | null = cursor ?? '';
    while (next !== null) {
        const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: next ? { cursor: next } : {} });
        await nango.batchSave(data.data, 'Deal');
        next = data.next_cursor;
        await nango.saveCheckpoint({ cursor: next ?? '' });
    }
} finally {
    await nango.trackDeletesEnd('Deal');
}

//- interruption-swallowed
//= false-deletion
//> The catch around the page swallows the interruption as well, and so every run closes its window over half of the pages.
//: checkpoint cursor: z.string()
let next: string | null = (await nango.getCheckpoint())?.cursor ?? '';
await nango.trackDeletesStart('Deal');
while (next !== null) {
    try {
        const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: next ? { cursor: next } : {} });
        await nango.batchSave(data.data, 'Deal');
        next = data.next_cursor;
        await nango.saveCheckpoint({ cursor: next ?? '' });
    } catch {
        break;
    }
}
await nango.trackDeletesEnd('Deal');

//- early-return-on-empty
//= clean
//> Nothing on the first page: returning leaves the deletions of a now empty collection for ever, but nothing is lost.
await nango.trackDeletesStart('Deal');
let offset = 0;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { offset, limit: 2 } });
    if (data.data.length === 0) break;
    await nango.batchSave(data.data, 'Deal');
    offset += data.data.length;
}
await nango.trackDeletesEnd('Deal');

//- early-return-before-end
//= missed-deletion
//> An emptied collection returns before the window is closed: its records stay for ever.
//: twin early-return-on-empty
await nango.trackDeletesStart('Deal');
const { data: first } = await nango.get<Page>({ endpoint: '/all/deals' });
if (first.data.length === 0) return;
await nango.batchSave(first.data, 'Deal');
await nango.trackDeletesEnd('Deal');

//- previous-executions
//= clean
//> The older call, behind everything.
//: twin previous-executions-swallowed
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.deleteRecordsFromPreviousExecutions('Deal');

//- previous-executions-swallowed
//= false-deletion
//> The older call after a swallowed error.
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    await nango.log(String(error));
}
await nango.deleteRecordsFromPreviousExecutions('Deal');

//- previous-executions-with-checkpoint
//= false-deletion
//> It knows only the marks of its own run: after an interruption what the run before had saved is deleted.
//: checkpoint cursor: z.string()
let next: string | null = (await nango.getCheckpoint())?.cursor ?? '';
while (next !== null) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: next ? { cursor: next } : {} });
    await nango.batchSave(data.data, 'Deal');
    next = data.next_cursor;
    await nango.saveCheckpoint({ cursor: next ?? '' });
}
await nango.deleteRecordsFromPreviousExecutions('Deal');
