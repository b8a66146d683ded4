// The problem patterns of the tasks, on what the real CLI prints and the tasks make of it. How VS Code reads that is a step of
// `commands.test.mjs`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { required, until } from './code-server.mjs';
import { startProject } from './project.mjs';

const MANIFEST = JSON.parse(readFileSync(fileURLToPath(new URL('../../editors/vscode/package.json', import.meta.url)), 'utf8'));
const { problemPatterns, problemMatchers } = MANIFEST.contributes;

/** What names files from the workspace folder. */
const WRAPPER = fileURLToPath(new URL('../../editors/vscode/media/task.cjs', import.meta.url));

/** The flags and the environment of the extension's tasks. */
const FLAGS = ['--no-interactive', '--no-dependency-update'];
const QUIET = { NANGO_CLI_UPGRADE_MODE: 'ignore', NANGO_CLI_DEPENDENCY_UPDATE: 'false', NO_COLOR: '1' };

let project;

before(async () => {
    project = await startProject();
});

after(() => project?.close());

/** What a matcher finds in an output, as VS Code reads it: the lines of a pattern follow each other. */
function found(matcher, output) {
    const name = (problemMatchers.find((it) => it.name === matcher).pattern ?? '').slice(1);
    const [head, body] = problemPatterns.find((it) => it.name === name).patterns;
    const lines = output.split(/\r?\n/);
    return lines.flatMap((line, at) => {
        const place = new RegExp(head.regexp).exec(line);
        const message = place && new RegExp(body.regexp).exec(lines[at + 1] ?? '');
        if (!message) return [];
        return [`${place[head.file]}:${place[head.line] ?? ''}:${place[head.column] ?? ''} ${message[body.message]}`];
    });
}

function cli(command) {
    return spawn(process.execPath, [WRAPPER, 'nango-integrations', join(required('NANGO_CLI'), 'node_modules/nango/dist/index.js'), command, ...FLAGS], {
        cwd: project.root,
        env: { ...process.env, ...QUIET },
        stdio: ['ignore', 'pipe', 'pipe']
    });
}

function outputOf(child) {
    const output = { text: '' };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output.text += text));
    return output;
}

function register(...names) {
    writeFileSync(join(project.root, 'index.ts'), names.map((name) => `import './crm/actions/${name}.js';\n`).join(''));
}

async function compile() {
    const child = cli('compile');
    const output = outputOf(child);
    await once(child, 'close');
    return output.text;
}

test('errors of compile, with and without a line', async () => {
    register('archive-contact');
    const types = await compile();
    assert.deepEqual(found('nango', types), ["nango-integrations/crm/actions/archive-contact.ts:14:13 Type 'string' is not assignable to type 'number'."], types);
    assert.deepEqual(found('nango-file', types), []);

    register('get-contact');
    const file = join(project.root, 'crm/actions/get-contact.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace("version: '1.0.0',", "version: '1.0.0',\n    endpoint: { method: 'GET', path: '/contact' },").replace('const action =', 'export const other = 1;\nconst action ='));
    const output = await compile();
    const all = [...found('nango', output), ...found('nango-file', output)];
    assert.equal(all.length, 1, output);
    assert.match(all[0], /^nango-integrations\/crm\/actions\/get-contact\.ts:/, output);
    writeFileSync(file, text);
});

test('dev begins and ends with every change', async () => {
    register('get-contact');
    const { beginsPattern, endsPattern } = problemMatchers.find(({ name }) => name === 'nango-dev').background;
    const child = cli('dev');
    const output = outputOf(child);
    const cycle = async (change) => {
        output.text = '';
        await change?.();
        await until(`an end of ${output.text}`, () => new RegExp(endsPattern, 'm').test(output.text));
        return output.text;
    };
    try {
        await until('a beginning', () => new RegExp(beginsPattern, 'm').test(output.text));
        const file = join(project.root, 'crm/actions/get-contact.ts');
        const text = readFileSync(file, 'utf8');
        await until('the first build', () => /Compiling .+get-contact/.test(output.text));
        const broken = await cycle(() => writeFileSync(file, text.replace('retries: 3', "retries: 'three'")));
        const about = found('nango', broken).filter((line) => line.includes('get-contact'));
        assert.deepEqual(about, ["nango-integrations/crm/actions/get-contact.ts:14:13 Type 'string' is not assignable to type 'number'."], broken);
        const mended = await cycle(() => writeFileSync(file, text));
        assert.match(mended, new RegExp(beginsPattern, 'm'));
        assert.ok(!found('nango', mended).some((line) => line.includes('get-contact')), mended);
    } finally {
        child.kill();
    }
});
