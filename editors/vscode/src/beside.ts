// Beside TypeScript's own server: where it marks an error that we mark too, ours becomes a hint, which explains and brings the fix.
// The server does so for what every TypeScript finds; what only some versions find is known here, where their words are seen.

import { Diagnostic, DiagnosticSeverity, languages, Uri, type Disposable } from 'vscode';

/** What TypeScript 6 says of imports for their side effects, which older ones pass over: by our rule, its errors. */
const SOME_VERSIONS: Record<string, readonly number[]> = {
    'index-missing-file': [2307, 2882],
    'index-ts-extension': [2307, 2882, 5097]
};

type Show = (uri: Uri, diagnostics: Diagnostic[]) => void;

/** Shows our diagnostics, and shows them anew when TypeScript has changed its mind. */
export class BesideTypeScript implements Disposable {
    private readonly published = new Map<string, { diagnostics: Diagnostic[]; show: Show; said: string }>();
    private readonly subscription = languages.onDidChangeDiagnostics(({ uris }) => uris.forEach((uri) => this.review(uri)));

    /** Takes in what the server says of a file. */
    publish(uri: Uri, diagnostics: Diagnostic[], show: Show): void {
        const isConcerned = diagnostics.some((it) => codesOf(it) !== undefined);
        if (!isConcerned) this.published.delete(uri.toString());
        else this.published.set(uri.toString(), { diagnostics, show, said: said(uri) });
        show(uri, isConcerned ? beside(uri, diagnostics) : diagnostics);
    }

    dispose(): void {
        this.subscription.dispose();
    }

    private review(uri: Uri): void {
        const ours = this.published.get(uri.toString());
        const now = ours && said(uri);
        if (!ours || now === undefined || now === ours.said) return;
        ours.said = now;
        ours.show(uri, beside(uri, ours.diagnostics));
    }
}

/** What TypeScript says of a file, in short. */
function said(uri: Uri): string {
    return theirs(uri).map(({ code, range }) => `${String(code)}@${range.start.line}`).join(' ');
}

function theirs(uri: Uri): Diagnostic[] {
    return languages.getDiagnostics(uri).filter(({ source, severity }) => source === 'ts' && severity === DiagnosticSeverity.Error);
}

function beside(uri: Uri, ours: Diagnostic[]): Diagnostic[] {
    const errors = theirs(uri);
    return ours.map((one) => {
        const codes = codesOf(one);
        const isSaid = errors.some(({ code, range }) => codes?.includes(Number(code)) && range.intersection(one.range));
        if (!isSaid) return one;
        // With its other properties: the client recognises its own by them.
        return Object.assign(Object.create(Object.getPrototypeOf(one) as object) as Diagnostic, one, { severity: DiagnosticSeverity.Hint });
    });
}

function codesOf({ code }: Diagnostic): readonly number[] | undefined {
    const rule = typeof code === 'object' ? code.value : code;
    return rule === undefined ? undefined : SOME_VERSIONS[rule];
}
