//! Metadata that may not be there.

use syntax::ast::{ExprKind, Node};

use crate::prelude::*;

declare_rule! {
    /// A field of the metadata is read although nobody may have set any.
    ///
    /// ## Why
    ///
    /// Metadata is set for each connection, by your own code, later than the connection is made. Until then `getMetadata()` gives what the
    /// connection has, which may be `null`, and reading a field of it ends the run with a `TypeError`. With `?.` the field is
    /// `undefined`, and the function can say what is missing.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.object({ team: z.string() }),
    ///     exec: async (nango) => {
    ///         const team = (await nango.getMetadata()).team;
    ///         await nango.log(`Deals of ${team}`);
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.object({ team: z.string() }),
    ///     exec: async (nango) => {
    ///         const team = (await nango.getMetadata())?.team;
    ///         await nango.log(`Deals of ${team}`);
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.object({ team: z.string() }),
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata();
    ///         if (!metadata?.team) {
    ///             throw new Error('`team` is missing in the metadata');
    ///         }
    ///         await nango.log(`Deals of ${metadata.team}`);
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers `?.`; what follows has to deal with `undefined`.
    "meta-null-guard" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`getMetadata` of `@nangohq/runner-sdk`, which casts what the connection has; S0 reads `metadata?.team_id`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Member], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let (object, is_optional) = match ast[id].kind {
        ExprKind::Member(member) => (member.object, member.optional),
        ExprKind::Index(index) => (index.object, index.optional),
        _ => return,
    };
    let is_metadata = |text: &str| text.contains("getMetadata");
    if is_optional || !matches!(ast[object].kind, ExprKind::Paren(_)) || !is_metadata(source.slice(ctx.range(object))) {
        return;
    }
    let ExprKind::Await(awaited) = ast[ast.skip_casts(object)].kind else {
        return;
    };
    let ExprKind::Call(call) = ast[awaited].kind else {
        return;
    };
    if !source.is_member_path(call.callee, &[project::plugin::SDK, "getMetadata"]) {
        return;
    }
    let range = ctx.range(object);
    let dot = match ast[id].kind {
        ExprKind::Member(_) => "?",
        _ => "?.",
    };
    ctx.report(range, "nobody may have set metadata for this connection yet")
        .fix(
            "Read it with `?.`",
            Applicability::Unsafe,
            vec![TextEdit::insert(range.end(), dot)],
        );
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[test]
    fn on_the_spot() {
        check(
            &in_sync("use((await nango.getMetadata<Team>()).team);"),
            "meta-null-guard",
        );
        check(&in_sync("use((await nango.getMetadata())['team']);"), "meta-null-guard");
        check(&in_sync("use((await nango.getMetadata())?.team);"), "");
        check(&in_sync("use((await nango.getMetadata() ?? {}).team);"), "");
        check(&in_sync("use((await nango.getConnection()).metadata);"), "");
        let text = fixed(&in_sync("use((await nango.getMetadata())['team']);")).expect("a fix");
        assert!(text.contains("())?.['team']"), "{text}");
    }
}
