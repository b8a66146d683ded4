// The extension: it starts the server, and gives what it says a place in VS Code.

import { workspace, type ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { BesideTypeScript } from './beside';
import { execute, registerCommands } from './commands';
import { FunctionModel } from './functions';
import { CancellableProgress } from './progress';
import { showDocument } from './report';
import { showResults } from './results';
import { Server } from './server';
import { showStatus } from './status';
import { provideTasks } from './tasks';
import { showTree } from './tree';

/** What other extensions, and our tests, can reach. */
export interface Api {
    /** The client while the server runs. */
    readonly client: LanguageClient | undefined;
}

let server: Server | undefined;

export function activate(context: ExtensionContext): Api {
    const beside = new BesideTypeScript();
    const progress = new CancellableProgress();
    const started: Server = new Server(context, () => ({
        handleWorkDoneProgress: (token, step, next) => progress.handle(started, token, step, next),
        handleDiagnostics: (uri, diagnostics, next) => beside.publish(uri, diagnostics, next),
        executeCommand: (command, args) => execute(started, functions, command, args),
        window: { showDocument: (params, token, next) => showDocument(params, token, next) }
    }));
    const functions = new FunctionModel(started);
    server = started;
    context.subscriptions.push(
        started,
        functions,
        beside,
        showTree(functions),
        showStatus(started, functions),
        showResults(functions),
        provideTasks(context, functions),
        ...registerCommands(started, functions),
        started.onDidChange(() => {
            if (!started.client) progress.endAll();
        }),
        workspace.onDidGrantWorkspaceTrust(() => started.restart()),
        workspace.onDidChangeConfiguration((change) => {
            if (change.affectsConfiguration('nango.server.path')) void started.restart();
        })
    );
    void started.restart();
    return {
        get client() {
            return started.client;
        }
    };
}

export async function deactivate(): Promise<void> {
    await server?.stop();
}
