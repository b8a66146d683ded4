// Bundles the extension into dist/extension.js: nothing of node_modules is shipped.
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');

await build({
    absWorkingDir: top,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // What VS Code 1.91 runs.
    target: 'node20',
    external: ['vscode'],
    minify: !process.argv.includes('--debug'),
    sourcemap: process.argv.includes('--debug') ? 'inline' : false,
    logLevel: 'warning'
});
