//! What does the same as a global that is missing.

use project::plugin;
use syntax::ast::{Call, ExprId, ExprKind, Node, PropKind};

use super::can_await_sdk;
use super::globals::Reference;
use crate::prelude::*;

/// A fix: its title, its applicability and its edits.
type Replacement = (&'static str, Applicability, Vec<TextEdit>);

/// What can stand in the place of a missing global. `call` is the call or the construction that it is the callee of.
pub(super) fn of(ctx: &SyntaxContext<'_>, reference: &Reference, call: Option<ExprId>) -> Option<Replacement> {
    let called = || match ctx.ast()[call?].kind {
        ExprKind::Call(called) if !has_spread(ctx, called) => Some((call?, called)),
        _ => None,
    };
    match reference.name {
        "btoa" | "atob" => base64(ctx, reference, called()?),
        "fetch" => uncontrolled_fetch(ctx, called()?.1),
        "performance" => now(ctx, reference.id),
        "process" => environment_variable(ctx, reference.id),
        _ => None,
    }
}

fn has_spread(ctx: &SyntaxContext<'_>, call: Call) -> bool {
    let ast = ctx.ast();
    ast[call.args].iter().any(|arg| matches!(arg.kind, ExprKind::Spread(_)))
}

fn base64(ctx: &SyntaxContext<'_>, reference: &Reference, (id, call): (ExprId, Call)) -> Option<Replacement> {
    let ast = ctx.ast();
    let argument = call.args.first().filter(|_| call.args.len() == 1)?;
    let from = TextEdit::replace(ast[call.callee].range, "Buffer.from");
    let (inside, outside) = (ast[argument].range.end(), ast[id].range.end());
    Some(if reference.name == "btoa" {
        let edits = vec![from, TextEdit::insert(outside, ".toString('base64')")];
        ("Use `Buffer`", Applicability::Safe, edits)
    } else {
        // `atob` makes a character of each byte, which is rarely what is meant.
        let edits = vec![
            from,
            TextEdit::insert(inside, ", 'base64'"),
            TextEdit::insert(outside, ".toString()"),
        ];
        ("Use `Buffer`", Applicability::Unsafe, edits)
    })
}

/// `fetch(url, { method })` as `nango.uncontrolledFetch({ url: new URL(url), method })`.
fn uncontrolled_fetch(ctx: &SyntaxContext<'_>, call: Call) -> Option<Replacement> {
    const OPTIONS: [&str; 3] = ["body", "headers", "method"];
    let (ast, source) = (ctx.ast(), ctx.source);
    if !can_await_sdk(ctx, call.callee) {
        return None;
    }
    let address = ast[call.args.first()?].range;
    let mut edits = vec![
        TextEdit::replace(ast[call.callee].range, format!("{}.uncontrolledFetch", plugin::SDK)),
        TextEdit::insert(address.start(), "{ url: new URL("),
    ];
    match (call.args.len(), call.args.get(1)) {
        (1, None) => edits.push(TextEdit::insert(address.end(), ") }")),
        (2, Some(options)) => {
            let ExprKind::Object(props) = ast[options].kind else {
                return None;
            };
            let is_option = |name: &str| OPTIONS.contains(&name);
            let are_options = props.iter().all(|prop| {
                let is_plain = !matches!(ast[prop].kind, PropKind::Method { .. });
                is_plain && source.prop_name(prop).is_some_and(|name| is_option(&name))
            });
            let first = ast[props.first().filter(|_| are_options)?].range.start();
            edits.push(TextEdit::replace(TextRange::new(address.end(), first), "), "));
        }
        _ => return None,
    }
    Some(("Use `nango.uncontrolledFetch`", Applicability::Unsafe, edits))
}

/// `performance.now()` as `Date.now()`.
fn now(ctx: &SyntaxContext<'_>, id: ExprId) -> Option<Replacement> {
    let member = parent(ctx, id)?;
    let is_now = ctx.source.is_member_path(member, &["performance", "now"]);
    let edit = TextEdit::replace(ctx.range(id), "Date");
    is_now.then(|| ("Use `Date.now()`", Applicability::Unsafe, vec![edit]))
}

/// `process.env.NAME` as what `nango.getEnvironmentVariables()` answers for it.
fn environment_variable(ctx: &SyntaxContext<'_>, id: ExprId) -> Option<Replacement> {
    let (ast, source) = (ctx.ast(), ctx.source);
    let env = parent(ctx, id).filter(|env| source.is_member_path(*env, &["process", "env"]))?;
    let variable = parent(ctx, env)?;
    let name = match ast[variable].kind {
        ExprKind::Member(member) => source.slice(member.property).to_owned(),
        ExprKind::Index(index) if index.object == env => source.string_value(index.index)?.into_owned(),
        _ => return None,
    };
    // Not what is assigned to or deleted.
    let is_read = match ast.parent(variable)? {
        Node::Pattern(_) => false,
        Node::Expr(outer) => !matches!(ast[outer].kind, ExprKind::Unary(_) | ExprKind::Update(_)),
        _ => true,
    };
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_read || !is_name || !can_await_sdk(ctx, variable) {
        return None;
    }
    let text = format!(
        "(await {}.getEnvironmentVariables())?.find((variable) => variable.name === '{name}')?.value",
        plugin::SDK
    );
    let edit = TextEdit::replace(ctx.range(variable), text);
    Some((
        "Use `nango.getEnvironmentVariables()`",
        Applicability::Unsafe,
        vec![edit],
    ))
}

fn parent(ctx: &SyntaxContext<'_>, id: ExprId) -> Option<ExprId> {
    match ctx.ast().parent(id)? {
        Node::Expr(parent) => Some(parent),
        _ => None,
    }
}
