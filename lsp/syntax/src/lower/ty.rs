//! Types: hardly more than their ranges.

use grammars::Kind;
use tree_sitter::Node;

use super::Cx;
use crate::ast::{List, Type, TypeId, TypeKind};

impl Cx<'_> {
    /// The type of an annotation, without its colon.
    pub(super) fn annotation(&mut self, node: Node<'_>) -> TypeId {
        self.ty_id(self.inner(node).unwrap_or(node))
    }

    pub(super) fn ty_id(&mut self, node: Node<'_>) -> TypeId {
        let ty = self.ty(self.kind(node), node);
        self.push(ty)
    }

    pub(super) fn ty_in_list(&mut self, kind: Kind, node: Node<'_>) -> Option<Type> {
        Some(self.ty(kind, node))
    }

    fn ty(&mut self, kind: Kind, node: Node<'_>) -> Type {
        Type {
            range: self.range(node),
            kind: self.deeper(|cx| cx.ty_kind(kind, node)).unwrap_or(TypeKind::Other),
        }
    }

    fn ty_kind(&mut self, kind: Kind, node: Node<'_>) -> TypeKind {
        let fields = self.fields;
        match kind {
            Kind::TypeIdentifier | Kind::NestedTypeIdentifier => TypeKind::Reference {
                name: self.range(node),
                args: List::default(),
            },
            Kind::GenericType => {
                let name = self.field_range(node, fields.name).unwrap_or(self.range(node));
                let args = self
                    .field(node, fields.type_arguments)
                    .map(|args| self.list(args, Cx::ty_in_list));
                TypeKind::Reference {
                    name,
                    args: args.unwrap_or_default(),
                }
            }
            Kind::TypeQuery => match self.inner(node) {
                Some(operand) => TypeKind::Query {
                    operand: self.range(operand),
                },
                None => TypeKind::Other,
            },
            Kind::ArrayType => match self.inner(node) {
                Some(element) => TypeKind::Array(self.ty_id(element)),
                None => TypeKind::Other,
            },
            Kind::UnionType => TypeKind::Union(self.list(node, Cx::ty_in_list)),
            Kind::ParenthesizedType => match self.inner(node) {
                Some(inner) => self.ty(self.kind(inner), inner).kind,
                None => TypeKind::Other,
            },
            Kind::LiteralType => TypeKind::Literal,
            Kind::PredefinedType => TypeKind::Predefined,
            Kind::ObjectType => TypeKind::Object,
            _ => TypeKind::Other,
        }
    }
}
