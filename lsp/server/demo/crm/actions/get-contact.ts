import { createAction } from 'nango';
import * as z from 'zod';

const action = createAction({
    description: 'Gets one contact',
    version: '1.0.0',
    input: z.object({ id: z.string() }),
    output: z.object({ id: z.string(), email: z.string() }),

    exec: async (nango, input) => {
        const response = await nango.get<{ email: string }>({
            // https://developers.example.com/crm/contacts#get
            endpoint: `/contacts/${encodeURIComponent(input.id)}`,
            retries: 3
        });
        return { id: input.id, email: response.data.email };
    }
});

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0];
export default action;
