//! Object literals and keys.

use grammars::Kind;
use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::Cx;
use crate::ast::{Expr, ExprKind, List, Member, Prop, PropKey, PropKeyKind, PropKind};

impl Cx<'_> {
    /// An entry of an object literal.
    pub(super) fn prop(&mut self, kind: Kind, node: Node<'_>) -> Option<Prop> {
        let range = self.range(node);
        let kind = match kind {
            Kind::Pair => return Some(self.pair(node)),
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

    fn pair(&mut self, node: Node<'_>) -> Prop {
        let mut range = self.range(node);
        let mut key = self.key_field(node, self.fields.key);
        if let Some((value, next_key)) = self.swallowed_key(node) {
            let value = self.push(value);
            let end = self.ast[value].range.end();
            self.gather(Prop {
                range: TextRange::new(range.start(), end),
                kind: PropKind::Pair { key, value },
            });
            range = TextRange::new(next_key.start(), range.end());
            key = PropKey {
                range: next_key,
                kind: PropKeyKind::Ident,
            };
        }
        Prop {
            range,
            kind: PropKind::Pair {
                key,
                value: self.expr_field(node, self.fields.value),
            },
        }
    }

    /// A value that is missing or half-typed takes the key on the next line for its own: `output: z.⏎exec: …`. Gives
    /// what there is of the value, and the key.
    fn swallowed_key(&mut self, pair: Node<'_>) -> Option<(Expr, TextRange)> {
        let (_, error) = self
            .tokens(pair)
            .nth(2)
            .filter(|(kind, _)| self.has_errors && *kind == Kind::Error)?;
        let mut swallowed = self.tokens(error);
        let (Some((kind, node)), Some((Kind::Colon, _)), None) = (swallowed.next(), swallowed.next(), swallowed.next())
        else {
            return None;
        };
        let (object, name) = match kind {
            Kind::Identifier => (None, node),
            Kind::MemberExpression => (
                self.field(node, self.fields.object),
                self.field(node, self.fields.property)?,
            ),
            _ => return None,
        };
        let before = TextRange::new(self.key_end(pair), self.range(name).start());
        if !self.text[before].contains(['\n', '\r']) {
            return None;
        }
        let Some(object) = object else {
            let kind = ExprKind::Unknown(List::default());
            return Some((
                Expr {
                    range: TextRange::empty(before.start()),
                    kind,
                },
                self.range(name),
            ));
        };
        let object = self.expr_id(object);
        let dot = before.start() + TextSize::of(self.text[before].trim_end());
        let kind = ExprKind::Member(Member {
            object,
            property: TextRange::empty(dot),
            optional: false,
        });
        Some((
            Expr {
                range: TextRange::new(self.ast[object].range.start(), dot),
                kind,
            },
            self.range(name),
        ))
    }

    /// Where the colon after a key ends.
    fn key_end(&self, pair: Node<'_>) -> TextSize {
        self.tokens(pair)
            .nth(1)
            .map_or(self.range(pair).start(), |(_, colon)| self.range(colon).end())
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
