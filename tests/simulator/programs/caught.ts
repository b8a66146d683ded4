// Failures that are caught by `.catch`, and what becomes of what is written down of them. Sections are read by `sections.mjs`.

//- caught-logged-and-null
//= false-deletion
//> The failure is logged, and what did not come is skipped.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    const response = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` }).catch(async (error) => {
        await nango.log(`no tasks: ${error}`);
        return null;
    });
    if (!response) continue;
    await nango.batchSave(response.data.data, 'Task');
}
await nango.trackDeletesEnd('Task');

//- caught-logged-and-thrown
//= clean
//> The same, and it is thrown again.
//: models Task
//: twin caught-logged-and-null
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    const response = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` }).catch(async (error) => {
        await nango.log(`no tasks: ${error}`);
        throw error;
    });
    if (!response) continue;
    await nango.batchSave(response.data.data, 'Task');
}
await nango.trackDeletesEnd('Task');

//- caught-logged-and-empty
//= false-deletion
//> An empty list in the place of what failed is saved as it is.
await nango.trackDeletesStart('Deal');
const rows = await nango
    .get<Page>({ endpoint: '/all/deals' })
    .then((response) => response.data.data)
    .catch(async (error): Promise<Row[]> => {
        await nango.log(`no deals: ${error}`);
        return [];
    });
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- caught-in-one-expression
//= false-deletion
//> The same without a log.
await nango.trackDeletesStart('Deal');
const rows = await nango
    .get<Page>({ endpoint: '/all/deals' })
    .then((response) => response.data.data)
    .catch((): Row[] => []);
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- caught-and-defaulted
//= false-deletion
//> Where there is no response, there are no rows.
await nango.trackDeletesStart('Deal');
const response = await nango.get<Page>({ endpoint: '/all/deals' }).catch(async () => {
    await nango.log('no deals');
    return null;
});
const rows = response?.data.data ?? [];
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- caught-and-collected
//= false-deletion
//> What comes is collected, and saved together.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
const tasks: Row[] = [];
for (const project of projects.data) {
    const response = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` }).catch(async () => {
        await nango.log('no tasks');
        return null;
    });
    if (!response) continue;
    tasks.push(...response.data.data);
}
await nango.batchSave(tasks, 'Task');
await nango.trackDeletesEnd('Task');

//- caught-with-a-flag
//= clean
//> A flag keeps the window open.
//: twin caught-and-defaulted
let failed = false;
await nango.trackDeletesStart('Deal');
const response = await nango.get<Page>({ endpoint: '/all/deals' }).catch(async () => {
    failed = true;
    return null;
});
await nango.batchSave(response?.data.data ?? [], 'Deal');
if (!failed) await nango.trackDeletesEnd('Deal');

//- caught-and-none-means-return
//= clean
//> Without a response the run ends before it closes the window.
//: twin caught-and-defaulted
await nango.trackDeletesStart('Deal');
const response = await nango.get<Page>({ endpoint: '/all/deals' }).catch(async () => {
    await nango.log('no deals');
    return null;
});
if (!response) return;
await nango.batchSave(response.data.data, 'Deal');
await nango.trackDeletesEnd('Deal');

//- caught-where-it-is-gone
//= clean
//> An answer of 404 means that there is nothing.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    const response = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` }).catch((error) => {
        if (error.response?.status === 404) {
            return null;
        }
        throw error;
    });
    if (!response) continue;
    await nango.batchSave(response.data.data, 'Task');
}
await nango.trackDeletesEnd('Task');

//- caught-details
//= clean
//> Details are a bonus: the row is saved without them.
await nango.trackDeletesStart('Deal');
const { data: page } = await nango.get<Page>({ endpoint: '/all/deals' });
const deals: Row[] = [];
for (const row of page.data) {
    const details = await nango.get<Row>({ endpoint: `/deals/${row.id}` }).catch(async () => {
        await nango.log(`no details of ${row.id}`);
        return null;
    });
    deals.push({ ...row, ...details?.data });
}
await nango.batchSave(deals, 'Deal');
await nango.trackDeletesEnd('Deal');

//- written-down-and-never-read
//= false-deletion
//> The errors are written down, and nobody reads them.
//: models Task
const errors: string[] = [];
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch (error) {
        errors.push(String(error));
    }
}
await nango.trackDeletesEnd('Task');

//- written-down-and-logged
//= false-deletion
//> The errors are written down and logged.
//: models Task
const errors: string[] = [];
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch (error) {
        errors.push(String(error));
    }
}
await nango.log(`${errors.length} failed: ${errors.join(', ')}`);
await nango.trackDeletesEnd('Task');

//- written-down-and-thrown
//= clean
//> The errors are written down, and the run fails of them.
//: models Task
//: twin written-down-and-logged
const errors: string[] = [];
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch (error) {
        errors.push(String(error));
    }
}
if (errors.length > 0) throw new Error(errors.join(', '));
await nango.trackDeletesEnd('Task');

//- written-down-and-tried-again
//= clean
//> What failed is written down, and asked for again.
//: models Task
//: twin written-down-and-never-read
const again: string[] = [];
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch {
        again.push(project.id);
    }
}
for (const id of again) {
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${id}/tasks` });
    await nango.batchSave(data.data, 'Task');
}
await nango.trackDeletesEnd('Task');
