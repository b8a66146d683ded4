//! From a node to what holds it.

use std::iter;

use super::node::Slots;
use super::{Ast, FunctionId, Node};

/// The parent of every node.
#[derive(Debug)]
pub(crate) struct Parents {
    slots: Slots,
    parents: Vec<Option<Node>>,
}

impl Ast {
    /// The node that holds `node`; none for a statement of the file.
    pub fn parent(&self, node: impl Into<Node>) -> Option<Node> {
        // Computed when first asked for: most files of a project are read for their facts alone.
        let Parents { slots, parents } = self.parents.get_or_init(|| Parents::of(self));
        parents.get(slots.of(node.into())).copied().flatten()
    }

    /// The nodes that hold `node`, the nearest first; `node` itself is not among them.
    pub fn ancestors(&self, node: impl Into<Node>) -> impl Iterator<Item = Node> {
        iter::successors(self.parent(node), |node| self.parent(*node))
    }

    /// The innermost function around `node`.
    pub fn enclosing_function(&self, node: impl Into<Node>) -> Option<FunctionId> {
        self.ancestors(node).find_map(|node| match node {
            Node::Function(id) => Some(id),
            _ => None,
        })
    }
}

impl Parents {
    fn of(ast: &Ast) -> Parents {
        let slots = Slots::new(ast);
        let mut parents = vec![None; slots.count];
        for parent in ast.nodes() {
            ast.for_each_child(parent, &mut |child| parents[slots.of(child)] = Some(parent));
        }
        Parents { slots, parents }
    }
}
