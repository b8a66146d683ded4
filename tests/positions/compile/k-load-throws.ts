import { createAction } from 'nango';
import * as z from 'zod';

const limit: number = 1;
if (limit > 0) throw new Error('at load');
export default createAction({
    description: 'Throws', version: '1.0.0', input: z.void(), output: z.void(), exec: async () => {}
});
