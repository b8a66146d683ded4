//! What stands above a function: run it, or register it.

use lint::Analysis;
use project::{FilePath, FunctionKind};
use syntax::TextRange;

use crate::commands::{Command, Runnable};
use crate::place::Place;
use crate::registration::is_unregistered;

/// A line of text above a function that does something when it is clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// The name of the create call.
    pub range: TextRange,
    /// What it shows.
    pub title: String,
    /// What it does.
    pub command: Command,
}

/// The lenses of a file: a dry run on each registered action and sync, and a registration on what is not registered.
///
/// The CLI cannot run an on-event function (dryrun.md §3.3: it takes every name for a sync or an action). `outcome` says how
/// the last run of a function ended, in a few words; a clock and a memory are the caller's.
pub fn code_lenses(analysis: &Analysis, file: &FilePath, outcome: impl Fn(&Runnable) -> Option<String>) -> Vec<Lens> {
    let Some(call) = analysis.workspace.file(file).and_then(|file| file.items.function()) else {
        return Vec::new();
    };
    let lens = |title: String, command| Lens {
        range: *call.callee_span,
        title,
        command,
    };
    if is_unregistered(analysis, file) && call.kind != FunctionKind::OnEvent {
        return vec![lens(
            "Register in index.ts".to_owned(),
            Command::Register { file: file.clone() },
        )];
    }
    let runnables = runnables(analysis, file);
    let is_ambiguous = runnables.len() > 1;
    let run = |runnable: Runnable| {
        let name = if is_ambiguous {
            format!(" as {}", runnable.integration)
        } else {
            String::new()
        };
        let outcome = outcome(&runnable)
            .map(|outcome| format!(" · {outcome}"))
            .unwrap_or_default();
        lens(format!("▷ Dry run{name}{outcome}"), Command::Dryrun(runnable))
    };
    runnables.into_iter().map(run).collect()
}

/// What `nango dryrun` can run of a file: a registered action or sync, in the folder of its kind. A file is registered
/// under several integrations when symbolic links lead to its folder.
pub fn runnables(analysis: &Analysis, file: &FilePath) -> Vec<Runnable> {
    let Some(place) = Place::of(analysis, file) else {
        return Vec::new();
    };
    let function = place
        .project
        .function_at(file)
        .filter(|function| function.is_valid && function.kind == place.kind);
    let Some(kind @ (FunctionKind::Action | FunctionKind::Sync)) = function.map(|function| function.kind) else {
        return Vec::new();
    };
    let registry = place.project.registry();
    let entries = registry
        .entries_of(file)
        .iter()
        .filter_map(|at| registry.entries().get(*at));
    let mut runnables: Vec<Runnable> = Vec::new();
    for entry in entries {
        let (integration, name) = (entry.integration.clone(), entry.name.clone());
        let runnable = Runnable {
            file: file.clone(),
            integration,
            kind,
            name,
        };
        if !runnables.contains(&runnable) {
            runnables.push(runnable);
        }
    }
    runnables
}
