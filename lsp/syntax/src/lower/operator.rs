//! Expressions with an operator.

use grammars::Kind;
use tree_sitter::Node;

use super::Cx;
use crate::ast::{Assign, AssignOp, Binary, BinaryOp, ExprKind, Logical, LogicalOp, Unary, UnaryOp, Update, UpdateOp};

impl Cx<'_> {
    pub(super) fn unary(&mut self, node: Node<'_>) -> ExprKind {
        let op = match self.operator(node) {
            Kind::Not => UnaryOp::Not,
            Kind::Minus => UnaryOp::Minus,
            Kind::Plus => UnaryOp::Plus,
            Kind::BitNot => UnaryOp::BitNot,
            Kind::Typeof => UnaryOp::Typeof,
            Kind::Void => UnaryOp::Void,
            Kind::Delete => UnaryOp::Delete,
            _ => return ExprKind::Unknown(self.parts(node)),
        };
        ExprKind::Unary(Unary {
            op,
            operand: self.expr_inner(node),
        })
    }

    pub(super) fn update(&mut self, node: Node<'_>) -> ExprKind {
        let operator = self.field(node, self.fields.operator);
        let op = match operator.map(|token| self.kind(token)) {
            Some(Kind::PlusPlus) => UpdateOp::Increment,
            _ => UpdateOp::Decrement,
        };
        let prefix = operator.is_some_and(|token| token.start_byte() == node.start_byte());
        ExprKind::Update(Update {
            op,
            prefix,
            operand: self.expr_inner(node),
        })
    }

    pub(super) fn binary(&mut self, node: Node<'_>) -> ExprKind {
        let op = self.operator(node);
        let left = self.expr_field(node, self.fields.left);
        let right = self.expr_field(node, self.fields.right);
        match (binary_op(op), logical_op(op)) {
            (Some(op), _) => ExprKind::Binary(Binary { op, left, right }),
            (None, Some(op)) => ExprKind::Logical(Logical { op, left, right }),
            (None, None) => ExprKind::Unknown(self.parts(node)),
        }
    }

    pub(super) fn augmented_assignment(&mut self, node: Node<'_>) -> ExprKind {
        let Some(op) = assign_op(self.operator(node)) else {
            return ExprKind::Unknown(self.parts(node));
        };
        ExprKind::Assign(Assign {
            op,
            target: self.pattern_field(node, self.fields.left),
            value: self.expr_field(node, self.fields.right),
        })
    }

    fn operator(&self, node: Node<'_>) -> Kind {
        self.field(node, self.fields.operator)
            .map_or(Kind::Other, |token| self.kind(token))
    }
}

fn binary_op(token: Kind) -> Option<BinaryOp> {
    Some(match token {
        Kind::Plus => BinaryOp::Add,
        Kind::Minus => BinaryOp::Sub,
        Kind::Star => BinaryOp::Mul,
        Kind::Slash => BinaryOp::Div,
        Kind::Percent => BinaryOp::Rem,
        Kind::StarStar => BinaryOp::Exp,
        Kind::EqEq => BinaryOp::Eq,
        Kind::NotEq => BinaryOp::NotEq,
        Kind::EqEqEq => BinaryOp::StrictEq,
        Kind::NotEqEq => BinaryOp::StrictNotEq,
        Kind::Less => BinaryOp::Less,
        Kind::LessEq => BinaryOp::LessEq,
        Kind::Greater => BinaryOp::Greater,
        Kind::GreaterEq => BinaryOp::GreaterEq,
        Kind::BitAnd => BinaryOp::BitAnd,
        Kind::BitOr => BinaryOp::BitOr,
        Kind::BitXor => BinaryOp::BitXor,
        Kind::ShiftLeft => BinaryOp::ShiftLeft,
        Kind::ShiftRight => BinaryOp::ShiftRight,
        Kind::ShiftRightUnsigned => BinaryOp::ShiftRightUnsigned,
        Kind::In => BinaryOp::In,
        Kind::Instanceof => BinaryOp::Instanceof,
        _ => return None,
    })
}

fn logical_op(token: Kind) -> Option<LogicalOp> {
    match token {
        Kind::And => Some(LogicalOp::And),
        Kind::Or => Some(LogicalOp::Or),
        Kind::Nullish => Some(LogicalOp::Nullish),
        _ => None,
    }
}

fn assign_op(token: Kind) -> Option<AssignOp> {
    Some(match token {
        Kind::AndAssign => AssignOp::Logical(LogicalOp::And),
        Kind::OrAssign => AssignOp::Logical(LogicalOp::Or),
        Kind::NullishAssign => AssignOp::Logical(LogicalOp::Nullish),
        Kind::PlusAssign => AssignOp::Binary(BinaryOp::Add),
        Kind::MinusAssign => AssignOp::Binary(BinaryOp::Sub),
        Kind::StarAssign => AssignOp::Binary(BinaryOp::Mul),
        Kind::SlashAssign => AssignOp::Binary(BinaryOp::Div),
        Kind::PercentAssign => AssignOp::Binary(BinaryOp::Rem),
        Kind::StarStarAssign => AssignOp::Binary(BinaryOp::Exp),
        Kind::BitAndAssign => AssignOp::Binary(BinaryOp::BitAnd),
        Kind::BitOrAssign => AssignOp::Binary(BinaryOp::BitOr),
        Kind::BitXorAssign => AssignOp::Binary(BinaryOp::BitXor),
        Kind::ShiftLeftAssign => AssignOp::Binary(BinaryOp::ShiftLeft),
        Kind::ShiftRightAssign => AssignOp::Binary(BinaryOp::ShiftRight),
        Kind::ShiftRightUnsignedAssign => AssignOp::Binary(BinaryOp::ShiftRightUnsigned),
        _ => return None,
    })
}
