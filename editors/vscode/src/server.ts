// The server's life: found, started, restarted; and what it has told us of its commands.

import {
    commands,
    env,
    EventEmitter,
    Uri,
    window,
    workspace,
    type Disposable,
    type ExtensionContext,
    type LogOutputChannel
} from 'vscode';
import { LanguageClient, State, type LanguageClientOptions } from 'vscode-languageclient/node';

import { answerInput, answerPick } from './ask';
import { locateServer, NoServer } from './locate';
import { INPUT, PICK, SAVE, type CommandSpec, type InputParams, type PickParams, type SaveParams, type Vocabulary } from './protocol';
import { answerSave } from './save';

/** What of `package.json` is read here. */
interface Manifest {
    contributes: { configuration: { properties: Record<string, unknown> } };
}

const EMPTY: Vocabulary = { commands: [], templates: [] };

/** What belongs to this extension alone: the server would not know these keys. */
const OWN_SETTINGS = ['nango.server.path', 'nango.trace.server', 'nango.inlineResults'];

/** One server for all folders of the window. */
export class Server implements Disposable {
    readonly log: LogOutputChannel = window.createOutputChannel('Nango', { log: true });
    /** The conversation, once its level is set to Trace. */
    readonly trace: LogOutputChannel = window.createOutputChannel('Nango Trace', { log: true });
    private readonly changed = new EventEmitter<void>();
    private current: LanguageClient | undefined;
    private turn: Promise<void> = Promise.resolve();

    /** It started, stopped or failed. */
    readonly onDidChange = this.changed.event;

    constructor(
        private readonly context: ExtensionContext,
        private readonly middleware: () => NonNullable<LanguageClientOptions['middleware']>
    ) {}

    /** The identifier of this extension. */
    get extension(): string {
        return this.context.extension.id;
    }

    /** The client while the server runs. */
    get client(): LanguageClient | undefined {
        return this.current?.state === State.Running ? this.current : undefined;
    }

    /** Its commands and templates. */
    get vocabulary(): Vocabulary {
        const experimental: unknown = this.current?.initializeResult?.capabilities.experimental;
        return (experimental as { nango?: Vocabulary } | undefined)?.nango ?? EMPTY;
    }

    /** Whether it is on its way. */
    get isStarting(): boolean {
        return this.current?.state === State.Starting;
    }

    /** What it says of a command. */
    command(id: string): CommandSpec | undefined {
        return this.vocabulary.commands.find((command) => command.id === id);
    }

    /** Starts it; stops the old one first. Several calls wait for each other. */
    restart(): Promise<void> {
        this.turn = this.turn.then(async () => {
            await this.end();
            await this.start();
        });
        return this.turn;
    }

    /** Stops it. Its dry runs end with it. */
    stop(): Promise<void> {
        this.turn = this.turn.then(() => this.end());
        return this.turn;
    }

    dispose(): void {
        this.changed.dispose();
        this.trace.dispose();
        this.log.dispose();
    }

    private async start(): Promise<void> {
        let program: string;
        try {
            const setting = workspace.getConfiguration('nango').get<string>('server.path', '');
            program = await locateServer(setting, this.context.extensionPath);
        } catch (error) {
            this.changed.fire();
            // The message stays until it is answered: nothing may wait for that.
            void this.complain(error);
            return;
        }
        this.log.info(`starting ${program}`);
        const client = new LanguageClient('nango', 'Nango', { command: program, args: [] }, this.options());
        client.onDidChangeState(({ newState }) => {
            void commands.executeCommand('setContext', 'nango.ready', newState === State.Running);
            this.changed.fire();
        });
        client.onRequest(INPUT, (params: InputParams) => answerInput(params));
        client.onRequest(PICK, (params: PickParams) => answerPick(params));
        client.onRequest(SAVE, (params: SaveParams) => answerSave(params));
        this.current = client;
        try {
            await client.start();
            const info = client.initializeResult?.serverInfo;
            this.log.info(`${info?.name ?? 'the server'} ${info?.version ?? ''} is running`);
        } catch (error) {
            this.log.error(`the server does not start: ${String(error)}`);
            this.changed.fire();
        }
    }

    private async end(): Promise<void> {
        const client = this.current;
        this.current = undefined;
        if (client?.needsStop()) {
            await client.stop().catch((error: unknown) => this.log.warn(`the server did not stop: ${String(error)}`));
        }
        await client?.dispose().catch(() => undefined);
        this.changed.fire();
    }

    private options(): LanguageClientOptions {
        return {
            documentSelector: [
                { scheme: 'file', language: 'typescript' },
                { scheme: 'file', pattern: '**/fixtures/*.{input,metadata,checkpoint}.json' },
                { scheme: 'file', pattern: '**/tests/*.test.json' },
                // No language: VS Code has none for TOML unless an extension brings it.
                { scheme: 'file', pattern: '**/nango-lsp.toml' }
            ],
            initializationOptions: {
                nango: { input: true, pick: true, save: true, functions: true, trusted: workspace.isTrusted }
            },
            outputChannel: this.log,
            traceOutputChannel: this.trace,
            diagnosticCollectionName: 'nango',
            middleware: {
                ...this.middleware(),
                workspace: {
                    configuration: ({ items }) =>
                        items.map(({ section, scopeUri }) => (section === 'nango' ? this.chosenSettings(scopeUri) : null)),
                    // A server that is stopped because of the change cannot be told of it: its successor asks.
                    didChangeConfiguration: (sections, next) =>
                        next(sections).catch((error: unknown) => {
                            if (this.client) throw error;
                        })
                }
            }
        };
    }

    /** The server's settings as far as the user has set them: a default that is sent would overrule what was picked. */
    private chosenSettings(scope: string | undefined): object {
        const settings = workspace.getConfiguration('nango', scope === undefined ? undefined : Uri.parse(scope));
        const manifest = this.context.extension.packageJSON as Manifest;
        const chosen = {};
        for (const name of Object.keys(manifest.contributes.configuration.properties)) {
            if (OWN_SETTINGS.includes(name)) continue;
            const key = name.slice('nango.'.length);
            const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect(key) ?? {};
            if ([globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined)) {
                put(chosen, key.split('.'), settings.get(key));
            }
        }
        return chosen;
    }

    private async complain(error: unknown): Promise<void> {
        const message = error instanceof NoServer ? error.message : String(error);
        this.log.error(message);
        const [settings, install] = ['Open Settings', 'How to Install'];
        const pressed = await window.showErrorMessage(`Nango: ${message}`, settings, install);
        if (pressed === settings) {
            // The path is that of the machine where this runs.
            const open = env.remoteName === undefined ? 'workbench.action.openSettings' : 'workbench.action.openRemoteSettings';
            await commands.executeCommand(open, { query: 'nango.server.path' });
        } else if (pressed === install) {
            await commands.executeCommand('markdown.showPreview', Uri.joinPath(this.context.extensionUri, 'README.md'));
        }
    }
}

/** Puts a value where a path of keys leads. */
function put(into: Record<string, unknown>, [key, ...rest]: string[], value: unknown): void {
    if (key === undefined) return;
    if (rest.length === 0) into[key] = value;
    else put((into[key] ??= {}) as Record<string, unknown>, rest, value);
}
