// Beside the TypeScript of VS Code, on every scaffold and every bad example of the rules: nothing is said twice.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { required, startCode, until } from './code-server.mjs';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

/** As the CLI compiles. */
const TSCONFIG = {
    compilerOptions: {
        module: 'node16',
        target: 'esnext',
        strict: true,
        esModuleInterop: true,
        skipLibCheck: true,
        forceConsistentCasingInFileNames: true,
        moduleResolution: 'node16',
        exactOptionalPropertyTypes: true,
        noFallthroughCasesInSwitch: true,
        allowUnusedLabels: false,
        allowUnreachableCode: false,
        noImplicitOverride: true,
        noImplicitReturns: true,
        noPropertyAccessFromIndexSignature: true,
        noUncheckedIndexedAccess: true,
        noUnusedLocals: true,
        noUnusedParameters: true,
        noEmit: true
    },
    include: ['**/*.ts']
};

let folder, code;

before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nango-lsp-coexistence-'));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', devDependencies: { nango: '0.71.10', zod: '4.3.6' } }));
    symlinkSync(join(required('NANGO_CLI'), 'node_modules'), join(folder, 'node_modules'));
    writeExamples();
    writeScaffolds();
    // While one works on it: a part of a path.
    const files = sources(folder).filter((file) => file.includes(process.env.ONLY ?? '')).sort();
    writeFileSync(join(folder, 'coexistence.json'), JSON.stringify({ files }));
    code = await startCode({ extensions: [required('NANGO_LSP_VSIX'), pack()] });
});

after(async () => {
    await code?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
});

test('nothing is said twice', { timeout: 600_000 }, async (context) => {
    await code.open(folder);
    const result = await until('a result', () => existsSync(join(folder, 'result.json')), 570_000)
        .then(() => JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')));
    assert.equal(result.error, undefined);
    context.diagnostic(JSON.stringify({ ...result, doubles: result.doubles.length }));
    // Or nothing was looked at.
    assert.ok(process.env.ONLY || (result.files > 150 && result.errors > 30 && result.hints > 10 && result.completions > 0 && result.renames > 20), JSON.stringify(result));
    assert.deepEqual(result.doubles, []);
    assert.notEqual(result.seesRivals, false, 'a second answer to a rename would have been seen');
});

/** Every bad example as a project of its own. */
function writeExamples() {
    execFileSync('cargo', ['test', '--quiet', '-p', 'lint', 'examples_are_written_down', '--', '--ignored'], {
        cwd: TOP,
        env: { ...process.env, NANGO_LSP_EXAMPLES: folder },
        stdio: ['ignore', 'ignore', 'inherit']
    });
}

/** A function of every template, in one project. */
function writeScaffolds() {
    const root = join(folder, 'scaffolds');
    mkdirSync(join(root, '.nango'), { recursive: true });
    writeFileSync(join(root, 'index.ts'), '');
    for (const template of ['action', 'sync-timestamp', 'sync-cursor', 'sync-full', 'sync-webhook', 'post-connection-creation', 'pre-connection-deletion', 'validate-connection']) {
        execFileSync(required('NANGO_LSP'), ['new', 'crm', `of-${template}`, '--template', template], { cwd: root, stdio: 'ignore' });
    }
}

/** The TypeScript files below a folder. */
function sources(below) {
    return readdirSync(below, { withFileTypes: true }).flatMap((entry) => {
        const path = join(below, entry.name);
        if (entry.isDirectory()) return sources(path);
        return entry.name.endsWith('.ts') ? [relative(folder, path)] : [];
    });
}

/** The extension that looks at it all, packed. */
function pack() {
    const out = join(folder, '..', `${folder.split('/').at(-1)}.vsix`);
    const vsce = join(TOP, 'editors/vscode/node_modules/@vscode/vsce/vsce');
    execFileSync(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', out], {
        cwd: join(TOP, 'tests/vscode/coexistence'),
        stdio: 'ignore'
    });
    after(() => rmSync(out, { force: true }));
    return out;
}
