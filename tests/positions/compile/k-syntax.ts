import { createAction } from 'nango';
import * as z from 'zod';

export default createAction({ description: 'Cut', version: '1.0.0', input: z.void(), output: z.void(), exec: async () => { const a=; } });
