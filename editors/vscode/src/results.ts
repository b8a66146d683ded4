// The result of the last dry run, at the end of the line of the create call. It follows edits that do not end it, and goes
// when the server says that it no longer stands.

import { commands, MarkdownString, Range, ThemeColor, window, workspace, type DecorationOptions, type Disposable, type TextEditor } from 'vscode';

import { traits, type FunctionModel } from './functions';
import type { FunctionView } from './protocol';

/** A lens and a line of code stand beside it. */
const LONGEST = 100;

/** Shows results, and says to `when` clauses what function is in front. */
export function showResults(functions: FunctionModel): Disposable {
    const style = (color: string) =>
        window.createTextEditorDecorationType({
            after: { margin: '0 0 0 3em', fontStyle: 'italic', color: new ThemeColor(color) }
        });
    const success = style('testing.iconPassed');
    const failure = style('testing.iconFailed');
    const show = (editor: TextEditor) => {
        const view = functions.at(editor.document.uri);
        const isWanted = workspace.getConfiguration('nango').get<boolean>('inlineResults', true);
        const of = (state: string) => (isWanted && view?.lastRun?.state === state ? decoration(editor, view) : []);
        editor.setDecorations(success, of('success'));
        editor.setDecorations(failure, of('failure'));
    };
    const showAll = () => {
        window.visibleTextEditors.forEach(show);
        const front = window.activeTextEditor && functions.at(window.activeTextEditor.document.uri);
        void commands.executeCommand('setContext', 'nango.function', front ? traits(front) : '');
    };
    const subscriptions = [
        functions.onDidChange(showAll),
        window.onDidChangeActiveTextEditor(showAll),
        window.onDidChangeVisibleTextEditors(showAll),
        workspace.onDidChangeConfiguration((change) => {
            if (change.affectsConfiguration('nango.inlineResults')) showAll();
        })
    ];
    return { dispose: () => [success, failure, ...subscriptions].forEach((it) => it.dispose()) };
}

function decoration({ document }: TextEditor, { file, range, lastRun }: FunctionView): DecorationOptions[] {
    const { state, message = '' } = lastRun ?? {};
    if (range.start.line >= document.lineCount) return [];
    const end = document.lineAt(range.start.line).range.end;
    const text = `${state === 'success' ? '✓' : '✗'} ${message}`;
    const hover = new MarkdownString('Dry run: ').appendText(message);
    const link = encodeURIComponent(JSON.stringify([{ file, of: 'run' }]));
    hover.appendMarkdown(`\n\n[Show the report](command:nango.showReport?${link})`);
    hover.isTrusted = { enabledCommands: ['nango.showReport'] };
    const contentText = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
    return [{ range: new Range(end, end), hoverMessage: hover, renderOptions: { after: { contentText } } }];
}
