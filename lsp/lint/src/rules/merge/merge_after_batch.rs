//! A merging strategy that is set below a call that saves records.

use project::plugin;
use syntax::ast::Node;

use super::{above, report, set};
use crate::prelude::*;

declare_rule! {
    /// `setMergingStrategy` stands below a call that saves records.
    ///
    /// ## Why
    ///
    /// What was saved before was merged in another way. The compiler refuses the sync; it compares line numbers in the text of
    /// `exec`, whatever the models are.
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
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
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
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
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
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Moves the call to the top of its function, if nothing but strings is handed to it.
    "merge-after-batch" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/syncs/realtime-syncs",
        source: "`bundleFile` (`setMergingStrategyLines`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Entry,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(set) = set(ctx, node) else { return };
    if let Some(batch) = above(ctx, set, &plugin::BATCHES) {
        report(ctx, set, batch);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[test]
    fn the_compiler_compares_line_numbers() {
        check(
            &in_sync("await nango.batchSave([], 'A'); await nango.setMergingStrategy(strategy, 'A');"),
            "",
        );
        check(
            &in_sync(
                "const save = async () => {\nawait nango.batchSave([], 'A');\n};\nawait nango.setMergingStrategy(strategy, 'B');",
            ),
            "merge-after-batch",
        );
        check(
            &in_sync("await nango.batchSend([], 'A');\nawait nango.setMergingStrategy(strategy, 'A');"),
            "rec-batchsend",
        );
        check(
            &in_sync("await nango?.batchSave([], 'A');\nawait nango.setMergingStrategy(strategy, 'A');"),
            "",
        );
    }

    #[test]
    fn only_below_exec() {
        check(
            "export default createSync({ description: 'd', version: '1.0.0', frequency: 'every hour', models: { ...models }, webhookSubscriptions: ['*'], exec: async () => {}, onWebhook: async (nango) => {\nawait nango.batchSave([], 'A');\nawait nango.setMergingStrategy(strategy, 'A');\n} });",
            "",
        );
    }

    #[test]
    fn what_cannot_be_moved_stays() {
        let save = "await nango.batchSave([], 'A');";
        for statements in [
            "await nango.setMergingStrategy({ strategy }, 'A');",
            "if (x) {\nawait nango.setMergingStrategy({ strategy: 'override' }, 'A');\n}",
            "const a = await nango.setMergingStrategy({ strategy: 'override' }, 'A');",
            "const f = async () => {\nawait nango.setMergingStrategy({ strategy: 'override' }, 'A');\n};",
        ] {
            assert_eq!(fixed(&in_sync(&format!("{save}\n{statements}"))), None, "{statements}");
        }
    }

    #[test]
    fn what_stands_beside_it_stays() {
        let text = in_sync(
            "    await nango.batchSave([], 'A');\n    await nango.setMergingStrategy({ strategy: 'override' }, 'A'); done();",
        );
        let text = fixed(&text).expect("a fix");
        let expected = "{\n    await nango.setMergingStrategy({ strategy: 'override' }, 'A');\n    await nango.batchSave([], 'A');\n     done();\n}";
        assert!(text.contains(expected), "{text}");
    }
}
