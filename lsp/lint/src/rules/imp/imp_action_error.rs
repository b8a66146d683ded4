//! `ActionError` as an import.

use syntax::SourceFile;
use syntax::ast::{ExprId, Node, PatternKind, PropKind, StmtKind};

use crate::places;
use crate::prelude::*;

declare_rule! {
    /// `ActionError` is imported from `nango` and used as a value.
    ///
    /// ## Why
    ///
    /// The package exports it as a type: the type check fails, and if it did not, there would be nothing to construct. The class is
    /// a property of the SDK object: `new nango.ActionError({ … })`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { ActionError, createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Refuses every deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         throw new ActionError({ message: 'no' });
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Refuses every deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         throw new nango.ActionError({ message: 'no' });
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// import { type ActionError, createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (): Promise<ActionError | null> => null
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `nango.ActionError`, where `nango` is in scope, and drops the import if nothing else needs it.
    "imp-action-error" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`sdkScripts.ts` (`export type`), `NangoActionBase` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Import], check)],
    }
}

const CLASS: &str = "ActionError";
const SDK: &str = "nango";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Stmt(stmt) = node else { return };
    let (ast, source) = (ctx.ast(), ctx.source);
    let StmtKind::Import(id) = ast[stmt].kind else { return };
    let import = ast[id];
    if import.source.and_then(|module| source.string_value(module)).as_deref() != Some(SDK) {
        return;
    }
    let named = &ast[import.named];
    let Some(at) = named.iter().position(|name| source.slice(name.imported) == CLASS) else {
        return;
    };
    let local = source.slice(named[at].local);
    let Some(uses) = uses(ctx, local) else { return };
    let edits: Option<Vec<TextEdit>> = uses.iter().map(|used| at_sdk(ctx, *used)).collect();
    // What stays is a type, or an import that is not used.
    let others = ast
        .comments()
        .iter()
        .map(|comment| comment.range)
        .chain([named[at].range]);
    let others: usize = others.map(|range| words::occurrences(source.slice(range), local)).sum();
    let is_needed = words::occurrences(source.text(), local) > uses.len() + others;
    let removal = if is_needed {
        None
    } else {
        let range = match (at.checked_sub(1), named.get(at + 1)) {
            (_, Some(next)) => TextRange::new(named[at].range.start(), next.range.start()),
            (Some(before), None) => TextRange::new(named[before].range.end(), named[at].range.end()),
            (None, None) if import.default.is_none() => with_line(source, import.range),
            (None, None) => named[at].range,
        };
        Some(TextEdit::delete(range))
    };
    for used in &uses {
        let message =
            format!("`{CLASS}` of `{SDK}` is a type: the class is `{SDK}.{CLASS}`, a property of the SDK object");
        let found = ctx.report(ctx.range(*used), message);
        if let Some(edits) = &edits {
            let edits = edits.iter().chain(&removal).cloned().collect();
            found.fix(format!("Write `{SDK}.{CLASS}`"), Applicability::Safe, edits);
        }
    }
}

/// A statement with the line that it has to itself.
fn with_line(source: &SourceFile, statement: TextRange) -> TextRange {
    let line = places::whole_line(source.line_index(), statement.start());
    if source.slice(line).trim() == source.slice(statement) {
        line
    } else {
        statement
    }
}

/// Where a name is used as a value; none if something else has that name too.
fn uses(ctx: &SyntaxContext<'_>, name: &str) -> Option<Vec<ExprId>> {
    let (ast, source) = (ctx.ast(), ctx.source);
    let mut uses = Vec::new();
    for node in ast.nodes() {
        match node {
            Node::Expr(expr) if source.ident_name(expr) == Some(name) => uses.push(expr),
            Node::Pattern(id) if ast[id].kind == PatternKind::Ident && source.slice(ast[id].range) == name => {
                return None;
            }
            _ => {}
        }
    }
    Some(uses)
}

/// The edit that takes the class from the SDK object, if that is in scope under its usual name.
fn at_sdk(ctx: &SyntaxContext<'_>, used: ExprId) -> Option<TextEdit> {
    let (ast, source) = (ctx.ast(), ctx.source);
    let is_shorthand = |node| matches!(node, Node::Prop(prop) if matches!(ast[prop].kind, PropKind::Shorthand(_)));
    let binds_sdk = |node| match node {
        Node::Function(id) => ast[ast[id].params]
            .iter()
            .any(|param| source.slice(ast[param.pattern].range) == SDK),
        _ => false,
    };
    let is_possible = !ast.parent(used).is_some_and(is_shorthand) && ast.ancestors(used).any(binds_sdk);
    is_possible.then(|| TextEdit::replace(ctx.range(used), format!("{SDK}.{CLASS}")))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    fn action(import: &str, body: &str) -> String {
        format!(
            "//- /crm/actions/deals.ts\n{import}\nexport default createAction({{ description: 'd', version: '1.0.0', input: x, output: y, \
             exec: async (nango) => {{ {body} }} }});\n"
        )
    }

    const IMPORT: &str = "import { createAction, ActionError } from 'nango';";

    #[test]
    fn values_and_types() {
        check(
            &action(IMPORT, "if (e instanceof ActionError) throw new ActionError(e);"),
            "imp-action-error imp-action-error",
        );
        check(&action(IMPORT, "const e: ActionError | null = null; return e;"), "");
        check(
            &action(
                "import { ActionError as E, createAction } from 'nango';",
                "throw new E({});",
            ),
            "imp-action-error",
        );
        check(
            &action(IMPORT, "const ActionError = Error; throw new ActionError();"),
            "",
        );
        check(
            &action(
                "import { createAction } from 'nango';",
                "throw new nango.ActionError({});",
            ),
            "",
        );
    }

    #[test]
    fn the_import_stays_while_it_is_needed() {
        let text = fixed(&action(IMPORT, "/* ActionError */ throw new ActionError({});")).expect("a fix");
        assert!(text.contains("import { createAction } from"), "{text}");
        let text = fixed(&action(IMPORT, "const e: ActionError = new ActionError({}); throw e;")).expect("a fix");
        assert!(
            text.contains(IMPORT) && text.contains("= new nango.ActionError"),
            "{text}"
        );
    }

    #[test]
    fn an_import_of_its_own_goes_with_its_line() {
        let own = "import { createAction } from 'nango';\nimport { ActionError } from 'nango';";
        let text = fixed(&action(own, "throw new ActionError({});")).expect("a fix");
        assert!(
            !text.contains("import { ActionError }") && !text.contains("'nango';\n\n"),
            "{text}"
        );
        let beside = "import { createAction } from 'nango'; import { ActionError } from 'nango';";
        let text = fixed(&action(beside, "throw new ActionError({});")).expect("a fix");
        assert!(text.contains("import { createAction } from 'nango'; \n"), "{text}");
    }

    #[test]
    fn no_fix_without_the_object() {
        let text = action(IMPORT, "return fail();") + "function fail() { throw new ActionError({}); }\n";
        assert_eq!(fixed(&text), None);
        assert_eq!(fixed(&action(IMPORT, "return { ActionError };")), None);
    }
}
