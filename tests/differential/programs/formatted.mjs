// Programs of every group, right and wrong, as other editors would have left them.
import { byteOrderMark, cr, crlf, noFinalNewline, spread, tabs } from '../formats.mjs';
import { rewritten } from '../program.mjs';
import awaits from './await.mjs';
import values from './definition-values.mjs';
import definitions from './definitions.mjs';
import helpers from './helpers.mjs';
import imports from './imports.mjs';
import order from './order.mjs';
import records from './records.mjs';
import requests from './requests.mjs';
import runTime from './run-time.mjs';
import schemas from './schemas.mjs';

const groups = { awaits, values, definitions, helpers, imports, order, records, requests, runTime, schemas };
const compose =
    (...formats) =>
    (text) =>
        formats.reduce((written, format) => format(written), text);
const formats = {
    windows: compose(tabs, crlf, byteOrderMark),
    'spread-windows': compose(spread, crlf, noFinalNewline),
    'old-mac': compose(tabs, noFinalNewline, cr),
    marked: compose(byteOrderMark, spread, tabs)
};

/** Every so many programs of a group are taken. A prime, so that it is no one's rhythm. */
const EVERY = 11;

export default Object.entries(groups).flatMap(([group, programs]) =>
    programs
        .filter(({ id }, at) => at % EVERY === 0 && !id.includes('--'))
        .flatMap((program, at) => {
            const [name, format] = Object.entries(formats)[at % Object.keys(formats).length];
            return rewritten(name, format, [{ ...program, id: `${group}-${program.id}` }]);
        })
);
