// The functions of the workspace, as the server last told them.

import { commands, EventEmitter, Uri, type Disposable } from 'vscode';

import { FUNCTIONS, FUNCTIONS_CHANGED, type Functions, type FunctionView, type IntegrationView } from './protocol';
import type { Server } from './server';

const NONE: Functions = { ready: false, projects: [] };

/** Pauses between two questions: whoever types in a function changes it with every key. */
const PAUSE_MS = 150;

/** Asks when the server says that there is something new. */
export class FunctionModel implements Disposable {
    private readonly changed = new EventEmitter<void>();
    private readonly subscriptions: Disposable[] = [];
    private timer: NodeJS.Timeout | undefined;
    private asked = 0;
    private byFile = new Map<string, FunctionView>();

    /** What is known. */
    current: Functions = NONE;
    /** It is another one. */
    readonly onDidChange = this.changed.event;

    constructor(private readonly server: Server) {
        let client = server.client;
        this.subscriptions.push(
            server.onDidChange(() => {
                if (server.client === client) return;
                client = server.client;
                client?.onNotification(FUNCTIONS_CHANGED, () => this.refresh());
                this.refresh();
            })
        );
    }

    /** The function in a file. */
    at(file: Uri): FunctionView | undefined {
        return this.byFile.get(file.toString());
    }

    /** All of them, with their integrations. */
    *all(): Iterable<{ root: string; integration: IntegrationView; view: FunctionView }> {
        for (const project of this.current.projects) {
            for (const integration of project.integrations) {
                for (const view of integration.functions) yield { root: project.root, integration, view };
            }
        }
    }

    /** Asks soon. */
    refresh(): void {
        this.timer ??= setTimeout(() => {
            this.timer = undefined;
            void this.ask();
        }, PAUSE_MS);
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.subscriptions.forEach((it) => it.dispose());
        this.changed.dispose();
    }

    private async ask(): Promise<void> {
        const turn = ++this.asked;
        let answer: Functions;
        try {
            answer = (await this.server.client?.sendRequest<Functions>(FUNCTIONS)) ?? NONE;
        } catch (error) {
            // A server that is being stopped answers nothing, and tells its successor's functions soon.
            this.server.log.debug(`no functions: ${String(error)}`);
            return;
        }
        if (turn !== this.asked) return;
        this.current = answer;
        this.byFile = new Map([...this.all()].map(({ view }) => [Uri.parse(view.file).toString(), view]));
        await commands.executeCommand('setContext', 'nango.projects', answer.projects.length);
        await commands.executeCommand('setContext', 'nango.hasProject', answer.projects.length > 0);
        this.changed.fire();
    }
}

/** What can be done with a function, in the words of `when` clauses. */
export function traits(view: FunctionView): string {
    const traits = ['function', view.kind, view.registration];
    if (view.runnable.length > 0) traits.push('runnable');
    if (view.test !== undefined) traits.push('test');
    if (view.mocks !== undefined) traits.push('mocks');
    if (view.lastRun !== undefined && view.lastRun.state !== 'running') traits.push('ran');
    return traits.join(' ');
}
