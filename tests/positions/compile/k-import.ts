import { createAction } from 'nango';
import * as z from 'zod';
import * as fs from 'node:fs';
export const separator: string = String() +fs.sep;
export default createAction({
    description: separator, version: '1.0.0', input: z.void(), output: z.void(), exec: async () => {}
});
