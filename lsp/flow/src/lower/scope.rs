//! What names are bound to, while the tree is walked.

use syntax::TextRange;
use syntax::ast::{ExprId, FunctionId};

use crate::ir::{FnId, Var};

/// What a name is bound to.
#[derive(Debug, Clone)]
pub(super) enum Binding {
    Var(Var),
    /// The SDK object.
    Sdk,
    /// A function that is lowered already.
    Function(FnId),
    /// A function of the top level, lowered when it is called.
    ModuleFunction(FunctionId),
    /// A value of the top level.
    ModuleValue(ExprId),
    /// The pages of a request: the configuration.
    Pages(ExprId, TextRange),
    /// What a generator yields: the call of it.
    Generated(ExprId),
    Import {
        source: Box<str>,
        imported: TextRange,
    },
    Other,
}

/// The scopes around a place, the innermost last.
#[derive(Default)]
pub(super) struct Scopes<'a> {
    names: Vec<(&'a str, Binding)>,
    /// Where each scope begins in `names`.
    starts: Vec<usize>,
}

/// Scopes that are put aside.
pub(super) struct Suspended<'a> {
    names: Vec<(&'a str, Binding)>,
    starts: Vec<usize>,
}

impl<'a> Scopes<'a> {
    pub(super) fn enter(&mut self) {
        self.starts.push(self.names.len());
    }

    pub(super) fn leave(&mut self) {
        if let Some(start) = self.starts.pop() {
            self.names.truncate(start);
        }
    }

    pub(super) fn bind(&mut self, name: &'a str, binding: Binding) {
        self.names.push((name, binding));
    }

    pub(super) fn get(&self, name: &str) -> Option<&Binding> {
        let mut names = self.names.iter().rev();
        names.find(|(bound, _)| *bound == name).map(|(_, binding)| binding)
    }

    /// What the innermost scope itself binds a name to.
    pub(super) fn own(&self, name: &str) -> Option<&Binding> {
        let start = self.starts.last().copied().unwrap_or_default();
        let mut names = self.names[start..].iter().rev();
        names.find(|(bound, _)| *bound == name).map(|(_, binding)| binding)
    }

    /// Puts all but the outermost `keep` scopes aside.
    pub(super) fn suspend(&mut self, keep: usize) -> Suspended<'a> {
        let keep = keep.min(self.starts.len());
        let at = self.starts.get(keep).copied().unwrap_or(self.names.len());
        Suspended {
            names: self.names.split_off(at),
            starts: self.starts.split_off(keep),
        }
    }

    pub(super) fn resume(&mut self, suspended: Suspended<'a>) {
        self.names.extend(suspended.names);
        self.starts.extend(suspended.starts);
    }
}
