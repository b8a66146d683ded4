import { createSync } from 'nango';
import * as z from 'zod';
export default createSync({ description: 'Tracks', version: '1.0.0', frequency: 'every hour', models: { M: z.object({ id: z.string() }) },
    exec: async (nango) => {
        await nango.trackDeletesStart('M');
    }
});
