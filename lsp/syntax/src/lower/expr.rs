//! Expressions.

use grammars::Kind;
use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::Cx;
use crate::ast::{
    Assign, AssignOp, Call, Conditional, Expr, ExprId, ExprKind, Index, List, Member, New, TaggedTemplate,
    TemplatePart, Type,
};

impl Cx<'_> {
    /// The expression in a field; unknown if there is none.
    pub(super) fn expr_field(&mut self, node: Node<'_>, field: u16) -> ExprId {
        let expr = self.field(node, field);
        self.expr_or_unknown(expr, node)
    }

    /// The expression that is the only named child.
    pub(super) fn expr_inner(&mut self, node: Node<'_>) -> ExprId {
        let expr = self.inner(node);
        self.expr_or_unknown(expr, node)
    }

    pub(super) fn expr_id(&mut self, node: Node<'_>) -> ExprId {
        let expr = self.expr(node);
        self.push(expr)
    }

    /// An element of a list of expressions.
    pub(super) fn expr_in_list(&mut self, kind: Kind, node: Node<'_>) -> Option<Expr> {
        Some(self.expr_of(kind, node))
    }

    pub(super) fn expr(&mut self, node: Node<'_>) -> Expr {
        self.expr_of(self.kind(node), node)
    }

    pub(super) fn expr_of(&mut self, kind: Kind, node: Node<'_>) -> Expr {
        let kind = match self.leaf(kind, node) {
            Some(kind) => kind,
            None => self
                .deeper(|cx| cx.branch(kind, node))
                .unwrap_or(ExprKind::Unknown(List::default())),
        };
        Expr {
            range: self.range(node),
            kind,
        }
    }

    fn expr_or_unknown(&mut self, expr: Option<Node<'_>>, parent: Node<'_>) -> ExprId {
        match expr {
            Some(expr) => self.expr_id(expr),
            None => self.missing_expr(parent.end_byte()),
        }
    }

    pub(super) fn missing_expr(&mut self, at: usize) -> ExprId {
        let range = TextRange::empty(TextSize::new(at as u32));
        self.push(Expr {
            range,
            kind: ExprKind::Unknown(List::default()),
        })
    }

    fn leaf(&self, kind: Kind, node: Node<'_>) -> Option<ExprKind> {
        Some(match kind {
            // An identifier that the parser made up stands where an expression is missing.
            Kind::Identifier if self.is_made_up(node) => ExprKind::Unknown(List::default()),
            Kind::Identifier | Kind::Undefined | Kind::PrivatePropertyIdentifier => ExprKind::Ident,
            Kind::ShorthandPropertyIdentifier => ExprKind::Ident,
            Kind::String => ExprKind::String,
            Kind::Number => ExprKind::Number,
            Kind::True => ExprKind::Boolean(true),
            Kind::False => ExprKind::Boolean(false),
            Kind::Null => ExprKind::Null,
            Kind::Regex => ExprKind::Regex,
            Kind::This => ExprKind::This,
            Kind::Super => ExprKind::Super,
            Kind::MetaProperty => ExprKind::MetaProperty,
            _ => return None,
        })
    }

    fn branch(&mut self, kind: Kind, node: Node<'_>) -> ExprKind {
        let fields = self.fields;
        match kind {
            Kind::MemberExpression => self.member(node),
            Kind::CallExpression => self.call(node),
            Kind::Object => ExprKind::Object(self.list(node, Cx::prop)),
            Kind::Array => ExprKind::Array(self.list(node, Cx::expr_in_list)),
            Kind::AwaitExpression => ExprKind::Await(self.expr_inner(node)),
            Kind::ArrowFunction | Kind::FunctionExpression | Kind::GeneratorFunction => {
                ExprKind::Function(self.function(kind, node))
            }
            Kind::TemplateString => ExprKind::Template(self.template(node)),
            Kind::BinaryExpression => self.binary(node),
            Kind::ParenthesizedExpression => ExprKind::Paren(self.expr_inner(node)),
            Kind::AsExpression | Kind::SatisfiesExpression => self.cast(kind, node),
            Kind::SubscriptExpression => self.subscript(node),
            Kind::AssignmentExpression => ExprKind::Assign(Assign {
                op: AssignOp::Assign,
                target: self.pattern_field(node, fields.left),
                value: self.expr_field(node, fields.right),
            }),
            Kind::AugmentedAssignmentExpression => self.augmented_assignment(node),
            Kind::TernaryExpression => ExprKind::Conditional(Conditional {
                test: self.expr_field(node, fields.condition),
                consequent: self.expr_field(node, fields.consequence),
                alternate: self.expr_field(node, fields.alternative),
            }),
            Kind::NewExpression => ExprKind::New(New {
                callee: self.expr_field(node, fields.constructor),
                type_args: self.type_args(node),
                args: self.args(node),
            }),
            Kind::UnaryExpression => self.unary(node),
            Kind::UpdateExpression => self.update(node),
            Kind::SpreadElement => ExprKind::Spread(self.expr_inner(node)),
            Kind::NonNullExpression => {
                let value = self.inner(node);
                self.postfix(value, node, |_, value| ExprKind::NonNull(value))
            }
            Kind::SequenceExpression => ExprKind::Sequence(self.list(node, Cx::expr_in_list)),
            Kind::YieldExpression => ExprKind::Yield {
                value: self.inner(node).map(|value| self.expr_id(value)),
                delegate: self.tokens(node).any(|(kind, _)| kind == Kind::Star),
            },
            Kind::Class => ExprKind::Class(self.class(node)),
            Kind::TypeAssertion => self.angle_cast(node),
            Kind::InstantiationExpression => {
                let value = self.inner(node);
                self.postfix(value, node, |cx, value| {
                    ExprKind::Instantiation(value, cx.type_args(node))
                })
            }
            _ => ExprKind::Unknown(self.parts(node)),
        }
    }

    fn member(&mut self, node: Node<'_>) -> ExprKind {
        let object = self.field(node, self.fields.object);
        self.postfix(object, node, |cx, object| {
            let end = cx.range(node).end();
            let property = cx
                .field(node, cx.fields.property)
                .map_or(TextRange::empty(end), |it| cx.range(it));
            // With a single character in between it can only be a dot.
            let dot = property.start().checked_sub(cx.ast[object].range.end()) == Some(TextSize::new(1));
            let optional = !dot && cx.field(node, cx.fields.optional_chain).is_some();
            ExprKind::Member(Member {
                object,
                property,
                optional,
            })
        })
    }

    fn subscript(&mut self, node: Node<'_>) -> ExprKind {
        let object = self.field(node, self.fields.object);
        self.postfix(object, node, |cx, object| {
            let index = cx.expr_field(node, cx.fields.index);
            let optional = cx.field(node, cx.fields.optional_chain).is_some();
            ExprKind::Index(Index {
                object,
                index,
                optional,
            })
        })
    }

    fn call(&mut self, node: Node<'_>) -> ExprKind {
        let callee = self.field(node, self.fields.function);
        if callee.is_some_and(|callee| self.kind(callee) == Kind::ImportKeyword) {
            return ExprKind::DynamicImport(self.args(node));
        }
        let Some(args) = self.field(node, self.fields.arguments) else {
            return ExprKind::Unknown(self.parts(node));
        };
        // Where the arguments follow at once, there is neither `<T>` nor `?.`.
        let is_plain = callee.is_some_and(|callee| callee.end_byte() == args.start_byte());
        if !is_plain && self.are_comparisons(node) {
            return ExprKind::Unknown(self.parts(node));
        }
        self.postfix(callee, node, |cx, callee| {
            let type_args = if is_plain { List::default() } else { cx.type_args(node) };
            if cx.kind(args) == Kind::TemplateString {
                return ExprKind::TaggedTemplate(TaggedTemplate {
                    tag: callee,
                    type_args,
                    template: cx.expr_id(args),
                });
            }
            let optional = !is_plain && cx.tokens(node).any(|(kind, _)| kind == Kind::QuestionDot);
            ExprKind::Call(Call {
                callee,
                type_args,
                args: cx.list(args, Cx::expr_in_list),
                optional,
            })
        })
    }

    /// The grammar reads `a < b || c > (d)` as a call of `a` with the type arguments `<b | | c>`.
    fn are_comparisons(&self, call: Node<'_>) -> bool {
        let type_args = self.field(call, self.fields.type_arguments);
        let text = type_args
            .and_then(|args| self.text.get(args.byte_range()))
            .unwrap_or_default();
        text.contains("||") || text.contains("&&")
    }

    /// A call, an access and the like: what `build` makes of the expression `head` before it.
    ///
    /// With type arguments the grammar binds an operator before them tighter than the call: it reads `await f<T>(x)` as
    /// `(await f)<T>(x)`, and `a + f<T>(x)` as `(a + f)<T>(x)`. No operator can stand there without parentheses, so one
    /// that does is put around the result again.
    fn postfix(
        &mut self,
        head: Option<Node<'_>>,
        node: Node<'_>,
        build: impl FnOnce(&mut Self, ExprId) -> ExprKind,
    ) -> ExprKind {
        let end = self.range(node).end();
        let Some(head) = head.map(|head| self.expr(head)) else {
            let head = self.missing_expr(node.start_byte());
            return build(self, head);
        };
        let Some(mut operand) = last_operand(head.kind) else {
            let head = self.push(head);
            return build(self, head);
        };
        while let Some(next) = last_operand(self.ast[operand].kind) {
            self.stretch(operand, end);
            operand = next;
        }
        let inner = self.ast[operand];
        let applied = self.push(inner);
        let kind = build(self, applied);
        self.ast.exprs[operand.index()] = Expr {
            range: TextRange::new(inner.range.start(), end),
            kind,
        };
        head.kind
    }

    fn stretch(&mut self, id: ExprId, end: TextSize) {
        let range = &mut self.ast.exprs[id.index()].range;
        *range = TextRange::new(range.start(), end);
    }

    fn args(&mut self, node: Node<'_>) -> List<Expr> {
        match self.field(node, self.fields.arguments) {
            Some(args) => self.list(args, Cx::expr_in_list),
            None => List::default(),
        }
    }

    fn type_args(&mut self, node: Node<'_>) -> List<Type> {
        match self.field(node, self.fields.type_arguments) {
            Some(args) => self.list(args, Cx::ty_in_list),
            None => List::default(),
        }
    }

    fn cast(&mut self, kind: Kind, node: Node<'_>) -> ExprKind {
        let mut children = self.children(node).map(|(_, child)| child);
        let (value, ty) = (children.next(), children.next());
        let value = self.expr_or_unknown(value, node);
        match ty {
            Some(ty) if kind == Kind::AsExpression => ExprKind::As(value, self.ty_id(ty)),
            Some(ty) => ExprKind::Satisfies(value, self.ty_id(ty)),
            // `const` is a token, so that there is no second child.
            None => ExprKind::AsConst(value),
        }
    }

    fn angle_cast(&mut self, node: Node<'_>) -> ExprKind {
        let mut children = self.children(node).map(|(_, child)| child);
        let (ty, value) = (children.next().and_then(|args| self.inner(args)), children.next());
        let value = self.expr_or_unknown(value, node);
        match ty {
            Some(ty) => ExprKind::AngleCast(value, self.ty_id(ty)),
            None => ExprKind::Paren(value),
        }
    }

    fn template(&mut self, node: Node<'_>) -> List<TemplatePart> {
        let mark = self.mark::<TemplatePart>();
        // Text comes in pieces, one for each escape sequence; it is put together again.
        let mut text: Option<TextRange> = None;
        for (kind, child) in self.children(node) {
            let range = self.range(child);
            if matches!(kind, Kind::StringFragment | Kind::EscapeSequence) {
                text = Some(text.map_or(range, |text| text.cover(range)));
                continue;
            }
            if let Some(range) = text.take() {
                self.gather(TemplatePart { range, value: None });
            }
            let value = match kind {
                Kind::TemplateSubstitution => self.expr_inner(child),
                _ => self.expr_id(child),
            };
            self.gather(TemplatePart {
                range,
                value: Some(value),
            });
        }
        if let Some(range) = text {
            self.gather(TemplatePart { range, value: None });
        }
        self.finish(mark)
    }
}

/// What an operator that stands before its operand, or between two, works on last.
fn last_operand(kind: ExprKind) -> Option<ExprId> {
    match kind {
        ExprKind::Await(operand) => Some(operand),
        ExprKind::Unary(it) => Some(it.operand),
        ExprKind::Binary(it) => Some(it.right),
        ExprKind::Logical(it) => Some(it.right),
        _ => None,
    }
}
