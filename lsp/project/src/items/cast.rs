//! What only the type checker sees around an expression.

use syntax::ast::{Ast, ExprId, ExprKind};

use crate::Span;

/// An expression without what stands around it for the type checker alone.
pub(super) struct Uncast {
    /// The expression, parentheses taken off too.
    pub(super) inner: ExprId,
    /// What to delete so that the bare expression stays; none if there is no cast.
    pub(super) cast: Option<Span>,
}

impl Uncast {
    /// None if casts stand on both sides of the expression or parentheses between them, so that no one range is the cast.
    pub(super) fn of(ast: &Ast, id: ExprId) -> Option<Uncast> {
        let outer = ast.skip_parens(id);
        let mut id = outer;
        let mut prefix = false;
        let mut suffix = false;
        loop {
            let inner = match ast[id].kind {
                ExprKind::As(inner, _)
                | ExprKind::Satisfies(inner, _)
                | ExprKind::AsConst(inner)
                | ExprKind::NonNull(inner) => {
                    suffix = true;
                    inner
                }
                ExprKind::AngleCast(inner, _) => {
                    prefix = true;
                    inner
                }
                _ => break,
            };
            id = inner;
        }
        let (all, bare) = (ast[outer].range, ast[id].range);
        let inner = ast.skip_parens(id);
        let casts_below = ast.skip_casts(inner) != inner;
        let cast = match (prefix, suffix) {
            (false, false) => None,
            (true, false) => Some(Span::new(all.start(), bare.start())),
            (false, true) => Some(Span::new(bare.end(), all.end())),
            (true, true) => return None,
        };
        (!casts_below).then_some(Uncast { inner, cast })
    }
}
