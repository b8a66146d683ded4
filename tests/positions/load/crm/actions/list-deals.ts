import { createAction } from 'nango';
import * as z from 'zod';
import { LIMIT } from '../helpers/limits.js';

export default createAction({
    description: 'Uses a helper that throws when it is loaded',
    version: '1.0.0',
    input: z.void(),
    output: z.object({ limit: z.number() }),
    exec: async () => ({ limit: LIMIT })
});
