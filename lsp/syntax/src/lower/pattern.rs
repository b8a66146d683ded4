//! Patterns.

use grammars::Kind;
use text_size::{TextRange, TextSize};
use tree_sitter::Node;

use super::Cx;
use crate::ast::{List, Pattern, PatternId, PatternKind, PatternProp, PatternPropKind, PropKey, PropKeyKind};

impl Cx<'_> {
    /// The pattern in a field; unknown if there is none.
    pub(super) fn pattern_field(&mut self, node: Node<'_>, field: u16) -> PatternId {
        match self.field(node, field) {
            Some(pattern) => self.pattern_id(pattern),
            None => {
                let range = TextRange::empty(TextSize::new(node.end_byte() as u32));
                self.push(Pattern {
                    range,
                    kind: PatternKind::Unknown(List::default()),
                })
            }
        }
    }

    pub(super) fn pattern_id(&mut self, node: Node<'_>) -> PatternId {
        let pattern = self.pattern(self.kind(node), node);
        self.push(pattern)
    }

    fn pattern_in_list(&mut self, kind: Kind, node: Node<'_>) -> Option<Pattern> {
        Some(self.pattern(kind, node))
    }

    fn pattern(&mut self, kind: Kind, node: Node<'_>) -> Pattern {
        let range = self.range(node);
        let kind = self
            .deeper(|cx| cx.pattern_kind(kind, node))
            .unwrap_or(PatternKind::Unknown(List::default()));
        Pattern { range, kind }
    }

    fn pattern_kind(&mut self, kind: Kind, node: Node<'_>) -> PatternKind {
        let fields = self.fields;
        match kind {
            Kind::Identifier if self.is_made_up(node) => PatternKind::Unknown(List::default()),
            Kind::Identifier | Kind::ShorthandPropertyIdentifierPattern | Kind::Undefined | Kind::This => {
                PatternKind::Ident
            }
            Kind::ObjectPattern => PatternKind::Object(self.list(node, Cx::pattern_prop)),
            Kind::ArrayPattern => PatternKind::Array(self.list(node, Cx::pattern_in_list)),
            Kind::RestPattern => match self.inner(node) {
                Some(inner) => PatternKind::Rest(self.pattern_id(inner)),
                None => PatternKind::Unknown(List::default()),
            },
            Kind::AssignmentPattern | Kind::ObjectAssignmentPattern => PatternKind::Default {
                pattern: self.pattern_field(node, fields.left),
                value: self.expr_field(node, fields.right),
            },
            Kind::MemberExpression
            | Kind::SubscriptExpression
            | Kind::NonNullExpression
            | Kind::ParenthesizedExpression => PatternKind::Expr(self.expr_id(node)),
            _ => PatternKind::Unknown(self.parts(node)),
        }
    }

    fn pattern_prop(&mut self, kind: Kind, node: Node<'_>) -> Option<PatternProp> {
        let kind = match kind {
            Kind::PairPattern => {
                let key = self.key_field(node, self.fields.key);
                PatternPropKind::Pair {
                    key,
                    pattern: self.pattern_field(node, self.fields.value),
                }
            }
            Kind::ShorthandPropertyIdentifierPattern => self.shorthand(node, node),
            Kind::ObjectAssignmentPattern => match self.field(node, self.fields.left) {
                Some(name) => self.shorthand(name, node),
                None => PatternPropKind::Unknown(self.parts(node)),
            },
            Kind::RestPattern => PatternPropKind::Rest(self.pattern_id(node)),
            _ => PatternPropKind::Unknown(self.parts(node)),
        };
        Some(PatternProp {
            range: self.range(node),
            kind,
        })
    }

    /// `{ name }` and `{ name = value }`.
    fn shorthand(&mut self, name: Node<'_>, pattern: Node<'_>) -> PatternPropKind {
        let key = PropKey {
            range: self.range(name),
            kind: PropKeyKind::Ident,
        };
        PatternPropKind::Pair {
            key,
            pattern: self.pattern_id(pattern),
        }
    }
}
