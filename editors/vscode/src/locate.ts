// Where the program `nango-lsp` is: named by a setting, bundled with the extension, or on PATH.

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

const NAME = process.platform === 'win32' ? 'nango-lsp.exe' : 'nango-lsp';

/** Why there is no server to start: one sentence. */
export class NoServer extends Error {}

/** The path of the program. Throws `NoServer`. */
export async function locateServer(setting: string, extension: string): Promise<string> {
    const named = expand(setting.trim());
    if (named) {
        // A setting that is wrong is not passed over in silence.
        if (isAbsolute(named) && (await isExecutable(named))) return named;
        throw new NoServer(`the setting \`nango.server.path\` names \`${named}\`, which is no absolute path of a program`);
    }
    const bundled = join(extension, 'bin', NAME);
    if (await isExecutable(bundled)) return bundled;
    const found = await onPath();
    if (found) return found;
    throw new NoServer(
        'the program `nango-lsp` is missing: this extension comes without one for your system, and there is none on PATH'
    );
}

/** Relative entries of PATH are passed over: they would lead into the workspace. */
async function onPath(): Promise<string | undefined> {
    const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
    for (const folder of folders) {
        const program = join(folder, NAME);
        if (await isExecutable(program)) return program;
    }
    return undefined;
}

function expand(path: string): string {
    return path === '~' || path.startsWith('~/') || path.startsWith('~\\') ? join(homedir(), path.slice(1)) : path;
}

async function isExecutable(path: string): Promise<boolean> {
    try {
        await access(path, constants.X_OK);
        // A folder is executable too.
        return (await stat(path)).isFile();
    } catch {
        return false;
    }
}
