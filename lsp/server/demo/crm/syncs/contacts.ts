import { createSync } from 'nango';
import * as z from 'zod';

const Contact = z.object({ id: z.string(), email: z.string() });

const sync = createSync({
    description: 'Reads all contacts',
    version: '1.0.0',
    frequency: 'every hour',
    autoStart: true,
    models: { Contact },

    exec: async (nango) => {
        const pages = nango.paginate<z.infer<typeof Contact>>({
            // https://developers.example.com/crm/contacts#list
            endpoint: '/contacts',
            retries: 3
        });
        for await (const contacts of pages) {
            await nango.batchSave(contacts, 'Contact');
        }
    }
});

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];
export default sync;
