//! A handle of any node that has children or a parent.

use text_size::{TextRange, TextSize};

use super::{
    Ast, CaseId, CatchId, ClassId, ClassMemberId, DeclaratorId, ExprId, FunctionId, ParamId, PatternId, PatternPropId,
    PropId, StmtId,
};

macro_rules! nodes {
    ($($variant:ident($id:ident) in $arena:ident: $doc:literal,)*) => {
        /// Any node of the tree. Types, comments and specifiers are no nodes: read them off their owner.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Node {
            $(#[doc = $doc] $variant($id),)*
        }

        $(impl From<$id> for Node {
            fn from(id: $id) -> Node {
                Node::$variant(id)
            }
        })*

        impl Ast {
            /// The range of any node.
            pub fn range(&self, node: impl Into<Node>) -> TextRange {
                match node.into() {
                    $(Node::$variant(id) => self[id].range,)*
                }
            }
        }

        /// Numbers the nodes of all arenas through, one arena after the other.
        #[derive(Debug)]
        pub(super) struct Slots {
            /// How many there are.
            pub(super) count: usize,
            $($arena: usize,)*
        }

        impl Slots {
            pub(super) fn new(ast: &Ast) -> Slots {
                let mut count = 0;
                $(
                    let $arena = count;
                    count += ast.$arena.len();
                )*
                Slots { count, $($arena,)* }
            }

            pub(super) fn of(&self, node: Node) -> usize {
                match node {
                    $(Node::$variant(id) => self.$arena + id.index(),)*
                }
            }
        }
    };
}

nodes! {
    Stmt(StmtId) in stmts: "A statement.",
    Expr(ExprId) in exprs: "An expression.",
    Pattern(PatternId) in patterns: "A pattern.",
    PatternProp(PatternPropId) in pattern_props: "An entry of an object pattern.",
    Prop(PropId) in props: "An entry of an object literal.",
    Function(FunctionId) in functions: "A function, below the statement, expression or property that holds it.",
    Param(ParamId) in params: "A parameter.",
    Class(ClassId) in classes: "A class, below the statement or expression that holds it.",
    Member(ClassMemberId) in members: "A member of a class.",
    Declarator(DeclaratorId) in declarators: "One `name = value` of a declaration.",
    Case(CaseId) in cases: "A clause of a `switch`.",
    Catch(CatchId) in catches: "A catch clause.",
}

impl Ast {
    /// The deepest node whose range holds `offset`, its end included; none between two statements of the file.
    /// Where two nodes touch, the one that begins at `offset`.
    pub fn node_at(&self, offset: TextSize) -> Option<Node> {
        let holds = |node: &Node| self.range(*node).contains_inclusive(offset);
        let mut found = self.body().iter().map(Node::Stmt).rfind(holds)?;
        loop {
            let mut deeper = None;
            self.for_each_child(found, &mut |child| {
                if holds(&child) {
                    deeper = Some(child);
                }
            });
            match deeper {
                Some(child) => found = child,
                None => return Some(found),
            }
        }
    }

    /// The nodes that hold `node`, the outermost first; `node` itself is not among them. As [`Ast::ancestors`], but found from the
    /// file inwards: who asks of a single node of a file does not pay for the parents of all.
    pub fn path_to(&self, node: impl Into<Node>) -> Vec<Node> {
        let node = node.into();
        let range = self.range(node);
        let holds = |other: &Node| self.range(*other).contains_range(range);
        let mut path = Vec::new();
        let mut next = self.body().iter().map(Node::Stmt).find(holds);
        while let Some(outer) = next.filter(|outer| *outer != node) {
            path.push(outer);
            next = None;
            self.for_each_child(outer, &mut |child| {
                // Nodes side by side do not overlap; of those of one range the child is the inner one.
                if next.is_none() && holds(&child) {
                    next = Some(child);
                }
            });
        }
        path
    }
}
