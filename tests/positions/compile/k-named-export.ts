import { createAction } from 'nango';
import * as z from 'zod';

export const helper = 1;
export default createAction({
    description: 'Exports', version: '1.0.0', input: z.void(), output: z.void(), exec: async () => {}
});
