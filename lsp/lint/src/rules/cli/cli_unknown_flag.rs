//! Commands and options that the CLI does not have.

use project::command_line::Word;

use super::invocation::{Call, Invocation, invocations};
use super::known::{self, Command};
use super::refused_by;
use crate::prelude::*;
use crate::settings::nearest;

declare_rule! {
    /// A command line names a command or an option that the Nango CLI does not have.
    ///
    /// ## Why
    ///
    /// The CLI stops with `error: unknown option` before it does anything. The connection is no option of `nango dryrun`, but
    /// its second argument; options stand behind the command; and some came with a later version than the project has.
    ///
    /// ## Example
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango dryrun deals --connection-id deals-test -e dev
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```sh fixed
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev
    /// ```
    ///
    /// ```json invalid
    /// //- /package.json
    /// { "type": "module", "scripts": { "ship": "nango deploy prod --allow-destructiv" } }
    /// ```
    ///
    /// ```json fixed
    /// //- /package.json
    /// { "type": "module", "scripts": { "ship": "nango deploy prod --allow-destructive" } }
    /// ```
    ///
    /// ```sh valid
    /// //- /scripts.sh
    /// nango dryrun deals "$1" --no-interactive --environment="$2"
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the nearest option, or makes an argument of the connection.
    "cli-unknown-flag" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Compile, Deploy, Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`index.ts` of the CLI, `parseOptions` and `unknownOption` of `commander`",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

/// What people call the connection.
const CONNECTION: [&str; 3] = ["--connection-id", "--connection", "--connectionId"];

fn check(ctx: &mut ProjectContext<'_>) {
    for invocation in invocations(ctx) {
        let Some(cli) = invocation.cli(&ctx.scope).filter(|cli| cli.is_none_or(known::covers)) else {
            continue;
        };
        match invocation.call {
            Call::Command(command) => {
                unknown_option(ctx, &invocation, command);
                later_option(ctx, &invocation, command, cli);
            }
            Call::UnknownCommand => unknown_command(ctx, &invocation),
            Call::EarlyOption => {
                let (range, name) = (invocation.command_range(), &invocation.line.words[0].text);
                let message = if known::is_global(name) {
                    format!("`{name}` is an option of the commands of `nango`: it stands behind one")
                } else {
                    format!("`nango` has no option `{name}`")
                };
                ctx.report(ctx.file, range, message).map(|it| it.reported_by(&[]));
            }
            Call::Nothing => {}
        }
    }
}

fn unknown_option(ctx: &mut ProjectContext<'_>, invocation: &Invocation<'_>, command: &Command) {
    let Some(word) = invocation.unknown else { return };
    let (name, value) = match word.text.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (&*word.text, None),
    };
    let is_connection = command.name == "dryrun" && CONNECTION.contains(&name);
    let message = if is_connection {
        format!("`nango dryrun` has no option `{name}`: the connection is its second argument")
    } else {
        format!("`nango {}` has no option `{name}`", command.name)
    };
    let file = ctx.file;
    let words = &invocation.line.words;
    let is_before = |operand: &&&Word| operand.span.start() < word.span.start();
    let before = invocation.operands.iter().filter(is_before).count();
    let next = words.iter().skip_while(|it| it.span != word.span).nth(1);
    let Some(diagnostic) = ctx.report(file, word.span.0, message) else {
        return;
    };
    diagnostic.reported_by(refused_by(command.name));
    let edit = match value {
        _ if !is_connection => {
            let meant = nearest(name, command.long_names()).filter(|_| name.starts_with("--"));
            meant.map(|meant| {
                let text = value.map_or(meant.to_owned(), |value| format!("{meant}={value}"));
                (format!("Write `{meant}`"), TextEdit::replace(word.span.0, text))
            })
        }
        // It becomes the second argument only behind the first.
        _ if before != 1 || invocation.operands.len() > 2 => None,
        Some(value) => Some(as_argument(TextEdit::replace(word.span.0, value.to_owned()))),
        None => next.map(|next| {
            let gone = TextRange::new(word.span.start(), next.span.start());
            as_argument(TextEdit::delete(gone))
        }),
    };
    if let Some((title, edit)) = edit {
        diagnostic.unsafe_fix(title, file, [edit]);
    }
}

fn as_argument(edit: TextEdit) -> (String, TextEdit) {
    ("Make it the second argument".to_owned(), edit)
}

/// An option that the project's CLI does not have yet.
fn later_option(ctx: &mut ProjectContext<'_>, invocation: &Invocation<'_>, command: &Command, cli: Option<Version>) {
    let Some(cli) = cli else { return };
    for given in &invocation.options {
        if given.option.since.is_some_and(|since| cli < since) {
            let message = format!(
                "`nango {}` of {cli} has no option `{}` yet",
                command.name,
                given.option.name()
            );
            let diagnostic = ctx.report(ctx.file, given.word.span.0, message);
            diagnostic.map(|it| it.reported_by(refused_by(command.name)));
        }
    }
}

fn unknown_command(ctx: &mut ProjectContext<'_>, invocation: &Invocation<'_>) {
    let (file, range) = (ctx.file, invocation.command_range());
    let name = &*invocation.line.words[0].text;
    let meant = nearest(name, known::commands());
    // A sentence may begin with the name.
    if meant.is_none() && !is_command_name(name) || meant.is_none() && invocation.line.is_in_prose {
        return;
    }
    let Some(diagnostic) = ctx.report(file, range, format!("`nango` has no command `{name}`")) else {
        return;
    };
    diagnostic.reported_by(&[]);
    if let Some(meant) = meant {
        diagnostic.unsafe_fix(
            format!("Write `{meant}`"),
            file,
            [TextEdit::replace(range, meant.to_owned())],
        );
    }
}

fn is_command_name(name: &str) -> bool {
    name.chars()
        .all(|char| char.is_ascii_lowercase() || "-:".contains(char))
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
    fn options_as_commander_reads_them() {
        for line in [
            "nango dryrun deals c1 -edev --input={} -m '{}' --validate --save-responses --sourcemap false",
            "nango dryrun deals -e dev -- --connection-id",
            "nango dryrun --help --nope",
            "nango -v && nango --version && nango --help && nango help dryrun && nango",
            "nango deploy dev -v 1 -s deals --integration crm --allow-destructive --no-telemetry",
            "nango pull crm deals -cf --env dev",
            "nango generate:tests -i crm -s deals; nango generate:docs -p docs; nango init . --copy",
            "nango clone crm --force; nango create --on-event crm x; nango cli-location; nango migrate-to-zero-yaml",
            "nango dryrun $ARGS --$FLAG -e",
        ] {
            shell(line, "");
        }
    }

    #[test]
    fn what_it_does_not_have() {
        shell("nango --auto-confirm dryrun deals", "cli-unknown-flag");
        shell("nango -x", "cli-unknown-flag");
        shell("nango token", "cli-unknown-flag");
        shell("nango dry-run deals", "cli-unknown-flag");
        shell("npx nango compile --watch", "cli-unknown-flag");
        shell("nango deploy dev --environment dev", "cli-unknown-flag");
        shell("nango dryrun deals c1 --interactive", "cli-unknown-flag");
        shell("npx nango@0.70.4 compile --no-telemetry", "cli-unknown-flag");
        shell("npx nango@latest compile --watch", "");
        shell("npx nango@0.80.0 compile --watch", "");
    }

    #[test]
    fn prose_is_left_alone() {
        check(
            "//- /README.md\n```\nnango is a server\nnango dryrun <name> [--options]\nNango compile --x\n```\n",
            "",
        );
        check("//- /README.md\n```sh\nnango token\n```\n", "cli-unknown-flag");
    }
}
