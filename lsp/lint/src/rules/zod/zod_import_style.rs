//! Two ways to import zod.

use project::Items;
use project::items::SpecifierForm;

use crate::prelude::*;

declare_rule! {
    /// Zod is imported in another way than in most functions of the integration.
    ///
    /// ## Why
    ///
    /// `import { z }` and `import * as z` are the same to the function. In one way throughout, code can be moved from one to another.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/actions/close.ts createAction
    /// //- /crm/actions/open.ts createAction
    /// //- /crm/actions/list.ts
    /// import { createAction } from 'nango';
    /// import { z } from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/actions/close.ts createAction
    /// //- /crm/actions/open.ts createAction
    /// //- /crm/actions/list.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    "zod-import-style" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/data-validation",
        source: "S3 and S4 (`import * as z`); S0 and Nango's templates (`import { z }`)",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [44, 10, 10],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some((own, span)) = style(ctx.items) else { return };
    let Some(integration) = ctx.scope.project.integration_of(ctx.file) else {
        return;
    };
    let others = integration.functions.iter().filter(|file| *file != ctx.file);
    let styles: Vec<_> = others
        .filter_map(|file| Some(style(ctx.scope.items(file)?)?.0))
        .collect();
    let same = styles.iter().filter(|other| **other == own).count();
    // In a tie nobody is right.
    if styles.len() - same > same + 1 {
        let words = match own {
            SpecifierForm::Named => "by its name",
            SpecifierForm::Namespace => "as a namespace",
            SpecifierForm::Default => "as the default",
        };
        let message = format!("most functions of this integration do not import `zod` {words}");
        ctx.report(span, message);
    }
}

/// How a file imports zod, if it does so once.
fn style(items: &Items) -> Option<(SpecifierForm, TextRange)> {
    let imports = items
        .imports
        .iter()
        .filter(|import| &*import.source == "zod" && !import.type_only);
    let mut names = imports.flat_map(|import| &import.specifiers);
    match (names.next(), names.next()) {
        (Some(only), None) => Some((only.form, only.span.0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn in_a_tie_nobody_is_right() {
        let other = "//- /crm/actions/open.ts createAction\n//- /crm/actions/list.ts\n";
        let named = "import { createAction } from 'nango';\nimport { z } from 'zod';\nexport default createAction({ description: 'a', version: '1.0.0', input: z.object({}), output: z.object({}), exec: async () => ({}) });\n";
        check(&format!("{other}{named}"), "");
    }
}
