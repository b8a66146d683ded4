//! Metadata that is replaced by a part of it.

use syntax::ast::{ExprKind, Node, PropKind};

use crate::prelude::*;

declare_rule! {
    /// `setMetadata` is handed a few fields, in a function that reads metadata too.
    ///
    /// ## Why
    ///
    /// `setMetadata` replaces all metadata of the connection: what is not in the object is gone, what your own code has set for the
    /// customer too. `updateMetadata` changes the fields that it is handed.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createOnEvent({
    ///     description: 'Remembers the webhook',
    ///     version: '1.0.0',
    ///     event: 'post-connection-creation',
    ///     metadata: z.object({ team: z.string().optional(), hook: z.string().optional() }),
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata();
    ///         const hook = await nango.post<{ id: string }>({ endpoint: '/hooks', data: { team: metadata?.team }, retries: 0 });
    ///         await nango.setMetadata({ hook: hook.data.id });
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createOnEvent({
    ///     description: 'Remembers the webhook',
    ///     version: '1.0.0',
    ///     event: 'post-connection-creation',
    ///     metadata: z.object({ team: z.string().optional(), hook: z.string().optional() }),
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata();
    ///         const hook = await nango.post<{ id: string }>({ endpoint: '/hooks', data: { team: metadata?.team }, retries: 0 });
    ///         await nango.updateMetadata({ hook: hook.data.id });
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createOnEvent({
    ///     description: 'Remembers the webhook',
    ///     version: '1.0.0',
    ///     event: 'post-connection-creation',
    ///     metadata: z.object({ team: z.string().optional(), hook: z.string().optional() }),
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata();
    ///         await nango.setMetadata({ ...metadata, hook: 'none' });
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers `updateMetadata`.
    "meta-set-overwrites" {
        levels: Levels::HINT,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`setMetadata` and `updateMetadata` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let ExprKind::Call(call) = ast[id].kind else { return };
    if !source.is_member_path(call.callee, &[project::plugin::SDK, "setMetadata"]) {
        return;
    }
    let Some(argument) = call.args.first().map(|first| ast.skip_casts(first)) else {
        return;
    };
    let ExprKind::Object(props) = ast[argument].kind else {
        return;
    };
    // What is spread may be what was read.
    let is_part = !props.is_empty() && !ast[props].iter().any(|prop| matches!(prop.kind, PropKind::Spread(_)));
    let ExprKind::Member(member) = ast[ast.skip_parens(call.callee)].kind else {
        return;
    };
    if is_part && source.text().contains(".getMetadata") {
        let found = ctx.report(
            member.property,
            "this replaces all metadata, and what is not in here is gone",
        );
        let edit = TextEdit::replace(member.property, "updateMetadata");
        found.fix("Use `updateMetadata`", Applicability::Unsafe, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn where_something_may_be_lost() {
        let read = "const old = await nango.getMetadata(); use(old);";
        check(
            &in_sync(&format!("{read}\nawait nango.setMetadata({{ a: 1 }});")),
            "meta-set-overwrites",
        );
        check(
            &in_sync(&format!("{read}\nawait nango.setMetadata({{ ...old, a: 1 }});")),
            "",
        );
        check(&in_sync(&format!("{read}\nawait nango.setMetadata(next);")), "");
        check(&in_sync(&format!("{read}\nawait nango.setMetadata({{}});")), "");
        check(
            &in_sync(&format!("{read}\nawait nango.updateMetadata({{ a: 1 }});")),
            "",
        );
        check(&in_sync("await nango.setMetadata({ a: 1 });"), "");
    }
}
