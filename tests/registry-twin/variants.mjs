// The variants of `index.ts`, and how one becomes a project on disk.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const { sources, base, variants } = JSON.parse(readFileSync(new URL('variants.json', import.meta.url), 'utf8'));

export { variants };

/** The bytes of the variant's `index.ts`, or `null` where it has none (or one of its links is it). */
export function indexBytes(variant) {
    if (variant.index_latin1 !== undefined) return Buffer.from(variant.index_latin1, 'latin1');
    return variant.index === null ? null : Buffer.from(variant.index, 'utf8');
}

/**
 * Writes the variant's project to `<folder>/project`, with `node_modules` linked to those of the CLI, and returns its path.
 * The folder around it is the variant's own, because some variants reach out of their project.
 */
export function writeProject(variant, folder, nodeModules) {
    const project = join(folder, 'project');
    const files = { ...base };
    const removed = (path) => variant.remove?.some((gone) => path === gone || path.startsWith(`${gone}/`));
    for (const path of Object.keys(files)) if (removed(path)) delete files[path];
    Object.assign(files, variant.files);

    rmSync(folder, { recursive: true, force: true });
    mkdirSync(project, { recursive: true });
    for (const [path, source] of Object.entries(files)) put(join(project, path), sources[source].join(''));
    const index = indexBytes(variant);
    if (index !== null) put(join(project, 'index.ts'), index);
    for (const [path, target] of Object.entries(variant.links ?? {})) {
        mkdirSync(dirname(join(project, path)), { recursive: true });
        symlinkSync(target, join(project, path));
    }
    symlinkSync(nodeModules, join(project, 'node_modules'));
    return project;
}

function put(path, content) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
}
