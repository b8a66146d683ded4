//! What only syncs can do.

use project::items::{NangoCall, ON_RECORDS, SdkType};
use project::scope;
use syntax::ast::{ExprKind, Node};

use crate::prelude::*;

declare_rule! {
    /// An action or an event function uses what only syncs have.
    ///
    /// ## Why
    ///
    /// Records, their deletion and their merging belong to syncs: the SDK object of an action and of an event function has neither
    /// these methods nor `lastSyncDate` and `variant`, and the type check refuses them. Checkpoints, metadata and locks are there for all.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Adds a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({}),
    ///     exec: async (nango, input) => {
    ///         await nango.batchSave([input], 'Deal');
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Adds a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({}),
    ///     exec: async (nango, input) => {
    ///         await nango.triggerSync('crm', nango.connectionId, 'deals');
    ///         return input;
    ///     }
    /// });
    /// ```
    "rec-sync-api-in-action" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`NangoSyncBase` and `NangoActionBase` of `@nangohq/runner-sdk`",
        fix: None,
        reach: Bundled,
        visits: [Visit::SoundFile(check_calls), Visit::Syntax(&[NodeKind::Member], check_property)],
    }
}

/// The properties that `NangoSyncBase` adds; its methods are those on records.
const PROPERTIES: [&str; 3] = ["lastSyncDate", "track_deletes", "variant"];

fn check_calls(ctx: &mut FileContext<'_>) {
    let items = ctx.items;
    // With several definitions in a file it is not known here to which of them a call belongs.
    let kind = match &items.create_calls[..] {
        [only] => Some(only.kind),
        _ => None,
    };
    for call in items.calls.iter().filter(|call| ON_RECORDS.contains(&&*call.method)) {
        if let Some(owner) = owner(call, kind) {
            ctx.report(call.method_span.0, message(&call.method, owner));
        }
    }
}

/// Whose SDK object it is, if that is no sync's.
fn owner(call: &NangoCall, kind: Option<FunctionKind>) -> Option<&'static str> {
    match (call.sdk?, kind) {
        (SdkType::Action, _) => Some("an action"),
        (SdkType::Definition, Some(kind)) => named(kind),
        _ => None,
    }
}

fn check_property(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Node::Expr(expr) = node else { return };
    let ExprKind::Member(member) = ast[expr].kind else {
        return;
    };
    let property = source.slice(member.property);
    if !PROPERTIES.contains(&property) {
        return;
    }
    let owner = match scope::sdk(source, ast.skip_parens(member.object)) {
        Some((SdkType::Action, _)) => Some("an action"),
        Some((SdkType::Definition, Some(kind))) => named(kind),
        _ => None,
    };
    if let Some(owner) = owner {
        ctx.report(member.property, message(property, owner));
    }
}

fn named(kind: FunctionKind) -> Option<&'static str> {
    match kind {
        FunctionKind::Action => Some("an action"),
        FunctionKind::OnEvent => Some("an event function"),
        // `createFunction` is judged by its own rules.
        FunctionKind::Sync | FunctionKind::Function => None,
    }
}

fn message(member: &str, owner: &str) -> String {
    format!("{owner} has no `{member}`: only syncs have")
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, in_sync};

    #[track_caller]
    fn refused(body: &str) {
        check(
            &action(&format!("exec: async (nango) => {{ {body} return {{}}; }}")),
            "rec-sync-api-in-action",
        );
    }

    #[track_caller]
    fn accepted(body: &str) {
        check(
            &action(&format!("exec: async (nango) => {{ {body} return {{}}; }}")),
            "",
        );
    }

    #[test]
    fn in_an_action() {
        refused("await nango.batchDelete([], M);");
        refused("await nango?.batchUpdate([], M);");
        refused("const sdk = nango; await sdk.getRecordsByIds([], M);");
        refused("use(nango.lastSyncDate);");
        refused("use(nango.variant);");
        accepted("await nango.getCheckpoint(); await nango.getVariant(); await nango.saveCheckpoint(a);");
        accepted("await (nango as any).batchSave([], M);");
        accepted("if ('batchSave' in nango) { use(input.variant); }");
    }

    #[test]
    fn in_an_event_function() {
        check(
            "export default createOnEvent({ description: 'd', version: '1.0.0', event: 'post-connection-creation', exec: async (nango) => { await nango.batchSave([], M); } });",
            "rec-sync-api-in-action",
        );
    }

    #[test]
    fn in_helpers_by_their_type() {
        check(
            &(action("exec: async (nango) => save(nango)")
                + "async function save(nango: NangoActionLocal) { await nango.batchSave([], M); }\n"),
            "rec-sync-api-in-action",
        );
        check(
            &(action("exec: async (nango) => save(nango)")
                + "async function save(nango: NangoSync) { await nango.batchSave([], M); }\n"),
            "",
        );
        check(
            &(action("exec: async (nango) => save(nango)")
                + "async function save(nango: any) { use(nango.variant); }\n"),
            "",
        );
    }

    #[test]
    fn in_a_sync() {
        check(&in_sync("use(nango.variant); await nango.batchSave([], M);"), "");
    }
}
