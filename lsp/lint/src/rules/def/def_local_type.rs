//! The type of `nango`, for helpers.

use project::scope::{self, Bound};
use syntax::ast::{ExportKind, ExprKind, Node, StmtKind};

use crate::prelude::*;

declare_rule! {
    /// The file does not export the type that `nango` has in this function.
    ///
    /// ## Why
    ///
    /// A helper that is handed `nango` knows by `NangoActionLocal` or `NangoSyncLocal` which models, metadata and checkpoint this function
    /// has. By the general types, or `any`, a misspelt model goes unseen.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const sync = createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    ///
    /// export default sync;
    /// ```
    ///
    /// ```ts valid
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const sync = createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    ///
    /// export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];
    /// export default sync;
    /// ```
    ///
    /// ## Fix
    ///
    /// Exports the type before the default export.
    "def-local-type" {
        levels: Levels::OFF.strict(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "S0: its templates of actions and syncs",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Export], check)],
        measured: [29, 29, 29],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Stmt(id) = node else { return };
    let StmtKind::Export(export) = ast[id].kind else { return };
    let ExportKind::Default(value) = ast[export].kind else {
        return;
    };
    // The type is that of a constant.
    let (Some(function), Some(Bound::Variable(variable))) = (source.ident_name(value), scope::bound(source, value))
    else {
        return;
    };
    let Some(ExprKind::Call(call)) = ast[variable].init.map(|init| ast[init].kind) else {
        return;
    };
    let name = match source.ident_name(call.callee).and_then(FunctionKind::of_create_name) {
        Some(FunctionKind::Action) => "NangoActionLocal",
        Some(FunctionKind::Sync) => "NangoSyncLocal",
        _ => return,
    };
    // Another one of that name is in the way.
    if source.text().contains(name) {
        return;
    }
    let at = ctx.range(node).start();
    let eol = if source.text().contains("\r\n") { "\r\n" } else { "\n" };
    let text = format!("export type {name} = Parameters<(typeof {function})['exec']>[0];{eol}");
    let message = format!("`{name}`, the type of `nango` for helpers, is not exported");
    ctx.report(ctx.range(call.callee), message).fix(
        format!("Export `{name}`"),
        Applicability::Safe,
        vec![TextEdit::insert(at, text)],
    );
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    #[test]
    fn what_has_a_name() {
        let named = action("exec: async () => ({})").replace("export default create", "const action = create");
        let named = format!("{named}\nexport default action;\n");
        check(&named, "def-local-type");
        let right = fixed(&named).expect("a fix");
        assert!(
            right.ends_with(
                "export type NangoActionLocal = Parameters<(typeof action)['exec']>[0];\nexport default action;\n"
            ),
            "{right}"
        );
        check(&action("exec: async () => ({})"), "");
        check(&format!("type NangoActionLocal = object;\n{named}"), "");
    }
}
