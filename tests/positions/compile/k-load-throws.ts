import { createAction } from 'nango';
import * as z from 'zod';

// Thrown as soon as the bundle is loaded.
throw new Error('at load');

export default createAction({
    description: 'Throws', version: '1.0.0', input: z.void(), output: z.void(), exec: async () => {}
});
