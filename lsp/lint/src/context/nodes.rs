//! What a rule on nodes is handed: the text and tree of one file, and nothing of the project.

use project::FunctionKind;
use syntax::ast::{Ast, ExprId, ExprKind, Node};
use syntax::{SourceFile, TextEdit, TextRange};

use crate::findings::{Found, LocalFix, Offer};
use crate::rule::{Applicability, Rule};

/// A node of one file, wherever that lies.
pub struct SyntaxContext<'a> {
    /// The file, text and tree.
    pub source: &'a SourceFile,
    rule: &'static Rule,
    found: &'a mut Vec<Found>,
    offers: &'a mut Vec<Offer>,
}

impl<'a> SyntaxContext<'a> {
    pub(crate) fn new(
        source: &'a SourceFile,
        rule: &'static Rule,
        (found, offers): (&'a mut Vec<Found>, &'a mut Vec<Offer>),
    ) -> SyntaxContext<'a> {
        SyntaxContext {
            source,
            rule,
            found,
            offers,
        }
    }

    /// The tree.
    pub fn ast(&self) -> &'a Ast {
        self.source.ast()
    }

    /// The object literal that a node hands to a create function, if the node is such a call.
    pub fn definition(&self, node: Node) -> Option<ExprId> {
        let (ast, Node::Expr(expr)) = (self.ast(), node) else {
            return None;
        };
        let ExprKind::Call(call) = ast[expr].kind else {
            return None;
        };
        FunctionKind::of_create_name(self.source.ident_name(call.callee)?)?;
        let argument = ast.skip_casts(call.args.first()?);
        matches!(ast[argument].kind, ExprKind::Object(_)).then_some(argument)
    }

    /// The object literal that a node hands to `createSync`, if the node is such a call.
    pub fn sync_definition(&self, node: Node) -> Option<ExprId> {
        let definition = self.definition(node)?;
        let Node::Expr(expr) = node else { return None };
        let ExprKind::Call(call) = self.ast()[expr].kind else {
            return None;
        };
        let kind = FunctionKind::of_create_name(self.source.ident_name(call.callee)?);
        (kind == Some(FunctionKind::Sync)).then_some(definition)
    }

    /// Whether a node stands in the definition of a function of this kind.
    pub fn is_in_definition_of(&self, node: Node, kind: FunctionKind) -> bool {
        let ast = self.ast();
        ast.path_to(node).into_iter().any(|outer| match outer {
            Node::Expr(id) => match ast[id].kind {
                ExprKind::Call(call) => {
                    self.source
                        .ident_name(call.callee)
                        .and_then(FunctionKind::of_create_name)
                        == Some(kind)
                }
                _ => false,
            },
            _ => false,
        })
    }

    /// The range of a node.
    pub fn range(&self, node: impl Into<Node>) -> TextRange {
        self.ast().range(node)
    }

    /// Keeps a fix for what the rule may find at `at` when the ways through the function are known
    /// ([`FileContext::report_fault`]).
    pub(crate) fn offer(
        &mut self,
        at: TextRange,
        title: impl Into<String>,
        applicability: Applicability,
        edits: Vec<TextEdit>,
    ) {
        let title = title.into();
        self.offers.push(Offer {
            rule: self.rule,
            at,
            fix: LocalFix {
                title,
                applicability,
                edits,
            },
        });
    }

    /// Reports something about the file.
    pub(crate) fn report(&mut self, range: TextRange, message: impl Into<String>) -> &mut Found {
        self.found.push(Found {
            rule: self.rule,
            range,
            message: message.into(),
            related: Vec::new(),
            at_most: None,
            reporters: None,
            of_provider: None,
            tag: None,
            fixes: Vec::new(),
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}
