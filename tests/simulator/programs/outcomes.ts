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
