//! Names of functions that are not there.

use super::functions::{self, Known};
use super::invocation::{Invocation, OptionValue, invocations};
use super::refused_by;
use crate::prelude::*;
use crate::settings::nearest;

use project::Project;
use project::command_line::Origin;

declare_rule! {
    /// A command line names a function or an integration that the project does not have, or has not registered.
    ///
    /// ## Why
    ///
    /// `nango dryrun` stops with `No script named "…" found`, `nango deploy --sync` with `No syncs or actions to deploy`. Both
    /// know nothing but what `index.ts` registers. In a README nothing is said of names that are like no function: they are
    /// examples.
    ///
    /// ## Example
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango dryrun deels deals-test -e dev
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```sh fixed
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev
    /// ```
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango deploy dev --action archive-deal --integration crm
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```sh valid
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev --integration-id crm
    /// nango dryrun "$FUNCTION" deals-test -e dev
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the name that is nearly the same, if there is one.
    "cli-unknown-function" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Deploy, Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "the action of `dryrun` in `index.ts` of the CLI, `createDeployConfirmationPackage` of `zeroYaml/deploy.ts`",
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
        let Some(projects) = invocation.projects(&ctx.scope) else {
            continue;
        };
        let functions = functions::all(&projects);
        let integration = if command == "dryrun" {
            "--integration-id"
        } else {
            "--integration"
        };
        let integration = invocation.option(integration).map(|given| given.value.as_ref());
        let search = Search {
            invocation: &invocation,
            command,
            projects: &projects,
            functions: &functions,
            integration: match integration {
                None => None,
                // What only the shell knows may be any of them.
                Some(value) => match value.and_then(|value| Some((value.text?, value))) {
                    Some((text, value)) if !text.is_empty() => Some((text, value)),
                    _ => continue,
                },
            },
        };
        if search.integration(ctx) {
            search.names(ctx);
        }
    }
}

struct Search<'a, 'i> {
    invocation: &'i Invocation<'a>,
    command: &'static str,
    projects: &'i [&'a Project],
    functions: &'i [Known<'a>],
    /// The one that is asked for.
    integration: Option<(&'i str, &'i OptionValue<'a>)>,
}

impl Search<'_, '_> {
    /// Whether there is an integration of the name that is asked for.
    fn integration(&self, ctx: &mut ProjectContext<'_>) -> bool {
        let Some((name, value)) = self.integration else {
            return true;
        };
        let is_entry = |project: &&Project| project.registry().entries().iter().any(|it| *it.integration == *name);
        let is_known = self.functions.iter().any(|known| *known.integration == *name);
        if is_known || self.projects.iter().any(is_entry) {
            return true;
        }
        let meant = nearest(name, self.functions.iter().map(|known| &*known.integration));
        self.report(
            ctx,
            value,
            meant,
            format!("no function of an integration `{name}` is registered in `index.ts`"),
        );
        false
    }

    fn names(&self, ctx: &mut ProjectContext<'_>) {
        let option = |name| self.invocation.option(name).and_then(|given| given.value.as_ref());
        if self.command == "dryrun" {
            let Some(word) = self.invocation.operands.first() else {
                return;
            };
            let value = OptionValue {
                text: word.known(),
                range: word.span.0,
                prefix: "",
            };
            self.name(ctx, &value, "function", |kind| kind != FunctionKind::Function);
            return;
        }
        // With both, nothing is deployed in any case.
        match (option("--sync"), option("--action")) {
            (Some(value), None) => self.name(ctx, value, "sync", |kind| kind == FunctionKind::Sync),
            (None, Some(value)) => self.name(ctx, value, "action", |kind| kind == FunctionKind::Action),
            _ => {}
        }
    }

    fn name(
        &self,
        ctx: &mut ProjectContext<'_>,
        value: &OptionValue<'_>,
        noun: &str,
        is_kind: fn(FunctionKind) -> bool,
    ) {
        let Some(name) = value.text.filter(|name| !name.is_empty()) else {
            return;
        };
        if functions::is_in_doubt(self.projects, name, self.functions) {
            return;
        }
        let is_here = |known: &&Known<'_>| self.integration.is_none_or(|(name, _)| *known.integration == *name);
        let of_name = self
            .functions
            .iter()
            .filter(is_here)
            .filter(|known| *known.name == *name);
        let of_name: Vec<&Known<'_>> = of_name.collect();
        let found: Vec<&Known<'_>> = of_name
            .iter()
            .copied()
            .filter(|it| it.is_registered && is_kind(it.kind))
            .collect();
        if !found.is_empty() {
            self.ambiguous(ctx, value, name, &found);
            return;
        }
        let command = self.command;
        let place = self
            .integration
            .map_or(String::new(), |(name, _)| format!(" in `{name}`"));
        if let Some(known) = of_name.iter().find(|known| is_kind(known.kind)) {
            let message =
                format!("`{name}` is not registered in `index.ts`, so that `nango {command}` does not find it");
            if let Some(diagnostic) = ctx.report(ctx.file, value.range, message) {
                diagnostic.reported_by(refused_by(command));
                diagnostic.related(
                    &known.file,
                    TextRange::default(),
                    format!("the {} `{name}`", known.kind),
                );
            }
            return;
        }
        if let Some(known) = of_name.first() {
            let message = match known.kind {
                FunctionKind::Function => {
                    format!("`nango {command}` does not know `createFunction`, with which `{name}` is made")
                }
                kind => format!("`{name}` is no {noun}, but of kind `{kind}`"),
            };
            let diagnostic = ctx.report(ctx.file, value.range, message);
            diagnostic.map(|it| it.reported_by(refused_by(command)));
            return;
        }
        let candidates = self
            .functions
            .iter()
            .filter(is_here)
            .filter(|known| is_kind(known.kind));
        let meant = nearest(name, candidates.map(|known| &*known.name));
        self.report(
            ctx,
            value,
            meant,
            format!("`nango {command}` finds no {noun} `{name}`{place}"),
        );
    }

    /// Says that a name of several integrations does not do. With a connection it may: the CLI asks the server which
    /// integration that belongs to.
    fn ambiguous(&self, ctx: &mut ProjectContext<'_>, value: &OptionValue<'_>, name: &str, found: &[&Known<'_>]) {
        let invocation = self.invocation;
        let is_asked = !invocation.is_non_interactive() || !invocation.is_complete || invocation.operands.len() > 1;
        let mut integrations: Vec<&str> = found.iter().map(|known| &*known.integration).collect();
        integrations.sort_unstable();
        integrations.dedup();
        let is_one_project = found
            .iter()
            .all(|known| known.project.root() == found[0].project.root());
        if self.command != "dryrun" || is_asked || integrations.len() < 2 || !is_one_project {
            return;
        }
        let message = format!(
            "`{name}` is a function of {}: `--integration-id` has to say which one is meant",
            words::list(integrations.iter().copied())
        );
        let diagnostic = ctx.report(ctx.file, value.range, message);
        diagnostic.map(|it| it.reported_by(refused_by(self.command)));
    }

    /// Who refuses it. A whole integration that is not there is no fault for `nango deploy`: it sends what is in it.
    fn refused_by(&self) -> &'static [Reporter] {
        let is_single = ["--sync", "--action"]
            .iter()
            .any(|name| self.invocation.option(name).is_some());
        if self.command == "deploy" && !is_single {
            &[]
        } else {
            refused_by(self.command)
        }
    }

    fn report(&self, ctx: &mut ProjectContext<'_>, value: &OptionValue<'_>, meant: Option<&str>, message: String) {
        if meant.is_none() && self.invocation.file.origin == Origin::Readme {
            return;
        }
        let file = ctx.file;
        let Some(diagnostic) = ctx.report(file, value.range, message) else {
            return;
        };
        diagnostic.reported_by(self.refused_by());
        if let Some(meant) = meant {
            let text = format!("{}{meant}", value.prefix);
            diagnostic.unsafe_fix(format!("Write `{meant}`"), file, [TextEdit::replace(value.range, text)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Sandbox, check};

    const FUNCTIONS: &str = "//- /index.ts
import './crm/syncs/deals.js';
import './crm/actions/get-deal.js';
import './erp/syncs/deals.js';
import './crm/syncs/gone.js';
//- /crm/syncs/deals.ts createSync
//- /crm/syncs/draft.ts createSync
//- /erp/syncs/deals.ts createSync
//- /crm/actions/get-deal.ts createAction
";

    /// What is found in the file with the commands.
    #[track_caller]
    fn found(path: &str, text: &str, expected: &[&str]) {
        let sandbox = Sandbox::new(&format!("{FUNCTIONS}//- {path}\n{text}\n"));
        let all = sandbox.all().into_iter();
        let messages = all
            .filter(|(file, _)| file.as_str().ends_with(path))
            .map(|(_, it)| it.message);
        assert_eq!(messages.collect::<Vec<_>>(), expected, "in {text}");
    }

    #[test]
    fn names_and_integrations() {
        found(
            "/a.sh",
            "nango dryrun get-dael c1",
            &["`nango dryrun` finds no function `get-dael`"],
        );
        found(
            "/a.sh",
            "nango dryrun get-deal c1 --integration-id erp",
            &["`nango dryrun` finds no function `get-deal` in `erp`"],
        );
        found(
            "/a.sh",
            "nango dryrun deals c1 --integration-id=crn",
            &["no function of an integration `crn` is registered in `index.ts`"],
        );
        found(
            "/a.sh",
            "nango dryrun draft c1",
            &["`draft` is not registered in `index.ts`, so that `nango dryrun` does not find it"],
        );
        found(
            "/a.sh",
            "nango deploy dev -s get-deal",
            &["`get-deal` is no sync, but of kind `action`"],
        );
        found(
            "/a.sh",
            "nango deploy dev -a get-deals",
            &["`nango deploy` finds no action `get-deals`"],
        );
    }

    #[test]
    fn a_deployment_of_no_integration_is_refused_by_nobody() {
        for (line, is_refused) in [("--integration crn", false), ("--integration crn --sync deals", true)] {
            let sandbox = Sandbox::new(&format!("{FUNCTIONS}//- /a.sh\nnango deploy dev {line}\n"));
            let all = sandbox.all().into_iter();
            let found = all.map(|(_, it)| it).find(|it| it.rule.id == "cli-unknown-function");
            assert_eq!(!found.unwrap().reporters.is_empty(), is_refused, "{line}");
        }
    }

    #[test]
    fn what_is_ambiguous_without_a_connection() {
        found(
            "/a.sh",
            "nango dryrun deals -e dev --no-interactive",
            &["`deals` is a function of `crm` and `erp`: `--integration-id` has to say which one is meant"],
        );
        found(
            "/a.sh",
            "nango dryrun deals -e dev\nnango dryrun deals c1 -e dev --no-interactive",
            &[],
        );
    }

    #[test]
    fn what_nobody_can_know() {
        found("/a.sh", "nango dryrun gone c1", &[]);
        found(
            "/a.sh",
            "nango dryrun x-$1 c1 && nango dryrun \"$1\" && nango dryrun -e dev",
            &[],
        );
        found("/a.sh", "nango dryrun x c1 --integration-id $I", &[]);
        found("/a.sh", "cd ../other && nango dryrun x c1 -e dev", &[]);
        found("/a.sh", "cd \"$DIR\" && nango dryrun x c1 -e dev", &[]);
        found(
            "/.github/workflows/a.yml",
            "- run: nango dryrun x c1 -e dev --no-interactive --auto-confirm\n  working-directory: other",
            &[],
        );
    }

    #[test]
    fn a_readme_has_examples() {
        found("/README.md", "```sh\nnango dryrun my-function c1\n```", &[]);
        found(
            "/README.md",
            "```sh\n$ nango dryrun get-deals c1 -i '{}'\n```",
            &["`nango dryrun` finds no function `get-deals`"],
        );
    }

    #[test]
    fn a_project_that_is_not_read_yet_has_any_function() {
        check("//- /a.sh\nnango dryrun deals c1\n", "");
    }
}
