// Which program the extension starts: what the setting names, else what came with it, else what is on PATH.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { locateServer, NoServer } from '../../editors/vscode/src/locate.ts';

const PATH = process.env.PATH;

let folder, extension;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nango-lsp-locate-'));
    extension = join(folder, 'extension');
    process.env.PATH = '';
});

afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true, force: true });
});

/** Puts a program into a folder. */
function program(...place) {
    const path = join(folder, ...place, 'nango-lsp');
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, '#!/bin/sh\n');
    chmodSync(path, 0o755);
    return path;
}

const refused = (setting, words) => assert.rejects(locateServer(setting, extension), (error) => error instanceof NoServer && words.test(error.message));

test('what the setting names comes first', async () => {
    program('extension/bin');
    const named = program('mine');
    assert.equal(await locateServer(` ${named} `, extension), named);
    const fromHome = `~/${relative(homedir(), named)}`;
    assert.equal(await locateServer(fromHome, extension), join(homedir(), relative(homedir(), named)));
});

test('a setting that names no program is said, whatever else there is', async () => {
    program('extension/bin');
    const plain = program('plain');
    chmodSync(plain, 0o644);
    for (const setting of ['/nowhere/nango-lsp', folder, plain, 'bin/nango-lsp', 'nango-lsp']) await refused(setting, /no absolute path of a program/);
});

test('what came with the extension comes before PATH', async () => {
    const other = program('path');
    process.env.PATH = join(folder, 'path');
    assert.equal(await locateServer('', extension), other);
    const bundled = program('extension/bin');
    assert.equal(await locateServer('', extension), bundled);
});

test('entries of PATH that lead into the workspace, and folders of that name, are passed over', async () => {
    program('workspace');
    mkdirSync(join(folder, 'first/nango-lsp'), { recursive: true });
    const second = program('second');
    const here = process.cwd();
    process.chdir(join(folder, 'workspace'));
    try {
        process.env.PATH = ['.', '', join(folder, 'first')].join(delimiter);
        await refused('', /none on PATH/);
        process.env.PATH += delimiter + join(folder, 'second');
        assert.equal(await locateServer('', extension), second);
    } finally {
        process.chdir(here);
    }
});
