// The same calls in another file, which is handed `nango`.

//- saves-in-file
//= clean
//> Reading and saving stand in another file.
//: import { copyDeals } from '../helpers/deals.js'
await nango.trackDeletesStart('Deal');
await copyDeals(nango);
await nango.trackDeletesEnd('Deal');
//+ crm/helpers/deals.ts
import type { NangoSync } from 'nango';

export async function copyDeals(nango: NangoSync): Promise<void> {
    for await (const page of nango.paginate<{ id: string; name: string }>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
}

//- swallows-in-file
//= false-deletion
//> The other file keeps the error to itself.
//: import { copyDeals } from '../helpers/deals.js'
//: twin saves-in-file
await nango.trackDeletesStart('Deal');
await copyDeals(nango);
await nango.trackDeletesEnd('Deal');
//+ crm/helpers/deals.ts
import type { NangoSync } from 'nango';

export async function copyDeals(client: NangoSync): Promise<void> {
    try {
        for await (const page of client.paginate<{ id: string; name: string }>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
            await client.batchSave(page, 'Deal');
        }
    } catch (error) {
        await client.log(`deals: ${String(error)}`, { level: 'error' });
    }
}

//- window-in-file
//= false-deletion
//> Work is wrapped in a window that a `finally` of another file closes.
//: import { inWindow } from '../helpers/window.js'
//: twin window-in-file-after
await inWindow(nango, 'Deal', async () => {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
});
//+ crm/helpers/window.ts
import type { NangoSync } from 'nango';

export async function inWindow(sdk: NangoSync, model: string, work: () => Promise<void>): Promise<void> {
    await sdk.trackDeletesStart(model);
    try {
        await work();
    } finally {
        await sdk.trackDeletesEnd(model);
    }
}

//- window-in-file-after
//= clean
//> The other file closes the window behind the work.
//: import { inWindow } from '../helpers/window.js'
await inWindow(nango, 'Deal', async () => {
    for await (const page of nango.paginate<Row>({ endpoint: '/deals', paginate: { type: 'offset', offset_name_in_request: 'offset', response_path: 'data' } })) {
        await nango.batchSave(page, 'Deal');
    }
});
//+ crm/helpers/window.ts
import type { NangoSync } from 'nango';

export async function inWindow(sdk: NangoSync, model: string, work: () => Promise<void>): Promise<void> {
    await sdk.trackDeletesStart(model);
    await work();
    await sdk.trackDeletesEnd(model);
}

//- clear-in-file
//= checkpoint-conflict
//> The guarded save is here, the clear in another file.
//: checkpoint cursor: z.string()
//: import { startOver } from '../helpers/checkpoint.js'
let cursor = (await nango.getCheckpoint())?.cursor ?? '';
do {
    const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    await nango.batchSave(data.data, 'Deal');
    cursor = data.next_cursor ?? '';
    if (cursor) await nango.saveCheckpoint({ cursor });
} while (cursor);
await startOver(nango);
//+ crm/helpers/checkpoint.ts
import type { NangoSync } from 'nango';

export const startOver = async (nango: Pick<NangoSync, 'clearCheckpoint'>): Promise<void> => {
    await nango.clearCheckpoint();
};

//- page-in-file-swallowed
//= false-deletion
//> A page that cannot be read is an empty one, and the last.
//: import { readPage } from '../helpers/pages.js'
//: twin page-in-file
await nango.trackDeletesStart('Deal');
for (let page = 1; ; page++) {
    const deals = await readPage(nango, page);
    if (deals.length === 0) break;
    await nango.batchSave(deals, 'Deal');
}
await nango.trackDeletesEnd('Deal');
//+ crm/helpers/pages.ts
import type { NangoSync } from 'nango';

type Deal = { id: string; name: string };

export async function readPage(nango: NangoSync, page: number): Promise<Deal[]> {
    try {
        const { data } = await nango.get<{ data: Deal[] }>({ endpoint: '/deals', params: { page, per_page: 2 } });
        return data.data;
    } catch {
        return [];
    }
}

//- page-in-file
//= clean
//> A page that cannot be read throws.
//: import { readPage } from '../helpers/pages.js'
await nango.trackDeletesStart('Deal');
for (let page = 1; ; page++) {
    const deals = await readPage(nango, page);
    if (deals.length === 0) break;
    await nango.batchSave(deals, 'Deal');
}
await nango.trackDeletesEnd('Deal');
//+ crm/helpers/pages.ts
import type { NangoSync } from 'nango';

type Deal = { id: string; name: string };

export async function readPage(nango: NangoSync, page: number): Promise<Deal[]> {
    const { data } = await nango.get<{ data: Deal[] }>({ endpoint: '/deals', params: { page, per_page: 2 } });
    return data.data;
}

//- through-two-files
//= false-deletion
//> The error is swallowed two calls away.
//: import { copyAll } from '../helpers/all.js'
//: twin saves-in-file
await nango.trackDeletesStart('Deal');
await copyAll(nango);
await nango.trackDeletesEnd('Deal');
//+ crm/helpers/all.ts
import type { NangoSync } from 'nango';
import { copyPages } from './pages.js';

export async function copyAll(nango: NangoSync): Promise<void> {
    const saved = await copyPages(nango);
    await nango.log(`saved ${saved}`);
}
//+ crm/helpers/pages.ts
import type { NangoSync } from 'nango';

export async function copyPages(n: NangoSync): Promise<number> {
    let saved = 0;
    let cursor = '';
    do {
        const answer = await n.get<{ data: { id: string; name: string }[]; next_cursor: string | null }>({ endpoint: '/deals', params: cursor ? { cursor } : {} }).catch(() => undefined);
        if (!answer) return saved;
        await n.batchSave(answer.data.data, 'Deal');
        saved += answer.data.data.length;
        cursor = answer.data.next_cursor ?? '';
    } while (cursor);
    return saved;
}
