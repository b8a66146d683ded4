//! A checkpoint that is saved and not declared.

use project::items::SdkType;

use crate::prelude::*;

declare_rule! {
    /// `saveCheckpoint` is called, and the definition has no `checkpoint`.
    ///
    /// ## Why
    ///
    /// Without a schema the argument of `saveCheckpoint` has the type `never`: nothing can be saved, says TypeScript, and so
    /// `nango compile` refuses it.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.saveCheckpoint({ cursor: 'next' });
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
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         await nango.getCheckpoint();
    ///         await nango.saveCheckpoint({ cursor: 'next' });
    ///     }
    /// });
    /// ```
    "ck-used-without-schema" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`TCheckpointInferred` of `@nangohq/runner-sdk`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    // Of several definitions it is not known which of them a call stands in.
    let [call] = &*ctx.items.create_calls else { return };
    let Argument::Object(definition) = &call.argument else {
        return;
    };
    let is_declared =
        |property: &Property| !matches!(&property.value, Value::Identifier(name) if &**name == "undefined");
    if !call.from_nango
        || call.kind == FunctionKind::Function
        || !definition.is_closed()
        || definition.get("checkpoint").is_some_and(is_declared)
    {
        return;
    }
    let items = ctx.items;
    let typed = items.calls.iter().filter(|call| call.sdk == Some(SdkType::Definition));
    for (call, saved) in typed.filter_map(|call| Some((call, call.saved.as_ref()?))) {
        // `never` can be had by a cast.
        if !saved.is_cast && !ctx.is_untyped(saved.span.0) {
            ctx.report(
                call.method_span.0,
                "nothing can be saved: the definition has no `checkpoint`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn only_what_typescript_refuses() {
        let id = "ck-used-without-schema";
        check(
            &action("exec: async (sdk) => { await sdk.saveCheckpoint({}); return {}; }"),
            &format!("def-nango-param-name {id}"),
        );
        check(
            &action("exec: async (nango) => { await nango?.['saveCheckpoint']({}); return {}; }"),
            id,
        );
        check(
            &action("checkpoint: undefined, exec: async (nango) => { await nango.saveCheckpoint({}); return {}; }"),
            id,
        );
        for exec in [
            "await nango.saveCheckpoint({} as never)",
            "await (nango as any).saveCheckpoint({})",
            "await nango.getCheckpoint(); await nango.clearCheckpoint()",
            "// @ts-expect-error later\n await nango.saveCheckpoint({})",
            "await nango.saveCheckpoint(\n // @ts-expect-error later\n {})",
        ] {
            check(
                &action(&format!("exec: async (nango) => {{ {exec}; return {{}}; }}")),
                "",
            );
        }
        check(
            &action("exec: async (nango: any) => { await nango.saveCheckpoint({}); return {}; }"),
            "",
        );
        check(
            &action("exec: async (nango) => { await nango.saveCheckpoint({}); return {}; }, ...other"),
            "",
        );
    }
}
