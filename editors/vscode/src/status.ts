// One item of the status bar: whether the server is there, what it does, and whether something is in the way.

import { DiagnosticSeverity, languages, MarkdownString, StatusBarAlignment, ThemeColor, window, workspace, type Diagnostic, type Disposable } from 'vscode';

import type { FunctionModel } from './functions';
import type { Server } from './server';

/** How things stand. */
interface Status {
    text: string;
    /** A sentence. */
    says: string;
    command: string;
    severity?: 'warning' | 'error';
}

/** Shows the item. */
export function showStatus(server: Server, functions: FunctionModel): Disposable {
    const item = window.createStatusBarItem('nango.status', StatusBarAlignment.Left, 0);
    item.name = 'Nango';
    const update = () => {
        const { text, says, command, severity } = status(server, functions);
        item.text = text;
        item.command = command;
        item.backgroundColor = severity && new ThemeColor(`statusBarItem.${severity}Background`);
        const tooltip = new MarkdownString(
            `${says}\n\n[Show the log](command:nango.showLog) · [Restart the server](command:nango.restartServer) · ` +
                '[Settings](command:nango.openSettings)'
        );
        tooltip.isTrusted = { enabledCommands: ['nango.showLog', 'nango.restartServer', 'nango.openSettings'] };
        item.tooltip = tooltip;
        item.show();
    };
    const subscriptions = [
        server.onDidChange(update),
        functions.onDidChange(update),
        languages.onDidChangeDiagnostics(update),
        workspace.onDidGrantWorkspaceTrust(update)
    ];
    update();
    return { dispose: () => [item, ...subscriptions].forEach((it) => it.dispose()) };
}

function status(server: Server, functions: FunctionModel): Status {
    const client = server.client;
    if (!client) {
        return server.isStarting
            ? { text: '$(sync~spin) Nango', says: 'The server starts.', command: 'nango.showLog' }
            : { text: '$(error) Nango', says: 'The server is not running.', command: 'nango.showLog', severity: 'error' };
    }
    const { ready, projects } = functions.current;
    if (!ready) return { text: '$(sync~spin) Nango', says: 'The projects are being read.', command: 'nango.showLog' };
    if (projects.length === 0) {
        const says = 'No Nango project is in this workspace: a folder with `.nango` and `index.ts`.';
        return { text: '$(circle-slash) Nango', says, command: 'nango.showLog' };
    }
    const errors = countErrors();
    if (errors > 0) {
        const says = `${errors === 1 ? 'One error keeps' : `${errors} errors keep`} functions from being compiled, deployed or run.`;
        return { text: `$(error) Nango: ${errors}`, says, command: 'workbench.actions.view.problems' };
    }
    if (!workspace.isTrusted) {
        const says = 'The workspace is not trusted: functions are analysed, and nothing is run.';
        return { text: '$(shield) Nango', says, command: 'workbench.trust.manage' };
    }
    const count = [...functions.all()].length;
    const says = `${count === 1 ? 'One function' : `${count} functions`} in ${projects.map(({ name }) => `\`${name}\``).join(', ')}.`;
    return { text: '$(check) Nango', says, command: 'nango.integrations.focus' };
}

/** Of ours, in all files. That a run failed keeps nothing from being compiled or run. */
function countErrors(): number {
    let errors = 0;
    for (const [, diagnostics] of languages.getDiagnostics()) {
        for (const { source, severity, code } of diagnostics) {
            if (source === 'nango' && severity === DiagnosticSeverity.Error && !isOfRun(code)) errors++;
        }
    }
    return errors;
}

/** Whether a diagnostic with this code tells what a run came to. */
function isOfRun(code: Diagnostic['code']): boolean {
    const id = typeof code === 'object' ? code.value : code;
    return String(id).startsWith('dryrun-');
}
