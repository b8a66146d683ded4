#!/usr/bin/env node
// Starts the program for this platform, which npm has installed as an optional dependency.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';

const platform = `${process.platform}-${process.arch}`;
const program = process.platform === 'win32' ? 'nango-lsp.exe' : 'nango-lsp';

let path;
try {
    path = createRequire(import.meta.url).resolve(`@nango-lsp/${platform}/${program}`);
} catch {
    const repository = createRequire(import.meta.url)('../package.json').repository.url.replace(/^git\+/, '');
    console.error(
        `nango-lsp: there is no program for ${platform} here; if this platform is supported, install without --omit=optional, or: cargo install --git ${repository}`
    );
    process.exit(2);
}

const child = spawn(path, process.argv.slice(2), { stdio: 'inherit' });
// A terminal sends Ctrl-C to both; whoever signals us alone means the program.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
    console.error(`nango-lsp: ${path}: ${error.message}`);
    process.exit(2);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
