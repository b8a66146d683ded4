//! Promises of the SDK that nobody waits for.

use project::plugin;
use syntax::SourceFile;
use syntax::ast::{Ast, Body, Call, ExprId, ExprKind, Function, FunctionId, FunctionKind, Node, StmtKind, UnaryOp};

use crate::findings::Found;
use crate::prelude::{Applicability, SyntaxContext, TextEdit, TextRange, TextSize};
use crate::rule::Rule;

pub(crate) mod await_detached_work;
pub(crate) mod await_hidden_by_ancestor;
pub(crate) mod await_hidden_by_form;
pub(crate) mod await_not_in_cli_list;
pub(crate) mod await_required;

pub(super) static RULES: &[&Rule] = &[
    &await_required::RULE,
    &await_hidden_by_ancestor::RULE,
    &await_hidden_by_form::RULE,
    &await_not_in_cli_list::RULE,
    &await_detached_work::RULE,
];

/// A call of a method of what is called `nango`.
struct SdkCall<'a> {
    id: ExprId,
    method: &'a str,
    /// From the receiver to the name of the method.
    range: TextRange,
    /// Whether the compiler sees it.
    seen: bool,
}

impl<'a> SdkCall<'a> {
    /// Reads a node; none as well if it is awaited or returned on the spot, as almost every one is.
    fn of(ctx: &SyntaxContext<'a>, node: Node) -> Option<SdkCall<'a>> {
        let (source, ast) = (ctx.source, ctx.ast());
        let Node::Expr(id) = node else { return None };
        let ExprKind::Call(call) = ast[id].kind else {
            return None;
        };
        let method = method(source, &call)?;
        let start = ast[id].range.start();
        if is_awaited(&source.text()[..usize::from(start)]) {
            return None;
        }
        Some(SdkCall {
            id,
            method: source.slice(method),
            range: TextRange::new(start, method.end()),
            seen: plugin::sees(source, &call).is_some(),
        })
    }

    /// Whether it is a statement, so that nobody ever gets its promise.
    fn is_statement(&self, ctx: &SyntaxContext<'_>) -> bool {
        matches!(ctx.ast().parent(outermost(ctx.ast(), self.id)), Some(Node::Stmt(_)))
            && matches!(use_of(ctx.ast(), self.id), Use::Statement)
    }
}

/// The name of the method of `nango.method()`, `nango?.method()`, `nango['method']()`, `(nango as T).method()`.
fn method(source: &SourceFile, call: &Call) -> Option<TextRange> {
    let ast = source.ast();
    let (object, name) = match ast[ast.skip_casts(call.callee)].kind {
        ExprKind::Member(member) => (member.object, member.property),
        ExprKind::Index(index) => {
            let key = ast[ast.skip_parens(index.index)];
            match key.kind {
                // Without the quotes.
                ExprKind::String if key.range.len() > TextSize::of("''") => {
                    let quote = TextSize::of('\'');
                    (
                        index.object,
                        TextRange::new(key.range.start() + quote, key.range.end() - quote),
                    )
                }
                ExprKind::Ident => (index.object, key.range),
                _ => return None,
            }
        }
        _ => return None,
    };
    (source.ident_name(ast.skip_casts(object)) == Some(plugin::SDK)).then_some(name)
}

/// Whether `await` or `return` stands right before the end of a text. Asking the tree is dear: it has to be asked for all of
/// its parents.
fn is_awaited(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    let word = before.strip_suffix("await").or_else(|| before.strip_suffix("return"));
    word.is_some_and(|before| {
        let char = before.chars().next_back();
        char.is_none_or(|char| !char.is_alphanumeric() && !matches!(char, '_' | '$' | '.' | '#'))
    })
}

/// What becomes of a promise, as far as `await` may be written.
enum Use {
    /// Nothing: it is a statement.
    Statement,
    /// Nothing: it is the operand of a `void` that is a statement.
    Void(TextRange),
    /// It is what an arrow function returns without a block.
    ArrowBody,
    /// A value: `await` can be written before it without parentheses.
    Value,
    /// Something else.
    Other,
}

fn use_of(ast: &Ast, id: ExprId) -> Use {
    let outer = outermost(ast, id);
    match ast.parent(outer) {
        Some(Node::Stmt(stmt)) if matches!(ast[stmt].kind, StmtKind::Expr(_)) => Use::Statement,
        Some(Node::Function(_)) => Use::ArrowBody,
        Some(Node::Declarator(_) | Node::Prop(_)) => Use::Value,
        Some(Node::Expr(parent)) => match ast[parent].kind {
            ExprKind::Unary(unary) if unary.op == UnaryOp::Void && matches!(use_of(ast, parent), Use::Statement) => {
                Use::Void(TextRange::new(ast[parent].range.start(), ast[id].range.start()))
            }
            ExprKind::Call(call) if call.callee == outer => Use::Other,
            ExprKind::Array(_) | ExprKind::Call(_) | ExprKind::Assign(_) | ExprKind::Template(_) => Use::Value,
            _ => Use::Other,
        },
        _ => Use::Other,
    }
}

/// The expression with the parentheses around it.
fn outermost(ast: &Ast, mut id: ExprId) -> ExprId {
    while let Some(Node::Expr(parent)) = ast.parent(id)
        && matches!(ast[parent].kind, ExprKind::Paren(_))
    {
        id = parent;
    }
    id
}

/// Adds the fixes that let somebody wait for a call. Where nobody got its promise, waiting is what was meant: `dropped` says
/// how sure that is.
fn offer(ctx: &SyntaxContext<'_>, call: ExprId, dropped: Applicability) -> Vec<Fix> {
    let ast = ctx.ast();
    let Some((id, function)) = function_around(ast, call) else {
        return Vec::new();
    };
    let start = ast[call].range.start();
    let edit = match use_of(ast, call) {
        Use::Void(void) => TextEdit::replace(void, "await "),
        Use::Statement | Use::ArrowBody | Use::Value => TextEdit::insert(start, "await "),
        Use::Other => return Vec::new(),
    };
    let applicability = match use_of(ast, call) {
        Use::Statement => dropped,
        // An async arrow function returns a promise of the same value either way.
        Use::ArrowBody => Applicability::Safe,
        _ => Applicability::Unsafe,
    };
    if function.is_async {
        return vec![Fix("Add `await`", applicability, vec![edit])];
    }
    let mut fixes = Vec::new();
    if can_be_async(ctx, id, &function) {
        let edits = vec![TextEdit::insert(function.range.start(), "async "), edit];
        fixes.push(Fix(
            "Make the function `async`, and add `await`",
            Applicability::Unsafe,
            edits,
        ));
    }
    if matches!(use_of(ast, call), Use::Statement) && is_last(ast, call, &function) {
        let edit = TextEdit::insert(start, "return ");
        fixes.push(Fix("Return the promise", Applicability::Unsafe, vec![edit]));
    }
    fixes
}

/// A fix that is not yet added to a finding.
struct Fix(&'static str, Applicability, Vec<TextEdit>);

fn add(found: &mut Found, fixes: Vec<Fix>) {
    for Fix(title, applicability, edits) in fixes {
        found.fix(title, applicability, edits);
    }
}

/// The function whose body holds an expression, if `await` could be written there: not in a default of a parameter, nor in
/// the body of a class.
fn function_around(ast: &Ast, id: ExprId) -> Option<(FunctionId, Function)> {
    let nearest = ast
        .ancestors(id)
        .find(|node| matches!(node, Node::Function(_) | Node::Class(_) | Node::Param(_)))?;
    match nearest {
        Node::Function(id) => Some((id, ast[id])),
        _ => None,
    }
}

/// Whether `async` before a function makes it one, and nobody is left with a promise that he does not expect.
fn can_be_async(ctx: &SyntaxContext<'_>, id: FunctionId, function: &Function) -> bool {
    let ast = ctx.ast();
    if function.kind == FunctionKind::Method || function.is_generator || function.return_type.is_some() {
        return false;
    }
    // `forEach` throws promises away, which others may collect.
    let callback_of = ast.parent(id).and_then(|node| match (node, ast.parent(node)?) {
        (Node::Expr(_), Node::Expr(parent)) => match ast[parent].kind {
            ExprKind::Call(call) => ctx.source.member_path(call.callee)?.pop(),
            _ => None,
        },
        _ => None,
    });
    callback_of != Some("forEach")
}

/// Whether a call is the last statement of a function.
fn is_last(ast: &Ast, call: ExprId, function: &Function) -> bool {
    let Body::Block(block) = function.body else {
        return false;
    };
    let StmtKind::Block(body) = ast[block].kind else {
        return false;
    };
    body.last()
        .is_some_and(|last| ast.parent(outermost(ast, call)) == Some(Node::Stmt(last)))
}

/// Whether the compiler is content with a call: if anything around it, however far away, is awaited or returned, or is the
/// object of a member `then` or `catch`.
fn is_silenced(ctx: &SyntaxContext<'_>, call: ExprId) -> bool {
    let ast = ctx.ast();
    let is_settling = |name: &str| matches!(name, "then" | "catch");
    ast.ancestors(call).any(|node| match node {
        Node::Stmt(stmt) => matches!(ast[stmt].kind, StmtKind::Return(_)),
        Node::Expr(id) => match ast[id].kind {
            ExprKind::Await(_) => true,
            ExprKind::Member(member) => is_settling(ctx.source.slice(member.property)) && !is_in_chain(ast, id),
            // For Babel the property of `promise[then]` is the identifier `then`.
            ExprKind::Index(index) => {
                let key = ctx.source.ident_name(ast.skip_parens(index.index));
                key.is_some_and(is_settling) && !is_in_chain(ast, id)
            }
            _ => false,
        },
        _ => false,
    })
}

/// Whether an expression is a part of an optional chain, which is another kind of node for Babel: `a?.b.c`. Parentheses end
/// it.
fn is_in_chain(ast: &Ast, id: ExprId) -> bool {
    match ast[id].kind {
        ExprKind::Member(member) => member.optional || is_in_chain(ast, member.object),
        ExprKind::Index(index) => index.optional || is_in_chain(ast, index.object),
        ExprKind::Call(call) => call.optional || is_in_chain(ast, call.callee),
        ExprKind::NonNull(inner) => is_in_chain(ast, inner),
        _ => false,
    }
}
