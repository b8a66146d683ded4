//! Functions, methods and classes.

use grammars::Kind;
use tree_sitter::Node;

use super::Cx;
use crate::ast::{
    Body, Class, ClassId, ClassMember, ClassMemberKind, Expr, Function, FunctionId, FunctionKind, List, MethodKind,
    Param, Type,
};

/// The words before the name of a function or a member of a class.
#[derive(Default)]
struct Modifiers {
    is_async: bool,
    is_generator: bool,
    is_static: bool,
    accessor: Option<MethodKind>,
}

impl Cx<'_> {
    /// A function that is declared, an expression or an arrow.
    pub(super) fn function(&mut self, kind: Kind, node: Node<'_>) -> FunctionId {
        let kind = match kind {
            Kind::ArrowFunction => FunctionKind::Arrow,
            Kind::FunctionExpression | Kind::GeneratorFunction => FunctionKind::Expression,
            _ => FunctionKind::Declaration,
        };
        let modifiers = self.modifiers(node);
        let function = Function {
            name: self.field_range(node, self.fields.name),
            ..self.function_parts(kind, &modifiers, node)
        };
        self.push(function)
    }

    /// A method, a getter or a setter, of an object or a class.
    pub(super) fn method(&mut self, node: Node<'_>) -> (MethodKind, FunctionId) {
        let modifiers = self.modifiers(node);
        let function = self.function_parts(FunctionKind::Method, &modifiers, node);
        (modifiers.accessor.unwrap_or(MethodKind::Method), self.push(function))
    }

    fn function_parts(&mut self, kind: FunctionKind, modifiers: &Modifiers, node: Node<'_>) -> Function {
        let fields = self.fields;
        let type_params = self.field_range(node, fields.type_parameters);
        let params = match self.field(node, fields.parameters) {
            Some(params) => self.list(params, Cx::param),
            None => self
                .field(node, fields.parameter)
                .map_or(List::default(), |name| self.only_param(name)),
        };
        let return_type = self.field(node, fields.return_type).map(|ty| self.annotation(ty));
        let body = match self.field(node, fields.body) {
            None => Body::None,
            Some(body) if self.kind(body) == Kind::StatementBlock => Body::Block(self.stmt_id(body)),
            Some(body) => Body::Expr(self.expr_id(body)),
        };
        Function {
            range: self.range(node),
            kind,
            name: None,
            is_async: modifiers.is_async,
            is_generator: modifiers.is_generator,
            type_params,
            params,
            return_type,
            body,
        }
    }

    fn modifiers(&self, node: Node<'_>) -> Modifiers {
        let mut modifiers = Modifiers::default();
        for (kind, child) in self.tokens(node) {
            match kind {
                Kind::Async => modifiers.is_async = true,
                Kind::Star => modifiers.is_generator = true,
                Kind::Static => modifiers.is_static = true,
                Kind::Get => modifiers.accessor = Some(MethodKind::Get),
                Kind::Set => modifiers.accessor = Some(MethodKind::Set),
                Kind::Decorator | Kind::AccessibilityModifier | Kind::OverrideModifier | Kind::Error => {}
                _ if child.is_named() || kind == Kind::Arrow => break,
                _ => {}
            }
        }
        modifiers
    }

    pub(super) fn param(&mut self, kind: Kind, node: Node<'_>) -> Option<Param> {
        let fields = self.fields;
        let pattern = match kind {
            Kind::RequiredParameter | Kind::OptionalParameter => {
                // In `({ a }, b` with something broken, the name may stand in a field of its own.
                let field = if self.field(node, fields.pattern).is_some() {
                    fields.pattern
                } else {
                    fields.name
                };
                self.pattern_field(node, field)
            }
            _ => self.pattern_id(node),
        };
        Some(Param {
            range: self.range(node),
            decorators: self.decorators(node),
            pattern,
            optional: kind == Kind::OptionalParameter,
            ty: self.field(node, fields.ty).map(|ty| self.annotation(ty)),
            default: self.field(node, fields.value).map(|value| self.expr_id(value)),
        })
    }

    pub(super) fn class(&mut self, node: Node<'_>) -> ClassId {
        let decorators = self.decorators(node);
        let (mut extends, mut implements) = (None, List::<Type>::default());
        if let Some((_, heritage)) = self.children(node).find(|(kind, _)| *kind == Kind::ClassHeritage) {
            for (kind, clause) in self.children(heritage) {
                match kind {
                    Kind::ExtendsClause => extends = Some(self.expr_field(clause, self.fields.value)),
                    Kind::ImplementsClause => implements = self.list(clause, Cx::ty_in_list),
                    _ => {}
                }
            }
        }
        let members = match self.field(node, self.fields.body) {
            Some(body) => self.list(body, Cx::class_member),
            None => List::default(),
        };
        let class = Class {
            range: self.range(node),
            name: self.field_range(node, self.fields.name),
            is_abstract: self.kind(node) == Kind::AbstractClassDeclaration,
            decorators,
            extends,
            implements,
            members,
        };
        self.push(class)
    }

    fn decorators(&mut self, node: Node<'_>) -> List<Expr> {
        let mark = self.mark::<Expr>();
        for (_, decorator) in self.children(node).take_while(|(kind, _)| *kind == Kind::Decorator) {
            if let Some(value) = self.inner(decorator) {
                let value = self.expr(value);
                self.gather(value);
            }
        }
        self.finish(mark)
    }

    fn class_member(&mut self, kind: Kind, node: Node<'_>) -> Option<ClassMember> {
        let fields = self.fields;
        let range = self.range(node);
        let is_static = self.modifiers(node).is_static;
        let kind = match kind {
            Kind::MethodDefinition | Kind::MethodSignature | Kind::AbstractMethodSignature => {
                let key = self.key_field(node, fields.name);
                let (kind, function) = self.method(node);
                ClassMemberKind::Method { key, kind, function }
            }
            Kind::PublicFieldDefinition => ClassMemberKind::Field {
                key: self.key_field(node, fields.name),
                ty: self.field(node, fields.ty).map(|ty| self.annotation(ty)),
                value: self.field(node, fields.value).map(|value| self.expr_id(value)),
            },
            Kind::ClassStaticBlock => ClassMemberKind::StaticBlock(self.stmt_field(node, fields.body)),
            Kind::IndexSignature => ClassMemberKind::Type,
            Kind::Decorator => ClassMemberKind::Decorator(self.expr_inner(node)),
            _ => ClassMemberKind::Unknown(self.parts(node)),
        };
        Some(ClassMember { range, is_static, kind })
    }
}
