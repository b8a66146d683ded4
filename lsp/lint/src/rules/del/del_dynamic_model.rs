//! A window whose model the compiler cannot read.

use super::{END, START};
use crate::prelude::*;

declare_rule! {
    /// The model of `trackDeletesStart` or `trackDeletesEnd` is no text.
    ///
    /// ## Why
    ///
    /// `nango compile` checks that the calls of a model come in pairs, and in order around what is saved. It compares the texts in the
    /// calls: with a variable it checks nothing.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const MODEL = 'Deal';
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart(MODEL);
    ///         await nango.batchSave([{ id: '1' }], MODEL);
    ///         await nango.trackDeletesEnd(MODEL);
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
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-dynamic-model" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`nangoPlugin` of `zeroYaml/compile.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for call in &ctx.items.calls {
        // Without the name `nango` the compiler does not see the call at all.
        let is_compared = call.seen.is_some_and(|seen| seen.in_exec && !seen.names_model);
        if matches!(&*call.method, START | END) && is_compared {
            let message = format!(
                "the compiler does not check the place of this call: the model of `{}` is no text",
                call.method
            );
            ctx.report(call.method_span.0, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn texts_alone_are_compared() {
        let tracked = |model: &str| {
            in_sync(&format!(
                "await nango.trackDeletesStart({model});\nawait nango.trackDeletesEnd({model});"
            ))
        };
        check(&tracked("'Deal'"), "");
        check(&tracked("model"), "del-dynamic-model del-dynamic-model");
        check(&tracked("`Deal`"), "del-dynamic-model del-dynamic-model");
    }
}
