// Packs the extension: for a system with the server inside, or for every system, and then it finds the server on PATH.
//
//   node scripts/package.mjs [--out FOLDER] [linux-x64=path/to/nango-lsp …]
//
// Prints the path of each .vsix.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TARGETS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/** What stands for the owner of the repository before there is one. */
const NOBODY = 'github.com/OWNER/';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values, positionals } = parseArgs({ options: { out: { type: 'string', default: '.' } }, allowPositionals: true });
const fail = (why) => {
    console.error(`package: ${why}`);
    process.exit(2);
};
const wanted = positionals.map((entry) => {
    const at = entry.indexOf('=');
    const [target, binary] = [entry.slice(0, at), entry.slice(at + 1)];
    if (at === -1 || !TARGETS.includes(target)) fail(`\`${entry}\` is no TARGET=PATH with a target of ${TARGETS.join(', ')}`);
    if (!existsSync(binary)) fail(`there is no ${binary}`);
    return { target, binary };
});

const { name, version, repository } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
const out = resolve(values.out);
const bin = join(top, 'bin');
mkdirSync(out, { recursive: true });

// The marketplace shows pictures by their addresses.
const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const links = address.includes(NOBODY)
    ? ['--no-rewrite-relative-links']
    : ['--baseContentUrl', `${address}/blob/v${version}/editors/vscode`, '--baseImagesUrl', `${address}/raw/v${version}/editors/vscode`];

const run = (program, ...args) => execFileSync(process.execPath, [program, ...args], { cwd: top, stdio: ['ignore', 2, 2] });

function pack(file, forTarget) {
    run('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', ...links, '--out', file, ...forTarget);
    console.log(file);
}

run('node_modules/typescript/bin/tsc', '--noEmit');
run('scripts/build.mjs');
copyFileSync(join(top, '../../LICENSE-MIT'), join(top, 'LICENSE'));
try {
    if (wanted.length === 0) pack(join(out, `${name}-${version}.vsix`), []);
    for (const { target, binary } of wanted) {
        rmSync(bin, { recursive: true, force: true });
        mkdirSync(bin);
        const server = join(bin, target.startsWith('win32') ? 'nango-lsp.exe' : 'nango-lsp');
        copyFileSync(binary, server);
        chmodSync(server, 0o755);
        pack(join(out, `${name}-${version}-${target}.vsix`), ['--target', target]);
    }
} finally {
    // Or the next package, for another system, would carry this one's server.
    rmSync(bin, { recursive: true, force: true });
    rmSync(join(top, 'LICENSE'), { force: true });
}
