import { createSync } from 'nango';
import * as z from 'zod';
import pad from 'left-pad-not-installed';

export default createSync({
    description: pad('a', 1),
    version: '1.0.0',
    frequency: 'every hour',
    models: { Deal: z.object({ id: z.string() }) },
    exec: async () => {}
});
