#!/usr/bin/env node
// Compiles every scaffold with the real CLI, as an editor leaves it: an empty file, the completion, its registration.
//
//   verify.mjs [--server PROGRAM] [VERSION…]      one project with all scaffolds for each version; exit 1 on a failure
//
// It fails too if our server has anything to say about one of them, a hint included.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compileWithProgram } from '../support/cli.mjs';
import { Editor } from './editor.mjs';

/** Where each scaffold goes: the path decides what it is filled with. */
const places = [
    ['createAction: get one record', 'hubspot/actions/get-contact.ts'],
    ['createSync: incremental by timestamp', 'hubspot/syncs/contacts.ts'],
    ['createSync: incremental by cursor', 'hubspot/syncs/fetch-deals.ts'],
    ['createSync: full refresh with deletion detection', 'hubspot/syncs/list-companies.ts'],
    ['createSync: webhook', 'hubspot/syncs/2-tickets.ts'],
    ['createOnEvent: post-connection-creation', 'hubspot/on-events/connected.ts'],
    ['createOnEvent: pre-connection-deletion', 'hubspot/on-events/disconnecting.ts'],
    ['createOnEvent: validate-connection', 'hubspot/on-events/validate.ts']
];

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values: options, positionals: versions } = parseArgs({ allowPositionals: true, options: { server: { type: 'string' } } });
const server = options.server ?? builtServer();
const clis = execFileSync(here('../support/real-cli.sh'), versions, { encoding: 'utf8' }).trim().split('\n');

for (const line of clis) {
    const [, version, cli] = /^(\S+) (.*)$/.exec(line);
    const project = realpathSync(mkdtempSync(join(tmpdir(), 'scaffolds-')));
    try {
        const problems = [...(await write(project, version, cli)), ...(await compile(project, cli))];
        for (const problem of problems) console.error(`nango ${version}: ${problem}`);
        if (problems.length > 0) process.exitCode = 1;
        else console.log(`nango ${version}: ${places.length} scaffolds compile`);
    } finally {
        rmSync(project, { recursive: true, force: true });
    }
}

function builtServer() {
    const manifest = here('../../Cargo.toml');
    execFileSync('cargo', ['build', '--quiet', '--manifest-path', manifest], { stdio: ['ignore', 'ignore', 'inherit'] });
    const metadata = execFileSync('cargo', ['metadata', '--no-deps', '--format-version=1', '--manifest-path', manifest], { maxBuffer: 2 ** 26 });
    return join(JSON.parse(metadata).target_directory, 'debug', 'nango-lsp');
}

/** Makes the project, lets the editor complete every scaffold in it, and gives what our server finds wrong with them. */
async function write(project, version, cli) {
    const texts = {
        'package.json': JSON.stringify({ name: 'scaffolds', private: true, type: 'module', devDependencies: { nango: version, zod: '4.3.6' } }),
        '.gitignore': 'node_modules\nbuild\n.env\n',
        '.nango/.gitkeep': '',
        'index.ts': ''
    };
    for (const [, path] of places) texts[path] = '';
    for (const [path, text] of Object.entries(texts)) put(join(project, path), text);
    symlinkSync(join(cli, 'node_modules'), join(project, 'node_modules'));

    const editor = new Editor(server);
    await editor.start(project);
    const uri = (path) => pathToFileURL(join(project, path)).href;
    editor.open(uri('index.ts'), '');
    for (const [label, path] of places) {
        editor.open(uri(path), '');
        await complete(editor, uri(path), label);
        await registered(editor, uri('index.ts'), path);
    }
    await editor.silence();
    for (const [document, text] of editor.documents) writeFileSync(fileURLToPath(document), text);
    await editor.stop();
    return [...editor.diagnostics].flatMap(([document, found]) =>
        found.map(({ code, message }) => `${document.slice(uri('').length)}: ${message} (${code})`)
    );
}

async function complete(editor, uri, label) {
    const item = await offered(editor, uri, label);
    editor.edit(uri, [item.textEdit, ...(item.additionalTextEdits ?? [])]);
    if (item.command) await editor.request('workspace/executeCommand', item.command);
}

/** Waits until `index.ts` has the function: the next edit of it is made for the version after that. */
async function registered(editor, index, path) {
    for (let attempt = 0; attempt < 100; attempt++) {
        if (editor.documents.get(index).includes(path.replace(/\.ts$/, ''))) return;
        await setTimeout(50);
    }
    throw new Error(`${path} is not registered`);
}

/** The completion of that name; asked for again while the server still reads the project. */
async function offered(editor, uri, label) {
    for (let attempt = 0; attempt < 100; attempt++) {
        const answer = await editor.request('textDocument/completion', { textDocument: { uri }, position: { line: 0, character: 0 } });
        const item = (answer?.items ?? answer ?? []).find((item) => item.label === label);
        if (item) return item;
        await setTimeout(50);
    }
    throw new Error(`no completion is called "${label}" in ${uri}`);
}

/** Compiles, and gives what is wrong: the output of a failure, or which function was not compiled. */
async function compile(project, cli) {
    const { exit, output } = await compileWithProgram(cli, project);
    if (exit !== 0) return [output];
    const integrations = JSON.parse(readFileSync(join(project, '.nango/nango.json'), 'utf8'));
    const compiled = integrations.flatMap(({ providerConfigKey, actions, syncs, onEventScripts }) => [
        ...actions.map(({ name }) => `${providerConfigKey}/actions/${name}.ts`),
        ...syncs.map(({ name }) => `${providerConfigKey}/syncs/${name}.ts`),
        ...Object.values(onEventScripts).flat().map((name) => `${providerConfigKey}/on-events/${name}.ts`)
    ]);
    return places.filter(([, path]) => !compiled.includes(path)).map(([, path]) => `${path} is not in .nango/nango.json`);
}

function put(path, text) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
}
