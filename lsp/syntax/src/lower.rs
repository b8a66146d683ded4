//! The way from the parser's tree to the AST.
//!
//! One descent over the tree, made for speed (a tenth of what the parse costs): kinds and fields by number, children by
//! index, no descent into strings and hardly any into types. The children of a list are gathered on a scratch stack and
//! then moved into their arena together, so that a list is a range.

mod comments;
mod errors;
mod expr;
mod function;
mod module;
mod object;
mod open;
mod operator;
mod pattern;
mod stmt;
mod ty;
mod unknown;

use grammars::{Fields, Grammar, Kind};
use text_size::TextRange;
use tree_sitter::{Node, Tree};

use crate::ast::{Ast, Id, List, MAX_DEPTH, Stored};

/// From how many children on a cursor is quicker than an index: to find a child by its number, the parser descends from the
/// node each time.
const LONG_LIST: usize = 64;

/// Lowers one tree after the other with the same memory.
pub(crate) struct Lowering {
    grammar: &'static Grammar,
    scratch: Ast,
}

impl Default for Lowering {
    fn default() -> Lowering {
        Lowering {
            grammar: Grammar::get(),
            scratch: Ast::default(),
        }
    }
}

impl Lowering {
    /// Fills an empty `ast` from `tree`, which was parsed from `text`.
    pub(crate) fn run(&mut self, tree: &Tree, text: &str, ast: &mut Ast) {
        let root = tree.root_node();
        let Lowering { grammar, scratch } = self;
        let mut cx = Cx {
            grammar,
            fields: &grammar.fields,
            text,
            ast,
            scratch,
            depth: 0,
            has_errors: root.has_error(),
        };
        if cx.has_errors {
            cx.ast.errors = cx.errors(tree);
        }
        // What cannot be read at all is an error node itself, in the place of the program.
        cx.ast.body = match cx.kind(root) {
            Kind::Error => cx.unknown_file(root),
            _ => cx.list(root, Cx::stmt_in_list),
        };
        cx.ast.comments = cx.comments(root);
    }
}

/// What the lowering of one file needs.
struct Cx<'a> {
    grammar: &'static Grammar,
    fields: &'static Fields,
    text: &'a str,
    ast: &'a mut Ast,
    /// The lists that are being gathered, each the end of the arena of its type.
    scratch: &'a mut Ast,
    /// How many expressions, statements, patterns and types are being lowered, one in the other.
    depth: u32,
    has_errors: bool,
}

impl Cx<'_> {
    fn kind(&self, node: Node<'_>) -> Kind {
        self.grammar.kind(node)
    }

    fn range(&self, node: Node<'_>) -> TextRange {
        TextRange::new((node.start_byte() as u32).into(), (node.end_byte() as u32).into())
    }

    fn field<'t>(&self, node: Node<'t>, field: u16) -> Option<Node<'t>> {
        node.child_by_field_id(field)
    }

    /// The range of a field, unless the parser made its node up.
    fn field_range(&self, node: Node<'_>, field: u16) -> Option<TextRange> {
        let child = self.field(node, field)?;
        (!self.is_made_up(child)).then(|| self.range(child))
    }

    /// Whether the parser invented the node to go on: it has no text then.
    fn is_made_up(&self, node: Node<'_>) -> bool {
        node.start_byte() == node.end_byte()
    }

    /// The named children, without comments.
    fn children<'t>(&self, node: Node<'t>) -> impl Iterator<Item = (Kind, Node<'t>)> + use<'t> {
        let grammar = self.grammar;
        let children = (0..node.named_child_count() as u32).filter_map(move |index| node.named_child(index));
        children
            .map(|child| (grammar.kind(child), child))
            .filter(|(kind, _)| !is_comment(*kind))
    }

    /// The first named child that is no comment, and no error if there is anything else.
    fn inner<'t>(&self, node: Node<'t>) -> Option<Node<'t>> {
        let first = self.children(node).next()?;
        let sound = match first.0 {
            Kind::Error => self.children(node).find(|(kind, _)| *kind != Kind::Error),
            _ => None,
        };
        Some(sound.unwrap_or(first).1)
    }

    /// The kinds of all children, tokens too, without comments.
    fn tokens<'t>(&self, node: Node<'t>) -> impl Iterator<Item = (Kind, Node<'t>)> + use<'t> {
        let grammar = self.grammar;
        let children = (0..node.child_count()).filter_map(move |index| node.child(index));
        children
            .map(|child| (grammar.kind(child), child))
            .filter(|(kind, _)| !is_comment(*kind))
    }

    /// Whether the first word of `node` is `token`.
    fn starts_with(&self, node: Node<'_>, token: Kind) -> bool {
        self.tokens(node).next().is_some_and(|(kind, _)| kind == token)
    }

    /// Lowers the named children of `node`, comments left out.
    fn list<T: Stored>(&mut self, node: Node<'_>, lower: fn(&mut Self, Kind, Node<'_>) -> Option<T>) -> List<T> {
        let mark = self.mark::<T>();
        let count = node.named_child_count();
        if count > LONG_LIST {
            let mut cursor = node.walk();
            for child in node.named_children(&mut cursor) {
                self.item(child, lower);
            }
        } else {
            for index in 0..count as u32 {
                if let Some(child) = node.named_child(index) {
                    self.item(child, lower);
                }
            }
        }
        self.finish(mark)
    }

    fn item<T: Stored>(&mut self, child: Node<'_>, lower: fn(&mut Self, Kind, Node<'_>) -> Option<T>) {
        let kind = self.kind(child);
        if is_comment(kind) {
            return;
        }
        if let Some(item) = lower(self, kind, child) {
            self.gather(item);
        }
    }

    /// Where a list of `T` begins that is gathered now.
    fn mark<T: Stored>(&mut self) -> usize {
        T::arena(self.scratch).len()
    }

    fn gather<T: Stored>(&mut self, item: T) {
        T::arena_mut(self.scratch).push(item);
    }

    fn finish<T: Stored>(&mut self, mark: usize) -> List<T> {
        self.ast.drain(T::arena_mut(self.scratch), mark)
    }

    fn push<T: Stored>(&mut self, node: T) -> Id<T> {
        self.ast.push(node)
    }

    /// Lowers what lies one level deeper, or gives up if that is too deep.
    fn deeper<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let result = lower(self);
        self.depth -= 1;
        Some(result)
    }
}

fn is_comment(kind: Kind) -> bool {
    matches!(kind, Kind::Comment | Kind::HtmlComment)
}
