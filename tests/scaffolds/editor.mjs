// An editor with the least a scaffold needs: it opens files, asks for completions, and makes the edits it is sent.
import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

export class Editor {
    /** Texts of the open files, by URI. */
    documents = new Map();
    /** What was published last, by URI. */
    diagnostics = new Map();
    #versions = new Map();
    #waiting = new Map();
    #nextId = 1;
    #received = Buffer.alloc(0);
    #heard = 0;

    constructor(program) {
        this.server = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
        this.server.stdout.on('data', (bytes) => this.#receive(bytes));
        this.server.on('exit', (code) => {
            for (const { reject } of this.#waiting.values()) reject(new Error(`the server ended with ${code}`));
        });
    }

    async start(root) {
        const folder = { uri: pathToFileURL(root).href, name: 'project' };
        await this.request('initialize', {
            processId: process.pid,
            rootUri: folder.uri,
            workspaceFolders: [folder],
            capabilities: {
                workspace: {
                    applyEdit: true,
                    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] }
                },
                textDocument: { completion: { completionItem: { snippetSupport: false } } }
            }
        });
        this.#send({ method: 'initialized', params: {} });
    }

    async stop() {
        await this.request('shutdown');
        this.#send({ method: 'exit' });
    }

    open(uri, text) {
        this.documents.set(uri, text);
        this.#versions.set(uri, 1);
        this.#send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'typescript', version: 1, text } } });
    }

    /** Makes LSP text edits of an open file, and tells the server. */
    edit(uri, edits) {
        let text = this.documents.get(uri);
        const spans = edits.map(({ range, newText }) => [offset(text, range.start), offset(text, range.end), newText]);
        for (const [start, end, newText] of spans.sort((a, b) => b[0] - a[0])) text = text.slice(0, start) + newText + text.slice(end);
        const version = this.#versions.get(uri) + 1;
        this.documents.set(uri, text);
        this.#versions.set(uri, version);
        this.#send({ method: 'textDocument/didChange', params: { textDocument: { uri, version }, contentChanges: [{ text }] } });
    }

    request(method, params) {
        const id = this.#nextId++;
        this.#send({ id, method, params });
        return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    }

    #send(message) {
        const text = JSON.stringify({ jsonrpc: '2.0', ...message });
        this.server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    }

    /** Waits until the server has been silent for that many milliseconds: edits and diagnostics come when it has them. */
    async silence(milliseconds = 500) {
        while (Date.now() - this.#heard < milliseconds) await setTimeout(50);
    }

    #receive(bytes) {
        this.#heard = Date.now();
        this.#received = Buffer.concat([this.#received, bytes]);
        for (;;) {
            const end = this.#received.indexOf('\r\n\r\n');
            if (end < 0) return;
            const length = Number(/Content-Length: (\d+)/i.exec(this.#received.toString('latin1', 0, end))[1]);
            if (this.#received.length < end + 4 + length) return;
            const message = JSON.parse(this.#received.toString('utf8', end + 4, end + 4 + length));
            this.#received = this.#received.subarray(end + 4 + length);
            this.#handle(message);
        }
    }

    #handle({ id, method, params, result, error }) {
        if (method === undefined) {
            const { resolve, reject } = this.#waiting.get(id);
            this.#waiting.delete(id);
            if (error) reject(new Error(error.message));
            else resolve(result);
        } else if (method === 'textDocument/publishDiagnostics') {
            this.diagnostics.set(params.uri, params.diagnostics);
        } else if (id !== undefined) {
            this.#send({ id, result: method === 'workspace/applyEdit' ? this.#apply(params.edit) : null });
        }
    }

    #apply({ documentChanges }) {
        for (const { textDocument, edits } of documentChanges) {
            const known = this.#versions.get(textDocument.uri);
            if (known === undefined || (textDocument.version ?? known) !== known) return { applied: false };
            this.edit(textDocument.uri, edits);
        }
        return { applied: true };
    }
}

/** Where a position lies in a text, in UTF-16 units, which is what JavaScript counts too. */
function offset(text, { line, character }) {
    let start = 0;
    for (let left = line; left > 0; left--) start = text.indexOf('\n', start) + 1;
    return start + character;
}
