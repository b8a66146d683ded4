// Makes the npm packages: the wrapper, and one for each platform with its program.
//
//   node editors/npm/package.mjs OUT linux-x64=PATH [darwin-arm64=PATH …]
//
// Writes tarballs into OUT and prints their paths. The wrapper asks for all platforms, whichever are made here.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const top = resolve(here, '../..');
const [out, ...programs] = process.argv.slice(2);
if (!out || programs.length === 0) throw new Error('usage: package.mjs OUT PLATFORM=PATH…');

const wrapper = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const work = mkdtempSync(join(tmpdir(), 'nango-lsp-npm-'));
mkdirSync(out, { recursive: true });

function pack(folder) {
    for (const license of ['LICENSE-APACHE', 'LICENSE-MIT']) copyFileSync(join(top, license), join(folder, license));
    const output = execFileSync('npm', ['pack', '--silent', '--pack-destination', resolve(out), folder], {
        encoding: 'utf8',
        shell: process.platform === 'win32'
    });
    console.log(join(resolve(out), output.trim().split('\n').at(-1)));
}

try {
    for (const entry of programs) {
        const [platform, path] = entry.split('=');
        const name = `@nango-lsp/${platform}`;
        if (!wrapper.optionalDependencies[name]) throw new Error(`the wrapper does not ask for ${name}`);
        const [os, cpu] = platform.split('-');
        const program = os === 'win32' ? 'nango-lsp.exe' : 'nango-lsp';
        const folder = join(work, platform);
        mkdirSync(folder);
        copyFileSync(path, join(folder, program));
        chmodSync(join(folder, program), 0o755);
        const { version, license, repository } = wrapper;
        const manifest = { name, version, description: `nango-lsp for ${platform}`, license, repository, os: [os], cpu: [cpu], files: [program] };
        writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
        pack(folder);
    }
    const folder = join(work, 'wrapper');
    cpSync(here, folder, { recursive: true });
    pack(folder);
} finally {
    rmSync(work, { recursive: true });
}
