//! A dry run that is told twice to validate.

use super::invocation::invocations;
use crate::diagnostic::Tag;
use crate::prelude::*;

declare_rule! {
    /// A dry run has `--validate` and `--save`.
    ///
    /// ## Why
    ///
    /// `--save` validates in any case: what is saved becomes a test.
    ///
    /// ## Example
    ///
    /// ```sh valid
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev --save
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ## Fix
    ///
    /// Leaves `--validate` out.
    "cli-save-implies-validate" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`shouldValidate` in `index.ts` of the CLI",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    for invocation in invocations(ctx) {
        let (Some("dryrun"), Some(given), Some(_)) = (
            invocation.command(),
            invocation.option("--validate"),
            invocation.option("--save"),
        ) else {
            continue;
        };
        let file = ctx.file;
        let words = invocation
            .line
            .words
            .iter()
            .take_while(|word| word.span != given.word.span);
        let before = words.last().map_or(given.word.span.start(), |word| word.span.end());
        let message = "`--save` validates in any case";
        if let Some(diagnostic) = ctx.report(file, given.word.span.0, message) {
            let gone = TextRange::new(before, given.word.span.end());
            let name = &given.word.text;
            diagnostic.tagged(Tag::Unnecessary);
            diagnostic.safe_fix(format!("Remove `{name}`"), file, [TextEdit::delete(gone)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    const ON: &str =
        "//- /nango-lsp.toml\n[rules]\n\"cli-save-implies-validate\" = \"hint\"\n//- /crm/syncs/deals.ts createSync\n";

    #[test]
    fn the_flag_goes_with_the_blank_before_it() {
        let shell = "//- /a.sh\nnango dryrun deals c1 \\\n  --validate --save\n";
        check(&format!("{shell}{ON}"), "cli-save-implies-validate");
        assert_eq!(
            fixed(&format!("{shell}{ON}")).unwrap(),
            "nango dryrun deals c1 --save\n"
        );
        check(&format!("//- /a.sh\nnango dryrun deals c1 --save-responses\n{ON}"), "");
    }
}
