//! The TypeScript grammar as the server uses it: the language, and its node kinds and fields as typed constants.
//!
//! [`Kind`] and [`Fields`] are resolved by name from the compiled grammar once; a test compares the names with the
//! grammar's own `node-types.json`. What the grammar makes of the code that we rely on is pinned by `corpus/`.

#[cfg(feature = "mimalloc")]
mod allocator;
mod fields;
mod kind;

use std::sync::LazyLock;

use tree_sitter::{Language, Node, Parser};

pub use fields::Fields;
pub use kind::Kind;

/// The grammar, with its kinds and fields by number.
#[derive(Debug)]
pub struct Grammar {
    /// The numbers of the fields.
    pub fields: Fields,
    kinds: [Kind; KIND_IDS],
}

/// More than the grammar has, so that looking up a kind costs no bounds check that could fail.
const KIND_IDS: usize = 512;

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let language = language();
    Grammar {
        fields: Fields::resolve(&language),
        kinds: kind::table(&language),
    }
});

impl Grammar {
    /// The grammar, resolved at the first call.
    pub fn get() -> &'static Grammar {
        &GRAMMAR
    }

    /// The kind of a node.
    #[inline]
    pub fn kind(&self, node: Node<'_>) -> Kind {
        // `ERROR` has the highest number, far beyond the table.
        self.kinds
            .get(usize::from(node.kind_id()))
            .copied()
            .unwrap_or(Kind::Error)
    }
}

/// The TypeScript grammar (without JSX). Every parser and query of the process is to be made from it, since the
/// allocator is chosen here, before the first one (feature `mimalloc`).
pub fn language() -> Language {
    #[cfg(feature = "mimalloc")]
    allocator::install();
    tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()
}

/// A parser of TypeScript.
///
/// # Panics
///
/// If the grammar was generated for another version of tree-sitter than the one that is linked. Both are fixed when the
/// program is built, and every test that parses holds them together.
pub fn parser() -> Parser {
    // First the language, and with it the allocator.
    let language = language();
    let mut parser = Parser::new();
    parser
        .set_language(&language)
        .expect("the grammar fits the version of tree-sitter");
    parser
}
