//! An action that gives all pages at once.

use project::{FunctionKind, plugin};
use syntax::SourceFile;
use syntax::ast::{Body, ExprKind, Node, StmtKind};

use crate::prelude::*;

declare_rule! {
    /// An action collects the records of all pages, and returns them.
    ///
    /// ## Why
    ///
    /// The output of an action has at most 2 MB: `Output size is too large`. It works for the small account that it is tried with, and fails
    /// for the large one. One page with the position of the next (`cursor`, `next_cursor`) always fits, and a sync keeps it all.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ deals: z.array(z.string()) }),
    ///     exec: async (nango) => {
    ///         const deals: string[] = [];
    ///         for await (const page of nango.paginate<string>({ endpoint: '/deals' })) {
    ///             deals.push(...page);
    ///         }
    ///         return { deals };
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Counts deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ count: z.number() }),
    ///     exec: async (nango) => {
    ///         let count = 0;
    ///         for await (const page of nango.paginate<string>({ endpoint: '/deals' })) {
    ///             count += page.length;
    ///         }
    ///         return { count };
    ///     }
    /// });
    /// ```
    "act-large-output" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Runtime],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "`exec.ts` of the runner (`Output size is too large`); S0: \"Action outputs cannot exceed 2MB\"",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Loop], check)],
        measured: [15, 15, 15],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Stmt(id) = node else { return };
    let StmtKind::ForOf(stmt) = ast[id].kind else { return };
    let ExprKind::Call(call) = ast[ast.skip_casts(stmt.iterable)].kind else {
        return;
    };
    if !stmt.is_await || !source.is_member_path(call.callee, &[plugin::SDK, "paginate"]) {
        return;
    }
    if !ctx.is_in_definition_of(node, FunctionKind::Action) {
        return;
    }
    let Some(list) = collected(source, stmt.body.into()).filter(|list| is_returned(source, node, list)) else {
        return;
    };
    let head = TextRange::at(ctx.range(id).start(), TextSize::of("for await"));
    let message =
        format!("`{list}` holds all pages, and an action gives at most 2 MB: return one page and `next_cursor`");
    ctx.report(head, message);
}

/// The list to which each page is added.
fn collected(source: &SourceFile, body: Node) -> Option<&str> {
    let ast = source.ast();
    ast.calls_below(body).find_map(|id| {
        let ExprKind::Call(call) = ast[id].kind else {
            return None;
        };
        let ExprKind::Member(member) = ast[call.callee].kind else {
            return None;
        };
        (source.slice(member.property) == "push").then(|| source.ident_name(member.object))?
    })
}

/// Whether a function returns a list as it is, below the loop that fills it: alone, or in an object.
fn is_returned(source: &SourceFile, node: Node, list: &str) -> bool {
    let ast = source.ast();
    let Some(function) = ast.path_to(node).into_iter().rev().find_map(|node| match node {
        Node::Function(id) => Some(id),
        _ => None,
    }) else {
        return false;
    };
    let Body::Block(body) = ast[function].body else {
        return false;
    };
    let end = ast.range(node).end();
    ast.descendants(body).any(|node| match node {
        Node::Stmt(id) => match ast[id].kind {
            StmtKind::Return(Some(value)) if ast.range(value).start() > end => {
                let value = ast.skip_casts(value);
                source.ident_name(value) == Some(list) || holds(source, value, list)
            }
            _ => false,
        },
        _ => false,
    })
}

/// Whether an object has the list as one of its values, mapped or not.
fn holds(source: &SourceFile, object: syntax::ast::ExprId, list: &str) -> bool {
    let ast = source.ast();
    let ExprKind::Object(props) = ast[object].kind else {
        return false;
    };
    ast[props].iter().filter_map(|prop| prop.value()).any(|value| {
        let text = source.slice(ast.range(value));
        text == list || text.strip_prefix(list).is_some_and(|rest| rest.starts_with(".map("))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    fn pages(body: &str, result: &str) -> String {
        action(&format!(
            "exec: async (nango) => {{ const all = []; for await (const page of nango.paginate(config)) {{ {body} }} return {result}; }}"
        ))
    }

    #[test]
    fn what_is_collected_and_returned() {
        check(&pages("all.push(...page);", "all"), "act-large-output");
        check(
            &pages("for (const deal of page) { all.push(deal); }", "{ deals: all }"),
            "act-large-output",
        );
        check(
            &pages("all.push(...page);", "{ deals: all.map((deal) => deal.id) }"),
            "act-large-output",
        );
        check(&pages("all.push(...page);", "{ count: all.length }"), "");
        check(&pages("all.push(...page);", "{ first: all[0] }"), "");
        check(&pages("await nango.log(page);", "{ all }"), "");
    }
}
