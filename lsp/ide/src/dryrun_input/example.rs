//! Examples of the values that a schema takes.

use std::borrow::Cow;

use project::items::ZodWord;
use project::schema::{JsonValue, Schema, SchemaKind, Shape, write_json_string};

/// An example as JSON: every required key, with an empty value.
pub(super) fn minimal(schema: &Schema) -> String {
    let mut json = String::new();
    write(schema, &mut json);
    json
}

/// The fields of an object, or of two that have to hold at once.
pub(super) fn fields(schema: &Schema) -> Option<Cow<'_, Shape>> {
    match &schema.input().kind {
        SchemaKind::Object(shape, _) => Some(Cow::Borrowed(shape)),
        SchemaKind::Intersection(a, b) => {
            let (mut shape, other) = (fields(a)?.into_owned(), fields(b)?.into_owned());
            shape.is_open |= other.is_open;
            shape.fields.extend(other.fields);
            Some(Cow::Owned(shape))
        }
        _ => None,
    }
}

fn write(schema: &Schema, json: &mut String) {
    if schema.accepts_null() {
        json.push_str("null");
        return;
    }
    if let Some(shape) = fields(schema) {
        json.push('{');
        let required = shape.fields.iter().filter(|field| !field.schema.may_be_absent());
        for (at, field) in required.enumerate() {
            json.push_str(if at > 0 { "," } else { "" });
            write_json_string(&field.name, json);
            json.push(':');
            write(&field.schema, json);
        }
        json.push('}');
        return;
    }
    match &schema.input().kind {
        SchemaKind::String(_) | SchemaKind::Date(_) | SchemaKind::Other(ZodWord::TemplateLiteral) => {
            json.push_str("\"\"");
        }
        SchemaKind::Number(_) | SchemaKind::BigInt(_) => json.push('0'),
        SchemaKind::Boolean(_) => json.push_str("false"),
        SchemaKind::Literal(Some(values)) | SchemaKind::Enum(Some(values)) => {
            values.first().unwrap_or(&JsonValue::Null).write_json(json);
        }
        SchemaKind::Array(_) | SchemaKind::Set(_) => json.push_str("[]"),
        SchemaKind::Tuple(items, _) => {
            json.push('[');
            for (at, item) in items.iter().enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                write(item, json);
            }
            json.push(']');
        }
        SchemaKind::Record(..) | SchemaKind::Map(..) => json.push_str("{}"),
        SchemaKind::Union(options) | SchemaKind::DiscriminatedUnion(_, options) => match options.first() {
            Some(option) => write(option, json),
            None => json.push_str("null"),
        },
        _ => json.push_str("null"),
    }
}
