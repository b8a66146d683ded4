//! A named export in the file of a function.

use syntax::ast::{Body, ExportKind, Node, PatternKind, StmtKind};

use crate::prelude::*;
use crate::rules::def::known::CREATE_FUNCTION_SINCE;
use crate::rules::index::index_entry_not_function;

declare_rule! {
    /// A registered file exports something by name.
    ///
    /// ## Why
    ///
    /// The compiler allows the default export only. It refuses `export const`, `export function` and `export { … }`, the
    /// one with `type` too, and what a namespace exports. Classes, enums, interfaces, `export type X = …`, destructured constants and re-exports pass.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export const stages = ['open', 'won'];
    ///
    /// export default createAction({
    ///     description: 'Lists stages',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ stages: z.array(z.string()) }),
    ///     exec: async () => ({ stages })
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// const stages = ['open', 'won'];
    ///
    /// export default createAction({
    ///     description: 'Lists stages',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ stages: z.array(z.string()) }),
    ///     exec: async () => ({ stages })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// const list = createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    ///
    /// export type NangoActionLocal = Parameters<(typeof list)['exec']>[0];
    /// export default list;
    /// ```
    ///
    /// ## Fix
    ///
    /// Takes `export` away, if no other file imports the name.
    "def-named-export" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` (`ExportNamedDeclaration`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Entry,
        visits: [
            Visit::SoundFile(check),
            Visit::Syntax(&[NodeKind::Export], check_nested),
        ],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (items, file) = (ctx.items, ctx.file);
    // Of a helper, the entry is the fault.
    if index_entry_not_function::is_support_file(&ctx.scope, file) {
        return;
    }
    for (at, export) in items.exports.iter().enumerate() {
        let is_refused = match &export.form {
            ExportForm::Const | ExportForm::Function => true,
            ExportForm::Specifier { quoted, .. } => !quoted && &*export.name != "default",
            _ => false,
        };
        if !is_refused || is_create_name(&export.name, ctx.scope.cli()) {
            continue;
        }
        let siblings = || items.exports.iter().filter(|other| other.span == export.span);
        let is_first = items.exports[..at].iter().all(|other| other.span != export.span);
        let is_unused = siblings().all(|export| !is_imported(ctx, &export.name));
        let edit = (is_first && is_unused).then(|| match &export.form {
            ExportForm::Specifier { .. } => TextEdit::delete(statement(ctx, export.span.0)),
            // `export` and the blank after it.
            _ => TextEdit::delete(TextRange::at(export.span.start(), TextSize::of("export "))),
        });
        let diagnostic = ctx.report(export.name_span.0, refused(&export.name));
        if let Some(edit) = edit {
            diagnostic.safe_fix("Do not export it", file, [edit]);
        }
    }
}

/// What a namespace exports: the plugin sees every `export` of the file.
fn check_nested(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Node::Stmt(stmt) = node else { return };
    let StmtKind::Export(export) = ast[stmt].kind else {
        return;
    };
    let ExportKind::Declaration(declaration) = ast[export].kind else {
        return;
    };
    if ast.body().iter().any(|top| top == stmt) {
        return;
    }
    let mut report = |name: TextRange| {
        let text = source.slice(name);
        if !is_create_name(text, None) {
            ctx.report(name, refused(text));
        }
    };
    match ast[declaration].kind {
        StmtKind::Var { declarators, .. } => {
            let names = ast[declarators].iter().map(|declarator| ast[declarator.pattern]);
            names
                .filter(|pattern| matches!(pattern.kind, PatternKind::Ident))
                .for_each(|pattern| report(pattern.range));
        }
        StmtKind::Function(function) if ast[function].body != Body::None => {
            ast[function].name.into_iter().for_each(report);
        }
        _ => {}
    }
}

/// The plugin accepts the names of its own create functions, whatever they are; of `createFunction` since 0.71.
fn is_create_name(name: &str, cli: Option<Version>) -> bool {
    let kind = FunctionKind::of_create_name(name);
    let is_unknown = kind == Some(FunctionKind::Function) && cli.is_some_and(|cli| cli < CREATE_FUNCTION_SINCE);
    kind.is_some() && !is_unknown
}

fn refused(name: &str) -> String {
    format!("the compiler does not allow the export of `{name}`")
}

/// Whether another file imports the name, or may do so.
fn is_imported(ctx: &FileContext<'_>, name: &str) -> bool {
    let importers = ctx.scope.project.importers_of(ctx.file).iter();
    importers.filter_map(|file| ctx.scope.items(file)).any(|items| {
        let stem = ctx.file.name().trim_end_matches(".ts");
        let is_this = |source: &str| {
            source
                .rsplit('/')
                .next()
                .is_some_and(|last| last.split('.').next() == Some(stem))
        };
        let imported = items.imports.iter().filter(|import| is_this(&import.source));
        let reexported = items.exports.iter().any(|export| match &export.form {
            ExportForm::ReExport { source, .. } | ExportForm::Star { source, .. } => is_this(&source.text),
            _ => false,
        });
        reexported
            || imported
                .flat_map(|import| &import.specifiers)
                .any(|it| *it.imported == *name || &*it.imported == "*")
    })
}

/// A statement with its line end, if nothing else is on its lines.
fn statement(ctx: &FileContext<'_>, range: TextRange) -> TextRange {
    let Some(lines) = ctx.lines() else { return range };
    let (first, last) = (places::line(lines, range.start()), places::line(lines, range.end()));
    if first.start() == range.start() && last.end() == range.end() {
        TextRange::new(range.start(), places::whole_line(lines, range.end()).end())
    } else {
        range
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn a_namespace_exports_too() {
        let after = |text: &str| action("exec: async () => ({})") + text;
        check(
            &after("export namespace A { export const b = 1; }\n"),
            "def-named-export",
        );
        check(&after("namespace A { export function b() {} }\n"), "def-named-export");
        check(
            &after("export namespace A { export type B = string; export class C {} }\n"),
            "",
        );
    }
}
