//! Expressions that make schemas, as they are kept when the tree is gone: names stay names, calls stay calls.

use std::ops::Range;

use super::ZodWord;
use crate::Span;

/// The expressions of a file that make schemas. One block of memory: a project has hundreds of thousands of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SchemaExprs {
    pub(super) nodes: Box<[Node]>,
    /// The names and strings, end to end.
    pub(super) text: Box<str>,
}

/// The handle of an expression. Valid for the [`SchemaExprs`] of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SchemaExprId(pub(super) u32);

/// Expressions that lie side by side: arguments, elements, entries.
#[derive(Debug, Clone)]
pub struct SchemaExprIds(Range<u32>);

/// One expression.
#[derive(Debug, Clone)]
pub enum SchemaExpr<'a> {
    /// `z.word(…)`, under whatever name zod is imported.
    Zod(ZodFamily, ZodWord, SchemaExprIds),
    /// `base.word(…)`.
    Method(SchemaExprId, ZodWord, SchemaExprIds),
    /// `base.name`.
    Member(SchemaExprId, &'a str),
    /// `name`.
    Name(&'a str),
    /// A string, or a template without substitutions: its value.
    String(&'a str),
    /// A number, as written.
    Number(&'a str),
    /// A regular expression, as written.
    Regex(&'a str),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// `{ … }`: see [`SchemaExprs::entries`].
    Object(SchemaExprIds),
    /// `[ … ]`.
    Array(SchemaExprIds),
    /// `...value` in an array.
    Spread(SchemaExprId),
    /// `() => value`, or the getter of a property.
    Lazy(SchemaExprId),
    /// `value as T`: the type checker sees something else than is there.
    Cast(SchemaExprId),
    /// Anything else.
    Unknown,
}

/// An entry of an object literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaEntry<'a> {
    /// `name: value`, also as a shorthand or a getter.
    Field {
        /// The key, without quotes.
        name: &'a str,
        /// The place of the key, with its quotes.
        key_span: Span,
        /// Its value.
        value: SchemaExprId,
    },
    /// `...value`.
    Spread(SchemaExprId),
    /// A computed key, or something broken.
    Unknown,
}

/// Which part of zod a function belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZodFamily {
    /// `z.string()`.
    Plain,
    /// `z.coerce.string()`.
    Coerce,
    /// `z.iso.datetime()`.
    Iso,
}

/// A node is 16 bytes. Its children, if any, are the `count` nodes from `first`; its text the `count` bytes from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) tag: Tag,
    pub(super) count: u16,
    pub(super) first: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tag {
    Zod(ZodFamily, ZodWord),
    /// The first child is what it is called on.
    Method(ZodWord),
    /// Its children are the object and a `Name`.
    Member,
    Name,
    String,
    Number,
    Regex,
    Bool(bool),
    Null,
    Object,
    /// In an object: the key of the node behind it.
    Key,
    Array,
    Spread,
    Lazy,
    Cast,
    Unknown,
}

impl SchemaExprs {
    /// What an expression is.
    pub fn get(&self, id: SchemaExprId) -> SchemaExpr<'_> {
        let node = &self.nodes[id.0 as usize];
        let child = |at: u32| SchemaExprId(node.first + at);
        match node.tag {
            Tag::Zod(family, word) => SchemaExpr::Zod(family, word, children(node, 0)),
            Tag::Method(word) => SchemaExpr::Method(child(0), word, children(node, 1)),
            Tag::Member => SchemaExpr::Member(child(0), self.text(child(1))),
            Tag::Name => SchemaExpr::Name(self.text(id)),
            Tag::String => SchemaExpr::String(self.text(id)),
            Tag::Number => SchemaExpr::Number(self.text(id)),
            Tag::Regex => SchemaExpr::Regex(self.text(id)),
            Tag::Bool(value) => SchemaExpr::Bool(value),
            Tag::Null => SchemaExpr::Null,
            Tag::Object => SchemaExpr::Object(children(node, 0)),
            Tag::Array => SchemaExpr::Array(children(node, 0)),
            Tag::Spread => SchemaExpr::Spread(child(0)),
            Tag::Lazy => SchemaExpr::Lazy(child(0)),
            Tag::Cast => SchemaExpr::Cast(child(0)),
            Tag::Key | Tag::Unknown => SchemaExpr::Unknown,
        }
    }

    /// Where an expression stands.
    pub fn span(&self, id: SchemaExprId) -> Span {
        self.nodes[id.0 as usize].span
    }

    /// The entries of an object literal, in source order.
    pub fn entries(&self, object: SchemaExprIds) -> impl Iterator<Item = SchemaEntry<'_>> {
        let mut ids = object;
        std::iter::from_fn(move || {
            let id = ids.next()?;
            let node = &self.nodes[id.0 as usize];
            Some(match node.tag {
                Tag::Key => SchemaEntry::Field {
                    name: self.text(id),
                    key_span: node.span,
                    value: ids.next()?,
                },
                Tag::Spread => SchemaEntry::Spread(SchemaExprId(node.first)),
                _ => SchemaEntry::Unknown,
            })
        })
    }

    fn text(&self, id: SchemaExprId) -> &str {
        let node = &self.nodes[id.0 as usize];
        let start = node.first as usize;
        &self.text[start..start + usize::from(node.count)]
    }
}

fn children(node: &Node, skipped: u32) -> SchemaExprIds {
    SchemaExprIds(node.first + skipped..node.first + u32::from(node.count))
}

impl Iterator for SchemaExprIds {
    type Item = SchemaExprId;

    fn next(&mut self) -> Option<SchemaExprId> {
        self.0.next().map(SchemaExprId)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for SchemaExprIds {}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn a_node_is_small() {
        assert_eq!(size_of::<Node>(), 16);
    }
}
