//! Logs that the cloud does not keep.

use syntax::ast::{ExprId, ExprKind, Node};

use crate::prelude::*;
use crate::sdk_call::SdkCall;

declare_rule! {
    /// A log is written below the level that the cloud keeps.
    ///
    /// ## Why
    ///
    /// `nango.log` without a level writes at `info`. A dry run shows it; the cloud keeps `warn` and `error`, unless
    /// `NANGO_LOGGER_LEVEL` of the environment or `nango.setLogger` says otherwise. Where logs are there to find faults in
    /// production, switch this rule on.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await nango.log('No deals');
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
    ///         await nango.log('No deals', { level: 'warn' });
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
    ///     exec: async (nango) => {
    ///         await nango.log('No deals', { page: 1 }, { level: 'error' });
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes it at `warn`, where it has no level.
    "rt-log-level" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/logging",
        source: "`NangoActionBase.shouldLog` of `@nangohq/runner-sdk`, whose `logger` begins at `warn`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [195, 12, 12],
    }
}

/// The levels that the cloud keeps by default.
const KEPT: [&str; 2] = ["error", "warn"];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Some(SdkCall { call, method_range, .. }) = SdkCall::of(source, node, &["log"]) else {
        return;
    };
    let Some(last) = call.args.last() else { return };
    match level(ctx, last, call.args.len() == 1) {
        Level::Kept => {}
        Level::None => {
            let edit = TextEdit::insert(ast[last].range.end(), ", { level: 'warn' }");
            ctx.report(method_range, "the cloud does not keep a log without a level")
                .fix("Write it at `warn`", Applicability::Unsafe, vec![edit]);
        }
        Level::Below(value) => {
            let message = format!(
                "the cloud does not keep a log at {}",
                source.slice(ast[value].range).replace('\'', "`")
            );
            ctx.report(ctx.range(value), message);
        }
    }
}

/// What the last argument of a log says of the level.
enum Level {
    /// The cloud keeps it, or that cannot be read.
    Kept,
    /// Nothing.
    None,
    /// One that the cloud does not keep.
    Below(ExprId),
}

fn level(ctx: &SyntaxContext<'_>, last: ExprId, is_message: bool) -> Level {
    let (ast, source) = (ctx.ast(), ctx.source);
    match ast[last].kind {
        ExprKind::Object(_) => match source.property_value(last, "level") {
            Some(value) => match source.string_value(value) {
                Some(text) if KEPT.contains(&&*text) => Level::Kept,
                Some(_) => Level::Below(value),
                None => Level::Kept,
            },
            None if source.has_only_plain_keys(last) => Level::None,
            None => Level::Kept,
        },
        ExprKind::Spread(_) => Level::Kept,
        // The one argument is the message.
        _ if is_message => Level::None,
        ExprKind::String | ExprKind::Template(_) | ExprKind::Number | ExprKind::Array(_) => Level::None,
        _ => Level::Kept,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn levels() {
        for (statement, expected) in [
            ("await nango.log(message);", "rt-log-level"),
            ("await nango.log('a', { page: 1 });", "rt-log-level"),
            ("await nango.log('a', { level: 'debug' });", "rt-log-level"),
            ("await nango.log('a', options);", ""),
            ("await nango.log('a', { ...options });", ""),
            ("await nango.log(...all);", ""),
            ("await logger.log('a');", ""),
        ] {
            check(&in_sync(statement), expected);
        }
    }
}
