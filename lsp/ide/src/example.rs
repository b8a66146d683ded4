//! An example of the values that a schema takes, made of what the schema says: its examples, values, defaults, formats and
//! limits.
//!
//! Candidates are made, and held to the schema ([`Schema::fit`]); so what cannot be made is known, and said.

mod described;
mod number;
mod pattern;
mod text;

use project::items::ZodWord;
use project::schema::{JsonValue, Keys, Scalar, Schema, SchemaKind, Shape, Wrapper};

/// How much of a value is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What has to be there.
    Minimal,
    /// Every key there is.
    Full,
}

impl Extent {
    /// Its name in commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Extent::Minimal => "minimal",
            Extent::Full => "full",
        }
    }

    /// The extent of that name.
    pub fn from_name(name: &str) -> Option<Extent> {
        [Extent::Minimal, Extent::Full]
            .into_iter()
            .find(|extent| extent.as_str() == name)
    }
}

/// An example.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The value. What cannot be known is `null` in it.
    pub value: JsonValue,
    /// Whether the schema surely takes it.
    pub is_sure: bool,
}

/// An example of what `schema` takes.
pub fn example(schema: &Schema, extent: Extent) -> Example {
    let value = make(schema, extent).unwrap_or(JsonValue::Null);
    let is_sure = schema.fit(&value).is_certain();
    Example { value, is_sure }
}

impl Example {
    /// It as JSON, on one line.
    pub fn json(&self) -> String {
        let mut json = String::new();
        self.value.write_json(&mut json);
        json
    }
}

/// The value; none if there is none, or none that we know of.
fn make(schema: &Schema, extent: Extent) -> Option<JsonValue> {
    let described = described::candidates(schema).find(|value| schema.fit(value).is_certain());
    if described.is_some() {
        return described;
    }
    match &schema.kind {
        SchemaKind::Null
        | SchemaKind::Void
        | SchemaKind::Any
        | SchemaKind::AnyUnknown
        | SchemaKind::Other(ZodWord::Json) => Some(JsonValue::Null),
        SchemaKind::String(class) => Some(JsonValue::String(text::make(schema, *class).into())),
        SchemaKind::Other(ZodWord::StringBool) => Some(JsonValue::String("true".into())),
        SchemaKind::Other(ZodWord::TemplateLiteral) => Some(JsonValue::String("".into())),
        SchemaKind::Date(_) => Some(JsonValue::String(text::DATE_TIME.into())),
        SchemaKind::Number(_) | SchemaKind::BigInt(_) => Some(number::make(schema)),
        SchemaKind::Boolean(_) => Some(JsonValue::Bool(extent == Extent::Full)),
        SchemaKind::Literal(values) | SchemaKind::Enum(values) => values.as_ref()?.first().cloned(),
        SchemaKind::Object(shape, keys) => object(shape, keys, extent),
        SchemaKind::Array(element) => array(schema, element, extent),
        SchemaKind::Set(_) => Some(JsonValue::Array(Vec::new())),
        SchemaKind::Map(..) => Some(JsonValue::Object(Vec::new())),
        SchemaKind::Tuple(items, _) => {
            let items = items
                .iter()
                .map(|item| Some(make(item, extent).unwrap_or(JsonValue::Null)));
            items.collect::<Option<_>>().map(JsonValue::Array)
        }
        SchemaKind::Record(key, element) => Some(record(key, element, extent)),
        SchemaKind::Union(options) | SchemaKind::DiscriminatedUnion(_, options) => first(options, extent),
        SchemaKind::Intersection(a, b) => Some(both(make(a, extent)?, make(b, extent)?)),
        SchemaKind::Wrapped(wrapper, inner) => wrapped(wrapper, inner, extent),
        SchemaKind::Pipe(a, b) => match a.kind {
            SchemaKind::Unknown => make(b, extent),
            _ => make(a, extent),
        },
        SchemaKind::Unknown | SchemaKind::Undefined | SchemaKind::Other(_) => None,
    }
}

fn object(shape: &Shape, keys: &Keys, extent: Extent) -> Option<JsonValue> {
    let mut entries = Vec::new();
    for field in &shape.fields {
        let may_be_left_out = field.schema.may_be_left_out();
        if may_be_left_out && extent == Extent::Minimal {
            continue;
        }
        let value = make(&field.schema, extent);
        if may_be_left_out {
            // Better without it than with something wrong.
            let value = value.filter(|value| field.schema.fit(value).misfits.is_empty());
            entries.extend(value.map(|value| (field.name.clone(), value)));
        } else {
            entries.push((field.name.clone(), value.unwrap_or(JsonValue::Null)));
        }
    }
    if let (Keys::Catchall(rest), Extent::Full) = (keys, extent)
        && let Some(value) = make(rest, extent)
    {
        entries.push(("key".into(), value));
    }
    Some(JsonValue::Object(entries))
}

/// Elements as many as there have to be, and one where all is wanted.
fn array(schema: &Schema, element: &Schema, extent: Extent) -> Option<JsonValue> {
    let (least, most) = text::lengths(schema);
    let wanted = usize::from(extent == Extent::Full)
        .max(least)
        .min(most)
        .min(MAX_ELEMENTS);
    if wanted == 0 {
        return Some(JsonValue::Array(Vec::new()));
    }
    match make(element, extent) {
        Some(value) if least > 0 || element.fit(&value).misfits.is_empty() => {
            Some(JsonValue::Array(vec![value; wanted]))
        }
        None if least > 0 => None,
        _ => Some(JsonValue::Array(Vec::new())),
    }
}

/// Nobody wants to read more elements of one kind.
const MAX_ELEMENTS: usize = 100;

fn record(key: &Schema, element: &Schema, extent: Extent) -> JsonValue {
    // Of an enum each value is a key, and has to be there.
    let names: Vec<Box<str>> = match &key.input().kind {
        SchemaKind::Enum(Some(values)) | SchemaKind::Literal(Some(values)) => values.iter().map(key_of).collect(),
        _ if extent == Extent::Minimal => Vec::new(),
        SchemaKind::Number(_) => vec!["1".into()],
        SchemaKind::String(Scalar::Plain) if key.checks.is_empty() => vec!["key".into()],
        _ => make(key, extent).iter().map(key_of).collect(),
    };
    let entries = names
        .into_iter()
        .filter_map(|name| Some((name, make(element, extent)?)));
    JsonValue::Object(entries.collect())
}

fn key_of(value: &JsonValue) -> Box<str> {
    match value {
        JsonValue::String(text) | JsonValue::Number(text) => text.clone(),
        _ => "key".into(),
    }
}

/// The first that can be made so that it surely fits; else the first that can be made.
fn first(options: &[Schema], extent: Extent) -> Option<JsonValue> {
    let made = |option: &Schema| make(option, extent).map(|value| (option.fit(&value).is_certain(), value));
    let mut any = None;
    for (is_certain, value) in options.iter().filter_map(made) {
        if is_certain {
            return Some(value);
        }
        any = any.or(Some(value));
    }
    any
}

/// A value that is two things at once.
fn both(a: JsonValue, b: JsonValue) -> JsonValue {
    match (a, b) {
        (JsonValue::Object(mut entries), JsonValue::Object(others)) => {
            for (key, value) in others {
                match entries.iter_mut().find(|(other, _)| *other == key) {
                    Some((_, old)) => *old = value,
                    None => entries.push((key, value)),
                }
            }
            JsonValue::Object(entries)
        }
        (a, _) => a,
    }
}

fn wrapped(wrapper: &Wrapper, inner: &Schema, extent: Extent) -> Option<JsonValue> {
    match wrapper {
        Wrapper::Nullable if extent == Extent::Minimal => Some(JsonValue::Null),
        Wrapper::Nullable => Some(make(inner, extent).unwrap_or(JsonValue::Null)),
        Wrapper::Default(Some(value)) | Wrapper::Prefault(Some(value)) | Wrapper::Catch(Some(value))
            if inner.fit(value).misfits.is_empty() =>
        {
            Some(value.clone())
        }
        _ => make(inner, extent),
    }
}

#[cfg(test)]
mod tests;
