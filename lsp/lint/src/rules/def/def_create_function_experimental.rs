//! `createFunction`, which is not ready for production.

use crate::prelude::*;

declare_rule! {
    /// A function is made with `createFunction`, which is experimental.
    ///
    /// ## Why
    ///
    /// The CLI itself warns that it may change or go without notice. Before 0.71 there is none. It is imported from
    /// `nango/experimental`, not from `nango`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createFunction } from 'nango/experimental';
    ///
    /// export default createFunction({
    ///     description: 'Says hello',
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Says hello',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Imports it from `nango/experimental`, if it comes from `nango`.
    "def-create-function-experimental" {
        levels: Levels::WARNING,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#choose-function-type",
        source: "`compileAllFunctions` of `zeroYaml/compile.ts`, `sdkExperimental.ts`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

/// The first CLI that knows `nango/experimental`.
const SINCE: Version = Version::new(0, 71, 0);

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call().filter(|call| call.kind == FunctionKind::Function) else {
        return;
    };
    let import = ctx.items.imports.iter().find(|import| {
        &*import.source == "nango"
            && import
                .specifiers
                .iter()
                .any(|specifier| &*specifier.imported == "createFunction")
    });
    let message = match ctx.scope.cli().filter(|cli| *cli < SINCE) {
        Some(cli) => format!("the CLI {cli} of this project has no `createFunction`"),
        None => "`createFunction` is experimental: it may change or go without notice".to_owned(),
    };
    let file = ctx.file;
    let diagnostic = ctx.report(call.callee_span.0, message);
    if let Some(import) = import.filter(|import| import.specifiers.len() == 1) {
        let edit = TextEdit::replace(import.source_span.0, "'nango/experimental'");
        diagnostic.safe_fix("Import it from `nango/experimental`", file, [edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::fixed;

    #[test]
    fn the_import_comes_from_the_experimental_module() {
        let text = fixed(
            "import { createFunction } from 'nango';
            export default createFunction({ description: 'Says hello', exec: async () => {} });
            ",
        );
        assert!(text.is_some_and(|text| text.starts_with("import { createFunction } from 'nango/experimental';")));
    }
}
