//! Every node once, in source order.

use super::{Ast, Node};

/// A step of a [`Walk`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkEvent {
    /// Before the children of the node.
    Enter(Node),
    /// After them.
    Leave(Node),
}

/// Goes over a tree in source order, and tells of each node when it is entered and when it is left.
#[derive(Debug)]
pub struct Walk<'a> {
    ast: &'a Ast,
    /// What is still to come, the next one last.
    agenda: Vec<WalkEvent>,
    /// The node that was entered last, whose children are not on the agenda yet.
    entered: Option<Node>,
}

impl Ast {
    /// Goes over the whole file.
    pub fn walk(&self) -> Walk<'_> {
        let agenda = self
            .body()
            .iter()
            .rev()
            .map(|stmt| WalkEvent::Enter(stmt.into()))
            .collect();
        Walk {
            ast: self,
            agenda,
            entered: None,
        }
    }

    /// Goes over `node` and what is below it.
    pub fn walk_from(&self, node: impl Into<Node>) -> Walk<'_> {
        Walk {
            ast: self,
            agenda: vec![WalkEvent::Enter(node.into())],
            entered: None,
        }
    }

    /// Every node of the file, a parent before its children.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        entered(self.walk())
    }

    /// `node` and every node below it, a parent before its children.
    pub fn descendants(&self, node: impl Into<Node>) -> impl Iterator<Item = Node> {
        entered(self.walk_from(node))
    }
}

fn entered(walk: Walk<'_>) -> impl Iterator<Item = Node> {
    walk.filter_map(|event| match event {
        WalkEvent::Enter(node) => Some(node),
        WalkEvent::Leave(_) => None,
    })
}

impl Walk<'_> {
    /// Leaves out what is below the node that was just entered.
    pub fn skip_children(&mut self) {
        self.entered = None;
    }
}

impl Iterator for Walk<'_> {
    type Item = WalkEvent;

    fn next(&mut self) -> Option<WalkEvent> {
        if let Some(node) = self.entered.take() {
            let mark = self.agenda.len();
            let agenda = &mut self.agenda;
            self.ast
                .for_each_child(node, &mut |child| agenda.push(WalkEvent::Enter(child)));
            self.agenda[mark..].reverse();
        }
        let event = self.agenda.pop()?;
        if let WalkEvent::Enter(node) = event {
            self.agenda.push(WalkEvent::Leave(node));
            self.entered = Some(node);
        }
        Some(event)
    }
}
