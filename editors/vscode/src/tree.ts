// The tree of integrations: functions by integration and kind, with what belongs to them and how they last ran.

import {
    EventEmitter,
    MarkdownString,
    Range,
    ThemeColor,
    ThemeIcon,
    TreeItem,
    TreeItemCollapsibleState,
    Uri,
    window,
    type Disposable,
    type TreeDataProvider
} from 'vscode';

import { traits, type FunctionModel } from './functions';
import type { FunctionView, IntegrationView, ProjectView } from './protocol';

/** One line of the tree. */
export type Node =
    | { type: 'project'; project: ProjectView }
    | { type: 'integration'; root: string; integration: IntegrationView }
    | { type: 'kind'; root: string; integration: IntegrationView; kind: FunctionView['kind'] }
    | { type: 'function'; root: string; integration: IntegrationView; view: FunctionView };

const KINDS: Record<FunctionView['kind'], string> = {
    action: 'Actions',
    sync: 'Syncs',
    'on-event': 'On events',
    function: 'Functions'
};

/** Shows the tree. */
export function showTree(functions: FunctionModel): Disposable {
    const provider = new IntegrationTree(functions);
    const view = window.createTreeView('nango.integrations', { treeDataProvider: provider, showCollapseAll: true });
    const badge = functions.onDidChange(() => {
        const missing = [...functions.all()].filter(({ view }) => view.registration === 'missing').length;
        const tooltip = missing === 1 ? 'one function is not registered' : `${missing} functions are not registered`;
        view.badge = missing > 0 ? { value: missing, tooltip } : undefined;
    });
    return { dispose: () => [badge, view, provider].forEach((it) => it.dispose()) };
}

/** What a command that was started on a line of the tree is to act on. */
export function argumentsOf(node: Node): Record<string, string> {
    switch (node.type) {
        case 'project':
            return { root: node.project.root };
        case 'function':
            return { root: node.root, file: node.view.file };
        default:
            return { root: node.root, integration: node.integration.name };
    }
}

class IntegrationTree implements TreeDataProvider<Node>, Disposable {
    private readonly changed = new EventEmitter<void>();
    private readonly subscription: Disposable;
    readonly onDidChangeTreeData = this.changed.event;

    constructor(private readonly functions: FunctionModel) {
        this.subscription = functions.onDidChange(() => this.changed.fire());
    }

    getChildren(parent?: Node): Node[] {
        const projects = this.functions.current.projects;
        if (parent === undefined) {
            const [only, ...others] = projects;
            return only && others.length === 0 ? integrations(only) : projects.map((project) => ({ type: 'project', project }));
        }
        switch (parent.type) {
            case 'project':
                return integrations(parent.project);
            case 'integration': {
                const { root, integration } = parent;
                const kinds = new Set(integration.functions.map(({ kind }) => kind));
                const present = (Object.keys(KINDS) as FunctionView['kind'][]).filter((kind) => kinds.has(kind));
                return present.map((kind) => ({ type: 'kind', root, integration, kind }));
            }
            case 'kind': {
                const { root, integration, kind } = parent;
                const views = integration.functions.filter((view) => view.kind === kind);
                return views.map((view) => ({ type: 'function', root, integration, view }));
            }
            case 'function':
                return [];
        }
    }

    getTreeItem(node: Node): TreeItem {
        switch (node.type) {
            case 'project':
                return folder(node.project.name, 'project', node.project.root, 'root-folder');
            case 'integration':
                return folder(node.integration.name, 'integration', node.integration.folder, 'plug');
            case 'kind': {
                const item = new TreeItem(KINDS[node.kind], TreeItemCollapsibleState.Expanded);
                item.id = `${node.integration.folder}#${node.kind}`;
                item.contextValue = 'kind';
                return item;
            }
            case 'function':
                return functionItem(node.view);
        }
    }

    dispose(): void {
        this.subscription.dispose();
        this.changed.dispose();
    }
}

function integrations(project: ProjectView): Node[] {
    return project.integrations.map((integration) => ({ type: 'integration', root: project.root, integration }));
}

function folder(name: string, type: string, uri: string, icon: string): TreeItem {
    const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
    item.id = uri;
    item.contextValue = type;
    item.iconPath = new ThemeIcon(icon);
    item.tooltip = Uri.parse(uri).fsPath;
    return item;
}

function functionItem(view: FunctionView): TreeItem {
    const item = new TreeItem(view.name, TreeItemCollapsibleState.None);
    const uri = Uri.parse(view.file);
    item.id = view.file;
    // The colour and the badge of its problems come with the file.
    item.resourceUri = uri;
    item.contextValue = traits(view);
    item.iconPath = icon(view);
    item.description = description(view);
    item.tooltip = tooltip(view);
    const { start, end } = view.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    item.command = { command: 'vscode.open', title: 'Open', arguments: [uri, { selection }] };
    return item;
}

function icon(view: FunctionView): ThemeIcon {
    switch (view.lastRun?.state) {
        case 'running':
            return new ThemeIcon('sync~spin');
        case 'success':
            return new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
        case 'failure':
            return new ThemeIcon('error', new ThemeColor('testing.iconFailed'));
        default:
            return view.registration === 'missing'
                ? new ThemeIcon('warning', new ThemeColor('list.warningForeground'))
                : new ThemeIcon({ action: 'zap', sync: 'sync', 'on-event': 'bell', function: 'symbol-function' }[view.kind]);
    }
}

function description(view: FunctionView): string {
    const parts = [];
    if (view.registration === 'missing') parts.push('not registered');
    if (view.registration === 'parked') parts.push('parked');
    if (view.lastRun) parts.push(view.lastRun.state === 'running' ? 'running…' : (view.lastRun.message ?? ''));
    if (view.test) parts.push('tested');
    else if (view.mocks) parts.push('mocks');
    return parts.join(' · ');
}

function tooltip(view: FunctionView): MarkdownString {
    const registered = {
        registered: 'Registered in `index.ts`.',
        missing: '**Not registered** in `index.ts`: it is neither compiled nor deployed.',
        parked: 'Left out of `index.ts` on purpose.'
    }[view.registration];
    const tests = view.test ? 'It has a test.' : view.mocks ? 'It has mocks, and no test.' : 'It has no test.';
    const text = new MarkdownString(`**${view.kind}** \`${view.name}\`\n\n${registered} ${tests}`);
    const { state, message } = view.lastRun ?? {};
    if (message !== undefined) text.appendMarkdown(`\n\n${state === 'success' ? '✓' : '✗'} `).appendText(message);
    return text;
}
