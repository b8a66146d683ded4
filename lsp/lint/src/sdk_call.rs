//! Calls on the SDK object, and what becomes of that object, in a tree.

use project::{plugin, scope};
use syntax::SourceFile;
use syntax::ast::{Ast, Call, Expr, ExprId, ExprKind, Node, StmtKind};

use crate::context::SyntaxContext;

/// The methods that send a request to the provider.
pub(crate) const REQUESTS: [&str; 8] = [
    "delete",
    "get",
    "paginate",
    "patch",
    "post",
    "proxy",
    "put",
    "uncontrolledFetch",
];

/// The methods that save, change or delete records.
pub(crate) const SAVES: [&str; 4] = ["batchDelete", "batchSave", "batchSend", "batchUpdate"];

/// A call of a method of the SDK object, as `nango.batchSave(rows, 'Deal')`.
#[derive(Clone, Copy)]
pub(crate) struct SdkCall<'a> {
    /// The call.
    pub(crate) id: ExprId,
    /// Its parts.
    pub(crate) call: Call,
    /// The method.
    pub(crate) method: &'a str,
    /// The place of the method's name.
    pub(crate) method_range: syntax::TextRange,
}

impl<'a> SdkCall<'a> {
    /// The call that a node is, if it is one of these methods. Whose method it is comes last: that is the dear question.
    pub(crate) fn of(source: &'a SourceFile, node: Node, methods: &[&str]) -> Option<SdkCall<'a>> {
        let ast = source.ast();
        let Node::Expr(id) = node else { return None };
        let ExprKind::Call(call) = ast[id].kind else {
            return None;
        };
        let ExprKind::Member(member) = ast[ast.skip_parens(call.callee)].kind else {
            return None;
        };
        let method = source.slice(member.property);
        if !methods.contains(&method) {
            return None;
        }
        scope::sdk(source, ast.skip_casts(member.object))?;
        Some(SdkCall {
            id,
            call,
            method,
            method_range: member.property,
        })
    }

    /// Such calls at and below a node.
    pub(crate) fn below(
        source: &'a SourceFile,
        node: impl Into<Node>,
        methods: &'static [&str],
    ) -> impl Iterator<Item = SdkCall<'a>> {
        let calls = source.ast().calls_below(node);
        calls.filter_map(move |call| SdkCall::of(source, call.into(), methods))
    }
}

/// What repeats a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// Once for each element of something that is there: `for … of`, `for … in`, `forEach`, `map`.
    Elements,
    /// As often as something says: `for await`, `while`, `do`, `for (;;)`. Such loops fetch page after page.
    Pages,
}

/// The innermost loop around a node, below the function that was handed the SDK object.
pub(crate) fn innermost_loop(source: &SourceFile, node: impl Into<Node>) -> Option<(Repeats, Node)> {
    let ast = source.ast();
    let mut inner = node.into();
    for outer in ast.ancestors(inner) {
        let repeats = match outer {
            Node::Stmt(id) => match ast[id].kind {
                StmtKind::ForOf(it) if it.is_await => Some(Repeats::Pages),
                // What is iterated over is evaluated once.
                StmtKind::ForOf(it) if inner != Node::Expr(it.iterable) => Some(Repeats::Elements),
                StmtKind::ForIn(it) if inner != Node::Expr(it.object) => Some(Repeats::Elements),
                StmtKind::While { .. } | StmtKind::DoWhile { .. } | StmtKind::For(_) => Some(Repeats::Pages),
                _ => None,
            },
            Node::Expr(id) => match ast[id].kind {
                ExprKind::Function(_) => match iterated(source, ast, id) {
                    true => Some(Repeats::Elements),
                    // Who knows how often that runs.
                    false => return None,
                },
                _ => None,
            },
            Node::Function(id) if !matches!(ast.parent(id), Some(Node::Expr(_))) => return None,
            _ => None,
        };
        if let Some(repeats) = repeats {
            return Some((repeats, outer));
        }
        inner = outer;
    }
    None
}

/// Whether a function is handed to `forEach`, `map` or `flatMap`.
fn iterated(source: &SourceFile, ast: &Ast, function: ExprId) -> bool {
    let Some(Node::Expr(call)) = ast.parent(function) else {
        return false;
    };
    let ExprKind::Call(call) = ast[call].kind else {
        return false;
    };
    let ExprKind::Member(member) = ast[call.callee].kind else {
        return false;
    };
    call.args.first() == Some(function) && ["flatMap", "forEach", "map"].contains(&source.slice(member.property))
}

/// Whether the file hands the SDK object on, as a value: then others may call its methods.
pub(crate) fn is_handed_on(ctx: &SyntaxContext<'_>) -> bool {
    let (source, ast) = (ctx.source, ctx.ast());
    let names = scope::sdk_names(source);
    ast.all::<Expr>().any(|id| is_hand_over(source, id, &names))
}

/// Whether what stands at and below a node hands the SDK object on.
pub(crate) fn hands_on(source: &SourceFile, node: impl Into<Node>) -> bool {
    let (ast, names) = (source.ast(), scope::sdk_names(source));
    ast.all_below::<Expr>(node).any(|id| is_hand_over(source, id, &names))
}

/// Whether an expression is the SDK object, and no member of it is read.
fn is_hand_over(source: &SourceFile, id: ExprId, names: &[&str]) -> bool {
    let ast = source.ast();
    let Some(name) = source.ident_name(id) else {
        return false;
    };
    if name != plugin::SDK && !names.contains(&name) {
        return false;
    }
    let is_before_dot =
        matches!(ast.parent(id), Some(Node::Expr(parent)) if matches!(ast[parent].kind, ExprKind::Member(_)));
    !is_before_dot && (name == plugin::SDK || scope::sdk(source, id).is_some())
}

/// Whether a file uses some members of the SDK object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usage {
    /// It uses no member of it, so it is a draft: nothing is known yet.
    Nothing,
    /// It uses others, and hands the object to nobody.
    Others,
    /// It uses one of them, or hands the object on to who may.
    Used,
}

/// Whether a file uses a member of the SDK object that `is_meant`; a member of that name of something else counts too.
pub(crate) fn usage(ctx: &SyntaxContext<'_>, is_meant: impl Fn(&str) -> bool) -> Usage {
    let (source, ast) = (ctx.source, ctx.ast());
    // How often it stands at all, and how often before a dot.
    let (mut all, mut before_dot) = (0, 0);
    for id in ast.all::<Expr>() {
        match ast[id].kind {
            ExprKind::Member(member) if is_meant(source.slice(member.property)) => return Usage::Used,
            ExprKind::Member(member) if source.ident_name(member.object) == Some(plugin::SDK) => before_dot += 1,
            ExprKind::Ident if source.ident_name(id) == Some(plugin::SDK) => all += 1,
            _ => {}
        }
    }
    match before_dot {
        _ if all > before_dot => Usage::Used,
        0 => Usage::Nothing,
        _ => Usage::Others,
    }
}
