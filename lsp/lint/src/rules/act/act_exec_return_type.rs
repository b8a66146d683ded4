//! An action that does not say what it returns.

use syntax::ast::{ExprKind, Node};

use crate::prelude::*;

declare_rule! {
    /// `exec` of an action declares no return type.
    ///
    /// ## Why
    ///
    /// TypeScript then finds out itself what `exec` returns, and compares that with `output` when all is done: a property that the schema
    /// does not have goes unseen, and what is wrong is reported at `exec` as a whole. With the type declared it is reported where it stands.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// const Output = z.object({ id: z.string() });
    ///
    /// export default createAction({
    ///     description: 'Closes a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: Output,
    ///     exec: async (nango) => ({ id: '1' })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// const Output = z.object({ id: z.string() });
    ///
    /// export default createAction({
    ///     description: 'Closes a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: Output,
    ///     exec: async (nango): Promise<z.infer<typeof Output>> => ({ id: '1' })
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Declares the type of the schema, if that has a name.
    "act-exec-return-type" {
        levels: Levels::OFF.strict(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "S0: its example of a list action",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [206, 13, 13],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(expr) = node else { return };
    let ExprKind::Call(call) = ast[expr].kind else { return };
    let kind = source.ident_name(call.callee).and_then(FunctionKind::of_create_name);
    if kind != Some(FunctionKind::Action) {
        return;
    }
    let Some(definition) = ctx.definition(node) else { return };
    let (Some(exec), Some(output)) = (
        source.property(definition, "exec"),
        source.property_value(definition, "output"),
    ) else {
        return;
    };
    let (Some(key), Some(value)) = (ast[exec].key(), ast[exec].value()) else {
        return;
    };
    let ExprKind::Function(function) = ast[value].kind else {
        return;
    };
    let function = ast[function];
    if function.return_type.is_some() {
        return;
    }
    // Behind the parameters.
    let from = function.params.last().map(|last| ast[last].range.end());
    let from = from.unwrap_or(function.range.start());
    let end = source.text()[from.into()..]
        .find(')')
        .map(|at| from + TextSize::try_from(at + 1).unwrap_or_default());
    let schema = source
        .ident_name(output)
        .filter(|_| source.text().contains("z.object("));
    let found = ctx.report(key.range, "`exec` does not declare what it returns");
    if let (Some(end), Some(schema)) = (end.filter(|end| *end < function.range.end()), schema) {
        let ty = format!("Promise<z.infer<typeof {schema}>>");
        let edit = TextEdit::insert(end, format!(": {ty}"));
        found.fix(format!("Declare `{ty}`"), Applicability::Unsafe, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed, sync};

    #[test]
    fn what_is_declared() {
        let found = "act-exec-return-type";
        check(&action("exec: async () => ({})"), found);
        check(&action("exec: async (): Promise<object> => ({})"), "");
        check(&action("exec: run"), "def-exec-not-inline");
        check(&sync(&["exec: async () => {}"]), "");
        let named =
            "const Output = z.object({});\n".to_owned() + &action("exec: async (nango, input = only()) => ({})");
        let named = named.replace("output: z.object({})", "output: Output");
        let right = fixed(&named).expect("a fix");
        assert!(
            right.contains("async (nango, input = only()): Promise<z.infer<typeof Output>> => ({})"),
            "{right}"
        );
    }
}
