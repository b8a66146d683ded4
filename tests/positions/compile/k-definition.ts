import { createSync } from 'nango';
import * as z from 'zod';

export default createSync({
    description: 'Runs at no interval',
    version: '1.0.0',
    frequency: 'every now and then',
    models: { Deal: z.object({ id: z.string() }) },
    exec: async () => {}
});
