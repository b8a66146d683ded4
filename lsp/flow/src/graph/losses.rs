//! What is lost where something fails.

use rustc_hash::FxHashMap;

use super::Node;
use super::build::{Builder, Draft, Variable};
use super::slice::Filled;
use crate::ir::{ADDED, Expr, OpKind};

/// Of each node in a `try` block, the models whose records are not saved if it fails: those that are saved further on in the
/// block, itself included; of a request, those too that are saved behind it from what the block would have assigned.
pub(super) fn losses(builder: &Builder<'_>, collected: &Collected, filled: &Filled) -> Vec<u8> {
    let nodes = &builder.nodes;
    let mut loses = vec![0; nodes.len()];
    for at in 0..nodes.len() {
        let node = &nodes[at];
        let fails = matches!(node.draft, Draft::Op { .. } | Draft::Throw);
        let Some(region) = node.region.filter(|_| fails) else {
            continue;
        };
        let (first, end) = builder.regions[region as usize];
        let mut seen = vec![false; (end - first) as usize];
        let mut agenda = vec![at as Node];
        let mut found = 0;
        let is_request = matches!(&node.draft, Draft::Op { op, .. } if op.kind == OpKind::Fetch);
        // Where it throws, what it does not come to stands beside: the rest of the block.
        if matches!(node.draft, Draft::Throw) {
            agenda.extend(first..end);
        }
        while let Some(at) = agenda.pop() {
            if !(first..end).contains(&at) || std::mem::replace(&mut seen[(at - first) as usize], true) {
                continue;
            }
            found |= saves(builder, collected, at);
            if is_request {
                found |= fills(builder, filled, at);
            }
            agenda.extend(nodes[at as usize].next);
        }
        loses[at] = found;
    }
    loses
}

/// The models whose records come of a request, or are saved with others of it: those that are saved before the next request; if there are
/// none, all that are saved later. Of other calls nothing is known.
pub(super) fn gives(builder: &Builder<'_>, collected: &Collected, at: Node) -> u8 {
    match &builder.nodes[at as usize].draft {
        Draft::Op { op, .. } if matches!(op.kind, OpKind::Fetch | OpKind::Save(_)) => {
            match saved_from(builder, collected, at, true) {
                0 => saved_from(builder, collected, at, false),
                models => models,
            }
        }
        _ => u8::MAX,
    }
}

/// The models whose records are saved from a node on, up to the next request or the end.
fn saved_from(builder: &Builder<'_>, collected: &Collected, from: Node, is_direct: bool) -> u8 {
    let mut seen = vec![false; builder.nodes.len()];
    let mut agenda = builder.nodes[from as usize].next.to_vec();
    let mut found = saves(builder, collected, from);
    while let Some(at) = agenda.pop() {
        if std::mem::replace(&mut seen[at as usize], true) {
            continue;
        }
        let node = &builder.nodes[at as usize];
        if is_direct && matches!(&node.draft, Draft::Op { op, .. } if op.kind == OpKind::Fetch) {
            continue;
        }
        found |= saves(builder, collected, at);
        agenda.extend(node.next);
    }
    found
}

/// The models whose records a node saves, or adds to the list that is saved: bits.
fn saves(builder: &Builder<'_>, collected: &Collected, at: Node) -> u8 {
    match &builder.nodes[at as usize].draft {
        Draft::Op { op, model, .. } if matches!(op.kind, OpKind::Save(_)) => 1 << model,
        draft => adds(builder, collected, draft),
    }
}

/// The models whose records a node assigns to a variable that is saved behind the `try` block: bits.
fn fills(builder: &Builder<'_>, filled: &Filled, at: Node) -> u8 {
    let node = &builder.nodes[at as usize];
    match node.draft {
        Draft::Assign(var, value) if !builder.program(node.frame).expr(value).is_empty() => {
            filled.get(&var).copied().unwrap_or_default()
        }
        _ => 0,
    }
}

/// The models whose records are added to a list that is saved: bits.
pub(super) fn adds(builder: &Builder<'_>, collected: &Collected, draft: &Draft) -> u8 {
    match draft {
        Draft::Put(var, path, _) if path.last().is_some_and(|last| &*builder.names[*last as usize] == ADDED) => {
            collected.get(var).copied().unwrap_or_default()
        }
        _ => 0,
    }
}

/// The lists that are saved as they are, and the models whose records they are: bits.
pub(super) type Collected = FxHashMap<Variable, u8>;

pub(super) fn collected(builder: &Builder<'_>) -> Collected {
    let mut collected = FxHashMap::default();
    for node in &builder.nodes {
        if let Draft::Op { op, model, .. } = &node.draft
            && let (OpKind::Save(_), Some(input)) = (op.kind, op.input)
            && let Expr::Var(var) = builder.program(node.frame).expr(input)
            && let Some(var) = builder.variable(node.frame, *var)
        {
            *collected.entry(var).or_default() |= 1 << model;
        }
    }
    collected
}
