import { createAction, type ProxyConfiguration } from 'nango';
import * as z from 'zod';

export default createAction({
    description: 'Tries what the plugin says',
    version: '1.0.0',
    input: z.object({ id: z.string() }),
    output: z.unknown(),
    exec: async (nango, input) => {
        // BODY
    }
});
