// Runs in VS Code beside our extension and the TypeScript of VS Code: opens the files that `coexistence.json` lists, one by one,
// and writes what both say of one place into `result.json`.
const { readFileSync, writeFileSync, renameSync } = require('node:fs');
const { join } = require('node:path');
const vscode = require('vscode');

const { DiagnosticSeverity, Position, Uri, WorkspaceEdit, commands, extensions, languages, window, workspace } = vscode;

/** How long one file may take. */
const PATIENCE = 60_000;

/** How long something may be said twice before it counts. */
const SETTLING = 3_000;

/** How many places of a file are asked at. */
const PLACES = 5;

/** Of how many examples one has its names renamed; of scaffolds, all have. */
const RENAMED = 8;

/** What is in front of a name: of a function, a schema, a field, a model, and of what is none. */
const BEFORE_NAMES = [/const (?=\w+ = create)/, /const (?=\w+ = z\.object)/, /^\s+(?=\w+: z\.)/, /models: \{\s*(?=\w)/, /[(\s]'(?=\w)/];

exports.activate = () => {
    const folder = workspace.workspaceFolders[0].uri.fsPath;
    const write = (result) => {
        // In one step: who waits for the file reads all of it.
        writeFileSync(join(folder, 'result.tmp'), JSON.stringify(result));
        renameSync(join(folder, 'result.tmp'), join(folder, 'result.json'));
    };
    const { files } = JSON.parse(readFileSync(join(folder, 'coexistence.json'), 'utf8'));
    examine(folder, files).then(write, (error) => write({ error: String(error?.stack ?? error) }));
};

async function examine(folder, files) {
    const api = await extensions.all.find(({ packageJSON }) => packageJSON.name === 'nango-lsp').activate();
    const client = await until('our server', () => api.client);
    const published = new Set();
    const { handleDiagnostics } = client.middleware;
    client.middleware.handleDiagnostics = (uri, diagnostics, next) => {
        handleDiagnostics(uri, diagnostics, next);
        published.add(uri.toString());
    };
    const projects = await until('all projects', async () => {
        const { ready, projects } = await client.sendRequest('nango/functions');
        return ready && projects;
    });
    // A folder without any function is no project, and nothing is said of its files.
    const roots = projects.map(({ root }) => `${Uri.parse(root).path}/`);
    const seen = { files: 0, errors: 0, ours: 0, hints: 0, places: 0, completions: 0, hovers: 0, renames: 0, doubles: [], slow: [] };
    for (const file of files) {
        const started = Date.now();
        const uri = Uri.file(join(folder, file));
        published.delete(uri.toString());
        const document = await workspace.openTextDocument(uri);
        await window.showTextDocument(document, { preview: true });
        if (roots.some((root) => uri.path.startsWith(root))) {
            await until(`our diagnostics of ${file}`, () => published.has(uri.toString()));
        }
        const expected = await typeErrors(uri);
        const theirs = await until(`${expected} errors of TypeScript in ${file}`, () => {
            const errors = languages.getDiagnostics(uri).filter(({ source, severity }) => source === 'ts' && severity <= DiagnosticSeverity.Warning);
            return errors.length >= expected && errors;
        });
        // What depends on what TypeScript says follows it.
        const ours = await settled(() => languages.getDiagnostics(uri).filter(({ source }) => source === 'nango'), theirs);
        seen.files++;
        seen.errors += theirs.length;
        seen.ours += ours.length;
        for (const one of ours) {
            if (one.severity === DiagnosticSeverity.Hint) {
                seen.hints++;
                continue;
            }
            const other = rival(one, theirs);
            if (other) seen.doubles.push(`${file}:${one.range.start.line + 1}: ${code(one)} and ts(${code(other)}): ${other.message}`);
        }
        for (const place of places(document, ours)) await askAt(seen, client, document, place);
        if (file.startsWith('scaffolds') || seen.files % RENAMED === 0) {
            for (const place of names(document)) await renameAt(seen, client, document, place);
        }
        if (Date.now() - started > 5_000) seen.slow.push(`${file}: ${Date.now() - started} ms`);
    }
    const last = files.findLast((file) => file.startsWith('scaffolds') && file.includes('sync'));
    if (last) seen.seesRivals = await seesRivals(client, await workspace.openTextDocument(Uri.file(join(folder, last))));
    return seen;
}

/** What TypeScript says of the same place. */
function rival(one, theirs) {
    return one.severity === DiagnosticSeverity.Hint ? undefined : theirs.find(({ range }) => range.intersection(one.range));
}

/** Our diagnostics when none has a rival any more; or as they are, if that does not come. */
async function settled(read, theirs) {
    const end = Date.now() + SETTLING;
    let ours = read();
    while (ours.some((one) => rival(one, theirs)) && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        ours = read();
    }
    return ours;
}

/** How many errors TypeScript has for a file, asked for and not waited for. */
async function typeErrors(uri) {
    let count = 0;
    for (const kind of ['syntacticDiagnosticsSync', 'semanticDiagnosticsSync']) {
        const answer = await commands.executeCommand('typescript.tsserverRequest', kind, { file: uri });
        if (answer?.type !== 'response' || !answer.body) throw new Error(`${kind} of ${uri}: ${JSON.stringify(answer)}`);
        count += answer.body.length;
    }
    return count;
}

/** At what is reported, and inside of the first strings. */
function places(document, reports) {
    const found = reports.slice(0, 2).map(({ range }) => range.start.translate(0, 1));
    for (let line = 0; line < document.lineCount; line++) {
        const create = /create\w+\(/.exec(document.lineAt(line).text);
        // Both may have a page of it.
        if (create) found.push(new Position(line, create.index + 1));
        if (found.length >= PLACES) continue;
        const at = /[(:] ?'/.exec(document.lineAt(line).text);
        if (at) found.push(new Position(line, at.index + at[0].length));
    }
    found.push(new Position(document.lineCount - 1, 0));
    return found;
}

/** What the window would show at a place, beside what we have to say there. */
async function askAt(seen, client, document, position) {
    const where = `${workspace.asRelativePath(document.uri)}:${position.line + 1}:${position.character + 1}`;
    const params = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
    const capabilities = client.initializeResult.capabilities;
    seen.places++;

    const answer = await client.sendRequest('textDocument/completion', params);
    const labels = (answer?.items ?? answer ?? []).map(({ label }) => label);
    seen.completions += labels.length;
    if (labels.length > 0) {
        const { items } = await commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, position);
        const shown = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
        for (const label of labels) {
            const times = shown.filter((other) => other === label).length;
            if (times !== 1) seen.doubles.push(`${where}: completion \`${label}\` is there ${times} times`);
        }
    }
    if (capabilities.hoverProvider && (await client.sendRequest('textDocument/hover', params))) {
        const hovers = await commands.executeCommand('vscode.executeHoverProvider', document.uri, position);
        const lines = hovers.flatMap(({ contents }) => sentences(contents));
        seen.hovers++;
        for (const line of new Set(lines)) {
            if (lines.filter((other) => other === line).length > 1) seen.doubles.push(`${where}: a hover says twice: ${line}`);
        }
    }
}

/** Where names begin, one of each kind. */
function names(document) {
    return BEFORE_NAMES.flatMap((before) => {
        for (let line = 0; line < document.lineCount; line++) {
            const found = before.exec(document.lineAt(line).text);
            if (found) return [new Position(line, found.index + found[0].length)];
        }
        return [];
    });
}

/** What the window would change for a rename is the name, wherever TypeScript finds it, each place once. */
async function renameAt(seen, client, document, position) {
    const where = `${workspace.asRelativePath(document.uri)}:${position.line + 1}:${position.character + 1}`;
    const place = ({ fsPath }, { start }) => `${fsPath}:${start.line}:${start.character}`;
    const edit = await commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, position, 'another').then(
        (edit) => edit,
        () => undefined // Nobody can rename it.
    );
    const made = (edit?.entries() ?? []).flatMap(([uri, edits]) => edits.map(({ range }) => place(uri, range)));
    if (made.length === 0) return;
    seen.renames++;
    const found = await commands.executeCommand('vscode.executeReferenceProvider', document.uri, position);
    const references = found.map(({ uri, range }) => place(uri, range));
    const once = new Set(made).size === made.length && made.includes(place(document.uri, { start: position }));
    if (!once || made.some((it) => !references.includes(it))) seen.doubles.push(`${where}: a rename edits [${made}], and TypeScript finds [${references}]`);
    if (client.initializeResult.capabilities.renameProvider) {
        const params = client.code2ProtocolConverter.asTextDocumentPositionParams(document, position);
        const ours = await client.sendRequest('textDocument/rename', { ...params, newName: 'another' }).catch(() => null);
        if (ours && references.length > 0) seen.doubles.push(`${where}: a rename that TypeScript has too`);
    }
}

/** Whether a second answer to a rename would have been seen. */
async function seesRivals(client, document) {
    const rival = languages.registerRenameProvider(
        { language: 'typescript' },
        {
            provideRenameEdits({ uri }, position, name) {
                const edit = new WorkspaceEdit();
                edit.insert(uri, new Position(0, 0), `// ${name}`);
                return edit;
            }
        }
    );
    const seen = { renames: 0, doubles: [] };
    for (const place of names(document)) await renameAt(seen, client, document, place);
    rival.dispose();
    return seen.doubles.length > 0;
}

/** The lines of one hover that say something, as they are read, each once. */
function sentences(contents) {
    const text = contents.map((it) => (typeof it === 'string' ? it : it.value)).join('\n');
    const lines = text.split('\n').filter((line) => !line.startsWith('```'));
    return [...new Set(lines.map((line) => line.replace(/[`*_]/g, '').trim()).filter((line) => /\w/.test(line)))];
}

function code({ code }) {
    return typeof code === 'object' ? code.value : code;
}

async function until(what, condition) {
    const end = Date.now() + PATIENCE;
    for (;;) {
        const found = await condition();
        if (found) return found;
        if (Date.now() > end) throw new Error(`no ${what} in ${PATIENCE / 1000} s`);
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}
