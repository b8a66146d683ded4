//! A model without records.

use crate::prelude::*;
use crate::sdk_call::{SAVES, SdkCall, is_handed_on};
use syntax::ast::{Expr, ExprKind, Node};

declare_rule! {
    /// A model of a sync is saved nowhere.
    ///
    /// ## Why
    ///
    /// It is deployed, and has no records. A sync that saves into models whose name is computed, or hands the SDK object to a helper, is
    /// not looked at.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.batchSave([{ id: '2' }], 'Stage');
    ///     }
    /// });
    /// ```
    "rec-model-never-used" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "S3; `batchSave` of the runner's `sdk/sdk.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(definition) = ctx.sync_definition(node) else {
        return;
    };
    let (ast, source) = (ctx.ast(), ctx.source);
    let Some(models) = source
        .property_value(definition, "models")
        .map(|models| ast.skip_casts(models))
    else {
        return;
    };
    let ExprKind::Object(props) = ast[models].kind else {
        return;
    };
    if !source.has_only_plain_keys(models) {
        return;
    }
    // What is saved under a computed name may be any of them. What is no model has a rule of its own.
    let saved = SdkCall::below(source, definition, &SAVES).map(|save| {
        let model = save.call.args.get(1).and_then(|model| source.string_value(model));
        model.filter(|model| source.property(models, model).is_some())
    });
    let Some(saved) = saved.collect::<Option<Vec<_>>>().filter(|saved| !saved.is_empty()) else {
        return;
    };
    let keys = ast[props].iter().filter_map(|prop| prop.key());
    let unsaved = keys.filter_map(|key| Some((key.range, source.key_name(key)?)));
    let mut unsaved: Vec<_> = unsaved.filter(|(_, name)| !saved.contains(name)).collect();
    if unsaved.is_empty() {
        return;
    }
    // The name may stand anywhere.
    let inside = ast[models].range;
    unsaved.retain(|(_, name)| {
        !ast.all::<Expr>()
            .any(|id| !inside.contains_range(ast[id].range) && source.string_value(id).as_ref() == Some(name))
    });
    if !unsaved.is_empty() && !is_handed_on(ctx) {
        for (key, name) in unsaved {
            ctx.report(key, format!("no record of `{name}` is saved"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn whoever_may_name_it_is_believed() {
        let models = "models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) }";
        let save = "await nango.batchSave([], 'Deal');";
        let with = |statement: &str| sync(&[models, &format!("exec: async (nango) => {{ {save} {statement} }}")]);
        check(&with(""), "rec-model-never-used");
        for statement in [
            "await rest(nango);",
            "await nango.batchSave([], model);",
            "const model = 'Stage'; await nango.batchSave([], 'Stage');",
            "await nango.trackDeletesStart('Stage');\nawait nango.trackDeletesEnd('Stage');",
        ] {
            check(
                &with(statement),
                if statement.contains("track") {
                    "del-order-hidden"
                } else {
                    ""
                }
                .trim_start_matches("del-order-hidden"),
            );
        }
    }
}
