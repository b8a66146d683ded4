//! Reads expressions: within bounds, whatever they lead to.

use std::cell::{Cell, RefCell};

use super::json::json_number;
use super::names::Target;
use super::{Field, JsonValue, Place, Schema, SchemaKind, Shape, Wrapper};
use crate::items::{Definition, Property, SchemaEntry, SchemaExpr, SchemaExprId, SchemaExprIds, SchemaExprs, Value};
use crate::{FilePath, Items, Span, Workspace};

/// How many expressions are read for one answer. Schemas that use each other can hold more than anyone reads.
const FUEL: u32 = 20_000;

/// How many names a value may lead through.
const MAX_HOPS: u32 = 32;

/// How deep schemas are read into each other: the stack is finite.
const MAX_DEPTH: usize = 60;

/// Resolves the expressions of one answer.
pub(super) struct Resolver<'a> {
    pub(super) workspace: &'a Workspace,
    fuel: Cell<u32>,
    depth: Cell<usize>,
    /// The named schemas that are being read: a schema may hold itself.
    open: RefCell<Vec<At>>,
    /// The file that was asked for last: most often the next one is the same.
    last: RefCell<Option<(FilePath, Option<&'a Items>)>>,
}

/// An expression of a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct At {
    pub(super) file: FilePath,
    pub(super) id: SchemaExprId,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Resolver<'a> {
        Resolver {
            workspace,
            fuel: Cell::new(FUEL),
            depth: Cell::new(0),
            open: RefCell::default(),
            last: RefCell::default(),
        }
    }

    /// The schema that a property of a definition holds.
    pub(super) fn property(&self, file: &FilePath, property: &Property) -> Schema {
        match &property.value {
            Value::Schema(id) | Value::Member(id) => self.schema(&At::new(file, *id)),
            Value::Identifier(name) => {
                let mut schema = self.named(file, name, property.value_span);
                schema.is_retyped |= property.is_cast;
                schema
            }
            _ => Schema::unknown(file, property.value_span),
        }
    }

    /// The schema that a name is bound to. `span` is where it is used.
    pub(super) fn named(&self, file: &FilePath, name: &str, span: Span) -> Schema {
        match self.name(file, name) {
            Some(Target::Value { at, is_retyped }) => self.target(&at, is_retyped),
            _ => Schema::unknown(file, span),
        }
    }

    /// The schemas that a property of a definition holds by name.
    pub(super) fn shape_of_property(&self, file: &FilePath, property: &Property) -> Shape {
        match &property.value {
            Value::Object(definition) => {
                let mut shape = self.shape_of_definition(file, definition);
                shape.retype(property.is_cast);
                shape
            }
            Value::Identifier(name) => match self.name(file, name) {
                Some(Target::Value { at, .. }) => self.shape(&at),
                _ => Shape::unknown(),
            },
            Value::Member(id) => self.shape(&At::new(file, *id)),
            _ => Shape::unknown(),
        }
    }

    fn shape_of_definition(&self, file: &FilePath, definition: &Definition) -> Shape {
        let mut shape = Shape {
            fields: Vec::new(),
            is_open: !definition.is_closed(),
        };
        for property in &definition.properties {
            shape.set(Field {
                name: property.name.clone(),
                key: Place::new(file, property.name_span),
                value: Place::new(file, property.value_span),
                schema: self.property(file, property),
            });
        }
        shape
    }

    /// The schema that an expression makes.
    pub(super) fn schema(&self, at: &At) -> Schema {
        self.bounded(|| self.nested(at)).unwrap_or_else(|| self.unknown(at))
    }

    /// Reads one expression, if there were not too many before or around it.
    pub(super) fn bounded<T>(&self, read: impl FnOnce() -> Option<T>) -> Option<T> {
        self.fuel.set(self.fuel.get().checked_sub(1)?);
        let depth = self.depth.get();
        if depth == MAX_DEPTH {
            return None;
        }
        self.depth.set(depth + 1);
        let value = read();
        self.depth.set(depth);
        value
    }

    fn nested(&self, at: &At) -> Option<Schema> {
        let exprs = self.exprs(at)?;
        match exprs.get(at.id) {
            SchemaExpr::Zod(family, word, args) => Some(self.function(at, family, word, args)),
            SchemaExpr::Method(base, word, args) => Some(self.method(at, &at.with(base), word, args)),
            SchemaExpr::Name(_) => match self.follow(at)? {
                Target::Value { at, is_retyped } => Some(self.target(&at, is_retyped)),
                Target::Module(_) => None,
            },
            SchemaExpr::Member(base, name) => match self.follow(at) {
                Some(Target::Value { at, is_retyped }) => Some(self.target(&at, is_retyped)),
                Some(Target::Module(_)) => None,
                None => self.member(&at.with(base), name),
            },
            SchemaExpr::Lazy(inner) => Some(self.wrap(at, Wrapper::Lazy, self.schema(&at.with(inner)))),
            SchemaExpr::Cast(inner) => Some(Schema {
                is_retyped: true,
                ..self.schema(&at.with(inner))
            }),
            _ => None,
        }
    }

    /// The schema that a name leads to; unknown if it is being read already.
    fn target(&self, at: &At, is_retyped: bool) -> Schema {
        if self.open.borrow().contains(at) {
            return self.unknown(at);
        }
        self.open.borrow_mut().push(at.clone());
        let mut schema = self.schema(at);
        self.open.borrow_mut().pop();
        schema.is_retyped |= is_retyped;
        schema
    }

    /// The fields of an object literal of schemas, or of what a name or `.shape` leads to.
    pub(super) fn shape(&self, at: &At) -> Shape {
        self.bounded(|| self.known_shape(at)).unwrap_or_else(Shape::unknown)
    }

    fn known_shape(&self, at: &At) -> Option<Shape> {
        let (at, is_retyped) = self.value(at)?;
        let exprs = self.exprs(&at)?;
        let mut shape = match exprs.get(at.id) {
            SchemaExpr::Object(entries) => self.literal_shape(&at, exprs, entries),
            SchemaExpr::Member(base, "shape") => {
                let base = self.schema(&at.with(base));
                let SchemaKind::Object(mut shape, _) = base.kind else {
                    return None;
                };
                shape.retype(base.is_retyped);
                shape
            }
            _ => return None,
        };
        shape.retype(is_retyped);
        Some(shape)
    }

    fn literal_shape(&self, at: &At, exprs: &SchemaExprs, entries: SchemaExprIds) -> Shape {
        let mut shape = Shape::default();
        for entry in exprs.entries(entries) {
            match entry {
                SchemaEntry::Field { name, key_span, value } => shape.set(Field {
                    name: name.into(),
                    key: Place::new(&at.file, key_span),
                    value: Place::new(&at.file, exprs.span(value)),
                    schema: self.field(&at.with(value)),
                }),
                SchemaEntry::Spread(inner) => {
                    let inner = self.shape(&at.with(inner));
                    shape.is_open |= inner.is_open;
                    for field in inner.fields {
                        shape.set(field);
                    }
                }
                SchemaEntry::Unknown => shape.is_open = true,
            }
        }
        shape
    }

    /// The schema of a field. A getter stands for what it returns.
    fn field(&self, at: &At) -> Schema {
        match self.exprs(at).map(|exprs| exprs.get(at.id)) {
            Some(SchemaExpr::Lazy(inner)) => self.schema(&at.with(inner)),
            _ => self.schema(at),
        }
    }

    /// The schemas in an array, one unknown one if it cannot be read.
    pub(super) fn schemas(&self, at: &At) -> Vec<Schema> {
        self.bounded(|| self.known_schemas(at))
            .unwrap_or_else(|| vec![self.unknown(at)])
    }

    fn known_schemas(&self, at: &At) -> Option<Vec<Schema>> {
        let (at, _) = self.value(at)?;
        let exprs = self.exprs(&at)?;
        match exprs.get(at.id) {
            SchemaExpr::Array(items) => {
                let schemas = items.flat_map(|item| match exprs.get(item) {
                    SchemaExpr::Spread(inner) => self.schemas(&at.with(inner)),
                    _ => vec![self.schema(&at.with(item))],
                });
                Some(schemas.collect())
            }
            SchemaExpr::Member(base, "options") => match self.schema(&at.with(base)).kind {
                SchemaKind::Union(options) | SchemaKind::DiscriminatedUnion(_, options) => Some(options),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value that is written at an expression, names followed.
    pub(super) fn constant(&self, at: &At) -> Option<JsonValue> {
        self.bounded(|| self.known_constant(at))
    }

    fn known_constant(&self, at: &At) -> Option<JsonValue> {
        let (at, _) = self.value(at)?;
        let exprs = self.exprs(&at)?;
        Some(match exprs.get(at.id) {
            SchemaExpr::String(text) => JsonValue::String(text.into()),
            SchemaExpr::Number(text) => JsonValue::Number((&*json_number(text)?).into()),
            SchemaExpr::Bool(value) => JsonValue::Bool(value),
            SchemaExpr::Null => JsonValue::Null,
            SchemaExpr::Lazy(inner) => self.constant(&at.with(inner))?,
            SchemaExpr::Array(items) => {
                let items = items.map(|item| self.constant(&at.with(item)));
                JsonValue::Array(items.collect::<Option<_>>()?)
            }
            SchemaExpr::Object(entries) => {
                let entries = exprs.entries(entries).map(|entry| match entry {
                    SchemaEntry::Field { name, value, .. } => Some((name.into(), self.constant(&at.with(value))?)),
                    SchemaEntry::Spread(_) | SchemaEntry::Unknown => None,
                });
                JsonValue::Object(entries.collect::<Option<_>>()?)
            }
            SchemaExpr::Member(base, name) => self.enum_member(&at.with(base), name)?,
            _ => return None,
        })
    }

    /// The regular expression that is written at an expression, names followed.
    pub(super) fn pattern(&self, at: &At) -> Option<JsonValue> {
        let (at, _) = self.value(at)?;
        match self.exprs(&at)?.get(at.id) {
            SchemaExpr::Regex(text) => Some(JsonValue::String(text.into())),
            _ => None,
        }
    }

    /// The expression behind names and casts, and whether its type may be another.
    pub(super) fn value(&self, at: &At) -> Option<(At, bool)> {
        let (mut at, mut is_retyped) = (at.clone(), false);
        for _ in 0..MAX_HOPS {
            match self.exprs(&at)?.get(at.id) {
                SchemaExpr::Cast(inner) => {
                    is_retyped = true;
                    at = at.with(inner);
                }
                SchemaExpr::Name(_) | SchemaExpr::Member(..) => match self.follow(&at) {
                    Some(Target::Value {
                        at: next,
                        is_retyped: annotated,
                    }) => {
                        is_retyped |= annotated;
                        at = next;
                    }
                    // `Base.shape`
                    _ => return Some((at, is_retyped)),
                },
                _ => return Some((at, is_retyped)),
            }
        }
        None
    }

    pub(super) fn items(&self, file: &FilePath) -> Option<&'a Items> {
        if let Some((last, items)) = &*self.last.borrow()
            && last == file
        {
            return *items;
        }
        let items = self.workspace.file(file).map(|file| &*file.items);
        self.last.replace(Some((file.clone(), items)));
        items
    }

    pub(super) fn exprs(&self, at: &At) -> Option<&'a SchemaExprs> {
        self.items(&at.file).map(|items| &items.schema_exprs)
    }

    pub(super) fn unknown(&self, at: &At) -> Schema {
        Schema::new(self.place(at), SchemaKind::Unknown)
    }

    pub(super) fn place(&self, at: &At) -> Place {
        Place::new(
            &at.file,
            self.exprs(at).map(|exprs| exprs.span(at.id)).unwrap_or_default(),
        )
    }

    /// A schema in a wrapper.
    pub(super) fn wrap(&self, at: &At, wrapper: Wrapper, inner: Schema) -> Schema {
        // What is known of the type of a wrapper is known of the type in it, and the other way round.
        let is_retyped = inner.is_retyped;
        Schema {
            is_retyped,
            ..Schema::new(self.place(at), SchemaKind::Wrapped(wrapper, Box::new(inner)))
        }
    }
}

impl At {
    pub(super) fn new(file: &FilePath, id: SchemaExprId) -> At {
        At { file: file.clone(), id }
    }

    /// Another expression of the same file.
    pub(super) fn with(&self, id: SchemaExprId) -> At {
        At::new(&self.file, id)
    }
}

impl Place {
    pub(super) fn new(file: &FilePath, span: Span) -> Place {
        Place {
            file: file.clone(),
            span,
        }
    }
}

impl Schema {
    pub(super) fn new(place: Place, kind: SchemaKind) -> Schema {
        Schema {
            origin: place.clone(),
            place,
            kind,
            description: None,
            example: None,
            checks: Vec::new(),
            is_refined: false,
            is_retyped: false,
        }
    }

    fn unknown(file: &FilePath, span: Span) -> Schema {
        Schema::new(Place::new(file, span), SchemaKind::Unknown)
    }
}

impl Shape {
    fn unknown() -> Shape {
        Shape {
            fields: Vec::new(),
            is_open: true,
        }
    }

    /// Puts a field in, in the place of one of the same name.
    pub(super) fn set(&mut self, field: Field) {
        match self.fields.iter_mut().find(|other| other.name == field.name) {
            Some(other) => *other = field,
            None => self.fields.push(field),
        }
    }

    fn retype(&mut self, is_retyped: bool) {
        for field in &mut self.fields {
            field.schema.is_retyped |= is_retyped;
        }
    }
}
