//! Broken code: what is sound in it.

use grammars::Kind;
use tree_sitter::Node;

use super::Cx;
use crate::ast::{List, Part, Stmt, StmtKind};

impl Cx<'_> {
    /// The one statement of a file that could not be read at all.
    pub(super) fn unknown_file(&mut self, root: Node<'_>) -> List<Stmt> {
        let mark = self.mark::<Stmt>();
        let stmt = Stmt {
            range: self.range(root),
            kind: StmtKind::Unknown(self.parts(root)),
        };
        self.gather(stmt);
        self.finish(mark)
    }

    /// The sound pieces in a node of which nothing else is known.
    pub(super) fn parts(&mut self, node: Node<'_>) -> List<Part> {
        let mark = self.mark::<Part>();
        self.gather_parts(node);
        self.finish(mark)
    }

    pub(super) fn gather_parts(&mut self, node: Node<'_>) {
        if self.kind(node) == Kind::Error {
            return self.gather_open_parts(node);
        }
        for (kind, child) in self.children(node) {
            let part = match kind {
                _ if is_expr(kind) => Part::Expr(self.expr_id(child)),
                _ if is_stmt(kind) => Part::Stmt(self.stmt_id(child)),
                Kind::Pair | Kind::MethodDefinition => match self.prop(kind, child) {
                    Some(prop) => Part::Prop(self.push(prop)),
                    None => continue,
                },
                _ => {
                    self.deeper(|cx| cx.gather_parts(child));
                    continue;
                }
            };
            self.gather(part);
        }
    }
}

pub(super) fn is_expr(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Identifier
            | Kind::String
            | Kind::TemplateString
            | Kind::Number
            | Kind::Regex
            | Kind::This
            | Kind::Super
            | Kind::True
            | Kind::False
            | Kind::Null
            | Kind::Undefined
            | Kind::Object
            | Kind::Array
            | Kind::ArrowFunction
            | Kind::FunctionExpression
            | Kind::GeneratorFunction
            | Kind::Class
            | Kind::CallExpression
            | Kind::NewExpression
            | Kind::MemberExpression
            | Kind::SubscriptExpression
            | Kind::UnaryExpression
            | Kind::UpdateExpression
            | Kind::BinaryExpression
            | Kind::AssignmentExpression
            | Kind::AugmentedAssignmentExpression
            | Kind::TernaryExpression
            | Kind::AwaitExpression
            | Kind::YieldExpression
            | Kind::ParenthesizedExpression
            | Kind::AsExpression
            | Kind::SatisfiesExpression
            | Kind::TypeAssertion
            | Kind::NonNullExpression
            | Kind::InstantiationExpression
            | Kind::SequenceExpression
            | Kind::SpreadElement
            | Kind::MetaProperty
    )
}

pub(super) fn is_stmt(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ExpressionStatement
            | Kind::LexicalDeclaration
            | Kind::VariableDeclaration
            | Kind::IfStatement
            | Kind::ForStatement
            | Kind::ForInStatement
            | Kind::WhileStatement
            | Kind::DoStatement
            | Kind::ReturnStatement
            | Kind::ThrowStatement
            | Kind::TryStatement
            | Kind::SwitchStatement
            | Kind::BreakStatement
            | Kind::ContinueStatement
            | Kind::LabeledStatement
            | Kind::StatementBlock
            | Kind::ImportStatement
            | Kind::ImportAlias
            | Kind::ExportStatement
            | Kind::AmbientDeclaration
            | Kind::TypeAliasDeclaration
            | Kind::InterfaceDeclaration
            | Kind::EnumDeclaration
            | Kind::Module
            | Kind::InternalModule
            | Kind::FunctionDeclaration
            | Kind::GeneratorFunctionDeclaration
            | Kind::FunctionSignature
            | Kind::ClassDeclaration
            | Kind::AbstractClassDeclaration
    )
}
