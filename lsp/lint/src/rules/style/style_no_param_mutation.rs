//! A function that changes what it was handed.

use project::scope::{self, Bound};
use syntax::ast::{Ast, ExprId, ExprKind, Node, PatternKind};

use crate::prelude::*;

declare_rule! {
    /// A function writes into an object that it was handed.
    ///
    /// ## Why
    ///
    /// Who called it still holds the object, and does not see that it has changed: a record that was compared before is another one after.
    /// A new object with the change says the same and surprises nobody. The accumulator of `reduce` is there to be written into.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// function named(deal: { name?: string }) {
    ///     deal.name = deal.name ?? 'unnamed';
    ///     return deal;
    /// }
    /// export default createAction({
    ///     description: 'Names a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ name: z.string().optional() }),
    ///     output: z.object({ name: z.string().optional() }),
    ///     exec: async (nango, input) => named(input)
    /// });
    /// ```
    ///
    /// ```ts valid
    /// function named(deal: { name?: string }) {
    ///     return { ...deal, name: deal.name ?? 'unnamed' };
    /// }
    /// export default createAction({
    ///     description: 'Names a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ name: z.string().optional() }),
    ///     output: z.object({ name: z.string().optional() }),
    ///     exec: async (nango, input) => named(input)
    /// });
    /// ```
    "style-no-param-mutation" {
        levels: Levels::OFF.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`no-value-modification` of Nango's ESLint plugin",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Assignment], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, Node::Expr(id)) = (ctx.ast(), node) else {
        return;
    };
    let target = match ast[id].kind {
        ExprKind::Update(update) => update.operand,
        ExprKind::Assign(assign) => match ast[assign.target].kind {
            PatternKind::Expr(target) => target,
            _ => return,
        },
        _ => return,
    };
    let Some(root) = root(ast, target) else { return };
    let name = ctx.source.slice(ctx.range(root));
    // Most names are no parameters: that is asked first, because it costs less.
    let path = ast.path_to(node);
    let is_param = |node: &Node| match *node {
        Node::Function(function) => {
            let mut params = ast[ast[function].params].iter();
            params.any(|param| ctx.source.slice(ctx.range(param.pattern)) == name)
        }
        _ => false,
    };
    if !path.iter().any(is_param) {
        return;
    }
    let Some(Bound::Param(function, param)) = scope::bound(ctx.source, root) else {
        return;
    };
    let is_first = ast[function].params.first() == Some(param);
    if !(is_first && is_reducer(ctx, &path, function.into())) {
        ctx.report(
            ctx.range(id),
            format!("this changes the object that was handed over as `{name}`"),
        );
    }
}

/// The name whose member is written: `deal` of `deal.owner.name`.
fn root(ast: &Ast, target: ExprId) -> Option<ExprId> {
    let mut at = ast.skip_casts(target);
    let mut is_member = false;
    loop {
        at = match ast[at].kind {
            ExprKind::Member(member) => ast.skip_casts(member.object),
            ExprKind::Index(index) => ast.skip_casts(index.object),
            ExprKind::Ident => return is_member.then_some(at),
            _ => return None,
        };
        is_member = true;
    }
}

/// Whether a function is handed to `reduce`.
fn is_reducer(ctx: &SyntaxContext<'_>, path: &[Node], function: Node) -> bool {
    let outer = path.iter().take_while(|node| **node != function);
    let call = outer.filter_map(|node| match *node {
        Node::Expr(id) => match ctx.ast()[id].kind {
            ExprKind::Call(call) => Some(call),
            _ => None,
        },
        _ => None,
    });
    call.last().is_some_and(|call| {
        let callee = ctx.source.slice(ctx.range(call.callee));
        callee.ends_with(".reduce") || callee.ends_with(".reduceRight")
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[track_caller]
    fn changes(statement: &str) {
        check(&in_sync(statement), "style-no-param-mutation");
    }

    #[track_caller]
    fn keeps(statement: &str) {
        check(&in_sync(statement), "");
    }

    #[test]
    fn every_way_to_write() {
        changes("deals.forEach((deal) => { deal.name = 'a'; });");
        changes("deals.forEach((deal) => { deal.owner.name = 'a'; });");
        changes("deals.forEach((deal) => { deal['name'] += 'a'; });");
        changes("deals.forEach((deal) => { deal.count++; });");
        changes("deals.forEach((deal) => { names.forEach((name) => { deal[name] = 1; }); });");
        changes("function f(deal: Deal) { (deal as Other).name = 'a'; }");
    }

    #[test]
    fn what_is_its_own() {
        keeps("deals.forEach((deal) => { const copy = { ...deal }; copy.name = 'a'; });");
        keeps("deals.forEach((deal) => { deal = { ...deal, name: 'a' }; });");
        keeps("deals.forEach((deal) => { const f = () => { const deal = {}; deal.name = 'a'; }; });");
        keeps("const byId = deals.reduce((all, deal) => { all[deal.id] = deal; return all; }, {});");
        keeps("config.params.page = 2;");
        changes("deals.reduce((all, deal) => { deal.name = 'a'; return all; }, {});");
    }
}
