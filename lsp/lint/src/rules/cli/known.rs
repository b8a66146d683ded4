//! The commands of the CLI and their options, by version (`index.ts` of the CLI).

use crate::prelude::*;

/// A command: `nango dryrun`.
pub(in crate::rules) struct Command {
    pub(in crate::rules) name: &'static str,
    options: &'static [Opt],
}

/// An option of a command.
pub(in crate::rules) struct Opt {
    /// Every way to write it, the one to speak of last.
    names: &'static [&'static str],
    /// What follows it.
    pub(in crate::rules) takes: Takes,
    /// The first CLI that has it, if not all do.
    pub(super) since: Option<Version>,
}

/// What follows an option.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Takes {
    Nothing,
    /// A value, unless another option follows.
    Optional,
    /// A value, whatever it looks like.
    Required,
}

/// Of CLIs before and after these nothing is known.
const FIRST: Version = Version::new(0, 70, 4);
const BEYOND: Version = Version::new(0, 72, 0);

/// Whether the table tells what a CLI knows.
pub(super) fn covers(cli: Version) -> bool {
    (FIRST..BEYOND).contains(&cli)
}

const fn flag(names: &'static [&'static str]) -> Opt {
    Opt {
        names,
        takes: Takes::Nothing,
        since: None,
    }
}

const fn value(names: &'static [&'static str]) -> Opt {
    Opt {
        takes: Takes::Optional,
        ..flag(names)
    }
}

const fn required(names: &'static [&'static str]) -> Opt {
    Opt {
        takes: Takes::Required,
        ..flag(names)
    }
}

/// In 0.71.10, and not in 0.71.4.
const SOURCEMAP: Opt = Opt {
    since: Some(Version::new(0, 71, 5)),
    ..required(&["--sourcemap"])
};

/// What every command has.
static GLOBAL: [Opt; 5] = [
    flag(&["--auto-confirm"]),
    flag(&["--debug"]),
    flag(&["--no-interactive"]),
    flag(&["--no-dependency-update"]),
    Opt {
        since: Some(Version::new(0, 71, 0)),
        ..flag(&["--no-telemetry"])
    },
];

const FORCE: Opt = flag(&["-f", "--force"]);

static COMMANDS: [Command; 14] = [
    Command {
        name: "dryrun",
        options: &[
            value(&["-e", "--environment"]),
            value(&["-l", "--lastSyncDate"]),
            value(&["--variant"]),
            value(&["-i", "--input"]),
            value(&["-m", "--metadata"]),
            value(&["-c", "--checkpoint"]),
            value(&["--integration-id"]),
            flag(&["--validation", "--validate"]),
            flag(&["--save-responses", "--save"]),
            flag(&["--diagnostics"]),
            SOURCEMAP,
        ],
    },
    Command {
        name: "deploy",
        options: &[
            value(&["-v", "--version"]),
            value(&["-s", "--sync"]),
            value(&["-a", "--action"]),
            value(&["-i", "--integration"]),
            flag(&["--allow-destructive"]),
            SOURCEMAP,
        ],
    },
    Command {
        name: "compile",
        options: &[SOURCEMAP],
    },
    Command {
        name: "dev",
        options: &[],
    },
    Command {
        name: "init",
        options: &[flag(&["--copy"])],
    },
    Command {
        name: "create",
        options: &[flag(&["--sync"]), flag(&["--action"]), flag(&["--on-event"])],
    },
    Command {
        name: "generate:tests",
        options: &[
            required(&["-i", "--integration"]),
            required(&["-s", "--sync"]),
            required(&["-a", "--action"]),
        ],
    },
    Command {
        name: "generate:docs",
        options: &[value(&["-p", "--path"]), flag(&["--integration-templates"])],
    },
    Command {
        name: "clone",
        options: &[FORCE],
    },
    Command {
        name: "pull",
        options: &[
            flag(&["-c", "--catalog"]),
            required(&["-e", "--env"]),
            flag(&["-s", "--sync"]),
            flag(&["-a", "--action"]),
            flag(&["--on-event"]),
            FORCE,
        ],
    },
    Command {
        name: "migrate-to-zero-yaml",
        options: &[],
    },
    Command {
        name: "version",
        options: &[],
    },
    Command {
        name: "cli-location",
        options: &[],
    },
    Command {
        name: "cli",
        options: &[],
    },
];

/// The command of this name.
pub(super) fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// Whether `nango` has an option of this name that stands before any command.
pub(super) fn is_program_option(name: &str) -> bool {
    matches!(name, "-v" | "--version" | "-h" | "--help")
}

/// Whether every command has an option of this name.
pub(super) fn is_global(name: &str) -> bool {
    GLOBAL.iter().any(|option| option.names.contains(&name))
}

/// The names of all commands.
pub(super) fn commands() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|command| command.name)
}

impl Command {
    /// The option that is written like this, in whatever version.
    pub(super) fn option(&self, written: &str) -> Option<&'static Opt> {
        let options = self.options.iter().chain(&GLOBAL);
        options.into_iter().find(|option| option.names.contains(&written))
    }

    /// The long names of all options.
    pub(super) fn long_names(&self) -> impl Iterator<Item = &'static str> {
        let options = self.options.iter().chain(&GLOBAL);
        options.flat_map(|option| option.names.iter().copied().filter(|name| name.starts_with("--")))
    }
}

impl Opt {
    /// The name to speak of it: `--environment`.
    pub(in crate::rules) fn name(&self) -> &'static str {
        self.names.last().copied().unwrap_or_default()
    }
}
