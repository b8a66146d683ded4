//! Statements and declarations.

use grammars::Kind;
use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::Cx;
use crate::ast::{
    Case, Catch, CatchId, Declarator, ExprId, For, ForIn, ForOf, If, List, Stmt, StmtId, StmtKind, Try, VarKind,
};

impl Cx<'_> {
    /// The statement in a field; unknown if there is none.
    pub(super) fn stmt_field(&mut self, node: Node<'_>, field: u16) -> StmtId {
        match self.field(node, field) {
            Some(stmt) => self.stmt_id(stmt),
            None => {
                let range = TextRange::empty(TextSize::new(node.end_byte() as u32));
                self.push(Stmt {
                    range,
                    kind: StmtKind::Unknown(List::default()),
                })
            }
        }
    }

    pub(super) fn stmt_id(&mut self, node: Node<'_>) -> StmtId {
        let stmt = self.stmt(self.kind(node), node);
        self.push(stmt)
    }

    /// A statement of a block or of the file.
    pub(super) fn stmt_in_list(&mut self, kind: Kind, node: Node<'_>) -> Option<Stmt> {
        (kind != Kind::HashBangLine).then(|| self.stmt(kind, node))
    }

    pub(super) fn stmt(&mut self, kind: Kind, node: Node<'_>) -> Stmt {
        let kind = self
            .deeper(|cx| cx.stmt_kind(kind, node))
            .unwrap_or(StmtKind::Unknown(List::default()));
        Stmt {
            range: self.range(node),
            kind,
        }
    }

    fn stmt_kind(&mut self, kind: Kind, node: Node<'_>) -> StmtKind {
        let fields = self.fields;
        match kind {
            Kind::ExpressionStatement => self.expression_statement(node),
            Kind::LexicalDeclaration | Kind::VariableDeclaration => StmtKind::Var {
                kind: self.var_kind(node).unwrap_or(VarKind::Var),
                declarators: self.list(node, Cx::declarator),
            },
            Kind::StatementBlock => StmtKind::Block(self.list(node, Cx::stmt_in_list)),
            Kind::IfStatement => StmtKind::If(If {
                test: self.condition(node, fields.condition),
                consequent: self.stmt_field(node, fields.consequence),
                alternate: self
                    .field(node, fields.alternative)
                    .and_then(|it| self.inner(it))
                    .map(|it| self.stmt_id(it)),
            }),
            Kind::ReturnStatement => StmtKind::Return(self.inner(node).map(|value| self.expr_id(value))),
            Kind::ThrowStatement => StmtKind::Throw(self.inner(node).map(|value| self.expr_id(value))),
            Kind::ImportStatement | Kind::ImportAlias => StmtKind::Import(self.import(kind, node)),
            Kind::ExportStatement => StmtKind::Export(self.export(node)),
            Kind::ForInStatement => self.for_each(node),
            Kind::ForStatement => self.for_loop(node),
            Kind::WhileStatement => StmtKind::While {
                test: self.condition(node, fields.condition),
                body: self.stmt_field(node, fields.body),
            },
            Kind::DoStatement => StmtKind::DoWhile {
                body: self.stmt_field(node, fields.body),
                test: self.condition(node, fields.condition),
            },
            Kind::TryStatement => StmtKind::Try(Try {
                block: self.stmt_field(node, fields.body),
                catch: self.field(node, fields.handler).map(|catch| self.catch(catch)),
                finally: self
                    .field(node, fields.finalizer)
                    .map(|finally| self.stmt_field(finally, fields.body)),
            }),
            Kind::SwitchStatement => StmtKind::Switch {
                discriminant: self.condition(node, fields.value),
                cases: match self.field(node, fields.body) {
                    Some(body) => self.list(body, Cx::case),
                    None => List::default(),
                },
            },
            Kind::BreakStatement => StmtKind::Break(self.field_range(node, fields.label)),
            Kind::ContinueStatement => StmtKind::Continue(self.field_range(node, fields.label)),
            Kind::LabeledStatement => StmtKind::Labeled {
                label: self.name(node, fields.label),
                body: self.stmt_field(node, fields.body),
            },
            Kind::FunctionDeclaration | Kind::GeneratorFunctionDeclaration | Kind::FunctionSignature => {
                StmtKind::Function(self.function(kind, node))
            }
            Kind::ClassDeclaration | Kind::AbstractClassDeclaration => StmtKind::Class(self.class(node)),
            Kind::TypeAliasDeclaration => match self.field(node, fields.value) {
                Some(ty) => StmtKind::TypeAlias {
                    name: self.name(node, fields.name),
                    ty: self.ty_id(ty),
                },
                None => StmtKind::Unknown(List::default()),
            },
            // One that is not closed yet takes the statements after it for its members.
            Kind::InterfaceDeclaration if self.has_errors && node.has_error() => StmtKind::Unknown(self.parts(node)),
            Kind::InterfaceDeclaration => StmtKind::Interface {
                name: self.name(node, fields.name),
            },
            Kind::EnumDeclaration => StmtKind::Enum {
                name: self.name(node, fields.name),
            },
            Kind::Module | Kind::InternalModule => self.namespace(node),
            Kind::AmbientDeclaration => match self.inner(node) {
                Some(inner) => StmtKind::Declare(self.stmt_id(inner)),
                None => StmtKind::Unknown(List::default()),
            },
            Kind::DebuggerStatement => StmtKind::Debugger,
            Kind::EmptyStatement => StmtKind::Empty,
            _ => StmtKind::Unknown(self.parts(node)),
        }
    }

    fn expression_statement(&mut self, node: Node<'_>) -> StmtKind {
        let Some(inner) = self.inner(node) else {
            return StmtKind::Unknown(List::default());
        };
        if let Some(using) = self.using(inner) {
            let mark = self.mark::<Declarator>();
            let declarator = self.declarator_of(using, self.fields.left, self.fields.right);
            self.gather(declarator);
            return StmtKind::Var {
                kind: VarKind::Using,
                declarators: self.finish(mark),
            };
        }
        match self.kind(inner) {
            Kind::InternalModule => self.namespace(inner),
            _ => StmtKind::Expr(self.expr_before_error(inner, inner)),
        }
    }

    /// The grammar reads `using name = value` as an assignment with a word before it, and `await using name = value` as
    /// the `await` of one.
    fn using<'t>(&self, expr: Node<'t>) -> Option<Node<'t>> {
        match self.kind(expr) {
            Kind::AssignmentExpression => Some(expr).filter(|it| self.starts_with(*it, Kind::Using)),
            Kind::AwaitExpression => {
                let awaited = self
                    .inner(expr)
                    .filter(|it| self.kind(*it) == Kind::AssignmentExpression)?;
                self.using(awaited)
            }
            _ => None,
        }
    }

    fn namespace(&mut self, node: Node<'_>) -> StmtKind {
        let body = self.field(node, self.fields.body).map(|body| self.stmt_id(body));
        StmtKind::Namespace {
            name: self.name(node, self.fields.name),
            body,
        }
    }

    fn declarator(&mut self, kind: Kind, node: Node<'_>) -> Option<Declarator> {
        (kind == Kind::VariableDeclarator).then(|| self.declarator_of(node, self.fields.name, self.fields.value))
    }

    fn declarator_of(&mut self, node: Node<'_>, name: u16, value: u16) -> Declarator {
        let pattern = self.pattern_field(node, name);
        let ty = self.field(node, self.fields.ty).map(|ty| self.annotation(ty));
        let init = self.field(node, value).map(|value| self.expr_before_error(value, node));
        // A value that an error is a part of reaches beyond the node.
        let range = init.map_or(self.range(node), |init| self.range(node).cover(self.ast[init].range));
        Declarator {
            range,
            pattern,
            ty,
            init,
        }
    }

    /// A declaration without `kind` is the old `var`.
    fn var_kind(&self, node: Node<'_>) -> Option<VarKind> {
        Some(match self.kind(self.field(node, self.fields.kind)?) {
            Kind::Const => VarKind::Const,
            Kind::Let => VarKind::Let,
            _ => VarKind::Var,
        })
    }

    /// What stands in the parentheses that belong to the statement.
    fn condition(&mut self, node: Node<'_>, field: u16) -> ExprId {
        match self.field(node, field) {
            Some(parens) if self.kind(parens) == Kind::ParenthesizedExpression => self.expr_inner(parens),
            _ => self.expr_field(node, field),
        }
    }

    fn for_loop(&mut self, node: Node<'_>) -> StmtKind {
        let fields = self.fields;
        let init = self
            .field(node, fields.initializer)
            .and_then(|init| match self.kind(init) {
                Kind::EmptyStatement => None,
                Kind::LexicalDeclaration | Kind::VariableDeclaration => Some(self.stmt_id(init)),
                _ => {
                    let (range, value) = (self.range(init), self.expr_id(init));
                    Some(self.push(Stmt {
                        range,
                        kind: StmtKind::Expr(value),
                    }))
                }
            });
        let test = self
            .field(node, fields.condition)
            .filter(|test| self.kind(*test) != Kind::EmptyStatement);
        let test = test.filter(|test| test.is_named()).map(|test| self.expr_id(test));
        let update = self.field(node, fields.increment).map(|update| self.expr_id(update));
        StmtKind::For(For {
            init,
            test,
            update,
            body: self.stmt_field(node, fields.body),
        })
    }

    fn for_each(&mut self, node: Node<'_>) -> StmtKind {
        let fields = self.fields;
        let declared = self.var_kind(node);
        let target = self.pattern_field(node, fields.left);
        let right = self.expr_field(node, fields.right);
        let body = self.stmt_field(node, fields.body);
        match self.field(node, fields.operator).map(|token| self.kind(token)) {
            Some(Kind::In) => StmtKind::ForIn(ForIn {
                declared,
                target,
                object: right,
                body,
            }),
            _ => {
                let is_await = self.tokens(node).take(2).any(|(kind, _)| kind == Kind::Await);
                StmtKind::ForOf(ForOf {
                    is_await,
                    declared,
                    target,
                    iterable: right,
                    body,
                })
            }
        }
    }

    fn catch(&mut self, node: Node<'_>) -> CatchId {
        let param = self
            .field(node, self.fields.parameter)
            .map(|param| self.pattern_id(param));
        let body = self.stmt_field(node, self.fields.body);
        self.push(Catch {
            range: self.range(node),
            param,
            body,
        })
    }

    fn case(&mut self, kind: Kind, node: Node<'_>) -> Option<Case> {
        let value = match kind {
            Kind::SwitchCase => self.field(node, self.fields.value),
            Kind::SwitchDefault => None,
            _ => return None,
        };
        let test = value.map(|value| self.expr_id(value));
        let mark = self.mark::<Stmt>();
        for (kind, child) in self.children(node).skip(usize::from(test.is_some())) {
            let stmt = self.stmt(kind, child);
            self.gather(stmt);
        }
        Some(Case {
            range: self.range(node),
            test,
            body: self.finish(mark),
        })
    }

    /// The range of a name; the empty one at the end if it is missing.
    fn name(&self, node: Node<'_>, field: u16) -> TextRange {
        self.field_range(node, field)
            .unwrap_or(TextRange::empty(self.range(node).end()))
    }
}
