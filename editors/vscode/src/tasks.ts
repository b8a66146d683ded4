// Tasks `nango: compile` and `nango: dev`, run with the CLI of the project.

import { access, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import {
    ProcessExecution,
    ShellExecution,
    Task,
    TaskGroup,
    tasks,
    TaskScope,
    Uri,
    workspace,
    type Disposable,
    type ExtensionContext,
    type TaskDefinition,
    type WorkspaceFolder
} from 'vscode';

import type { FunctionModel } from './functions';

interface NangoTask extends TaskDefinition {
    command: 'dev' | 'compile';
    root?: string;
}

/** The CLI asks nothing and changes nothing beside what it builds. */
const QUIET = { NANGO_CLI_UPGRADE_MODE: 'ignore', NANGO_CLI_DEPENDENCY_UPDATE: 'false' };
const FLAGS = ['--no-interactive', '--no-dependency-update'];

/** Offers them for every project. */
export function provideTasks(context: ExtensionContext, functions: FunctionModel): Disposable {
    const wrapper = context.asAbsolutePath('media/task.cjs');
    return tasks.registerTaskProvider('nango', {
        provideTasks: async () => {
            const made = functions.current.projects.flatMap(({ root }) => {
                const uri = Uri.parse(root);
                const folder = workspace.getWorkspaceFolder(uri);
                if (!folder) return [];
                const path = rootIn(folder, uri);
                return (['compile', 'dev'] as const).map((command) => {
                    const definition: NangoTask = { type: 'nango', command, ...(path && { root: path }) };
                    return task(definition, folder, wrapper);
                });
            });
            return Promise.all(made);
        },
        resolveTask: (given) => {
            const folder = typeof given.scope === 'object' ? given.scope : workspace.workspaceFolders?.[0];
            return folder && task(given.definition as NangoTask, folder, wrapper, onlyRoot(functions, folder));
        }
    });
}

/** A root, relative to its workspace folder. */
function rootIn(folder: WorkspaceFolder, root: Uri): string {
    return relative(folder.uri.fsPath, root.fsPath);
}

/** The root of the only project of a folder, for a task that names none. */
function onlyRoot(functions: FunctionModel, folder: WorkspaceFolder): string | undefined {
    const roots = functions.current.projects.map(({ root }) => Uri.parse(root));
    const [only, ...others] = roots.filter((root) => workspace.getWorkspaceFolder(root) === folder);
    return only && others.length === 0 ? rootIn(folder, only) : undefined;
}

/** The task of a project. The wrapper has the CLI name files from the workspace folder, where the matchers look for them. */
async function task(definition: NangoTask, folder: WorkspaceFolder, wrapper: string, usual = ''): Promise<Task> {
    const { command, root = usual } = definition;
    const cwd = join(folder.uri.fsPath, root);
    const settings = workspace.getConfiguration('nango');
    const node = settings.get<string>('node.path') || 'node';
    // As for dry runs: the project's own comes first.
    const program = (await installedCli(cwd)) ?? (await named(settings.get<string>('cli.path', '')));
    const options = { cwd, env: QUIET };
    const execution = program
        ? new ProcessExecution(node, [...(root ? [wrapper, root] : []), program, command, ...FLAGS], options)
        : // Fails with a clear word where there is none: nothing is downloaded.
          new ShellExecution('npx', ['--no-install', 'nango', command, ...FLAGS], options);
    const name = root ? `${command} - ${root.replaceAll('\\', '/')}` : command;
    const matchers = command === 'dev' ? ['$nango-dev', '$nango-dev-file'] : ['$nango', '$nango-file'];
    const task = new Task(definition, folder ?? TaskScope.Workspace, name, 'nango', execution, matchers);
    task.isBackground = command === 'dev';
    task.group = TaskGroup.Build;
    return task;
}

/** The program of the installed CLI, found as Node finds a package: in the folder or above it. */
async function installedCli(folder: string): Promise<string | undefined> {
    const found = await programOf(join(folder, 'node_modules', 'nango'));
    const above = dirname(folder);
    return found ?? (above === folder ? undefined : installedCli(above));
}

/** What the setting names: a program, or the folder of the package. */
async function named(path: string): Promise<string | undefined> {
    return path ? ((await programOf(path)) ?? path) : undefined;
}

/** The program of a package of the CLI. */
async function programOf(folder: string): Promise<string | undefined> {
    try {
        const text = await readFile(join(folder, 'package.json'), 'utf8');
        const { bin } = JSON.parse(text) as { bin?: string | Record<string, string> };
        const program = typeof bin === 'string' ? bin : bin?.['nango'];
        if (program) {
            await access(join(folder, program));
            return join(folder, program);
        }
    } catch {
        // There is none.
    }
    return undefined;
}
