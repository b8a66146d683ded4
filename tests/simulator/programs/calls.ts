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

//- options-with-sdk
//= clean
//> The helper gets the SDK object as a property.
//: checkpoint cursor: z.string()
//: import { saveProgress } from '../helpers/progress.js'
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? '';
    await saveProgress({ nango, cursor });
} while (cursor);
await nango.clearCheckpoint();
//+ crm/helpers/progress.ts
type Saves = { saveCheckpoint(checkpoint: { cursor: string }): Promise<void> };

export async function saveProgress(options: { nango: Saves; cursor: string }): Promise<void> {
    await options.nango.saveCheckpoint({ cursor: options.cursor });
}

//- method-of-an-object
//= clean
//> The checkpoint is cleared by a method of an object.
//: checkpoint cursor: z.string()
await nango.trackDeletesStart('Deal');
const progress = {
    reset: async () => {
        await nango.clearCheckpoint();
    }
};
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
while (true) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    if (data.next_cursor) cursor = data.next_cursor;
    await nango.saveCheckpoint({ cursor });
    if (!data.next_cursor) break;
}
await progress.reset();
await nango.trackDeletesEnd('Deal');

//- mapped-by-name
//= false-deletion
//> A function that forgets what fails is handed to `map` by its name.
//: models Task
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
await nango.trackDeletesStart('Task');
const syncProject = async (project: Row) => {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch (error) {
        await nango.log(String(error), { level: 'warn' });
    }
};
await Promise.all(projects.data.map(syncProject));
await nango.trackDeletesEnd('Task');

//- function-that-may-change
//= clean
//> The checkpoint is cleared by a function that a variable holds.
//: checkpoint cursor: z.string()
let reset = async () => {
    await nango.clearCheckpoint();
};
await nango.trackDeletesStart('Deal');
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
while (true) {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    if (data.next_cursor) cursor = data.next_cursor;
    await nango.saveCheckpoint({ cursor });
    if (!data.next_cursor) break;
}
await reset();
await nango.trackDeletesEnd('Deal');

//- method-of-a-class
//= clean
//> The positions are saved by an instance of a class, which is handed the SDK object as a property.
//: checkpoint cursor: z.string()
const deals = new Deals();
deals.nango = nango;
deals.cursor = (await nango.getCheckpoint())?.cursor ?? '';
await deals.copy();
await nango.clearCheckpoint();
//+ helpers
class Deals {
    nango!: NangoSyncLocal;
    cursor = '';
    async copy(): Promise<void> {
        do {
            const { data }: { data: Page } = await this.nango.get<Page>({ endpoint: '/deals', params: { cursor: this.cursor } });
            await this.nango.batchSave(data.data, 'Deal');
            this.cursor = data.next_cursor ?? '';
            await this.nango.saveCheckpoint({ cursor: this.cursor });
        } while (this.cursor);
    }
}

//- assigned-at-once
//= clean
//> What fails is written down by `Object.assign`.
//: models Task
const state = { failed: false };
await nango.trackDeletesStart('Task');
const { data: projects } = await nango.get<Page>({ endpoint: '/all/projects' });
for (const project of projects.data) {
    try {
        const { data } = await nango.get<Page>({ endpoint: `/all/projects/${project.id}/tasks` });
        await nango.batchSave(data.data, 'Task');
    } catch {
        Object.assign(state, { failed: true });
    }
}
if (!state.failed) await nango.trackDeletesEnd('Task');
