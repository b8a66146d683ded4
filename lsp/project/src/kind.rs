//! The kinds of functions.

use std::fmt;

/// What a function is, by the call that creates it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FunctionKind {
    /// `createAction`.
    Action,
    /// `createSync`.
    Sync,
    /// `createOnEvent`.
    OnEvent,
    /// `createFunction` of `nango/experimental`, known from CLI 0.71 on.
    Function,
}

impl FunctionKind {
    /// All kinds.
    pub const ALL: [FunctionKind; 4] = [
        FunctionKind::Action,
        FunctionKind::Sync,
        FunctionKind::OnEvent,
        FunctionKind::Function,
    ];

    /// The function of the `nango` package that creates it: `createAction`.
    pub fn create_name(self) -> &'static str {
        match self {
            FunctionKind::Action => "createAction",
            FunctionKind::Sync => "createSync",
            FunctionKind::OnEvent => "createOnEvent",
            FunctionKind::Function => "createFunction",
        }
    }

    /// The kind that is created by `name`, if any.
    pub fn of_create_name(name: &str) -> Option<FunctionKind> {
        FunctionKind::ALL.into_iter().find(|kind| kind.create_name() == name)
    }

    /// The folder below the integration in which dry runs and deploys look for it: `actions`.
    pub fn folder(self) -> &'static str {
        match self {
            FunctionKind::Action => "actions",
            FunctionKind::Sync => "syncs",
            FunctionKind::OnEvent => "on-events",
            FunctionKind::Function => "functions",
        }
    }

    /// The kind whose folder is `name`, if any.
    pub fn of_folder(name: &str) -> Option<FunctionKind> {
        FunctionKind::ALL.into_iter().find(|kind| kind.folder() == name)
    }

    /// What it is called in a sentence and in JSON: `action`, `sync`, `on-event`, `function`.
    pub fn as_str(self) -> &'static str {
        match self {
            FunctionKind::Action => "action",
            FunctionKind::Sync => "sync",
            FunctionKind::OnEvent => "on-event",
            FunctionKind::Function => "function",
        }
    }
}

impl fmt::Display for FunctionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
