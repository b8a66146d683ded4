//! A checkpoint that is read with a type.

use crate::prelude::*;

declare_rule! {
    /// `getCheckpoint` is called with a type argument.
    ///
    /// ## Why
    ///
    /// The type of a checkpoint comes from `checkpoint` in the definition, and `getCheckpoint` takes none: TypeScript
    /// refuses it, and so does `nango compile`. The same holds for `saveCheckpoint` and `clearCheckpoint`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint<{ cursor: string }>();
    ///         await nango.saveCheckpoint({ cursor: checkpoint?.cursor ?? '' });
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
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         await nango.saveCheckpoint({ cursor: checkpoint?.cursor ?? '' });
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
    ///     metadata: z.object({ team: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         const metadata = await nango.getMetadata<{ team: string }>();
    ///         await nango.saveCheckpoint({ cursor: checkpoint?.cursor ?? metadata.team });
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Deletes the type argument.
    "ck-type-argument" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`NangoActionBase.getCheckpoint` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (file, items) = (ctx.file, ctx.items);
    for call in items.calls.iter().filter(|call| call.sdk.is_some()) {
        let is_checkpoint = matches!(&*call.method, "getCheckpoint" | "saveCheckpoint" | "clearCheckpoint");
        if let Some(types) = call.type_args.filter(|_| is_checkpoint) {
            let message = format!(
                "`{}` takes no type argument: its type comes from `checkpoint`",
                call.method
            );
            ctx.report(types.0, message)
                .safe_fix("Delete the type argument", file, [TextEdit::delete(types.0)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    fn sync(exec: &str) -> String {
        format!(
            "export default createSync({{\n    description: 'Syncs deals',\n    version: '1.0.0',\n    frequency: 'every hour',\n    \
             models: {{ Deal: z.object({{ id: z.string() }}) }},\n    checkpoint: z.object({{ at: z.string() }}),\n    {exec}\n}});\n"
        )
    }

    #[test]
    fn the_object_is_that_of_the_sdk() {
        check(
            &sync("exec: async (nango) => { await nango?.getCheckpoint<At>(); }"),
            "ck-type-argument",
        );
        check(
            &sync("exec: async (nango) => { await nango.clearCheckpoint<At>(); }"),
            "ck-type-argument",
        );
        check(
            &sync("exec: async (nango) => { await (nango as Other).getCheckpoint<At>(); }"),
            "",
        );
        check(
            &sync("exec: async (nango: Other) => { await nango.getCheckpoint<At>(); }"),
            "",
        );
        check(&sync("exec: async (nango) => { await other.getCheckpoint<At>(); }"), "");
    }

    #[test]
    fn helpers_count() {
        let helper = |ty: &str| {
            format!(
                "//- /crm/at.ts\nimport type {{ NangoSync }} from 'nango';\nexport const at = (nango: {ty}) => nango.getCheckpoint<At>();\n\
                 //- /crm/syncs/deals.ts\nimport {{ at }} from '../at.js';\n{}{}",
                "import { createSync } from 'nango';\nimport * as z from 'zod';\n",
                sync("exec: async (nango) => { await at(nango); }")
            )
        };
        check(&helper("NangoSync"), "ck-type-argument");
        check(&helper("Other"), "");
    }

    #[test]
    fn the_brackets_go() {
        let after = fixed(&sync(
            "exec: async (nango) => { await nango.getCheckpoint<Map<A, B[]>>(); }",
        ));
        assert!(after.unwrap().contains("nango.getCheckpoint();"));
    }
}
