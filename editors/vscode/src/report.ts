// Documents that the server shows. The report of a dry run is Markdown outside of the workspace: it is read, not edited.

import { commands, Uri, workspace } from 'vscode';
import type { CancellationToken, ShowDocumentParams, ShowDocumentRequest } from 'vscode-languageclient';

/** Shows a report as it is meant to be read; everything else is left to the client. */
export async function showDocument(
    params: ShowDocumentParams,
    token: CancellationToken,
    next: ShowDocumentRequest.HandlerSignature
): Promise<Awaited<ReturnType<ShowDocumentRequest.HandlerSignature>>> {
    const uri = Uri.parse(params.uri);
    const isReport = uri.scheme === 'file' && uri.path.endsWith('.md') && !workspace.getWorkspaceFolder(uri);
    if (!isReport || params.external) return next(params, token);
    await commands.executeCommand('markdown.showPreviewToSide', uri);
    return { success: true };
}
