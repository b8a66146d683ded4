//! What is found, and the way there in the words of the text.

use project::{FilePath, Span};

use super::{Edge, Ended, Explorer, Hit};
use crate::graph::{GraphNode, Recovery, Step};
use crate::ir::{ANY_MODEL, OpKind};

/// Something that goes wrong on a way through two runs of a function.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// The file of the call that does it; none if it is that of the function.
    pub file: Option<FilePath>,
    /// The name of the method that is called there.
    pub span: Span,
    /// Whose records it is about.
    pub model: Option<Box<str>>,
    /// A shortest way there, in the order in which it happens.
    pub path: Vec<PathStep>,
    /// The fields of the checkpoint that the function reads.
    pub fields: Vec<Box<str>>,
    /// Whether there is a checkpoint at the call: what comes of one comes again in the next run.
    pub has_checkpoint: bool,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// `trackDeletesEnd` runs while a failure is handled: records that were not saved because of it are deleted.
    EndAfterFailure,
    /// `trackDeletesEnd` runs after a failure that was forgotten.
    Swallowed,
    /// `trackDeletesEnd` ends a window that was opened behind the pages of an earlier run, which had ended in this way.
    Partial(Ended),
    /// `trackDeletesEnd` finds no window, after a run that ended in this way.
    Closed(Ended),
    /// `clearCheckpoint` finds no checkpoint.
    Conflict,
    /// The same, but only if something is empty.
    EmptyConflict,
    /// The same, always: nothing saves one.
    ClearsNothing,
    /// `saveCheckpoint` saves what nothing reads.
    NeverRead,
    /// `saveCheckpoint` is called before the records are saved that it stands behind.
    Ahead,
    /// `saveCheckpoint` saves the time, after a failure that was forgotten or is on its way.
    TimeAfterFailure,
    /// `saveCheckpoint` saves the time, and then more is asked for or saved that it stands for.
    TimeAhead,
}

impl FaultKind {
    /// Whether it is about the records of a model.
    fn is_of_model(self) -> bool {
        matches!(
            self,
            FaultKind::EndAfterFailure
                | FaultKind::Swallowed
                | FaultKind::Partial(_)
                | FaultKind::Closed(_)
                | FaultKind::Ahead
        )
    }
}

/// A place on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct PathStep {
    /// The file; none if it is that of the function.
    pub file: Option<FilePath>,
    /// The place.
    pub span: Span,
    /// What happens there.
    pub what: What,
}

/// What happens at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A call or a `throw` fails.
    Fails,
    /// `saveCheckpoint` writes, and is interrupted.
    Interrupted,
    /// The failure comes to a catch clause.
    Caught,
    /// The failure comes to a `finally`.
    Finally,
    /// What would have been saved is skipped.
    Skips,
    /// The window is opened.
    Opens,
    /// The checkpoint is saved for the last time in its run.
    Saves,
    /// The run is over; the next one begins.
    RunEnds(Ended),
}

impl Explorer<'_> {
    /// What was found, in the order of the text.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self.hits.iter().map(|hit| self.fault(hit)).collect();
        faults.retain(|fault| fault.model.as_deref() != Some(ANY_MODEL));
        faults.sort_by_key(|fault| fault.span.start());
        faults
    }

    /// The first `saveCheckpoint` in the text, of a function that never reads what it saves.
    pub(super) fn never_read(&self) -> Option<Fault> {
        let saves = self.graph.ops().filter(|(_, kind, _)| *kind == OpKind::SaveCheckpoint);
        let first = saves.map(|(node, ..)| node).min_by_key(|node| {
            let (file, span) = self.graph.nodes[*node as usize].place;
            (file, span.start())
        })?;
        Some(self.fault(&Hit {
            kind: FaultKind::NeverRead,
            node: first,
            model: 0,
            state: 0,
            has_checkpoint: false,
        }))
    }

    fn fault(&self, hit: &Hit) -> Fault {
        let mut node = &self.graph.nodes[hit.node as usize];
        let mut path = self.path(hit);
        match hit.kind {
            // The run before is an ordinary one.
            FaultKind::EndAfterFailure | FaultKind::Swallowed | FaultKind::TimeAfterFailure => {
                let last = path.iter().rposition(|step| matches!(step.what, What::RunEnds(_)));
                path.drain(..last.map_or(0, |last| last + 1));
            }
            FaultKind::Ahead | FaultKind::TimeAhead => {
                path = vec![self.place(node, What::Fails)];
                node = self.saved_before(hit.state).unwrap_or(node);
            }
            _ => {}
        }
        Fault {
            kind: hit.kind,
            file: self.file(node),
            span: node.place.1,
            model: self
                .graph
                .models
                .get(usize::from(hit.model))
                .filter(|_| hit.kind.is_of_model())
                .cloned(),
            path,
            fields: self.graph.fields.clone(),
            has_checkpoint: hit.has_checkpoint,
        }
    }

    pub(super) fn file(&self, node: &GraphNode) -> Option<FilePath> {
        match node.place.0 {
            0 => None,
            other => self.graph.files[usize::from(other)].clone(),
        }
    }

    fn place(&self, node: &GraphNode, what: What) -> PathStep {
        PathStep {
            file: self.file(node),
            span: node.place.1,
            what,
        }
    }

    /// The last `saveCheckpoint` on the way to a state.
    fn saved_before(&self, mut at: u32) -> Option<&GraphNode> {
        while at != 0 {
            at = self.states.origin(at).0;
            let node = &self.graph.nodes[self.states.get(at).node() as usize];
            if let Step::Op {
                kind: OpKind::SaveCheckpoint,
                ..
            } = node.step
            {
                return Some(node);
            }
        }
        None
    }

    fn path(&self, hit: &Hit) -> Vec<PathStep> {
        let mut steps = Vec::new();
        let mut at = hit.state;
        let mut has_saved = true;
        while at != 0 {
            let (before, edge) = self.states.origin(at);
            let state = self.states.get(before);
            let node = &self.graph.nodes[state.node() as usize];
            let what = match (edge, &node.step) {
                (Edge::Fails, _) => Some(What::Fails),
                (Edge::Interrupted, _) => Some(What::Interrupted),
                (Edge::NextRun, _) => {
                    has_saved = false;
                    Some(What::RunEnds(self.states.get(at).before()))
                }
                (_, Step::Caught { is_finally, .. }) => Some(if *is_finally { What::Finally } else { What::Caught }),
                (_, Step::Recovered(Recovery::Skips)) => Some(What::Skips),
                (_, Step::Op { kind, model, .. }) => match kind {
                    OpKind::Start(_) if *model == hit.model => Some(What::Opens),
                    OpKind::SaveCheckpoint if !has_saved => {
                        has_saved = true;
                        Some(What::Saves)
                    }
                    _ => None,
                },
                _ => None,
            };
            // The end of a function is no place in the text.
            let is_place = |what: &What| node.place.1 != Span::default() || *what == What::RunEnds(Ended::Normally);
            if let Some(what) = what.filter(is_place) {
                steps.push(self.place(node, what));
            }
            at = before;
        }
        steps.reverse();
        steps
    }
}
