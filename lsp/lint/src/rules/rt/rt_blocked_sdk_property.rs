//! What the SDK object has for Nango itself.

use project::scope;
use syntax::ast::{ExprKind, Node};

use crate::prelude::*;

declare_rule! {
    /// A function reads a property of the SDK object that the cloud does not give to functions.
    ///
    /// ## Why
    ///
    /// In the cloud functions get the SDK object behind a facade, which throws `Access to "…" is not allowed.` for what is Nango's
    /// own. A dry run hands over the object itself, so there it works. Some of these properties are public for TypeScript.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Tells the host',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => nango.integrationConfig
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Tells the host',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => (await nango.getIntegration()).unique_key
    /// });
    /// ```
    "rt-blocked-sdk-property" {
        levels: Levels::ERROR,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`FUNCTION_BLOCKED_PROPERTIES` and `createFunctionFacade` of the runner's `sdk/sdk.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Member], check)],
    }
}

/// What the facade refuses, and what to call in its place, if there is something; sorted.
static BLOCKED: [(&str, &str); 34] = [
    ("__proto__", ""),
    ("abortSignal", ""),
    ("attributes", "getFlowAttributes()"),
    ("batchSize", ""),
    ("checkpointKey", ""),
    ("checkpointing", "getCheckpoint()"),
    ("clearRecordsIfNeeded", ""),
    ("constructor", ""),
    ("fetchRecordsPage", "listRecords()"),
    ("getCheckpointRange", "getCheckpoint()"),
    ("getMergingStrategy", ""),
    ("getProxyConfig", ""),
    ("getRecordsBatchSize", ""),
    ("httpLogSample", ""),
    ("integrationConfig", "getIntegration()"),
    ("lifecycle", ""),
    ("locking", "tryAcquireLock()"),
    ("logAPICall", ""),
    ("memoizedConnections", "getConnection()"),
    ("memoizedIntegration", "getIntegration()"),
    ("mergingByModel", ""),
    ("modelFullName", ""),
    ("nango", ""),
    ("persistClient", ""),
    ("removeMetadata", ""),
    ("sendLogToPersist", "log()"),
    ("setMergingStrategyByModel", "setMergingStrategy()"),
    ("shouldLog", ""),
    ("telemetryBag", ""),
    ("telemetryRecorder", ""),
    ("throwIfAbortedOrKilled", ""),
    ("throwIfInterrupted", ""),
    ("trackDeletesKey", ""),
    ("validateRecords", ""),
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(id) = node else { return };
    let (ast, source) = (ctx.ast(), ctx.source);
    let (object, property, range) = match ast[id].kind {
        ExprKind::Member(member) => (member.object, source.slice(member.property).into(), member.property),
        ExprKind::Index(index) => match source.string_value(index.index) {
            Some(property) => (index.object, property, ast[index.index].range),
            None => return,
        },
        _ => return,
    };
    // Most members are read of something else: that is seen without a look at the text.
    let object = ast.skip_casts(object);
    if !matches!(ast[object].kind, ExprKind::Ident) {
        return;
    }
    let Ok(at) = BLOCKED.binary_search_by(|(name, _)| (*name).cmp(&*property)) else {
        return;
    };
    if scope::sdk(source, object).is_none() {
        return;
    }
    let sdk = source.slice(ast[object].range);
    let (name, instead) = BLOCKED[at];
    let advice = if instead.is_empty() {
        String::new()
    } else {
        format!(": use `{sdk}.{instead}`")
    };
    ctx.report(range, format!("the cloud does not give `{name}` to functions{advice}"));
}

#[cfg(test)]
mod tests {
    use super::BLOCKED;
    use crate::testing::{check, in_sync};

    #[test]
    fn the_list_can_be_searched() {
        assert!(BLOCKED.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn on_the_sdk_object_alone() {
        for statement in [
            "nango.telemetryBag;",
            "(nango as any).persistClient;",
            "nango['nango'];",
            "deals.forEach(() => nango.abortSignal?.aborted);",
        ] {
            check(&in_sync(statement), "rt-blocked-sdk-property");
        }
        for statement in [
            "deal.constructor;",
            "const nango = deal; nango.nango;",
            "await nango.log('attributes');",
            "nango.connectionId;",
        ] {
            check(&in_sync(statement), "");
        }
    }
}
