//! The sandbox that functions run in.

use project::plugin;
use syntax::SourceFile;
use syntax::ast::{Ast, Declarator, Node, PatternKind, StmtKind, WalkEvent};

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod rt_blocked_sdk_property;
pub(crate) mod rt_console;
pub(crate) mod rt_eval;
pub(crate) mod rt_instanceof_error;
pub(crate) mod rt_log_level;
pub(crate) mod rt_missing_global;
pub(crate) mod rt_sleep;
pub(crate) mod rt_top_level_side_effect;

mod globals;
mod replacement;

pub(super) static RULES: &[&Rule] = &[
    &rt_missing_global::RULE,
    &rt_top_level_side_effect::RULE,
    &rt_eval::RULE,
    &rt_blocked_sdk_property::RULE,
    &rt_instanceof_error::RULE,
    &rt_console::RULE,
    &rt_log_level::RULE,
    &rt_sleep::RULE,
];

/// Whether anything in the file binds this name. What is only declared (`declare const`) binds nothing: it is not there when the
/// program runs.
fn is_bound(source: &SourceFile, name: &str) -> bool {
    let ast = source.ast();
    let mut walk = ast.walk();
    while let Some(event) = walk.next() {
        match event {
            WalkEvent::Enter(Node::Stmt(id)) if matches!(ast[id].kind, StmtKind::Declare(_)) => walk.skip_children(),
            WalkEvent::Enter(node) if binds(source, node, name) => return true,
            _ => {}
        }
    }
    false
}

fn binds(source: &SourceFile, node: Node, name: &str) -> bool {
    let ast = source.ast();
    let is_name = |range| source.slice(range) == name;
    match node {
        Node::Pattern(id) => matches!(ast[id].kind, PatternKind::Ident) && is_name(ast[id].range),
        Node::Function(id) => ast[id].name.is_some_and(is_name),
        Node::Class(id) => ast[id].name.is_some_and(is_name),
        Node::Stmt(id) => match ast[id].kind {
            StmtKind::Import(id) => {
                let import = &ast[id];
                let mut locals = ast[import.named].iter().map(|specifier| specifier.local);
                locals.any(is_name) || import.default.is_some_and(is_name) || import.namespace.is_some_and(is_name)
            }
            StmtKind::Enum { name } | StmtKind::Namespace { name, .. } => is_name(name),
            _ => false,
        },
        _ => false,
    }
}

/// Whether `await nango.log()` can stand at a place: in an async function, in the reach of a parameter `nango`.
fn can_await_sdk(ctx: &SyntaxContext<'_>, node: impl Into<Node>) -> bool {
    let (ast, node) = (ctx.ast(), node.into());
    let is_async = ast.enclosing_function(node).is_some_and(|id| ast[id].is_async);
    is_async && receives_sdk(ctx, node) && !is_variable(ctx.source, plugin::SDK)
}

/// Whether a function around a node has a parameter `nango`.
fn receives_sdk(ctx: &SyntaxContext<'_>, node: Node) -> bool {
    let ast = ctx.ast();
    let is_sdk = |range| ctx.source.slice(range) == plugin::SDK;
    ast.ancestors(node).any(|node| match node {
        Node::Function(id) => ast[ast[id].params].iter().any(|param| is_sdk(ast[param.pattern].range)),
        _ => false,
    })
}

/// Whether a variable of the file has this name.
fn is_variable(source: &SourceFile, name: &str) -> bool {
    let ast = source.ast();
    ast.all::<Declarator>()
        .any(|id| source.slice(ast[ast[id].pattern].range) == name)
}

/// Whether a node is evaluated when the module is loaded: it stands in no function and in no class.
fn is_at_load(ast: &Ast, node: impl Into<Node>) -> bool {
    !ast.ancestors(node)
        .any(|node| matches!(node, Node::Function(_) | Node::Class(_)))
}
