// The same calls behind functions of the same file, under other names.

//- saves-in-helper
//= clean
//> The helper reads and saves, the sync opens and closes.
await nango.trackDeletesStart('Deal');
await copyDeals(nango);
await nango.trackDeletesEnd('Deal');
//+ helpers
async function copyDeals(client: NangoSyncLocal): Promise<void> {
    for await (const page of client.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await client.batchSave(page, 'Deal');
    }
}

//- swallows-in-helper
//= false-deletion
//> The helper keeps the error to itself.
//: twin saves-in-helper
await nango.trackDeletesStart('Deal');
await copyDeals(nango);
await nango.trackDeletesEnd('Deal');
//+ helpers
async function copyDeals(client: NangoSyncLocal): Promise<void> {
    try {
        for await (const page of client.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
            await client.batchSave(page, 'Deal');
        }
    } catch (error) {
        await client.log(String(error), { level: 'error' });
    }
}

//- helper-answers-success
//= clean
//> The helper says whether it worked, and the sync asks.
//: twin swallows-in-helper
await nango.trackDeletesStart('Deal');
if (await copyDeals(nango)) await nango.trackDeletesEnd('Deal');
//+ helpers
async function copyDeals(client: NangoSyncLocal): Promise<boolean> {
    try {
        for await (const page of client.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
            await client.batchSave(page, 'Deal');
        }
        return true;
    } catch (error) {
        await client.log(String(error), { level: 'error' });
        return false;
    }
}

//- helper-answers-unheard
//= false-deletion
//> The helper says whether it worked, and nobody listens.
//: twin helper-answers-success
await nango.trackDeletesStart('Deal');
await copyDeals(nango);
await nango.trackDeletesEnd('Deal');
//+ helpers
async function copyDeals(client: NangoSyncLocal): Promise<boolean> {
    try {
        for await (const page of client.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
            await client.batchSave(page, 'Deal');
        }
        return true;
    } catch (error) {
        await client.log(String(error), { level: 'error' });
        return false;
    }
}

//- window-in-helper
//= false-deletion
//> A helper that wraps work in a window closes it in `finally`.
//: twin window-in-helper-after
await inWindow(nango, async () => {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
});
//+ helpers
async function inWindow(n: NangoSyncLocal, work: () => Promise<void>): Promise<void> {
    await n.trackDeletesStart('Deal');
    try {
        await work();
    } finally {
        await n.trackDeletesEnd('Deal');
    }
}

//- window-in-helper-after
//= clean
//> A helper that wraps work in a window closes it behind the work.
await inWindow(nango, async () => {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
});
//+ helpers
async function inWindow(n: NangoSyncLocal, work: () => Promise<void>): Promise<void> {
    await n.trackDeletesStart('Deal');
    await work();
    await n.trackDeletesEnd('Deal');
}

//- end-in-helper-finally
//= false-deletion
//> The end hides in a function that the `finally` calls.
await nango.trackDeletesStart('Deal');
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} finally {
    await finish(nango);
}
//+ helpers
const finish = async (sdk: NangoSyncLocal) => {
    await sdk.trackDeletesEnd('Deal');
};

//- clear-in-helper
//= checkpoint-conflict
//> The guard is here, the clear is there.
//: checkpoint cursor: z.string()
//: twin reset-in-helper
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? '';
    if (cursor) await nango.saveCheckpoint({ cursor });
} while (cursor);
await startOver(nango);
//+ helpers
async function startOver(sdk: NangoSyncLocal): Promise<void> {
    await sdk.clearCheckpoint();
}

//- reset-in-helper
//= clean
//> The helper resets by a save.
//: checkpoint cursor: z.string()
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? '';
    if (cursor) await nango.saveCheckpoint({ cursor });
} while (cursor);
await startOver(nango);
//+ helpers
async function startOver(sdk: NangoSyncLocal): Promise<void> {
    await sdk.saveCheckpoint({ cursor: '' });
}

//- position-in-helper
//= clean
//> Read and written through functions.
//: checkpoint page: z.number()
let page = await position(nango);
await nango.trackDeletesStart('Deal');
while (page > 0) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page = data.has_more ? page + 1 : 0;
    await remember(nango, page);
}
await nango.trackDeletesEnd('Deal');
//+ helpers
async function position(n: NangoSyncLocal): Promise<number> {
    return (await n.getCheckpoint())?.page || 1;
}
async function remember(n: NangoSyncLocal, page: number): Promise<void> {
    await n.saveCheckpoint({ page });
}

//- position-in-helper-before-batch
//= false-deletion
//> The helper remembers the next page before this one is saved.
//: checkpoint page: z.number()
//: twin position-in-helper
let page = (await nango.getCheckpoint())?.page || 1;
await nango.trackDeletesStart('Deal');
while (page > 0) {
    const { rows, next } = await readAndRemember(nango, page);
    await nango.batchSave(rows, 'Deal');
    page = next;
}
await nango.trackDeletesEnd('Deal');
//+ helpers
async function readAndRemember(n: NangoSyncLocal, page: number): Promise<{ rows: Row[]; next: number }> {
    const { data } = await n.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    const next = data.has_more ? page + 1 : 0;
    await n.saveCheckpoint({ page: next });
    return { rows: data.data, next };
}

//- generator-helper
//= clean
//> A generator of pages of one's own.
await nango.trackDeletesStart('Deal');
for await (const rows of pages(nango)) {
    await nango.batchSave(rows, 'Deal');
}
await nango.trackDeletesEnd('Deal');
//+ helpers
async function* pages(sdk: NangoSyncLocal): AsyncGenerator<Row[]> {
    let cursor = '';
    do {
        const { data }: { data: Page } = await sdk.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
        yield data.data;
        cursor = data.next_cursor ?? '';
    } while (cursor);
}

//- generator-helper-swallows
//= false-deletion
//> The generator ends where a request fails.
//: twin generator-helper
await nango.trackDeletesStart('Deal');
for await (const rows of pages(nango)) {
    await nango.batchSave(rows, 'Deal');
}
await nango.trackDeletesEnd('Deal');
//+ helpers
async function* pages(sdk: NangoSyncLocal): AsyncGenerator<Row[]> {
    let cursor = '';
    do {
        let answer: { data: Page };
        try {
            answer = await sdk.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
        } catch {
            return;
        }
        yield answer.data.data;
        cursor = answer.data.next_cursor ?? '';
    } while (cursor);
}

//- mapped-children
//= clean
//> Children are read in a callback of `map`, and waited for.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
await Promise.all(projects.data.map(async (project) => saveTasks(nango, project.id)));
await nango.trackDeletesEnd('Task');
//+ helpers
async function saveTasks(sdk: NangoSyncLocal, project: string): Promise<void> {
    const { data } = await sdk.get<Page>({ endpoint: `/all/projects/${project}/tasks` });
    await sdk.batchSave(data.data, 'Task');
}

//- mapped-children-swallow
//= false-deletion
//> The callback of `map` has the catch.
//: models Task
//: twin mapped-children
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
await Promise.all(projects.data.map((project) => saveTasks(nango, project.id).catch(() => undefined)));
await nango.trackDeletesEnd('Task');
//+ helpers
async function saveTasks(sdk: NangoSyncLocal, project: string): Promise<void> {
    const { data } = await sdk.get<Page>({ endpoint: `/all/projects/${project}/tasks` });
    await sdk.batchSave(data.data, 'Task');
}

//- safe-wrapper
//= false-deletion
//> A wrapper that turns every failure into a fallback.
//: twin saves-in-helper
await nango.trackDeletesStart('Deal');
let page = 1;
for (;;) {
    const answer = await orElse(() => nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } }), undefined);
    await nango.batchSave(answer?.data.data ?? [], 'Deal');
    if (!answer?.data.has_more) break;
    page += 1;
}
await nango.trackDeletesEnd('Deal');
//+ helpers
async function orElse<T>(work: () => Promise<T>, fallback: T | undefined): Promise<T | undefined> {
    try {
        return await work();
    } catch {
        return fallback;
    }
}

//- step-by-step
//= clean
//> A state machine: each step says which one comes next.
//: checkpoint step: z.string(), page: z.number()
const saved = await nango.getCheckpoint();
let step = saved?.step || 'open';
let page = saved?.page || 1;
while (step !== 'done') {
    switch (step) {
        case 'open':
            await nango.trackDeletesStart('Deal');
            step = 'read';
            break;
        case 'read': {
            const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
            await nango.batchSave(data.data, 'Deal');
            page = data.has_more ? page + 1 : 1;
            step = data.has_more ? 'read' : 'close';
            break;
        }
        default:
            await nango.saveCheckpoint({ step: '', page: 1 });
            await nango.trackDeletesEnd('Deal');
            step = 'done';
    }
    if (step === 'read') await nango.saveCheckpoint({ step, page });
}

//- labelled-continue
//= clean
//> An outer loop over pages that an inner one continues.
await nango.trackDeletesStart('Deal');
let page = 0;
let more = true;
pages: while (more) {
    page += 1;
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    more = data.has_more;
    for (const row of data.data) {
        if (row.id === '') continue pages;
        await nango.batchSave([row], 'Deal');
    }
}
await nango.trackDeletesEnd('Deal');
