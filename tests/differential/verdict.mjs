// What one compile of a program came to, in the form the recordings have.
import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** `err - <file>[:<line>[:<column>]]`, and the message on the next line. */
const ERROR = /err - (\S.*?)(?::(\d+)(?::\d+)?)? *\r?\n +(.*)/;

/** What else the CLI fails with: a line of its own, or the text of an exception. */
const OTHERS = [
    /Not inside a Nango folder/,
    /The `nango\.yaml` configuration file is deprecated/,
    /No entry points found in index\.ts/,
    /File '[^']*' not found/,
    /File '[^']*' is a JavaScript file/,
    /File name '[^']*' differs from already included file name/,
    /Script '[^']*' must be inside .*/,
    /Script should have a default export/,
    /Script should be declared using utility function/,
    /Function '[^']*' .*/,
    /\b(?:[A-Z]\w*)?Error\b: .*/
];

/** What is quoted and longer is a type, printed at length and sometimes in no fixed order. */
const LONGEST = 40;

/**
 * `null` where the program compiles, otherwise the first error: its message, and the file and line that the CLI prints.
 * @returns {null | {says: string, at?: string}}
 */
export function verdict(project, { exit, output }) {
    if (exit === 0) return null;
    const text = stripVTControlCharacters(output).replaceAll(`${project}/`, '').replaceAll(`${dirname(project)}/`, '../');
    const error = ERROR.exec(text);
    if (error) {
        const [, file, line, says] = error;
        return { says: clip(says), at: `${file.replace(/^\.\//, '')}${line ? `:${line}` : ''}` };
    }
    for (const pattern of OTHERS) {
        const match = pattern.exec(text);
        if (match) return { says: clip(match[0]) };
    }
    throw new Error(`a failure of no known kind:\n${text}`);
}

function clip(text) {
    return text.trim().replace(/'[^']*'/g, (quoted) => (quoted.length > LONGEST || quoted.includes(' | ') ? "'…'" : quoted));
}
