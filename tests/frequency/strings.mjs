// The texts that both validators are asked about: everything that people write for `frequency`, and what lies at the edges
// of the two grammars.

const UNITS = [
    ...['millisecond', 'milliseconds', 'msec', 'msecs', 'ms', 'second', 'seconds', 'sec', 'secs', 's'],
    ...['minute', 'minutes', 'min', 'mins', 'm', 'hour', 'hours', 'hr', 'hrs', 'h', 'day', 'days', 'd'],
    ...['week', 'weeks', 'w', 'month', 'months', 'mo', 'year', 'years', 'yr', 'yrs', 'y', 'quarter', 'fortnight', 'minuts']
];
const WORDS = ['half day', 'half hour', 'quarter hour', 'half week', 'half month', 'quarter day', 'hour', 'day', 'week', 'month'];
const AMOUNTS = [
    ...['0', '00', '1', '01', '29', '30', '31', '59', '60', '007', '12', '29999', '30000', '90000', '2678400', '9007199254740993'],
    ...['0.5', '.5', '1.5', '5.', '1.', '.', '1..5', '1.5.5', '0.0', '-0', '-1', '-.5', '- 1', '+1', '1e3', '1E5', '0x10', '1_000'],
    ...['1,000', '1,5', 'one', '\u0663', '\uff11', '\u00bd', '1\u00b2', '0.00000000000000000001', '1'.repeat(96), '1'.repeat(120)]
];
// One text longer than `ms` reads, one as long as it reads.
const LONG = [97, 98, 99, 100, 101, 102].flatMap((length) => [`${'0'.repeat(length - 1)}1`, `every ${'0'.repeat(length - 3)}31m`]);
const SPACES = ['', ' ', '  ', '\t', '\n', '\r\n', '\v', '\f', '\u00a0', '\u1680', '\u2003', '\u2028', '\u202f', '\u3000', '\ufeff', '\u200b', '\u0085'];

const PLAIN = UNITS.flatMap((unit) => [`every ${unit}`, `every 45 ${unit}`, `every 45${unit}`, `45 ${unit}`, unit, `every 2.5 ${unit}`, `every 45 ${capital(unit)}`]);
const PHRASES = WORDS.flatMap((words) => [`every ${words}`, words, `Every ${words}`, `every  ${words}`, ` every ${words}`, `every ${words} `, `every every ${words}`, `every ${words.toUpperCase()}`]);
const NUMBERS = AMOUNTS.flatMap((amount) => [`every ${amount}h`, `every ${amount} minutes`, amount, `${amount}s`]);
const GAPS = SPACES.flatMap((space) => [`every ${space}5m`, `every 5${space}m`, `every${space}5m`, `every 5m${space}`, `${space}every hour`, `every 1${space}${space}hour`]);
const ODD = [
    ...['', ' ', 'every', 'every ', 'every every 1h', 'every 1every h', '1every h', 'h every 1', '1h every ', 'every 1h every ', 'everyhour', 'everyevery 1h'],
    ...['hourly', 'daily', 'weekly', 'monthly', 'yearly', 'Hourly', 'HOURLY', 'every hours', 'every other day', 'each hour', 'once a day', 'twice a day'],
    ...['every 1h30m', 'every 1h 30m', 'every 1 hour 30 minutes', 'every 1 hour and 30 minutes', 'every hour at 5', 'every hour.', 'every hour;'],
    ...['*/15 * * * *', '0 * * * *', '0 0 * * *', '@daily', '@hourly', 'PT1H', 'P1D', '3600', '3600s', '3600 s', '1 h', 'every 1 H', 'every 5M', 'every 5Min'],
    ...['every 30s', 'every 29s', 'every 30 s', 'every 0.5m', 'every 0.5 minutes', 'every 0.49 minutes', 'every 29999ms', 'every 30000ms', 'every 30000'],
    ...['every 31d', 'every 32d', 'every 60d', 'every 365 days', 'every 3 week', 'every 2 days', 'every 1 minute', 'every 1m\u017f', 'every 5 \u212a'],
    ...['never', 'auto', 'null', 'undefined', 'NaN', 'Infinity', 'every Infinity h', 'every NaN h', 'every hour\u0000', '\u{1f552}', 'every 5\u{1f552}', 'every "1h"']
];

/** Each text once, in an order that stays. */
export const strings = [...new Set([...PLAIN, ...PHRASES, ...NUMBERS, ...LONG, ...GAPS, ...ODD])];

function capital(word) {
    return word[0].toUpperCase() + word.slice(1);
}
