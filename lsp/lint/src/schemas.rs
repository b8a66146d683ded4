//! What rules on schemas share: TypeScript compares the schema at a property of a definition with a type of the SDK.

use std::cell::RefCell;
use std::rc::Rc;

use project::items::ZodWord;
use project::schema::{Keys, Place, Scalar, Schema, SchemaKind, Shape, is_string_format};

use crate::prelude::*;

/// A property of a definition that TypeScript compares with a type of the SDK. None if it sees something else there: below a
/// cast, behind a spread, or where it is told to be silent.
pub(crate) fn compared<'a>(ctx: &FileContext<'a>, name: &str) -> Option<&'a Property> {
    let call = ctx.create_call().filter(|call| call.from_nango)?;
    let Argument::Object(definition) = &call.argument else {
        return None;
    };
    let property = definition.settled(name)?;
    (!property.is_cast && !ctx.is_untyped(property.name_span.0)).then_some(property)
}

/// The schema at a property of the definition.
pub(crate) fn schema(ctx: &FileContext<'_>, property: &Property) -> Rc<Schema> {
    once(&ctx.asked.schemas, property, || {
        Schema::of(ctx.scope.workspace(), ctx.file, property)
    })
}

/// The object of schemas at a property of the definition, as `models` has one.
pub(crate) fn shape(ctx: &FileContext<'_>, property: &Property) -> Rc<Shape> {
    once(&ctx.asked.shapes, property, || {
        Shape::of(ctx.scope.workspace(), ctx.file, property)
    })
}

fn once<T>(known: &RefCell<Vec<(TextRange, Rc<T>)>>, property: &Property, make: impl FnOnce() -> T) -> Rc<T> {
    let at = property.value_span.0;
    if let Some((_, known)) = known.borrow().iter().find(|(place, _)| *place == at) {
        return Rc::clone(known);
    }
    let made = Rc::new(make());
    known.borrow_mut().push((at, Rc::clone(&made)));
    made
}

/// Reports the fault at `place`. What stands in another file is reported at `key`, which TypeScript underlines too.
pub(crate) fn report<'c>(
    ctx: &'c mut FileContext<'_>,
    key: TextRange,
    place: &Place,
    message: String,
) -> &'c mut crate::Diagnostic {
    if place.file == *ctx.file {
        return ctx.report(place.span.0, message);
    }
    ctx.report(key, message)
        .related(&place.file, place.span.0, "it is made here")
}

/// A schema somewhere in what a function gives away.
pub(crate) struct Given {
    /// The property of the definition that it is part of.
    pub(crate) key: TextRange,
    /// The schema.
    pub(crate) schema: Schema,
}

/// The schemas in the models of a sync, or in the output of an action, that are meant; one that is used twice counts once, and so do
/// those of other files, which are reported at one place. Of a transformation it is the side that comes out.
pub(crate) fn given(ctx: &FileContext<'_>, is_meant: impl Fn(&Schema) -> bool) -> Vec<Given> {
    let mut found: Vec<Given> = Vec::new();
    let Some(kind) = ctx.create_call().map(|call| call.kind) else {
        return found;
    };
    let property = match kind {
        FunctionKind::Sync => ctx.property("models"),
        FunctionKind::Action => ctx.property("output"),
        FunctionKind::OnEvent | FunctionKind::Function => None,
    };
    let Some(property) = property else { return found };
    let mut visit = |schema: &Schema| {
        let is_elsewhere = |schema: &Schema| schema.origin.file != *ctx.file;
        let is_known = |other: &Given| {
            other.schema.origin == schema.origin || (is_elsewhere(&other.schema) && is_elsewhere(schema))
        };
        if is_meant(schema) && !found.iter().any(is_known) {
            found.push(Given {
                key: property.name_span.0,
                schema: schema.clone(),
            });
        }
    };
    if kind == FunctionKind::Sync {
        let models = shape(ctx, property);
        models.fields.iter().for_each(|model| walk(&model.schema, &mut visit));
    } else {
        walk(&schema(ctx, property), &mut visit);
    }
    found
}

/// Goes through a schema and what it is made of: of a transformation, the side that comes out.
pub(crate) fn walk(schema: &Schema, visit: &mut dyn FnMut(&Schema)) {
    visit(schema);
    match &schema.kind {
        SchemaKind::Object(shape, keys) => {
            shape.fields.iter().for_each(|field| walk(&field.schema, visit));
            if let Keys::Catchall(rest) = keys {
                walk(rest, visit);
            }
        }
        SchemaKind::Array(inner) | SchemaKind::Wrapped(_, inner) | SchemaKind::Pipe(_, inner) => walk(inner, visit),
        SchemaKind::Tuple(items, rest) => items.iter().chain(rest.as_deref()).for_each(|item| walk(item, visit)),
        SchemaKind::Record(a, b) | SchemaKind::Intersection(a, b) => {
            walk(a, visit);
            walk(b, visit);
        }
        SchemaKind::Union(options) | SchemaKind::DiscriminatedUnion(_, options) => {
            options.iter().for_each(|option| walk(option, visit));
        }
        _ => {}
    }
}

/// Reports a property that holds no schema at all: an object literal, `null`. `what` is what it has to be.
pub(crate) fn report_literal(ctx: &mut FileContext<'_>, property: &Property, name: &str, what: &str) {
    let found = match &property.value {
        Value::Object(object) => {
            // TypeScript underlines the first key.
            if object.properties.iter().any(|inner| ctx.is_untyped(inner.name_span.0)) {
                return;
            }
            "an object literal"
        }
        Value::Array { .. } => "an array",
        Value::String(_) => "a text",
        Value::Null => "`null`",
        _ => return,
    };
    if property.is_cast {
        return;
    }
    let (file, zod) = (ctx.file, zod_name(ctx));
    let value = property.value_span;
    let diagnostic = ctx.report(value.0, format!("{name} is {found}: it has to be {what}"));
    if let (Value::Object(_), Some(zod)) = (&property.value, zod) {
        let edits = [
            TextEdit::insert(value.start(), format!("{zod}.object(")),
            TextEdit::insert(value.end(), ")"),
        ];
        diagnostic.unsafe_fix("Make a schema of it", file, edits);
    }
}

/// Offers the plain string for a schema of another class that is made in this file: `z.string().uuid()` for `z.uuid()`, which
/// checks the same; `z.string()` for another scalar, which does not.
pub(crate) fn offer_string(diagnostic: &mut crate::Diagnostic, file: &FilePath, zod: Option<&str>, schema: &Schema) {
    let (SchemaKind::String(class) | SchemaKind::Number(class) | SchemaKind::Date(class)) = &schema.kind else {
        return;
    };
    let is_text = matches!(schema.kind, SchemaKind::String(_));
    let (written, meant) = match *class {
        Scalar::Format(word) if is_text && is_string_format(word) => (word.as_str().to_owned(), Some(word)),
        Scalar::Iso(word) => (format!("iso.{}", word.as_str()), Some(word)),
        Scalar::Coerced if is_text => (format!("coerce.{}", ZodWord::String.as_str()), None),
        Scalar::Plain if matches!(schema.kind, SchemaKind::Number(_)) => (ZodWord::Number.as_str().to_owned(), None),
        Scalar::Plain if matches!(schema.kind, SchemaKind::Date(_)) => (ZodWord::Date.as_str().to_owned(), None),
        _ => return,
    };
    let Some(zod) = zod.filter(|_| schema.origin.file == *file) else {
        return;
    };
    // The text is not at hand: only what has this length is written so.
    let (start, length) = (schema.origin.span.start(), schema.origin.span.len());
    if length != TextSize::of(&*format!("{zod}.{written}()")) || (meant.is_none() && !schema.checks.is_empty()) {
        return;
    }
    let text = match meant {
        Some(word) => format!("{zod}.string().{}()", word.as_str()),
        None => format!("{zod}.string()"),
    };
    let edit = TextEdit::replace(TextRange::at(start, length), text.clone());
    let title = format!("Write `{text}`");
    match meant {
        Some(_) => diagnostic.safe_fix(title, file, [edit]),
        None => diagnostic.unsafe_fix(title, file, [edit]),
    };
}

/// Offers to take the wrappers away that stand around a schema in one expression of this file: `.optional()`.
pub(crate) fn offer_unwrapped(diagnostic: &mut crate::Diagnostic, file: &FilePath, schema: &Schema) {
    let (outer, inner) = (&schema.place, &schema.unwrapped().place);
    let is_one = outer.file == *file && inner.file == *file && outer.span.contains_range(inner.span.0);
    if !is_one || outer == inner {
        return;
    }
    let before = TextRange::new(outer.span.start(), inner.span.start());
    let after = TextRange::new(inner.span.end(), outer.span.end());
    let edits = [before, after].into_iter().filter(|range| !range.is_empty());
    diagnostic.unsafe_fix("Take the wrapper away", file, edits.map(TextEdit::delete));
}

/// The one name that this file has for zod.
pub(crate) fn zod_name<'a>(ctx: &FileContext<'a>) -> Option<&'a str> {
    let imports = ctx.items.imports.iter().filter(|import| &*import.source == "zod");
    let mut names = imports.flat_map(|import| &import.specifiers);
    match (names.next(), names.next()) {
        (Some(only), None) => Some(&only.local),
        _ => None,
    }
}
