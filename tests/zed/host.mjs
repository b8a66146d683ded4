// What Zed gives to an extension, as far as ours asks for it. A test says what there is by `state`; `work` is the folder
// that Zed makes for the extension.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const state = {};

/** A machine without anything. */
export function reset(work) {
    Object.assign(state, {
        work,
        path: {},
        settings: {},
        platform: { os: 'linux', architecture: 'x8664' },
        release: undefined,
        files: {},
        /** A path whose download is cut off, by Zed's own end. */
        cutOff: undefined,
        downloads: [],
        statuses: []
    });
}

export class Worktree {
    id() {
        return 1n;
    }
    rootPath() {
        return '/project';
    }
    readTextFile(path) {
        throw `there is no ${path}`;
    }
    which(name) {
        return state.path[name];
    }
    shellEnv() {
        return [['HOME', '/home/me']];
    }
}

export class Project {}
export class KeyValueStore {}

/** A thrown string is the error of a result. */
export function getSettings(location, category, key) {
    return JSON.stringify(category === 'lsp' && key === 'nango-lsp' ? state.settings : {});
}

export function downloadFile(url, path, type) {
    state.downloads.push([url, path, type]);
    const bytes = state.files[url];
    if (bytes === undefined) throw `capability for download_file ${url} is not granted`;
    // Zed unpacks: a zip into a folder, a gzip to a file. What is served here is what was packed.
    const file = type === 'zip' ? join(state.work, path, 'nango-lsp.exe') : join(state.work, path);
    mkdirSync(join(file, '..'), { recursive: true });
    const isCutOff = state.cutOff !== undefined && file.endsWith(state.cutOff);
    writeFileSync(file, isCutOff ? bytes.slice(0, 3) : bytes);
    // No string: no error of a result, after which the extension would go on.
    if (isCutOff) throw new Error('Zed has ended');
}

export function makeFileExecutable(path) {
    chmodSync(join(state.work, path), 0o755);
}

export function setLanguageServerInstallationStatus(name, status) {
    state.statuses.push(`${name}: ${status.tag}`);
}

export const github = {
    latestGithubRelease(repository) {
        if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw `\`${repository}\` is no repository`;
        if (!state.release) throw `no release of ${repository}`;
        return state.release;
    }
};

export const platform = {
    currentPlatform: () => [state.platform.os, state.platform.architecture]
};
