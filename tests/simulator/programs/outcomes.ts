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

//- two-models-two-flags
//= clean
//> Each model has a request and a flag of its own.
//: models Deal Contact
let dealsOk = false;
let contactsOk = false;
await nango.trackDeletesStart('Deal');
await nango.trackDeletesStart('Contact');
try {
    const { data } = await nango.get<Page>({ endpoint: '/all/deals' });
    await nango.batchSave(data.data, 'Deal');
    dealsOk = true;
} catch (error) {
    await nango.log(String(error));
}
try {
    const { data } = await nango.get<Page>({ endpoint: '/all/contacts' });
    await nango.batchSave(data.data, 'Contact');
    contactsOk = true;
} catch (error) {
    await nango.log(String(error));
}
if (dealsOk) await nango.trackDeletesEnd('Deal');
if (contactsOk) await nango.trackDeletesEnd('Contact');

//- metric-after-all-is-saved
//= clean
//> What fails gives no records: all are saved by then.
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
try {
    await nango.post({ endpoint: '/metrics', data: { ok: true } });
} catch {
    await nango.log('metric not sent');
}
await nango.trackDeletesEnd('Deal');

//- delta-of-another-model
//= clean
//> Only changed contacts are asked for, and they have no window; deals are enumerated.
//: models Deal Contact
//: checkpoint contacts_delta: z.string()
const checkpoint = await nango.getCheckpoint();
await nango.trackDeletesStart('Deal');
const { data: deals } = await nango.get<Page>({ endpoint: '/all/deals' });
await nango.batchSave(deals.data, 'Deal');
const since = checkpoint?.contacts_delta || '1970-01-01T00:00:00.000Z';
const { data: contacts } = await nango.get<Page>({ endpoint: '/all/contacts', params: { updated_since: since, sort: 'updated_at' } });
await nango.batchSave(contacts.data, 'Contact');
await nango.saveCheckpoint({ contacts_delta: contacts.data.at(-1)?.updated_at ?? since });
await nango.trackDeletesEnd('Deal');

//- as-many-as-are-listed
//= clean
//> As many lists were saved as there are: then the window is closed.
const lists = ['/all/deals', '/all/contacts'];
let saved = 0;
await nango.trackDeletesStart('Deal');
for (const endpoint of lists) {
    try {
        const { data } = await nango.get<Page>({ endpoint });
        await nango.batchSave(data.data, 'Deal');
        saved += 1;
    } catch {
        await nango.log(`nothing of ${endpoint}`);
    }
}
if (saved === lists.length) await nango.trackDeletesEnd('Deal');

//- fewer-than-are-listed
//= clean
//> Fewer lists were saved than there are: then the run ends before it closes the window.
const lists = ['/all/deals', '/all/contacts', '/all/tasks'];
let saved = 0;
await nango.trackDeletesStart('Deal');
for (const endpoint of lists) {
    try {
        const { data } = await nango.get<Page>({ endpoint });
        await nango.batchSave(data.data, 'Deal');
        saved += 1;
    } catch {
        await nango.log(`nothing of ${endpoint}`);
    }
}
if (saved < lists.length) return;
await nango.trackDeletesEnd('Deal');

//- any-of-what-is-listed
//= false-deletion
//> Some of the lists were saved, and the window is closed.
//: twin as-many-as-are-listed
const lists = ['/all/deals', '/all/contacts'];
let saved = 0;
await nango.trackDeletesStart('Deal');
for (const endpoint of lists) {
    try {
        const { data } = await nango.get<Page>({ endpoint });
        await nango.batchSave(data.data, 'Deal');
        saved += 1;
    } catch {
        await nango.log(`nothing of ${endpoint}`);
    }
}
if (saved > 0) await nango.trackDeletesEnd('Deal');

//- spread-over-the-row
//= clean
//> A helper answers with nothing, which is spread over the row.
const extra = async (row: Row): Promise<Partial<Row> | null> => {
    try {
        return (await nango.get<Row>({ endpoint: `/deals/${row.id}` })).data;
    } catch {
        return null;
    }
};
await nango.trackDeletesStart('Deal');
const { data: page } = await nango.get<Page>({ endpoint: '/all/deals' });
const deals: Row[] = [];
for (const row of page.data) {
    deals.push({ ...row, ...(await extra(row)) });
}
await nango.batchSave(deals, 'Deal');
await nango.trackDeletesEnd('Deal');

//- spread-over-the-rows
//= clean
//> The same, for all rows at once.
const extra = async (row: Row): Promise<Partial<Row>> => {
    try {
        return (await nango.get<Row>({ endpoint: `/deals/${row.id}` })).data;
    } catch {
        return {};
    }
};
await nango.trackDeletesStart('Deal');
const { data: page } = await nango.get<Page>({ endpoint: '/all/deals' });
const deals = await Promise.all(page.data.map(async (row) => ({ ...row, ...(await extra(row)) })));
await nango.batchSave(deals, 'Deal');
await nango.trackDeletesEnd('Deal');
