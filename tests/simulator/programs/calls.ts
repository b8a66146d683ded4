// What is called in other ways than by the name of a function.

//- map-is-dropped
//= false-deletion
//> Nobody waits for what the callbacks of `map` save.
//: models Task
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
await nango.trackDeletesStart('Task');
projects.data.map(async (project) => {
    const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
    await nango.batchSave(data.data, 'Task');
});
await nango.trackDeletesEnd('Task');
