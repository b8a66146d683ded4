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
