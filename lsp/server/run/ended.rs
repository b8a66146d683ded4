//! A run that has ended: what is said of it in a line, and where it went wrong.

use std::sync::Arc;

use dryrun::{Finished, Log, Outcome, Produced, Report};
use project::FilePath;

use super::faults::{Fault, bundle, faults, places};
use super::papers::Reported;
use super::report::{Account, unseen};
use super::{Ground, HandedOver, Outcome as Result};
use crate::server::Server;
use crate::session::Snapshot;
use crate::sources::Sources;

/// A run that has ended.
pub(super) struct Ended {
    /// The function.
    pub(super) file: FilePath,
    /// What it came to.
    pub(super) finished: Arc<Finished>,
    /// Where it went wrong, in the texts that are there now.
    pub(super) faults: Vec<Fault>,
    /// What of it is followed through edits; none if the function was edited meanwhile.
    ground: Option<Ground>,
    handed_over: HandedOver,
}

impl Ended {
    /// Finds the places of a run. `before` is what was known when it began.
    pub(super) async fn new(
        server: &Server,
        before: Snapshot,
        file: FilePath,
        handed_over: HandedOver,
        finished: Finished,
    ) -> Self {
        let now = server.snapshot();
        let finished = Arc::new(finished);
        let (function, ran, arguments) = (file.clone(), finished.clone(), handed_over.clone());
        let located = tokio::task::spawn_blocking(move || {
            let sources = Sources::new(&before.analysis);
            let mut faults = faults(&sources, &function, arguments.input(), &ran.outcome);
            // A related place that has moved is left out; a fault that has, with all that belongs to it.
            faults.retain(|fault| is_as_it_ran(&before, &now, &fault.file));
            for fault in &mut faults {
                fault.related.retain(|spot| is_as_it_ran(&before, &now, &spot.file));
            }
            let is_outdated = was_edited(&before, &now, &function);
            let ground = (!is_outdated).then(|| ground(&before, &now, &function, &arguments, &faults));
            (faults, ground)
        });
        let (faults, ground) = located.await.unwrap_or_default();
        Self {
            file,
            finished,
            faults,
            ground,
            handed_over,
        }
    }

    /// What lens and diagnostics keep of it.
    pub(super) fn result(&self) -> Option<(Result, Ground)> {
        let ground = self.ground.clone()?;
        let effort = self.effort();
        let result = match &self.finished.outcome {
            Outcome::Cancelled { .. } => return None,
            Outcome::Success(report) => Result::Success(format!("{}{effort}", in_short(report))),
            tests @ Outcome::Tested(_) if tests.is_success() => Result::Success(format!("{tests}{effort}")),
            failure => Result::Failure {
                class: failure.class(),
                message: failure.to_string(),
                effort,
                faults: self.faults.clone(),
            },
        };
        Some((result, ground))
    }

    /// Keeps the report for when it is asked for. Making it may take a while: the output of a function can be large.
    pub(super) async fn keep_report(&self, server: &Server, logs: Vec<Log>, of: [String; 4]) {
        if let Outcome::Cancelled { .. } = self.finished.outcome {
            return;
        }
        let (snapshot, file, finished) = (server.snapshot(), self.file.clone(), self.finished.clone());
        let places = places(&snapshot.analysis, &self.faults);
        let handed_over = self.handed_over.clone();
        let written = tokio::task::spawn_blocking(move || {
            let [name, integration, connection, environment] = &of;
            let account = Account {
                name,
                integration,
                connection,
                environment,
                handed_over: &handed_over,
                finished: &finished,
                logs: &logs,
                places: &places,
                unseen: &unseen(&snapshot.analysis.workspace, &file),
            };
            (file, account.markdown())
        });
        if let Ok((file, report)) = written.await {
            server.runs().papers.keep(file, Reported::Run, report);
        }
    }

    /// ` · 4 calls · 2.1 s`
    fn effort(&self) -> String {
        let calls = self.finished.calls.iter().filter(|call| call.to_provider).count();
        let calls = match calls {
            0 => String::new(),
            calls => format!(" · {}", counted(calls, "call")),
        };
        format!("{calls} · {:.1} s", self.finished.duration.as_secs_f32())
    }
}

/// What the result of a function stands on: what ran, and most of all its create call and the places where it went wrong.
fn ground(before: &Snapshot, now: &Snapshot, function: &FilePath, arguments: &HandedOver, faults: &[Fault]) -> Ground {
    let analysis = &now.analysis;
    let mut files = bundle(analysis, function);
    files.extend(arguments.files().cloned());
    let is_edited = files.iter().any(|file| !is_as_it_ran(before, now, file));
    let items = analysis.workspace.file(function).map(|file| &file.items);
    let call = items.and_then(|items| Some((function, items.function()?.callee_span.0)));
    let places = faults.iter().flat_map(Fault::places).chain(call);
    Ground::of(&Sources::new(analysis), &files, places).edited_since(is_edited)
}

/// What a run produced, in the few words that a lens has room for.
fn in_short(report: &Report) -> String {
    match &report.produced {
        Produced::Output(None) => "returned nothing".to_owned(),
        Produced::Output(Some(_)) if !report.is_too_large() => "returned its output".to_owned(),
        Produced::Records(records) => records.counts.to_string(),
        _ => report.to_string(),
    }
}

/// `1 call`, `2 calls`
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Whether the text of a file is the one that the CLI has read: it reads the disk.
pub(super) fn is_as_it_ran(before: &Snapshot, now: &Snapshot, file: &FilePath) -> bool {
    before.is_saved(file) && !was_edited(before, now, file)
}

/// Whether a file is another one than before. Of one that was closed, then or now, facts and lines are all that is kept.
fn was_edited(before: &Snapshot, now: &Snapshot, file: &FilePath) -> bool {
    if let (Some(old), Some(new)) = (before.documents.get(file), now.documents.get(file))
        && let (Some(old), Some(new)) = (old.content.text(), new.content.text())
    {
        // A version says less: one that is opened anew begins to count anew.
        return old != new;
    }
    let known = |snapshot: &Snapshot| {
        let file = snapshot.analysis.workspace.file(file)?;
        Some((file.items.clone(), file.lines.clone()))
    };
    let fixture = |snapshot: &Snapshot| Some(snapshot.analysis.workspace.fixture(file)?.text.clone());
    !now.is_saved(file) || fixture(before) != fixture(now) || known(before).is_some_and(|old| known(now) != Some(old))
}
