//! Metadata that may not be there.

use project::plugin;
use syntax::SourceFile;
use syntax::ast::{Ast, DeclaratorId, ExprId, ExprKind, Node, PatternKind};

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
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`connectionFullToPublicApi` of the server (`metadata || null`); S0 reads `metadata?.team_id`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [21, 14, 14],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let ExprKind::Call(call) = ast[id].kind else { return };
    if !source.is_member_path(call.callee, &[plugin::SDK, "getMetadata"]) {
        return;
    }
    let read = ast.path_to(node).into_iter().rev().find_map(|outer| match outer {
        Node::Expr(id) => match ast[id].kind {
            ExprKind::Await(_) | ExprKind::Paren(_) => None,
            _ => Some(unguarded(ast, id)),
        },
        Node::Declarator(id) => Some(first_read(source, id)),
        _ => Some(None),
    });
    let Some(Some((object, is_member))) = read else { return };
    let range = ctx.range(object);
    let dot = if is_member { "?" } else { "?." };
    ctx.report(range, "nobody may have set metadata for this connection yet")
        .fix(
            "Read it with `?.`",
            Applicability::Unsafe,
            vec![TextEdit::insert(range.end(), dot)],
        );
}

/// What an expression reads a member of without `?.`, and whether it does so with a dot.
fn unguarded(ast: &Ast, id: ExprId) -> Option<(ExprId, bool)> {
    match ast[id].kind {
        ExprKind::Member(member) if !member.optional => Some((member.object, true)),
        ExprKind::Index(index) if !index.optional => Some((index.object, false)),
        _ => None,
    }
}

/// The first use of a variable, if that reads a member of it: whatever comes before might have looked whether it is there.
fn first_read(source: &SourceFile, variable: DeclaratorId) -> Option<(ExprId, bool)> {
    let ast = source.ast();
    let declarator = ast[variable];
    let name = matches!(ast[declarator.pattern].kind, PatternKind::Ident)
        .then(|| source.slice(ast.range(declarator.pattern)))?;
    let end = ast.range(variable).end();
    let around: Node = ast
        .path_to(variable)
        .into_iter()
        .rev()
        .find(|node| matches!(node, Node::Function(_)))?;
    let later = ast.descendants(around).filter(|node| ast.range(*node).start() >= end);
    for node in later {
        let Node::Expr(id) = node else { continue };
        if let Some((object, is_member)) =
            unguarded(ast, id).filter(|(object, _)| source.ident_name(*object) == Some(name))
        {
            return Some((object, is_member));
        }
        if source.ident_name(id) == Some(name) {
            return None;
        }
    }
    None
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
        check(&in_sync("use(Team.parse(await nango.getMetadata()).team);"), "");
        let text = fixed(&in_sync("use((await nango.getMetadata())['team']);")).expect("a fix");
        assert!(text.contains("())?.['team']"), "{text}");
    }

    #[test]
    fn by_a_variable() {
        let read = |uses: &str| in_sync(&format!("const metadata = await nango.getMetadata();\n{uses}"));
        check(&read("use(metadata.team);\nuse(metadata.team);"), "meta-null-guard");
        check(
            &read("const team = metadata['team'];\nif (metadata) { use(team); }"),
            "meta-null-guard",
        );
        check(&read("if (metadata) { use(metadata.team); }"), "");
        check(&read("use(metadata?.team, metadata.name);"), "");
        check(&read("use(Team.parse(metadata));"), "");
        check(
            &in_sync("const metadata = (await nango.getMetadata()) ?? {};\nuse(metadata.team);"),
            "",
        );
        check(&in_sync("const { team } = await nango.getMetadata();\nuse(team);"), "");
    }
}
