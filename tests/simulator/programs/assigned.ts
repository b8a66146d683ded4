// What a `try` block assigns and is saved behind it. Sections are read by `sections.mjs`.

//- assigned-then-saved
//= false-deletion
//> The request fails, the list stays empty, and the window is closed over nothing.
let rows: Row[] = [];
await nango.trackDeletesStart('Deal');
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
} catch (error) {
    await nango.log(`no deals: ${error}`);
}
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-then-thrown
//= clean
//> The same, and the failure is thrown again.
//: twin assigned-then-saved
let rows: Row[] = [];
await nango.trackDeletesStart('Deal');
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
} catch (error) {
    await nango.log(`no deals: ${error}`);
    throw error;
}
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-then-mapped
//= false-deletion
//> What is saved is made from what was assigned.
let rows: Row[] = [];
await nango.trackDeletesStart('Deal');
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
} catch {
    await nango.log('no deals');
}
const deals = rows.map((row) => ({ id: row.id, name: row.name }));
await nango.batchSave(deals, 'Deal');
await nango.trackDeletesEnd('Deal');

//- response-that-may-be-missing
//= false-deletion
//> Of a response that did not come nothing is saved.
let response: Page | undefined;
await nango.trackDeletesStart('Deal');
try {
    response = (await nango.get<Page>({ endpoint: '/all/deals' })).data;
} catch {
    await nango.log('no deals');
}
await nango.batchSave(response?.data ?? [], 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-in-a-loop
//= false-deletion
//> The tasks of one project do not come, and are gone.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    let tasks: Row[] = [];
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        tasks = data.data;
    } catch {
        await nango.log(`no tasks of ${project.id}`);
    }
    await nango.batchSave(tasks, 'Task');
}
await nango.trackDeletesEnd('Task');

//- assigned-and-collected
//= false-deletion
//> They are collected first, and saved together.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
const all: Row[] = [];
for (const project of projects.data) {
    let tasks: Row[] = [];
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        tasks = data.data;
    } catch {
        await nango.log(`no tasks of ${project.id}`);
    }
    all.push(...tasks);
}
await nango.batchSave(all, 'Task');
await nango.trackDeletesEnd('Task');

//- assigned-and-none-means-return
//= missed-deletion
//> Without rows the run ends before it closes the window.
//: twin assigned-then-saved
let rows: Row[] = [];
await nango.trackDeletesStart('Deal');
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
} catch {
    await nango.log('no deals');
}
if (rows.length === 0) return;
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-and-none-means-failure
//= clean
//> Without a response the run fails.
//: twin response-that-may-be-missing
let response: Page | undefined;
await nango.trackDeletesStart('Deal');
try {
    response = (await nango.get<Page>({ endpoint: '/all/deals' })).data;
} catch {
    await nango.log('no deals');
}
if (!response) throw new Error('no deals');
await nango.batchSave(response.data, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-and-none-is-noted
//= missed-deletion
//> That there are no rows is noted, and the window stays open.
//: twin assigned-then-saved
let rows: Row[] = [];
let isComplete = true;
await nango.trackDeletesStart('Deal');
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
} catch {
    await nango.log('no deals');
}
if (rows.length === 0) {
    isComplete = false;
}
await nango.batchSave(rows, 'Deal');
if (isComplete) await nango.trackDeletesEnd('Deal');

//- assigned-with-a-flag
//= clean
//> A flag says that it failed.
//: twin assigned-then-saved
let rows: Row[] = [];
let failed = false;
await nango.trackDeletesStart('Deal');
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
} catch {
    failed = true;
}
await nango.batchSave(rows, 'Deal');
if (!failed) await nango.trackDeletesEnd('Deal');

//- assigned-from-another-source
//= clean
//> Where the first source fails, a second one is asked.
//: twin assigned-then-saved
let rows: Row[] = [];
await nango.trackDeletesStart('Deal');
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
} catch {
    await nango.log('no deals');
}
if (rows.length === 0) {
    rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
}
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-until-it-comes
//= never-finishes
//> It is asked for until it comes.
let rows: Row[] | undefined;
await nango.trackDeletesStart('Deal');
while (!rows) {
    try {
        rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
    } catch {
        await nango.log('again');
    }
}
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-over-what-was-there
//= clean
//> What was there before is kept: more fields are a bonus.
//: twin assigned-then-saved
await nango.trackDeletesStart('Deal');
let rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals', params: { fields: 'all' } })).data.data;
} catch {
    await nango.log('without more fields');
}
await nango.batchSave(rows, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-detail-or-row
//= clean
//> Where the details do not come, the row is saved.
await nango.trackDeletesStart('Deal');
const { data: page } = await nango.get<Page>({ endpoint: '/all/deals' });
const deals: Row[] = [];
for (const row of page.data) {
    let details: Row | null = null;
    try {
        details = (await nango.get<Row>({ endpoint: `/deals/${row.id}` })).data;
    } catch {
        await nango.log(`no details of ${row.id}`);
    }
    if (details) {
        deals.push({ ...row, ...details });
    } else {
        deals.push(row);
    }
}
await nango.batchSave(deals, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-detail-as-a-field
//= clean
//> Where the details do not come, a field is missing.
await nango.trackDeletesStart('Deal');
const { data: page } = await nango.get<Page>({ endpoint: '/all/deals' });
const deals: Row[] = [];
for (const row of page.data) {
    let details: Row | null = null;
    try {
        details = (await nango.get<Row>({ endpoint: `/deals/${row.id}` })).data;
    } catch {
        await nango.log(`no details of ${row.id}`);
    }
    deals.push({ ...row, email: details?.email ?? row.email });
}
await nango.batchSave(deals, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-detail-alone
//= false-deletion
//> Where the details do not come, the row is left out.
//: twin assigned-detail-or-row
await nango.trackDeletesStart('Deal');
const { data: page } = await nango.get<Page>({ endpoint: '/all/deals' });
const deals: Row[] = [];
for (const row of page.data) {
    let details: Row | null = null;
    try {
        details = (await nango.get<Row>({ endpoint: `/deals/${row.id}` })).data;
    } catch {
        await nango.log(`no details of ${row.id}`);
    }
    if (details) {
        deals.push(details);
    }
}
await nango.batchSave(deals, 'Deal');
await nango.trackDeletesEnd('Deal');

//- assigned-names-of-owners
//= clean
//> Names that are looked up: the rows are saved without them.
let owners: Row[] = [];
await nango.trackDeletesStart('Deal');
const { data: page } = await nango.get<Page>({ endpoint: '/all/deals' });
try {
    owners = (await nango.get<Page>({ endpoint: '/all/contacts' })).data.data;
} catch {
    await nango.log('no names');
}
const names = new Map(owners.map((owner) => [owner.id, owner.name]));
await nango.batchSave(
    page.data.map((row) => ({ ...row, name: names.get(row.id) ?? row.name })),
    'Deal'
);
await nango.trackDeletesEnd('Deal');

//- assigned-what-is-hidden
//= clean
//> What is hidden is left out: without the list of it more is saved, and not less.
let hidden: Row[] = [];
await nango.trackDeletesStart('Deal');
const { data: page } = await nango.get<Page>({ endpoint: '/all/deals' });
try {
    hidden = (await nango.get<Page>({ endpoint: '/all/contacts' })).data.data;
} catch {
    await nango.log('nothing is hidden');
}
await nango.batchSave(
    page.data.filter((row) => !hidden.some((other) => other.id === `x${row.id}`)),
    'Deal'
);
await nango.trackDeletesEnd('Deal');

//- helper-that-assigns
//= false-deletion
//> A helper answers with an empty list.
await nango.trackDeletesStart('Deal');
const read = async (): Promise<Row[]> => {
    let rows: Row[] = [];
    try {
        rows = (await nango.get<Page>({ endpoint: '/all/deals' })).data.data;
    } catch (error) {
        await nango.log(`no deals: ${error}`);
    }
    return rows;
};
await nango.batchSave(await read(), 'Deal');
await nango.trackDeletesEnd('Deal');

//- time-behind-what-was-assigned
//= missed-data
//> Nothing came, and the next run asks only for what came after that.
//: checkpoint since: z.string()
const checkpoint = await nango.getCheckpoint();
const startedAt = new Date().toISOString();
let rows: Row[] = [];
try {
    rows = (await nango.get<Page>({ endpoint: '/all/deals', params: checkpoint ? { updated_after: checkpoint.since } : {} })).data.data;
} catch {
    await nango.log('no deals');
}
await nango.batchSave(rows, 'Deal');
await nango.saveCheckpoint({ since: startedAt });
