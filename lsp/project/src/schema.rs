//! Zod schemas, resolved: what [`SchemaExpr`](crate::items::SchemaExpr)s come to when names are followed through the files of
//! a project.
//!
//! A [`Schema`] has the structure that zod gives it: `z.string().nullable().optional()` is a string in a `nullable` in an
//! `optional`. What cannot be known is [`SchemaKind::Unknown`], and nothing may be concluded from it.

mod class;
mod construct;
mod fit;
mod format;
mod inside;
mod json;
mod method;
mod names;
mod object;
mod query;
mod resolve;
#[cfg(test)]
mod tests;

use crate::items::{Property, ZodWord};
use crate::{FilePath, Span, Workspace};

pub use construct::is_string_format;
pub use fit::{Fit, Misfit, MisfitKind};
pub use format::format_example;
pub use json::{JsonValue, write_json_string};

use resolve::Resolver;

/// A zod schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// Where the expression stands that makes it: not the name that leads there.
    pub place: Place,
    /// Where the expression stands that it begins with: `z.uuid()` of `z.uuid().describe('…')`.
    pub origin: Place,
    /// What it is.
    pub kind: SchemaKind,
    /// What `.describe()` or `.meta()` says of it.
    pub description: Option<Box<str>>,
    /// The first of the examples that `.meta()` gives.
    pub example: Option<Box<JsonValue>>,
    /// The checks that were added to it, in order: `.min(1)`, `.int()`, `.email()`.
    pub checks: Vec<Check>,
    /// Whether a function checks it or changes it too: `.refine(…)`.
    pub is_refined: bool,
    /// Whether the type checker may see something else than is there, because of a cast or a type annotation.
    pub is_retyped: bool,
}

/// A place in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FilePath,
    /// The place in it.
    pub span: Span,
}

/// What a schema is.
#[derive(Debug, Clone, PartialEq)]
pub enum SchemaKind {
    /// It cannot be known from here.
    Unknown,
    /// A string; see [`Scalar`] for the classes there are.
    String(Scalar),
    /// A number.
    Number(Scalar),
    /// `true` or `false`.
    Boolean(Scalar),
    /// A `bigint`.
    BigInt(Scalar),
    /// A `Date`.
    Date(Scalar),
    /// `z.null()`.
    Null,
    /// `z.undefined()`.
    Undefined,
    /// `z.void()`.
    Void,
    /// `z.any()`.
    Any,
    /// `z.unknown()`: zod's own word, not ours.
    AnyUnknown,
    /// `z.literal(…)`: its values, if they can be read.
    Literal(Option<Vec<JsonValue>>),
    /// `z.enum(…)`: its values, if they can be read.
    Enum(Option<Vec<JsonValue>>),
    /// `z.object({…})` and what is made of it.
    Object(Shape, Keys),
    /// `z.array(element)`.
    Array(Box<Schema>),
    /// `z.set(element)`.
    Set(Box<Schema>),
    /// `z.tuple([a, b], rest)`.
    Tuple(Vec<Schema>, Option<Box<Schema>>),
    /// `z.record(key, value)`.
    Record(Box<Schema>, Box<Schema>),
    /// `z.map(key, value)`.
    Map(Box<Schema>, Box<Schema>),
    /// `z.union([a, b])`, `a.or(b)`.
    Union(Vec<Schema>),
    /// `z.discriminatedUnion(key, [a, b])`: the key, if it can be read.
    DiscriminatedUnion(Option<Box<str>>, Vec<Schema>),
    /// `z.intersection(a, b)`, `a.and(b)`.
    Intersection(Box<Schema>, Box<Schema>),
    /// A schema in a wrapper: `.optional()`.
    Wrapped(Wrapper, Box<Schema>),
    /// `a.pipe(b)`; `a.transform(…)` and `z.preprocess(…, b)`, where the other side is unknown.
    Pipe(Box<Schema>, Box<Schema>),
    /// Any other function of zod.
    Other(ZodWord),
}

/// Which of the classes for one type of JavaScript a schema has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// `z.string()`: `ZodString`.
    Plain,
    /// `z.coerce.string()`: `ZodCoercedString`.
    Coerced,
    /// `z.uuid()`, `z.int()`: `ZodUUID`, `ZodInt`.
    Format(ZodWord),
    /// `z.iso.datetime()`: `ZodISODateTime`.
    Iso(ZodWord),
}

/// What a wrapper adds.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrapper {
    /// `.optional()`
    Optional,
    /// `.exactOptional()`
    ExactOptional,
    /// `.nullable()`
    Nullable,
    /// `.nonoptional()`, and each field after `.required()`.
    Nonoptional,
    /// `.default(value)`: the value, if it can be read.
    Default(Option<JsonValue>),
    /// `.prefault(value)`
    Prefault(Option<JsonValue>),
    /// `.catch(value)`
    Catch(Option<JsonValue>),
    /// `.readonly()`
    Readonly,
    /// `z.lazy(() => …)`.
    Lazy,
    /// `z.promise(…)`
    Promise,
}

/// The fields of an object, or the models of a sync.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    /// In source order; of several with one name the last, at the place of the first.
    pub fields: Vec<Field>,
    /// Whether there may be others, or others in their place: behind a spread or a computed key that cannot be followed.
    pub is_open: bool,
}

/// One field of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its key, without quotes.
    pub name: Box<str>,
    /// The place of the key, with its quotes.
    pub key: Place,
    /// The place of its value, as written there: of `id: Id` the name `Id`, of a shorthand the key.
    pub value: Place,
    /// Its schema.
    pub schema: Schema,
}

/// What an object makes of keys that it does not know.
#[derive(Debug, Clone, PartialEq)]
pub enum Keys {
    /// It drops them: `z.object()`.
    Strip,
    /// It refuses them: `z.strictObject()`, `.strict()`.
    Strict,
    /// It lets them through: `z.looseObject()`, `.passthrough()`.
    Loose,
    /// Their values have a schema of their own: `.catchall(schema)`.
    Catchall(Box<Schema>),
}

/// One check: `.min(1)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Its method.
    pub word: ZodWord,
    /// Its first argument, if it has one that can be read; a regular expression as it is written, `/^a/i`.
    pub value: Option<JsonValue>,
}

impl Schema {
    /// The schema that a property of a definition holds: `input`, `checkpoint`.
    pub fn of(workspace: &Workspace, file: &FilePath, property: &Property) -> Schema {
        Resolver::new(workspace).property(file, property)
    }

    /// The schema that a variable at the top level of a file, or an import of it, is bound to.
    pub fn named(workspace: &Workspace, file: &FilePath, name: &str) -> Schema {
        Resolver::new(workspace).named(file, name, Span::default())
    }
}

impl Shape {
    /// The schemas that a property of a definition holds by name: `models`.
    pub fn of(workspace: &Workspace, file: &FilePath, property: &Property) -> Shape {
        Resolver::new(workspace).shape_of_property(file, property)
    }

    /// The field of that name.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| &*field.name == name)
    }
}
