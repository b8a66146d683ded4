// What the server speaks beyond LSP: the other side of `lsp/server/lsp/ext.rs`, where each message is explained.

import type { Range } from 'vscode-languageclient';

export const INPUT = 'nango/input';
export const PICK = 'nango/pick';
export const SAVE = 'nango/save';
export const FUNCTIONS = 'nango/functions';
export const FUNCTIONS_CHANGED = 'nango/functionsChanged';

/** The server asks for one line of text. */
export interface InputParams {
    title: string;
    placeholder?: string;
    value?: string;
    /** What the line has to be, if not any text. */
    format?: 'json';
}

/** The answer: no value when the user left the prompt. */
export interface InputResult {
    value: string | null;
}

/** The server asks to choose from a list. */
export interface PickParams {
    title: string;
    offers: { label: string; description?: string }[];
}

/** The answer: no index when the user left the list. */
export interface PickResult {
    index: number | null;
}

/** The user wants these documents saved before something is run. */
export interface SaveParams {
    /** URIs. */
    documents: string[];
}

/** The answer: whether all of them are saved now. */
export interface SaveResult {
    saved: boolean;
}

/** Every function of the workspace. */
export interface Functions {
    /** Whether all of the workspace was read. */
    ready: boolean;
    projects: ProjectView[];
}

export interface ProjectView {
    /** A URI, as are all files and folders below. */
    root: string;
    name: string;
    integrations: IntegrationView[];
}

export interface IntegrationView {
    name: string;
    folder: string;
    functions: FunctionView[];
}

export interface FunctionView {
    file: string;
    /** The name of the create call. */
    range: Range;
    kind: 'action' | 'sync' | 'on-event' | 'function';
    name: string;
    registration: 'registered' | 'missing' | 'parked';
    /** The integrations that it can be dry-run under. */
    runnable: string[];
    test?: string;
    mocks?: string;
    lastRun?: { state: 'running' | 'success' | 'failure'; message?: string };
}

/** What the server says of its commands in `capabilities.experimental.nango`. */
export interface Vocabulary {
    commands: CommandSpec[];
    templates: { id: string; label: string; description: string }[];
}

export interface CommandSpec {
    id: string;
    title: string;
    arguments: ArgumentSpec[];
    needsTrust: boolean;
}

export interface ArgumentSpec {
    name: string;
    description: string;
    optional: boolean;
    /** Whether the text has to be JSON. */
    json?: boolean;
}
