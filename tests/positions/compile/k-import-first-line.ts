import fs from 'fs';
import { createSync } from 'nango';
import * as z from 'zod';

export default createSync({
    description: String(fs),
    version: '1.0.0',
    frequency: 'every hour',
    models: { Deal: z.object({ id: z.string() }) },
    exec: async () => {}
});
