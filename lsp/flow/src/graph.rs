//! The control-flow graph of one function, with what it calls put in.
//!
//! It is made of nodes that say where control goes, and of expressions over *slots*: the variables, and properties of
//! variables, that decide something. All other variables are left out ([`slice`]).

mod build;
mod guards;
mod live;
mod losses;
#[cfg(test)]
pub(crate) mod picture;
mod slice;
mod terms;

use ::project::{FilePath, Span};

use rustc_hash::FxHashSet;

use crate::ir::{OpKind, Program, There};
use crate::value::Value;

use build::Builder;
pub(crate) use live::Live;

/// Where the program of another file comes from.
pub trait Helpers {
    /// The file that `source` stands for in `from`, and its program.
    fn helper(&self, from: &FilePath, source: &str) -> Option<(FilePath, &Program)>;
}

/// A node.
pub(crate) type Node = u32;

/// An expression over slots.
pub(crate) type Term = u32;

/// The graph of one function.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// The files that its parts stand in, the function's own first: that one need not be known.
    pub(crate) files: Vec<Option<FilePath>>,
    pub(crate) nodes: Vec<GraphNode>,
    pub(crate) entry: Node,
    pub(crate) terms: Vec<TermKind>,
    /// What each slot holds when the function begins.
    pub(crate) slots: Vec<Value>,
    /// The conditions whose outcome is remembered, by their number.
    pub(crate) atoms: Vec<Term>,
    /// Of each term, its number among them.
    pub(crate) atom_of: Vec<Option<u8>>,
    /// Models, by their number.
    pub(crate) models: Vec<Box<str>>,
    /// The fields of the checkpoint that are read, by their number.
    pub(crate) fields: Vec<Box<str>>,
    /// What still matters when a node begins.
    pub(crate) live: Vec<Live>,
    /// Of each term, whether it depends on how much something holds.
    pub(crate) is_amount: Vec<bool>,
    /// Comparisons of points in time.
    pub(crate) of_clock: FxHashSet<Term>,
    /// Comparisons that choose between values, and of no way.
    pub(crate) of_choice: FxHashSet<Term>,
}

/// A place in the graph.
#[derive(Debug, Clone)]
pub(crate) struct GraphNode {
    pub(crate) step: Step,
    /// The file, by its number in [`Graph::files`], and the place.
    pub(crate) place: (u16, Span),
    /// Where control goes: to the first if a condition holds.
    pub(crate) next: [Node; 2],
    /// Where it goes if the step fails.
    pub(crate) fails: Node,
    /// What is assigned, at once: slots and their values.
    pub(crate) sets: Vec<(u16, Term)>,
    /// The conditions that are no longer known then.
    pub(crate) forgets: Vec<u16>,
}

/// What a node does.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// Nothing but to assign.
    Pass,
    /// Decides.
    Branch {
        test: Term,
        round: Round,
        /// Whether it depends on what may have failed, and the window is closed or the checkpoint saved in one case only.
        is_guard: bool,
    },
    /// Goes either way: the first if there is something.
    Choice { when: When },
    /// An SDK call.
    Op {
        kind: OpKind,
        /// The number of the model.
        model: u8,
        /// What a request or a batch is made of.
        input: Option<Term>,
        /// Of `saveCheckpoint`, the fields that are read.
        saved: Vec<(u8, Term)>,
        /// The models whose records are not saved if it fails: bits.
        loses: u8,
        /// The models whose records come of it, as far as that is seen: bits.
        gives: u8,
    },
    /// Records are added to a list that is saved later; their models: bits.
    Collect { models: u8 },
    /// `throw`; the models whose records are not saved: bits.
    Throw { loses: u8 },
    /// A failure comes to a catch clause, or to a `finally`.
    Caught { is_finally: bool, judges: bool },
    /// The end of a catch clause, or a jump out of it.
    Recovered(Recovery),
    /// From here on it is not known whether there is a checkpoint.
    Doubt,
    /// The function returns.
    Exit,
    /// The function fails.
    Fail,
    /// What comes is not looked at.
    Deep,
}

/// What becomes of a failure that was caught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recovery {
    /// Something stands in the place of what failed.
    Keeps,
    /// The same is tried again: lost is it if that is not done, or fails as well.
    Again,
    /// What would have come is skipped.
    Skips,
    /// What comes behind goes on.
    Passes,
}

/// Which round of a loop a condition asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    /// None: it is no condition of a loop.
    None,
    /// Where things are not empty, it is done.
    First,
    Next,
}

/// When there is something, where nothing says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// Each time: a page that was promised.
    Always,
    /// The first time.
    First,
    /// It is not known.
    Never,
}

/// What an expression over slots is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum TermKind {
    Known(Value),
    Slot(u16),
    /// What names the next page: something, or `undefined`.
    Token,
    /// The checkpoint as it is stored.
    Row,
    /// A field of it.
    Field(u8),
    Cond(Term, Term, Term),
    And(Term, Term),
    Or(Term, Term),
    Nullish(Term, Term),
    Not(Term),
    Equals(Term, Term, bool),
    Less(Term, Term),
    Plus(Term, Term),
    HasType(Term, Box<str>),
    Truth(Term),
    ToNumber(Term),
    /// How many elements something has; a key that tells it from others.
    Length(u64, Vec<Term>),
    /// An element of something; whether that was fetched, and a key that tells it from others.
    Element(There, bool, u64, Vec<Term>),
    /// Where something stands in a list; a key that tells it from others.
    Place(u64, Vec<Term>),
    /// Something computed from these, and counts as true.
    Computed(Vec<Term>),
    /// An object or an array of these.
    Object(Vec<Term>),
    /// Something computed from these; a key that tells it from others.
    Opaque(u64, Vec<Term>),
    /// The first, changed to depend on the second.
    Merge(Term, Term),
}

impl Graph {
    /// The graph of what `program` runs; none if it runs nothing, is too large, or does something that cannot be followed.
    pub(crate) fn of(file: Option<&FilePath>, program: &Program, helpers: &dyn Helpers) -> Option<Graph> {
        Builder::new(file, program, helpers).build()
    }

    /// Whether a deletion window is ever closed.
    pub(crate) fn tracks_deletions(&self) -> bool {
        self.ops()
            .any(|(_, kind, _)| matches!(kind, OpKind::End(_) | OpKind::Purge(_)))
    }

    /// Whether a point in time is kept in the checkpoint, as far as that is seen.
    pub(crate) fn keeps_time(&self) -> bool {
        let is_time = |term: &TermKind| matches!(term, TermKind::Known(value) if value.is_time());
        let saves = |node: &GraphNode| matches!(&node.step, Step::Op { saved, .. } if !saved.is_empty());
        self.terms.iter().any(is_time) && self.nodes.iter().any(saves)
    }

    /// The models whose window is as long as the run.
    pub(crate) fn purged(&self) -> impl Iterator<Item = u8> {
        self.ops()
            .filter_map(|(_, kind, model)| matches!(kind, OpKind::Purge(_)).then_some(model))
    }

    /// The number of a condition whose outcome is remembered.
    pub(crate) fn atom(&self, term: Term) -> Option<usize> {
        self.atom_of[term as usize].map(usize::from)
    }

    /// The steps of the graph that are SDK calls.
    pub(crate) fn ops(&self) -> impl Iterator<Item = (Node, OpKind, u8)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| match node.step {
            Step::Op { kind, model, .. } => Some((at as Node, kind, model)),
            _ => None,
        })
    }
}
