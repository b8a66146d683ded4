//! Every kind and field that we name is one of the grammar's.

use grammars::{Fields, Grammar, Kind};
use serde_json::Value;

fn node_types() -> Vec<Value> {
    serde_json::from_str(tree_sitter_typescript::TYPESCRIPT_NODE_TYPES).expect("the list of node types")
}

#[test]
fn every_kind_is_a_node_type() {
    let types = node_types();
    for (names, named) in [(Kind::NODES, true), (Kind::TOKENS, false)] {
        for (kind, name) in names {
            let known = types.iter().any(|ty| ty["type"] == *name && ty["named"] == named);
            assert!(known, "{kind:?}: the grammar has no `{name}`");
        }
    }
}

#[test]
fn every_field_is_one_of_a_node_type() {
    let types = node_types();
    let language = grammars::language();
    for name in Fields::NAMES {
        assert!(
            types.iter().any(|ty| !ty["fields"][name].is_null()),
            "the grammar has no field `{name}`"
        );
        assert!(
            language.field_id_for_name(name).is_some(),
            "the language has no field `{name}`"
        );
    }
}

#[test]
fn a_node_has_its_kind() {
    let tree = grammars::parser().parse("let a = b + (", None).expect("a tree");
    let grammar = Grammar::get();
    let mut kinds = Vec::new();
    let mut nodes = vec![tree.root_node()];
    while let Some(node) = nodes.pop() {
        kinds.push(grammar.kind(node));
        nodes.extend((0..node.child_count()).rev().filter_map(|index| node.child(index)));
    }
    for kind in [
        Kind::Program,
        Kind::Let,
        Kind::Identifier,
        Kind::Assign,
        Kind::Plus,
        Kind::Error,
    ] {
        assert!(kinds.contains(&kind), "no {kind:?} in {kinds:?}");
    }
}
