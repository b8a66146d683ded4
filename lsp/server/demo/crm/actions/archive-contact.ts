import { createAction } from 'nango';
import * as z from 'zod';

const action = createAction({
    description: 'Archives one contact',
    version: '1.0.0',
    input: z.object({ id: z.string() }),
    output: z.object({ archived: z.boolean() }),

    exec: async (nango, input) => {
        await nango.post({
            // https://developers.example.com/crm/contacts#archive
            endpoint: `/contacts/${encodeURIComponent(input.id)}/archive`,
            retries: 0
        });
        return { archived: true };
    }
});

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0];
export default action;
