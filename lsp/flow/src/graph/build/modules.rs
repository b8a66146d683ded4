//! The top levels of files: their variables are there for all functions.

use project::Span;

use super::{Builder, Frame};
use crate::graph::Node;
use crate::ir::FnId;

impl Builder<'_> {
    /// The call that stands for the top level of a file, which is the next in the list of files.
    pub(super) fn enter_module(&mut self, file: u16, function: FnId) {
        let count = self.files[usize::from(file)].1.module.len() as u32;
        self.frames.push(Frame {
            file,
            function,
            vars: (0, count),
            base: self.variables,
            parent: None,
            depth: 0,
        });
        self.variables += count;
        self.modules.push(self.frames.len() as u32 - 1);
    }

    /// The variables of the top levels are initialised before a run.
    pub(super) fn initialised(&mut self, mut entry: Node) -> Node {
        for (at, frame) in self.modules.clone().into_iter().enumerate() {
            self.frame = frame;
            for (var, value) in &self.files[at].1.module {
                let var = self.own(*var);
                entry = self.assign(Span::default(), var, *value, entry);
            }
        }
        entry
    }
}
