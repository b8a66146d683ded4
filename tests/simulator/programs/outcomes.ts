// What failed, and who looks at it. Sections are read by `sections.mjs`.

//- flag-then-throw
//= clean
//> What failed is written down, and the run fails before it closes the window.
//: models Task
let failed = false;
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch {
        failed = true;
    }
}
if (failed) throw new Error('incomplete');
await nango.trackDeletesEnd('Task');

//- finally-unless-failed
//= clean
//> The error is kept, and only without one the window is closed.
let failure: unknown;
try {
    await nango.trackDeletesStart('Deal');
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    failure = error;
    throw error;
} finally {
    if (!failure) await nango.trackDeletesEnd('Deal');
}

//- last-error-then-return
//= clean
//> The last error is kept, and the run ends before it closes the window.
//: models Task
let lastError: unknown;
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch (error) {
        lastError = error;
    }
}
if (lastError) return;
await nango.trackDeletesEnd('Task');

//- enrich-or-basic
//= clean
//> Where the details cannot be read, the row is saved without them.
const enrich = async (row: Row): Promise<Row> => {
    try {
        const { data } = await nango.get<Row>({ endpoint: `/deals/${row.id}` });
        return { ...row, ...data };
    } catch {
        return row;
    }
};
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    const deals: Row[] = [];
    for (const row of page) deals.push(await enrich(row));
    await nango.batchSave(deals, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- too-many-requests-tried-again
//= never-finishes
//> The same page is asked for again until it comes; nothing bounds that.
let cursor = '';
await nango.trackDeletesStart('Deal');
while (true) {
    let page: Page;
    try {
        page = (await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} })).data;
    } catch (error: any) {
        if (error.response?.status === 429) {
            await nango.log('rate limited');
            continue;
        }
        throw error;
    }
    await nango.batchSave(page.data, 'Deal');
    if (!page.next_cursor) break;
    cursor = page.next_cursor;
}
await nango.trackDeletesEnd('Deal');

//- attempts-then-throw
//= clean
//> What failed is tried again, and after three attempts thrown.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    await withRetry(async () => {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    });
}
await nango.trackDeletesEnd('Task');
//+ helpers
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
    let last: unknown;
    for (let attempt = 0; attempt < 3; attempt++) {
        try {
            return await work();
        } catch (error) {
            last = error;
        }
    }
    throw last;
}

//- all-settled-every
//= clean
//> The window is closed only if all of them were fulfilled.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
const results = await Promise.allSettled(
    projects.data.map(async (project) => {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    })
);
if (results.every((result) => result.status === 'fulfilled')) await nango.trackDeletesEnd('Task');
