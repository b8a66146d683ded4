//! `nango/functions`: what a tree of integrations shows.
//!
//! A client that has such a tree announces it by `"functions": true` beside `"input"`. It may ask at any time, and is told by
//! the notification `nango/functionsChanged` (without parameters) that another answer awaits it.

use ide::Registration;
use project::FilePath;
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::{Range, Uri};

use crate::lsp::{arguments, to_proto};
use crate::run::{Outcome, Results};
use crate::session::Snapshot;

/// The name of the request. It has no parameters, and answers with [`Functions`].
pub const FUNCTIONS: &str = "nango/functions";

/// The notification that [`Functions`] are others now.
#[derive(Debug)]
pub enum FunctionsChanged {}

impl Notification for FunctionsChanged {
    type Params = ();
    const METHOD: &'static str = "nango/functionsChanged";
}

/// Every function of the workspace.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Functions {
    /// Whether all of the workspace was read.
    pub ready: bool,
    /// The projects, by root.
    pub projects: Vec<ProjectView>,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectView {
    /// Its root.
    pub root: Uri,
    /// The name of its folder.
    pub name: String,
    /// Its integrations, by name.
    pub integrations: Vec<IntegrationView>,
}

/// An integration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntegrationView {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: Uri,
    /// Its functions, by path.
    pub functions: Vec<FunctionView>,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FunctionView {
    /// Its file.
    pub file: Uri,
    /// The name of its create call.
    pub range: Range,
    /// `action`, `sync`, `on-event` or `function`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// `registered`, `missing` or `parked` (left out of `index.ts` on purpose).
    pub registration: String,
    /// The integrations that it can be dry-run under: more than one where symbolic links lead to its folder.
    pub runnable: Vec<String>,
    /// Its test, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<Uri>,
    /// The mocks of its test, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mocks: Option<Uri>,
    /// Its last dry run, as long as it says something about the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_run: Option<LastRun>,
}

/// How a dry run stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// `running`, `success` or `failure`.
    pub state: String,
    /// What it came to, in a few words; nothing while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Functions {
    /// The functions as they are now.
    pub fn of(snapshot: &Snapshot) -> Functions {
        let projects = ide::functions(&snapshot.analysis).into_iter().filter_map(|project| {
            let integrations = project.integrations.iter();
            Some(ProjectView {
                root: snapshot.uri(&project.root)?,
                name: project.root.name().to_owned(),
                integrations: integrations.filter_map(|it| integration(snapshot, it)).collect(),
            })
        });
        Functions {
            ready: snapshot.is_whole(),
            projects: projects.collect(),
        }
    }
}

fn integration(snapshot: &Snapshot, integration: &ide::IntegrationOutline) -> Option<IntegrationView> {
    let functions = integration.functions.iter();
    Some(IntegrationView {
        name: integration.name.to_string(),
        folder: snapshot.uri(&integration.folder)?,
        functions: functions.filter_map(|it| function(snapshot, it)).collect(),
    })
}

fn function(snapshot: &Snapshot, function: &ide::FunctionOutline) -> Option<FunctionView> {
    let registration = match function.registration {
        Registration::Registered => "registered",
        Registration::Missing => "missing",
        Registration::Parked => "parked",
    };
    let runnable = function.runnables.iter();
    Some(FunctionView {
        file: snapshot.uri(&function.file)?,
        range: to_proto::range(
            &*snapshot.analysis.lines(&function.file)?,
            function.range,
            snapshot.encoding,
        ),
        kind: arguments::kind(function.kind).to_owned(),
        name: function.name.to_string(),
        registration: registration.to_owned(),
        runnable: runnable.map(|it| it.integration.to_string()).collect(),
        test: function.test.as_ref().and_then(|file| snapshot.uri(file)),
        mocks: function.mocks.as_ref().and_then(|file| snapshot.uri(file)),
        last_run: last_run(&snapshot.results, &function.file),
    })
}

fn last_run(results: &Results, function: &FilePath) -> Option<LastRun> {
    let (state, message) = match results.of(function) {
        _ if results.is_running(function) => ("running", None),
        Some(Outcome::Success(_)) => ("success", results.said(function)),
        Some(Outcome::Failure { .. }) => ("failure", results.said(function)),
        None => return None,
    };
    Some(LastRun {
        state: state.to_owned(),
        message,
    })
}
