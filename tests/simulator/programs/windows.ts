// Which part of the data a window is opened over: loops, parents, several models, first runs, changed rows only.

//- in-page-loop
//= false-deletion missed-deletion
//> Opened and closed for every page: what stands on later pages is deleted and comes back, if that page does not fail. An emptied collection closes nothing.
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.trackDeletesStart('Deal');
    await nango.batchSave(page, 'Deal');
    await nango.trackDeletesEnd('Deal');
}

//- in-loop-first-and-last
//= missed-deletion
//> Opened on the first page and closed on the last, inside the loop: without pages neither happens.
//: twin around-loop
let page = 1;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    if (data.data.length === 0) break;
    if (page === 1) await nango.trackDeletesStart('Deal');
    await nango.batchSave(data.data, 'Deal');
    if (!data.has_more) {
        await nango.trackDeletesEnd('Deal');
        break;
    }
    page += 1;
}

//- around-loop
//= clean
//> Opened before the pages and closed behind them.
let page = 1;
await nango.trackDeletesStart('Deal');
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    if (data.data.length === 0) break;
    await nango.batchSave(data.data, 'Deal');
    page += 1;
}
await nango.trackDeletesEnd('Deal');

//- per-parent
//= false-deletion missed-deletion
//> One window for each project, all over the same model.
//: models Task
//: twin around-parents
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    await nango.trackDeletesStart('Task');
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
    await nango.batchSave(data.data, 'Task');
    await nango.trackDeletesEnd('Task');
}

//- around-parents
//= clean
//> One window for all projects.
//: models Task
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
    await nango.batchSave(data.data, 'Task');
}
await nango.trackDeletesEnd('Task');

//- parents-and-children
//= clean
//> Two models in one pass, both windows around it.
//: models Project Task
await nango.trackDeletesStart('Project');
await nango.trackDeletesStart('Task');
for await (const projects of nango.paginate<Row>({ endpoint: '/projects', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(projects, 'Project');
    for (const project of projects) {
        for await (const tasks of nango.paginate<Row>({ endpoint: `/projects/${project.id}/tasks`, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
            await nango.batchSave(tasks, 'Task');
        }
    }
}
await nango.trackDeletesEnd('Project');
await nango.trackDeletesEnd('Task');

//- parent-checkpoint
//= clean
//> The index of the project is the position; a window of both models spans the runs.
//: models Task
//: checkpoint done: z.number()
let done = (await nango.getCheckpoint())?.done ?? 0;
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data.slice(done)) {
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
    await nango.batchSave(data.data, 'Task');
    done += 1;
    await nango.saveCheckpoint({ done });
}
await nango.saveCheckpoint({ done: 0 });
await nango.trackDeletesEnd('Task');

//- parent-checkpoint-not-reset
//= false-deletion missed-data
//> The index stays behind the last project.
//: models Task
//: checkpoint done: z.number()
//: twin parent-checkpoint
let done = (await nango.getCheckpoint())?.done ?? 0;
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data.slice(done)) {
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
    await nango.batchSave(data.data, 'Task');
    done += 1;
    await nango.saveCheckpoint({ done });
}
await nango.trackDeletesEnd('Task');

//- changed-only
//= false-deletion missed-data
//> Only changed rows are read, and the window takes the others for deleted.
//: checkpoint since: z.string()
//: twin changed-only-first-run
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: since ? { updated_since: since } : {}, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.saveCheckpoint({ since: startedAt });
await nango.trackDeletesEnd('Deal');

//- changed-only-first-run
//= missed-deletion
//> The window is opened and closed on the first run alone: later deletions are not found, as the developer wanted.
//: checkpoint since: z.string()
const checkpoint = await nango.getCheckpoint();
const isFirst = checkpoint === null;
const startedAt = new Date().toISOString();
if (isFirst) await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: checkpoint ? { updated_since: checkpoint.since } : {}, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
if (isFirst) await nango.trackDeletesEnd('Deal');
await nango.saveCheckpoint({ since: startedAt });

//- changed-only-end-unguarded
//= window-missing
//> Opened on the first run, closed on every run.
//: checkpoint since: z.string()
//: twin changed-only-first-run
const checkpoint = await nango.getCheckpoint();
const startedAt = new Date().toISOString();
if (!checkpoint) await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: checkpoint ? { updated_since: checkpoint.since } : {}, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.saveCheckpoint({ since: startedAt });
await nango.trackDeletesEnd('Deal');

//- changed-only-start-guarded-by-end
//= false-deletion
//> First run: time saved, then stopped before the end. The open window is closed by nobody, until a full run that is not one.
//: checkpoint since: z.string(), full: z.boolean()
const checkpoint = await nango.getCheckpoint();
const startedAt = new Date().toISOString();
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: checkpoint?.full ? { updated_since: checkpoint.since } : {}, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.saveCheckpoint({ since: startedAt, full: !checkpoint?.full });
await nango.trackDeletesEnd('Deal');

//- full-and-changed-by-turns
//= clean
//> Every other run is full and has the window; it stays open in none.
//: checkpoint since: z.string(), full: z.boolean()
//: twin changed-only-start-guarded-by-end
const checkpoint = await nango.getCheckpoint();
const isFull = !checkpoint?.full;
const startedAt = new Date().toISOString();
if (isFull) await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', params: isFull ? {} : { updated_since: checkpoint.since }, paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
if (isFull) await nango.trackDeletesEnd('Deal');
await nango.saveCheckpoint({ since: startedAt, full: isFull });

//- client-filter-in-window
//= false-deletion missed-data
//> All rows are read and only the changed ones saved: no mark for the others.
//: checkpoint since: z.string()
const since = (await nango.getCheckpoint())?.since ?? '';
const startedAt = new Date().toISOString();
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page.filter((row) => row.updated_at >= since), 'Deal');
}
await nango.saveCheckpoint({ since: startedAt });
await nango.trackDeletesEnd('Deal');

//- batch-update-in-window
//= false-deletion missed-data
//> `batchUpdate` marks only what it changes: a row that stayed the same counts as not seen.
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    const known = await nango.getRecordsByIds(page.map((row) => row.id), 'Deal');
    await nango.batchSave(page.filter((row) => !known.has(row.id)), 'Deal');
    await nango.batchUpdate(page.filter((row) => known.has(row.id)), 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- save-unknown-only
//= false-deletion missed-data
//> Known rows are not saved again, and therefore not marked.
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    const known = await nango.getRecordsByIds(page.map((row) => row.id), 'Deal');
    await nango.batchSave(page.filter((row) => !known.has(row.id)), 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- invalid-rows-skipped
//= clean
//> What does not parse is left out; here every row parses, and a hint is all there is to say.
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    const deals = page.flatMap((row) => {
        const parsed = Deal.safeParse(row);
        return parsed.success ? [parsed.data] : [];
    });
    await nango.batchSave(deals, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- changed-names-skipped
//= false-deletion missed-data
//> A row that no longer parses is skipped and thereby deleted, although the provider has it.
await nango.trackDeletesStart('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    const deals = page.filter((row) => z.string().regex(/^[a-z]+ \d+$/).safeParse(row.name).success);
    await nango.batchSave(deals, 'Deal');
}
await nango.trackDeletesEnd('Deal');

//- two-models-one-fails
//= false-deletion
//> The second collection's error is swallowed, the first one's is not.
//: models Deal Contact
//: twin two-models
await nango.trackDeletesStart('Deal');
await nango.trackDeletesStart('Contact');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/contacts', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Contact');
    }
} catch (error) {
    await nango.log(String(error), { level: 'warn' });
}
await nango.trackDeletesEnd('Deal');
await nango.trackDeletesEnd('Contact');

//- two-models
//= clean
//> Both ends behind both collections.
//: models Deal Contact
await nango.trackDeletesStart('Deal');
await nango.trackDeletesStart('Contact');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
for await (const page of nango.paginate<Row>({ endpoint: '/contacts', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Contact');
}
await nango.trackDeletesEnd('Deal');
await nango.trackDeletesEnd('Contact');

//- two-models-caught-apart
//= clean
//> Each collection with its own `try` and its own end inside it: what fails is not closed.
//: models Deal Contact
//: twin two-models-one-fails
try {
    await nango.trackDeletesStart('Deal');
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
    await nango.trackDeletesEnd('Deal');
} catch (error) {
    await nango.log(String(error), { level: 'error' });
}
try {
    await nango.trackDeletesStart('Contact');
    for await (const page of nango.paginate<Row>({ endpoint: '/contacts', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Contact');
    }
    await nango.trackDeletesEnd('Contact');
} catch (error) {
    await nango.log(String(error), { level: 'error' });
}

//- wrong-model-closed
//= false-deletion
//> Two windows are opened, and the second is closed before its collection is read.
//: models Deal Contact
//: twin two-models
await nango.trackDeletesStart('Deal');
await nango.trackDeletesStart('Contact');
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Deal');
}
await nango.trackDeletesEnd('Contact');
await nango.trackDeletesEnd('Deal');
for await (const page of nango.paginate<Row>({ endpoint: '/contacts', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page, 'Contact');
}

//- end-before-last-page
//= false-deletion
//> The last page is saved behind the end: it is deleted, and comes back unless that save fails.
let cursor = '';
let rows: Row[] = [];
await nango.trackDeletesStart('Deal');
do {
    await nango.batchSave(rows, 'Deal');
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    rows = data.data;
    cursor = data.next_cursor ?? '';
} while (cursor);
await nango.trackDeletesEnd('Deal');
await nango.batchSave(rows, 'Deal');

//- start-late
//= clean
//> Opened behind the first page: its marks have the generation of this run, and count.
const { data: first } = await nango.get<Page>({ endpoint: '/deals', params: { page: 1, per_page: 2 } });
await nango.batchSave(first.data, 'Deal');
await nango.trackDeletesStart('Deal');
let page = first.next_page;
while (page !== null) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page = data.next_page;
}
await nango.trackDeletesEnd('Deal');

//- start-late-after-resume
//= clean
//> Opened by every run, the resumed one too: the row of the first start is kept.
//: checkpoint page: z.number()
const resumed = await nango.getCheckpoint();
let page: number | null = resumed?.page || 1;
await nango.trackDeletesStart('Deal');
while (page !== null) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page = data.next_page;
    await nango.saveCheckpoint({ page: page ?? 0 });
}
await nango.trackDeletesEnd('Deal');

//- start-on-last-page
//= false-deletion
//> A resumed run opens its window on the last page: what the interrupted run had saved before has older marks.
//: checkpoint page: z.number()
//: twin start-late-after-resume
const resumed = await nango.getCheckpoint();
let page: number | null = resumed?.page || 1;
while (page !== null) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    page = data.next_page;
    if (page !== null) await nango.saveCheckpoint({ page });
}
await nango.trackDeletesStart('Deal');
await nango.saveCheckpoint({ page: 0 });
await nango.trackDeletesEnd('Deal');

//- fresh-start-skipped-while-resuming
//= clean
//> The start is skipped while a position is there; the window of the interrupted run is still open then.
//: checkpoint page: z.number()
const resumed = await nango.getCheckpoint();
if (!resumed?.page) await nango.trackDeletesStart('Deal');
let page = resumed?.page || 1;
for (;;) {
    const { data } = await nango.get<Page>({ endpoint: '/deals', params: { page, per_page: 2 } });
    await nango.batchSave(data.data, 'Deal');
    if (!data.has_more) break;
    page += 1;
    await nango.saveCheckpoint({ page });
}
await nango.saveCheckpoint({ page: 0 });
await nango.trackDeletesEnd('Deal');

//- archived-deleted-by-hand
//= clean
//> Archived rows are deleted by the sync itself: a first run would not have them either.
//: collections none
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    await nango.batchSave(page.filter((row) => row.status === 'active'), 'Deal');
    await nango.batchDelete(page.filter((row) => row.status === 'archived'), 'Deal');
}

//- deletes-what-was-not-seen
//= clean
//> Deletions by comparison, without a window.
const seen = new Set<string>();
for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
    for (const row of page) seen.add(row.id);
    await nango.batchSave(page, 'Deal');
}
const gone = [];
for await (const record of nango.listRecords('Deal')) {
    if (!seen.has(record.id)) gone.push(record);
}
await nango.batchDelete(gone, 'Deal');

//- deletes-what-was-not-seen-after-error
//= false-deletion
//> The same behind a swallowed error.
//: twin deletes-what-was-not-seen
const seen = new Set<string>();
try {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        for (const row of page) seen.add(row.id);
        await nango.batchSave(page, 'Deal');
    }
} catch (error) {
    await nango.log(String(error));
}
const gone = [];
for await (const record of nango.listRecords('Deal')) {
    if (!seen.has(record.id)) gone.push(record);
}
await nango.batchDelete(gone, 'Deal');

//- end-before-clear-by-index
//= checkpoint-conflict window-missing
//> The index is past the end, and the window closed: a run that stops between the end and the clear makes every later one fail.
//: models Task
//: checkpoint done: z.number()
//: twin clear-before-end-by-index
const checkpoint = await nango.getCheckpoint();
const done = checkpoint?.done ?? 0;
if (!checkpoint) await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (let i = done; i < projects.data.length; i++) {
    const project = projects.data[i];
    if (!project) continue;
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
    await nango.batchSave(data.data, 'Task');
    await nango.saveCheckpoint({ done: i + 1 });
}
await nango.trackDeletesEnd('Task');
await nango.clearCheckpoint();

//- clear-before-end-by-index
//= clean
//> Cleared first, where there is one: the next run begins anew.
//: models Task
//: checkpoint done: z.number()
const checkpoint = await nango.getCheckpoint();
const done = checkpoint?.done ?? 0;
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (let i = done; i < projects.data.length; i++) {
    const project = projects.data[i];
    if (!project) continue;
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
    await nango.batchSave(data.data, 'Task');
    await nango.saveCheckpoint({ done: i + 1 });
}
if (await nango.getCheckpoint()) await nango.clearCheckpoint();
await nango.trackDeletesEnd('Task');

//- end-before-reset-by-id
//= false-deletion
//> A run that stops behind the end leaves the id of the last project, and the next one deletes the tasks of all before it.
//: models Task
//: checkpoint project: z.string()
//: twin reset-before-end-by-id
const position = (await nango.getCheckpoint())?.project ?? '';
const { data } = await nango.get<Page>({ endpoint: '/all/projects' });
const ids = data.data.map((project) => project.id);
let first = 0;
if (position !== '') {
    const found = ids.indexOf(position);
    if (found !== -1) first = found;
}
await nango.trackDeletesStart('Task');
for (let i = first; i < ids.length; i++) {
    const tasks = await nango.get<Page>({ endpoint: `/all/projects/${ids[i]}/tasks` });
    await nango.batchSave(tasks.data.data, 'Task');
    const next = ids[i + 1];
    if (next) await nango.saveCheckpoint({ project: next });
}
await nango.trackDeletesEnd('Task');
await nango.saveCheckpoint({ project: '' });

//- reset-before-end-by-id
//= clean
//> Reset first.
//: models Task
//: checkpoint project: z.string()
const position = (await nango.getCheckpoint())?.project ?? '';
const { data } = await nango.get<Page>({ endpoint: '/all/projects' });
const ids = data.data.map((project) => project.id);
let first = 0;
if (position !== '') {
    const found = ids.indexOf(position);
    if (found !== -1) first = found;
}
await nango.trackDeletesStart('Task');
for (let i = first; i < ids.length; i++) {
    const tasks = await nango.get<Page>({ endpoint: `/all/projects/${ids[i]}/tasks` });
    await nango.batchSave(tasks.data.data, 'Task');
    const next = ids[i + 1];
    if (next) await nango.saveCheckpoint({ project: next });
}
await nango.saveCheckpoint({ project: '' });
await nango.trackDeletesEnd('Task');
