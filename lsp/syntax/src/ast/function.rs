//! Functions of every shape, and their parameters.

use text_size::TextRange;

use super::{Expr, ExprId, Id, List, PatternId, StmtId, TypeId};

/// The handle of a function.
pub type FunctionId = Id<Function>;

/// A function: declared, an expression, an arrow or a method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Function {
    /// From its first to its last character; of a method with its key and modifiers.
    pub range: TextRange,
    /// How it is written.
    pub kind: FunctionKind,
    /// Its own name; a method's is the key of its property.
    pub name: Option<TextRange>,
    /// Whether it is `async`.
    pub is_async: bool,
    /// Whether it is `function*`.
    pub is_generator: bool,
    /// `<T, U>`, with the angle brackets.
    pub type_params: Option<TextRange>,
    /// The parameters.
    pub params: List<Param>,
    /// The type after the colon.
    pub return_type: Option<TypeId>,
    /// What it does.
    pub body: Body,
}

/// How a function is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    /// `function name() {}` as a statement, or its overload without a body.
    Declaration,
    /// `function () {}` as an expression.
    Expression,
    /// `() => {}`.
    Arrow,
    /// A method, getter, setter or constructor.
    Method,
}

/// The body of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// None: an overload, an abstract method, a `declare function`.
    None,
    /// `{ … }`, a `StmtKind::Block`.
    Block(StmtId),
    /// The expression after `=>`.
    Expr(ExprId),
}

/// The handle of a parameter.
pub type ParamId = Id<Param>;

/// A parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Param {
    /// With its type and its default.
    pub range: TextRange,
    /// `@decorator`s before it.
    pub decorators: List<Expr>,
    /// What it binds; `...rest` is a `PatternKind::Rest`.
    pub pattern: PatternId,
    /// Whether it is `name?`.
    pub optional: bool,
    /// The type after the colon.
    pub ty: Option<TypeId>,
    /// The value after the equals sign.
    pub default: Option<ExprId>,
}
