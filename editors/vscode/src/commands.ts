// Commands. Those of the server are registered by the client under the server's own ids; here they get the arguments that
// whoever started them did not give: a lens gives all, a tree or a folder some, the palette none.

import { commands, LogLevel, Uri, window, workspace, type Disposable } from 'vscode';
import { ExecuteCommandRequest } from 'vscode-languageclient';

import * as ask from './ask';
import type { FunctionModel } from './functions';
import type { ArgumentSpec, CommandSpec } from './protocol';
import type { Server } from './server';
import { argumentsOf, type Node } from './tree';

type Arguments = Record<string, unknown>;

/** What says which function is meant, and not how it is run. */
const SUBJECT = ['file', 'root', 'integration', 'kind', 'name'];

/** Meant for all runs, unless a function is named. */
const CANCEL = 'nango.cancel';

/** What a run of each kind takes. */
const OF_KIND: Record<string, string> = {
    input: 'action',
    metadata: 'sync',
    checkpoint: 'sync',
    lastSyncDate: 'sync',
    variant: 'sync'
};

/** Gives the server's commands their arguments, and refuses what an untrusted workspace must not start. */
export async function execute(server: Server, functions: FunctionModel, id: string, given: unknown[]): Promise<unknown> {
    const spec = server.command(id);
    if (spec?.needsTrust && !workspace.isTrusted) return offerTrust(spec);
    const args = spec ? await complete(server, functions, spec, given) : given[0];
    if (args === undefined) return undefined;
    try {
        const params = { command: id, arguments: [args] };
        return (await server.client?.sendRequest(ExecuteCommandRequest.type, params)) as unknown;
    } catch (error) {
        // Whoever binds the command to a key shall read the server's sentence, once.
        void window.showErrorMessage(`Nango: ${(error as Error).message}`);
        return undefined;
    }
}

/** The extension's own commands. */
export function registerCommands(server: Server, functions: FunctionModel): Disposable[] {
    const open = (which: 'test' | 'mocks') => async (node?: Node) => {
        const file = node?.type === 'function' ? node.view[which] : undefined;
        if (file !== undefined) await window.showTextDocument(Uri.parse(file));
    };
    return [
        commands.registerCommand('nango.dryrunWith', (...given: unknown[]) => dryrunWith(server, functions, given)),
        commands.registerCommand('nango.openTest', open('test')),
        commands.registerCommand('nango.openMocks', open('mocks')),
        commands.registerCommand('nango.refreshTree', () => functions.refresh()),
        commands.registerCommand('nango.restartServer', () => server.restart()),
        commands.registerCommand('nango.showLog', () => server.log.show()),
        commands.registerCommand('nango.showTrace', async () => {
            server.trace.show();
            // It is empty below this level, and only the user sets it.
            if (server.trace.logLevel !== LogLevel.Trace) await commands.executeCommand('workbench.action.setLogLevel');
        }),
        commands.registerCommand('nango.openSettings', () =>
            commands.executeCommand('workbench.action.openSettings', `@ext:${server.extension}`)
        )
    ];
}

/** A dry run whose arguments are picked and typed in. */
async function dryrunWith(server: Server, functions: FunctionModel, given: unknown[]): Promise<void> {
    const spec = server.command('nango.dryrun');
    const args = spec && (await complete(server, functions, spec, given));
    if (!spec || !args) return;
    const kind = functions.at(Uri.parse(String(args['file'])))?.kind;
    const choices = spec.arguments.filter(({ name }) => !SUBJECT.includes(name) && (OF_KIND[name] ?? kind) === kind);
    const items = choices.map((choice) => ({ label: choice.name, detail: choice.description, choice }));
    const picked = await window.showQuickPick(items, { title: 'Dry run with…', canPickMany: true, matchOnDetail: true });
    if (!picked) return;
    for (const { choice } of picked) {
        const value = await ask.line(`${choice.name}: ${choice.description}`, choice.json ?? false);
        if (value === undefined) return;
        args[choice.name] = value;
    }
    await commands.executeCommand(spec.id, args);
}

/** All that a command needs; undefined when the user left a question. */
async function complete(
    server: Server,
    functions: FunctionModel,
    spec: CommandSpec,
    given: unknown[]
): Promise<Arguments | undefined> {
    const args = { ...impliedBy(given[0], server, functions) };
    for (const argument of spec.arguments) {
        if (args[argument.name] !== undefined) continue;
        // Who was started on an integration means no single function of it.
        const isSaid = argument.name === 'file' && args['integration'] !== undefined;
        const value = (isSaid ? undefined : implied(argument, spec, server, functions)) ?? (await missing(argument, spec, args, server, functions));
        if (value === LEFT) return undefined;
        if (value !== undefined) args[argument.name] = value;
    }
    const names = spec.arguments.map(({ name }) => name);
    return Object.fromEntries(Object.entries(args).filter(([name]) => names.includes(name)));
}

const LEFT = Symbol('the user left the question');

/** What is asked: whatever is required, the project where there are several, and a function where one stands for its integration. */
async function missing(argument: ArgumentSpec, spec: CommandSpec, args: Arguments, server: Server, functions: FunctionModel) {
    const isAmbiguous =
        (argument.name === 'root' && functions.current.projects.length > 1) ||
        (argument.name === 'file' && spec.id !== CANCEL && args['integration'] === undefined);
    if (argument.optional && !isAmbiguous) return undefined;
    const root = typeof args['root'] === 'string' ? args['root'] : undefined;
    const known = { functions: functions.current, vocabulary: server.vocabulary, root };
    return (await ask.argument(argument, known)) ?? LEFT;
}

/** What the editor in front says. */
function implied(argument: ArgumentSpec, spec: CommandSpec, server: Server, functions: FunctionModel): string | undefined {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId !== 'typescript') return undefined;
    const { document, selection } = editor;
    const uri = server.client?.code2ProtocolConverter.asUri(document.uri);
    if (argument.name === 'file' && spec.id !== CANCEL && (functions.at(document.uri) || spec.id === 'nango.register')) return uri;
    if (argument.name === 'root') return rootOf(document.uri, functions);
    if (argument.name === 'line') return String(selection.active.line + 1);
    return undefined;
}

/** What the thing says that the command was started on: a lens, a line of the tree, a folder, a file. */
function impliedBy(started: unknown, server: Server, functions: FunctionModel): Arguments {
    if (started instanceof Uri) {
        const uri = server.client?.code2ProtocolConverter.asUri(started);
        if (functions.at(started)) return { file: uri, root: rootOf(started, functions) };
        return ofFolder(started, functions);
    }
    if (typeof started !== 'object' || started === null) return {};
    return isNode(started) ? argumentsOf(started) : (started as Arguments);
}

/** A folder in the explorer: of an integration, or below or above one. */
function ofFolder(folder: Uri, functions: FunctionModel): Arguments {
    const root = rootOf(folder, functions);
    if (root === undefined) return {};
    const below = folder.toString().slice(Uri.parse(root).toString().length + 1);
    const [integration] = below.split('/').map(decodeURIComponent);
    return integration ? { root, integration } : { root };
}

function rootOf(uri: Uri, functions: FunctionModel): string | undefined {
    const roots = functions.current.projects.map(({ root }) => root);
    // As text: `path` has the letter of a drive as it was written, which the server writes in another way.
    return roots.find((root) => `${uri.toString()}/`.startsWith(`${Uri.parse(root).toString()}/`));
}

function isNode(value: object): value is Node {
    return 'type' in value && ('project' in value || 'integration' in value) && !('file' in value);
}

async function offerTrust(spec: CommandSpec): Promise<void> {
    const manage = 'Manage Workspace Trust';
    const message = `Nango: ${spec.title.toLowerCase()}: nothing is run in a workspace that you do not trust.`;
    if ((await window.showWarningMessage(message, manage)) === manage) await commands.executeCommand('workbench.trust.manage');
}
