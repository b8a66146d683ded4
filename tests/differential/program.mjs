// What a program is: files, and what its author thinks is wrong with them. The CLI alone says what is.

/** Where a function goes that is a program by itself. */
const PLACES = [
    ['createSync(', 'crm/syncs/deals.ts'],
    ['createOnEvent(', 'crm/on-events/deals.ts'],
    ['', 'crm/actions/deals.ts']
];

/** Where functions lie. */
const FUNCTION = /^[^/]+\/(actions|syncs|on-events|functions)\/[^/]+\.ts$/;

/**
 * One program. `files` is a map from paths to texts, or the text of one function. `faults` are the rules that it breaks
 * and that the compiler knows, in each version or by version; none where it compiles.
 */
export function program(id, files, ...faults) {
    return { id, files: typeof files === 'string' ? { [placeOf(files)]: files } : files, faults: byVersion(faults) };
}

/** Programs that the compiler accepts: a map from ids to files. */
export const accepted = (programs) => Object.entries(programs).map(([id, files]) => program(id, files));

/** Programs that break one rule: a map from ids to files. */
export const rejected = (fault, programs) => Object.entries(programs).map(([id, files]) => program(id, files, fault));

/** The same programs, where nothing is wrong with them. */
export const harmless = (programs) => programs.map((it) => ({ ...it, faults: byVersion([]) }));

/** The ids of programs get a prefix. */
export const named = (prefix, programs) => programs.map((it) => ({ ...it, id: `${prefix}-${it.id}` }));

/** Every function of the programs written in another way that changes no verdict. */
export function rewritten(name, rewrite, programs) {
    const again = (files) =>
        Object.fromEntries(Object.entries(files).map(([path, text]) => [path, path.endsWith('.ts') && path !== 'index.ts' ? rewrite(text) : text]));
    return programs.map((it) => ({ ...it, id: `${it.id}--${name}`, files: again(it.files) }));
}

/** The files of a program with those that every project has, and an `index.ts` that registers every function. */
export function complete(files) {
    const entries = Object.keys(files).filter((path) => FUNCTION.test(path));
    const all = {
        '.nango/.gitkeep': '',
        'index.ts': entries.map((path) => `import './${path.replace(/\.ts$/, '.js')}';\n`).join(''),
        'package.json': '{ "type": "module", "devDependencies": { "nango": "0.71.10", "zod": "4.3.6" } }\n',
        ...files
    };
    return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== null));
}

function placeOf(text) {
    return PLACES.find(([create]) => text.includes(create))[1];
}

function byVersion(faults) {
    if (faults.length === 1 && typeof faults[0] === 'object') return faults[0];
    return { '0.70.4': faults, '0.71.10': faults };
}
