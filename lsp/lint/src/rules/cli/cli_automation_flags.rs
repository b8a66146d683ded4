//! Commands in CI that are not told that nobody is there.

use project::command_line::Origin;

use super::invocation::invocations;
use crate::prelude::*;

declare_rule! {
    /// A dry run or a deployment in CI lacks `--no-interactive` or `--auto-confirm`.
    ///
    /// ## Why
    ///
    /// In CI the CLI guesses that nobody answers, and warns. A question that is left stops the job: a deployment that deletes
    /// something is refused unless `--allow-destructive` and `--auto-confirm` stand together.
    ///
    /// ## Example
    ///
    /// ```yaml invalid
    /// //- /.github/workflows/try.yml
    /// steps:
    ///   - run: nango dryrun deals deals-test -e dev
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```yaml fixed
    /// //- /.github/workflows/try.yml
    /// steps:
    ///   - run: nango dryrun deals deals-test -e dev --no-interactive --auto-confirm
    /// ```
    ///
    /// ```yaml valid
    /// //- /.github/workflows/ship.yml
    /// steps:
    ///   - run: nango deploy prod --no-interactive
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds the options. It is to be looked at: what is confirmed is confirmed for good.
    "cli-automation-flags" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`preAction` of `index.ts` of the CLI, `handleLegacyConfirmation` of `zeroYaml/deploy.ts`; S0",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    for invocation in invocations(ctx) {
        let Some(command @ ("dryrun" | "deploy")) = invocation.command() else {
            continue;
        };
        if invocation.file.origin != Origin::Ci || !invocation.is_complete {
            continue;
        }
        // A deployment asks nothing unless it may destroy something.
        let confirms = command == "dryrun" || invocation.option("--allow-destructive").is_some();
        let wanted = [("--no-interactive", true), ("--auto-confirm", confirms)];
        let is_missing = |(name, is_wanted): &(&str, bool)| *is_wanted && invocation.option(name).is_none();
        let missing: Vec<&str> = wanted.into_iter().filter(is_missing).map(|(name, _)| name).collect();
        if missing.is_empty() {
            continue;
        }
        let file = ctx.file;
        let names = words::list(missing.iter().copied());
        let message = format!("`nango {command}` in CI should be told {names}, as nobody can answer");
        if let Some(diagnostic) = ctx.report(file, invocation.command_range(), message) {
            let edit = TextEdit::insert(invocation.end(), format!(" {}", missing.join(" ")));
            diagnostic.unsafe_fix(format!("Add {names}"), file, [edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[track_caller]
    fn ci(command: &str, expected: &str) {
        check(
            &format!("//- /.gitlab-ci.yml\nship:\n  script:\n    - {command}\n"),
            expected,
        );
    }

    #[test]
    fn what_may_be_asked() {
        ci(
            "nango deploy prod --allow-destructive --no-interactive",
            "cli-automation-flags",
        );
        ci("nango deploy prod", "cli-automation-flags");
        ci("nango deploy prod --no-interactive", "");
        ci("nango deploy prod $OPTIONS", "");
        ci("nango compile", "");
        check("//- /a.sh\nnango deploy prod\n", "");
    }
}
