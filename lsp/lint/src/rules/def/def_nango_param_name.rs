//! An SDK object that is not called `nango`.

use syntax::ast::{ExprId, ExprKind, Function, FunctionId, Node, PatternKind, PatternPropKind, PropKind};

use crate::prelude::*;

declare_rule! {
    /// The first parameter of `exec` or `onWebhook` is not called `nango`.
    ///
    /// ## Why
    ///
    /// All checks of the compiler look for the name `nango`: on another one a forgotten `await` passes.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (sdk) => {
    ///         await sdk.log('Listing');
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await nango.log('Listing');
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (_nango) => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Renames it, if no other binding of the function has either name.
    "def-nango-param-name" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` (`callee.object.name`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

const NAME: &str = "nango";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(object) = ctx.definition(node) else { return };
    for handler in ["exec", "onWebhook"] {
        let Some((id, function)) = ctx
            .source
            .property(object, handler)
            .and_then(|prop| function(ctx, prop))
        else {
            continue;
        };
        let Some(param) = ctx.ast()[function.params].first() else {
            continue;
        };
        let pattern = ctx.ast()[param.pattern];
        let name = ctx.source.slice(pattern.range);
        // An underscore says that it is not used.
        if pattern.kind != PatternKind::Ident || name == NAME || name.starts_with('_') {
            continue;
        }
        let edits = renaming(ctx, id, pattern.range);
        let message = format!("the compiler checks calls on `{NAME}` only, not on `{name}`");
        let found = ctx.report(pattern.range, message);
        if let Some(edits) = edits {
            found.fix(format!("Call it `{NAME}`"), Applicability::Safe, edits);
        }
    }
}

fn function(ctx: &SyntaxContext<'_>, prop: syntax::ast::PropId) -> Option<(FunctionId, Function)> {
    let ast = ctx.ast();
    let id = match ast[prop].kind {
        PropKind::Method { function, .. } => function,
        PropKind::Pair { value, .. } => match ast[ast.skip_casts(value)].kind {
            ExprKind::Function(function) => function,
            _ => return None,
        },
        _ => return None,
    };
    Some((id, ast[id]))
}

/// The edits that rename the parameter at `declared`. None if another binding has one of the two names, or if a type might
/// speak of it: types are no nodes.
fn renaming(ctx: &SyntaxContext<'_>, id: FunctionId, declared: TextRange) -> Option<Vec<TextEdit>> {
    let (ast, source) = (ctx.ast(), ctx.source);
    let name = source.slice(declared);
    let mut edits = vec![TextEdit::replace(declared, NAME)];
    let mut known = 1;
    for node in ast.descendants(id) {
        match node {
            Node::Expr(expr) => match source.ident_name(expr) {
                Some(NAME) => return None,
                Some(text) if text == name => {
                    known += 1;
                    edits.push(use_of(ctx, expr, name));
                }
                _ => {}
            },
            Node::Pattern(pattern) if ast[pattern].kind == PatternKind::Ident => {
                let range = ast[pattern].range;
                let text = source.slice(range);
                if range != declared && (text == name || text == NAME) {
                    return None;
                }
            }
            Node::PatternProp(prop) if matches!(ast[prop].kind, PatternPropKind::Unknown(_)) => return None,
            _ => {}
        }
    }
    // What is not a node (a type, a label, a member, a comment) must not have the name as a word.
    (words::occurrences(source.slice(ast[id].range), name) == known).then_some(edits)
}

/// The edit of one use; of a shorthand property the key stays.
fn use_of(ctx: &SyntaxContext<'_>, expr: ExprId, name: &str) -> TextEdit {
    let range = ctx.range(expr);
    let is_shorthand = ctx.ast().parent(expr).is_some_and(
        |parent| matches!(parent, Node::Prop(prop) if matches!(ctx.ast()[prop].kind, PropKind::Shorthand(_))),
    );
    TextEdit::replace(
        range,
        if is_shorthand {
            format!("{name}: {NAME}")
        } else {
            NAME.to_owned()
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, fixed};

    #[test]
    fn a_shorthand_keeps_its_key() {
        let text = fixed(&action("exec: async (sdk) => list({ sdk })")).expect("a fix");
        assert!(text.contains("exec: async (nango) => list({ sdk: nango })"), "{text}");
    }

    #[test]
    fn a_name_that_is_taken_is_left_alone() {
        assert_eq!(
            fixed(&action(
                "exec: async (sdk) => { const nango = 1; return { sdk, nango }; }"
            )),
            None
        );
        assert_eq!(fixed(&action("exec: async (sdk) => [1].map((sdk) => sdk)")), None);
        assert_eq!(
            fixed(&action("exec: async (sdk) => { type T = typeof sdk; return {} as T; }")),
            None
        );
    }
}
