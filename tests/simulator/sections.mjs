// Reads the programs that were written by hand: sections of the files in `programs/`.
//
//     //- name                        begins a program
//     //= false-deletion              the kinds that it shows, or `clean`
//     //> In words why.
//     //: twin other-name             and `checkpoint`, `models`, `collections`, `import`
//     …                               the statements of `exec`
//     //+ helpers                     what follows stands before the sync
//     //+ crm/helpers/pages.ts        what follows is a file of its own
import { readFileSync, readdirSync } from 'node:fs';
import { ENTRY, source } from './source.mjs';

const FOLDER = new URL('programs/', import.meta.url);

/** All of them: { id, kinds, words, twin, collections, files }. */
export function sections() {
    return readdirSync(FOLDER).filter((file) => file.endsWith('.ts')).sort().flatMap((file) => read(file));
}

function read(file) {
    const group = file.replace(/\.ts$/, '');
    const [, ...parts] = readFileSync(new URL(file, FOLDER), 'utf8').split(/^\/\/- /m);
    return parts.map((part) => section(group, part));
}

function section(group, part) {
    const [name, ...lines] = part.split('\n');
    const marked = (mark) => lines.filter((line) => line.startsWith(`//${mark} `)).map((line) => line.slice(4).trim());
    const settings = Object.fromEntries(marked(':').map((line) => [line.split(' ')[0], line.replace(/^\S+ /, '')]));
    const kinds = marked('=').flatMap((line) => line.split(' ')).filter((kind) => kind !== 'clean');
    const words = marked('>').join(' ');
    if (marked('=').length === 0 || words === '') throw new Error(`${group}/${name} does not say what it shows`);
    const [body, ...others] = lines.filter((line) => !/^\/\/[=>:] /.test(line)).join('\n').split(/^\/\/\+ /m);
    const { helpers, ...files } = Object.fromEntries(others.map((it) => [it.split('\n')[0], `${it.replace(/^.*\n/, '').trim()}\n`]));
    const models = (settings.models ?? 'Deal').split(' ');
    const collections = settings.collections === 'none' ? null : Object.fromEntries(models.map((model) => [model, `${model.toLowerCase()}s`]));
    const text = source({ body, helpers, imports: settings.import, checkpoint: settings.checkpoint, models });
    return { id: `${group}/${name}`, kinds: kinds.sort(), words, twin: settings.twin && `${group}/${settings.twin}`, collections, files: { [ENTRY]: text, ...files } };
}
