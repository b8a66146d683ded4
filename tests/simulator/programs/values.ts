// What a run knows, and how: flags and positions that are handed over, spread, destructured, or stand at the top level.

//- models-in-a-loop
//= clean
//> Each model has a window and a failure of its own; the name comes from a list.
//: models Deal Contact
for (const [endpoint, model] of [['/all/deals', 'Deal'], ['/all/contacts', 'Contact']] as const) {
    try {
        await nango.trackDeletesStart(model);
        const { data } = await nango.get<Page>({ endpoint });
        await nango.batchSave(data.data, model);
        await nango.trackDeletesEnd(model);
    } catch (error) {
        await nango.log(`${model} failed`, { level: 'error' });
    }
}

//- stats-handed-over
//= clean
//> The helper counts failures in an object of the sync, which asks it.
//: models Task
await nango.trackDeletesStart('Task');
const stats = { failed: 0 };
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) await syncProject(nango, project.id, stats);
if (stats.failed === 0) await nango.trackDeletesEnd('Task');
//+ helpers
async function syncProject(nango: NangoSyncLocal, id: string, stats: { failed: number }): Promise<void> {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch {
        stats.failed += 1;
    }
}

//- module-flag
//= clean
//> The helper sets a flag of the top level.
//: models Task
failed = false;
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) await syncProject(nango, project.id);
if (!failed) await nango.trackDeletesEnd('Task');
//+ helpers
let failed = false;
async function syncProject(nango: NangoSyncLocal, id: string): Promise<void> {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch {
        failed = true;
    }
}

//- model-handed-over-swallows
//= false-deletion
//> The helper is told the model, and forgets what fails.
await copy(nango, '/all/deals', 'Deal');
//+ helpers
async function copy(nango: NangoSyncLocal, endpoint: string, model: 'Deal'): Promise<void> {
    await nango.trackDeletesStart(model);
    try {
        const { data } = await nango.get<Page>({ endpoint });
        await nango.batchSave(data.data, model);
    } catch (error) {
        await nango.log(String(error), { level: 'error' });
    }
    await nango.trackDeletesEnd(model);
}

//- default-parameter
//= clean
//> What is not handed over has its default.
//: checkpoint cursor: z.string()
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? '';
    await store(nango, cursor);
} while (cursor);
await nango.clearCheckpoint();
//+ helpers
async function store(nango: NangoSyncLocal, cursor: string, always = true): Promise<void> {
    if (cursor || always) await nango.saveCheckpoint({ cursor });
}

//- destructured-reset
//= clean
//> Two variables are assigned at once: on the last page the cursor starts over.
//: checkpoint cursor: z.string()
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
let more = true;
await nango.trackDeletesStart('Deal');
while (more) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    [cursor, more] = data.next_cursor ? [data.next_cursor, true] : ['', false];
    await nango.saveCheckpoint({ cursor });
}
await nango.trackDeletesEnd('Deal');

//- spread-over-defaults
//= false-deletion missed-data
//> The page of the checkpoint is spread over the first one, and is never reset.
//: checkpoint page: z.number()
const state = { page: 1, ...(await nango.getCheckpoint()) };
await nango.trackDeletesStart('Deal');
let more = true;
while (more) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page: state.page } });
    await nango.batchSave(data.data, 'Deal');
    more = data.has_more;
    state.page += 1;
    await nango.saveCheckpoint({ page: state.page });
}
await nango.trackDeletesEnd('Deal');

//- destructured-object-reset
//= clean
//> The same by the names of properties.
//: checkpoint cursor: z.string()
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
let more = true;
await nango.trackDeletesStart('Deal');
while (more) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    ({ cursor, more } = data.next_cursor ? { cursor: data.next_cursor, more: true } : { cursor: '', more: false });
    await nango.saveCheckpoint({ cursor });
}
await nango.trackDeletesEnd('Deal');

//- destructured-without-reset
//= false-deletion missed-data
//> The last cursor stays.
//: checkpoint cursor: z.string()
//: twin destructured-reset
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
let more = true;
await nango.trackDeletesStart('Deal');
while (more) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    [cursor, more] = data.next_cursor ? [data.next_cursor, true] : [cursor, false];
    await nango.saveCheckpoint({ cursor });
}
await nango.trackDeletesEnd('Deal');

//- stats-with-default
//= clean
//> The object of the caller has a default, which is not what is handed over.
//: models Task
await nango.trackDeletesStart('Task');
const stats = { failed: 0 };
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) await syncProject(nango, { id: project.id, stats });
if (stats.failed === 0) await nango.trackDeletesEnd('Task');
//+ helpers
type Stats = { failed: number };
async function syncProject(nango: NangoSyncLocal, { id, stats }: { id: string; stats: Stats }): Promise<void> {
    try {
        await saveTasks(nango, id);
    } catch {
        count(stats);
    }
}
function count(stats: Stats = { failed: 0 }): void {
    stats.failed += 1;
}
async function saveTasks(nango: NangoSyncLocal, id: string): Promise<void> {
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${id}/tasks` });
    await nango.batchSave(data.data, 'Task');
}
