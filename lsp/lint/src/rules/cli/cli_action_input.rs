//! A dry run of an action that is given nothing.

use project::schema::Schema;

use super::functions::{self, Known};
use super::invocation::invocations;
use super::written;
use crate::prelude::*;

declare_rule! {
    /// A dry run of an action has no `--input`, though the action takes one.
    ///
    /// ## Why
    ///
    /// The CLI then hands over `undefined`. With `--validate` or `--save` that is refused as an invalid input; without, the
    /// action finds out.
    ///
    /// ## Example
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango dryrun get-deal deals-test -e dev
    /// //- /crm/actions/get-deal.ts createAction
    /// ```
    ///
    /// ```sh fixed
    /// //- /scripts.sh
    /// nango dryrun get-deal deals-test -e dev --input '{}'
    /// ```
    ///
    /// ```sh valid
    /// //- /scripts.sh
    /// nango dryrun get-deal deals-test -e dev --input @fixtures/deal.json
    /// //- /crm/actions/get-deal.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds `--input '{}'`, to be filled in.
    "cli-action-input" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`runScript` of `services/dryrun.service.ts`; S0: never omit it",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    for invocation in invocations(ctx) {
        if invocation.command() != Some("dryrun") || !invocation.is_complete || invocation.option("--input").is_some() {
            continue;
        }
        let Some(name) = invocation.operands.first().and_then(|word| word.known()) else {
            continue;
        };
        let Some(projects) = invocation.projects(&ctx.scope) else {
            continue;
        };
        let functions = functions::all(&projects);
        let integration = invocation
            .option("--integration-id")
            .and_then(|given| given.value.as_ref()?.text);
        let is_meant =
            |known: &&Known<'_>| *known.name == *name && integration.is_none_or(|it| *it == *known.integration);
        let mut meant = functions.iter().filter(is_meant).peekable();
        if meant.peek().is_none() || !meant.all(|known| takes_an_input(&ctx.scope, known)) {
            continue;
        }
        let file = ctx.file;
        let message = format!("the action `{name}` takes an input, and gets none");
        let Some(diagnostic) = ctx.report(file, invocation.command_range(), message) else {
            continue;
        };
        if let Some(text) = written(" --input '{}'", &invocation) {
            diagnostic.unsafe_fix("Add `--input '{}'`", file, [TextEdit::insert(invocation.end(), text)]);
        }
    }
}

/// Whether it is an action that certainly does not do without an input.
fn takes_an_input(scope: &Scope<'_>, known: &Known<'_>) -> bool {
    let Some(items) = scope.items(&known.file).filter(|_| known.kind == FunctionKind::Action) else {
        return false;
    };
    let definition = items.function().and_then(|call| call.definition());
    let Some(input) = definition.and_then(|definition| definition.get("input")) else {
        return false;
    };
    let schema = Schema::of(scope.workspace(), &known.file, input);
    schema.is_known() && !schema.may_be_absent()
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn which_functions_take_one() {
        let run = "//- /a.sh\nnango dryrun get c1 -e dev\n//- /crm/actions/get.ts\nimport { createAction } from 'nango';\nimport * as z from 'zod';\n";
        check(
            &format!("{run}{}", action("input: z.object({ id: z.string() })")),
            "cli-action-input",
        );
        check(
            &format!("{run}const Input = z.object({{}});\n{}", action("input: Input")),
            "cli-action-input",
        );
        check(&format!("{run}{}", action("input: z.void()")), "");
        check(&format!("{run}{}", action("input: z.unknown()")), "");
        check(&format!("{run}{}", action("input: somewhere")), "");
        check(&format!("{run}{}", action("input: z.object({}).optional()")), "");
        check(
            "//- /a.sh\nnango dryrun get c1 -e dev\n//- /crm/syncs/get.ts createSync\n",
            "",
        );
    }

    #[test]
    fn who_runs_a_script_may_add_it() {
        let package = "{ \"type\": \"module\", \"scripts\": { \"try\": \"nango dryrun get c1 -e dev\" } }";
        check(
            &format!("//- /package.json\n{package}\n//- /crm/actions/get.ts createAction\n"),
            "",
        );
    }
}
