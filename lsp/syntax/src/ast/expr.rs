//! Expressions.

use text_size::TextRange;

use super::{ClassId, FunctionId, Id, List, PatternId, Prop, PropId, StmtId, Type, TypeId};

/// The handle of an expression.
pub type ExprId = Id<Expr>;

/// An expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expr {
    /// From its first to its last character.
    pub range: TextRange,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExprKind {
    /// `name`; its text is the expression's own range. `undefined` is one too.
    Ident,
    /// `'text'`; the range includes the quotes, `SourceFile::string_value` reads it.
    String,
    /// `` `text ${value}` ``.
    Template(List<TemplatePart>),
    /// `1`, `0x1f`, `1n`.
    Number,
    /// `true`, `false`.
    Boolean(bool),
    /// `null`.
    Null,
    /// `/pattern/flags`.
    Regex,
    /// `this`.
    This,
    /// `super`.
    Super,
    /// `{ key: value }`.
    Object(List<Prop>),
    /// `[a, b]`. A hole (`[a, , b]`) leaves no trace.
    Array(List<Expr>),
    /// A function expression or an arrow function; see `Function::kind`.
    Function(FunctionId),
    /// `class {}`.
    Class(ClassId),
    /// `callee(args)`.
    Call(Call),
    /// `new Callee(args)`.
    New(New),
    /// `object.property`.
    Member(Member),
    /// `object[index]`.
    Index(Index),
    /// `!x`, `-x`, `void x`, …
    Unary(Unary),
    /// `x++`, `--x`.
    Update(Update),
    /// `a + b`, `a === b`, `a in b`, …
    Binary(Binary),
    /// `a && b`, `a || b`, `a ?? b`.
    Logical(Logical),
    /// `target = value`, `target += value`.
    Assign(Assign),
    /// `test ? consequent : alternate`.
    Conditional(Conditional),
    /// `await x`.
    Await(ExprId),
    /// `yield x`, `yield* x`.
    Yield {
        /// What is yielded.
        value: Option<ExprId>,
        /// Whether it is `yield*`.
        delegate: bool,
    },
    /// `...x`, as an argument or an array element.
    Spread(ExprId),
    /// `(x)`.
    Paren(ExprId),
    /// `x as Type`.
    As(ExprId, TypeId),
    /// `x satisfies Type`.
    Satisfies(ExprId, TypeId),
    /// `x as const`.
    AsConst(ExprId),
    /// `<Type>x`.
    AngleCast(ExprId, TypeId),
    /// `x!`.
    NonNull(ExprId),
    /// `callee<Type>`, not called.
    Instantiation(ExprId, List<Type>),
    /// `a, b`.
    Sequence(List<Expr>),
    /// `import(source)`, with its arguments.
    DynamicImport(List<Expr>),
    /// `import.meta`, `new.target`.
    MetaProperty,
    /// `` tag`text` ``.
    TaggedTemplate(TaggedTemplate),
    /// What the parser could not read. Nothing is to be concluded from it, but its parts are sound.
    Unknown(List<Part>),
}

/// A part of a template literal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TemplatePart {
    /// The raw text, or `${value}` with its braces.
    pub range: TextRange,
    /// The value, when this is a substitution; text otherwise.
    pub value: Option<ExprId>,
}

/// `callee<TypeArgs>(args)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Call {
    /// What is called.
    pub callee: ExprId,
    /// The type arguments.
    pub type_args: List<Type>,
    /// The arguments; a spread is `ExprKind::Spread`.
    pub args: List<Expr>,
    /// Whether it is `callee?.(args)`.
    pub optional: bool,
}

/// `new Callee<TypeArgs>(args)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct New {
    /// What is constructed.
    pub callee: ExprId,
    /// The type arguments.
    pub type_args: List<Type>,
    /// The arguments; empty as well when there are no parentheses.
    pub args: List<Expr>,
}

/// `object.property`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// What stands before the dot.
    pub object: ExprId,
    /// The name after the dot, with its `#` if it is private.
    pub property: TextRange,
    /// Whether it is `object?.property`.
    pub optional: bool,
}

/// `object[index]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// What stands before the bracket.
    pub object: ExprId,
    /// What stands between the brackets.
    pub index: ExprId,
    /// Whether it is `object?.[index]`.
    pub optional: bool,
}

/// `op operand`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unary {
    /// The operator.
    pub op: UnaryOp,
    /// What it works on.
    pub operand: ExprId,
}

/// A prefix operator that changes nothing, `delete` apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOp {
    /// `!`
    Not,
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `~`
    BitNot,
    /// `typeof`
    Typeof,
    /// `void`
    Void,
    /// `delete`
    Delete,
}

/// `operand++` and its kin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Update {
    /// Up or down.
    pub op: UpdateOp,
    /// Whether the operator stands before the operand.
    pub prefix: bool,
    /// What is changed.
    pub operand: ExprId,
}

/// `++` or `--`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateOp {
    /// `++`
    Increment,
    /// `--`
    Decrement,
}

/// `left op right`, both of which are always evaluated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binary {
    /// The operator.
    pub op: BinaryOp,
    /// The left operand.
    pub left: ExprId,
    /// The right operand.
    pub right: ExprId,
}

/// A binary operator that does not short-circuit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Rem,
    /// `**`
    Exp,
    /// `==`
    Eq,
    /// `!=`
    NotEq,
    /// `===`
    StrictEq,
    /// `!==`
    StrictNotEq,
    /// `<`
    Less,
    /// `<=`
    LessEq,
    /// `>`
    Greater,
    /// `>=`
    GreaterEq,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `>>>`
    ShiftRightUnsigned,
    /// `in`
    In,
    /// `instanceof`
    Instanceof,
}

/// `left op right`, whose right side may not be evaluated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logical {
    /// The operator.
    pub op: LogicalOp,
    /// The left operand.
    pub left: ExprId,
    /// The right operand.
    pub right: ExprId,
}

/// An operator that short-circuits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogicalOp {
    /// `&&`
    And,
    /// `||`
    Or,
    /// `??`
    Nullish,
}

/// `target op value`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assign {
    /// Which assignment.
    pub op: AssignOp,
    /// What is assigned to: a name, a member (`PatternKind::Expr`), or a destructuring pattern.
    pub target: PatternId,
    /// What is assigned.
    pub value: ExprId,
}

/// Which assignment operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssignOp {
    /// `=`
    Assign,
    /// `+=`, `<<=` and the like.
    Binary(BinaryOp),
    /// `&&=`, `||=`, `??=`.
    Logical(LogicalOp),
}

/// `test ? consequent : alternate`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conditional {
    /// The condition.
    pub test: ExprId,
    /// The value if it holds.
    pub consequent: ExprId,
    /// The value if not.
    pub alternate: ExprId,
}

/// `` tag`text` ``.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TaggedTemplate {
    /// What is called.
    pub tag: ExprId,
    /// The type arguments.
    pub type_args: List<Type>,
    /// The template, an `ExprKind::Template`.
    pub template: ExprId,
}

/// A sound piece inside of something that the parser could not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// An expression.
    Expr(ExprId),
    /// A statement.
    Stmt(StmtId),
    /// A property of an object literal whose braces are not in order.
    Prop(PropId),
}
