// Saving what is about to be run, when the server is told to.

import { workspace } from 'vscode';

import type { SaveParams, SaveResult } from './protocol';

/** Answers the server's `nango/save`. A document that cannot be saved says so itself. */
export async function answerSave({ documents }: SaveParams): Promise<SaveResult> {
    const wanted = new Set(documents);
    const open = workspace.textDocuments.filter((document) => wanted.has(document.uri.toString()));
    const saved = await Promise.all(open.map((document) => document.save()));
    return { saved: saved.every(Boolean) };
}
