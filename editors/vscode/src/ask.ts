// Questions to the user: lines of text, and what a command needs to know.

import { window, type InputBoxOptions, type QuickPickItem } from 'vscode';

import type { ArgumentSpec, Functions, InputParams, InputResult, PickParams, PickResult, ProjectView, Vocabulary } from './protocol';

/** Answers the server's `nango/input`. */
export async function answerInput(params: InputParams): Promise<InputResult> {
    const value = await line(params.title, params.format === 'json', params.placeholder, params.value);
    return { value: value ?? null };
}

/** Answers the server's `nango/pick`. */
export async function answerPick({ title, offers }: PickParams): Promise<PickResult> {
    const items = offers.map(({ label, description = '' }, index) => ({ label, description, value: String(index) }));
    const picked = await pick(title, items);
    return { index: picked === undefined ? null : Number(picked) };
}

/** A line of text; JSON is checked while it is typed. */
export function line(title: string, isJson: boolean, placeholder?: string, value?: string): Thenable<string | undefined> {
    const options: InputBoxOptions = { title, ignoreFocusOut: true };
    if (placeholder !== undefined) options.placeHolder = placeholder;
    if (value !== undefined) options.value = value;
    if (isJson) {
        // Whoever fills in a value replaces what is between the outer braces.
        if (value !== undefined) options.valueSelection = [1, Math.max(1, value.length - 1)];
        options.validateInput = (text) => whyNoJson(text);
    }
    return window.showInputBox(options);
}

/** What keeps a text from being JSON. */
function whyNoJson(text: string): string | undefined {
    try {
        JSON.parse(text);
        return undefined;
    } catch (error) {
        return `no JSON yet: ${(error as Error).message}`;
    }
}

/** The argument of a command that only the user knows; undefined when they left. */
export async function argument(
    spec: ArgumentSpec,
    known: { functions: Functions; vocabulary: Vocabulary; root?: string | undefined }
): Promise<string | undefined> {
    const title = sentence(spec.description);
    const projects = known.functions.projects;
    switch (spec.name) {
        case 'file':
            return pick(title, projects.flatMap(functionItems));
        case 'root':
            return pick(title, projects.map((project) => ({ label: project.name, description: project.root, value: project.root })));
        case 'template': {
            const items = known.vocabulary.templates.map(({ id, label, description }) => ({ label, detail: description, value: id }));
            return pick(title, items);
        }
        case 'integration':
            return integration(title, projects.find((project) => project.root === known.root) ?? projects[0]);
        default:
            return line(title, spec.json ?? false);
    }
}

function functionItems(project: ProjectView): (QuickPickItem & { value: string })[] {
    return project.integrations.flatMap((integration) =>
        integration.functions.map(({ name, kind, file }) => ({ label: name, description: `${kind} of ${integration.name}`, value: file }))
    );
}

/** One that is there, or a new one. */
async function integration(title: string, project: ProjectView | undefined): Promise<string | undefined> {
    const names = project?.integrations.map(({ name }) => name) ?? [];
    if (names.length === 0) return line(title, false);
    const another = { label: '$(add) Another integration…', value: '' };
    const picked = await pick(title, [...names.map((name) => ({ label: name, value: name })), another]);
    return picked === '' ? line(title, false) : picked;
}

async function pick(title: string, items: (QuickPickItem & { value: string })[]): Promise<string | undefined> {
    const picked = await window.showQuickPick(items, { title, matchOnDescription: true, ignoreFocusOut: true });
    return picked?.value;
}

/** With a capital, as titles begin. */
function sentence(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
