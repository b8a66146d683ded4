// Other ways to write the same text. Each makes the same program of it, but for the lines on which things stand.

export const crlf = (text) => text.replaceAll('\n', '\r\n');
export const cr = (text) => text.replaceAll('\n', '\r');
export const byteOrderMark = (text) => `\ufeff${text}`;
export const tabs = (text) => text.replace(/^( {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4));
export const doubleQuotes = (text) => text.replaceAll("'", '"');
/** Everything on one line; for texts without line comments. */
export const oneLine = (text) => `${text.trim().replace(/\s*\n\s*/g, ' ')}\n`;
export const noFinalNewline = (text) => text.trimEnd();
/** A comment wherever the SDK is named. */
export const commented = (text) => text.replace(/\bnango\./g, 'nango /* the SDK */ . /* its method */ ');
/** Every call of the SDK begins on a line of its own and has its method on the next one. */
export const chained = (text) => text.replace(/\bnango\.(?=\w+[(<])/g, 'nango\n            .');
/** The SDK in parentheses, which mean nothing. */
export const parenthesised = (text) => text.replace(/\bnango\.(?=\w+[(<])/g, '(nango).');
/** Blank lines everywhere. */
export const spread = (text) => text.replaceAll('\n', '\n\n');
/** No semicolons at the ends of lines. */
export const noSemicolons = (text) => text.replace(/;$/gm, '');
