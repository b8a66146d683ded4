//! A route that is computed.

use crate::prelude::*;

declare_rule! {
    /// The path of an endpoint is computed.
    ///
    /// ## Why
    ///
    /// The compiler runs the module once, so the path is what it comes to there. Who reads the file does not see it, and neither do tools
    /// that look for it.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const provider = ['c', 'rm'].join('');
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     endpoints: [{ method: 'GET', path: `/${provider}/deals` }],
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
    ///     endpoints: [{ method: 'GET', path: '/crm/deals' }],
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    "ep-static-path" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "S0 (\"The createAction endpoint path must stay static\")",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let items = ctx.items;
    for endpoint in items.endpoints() {
        let Some(path) = endpoint.definition.settled("path") else {
            continue;
        };
        let settled = Settled::of(items, path);
        if matches!(settled.value, Value::Other) && endpoint.span == endpoint.definition.span {
            ctx.report(settled.property.value_span.0, "the path of an endpoint is a plain text");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn texts_and_constants_are_plain() {
        let with = |path: &str| action(&format!("endpoint: {{ method: 'GET', path: {path} }}"));
        check(&with("`/${provider}/deals`"), "ep-static-path");
        check(&with("path()"), "ep-static-path");
        check(&with("`/deals`"), "");
        check(&with("'/crm' + '/deals'"), "");
        check(&format!("const PATH = '/deals';\n{}", with("PATH")), "");
        check(&with("imported"), "");
    }
}
