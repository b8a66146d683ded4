// Packs the extension, with the server inside if there is one for the target.
//
//   node scripts/package.mjs [--target linux-x64 --binary path/to/nango-lsp] [--out folder]
//
// Without a target the package is for every system, and finds the server on PATH. Prints the path of the .vsix.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TARGETS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
    options: { target: { type: 'string' }, binary: { type: 'string' }, out: { type: 'string', default: '.' } }
});
const { target, binary } = values;
const fail = (why) => {
    console.error(`package: ${why}`);
    process.exit(2);
};
if ((target === undefined) !== (binary === undefined)) fail('--target and --binary belong together');
if (target !== undefined && !TARGETS.includes(target)) fail(`--target is one of ${TARGETS.join(', ')}`);
if (binary !== undefined && !existsSync(binary)) fail(`there is no ${binary}`);

const { name, version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
const out = resolve(values.out, `${name}-${version}${target ? `-${target}` : ''}.vsix`);
mkdirSync(dirname(out), { recursive: true });

const run = (program, ...args) =>
    execFileSync(process.execPath, [join(top, 'node_modules', program), ...args], { cwd: top, stdio: ['ignore', 2, 2] });

run('typescript/bin/tsc', '--noEmit');
execFileSync(process.execPath, [join(top, 'scripts/build.mjs')], { cwd: top, stdio: ['ignore', 2, 2] });
copyFileSync(join(top, '../../LICENSE-MIT'), join(top, 'LICENSE'));
const bin = join(top, 'bin');
rmSync(bin, { recursive: true, force: true });
try {
    if (binary !== undefined) {
        const server = join(bin, target.startsWith('win32') ? 'nango-lsp.exe' : 'nango-lsp');
        mkdirSync(bin);
        copyFileSync(binary, server);
        chmodSync(server, 0o755);
    }
    // The marketplace shows pictures by their addresses; in a workflow of GitHub the repository is known.
    const repository = process.env.GITHUB_REPOSITORY;
    const folder = `v${version}/editors/vscode`;
    const links = repository
        ? [
              ...['--baseContentUrl', `https://github.com/${repository}/blob/${folder}`],
              ...['--baseImagesUrl', `https://raw.githubusercontent.com/${repository}/${folder}`]
          ]
        : ['--no-rewrite-relative-links'];
    const forTarget = target === undefined ? [] : ['--target', target];
    run('@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository', ...links, '--out', out, ...forTarget);
} finally {
    // Or the next package, for another system, would carry this one's server.
    rmSync(bin, { recursive: true, force: true });
    rmSync(join(top, 'LICENSE'), { force: true });
}
console.log(out);
