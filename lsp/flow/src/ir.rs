//! A function as the analysis sees it: the statements that make SDK calls, move control or change a variable, and nothing
//! else. Owned and without a tree, so that it is kept for closed files too.
//!
//! Expressions are values of an arena, and have no effects: a call inside of an expression is a statement before it.

mod active;
mod held;
mod shared;

use project::Span;

use crate::value::Value;

/// The functions of one file that make SDK calls, and those that they call. A pure function of the text.
#[derive(Debug, Clone, PartialEq, Hash, Default)]
pub struct Program {
    pub(crate) functions: Vec<Function>,
    /// What runs when the sync runs.
    pub(crate) exec: Option<FnId>,
    /// The functions that other files can call, by the name that they see.
    pub(crate) exports: Vec<(Box<str>, FnId)>,
    pub(crate) exprs: Vec<Expr>,
    /// The arguments that are texts, in the order of the expressions: they may name a model.
    pub(crate) texts: Vec<(E, Name)>,
    pub(crate) names: Vec<Box<str>>,
    /// The variables of the top level, which are the first ones, and what they hold when a run begins: a module is evaluated anew for each.
    pub(crate) module: Vec<(Var, E)>,
    /// The functions that variables hold, by variable: what is called through one of them may be any of those.
    pub(crate) held: Vec<(Var, FnId)>,
    /// How many variables there are.
    pub(crate) vars: u32,
    pub(crate) traits: Traits,
}

/// Which calls there are, wherever they stand: most functions need no closer look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Traits {
    pub(crate) ends: bool,
    pub(crate) gets: bool,
    pub(crate) saves: bool,
    pub(crate) clears: bool,
    /// Functions of other files, with the SDK object.
    pub(crate) calls_others: bool,
    /// Whether something asks for the time.
    pub(crate) times: bool,
}

impl Traits {
    /// Whether anything can go wrong on the ways through the function.
    pub(crate) fn is_worth_a_look(self) -> bool {
        let keeps_time = self.saves && self.times;
        self.ends || self.clears || self.saves && !self.gets || self.calls_others || keeps_time
    }

    /// What these files have together.
    pub(crate) fn with(self, other: Traits) -> Traits {
        Traits {
            ends: self.ends || other.ends,
            gets: self.gets || other.gets,
            saves: self.saves || other.saves,
            clears: self.clears || other.clears,
            calls_others: self.calls_others || other.calls_others,
            times: self.times || other.times,
        }
    }

    pub(crate) fn add(&mut self, kind: OpKind) {
        match kind {
            OpKind::End(_) | OpKind::Purge(_) => self.ends = true,
            OpKind::GetCheckpoint => self.gets = true,
            OpKind::SaveCheckpoint => self.saves = true,
            OpKind::ClearCheckpoint => self.clears = true,
            OpKind::Fetch | OpKind::Save(_) | OpKind::Start(_) | OpKind::Other => {}
        }
    }
}

/// In a path: a property whose name is computed.
pub(crate) const COMPUTED: &str = "*";
/// A model whose name the text does not say: it may be one of several, so nothing is said of it.
pub(crate) const ANY_MODEL: &str = "?";
/// In a path: an element that is added at an end of a list.
pub(crate) const ADDED: &str = "+";

/// A handle of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct E(pub(crate) u32);

/// A variable: one binding of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Var(pub(crate) u32);

/// A function of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FnId(pub(crate) u32);

/// A property, a label, a model: a name of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Name(pub(crate) u32);

/// Statements, one after the other.
pub(crate) type Block = Vec<Stmt>;

/// A function. A call gives it a copy of its variables.
#[derive(Debug, Clone, PartialEq, Hash, Default)]
pub(crate) struct Function {
    pub(crate) params: Vec<Var>,
    /// The first of its variables, and the one after the last.
    pub(crate) vars: (u32, u32),
    pub(crate) body: Block,
    /// Those of its variables into which it puts something, and what they are all the time: an object of the caller.
    pub(crate) shared: Vec<(Var, Handed)>,
    /// Whether a call of it makes SDK calls, or changes variables of others.
    pub(crate) is_active: bool,
    /// Whether a call of it does nothing yet.
    pub(crate) is_generator: bool,
}

/// What a call hands to a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Handed {
    /// The argument at this place.
    Argument(usize),
    /// A property of it: `({ nango, stats }) => …`.
    Property(usize, Name),
}

/// A statement, and where it stands.
#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) struct Stmt {
    pub(crate) span: Span,
    pub(crate) kind: StmtKind,
}

#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) enum StmtKind {
    /// `var = value`.
    Assign(Var, E),
    /// `var.path = value`.
    Put(Var, Vec<Name>, E),
    /// A call on the SDK object.
    Op(Op),
    /// A call of a function of the program, or of another file.
    Call {
        callee: Callee,
        args: Vec<E>,
        result: Var,
    },
    If {
        test: E,
        then: Block,
        otherwise: Block,
    },
    Loop(Loop),
    /// `for await (target of generator(args)) body`.
    Generated(Box<Generated>),
    /// `yield value`.
    Yield(E),
    /// `for await (target of paginate(config)) body`.
    Pages(Box<Pages>),
    /// A function that is called for each element of a list, or once.
    Each {
        callback: FnId,
        is_loop: bool,
        /// What it returned last, where the call depends on it.
        result: Option<Var>,
    },
    Try(Box<Try>),
    Switch {
        value: E,
        cases: Vec<(Option<E>, Block)>,
    },
    Labeled(Name, Block),
    Return(Option<E>),
    Throw,
    Break(Option<Name>),
    Continue(Option<Name>),
    /// What comes depends on what failed: whether there is a checkpoint by then is not known.
    Doubt,
    /// Something that may do anything: nothing is said of the function.
    Unknown,
}

/// `for`, `while`, `do`, `for of`, `for in`.
#[derive(Debug, Clone, PartialEq, Hash, Default)]
pub(crate) struct Loop {
    /// Computes the condition.
    pub(crate) before: Block,
    /// What decides of another round; none if it is a list that nothing is known of.
    pub(crate) test: Option<E>,
    /// Of a list, how many elements it has, if that is asked elsewhere or known.
    pub(crate) amount: Option<E>,
    /// Whether the first round needs no test.
    pub(crate) is_do: bool,
    pub(crate) body: Block,
    /// What is done after each round.
    pub(crate) update: Block,
}

/// A loop over the pages of a request.
#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) struct Pages {
    pub(crate) request: Op,
    pub(crate) style: PageStyle,
    /// In offset mode: the parameter of the request.
    pub(crate) offset: Option<(Var, E)>,
    /// Whether a short page ends it, without a call of `on_page`.
    pub(crate) has_limit: bool,
    pub(crate) target: Var,
    pub(crate) body: Block,
    /// What is called after each page.
    pub(crate) on_page: Option<FnId>,
    /// `nextPageParam`.
    pub(crate) next: Var,
    /// `{ nextPageParam }`.
    pub(crate) argument: E,
}

/// A loop over what a generator of the program yields, or one of another file.
#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) struct Generated {
    pub(crate) callee: Callee,
    pub(crate) args: Vec<E>,
    pub(crate) target: Var,
    pub(crate) body: Block,
}

/// How a pagination goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PageStyle {
    Cursor,
    Link,
    Offset,
    /// It comes from the provider's template, or from somewhere else.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) struct Try {
    pub(crate) block: Block,
    pub(crate) catch: Option<Catch>,
    pub(crate) finally: Option<Block>,
}

#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) struct Catch {
    pub(crate) span: Span,
    pub(crate) body: Block,
    pub(crate) care: Care,
}

/// What a catch clause cares for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Care {
    /// Nothing: the failure is forgotten.
    Nothing,
    /// It saves something in the place of what failed, or writes it down for later.
    Keeps,
    /// It looks at the error: some mean that there is nothing.
    Judges,
}

/// A call on the SDK object.
#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) struct Op {
    pub(crate) kind: OpKind,
    /// The place of the method's name.
    pub(crate) span: Span,
    /// What it is handed.
    pub(crate) input: Option<E>,
    /// Of [`ANY_MODEL`], what names the model.
    pub(crate) model: Option<E>,
    pub(crate) result: Option<Var>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum OpKind {
    /// A request to the provider.
    Fetch,
    /// `batchSave`, `batchUpdate` and `batchDelete` of a model.
    Save(Name),
    /// `trackDeletesStart`.
    Start(Name),
    /// `trackDeletesEnd`.
    End(Name),
    /// `deleteRecordsFromPreviousExecutions`, and `batchDelete` of what is stored and was not come upon: the end of a window that is
    /// as long as the run.
    Purge(Name),
    GetCheckpoint,
    SaveCheckpoint,
    ClearCheckpoint,
    /// Anything else: it may fail.
    Other,
}

#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) enum Callee {
    Local(FnId),
    /// The module, and the name there.
    Imported(Box<str>, Box<str>),
    /// A function that was handed over.
    Value(E),
}

#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) enum Expr {
    Known(Value),
    Var(Var),
    Member(E, Name),
    /// Properties, the last of a name counts; and what is spread before them.
    Object(Vec<(Name, E)>, Vec<E>),
    /// The elements of a list, and what is spread between them.
    List(Vec<E>),
    Cond(E, E, E),
    And(E, E),
    Or(E, E),
    Nullish(E, E),
    Not(E),
    /// `a === b`, `a == b`; whether it is the loose one.
    Equals(E, E, bool),
    /// `a < b`.
    Less(E, E),
    Plus(E, E),
    /// `typeof a === name`.
    HasType(E, Name),
    /// `Boolean(a)`.
    Truth(E),
    /// `Number(a)`.
    ToNumber(E),
    /// How many elements a list has.
    Length(E),
    /// An element of a list: the list first, and what says which.
    Element(There, Vec<E>),
    /// Where an element stands in a list: `list.indexOf(a)`, `list.findIndex((it) => it.id === a)`.
    Place(Vec<E>),
    /// Something that is computed from these, and counts as true.
    Computed(Vec<E>),
    /// What `schema.safeParse(a)` returns.
    SafeParse(E),
    /// The SDK object.
    Sdk,
    Function(FnId),
    /// What is computed from these in a way that nothing is known of.
    Opaque(Vec<E>),
}

/// Whether an element that is asked for is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum There {
    /// If the list is not empty.
    IfAny,
    Surely,
    /// The next one (`list[i + 1]`) may well not be there.
    Perhaps,
}

impl Program {
    /// Whether other files can call something of it.
    pub(crate) fn has_exports(&self) -> bool {
        !self.exports.is_empty()
    }

    pub(crate) fn function(&self, id: FnId) -> &Function {
        &self.functions[id.0 as usize]
    }

    pub(crate) fn expr(&self, id: E) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    pub(crate) fn is_active(&self, id: FnId) -> bool {
        self.function(id).is_active
    }

    /// The text that an argument is.
    pub(crate) fn text(&self, argument: E) -> Option<&str> {
        let at = self.texts.binary_search_by_key(&argument, |(text, _)| *text).ok()?;
        Some(&self.names[self.texts[at].1.0 as usize])
    }

    /// Whether an argument is the SDK object, or an object that holds it.
    pub(crate) fn holds_sdk(&self, value: E) -> bool {
        match self.expr(value) {
            Expr::Sdk => true,
            Expr::Object(own, spread) => {
                own.iter().any(|(_, value)| self.holds_sdk(*value)) || spread.iter().any(|it| self.holds_sdk(*it))
            }
            Expr::List(items) => items.iter().any(|item| self.holds_sdk(*item)),
            _ => false,
        }
    }
}

impl Expr {
    /// Whether it is written down, and nothing is in it: `[]`, `{}`, `null`, `0`.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Expr::Known(_) => true,
            Expr::Object(own, spread) => own.is_empty() && spread.is_empty(),
            Expr::List(items) => items.is_empty(),
            _ => false,
        }
    }
}

impl Catch {
    /// Whether it may do anything else with a failure than to throw it on.
    pub(crate) fn recovers(&self) -> bool {
        let does = |stmt: &Stmt| {
            let kind = &stmt.kind;
            matches!(
                kind,
                StmtKind::Assign(..) | StmtKind::Put(..) | StmtKind::Op(_) | StmtKind::Call { .. }
            )
        };
        match self.body.split_last() {
            Some((last, before)) => last.kind != StmtKind::Throw || !before.iter().all(does),
            None => true,
        }
    }
}

impl Care {
    pub(crate) fn keeps(self) -> bool {
        self != Care::Nothing
    }

    pub(crate) fn judges(self) -> bool {
        self == Care::Judges
    }
}
