// What the generated functions are put together from: schemas, their fields, and the helpers they import.
import { FIELDS } from './words.mjs';

/** `sales-order` as the name of a model: `SalesOrder`. */
export const pascal = (text) => text.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());

/** `count` lines of a schema; optional, nullable and described by turns, with small objects in between. */
export function fields(dice, count, { described = false, nested = true } = {}) {
    const lines = [];
    for (const [name, type, text] of dice.shuffled(FIELDS).slice(0, Math.max(1, count))) {
        if (nested && dice.chance(0.06)) {
            lines.push([name, `z.object({\n        id: z.string(),\n        label: z.string().nullable(),\n        url: z.string().optional()\n    }).optional()`]);
            continue;
        }
        const optional = dice.chance(0.5) ? '.optional()' : dice.chance(0.4) ? '.nullable()' : '';
        lines.push([name, `${type}${optional}${described ? `.describe('${text}')` : ''}`]);
    }
    return lines;
}

/** The declaration of a schema, with a string `id` first unless told otherwise. */
export const schema = (name, lines, id = true) =>
    `const ${name} = z.object({\n${[...(id ? [['id', 'z.string()']] : []), ...lines].map(([key, type]) => `    ${key}: ${type}`).join(',\n')}\n});\n`;

/** Properties that copy `id` and the fields of another object. */
export const copied = (lines, from, indent) => ['id', ...lines.map(([key]) => key)].map((key) => `${indent}${key}: ${from}.${key}`).join(',\n');

/** A link to the page of an invented provider's documentation. */
export const docs = (subject, page) => `// https://developers.${subject.integration}.example/reference/${subject.many}#${page}`;

/** What the functions of every integration share. */
export const HELPERS = `/** Trims, lowers and joins the words of a search. */
export function normalizeText(text: string): string {
    return text.trim().toLowerCase().split(/\\s+/).join(' ');
}

/** The list in pieces of \`size\`. */
export function chunked<T>(items: T[], size: number): T[][] {
    const chunks: T[][] = [];
    for (let start = 0; start < items.length; start += size) {
        chunks.push(items.slice(start, start + size));
    }
    return chunks;
}
`;
