//! The properties of definitions: `Create…Props` of `@nangohq/runner-sdk` (`scripts.ts`, `function.ts`). They are the same
//! in CLI 0.70.4 and 0.71.10, but for `createFunction`, which the older one does not have.

use project::FunctionKind;
use project::manifest::Version;

/// The first CLI that knows `createFunction`, and `nango/experimental`.
pub(super) const CREATE_FUNCTION_SINCE: Version = Version::new(0, 71, 0);

/// What a definition of a kind may have.
pub(super) fn properties(kind: FunctionKind) -> &'static [&'static str] {
    match kind {
        FunctionKind::Sync => &[
            "version",
            "description",
            "endpoints",
            "frequency",
            "models",
            "syncType",
            "trackDeletes",
            "autoStart",
            "scopes",
            "metadata",
            "checkpoint",
            "webhookSubscriptions",
            "exec",
            "onWebhook",
        ],
        FunctionKind::Action => &[
            "version",
            "description",
            "endpoint",
            "input",
            "output",
            "metadata",
            "checkpoint",
            "scopes",
            "exec",
        ],
        FunctionKind::OnEvent => &["version", "description", "event", "metadata", "checkpoint", "exec"],
        FunctionKind::Function => &[
            "description",
            "input",
            "output",
            "data",
            "trigger",
            "requires",
            "limits",
            "exec",
        ],
    }
}

/// What a definition of a kind must have, and what stands there for a start.
pub(super) fn required(kind: FunctionKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        FunctionKind::Sync => &[
            ("description", "'Say what this sync brings'"),
            ("frequency", "'every hour'"),
            ("models", "{}"),
            ("exec", "async (nango) => {}"),
        ],
        FunctionKind::Action => &[
            ("description", "'Say what this action does'"),
            ("input", "z.object({})"),
            ("output", "z.object({})"),
            ("exec", "async (nango, input) => ({})"),
        ],
        FunctionKind::OnEvent => &[
            ("description", "'Say what this function does'"),
            ("event", "'post-connection-creation'"),
            ("exec", "async (nango) => {}"),
        ],
        FunctionKind::Function => &[
            ("description", "'Say what this function does'"),
            ("exec", "async (nango) => {}"),
        ],
    }
}
