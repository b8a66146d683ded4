//! A command that nobody can ask for the environment.

use super::invocation::{Invocation, invocations};
use super::refused_by;
use crate::prelude::*;

declare_rule! {
    /// `nango dryrun`, `deploy` or `pull` does not say which environment, and cannot ask.
    ///
    /// ## Why
    ///
    /// Without an environment the CLI asks for one. With `--no-interactive`, and wherever `CI` is set, it stops: `Environment is
    /// required`. `nango dryrun` takes it as `-e`, `nango deploy` as its first argument. Where the caller may add arguments, as
    /// behind a script of `package.json`, nothing is said.
    ///
    /// ## Example
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango dryrun deals deals-test --no-interactive
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```sh fixed
    /// //- /scripts.sh
    /// nango dryrun deals deals-test --no-interactive -e dev
    /// ```
    ///
    /// ```yaml invalid
    /// //- /.github/workflows/ship.yml
    /// steps:
    ///   - run: npx nango deploy --no-interactive
    /// ```
    ///
    /// ```yaml valid
    /// //- /.github/workflows/ship.yml
    /// steps:
    ///   - run: npx nango deploy ${{ inputs.environment }} --no-interactive
    /// ```
    ///
    /// ```json valid
    /// //- /package.json
    /// { "type": "module", "scripts": { "ship": "nango deploy --no-interactive" } }
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds `-e dev` to a dry run. It is to be looked at: the connection may be of another environment.
    "cli-environment" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Deploy, Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`environment` of `services/ensure.service.ts`, `isCI` of `utils.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    for invocation in invocations(ctx) {
        let Some(command) = invocation.command() else { continue };
        let is_given = match command {
            "dryrun" => has_value(&invocation, "--environment"),
            "pull" => has_value(&invocation, "--env") || invocation.option("--catalog").is_some(),
            "deploy" => invocation.operands.first().is_some_and(|word| word.known() != Some("")),
            _ => continue,
        };
        if is_given || !invocation.is_complete || !invocation.is_non_interactive() {
            continue;
        }
        let file = ctx.file;
        let message = format!("`nango {command}` needs an environment here, as it cannot ask for one");
        let Some(diagnostic) = ctx.report(file, invocation.command_range(), message) else {
            continue;
        };
        diagnostic.reported_by(refused_by(command));
        if command == "dryrun" && invocation.option("--environment").is_none() {
            diagnostic.unsafe_fix("Add `-e dev`", file, [TextEdit::insert(invocation.end(), " -e dev")]);
        }
    }
}

fn has_value(invocation: &Invocation<'_>, option: &str) -> bool {
    let value = invocation.option(option).and_then(|given| given.value.as_ref());
    value.is_some_and(|value| value.text != Some(""))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[track_caller]
    fn shell(line: &str, expected: &str) {
        check(
            &format!("//- /a.sh\n{line}\n//- /crm/syncs/deals.ts createSync\n"),
            expected,
        );
    }

    #[test]
    fn who_cannot_ask() {
        shell("CI=1 nango dryrun deals c1", "cli-environment");
        shell("nango dryrun deals c1 --no-interactive -e ''", "cli-environment");
        shell("nango dryrun deals c1 -e --no-interactive", "cli-environment");
        shell("nango deploy --no-interactive", "cli-environment");
        shell("nango pull crm deals --no-interactive", "cli-environment");
    }

    #[test]
    fn who_can_or_is_told() {
        shell("nango dryrun deals c1", "");
        shell("nango dryrun deals c1 --no-interactive -edev", "");
        shell(
            "nango dryrun deals c1 --no-interactive --environment \"$ENVIRONMENT\"",
            "",
        );
        shell("nango dryrun deals c1 --no-interactive $OPTIONS", "");
        shell("nango dryrun deals c1 --no-interactive \"$@\"", "");
        shell("nango deploy dev --no-interactive", "");
        shell("nango pull crm deals --catalog --no-interactive", "");
        shell("nango compile --no-interactive", "");
    }
}
