// Which program the extension starts, and what it tells it.
import assert from 'node:assert';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { beforeEach } from 'node:test';

import { _setPreopens } from '@bytecodealliance/preview2-shim/filesystem';

import { reset, state, Worktree } from './host.mjs';

const ENVIRONMENT = [['HOME', '/home/me']];

let extension;
let starts = 0;

/** Zed starts the extension, as it does once after its own start. */
async function start() {
    // Another address makes another instance, with a memory of its own.
    extension = await import(`./component/extension.js?${++starts}`);
    extension.initExtension();
}

beforeEach(async () => {
    const work = mkdtempSync(join(tmpdir(), 'nango-lsp-zed-'));
    _setPreopens({ '/': work });
    reset(work);
    await start();
});

const command = () => extension.languageServerCommand('nango-lsp', new Worktree());

/** What the user reads when it fails. */
function refusal() {
    try {
        command();
    } catch (error) {
        return error.payload;
    }
    assert.fail('nothing was refused');
}

/** A release with the program for this target, listed under a checksum. */
function publish(version, triple, program, sum = createHash('sha256').update(program).digest('hex')) {
    const isWindows = triple.includes('windows');
    const names = [`nango-lsp-${triple}.${isWindows ? 'zip' : 'gz'}`, 'SHA256SUMS'];
    const asset = (name) => ({ name, downloadUrl: `https://example.com/${version}/${name}` });
    state.release = { version, assets: names.map(asset) };
    state.files[asset(names[0]).downloadUrl] = program;
    state.files[asset(names[1]).downloadUrl] = `0000  other\n${sum}  nango-lsp-${triple}${isWindows ? '.exe' : ''}\n`;
}

test('the program on PATH', () => {
    state.path['nango-lsp'] = '/usr/bin/nango-lsp';
    assert.deepEqual(command(), { command: '/usr/bin/nango-lsp', args: [], env: ENVIRONMENT });
    assert.deepEqual(state.downloads, []);
});

test('the program of the settings comes first, with its arguments and environment', () => {
    state.path['nango-lsp'] = '/usr/bin/nango-lsp';
    state.settings = { binary: { path: '/opt/nango-lsp', arguments: ['server'], env: { RUST_LOG: 'debug' } } };
    assert.deepEqual(command(), { command: '/opt/nango-lsp', args: ['server'], env: [...ENVIRONMENT, ['RUST_LOG', 'debug']] });
});

test('arguments without a path are for the program on PATH', () => {
    state.path['nango-lsp'] = '/usr/bin/nango-lsp';
    state.settings = { binary: { arguments: ['server'] } };
    assert.deepEqual(command().args, ['server']);
});

test('else the latest release, once', () => {
    publish('v9.0.0', 'x86_64-unknown-linux-musl', 'program');
    assert.equal(command().command, 'nango-lsp-v9.0.0/nango-lsp');
    assert.equal(readFileSync(join(state.work, 'nango-lsp-v9.0.0/nango-lsp'), 'utf8'), 'program');
    assert.equal(statSync(join(state.work, 'nango-lsp-v9.0.0/nango-lsp')).mode & 0o111, 0o111);
    assert.equal(state.statuses.at(-1), 'nango-lsp: none');
    const downloads = state.downloads.length;
    command();
    assert.equal(state.downloads.length, downloads);
});

test('every platform has its own asset', async () => {
    const targets = [
        ['linux', 'aarch64', 'aarch64-unknown-linux-musl', 'nango-lsp'],
        ['mac', 'aarch64', 'aarch64-apple-darwin', 'nango-lsp'],
        ['mac', 'x8664', 'x86_64-apple-darwin', 'nango-lsp'],
        ['windows', 'x8664', 'x86_64-pc-windows-msvc', 'nango-lsp.exe'],
        ['windows', 'aarch64', 'aarch64-pc-windows-msvc', 'nango-lsp.exe']
    ];
    for (const [number, [os, architecture, triple, program]] of targets.entries()) {
        state.platform = { os, architecture };
        publish(`v1.0.${number}`, triple, triple);
        await start();
        assert.equal(command().command, `nango-lsp-v1.0.${number}/${program}`);
    }
    // What an earlier release left behind is gone.
    assert.deepEqual(readdirSync(state.work), ['nango-lsp-v1.0.4']);
    state.platform = { os: 'linux', architecture: 'x86' };
    publish('v2.0.0', 'i686-unknown-linux-musl', 'program');
    await start();
    assert.match(refusal(), /no release for 32 bits/);
});

test('a program with another checksum is not kept', () => {
    publish('v3.0.0', 'x86_64-unknown-linux-musl', 'tampered', '0'.repeat(64));
    assert.match(refusal(), /checksum of `nango-lsp-x86_64-unknown-linux-musl.gz` is wrong/);
    assert.equal(existsSync(join(state.work, 'nango-lsp-v3.0.0')), false);
    assert.equal(state.statuses.at(-1), 'nango-lsp: failed');
});

test('a program of which only a part has come is not taken', async () => {
    publish('v3.1.0', 'x86_64-unknown-linux-musl', 'program');
    state.cutOff = '/nango-lsp';
    assert.throws(command, /Zed has ended/);
    state.cutOff = undefined;
    const { release } = state;
    state.release = undefined;
    await start();
    assert.match(refusal(), /no release/);
    state.release = release;
    await start();
    assert.equal(readFileSync(join(state.work, command().command), 'utf8'), 'program');
    assert.deepEqual(readdirSync(state.work), ['nango-lsp-v3.1.0']);
});

test('a download that is refused says what helps', () => {
    publish('v4.0.0', 'x86_64-unknown-linux-musl', 'program');
    state.files = {};
    const why = refusal();
    assert.match(why, /not granted/);
    assert.match(why, /install it, or set `lsp.nango-lsp.binary.path`/);
});

test('offline, what was downloaded before is taken', async () => {
    publish('v5.0.0', 'x86_64-unknown-linux-musl', 'program');
    command();
    await start();
    state.release = undefined;
    assert.equal(command().command, 'nango-lsp-v5.0.0/nango-lsp');
});

test('settings reach the server as they are', () => {
    const of = (question) => question('nango-lsp', new Worktree());
    assert.equal(of(extension.languageServerInitializationOptions), undefined);
    assert.equal(of(extension.languageServerWorkspaceConfiguration), undefined);
    state.settings = { initialization_options: { a: 1 }, settings: { nango: { profile: 'strict' } } };
    assert.deepEqual(JSON.parse(of(extension.languageServerInitializationOptions)), { a: 1 });
    assert.deepEqual(JSON.parse(of(extension.languageServerWorkspaceConfiguration)), { nango: { profile: 'strict' } });
});

test('the manifest attaches it to TypeScript and TSX, beside other servers', () => {
    const manifest = readFileSync('extension.toml', 'utf8');
    assert.match(manifest, /languages = \["TypeScript", "TSX"\]/);
    assert.match(manifest, /"TSX" = "typescriptreact"/);
});
