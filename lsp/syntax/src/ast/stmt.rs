//! Statements and declarations.

use text_size::TextRange;

use super::{ClassId, ExportId, ExprId, FunctionId, Id, ImportId, List, Part, PatternId, TypeId};

/// The handle of a statement.
pub type StmtId = Id<Stmt>;

/// A statement or a declaration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stmt {
    /// From its first to its last character, with the semicolon if there is one.
    pub range: TextRange,
    /// What it is.
    pub kind: StmtKind,
}

/// What a statement is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StmtKind {
    /// `expression;`
    Expr(ExprId),
    /// `const name = value;`
    Var {
        /// `var`, `let`, `const` or `using`.
        kind: VarKind,
        /// What is declared.
        declarators: List<Declarator>,
    },
    /// `function name() {}`, or its overload without a body.
    Function(FunctionId),
    /// `class Name {}`
    Class(ClassId),
    /// `if (test) consequent else alternate`
    If(If),
    /// `for (init; test; update) body`
    For(For),
    /// `for (target in object) body`
    ForIn(ForIn),
    /// `for (target of iterable) body`
    ForOf(ForOf),
    /// `while (test) body`
    While {
        /// The condition.
        test: ExprId,
        /// What is repeated.
        body: StmtId,
    },
    /// `do body while (test)`
    DoWhile {
        /// What is repeated.
        body: StmtId,
        /// The condition.
        test: ExprId,
    },
    /// `return value;`
    Return(Option<ExprId>),
    /// `throw value;`
    Throw(Option<ExprId>),
    /// `try {} catch {} finally {}`
    Try(Try),
    /// `switch (discriminant) { cases }`
    Switch {
        /// What is compared.
        discriminant: ExprId,
        /// `case` and `default` clauses.
        cases: List<Case>,
    },
    /// `break label;`
    Break(Option<TextRange>),
    /// `continue label;`
    Continue(Option<TextRange>),
    /// `label: body`
    Labeled {
        /// The label.
        label: TextRange,
        /// What it labels.
        body: StmtId,
    },
    /// `{ … }`
    Block(List<Stmt>),
    /// `import …`
    Import(ImportId),
    /// `export …`
    Export(ExportId),
    /// `declare …`: nothing in it exists when the program runs. `declare global {}` holds a block.
    Declare(StmtId),
    /// `type Name = Type`
    TypeAlias {
        /// The name.
        name: TextRange,
        /// What it stands for.
        ty: TypeId,
    },
    /// `interface Name {}`
    Interface {
        /// The name.
        name: TextRange,
    },
    /// `enum Name {}`; its members are not kept.
    Enum {
        /// The name.
        name: TextRange,
    },
    /// `namespace Name {}`, `module 'name' {}`
    Namespace {
        /// The name; a string with its quotes.
        name: TextRange,
        /// Its block.
        body: Option<StmtId>,
    },
    /// `debugger;`
    Debugger,
    /// `;`
    Empty,
    /// What the parser could not read. Nothing is to be concluded from it, but its parts are sound.
    Unknown(List<Part>),
}

/// The word that begins a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VarKind {
    /// `var`
    Var,
    /// `let`
    Let,
    /// `const`
    Const,
    /// `using`
    Using,
}

/// The handle of a declarator.
pub type DeclaratorId = Id<Declarator>;

/// `pattern: Type = init`, one of a declaration's list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Declarator {
    /// From its first to its last character.
    pub range: TextRange,
    /// What is bound.
    pub pattern: PatternId,
    /// The type after the colon.
    pub ty: Option<TypeId>,
    /// The value after the equals sign.
    pub init: Option<ExprId>,
}

/// `if (test) consequent else alternate`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct If {
    /// The condition, without the parentheses.
    pub test: ExprId,
    /// What is done if it holds.
    pub consequent: StmtId,
    /// What is done if not.
    pub alternate: Option<StmtId>,
}

/// `for (init; test; update) body`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct For {
    /// A `StmtKind::Var` or `StmtKind::Expr`.
    pub init: Option<StmtId>,
    /// The condition.
    pub test: Option<ExprId>,
    /// What is done after each round.
    pub update: Option<ExprId>,
    /// What is repeated.
    pub body: StmtId,
}

/// `for (target in object) body`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForIn {
    /// `var`, `let`, `const`; none when it assigns to something that exists.
    pub declared: Option<VarKind>,
    /// What each key is bound to.
    pub target: PatternId,
    /// Whose keys.
    pub object: ExprId,
    /// What is repeated.
    pub body: StmtId,
}

/// `for (target of iterable) body`, `for await (target of iterable) body`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForOf {
    /// Whether it is `for await`.
    pub is_await: bool,
    /// `var`, `let`, `const`; none when it assigns to something that exists.
    pub declared: Option<VarKind>,
    /// What each element is bound to.
    pub target: PatternId,
    /// Whose elements.
    pub iterable: ExprId,
    /// What is repeated.
    pub body: StmtId,
}

/// `try block catch finally`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Try {
    /// What is tried.
    pub block: StmtId,
    /// `catch (param) {}`.
    pub catch: Option<CatchId>,
    /// The block after `finally`.
    pub finally: Option<StmtId>,
}

/// The handle of a catch clause.
pub type CatchId = Id<Catch>;

/// `catch (param) body`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Catch {
    /// From `catch` to the end of its block.
    pub range: TextRange,
    /// What the error is bound to.
    pub param: Option<PatternId>,
    /// What is done.
    pub body: StmtId,
}

/// The handle of a clause of a `switch`.
pub type CaseId = Id<Case>;

/// `case test: body` or `default: body`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// From its first to its last character.
    pub range: TextRange,
    /// The value; none for `default`.
    pub test: Option<ExprId>,
    /// The statements.
    pub body: List<Stmt>,
}
