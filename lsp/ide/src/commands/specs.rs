//! The table of commands: what each is called, told and allowed.

use super::{
    APPLY, ArgumentSpec, CANCEL, CommandSpec, DEPLOY, DRYRUN, EXAMPLE, FORGET, NEW_FUNCTION, PICK_CONNECTION,
    PICK_ENVIRONMENT, RECORD, REGISTER, REGISTER_ALL, RESUME, SHOW_REPORT, TEST,
};

const FILE: ArgumentSpec = required("file", "the URI of the function's file");
const UNDER: ArgumentSpec = optional(
    "integration",
    "the integration, where the file is registered under several",
);
const KIND: ArgumentSpec = optional("kind", "`action` or `sync`");
const NAME: ArgumentSpec = optional("name", "the name of the function");
const CONNECTION: ArgumentSpec = optional(
    "connection",
    "the connection to run it with; else the one set, remembered or asked for",
);
const ENVIRONMENT: ArgumentSpec = optional(
    "environment",
    "the Nango environment; else the one that is set, or `dev`",
);
const OF_FUNCTION: ArgumentSpec = optional("file", "the URI of a function's file: its integration is meant");
const OF_INTEGRATION: ArgumentSpec = optional("integration", "the integration, where no file says it");
const ROOT: ArgumentSpec = optional("root", "the URI of the project's root; else the only project there is");

/// What a run can be told, by whichever command.
const RUN: &[ArgumentSpec] = &[
    FILE,
    UNDER,
    KIND,
    NAME,
    CONNECTION,
    ENVIRONMENT,
    optional("input", "the input of an action, as JSON; else what its schema says"),
    optional("metadata", "the metadata that a sync sees, as JSON"),
    optional("checkpoint", "the checkpoint that it starts from, as JSON"),
    optional("lastSyncDate", "the `lastSyncDate` of a sync, in ISO 8601"),
    optional("variant", "the variant of a sync"),
];

/// Which function a test is about.
const TESTED: &[ArgumentSpec] = &[FILE, UNDER, KIND, NAME];

/// Which function a deployment is about.
const DEPLOYED: &[ArgumentSpec] = &[FILE, UNDER, KIND, NAME, ENVIRONMENT];

/// All commands.
pub(super) const SPECS: [CommandSpec; 15] = [
    CommandSpec {
        id: DRYRUN,
        title: "Dry run",
        arguments: RUN,
        subcommand: Some("dryrun"),
        acts_on_function: true,
        needs_trust: true,
    },
    CommandSpec {
        id: RECORD,
        title: "Save mocks",
        arguments: RUN,
        subcommand: Some("record"),
        acts_on_function: true,
        needs_trust: true,
    },
    CommandSpec {
        id: TEST,
        title: "Test this function",
        arguments: TESTED,
        subcommand: Some("test"),
        acts_on_function: true,
        needs_trust: true,
    },
    CommandSpec {
        id: DEPLOY,
        title: "Deploy this function",
        arguments: DEPLOYED,
        subcommand: Some("deploy"),
        acts_on_function: true,
        needs_trust: true,
    },
    CommandSpec {
        id: SHOW_REPORT,
        title: "Show the report of the last run",
        arguments: &[
            FILE,
            optional("of", "`run` or `deployment`: what it is of; else the newest"),
        ],
        // A terminal has it on the screen; the action is there when there is a report.
        subcommand: None,
        acts_on_function: false,
        needs_trust: false,
    },
    CommandSpec {
        id: EXAMPLE,
        title: "Edit an argument of the dry run",
        arguments: &[
            FILE,
            UNDER,
            optional(
                "argument",
                "`input`, `metadata` or `checkpoint`; else the first that the function takes",
            ),
            optional(
                "extent",
                "what it is made of where nothing is kept: `minimal`, or `full` for every key",
            ),
        ],
        subcommand: Some("example"),
        acts_on_function: true,
        needs_trust: false,
    },
    CommandSpec {
        id: REGISTER,
        title: "Register in index.ts",
        arguments: &[FILE],
        subcommand: Some("register"),
        acts_on_function: true,
        needs_trust: false,
    },
    CommandSpec {
        id: REGISTER_ALL,
        title: "Register all functions",
        arguments: &[ROOT],
        subcommand: Some("register"),
        acts_on_function: false,
        needs_trust: false,
    },
    CommandSpec {
        id: NEW_FUNCTION,
        title: "New function",
        arguments: &[
            ROOT,
            required("integration", "the folder of the integration"),
            required("name", "the name of the function, and of its file"),
            required("template", "which scaffold, by its id: `action`, `sync-timestamp`, …"),
            optional(
                "model",
                "the name of the model of a sync; else one made from the function's name",
            ),
        ],
        subcommand: Some("new"),
        acts_on_function: false,
        needs_trust: false,
    },
    CommandSpec {
        id: RESUME,
        title: "Dry run from a checkpoint on",
        arguments: &[
            FILE,
            required("line", "the line of a call of `saveCheckpoint`, counted from one"),
            OF_INTEGRATION,
            CONNECTION,
            ENVIRONMENT,
            optional(
                "checkpoint",
                "the checkpoint, as JSON; else what the call saves, where that stands there, and what a fixture or the user says",
            ),
            optional("metadata", "the metadata that the sync sees, as JSON"),
            optional("variant", "the variant of the sync"),
        ],
        subcommand: Some("dryrun"),
        acts_on_function: false,
        needs_trust: true,
    },
    CommandSpec {
        id: PICK_CONNECTION,
        title: "Pick the connection",
        arguments: &[
            OF_FUNCTION,
            OF_INTEGRATION,
            ROOT,
            optional(
                "environment",
                "the Nango environment; else the one that its functions run in",
            ),
            optional(
                "connection",
                "the connection to keep; else Nango is asked for all there are",
            ),
        ],
        subcommand: Some("connections"),
        acts_on_function: true,
        needs_trust: true,
    },
    CommandSpec {
        id: PICK_ENVIRONMENT,
        title: "Pick the environment",
        arguments: &[
            OF_FUNCTION,
            OF_INTEGRATION,
            ROOT,
            optional("environment", "the environment to keep; else it is asked for"),
        ],
        subcommand: Some("use"),
        acts_on_function: true,
        needs_trust: false,
    },
    CommandSpec {
        id: FORGET,
        title: "Forget connection and environment",
        arguments: &[OF_FUNCTION, OF_INTEGRATION, ROOT],
        subcommand: Some("use"),
        acts_on_function: false,
        needs_trust: false,
    },
    CommandSpec {
        id: CANCEL,
        title: "Cancel dry runs",
        arguments: &[optional(
            "file",
            "the URI of the function's file; else all dry runs are cancelled",
        )],
        // Ctrl-C.
        subcommand: None,
        acts_on_function: false,
        needs_trust: false,
    },
    CommandSpec {
        id: APPLY,
        title: "Apply a code action",
        arguments: &[
            required("file", "the URI of the file"),
            optional("version", "the version of the document that the action was offered for"),
            required("action", "the id of the action"),
        ],
        // `check --fix`.
        subcommand: None,
        acts_on_function: false,
        needs_trust: false,
    },
];

const fn required(name: &'static str, description: &'static str) -> ArgumentSpec {
    ArgumentSpec {
        name,
        description,
        optional: false,
    }
}

const fn optional(name: &'static str, description: &'static str) -> ArgumentSpec {
    ArgumentSpec {
        name,
        description,
        optional: true,
    }
}
