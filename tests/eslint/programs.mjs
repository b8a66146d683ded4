// The programs: for each rule of the plugin a file of sections, `//- <name>` and the statements of an action, or `//- <name> whole` and a file.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const folder = new URL('programs/', import.meta.url);
const frame = readFileSync(new URL('frame.ts', import.meta.url), 'utf8');

/** Each program: its id `<rule>/<name>`, the rule, and the text as ESLint gets it. */
export function programs() {
    const files = readdirSync(folder).sort();
    return files.flatMap((file) => {
        const rule = basename(file, '.txt');
        const sections = readFileSync(new URL(file, folder), 'utf8').split(/^\/\/- /m).slice(1);
        return sections.map((section) => {
            const end = section.indexOf('\n');
            const [name, form] = section.slice(0, end).split(' ');
            const body = section.slice(end + 1);
            return { id: `${rule}/${name}`, rule, text: form === 'whole' ? body : frame.replace('        // BODY\n', () => body) };
        });
    });
}
