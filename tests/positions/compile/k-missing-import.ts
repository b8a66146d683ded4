import { createAction } from 'nango';
import * as z from 'zod';

import { none } from '../helpers/none.js';
export default createAction({
    description: none, version: '1.0.0', input: z.void(), output: z.void(), exec: async () => {}
});
