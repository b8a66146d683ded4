//! Object literals and keys.

use grammars::Kind;
use text_size::TextRange;
use tree_sitter::Node;

use super::Cx;
use crate::ast::{Expr, ExprKind, Prop, PropKey, PropKeyKind, PropKind};

impl Cx<'_> {
    /// An entry of an object literal.
    pub(super) fn prop(&mut self, kind: Kind, node: Node<'_>) -> Option<Prop> {
        let range = self.range(node);
        let kind = match kind {
            Kind::Pair => {
                let key = self.key_field(node, self.fields.key);
                PropKind::Pair {
                    key,
                    value: self.expr_field(node, self.fields.value),
                }
            }
            Kind::ShorthandPropertyIdentifier => PropKind::Shorthand(self.push(Expr {
                range,
                kind: ExprKind::Ident,
            })),
            Kind::SpreadElement => PropKind::Spread(self.expr_inner(node)),
            Kind::MethodDefinition => {
                let key = self.key_field(node, self.fields.name);
                let (kind, function) = self.method(node);
                PropKind::Method { key, kind, function }
            }
            _ => PropKind::Unknown(self.parts(node)),
        };
        Some(Prop { range, kind })
    }

    /// A key; an empty identifier if it is missing.
    pub(super) fn key_field(&mut self, node: Node<'_>, field: u16) -> PropKey {
        let Some(key) = self.field(node, field) else {
            return PropKey {
                range: TextRange::empty(self.range(node).start()),
                kind: PropKeyKind::Ident,
            };
        };
        let kind = match self.kind(key) {
            Kind::String => PropKeyKind::String,
            Kind::Number => PropKeyKind::Number,
            Kind::PrivatePropertyIdentifier => PropKeyKind::Private,
            Kind::ComputedPropertyName => PropKeyKind::Computed(self.expr_inner(key)),
            _ => PropKeyKind::Ident,
        };
        PropKey {
            range: self.range(key),
            kind,
        }
    }
}
