// All programs. Run by itself it writes them as JSON, which is how a test in Rust gets them.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { generated } from './generated.mjs';
import { sections } from './sections.mjs';

/** { id, hash, kinds, words, twin, collections, files }: text by path; of generated programs nobody has said the kinds. */
export const programs = [...sections(), ...generated()]
    .map((program) => ({ ...program, hash: createHash('sha256').update(Object.values(program.files).join('')).digest('hex').slice(0, 8) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

const twice = programs.filter(({ id }, at) => programs[at + 1]?.id === id);
if (twice.length > 0) throw new Error(`several programs are named ${twice.map(({ id }) => id).join(', ')}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${JSON.stringify(programs)}\n`);
