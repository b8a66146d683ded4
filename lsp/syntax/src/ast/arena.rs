//! Where the nodes lie: one vector a type, and the handles into them.

use std::{fmt, hash, iter, marker::PhantomData, num::NonZeroU32, ops, sync::OnceLock};

use text_size::TextRange;

use super::expr::ExprId;
use super::parents::Parents;
use super::{
    Case, Catch, Class, ClassMember, Comment, Declarator, Export, ExportSpecifier, Expr, Function, Import,
    ImportSpecifier, Node, Param, Part, Pattern, PatternProp, Prop, Stmt, TemplatePart, Type,
};

/// The handle of one node of type `T`. Valid for the [`Ast`] that it came from, and for no other.
pub struct Id<T> {
    number: NonZeroU32,
    of: PhantomData<fn() -> T>,
}

/// A run of nodes of type `T` that lie side by side in their arena, in source order.
pub struct List<T> {
    start: u32,
    len: u32,
    of: PhantomData<fn() -> T>,
}

/// A type of node that an [`Ast`] stores.
pub trait Stored: Copy {
    /// The vector of these nodes.
    fn arena(ast: &Ast) -> &Vec<Self>;
    /// The same, to fill it.
    #[doc(hidden)]
    fn arena_mut(ast: &mut Ast) -> &mut Vec<Self>;
}

macro_rules! arenas {
    ($($field:ident: $node:ident,)*) => {
        /// All nodes of one file.
        #[derive(Debug, Default)]
        pub struct Ast {
            $(pub(crate) $field: Vec<$node>,)*
            pub(crate) body: List<Stmt>,
            pub(crate) comments: Vec<Comment>,
            pub(crate) errors: Vec<TextRange>,
            pub(crate) parents: OnceLock<Parents>,
            pub(crate) calls: OnceLock<Box<[ExprId]>>,
        }

        impl Ast {
            /// Empties every arena and keeps its memory, for the next file of a batch.
            pub(crate) fn clear(&mut self) {
                $(self.$field.clear();)*
                self.body = List::default();
                self.comments.clear();
                self.errors.clear();
                self.parents.take();
                self.calls.take();
            }
        }

        $(impl Stored for $node {
            fn arena(ast: &Ast) -> &Vec<$node> {
                &ast.$field
            }

            fn arena_mut(ast: &mut Ast) -> &mut Vec<$node> {
                &mut ast.$field
            }
        })*
    };
}

arenas! {
    exprs: Expr,
    stmts: Stmt,
    patterns: Pattern,
    pattern_props: PatternProp,
    props: Prop,
    functions: Function,
    params: Param,
    classes: Class,
    members: ClassMember,
    declarators: Declarator,
    cases: Case,
    catches: Catch,
    parts: Part,
    template_parts: TemplatePart,
    imports: Import,
    import_specifiers: ImportSpecifier,
    exports: Export,
    export_specifiers: ExportSpecifier,
    types: Type,
}

impl Ast {
    /// The statements of the file.
    pub fn body(&self) -> List<Stmt> {
        self.body
    }

    /// All comments, in source order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Whether the parser had to skip or to invent something anywhere in the file.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Where it had to: what it skipped, and the empty range where something is missing. In source order.
    pub fn errors(&self) -> &[TextRange] {
        &self.errors
    }

    /// Whether there is no error in `node` or at its edges, so that it can be taken at its word.
    pub fn is_sound(&self, node: impl Into<Node>) -> bool {
        let range = self.range(node);
        !self.errors.iter().any(|error| error.intersect(range).is_some())
    }

    /// Every node of one type, in no order that means anything: much quicker than a [`Walk`](super::Walk).
    pub fn all<T: Stored>(&self) -> impl Iterator<Item = Id<T>> + use<T> {
        (0..T::arena(self).len()).map(Id::from_index)
    }

    /// Those of them at and below `node`.
    pub fn all_below<T: Stored>(&self, node: impl Into<Node>) -> impl Iterator<Item = Id<T>>
    where
        Id<T>: Into<Node>,
    {
        let range = self.range(node);
        self.all::<T>().filter(move |id| range.contains_range(self.range(*id)))
    }

    pub(crate) fn push<T: Stored>(&mut self, node: T) -> Id<T> {
        let arena = T::arena_mut(self);
        arena.push(node);
        Id::from_index(arena.len() - 1)
    }

    /// Moves the end of `scratch`, from `mark` on, into the arena.
    pub(crate) fn drain<T: Stored>(&mut self, scratch: &mut Vec<T>, mark: usize) -> List<T> {
        let arena = T::arena_mut(self);
        let (start, len) = (arena.len() as u32, (scratch.len() - mark) as u32);
        arena.extend(scratch.drain(mark..));
        List {
            start,
            len,
            of: PhantomData,
        }
    }
}

impl<T: Stored> ops::Index<Id<T>> for Ast {
    type Output = T;

    fn index(&self, id: Id<T>) -> &T {
        &T::arena(self)[id.index()]
    }
}

impl<T: Stored> ops::Index<List<T>> for Ast {
    type Output = [T];

    fn index(&self, list: List<T>) -> &[T] {
        &T::arena(self)[list.start as usize..(list.start + list.len) as usize]
    }
}

impl<T> Id<T> {
    pub(crate) fn from_index(index: usize) -> Id<T> {
        Id {
            number: NonZeroU32::MIN.saturating_add(index as u32),
            of: PhantomData,
        }
    }

    pub(crate) fn index(self) -> usize {
        self.number.get() as usize - 1
    }
}

impl<T> List<T> {
    /// How many nodes it has.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The handle of the node at `index`.
    pub fn get(self, index: usize) -> Option<Id<T>> {
        (index < self.len()).then(|| Id::from_index(self.start as usize + index))
    }

    /// The handle of the first node.
    pub fn first(self) -> Option<Id<T>> {
        self.get(0)
    }

    /// The handle of the last node.
    pub fn last(self) -> Option<Id<T>> {
        self.get(self.len().checked_sub(1)?)
    }

    /// The handles, in source order.
    pub fn iter(self) -> ListIter<T> {
        self.into_iter()
    }
}

type ListIter<T> = iter::Map<ops::Range<usize>, fn(usize) -> Id<T>>;

impl<T> IntoIterator for List<T> {
    type Item = Id<T>;
    type IntoIter = ListIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        let start = self.start as usize;
        (start..start + self.len()).map(Id::from_index)
    }
}

// By hand, because the derives would ask the same of `T`.

impl<T> Clone for Id<T> {
    fn clone(&self) -> Id<T> {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Id<T>) -> bool {
        self.number == other.number
    }
}

impl<T> Eq for Id<T> {}

impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index())
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> List<T> {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> PartialEq for List<T> {
    fn eq(&self, other: &List<T>) -> bool {
        (self.start, self.len) == (other.start, other.len)
    }
}

impl<T> Eq for List<T> {}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List {
            start: 0,
            len: 0,
            of: PhantomData,
        }
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}+{}", self.start, self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::{Expr, Id, Stmt};

    #[test]
    fn nodes_are_small() {
        let sizes = [size_of::<Expr>(), size_of::<Stmt>(), size_of::<Option<Id<Expr>>>()];
        assert_eq!(sizes, [32, 28, 4]);
    }
}
