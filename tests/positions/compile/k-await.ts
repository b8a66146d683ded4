import { createAction } from 'nango';
import * as z from 'zod';

export default createAction({
    description: 'Does not await', version: '1.0.0', input: z.void(), output: z.void(),
    exec: async (nango) => { nango.get({ endpoint: '/ping' }); }
});
