//! Constructs that broken code leaves open: `createAction({ description: 'x', exec: async (nango) => {`.
//!
//! Where a bracket is missing, the parser gives up what it had begun, and leaves the words and the finished pieces of it
//! side by side in an error node. Here they are read once more, so that the call keeps its properties: what is open ends
//! where the error does.

use grammars::Kind;
use text_size::TextRange;
use tree_sitter::Node;

use super::Cx;
use super::unknown::{is_expr, is_stmt};
use crate::ast::{
    Body, Call, Declarator, Export, ExportKind, Expr, ExprId, ExprKind, Function, FunctionKind, List, Member, Param,
    Part, Pattern, PatternKind, Prop, PropKey, PropKeyKind, PropKind, Stmt, StmtId, StmtKind, VarKind,
};

/// The pieces of an error, read from the left.
pub(super) struct Pieces<'t> {
    pieces: Vec<(Kind, Node<'t>)>,
    next: usize,
}

impl<'t> Pieces<'t> {
    fn peek(&self, ahead: usize) -> Option<Kind> {
        self.pieces.get(self.next + ahead).map(|(kind, _)| *kind)
    }

    fn take(&mut self) -> Option<(Kind, Node<'t>)> {
        let piece = self.pieces.get(self.next).copied()?;
        self.next += 1;
        Some(piece)
    }

    fn take_if(&mut self, kind: Kind) -> bool {
        let is = self.peek(0) == Some(kind);
        self.next += usize::from(is);
        is
    }

    /// From the piece at `first` to the last that was taken.
    fn range_from(&self, first: usize) -> TextRange {
        let start = self.pieces.get(first).map_or(0, |(_, node)| node.start_byte());
        let end = self.pieces[..self.next]
            .last()
            .map_or(start, |(_, node)| node.end_byte());
        TextRange::new((start as u32).into(), (end.max(start) as u32).into())
    }
}

impl Cx<'_> {
    /// The sound parts of an error node.
    pub(super) fn gather_open_parts(&mut self, error: Node<'_>) {
        let mut pieces = Pieces {
            pieces: Vec::new(),
            next: 0,
        };
        self.flatten(error, &mut pieces);
        while pieces.peek(0).is_some() {
            if let Some(part) = self.open_part(&mut pieces) {
                self.gather(part);
            }
        }
    }

    /// An expression which an error follows: `createAction` before `({ description: 'x'`.
    pub(super) fn expr_before_error(&mut self, expr: Node<'_>, last: Node<'_>) -> ExprId {
        let error = if self.has_errors { last.next_sibling() } else { None };
        let Some(error) = error.filter(|error| error.is_error()) else {
            return self.expr_id(expr);
        };
        let mut pieces = Pieces {
            pieces: vec![(self.kind(expr), expr)],
            next: 0,
        };
        self.flatten(error, &mut pieces);
        match (pieces.peek(1), self.open_expr(&mut pieces)) {
            (Some(Kind::OpenParen), Some(open)) => self.push(open),
            _ => self.expr_id(expr),
        }
    }

    fn flatten<'t>(&self, error: Node<'t>, pieces: &mut Pieces<'t>) {
        // With a cursor, because an error may have very many children, and to count them off takes time.
        let mut cursor = error.walk();
        for child in error.children(&mut cursor) {
            match self.kind(child) {
                Kind::Comment | Kind::HtmlComment => {}
                Kind::Error if child.child_count() > 0 => self.flatten(child, pieces),
                kind => pieces.pieces.push((kind, child)),
            }
        }
    }

    fn open_part(&mut self, pieces: &mut Pieces<'_>) -> Option<Part> {
        let first = pieces.next;
        match (pieces.peek(0)?, pieces.peek(1), pieces.peek(2)) {
            (Kind::Export, Some(Kind::Default | Kind::Identifier), Some(_)) => {
                pieces.next += 2;
                let value = self.open_expr(pieces)?;
                let range = pieces.range_from(first);
                let kind = ExportKind::Default(self.push(value));
                let export = self.push(Export {
                    range,
                    type_only: false,
                    kind,
                });
                Some(Part::Stmt(self.push(Stmt {
                    range,
                    kind: StmtKind::Export(export),
                })))
            }
            (Kind::Const, Some(Kind::Identifier), Some(Kind::Assign)) => {
                let (_, name) = pieces.pieces[first + 1];
                pieces.next += 3;
                let pattern = self.pattern_id(name);
                let init = self.open_expr(pieces).map(|init| self.push(init));
                let range = pieces.range_from(first);
                let mark = self.mark::<Declarator>();
                self.gather(Declarator {
                    range: pieces.range_from(first + 1),
                    pattern,
                    ty: None,
                    init,
                });
                let kind = StmtKind::Var {
                    kind: VarKind::Const,
                    declarators: self.finish(mark),
                };
                Some(Part::Stmt(self.push(Stmt { range, kind })))
            }
            (kind, _, _) if is_stmt(kind) => {
                let (_, stmt) = pieces.take()?;
                Some(Part::Stmt(self.stmt_id(stmt)))
            }
            (kind @ (Kind::Pair | Kind::MethodDefinition), _, _) => {
                let (_, prop) = pieces.take()?;
                self.prop(kind, prop).map(|prop| Part::Prop(self.push(prop)))
            }
            _ => match self.open_expr(pieces) {
                Some(expr) => Some(Part::Expr(self.push(expr))),
                None => {
                    let (_, other) = pieces.take()?;
                    self.deeper(|cx| cx.gather_parts(other));
                    None
                }
            },
        }
    }

    fn open_expr(&mut self, pieces: &mut Pieces<'_>) -> Option<Expr> {
        self.deeper(|cx| cx.open_expr_here(pieces)).flatten()
    }

    fn open_expr_here(&mut self, pieces: &mut Pieces<'_>) -> Option<Expr> {
        let first = pieces.next;
        let kind = match (pieces.peek(0)?, pieces.peek(1)) {
            (Kind::Await, _) => {
                pieces.next += 1;
                let Some(value) = self.open_expr(pieces) else {
                    pieces.next = first;
                    return None;
                };
                ExprKind::Await(self.push(value))
            }
            (Kind::Async, Some(Kind::FormalParameters | Kind::Identifier))
            | (Kind::FormalParameters | Kind::Identifier, Some(Kind::Arrow | Kind::TypeAnnotation)) => {
                self.open_arrow(pieces)?
            }
            (Kind::OpenBrace, _) => {
                pieces.next += 1;
                ExprKind::Object(self.open_object(pieces))
            }
            (Kind::PropertyIdentifier, Some(Kind::OpenParen)) => {
                pieces.next += 1;
                ExprKind::Ident
            }
            (kind, _) if is_expr(kind) => {
                let (_, node) = pieces.take()?;
                self.expr_of(kind, node).kind
            }
            _ => return None,
        };
        let mut expr = Expr {
            range: pieces.range_from(first),
            kind,
        };
        loop {
            let kind = match (pieces.peek(0), pieces.peek(1)) {
                (Some(Kind::OpenParen), _) => {
                    pieces.next += 1;
                    let (callee, args) = (self.push(expr), self.open_args(pieces));
                    ExprKind::Call(Call {
                        callee,
                        type_args: List::default(),
                        args,
                        optional: false,
                    })
                }
                (Some(Kind::Dot), Some(Kind::PropertyIdentifier)) => {
                    let (_, property) = pieces.pieces[pieces.next + 1];
                    pieces.next += 2;
                    let (object, property) = (self.push(expr), self.range(property));
                    ExprKind::Member(Member {
                        object,
                        property,
                        optional: false,
                    })
                }
                _ => return Some(expr),
            };
            expr = Expr {
                range: pieces.range_from(first),
                kind,
            };
        }
    }

    fn open_args(&mut self, pieces: &mut Pieces<'_>) -> List<Expr> {
        let mark = self.mark::<Expr>();
        while pieces.peek(0).is_some_and(|kind| !is_stmt(kind)) && !pieces.take_if(Kind::CloseParen) {
            match self.open_expr(pieces) {
                Some(arg) => self.gather(arg),
                None => pieces.next += 1,
            }
        }
        self.finish(mark)
    }

    fn open_object(&mut self, pieces: &mut Pieces<'_>) -> List<Prop> {
        let mark = self.mark::<Prop>();
        while let Some(kind) = pieces.peek(0)
            && !is_stmt(kind)
            && !pieces.take_if(Kind::CloseBrace)
        {
            let first = pieces.next;
            if let Some(kind) = self.open_prop(pieces) {
                let prop = Prop {
                    range: pieces.range_from(first),
                    kind,
                };
                self.gather(prop);
            } else if pieces.next == first {
                pieces.next += 1;
            }
        }
        self.finish(mark)
    }

    fn open_prop(&mut self, pieces: &mut Pieces<'_>) -> Option<PropKind> {
        let (kind, node) = pieces.pieces.get(pieces.next).copied()?;
        match (kind, pieces.peek(1)) {
            (Kind::Pair | Kind::MethodDefinition | Kind::SpreadElement | Kind::ShorthandPropertyIdentifier, _) => {
                pieces.next += 1;
                self.prop(kind, node).map(|prop| prop.kind)
            }
            (Kind::PropertyIdentifier | Kind::Identifier | Kind::String, Some(Kind::Colon)) => {
                let key_kind = if kind == Kind::String {
                    PropKeyKind::String
                } else {
                    PropKeyKind::Ident
                };
                let key = PropKey {
                    range: self.range(node),
                    kind: key_kind,
                };
                pieces.next += 2;
                let value = match self.open_expr(pieces) {
                    Some(value) => self.push(value),
                    None => self.missing_expr(usize::from(pieces.range_from(pieces.next - 1).end())),
                };
                Some(PropKind::Pair { key, value })
            }
            _ => {
                let value = self.open_expr(pieces)?;
                let mark = self.mark::<Part>();
                let part = Part::Expr(self.push(value));
                self.gather(part);
                Some(PropKind::Unknown(self.finish(mark)))
            }
        }
    }

    fn open_arrow(&mut self, pieces: &mut Pieces<'_>) -> Option<ExprKind> {
        let first = pieces.next;
        let is_async = pieces.take_if(Kind::Async);
        let (kind, params) = pieces.take()?;
        let return_type = (pieces.peek(0) == Some(Kind::TypeAnnotation))
            .then(|| pieces.take())
            .flatten();
        if !pieces.take_if(Kind::Arrow) {
            pieces.next = first;
            return None;
        }
        let params = match kind {
            Kind::FormalParameters => self.list(params, Cx::param),
            _ => self.only_param(params),
        };
        let return_type = return_type.map(|(_, ty)| self.annotation(ty));
        let body = match pieces.peek(0) {
            Some(Kind::OpenBrace) => Body::Block(self.open_block(pieces)),
            _ => self
                .open_expr(pieces)
                .map_or(Body::None, |value| Body::Expr(self.push(value))),
        };
        let function = Function {
            range: pieces.range_from(first),
            kind: FunctionKind::Arrow,
            name: None,
            is_async,
            is_generator: false,
            type_params: None,
            params,
            return_type,
            body,
        };
        Some(ExprKind::Function(self.push(function)))
    }

    fn open_block(&mut self, pieces: &mut Pieces<'_>) -> StmtId {
        let first = pieces.next;
        pieces.next += 1;
        let mark = self.mark::<Stmt>();
        while pieces.peek(0).is_some() && !pieces.take_if(Kind::CloseBrace) {
            let start = pieces.next;
            let kind = match self.open_part(pieces) {
                Some(Part::Stmt(stmt)) => self.ast[stmt].kind,
                Some(Part::Expr(value)) => StmtKind::Expr(value),
                Some(Part::Prop(_)) | None => continue,
            };
            let range = pieces.range_from(start);
            self.gather(Stmt { range, kind });
        }
        let body = self.finish(mark);
        self.push(Stmt {
            range: pieces.range_from(first),
            kind: StmtKind::Block(body),
        })
    }

    /// The parameter of `name => …`.
    pub(super) fn only_param(&mut self, name: Node<'_>) -> List<Param> {
        let range = self.range(name);
        let pattern = self.push(Pattern {
            range,
            kind: PatternKind::Ident,
        });
        let mark = self.mark::<Param>();
        self.gather(Param {
            range,
            decorators: List::default(),
            pattern,
            optional: false,
            ty: None,
            default: None,
        });
        self.finish(mark)
    }
}
