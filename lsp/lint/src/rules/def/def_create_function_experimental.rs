//! `createFunction`, which is not ready for production.

use crate::prelude::*;
use crate::rules::def::known::CREATE_FUNCTION_SINCE;

declare_rule! {
    /// A function is made with `createFunction`, which is experimental.
    ///
    /// ## Why
    ///
    /// The CLI itself warns that it may change or go without notice. Before 0.71 there is none, and it is imported from
    /// `nango/experimental`, not from `nango`: then it is an error.
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
    let old = ctx.scope.cli().filter(|cli| *cli < CREATE_FUNCTION_SINCE);
    let is_refused = old.is_some() || import.is_some();
    let message = match (old, import) {
        (Some(cli), _) => format!("the CLI {cli} of this project has no `createFunction`"),
        (None, Some(_)) => {
            "`nango` has no `createFunction`: it is experimental, and has a module of its own".to_owned()
        }
        (None, None) => "`createFunction` is experimental: it may change or go without notice".to_owned(),
    };
    let file = ctx.file;
    let diagnostic = ctx.report(call.callee_span.0, message);
    // Where the compiler does more than warn.
    if is_refused && diagnostic.severity == Severity::Warning {
        diagnostic.severity = Severity::Error;
    }
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
