//! Routes of functions, which are deprecated.

use crate::diagnostic::Tag;
use crate::places::without;
use crate::prelude::*;
use crate::rule::Level;

declare_rule! {
    /// A function has an `endpoint` or `endpoints`.
    ///
    /// ## Why
    ///
    /// They are deprecated: a function is called by its name. Whoever calls it by its route has to change that before it goes. S0 asks for
    /// them, so the profile `strict` is silent.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     endpoints: [{ method: 'GET', path: '/crm/deals' }],
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
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
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Removes the property.
    "ep-deprecated" {
        levels: Levels {
            strict: Level::Off,
            ..Levels::HINT
        },
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`CreateSyncProps.endpoints` and `CreateActionProps.endpoint` (`@deprecated`) of `@nangohq/runner-sdk`; S0 and S4 have them, S3 not",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [892, 10, 10],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call() else { return };
    let name = match call.kind {
        FunctionKind::Sync => "endpoints",
        FunctionKind::Action => "endpoint",
        FunctionKind::OnEvent | FunctionKind::Function => return,
    };
    let Some((definition, property)) = call.definition().and_then(|it| Some((it, it.get(name)?))) else {
        return;
    };
    let file = ctx.file;
    let message = format!("`{name}` is deprecated: functions are called by their name");
    ctx.report(property.name_span.0, message)
        .unsafe_fix(format!("Remove `{name}`"), file, [without(definition, property)])
        .tagged(Tag::Deprecated);
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn of_actions_too() {
        let rule = "ep-deprecated";
        check(&action("endpoint: { method: 'GET', path: '/deals' }"), rule);
        check(&action("exec: async () => ({ endpoint: '/deals' })"), "");
    }
}
