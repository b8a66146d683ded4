//! What the methods of a schema make: `.optional()`, `.min(1)`.

use super::construct::is_string_format;
use super::resolve::{At, Resolver};
use super::{Check, JsonValue, Scalar, Schema, SchemaKind, Wrapper};
use crate::items::{SchemaExpr, SchemaExprIds, ZodWord};

impl Resolver<'_> {
    /// `base.word(args)`.
    pub(super) fn method(&self, at: &At, base: &At, word: ZodWord, mut args: SchemaExprIds) -> Schema {
        let argument = args.next().map(|id| at.with(id));
        let base = self.schema(base);
        let is_retyped = base.is_retyped;
        let mut schema = match self.derived(at, base, word, argument.as_ref()) {
            Some(schema) => schema,
            None => self.unknown(at),
        };
        schema.place = self.place(at);
        schema.is_retyped |= is_retyped;
        schema
    }

    fn derived(&self, at: &At, mut base: Schema, word: ZodWord, argument: Option<&At>) -> Option<Schema> {
        let constant = || argument.and_then(|at| self.constant(at));
        let schema = || Some(Box::new(self.schema(argument?)));
        let new = |kind| Some(Schema::new(self.place(at), kind));
        match word {
            ZodWord::Optional => Some(self.wrap(at, Wrapper::Optional, base)),
            ZodWord::ExactOptional => Some(self.wrap(at, Wrapper::ExactOptional, base)),
            ZodWord::Nullable => Some(self.wrap(at, Wrapper::Nullable, base)),
            ZodWord::Nullish => Some(self.wrap(at, Wrapper::Optional, self.wrap(at, Wrapper::Nullable, base))),
            ZodWord::Nonoptional => Some(self.wrap(at, Wrapper::Nonoptional, base)),
            ZodWord::Readonly => Some(self.wrap(at, Wrapper::Readonly, base)),
            ZodWord::Default => Some(self.wrap(at, Wrapper::Default(constant()), base)),
            ZodWord::Prefault => Some(self.wrap(at, Wrapper::Prefault(constant()), base)),
            ZodWord::Catch => Some(self.wrap(at, Wrapper::Catch(constant()), base)),
            ZodWord::Array => new(SchemaKind::Array(base.into())),
            ZodWord::Or => new(SchemaKind::Union(vec![base, *schema()?])),
            ZodWord::And => new(SchemaKind::Intersection(base.into(), schema()?)),
            ZodWord::Pipe => new(SchemaKind::Pipe(base.into(), schema()?)),
            ZodWord::Transform => new(SchemaKind::Pipe(base.into(), self.unknown(at).into())),
            ZodWord::Unwrap | ZodWord::RemoveDefault | ZodWord::RemoveCatch => match base.kind {
                SchemaKind::Wrapped(_, inner) | SchemaKind::Array(inner) => Some(*inner),
                _ => None,
            },
            ZodWord::Brand | ZodWord::Clone | ZodWord::Register => Some(base),
            ZodWord::Check | ZodWord::Overwrite | ZodWord::Refine | ZodWord::SuperRefine | ZodWord::With => {
                base.is_refined = true;
                Some(base)
            }
            ZodWord::Describe => {
                base.description = text(constant()).or(base.description);
                Some(base)
            }
            // Without an argument it reads.
            ZodWord::Meta => {
                argument?;
                if let Some(JsonValue::Object(entries)) = constant() {
                    for (key, value) in entries {
                        match (&*key, value) {
                            ("description", JsonValue::String(text)) => base.description = Some(text),
                            ("examples", JsonValue::Array(values)) => {
                                base.example = values.into_iter().next().map(Box::new).or(base.example);
                            }
                            ("example", value) => base.example = Some(Box::new(value)),
                            _ => {}
                        }
                    }
                }
                Some(base)
            }
            ZodWord::Extract => self.filtered(at, base, argument?, true),
            ZodWord::Exclude => self.filtered(at, base, argument?, false),
            ZodWord::Keyof => new(self.key_names(&base)?),
            ZodWord::Rest => match base.kind {
                SchemaKind::Tuple(items, _) => new(SchemaKind::Tuple(items, Some(schema()?))),
                _ => None,
            },
            _ if matches!(base.kind, SchemaKind::Object(..)) => self.object_method(base, word, argument),
            _ if takes(&base.kind, word) => {
                base.checks.push(Check {
                    word,
                    value: match word {
                        ZodWord::Regex => argument.and_then(|at| self.pattern(at)),
                        _ => constant(),
                    },
                });
                Some(base)
            }
            _ => None,
        }
    }

    /// `.extract([…])`, `.exclude([…])` of an enum.
    fn filtered(&self, at: &At, base: Schema, names: &At, keep: bool) -> Option<Schema> {
        let SchemaKind::Enum(values) = base.kind else {
            return None;
        };
        let values = values.and_then(|mut values| {
            let Some(JsonValue::Array(names)) = self.constant(names) else {
                return None;
            };
            values.retain(|value| names.contains(value) == keep);
            Some(values)
        });
        Some(Schema::new(self.place(at), SchemaKind::Enum(values)))
    }

    /// A member of a schema that is a schema: `Contact.shape.id`, `Contacts.element`.
    pub(super) fn member(&self, base: &At, name: &str) -> Option<Schema> {
        let exprs = self.exprs(base)?;
        if let SchemaExpr::Member(_, "shape") = exprs.get(base.id) {
            let shape = self.shape(base);
            return shape
                .fields
                .into_iter()
                .find(|field| &*field.name == name)
                .map(|field| field.schema);
        }
        let base = self.schema(base);
        let is_retyped = base.is_retyped;
        let mut schema = match (base.kind, name) {
            (SchemaKind::Array(element), "element") => *element,
            (SchemaKind::Record(_, value) | SchemaKind::Map(_, value), "valueType") => *value,
            (SchemaKind::Record(key, _) | SchemaKind::Map(key, _), "keyType") => *key,
            (SchemaKind::Pipe(side, _), "in") | (SchemaKind::Pipe(_, side), "out") => *side,
            _ => return None,
        };
        schema.is_retyped |= is_retyped;
        Some(schema)
    }

    /// A member that is a value: `Stage.enum.open`, `Stage.options`, `Kind.value`.
    pub(super) fn enum_member(&self, base: &At, name: &str) -> Option<JsonValue> {
        if let SchemaExpr::Member(schema, "enum") = self.exprs(base)?.get(base.id) {
            let SchemaKind::Enum(Some(values)) = self.schema(&base.with(schema)).kind else {
                return None;
            };
            return values
                .into_iter()
                .find(|value| matches!(value, JsonValue::String(text) if &**text == name));
        }
        match (self.schema(base).kind, name) {
            (SchemaKind::Enum(values), "options") => values.map(JsonValue::Array),
            (SchemaKind::Literal(Some(mut values)), "value") if values.len() == 1 => values.pop(),
            _ => None,
        }
    }
}

fn text(constant: Option<JsonValue>) -> Option<Box<str>> {
    match constant? {
        JsonValue::String(text) => Some(text),
        _ => None,
    }
}

/// Whether a schema of this kind has a check of this name.
fn takes(kind: &SchemaKind, word: ZodWord) -> bool {
    use ZodWord::{
        Date, Datetime, Duration, EndsWith, Finite, Gt, Gte, Includes, Int, Length, Lowercase, Lt, Lte, Max, Mime, Min,
        MultipleOf, Negative, Nonempty, Nonnegative, Nonpositive, Normalize, Positive, Regex, Safe, Size, Slugify,
        StartsWith, Step, Time, ToLowerCase, ToUpperCase, Trim, Uppercase,
    };
    let is_text = matches!(
        word,
        EndsWith
            | Includes
            | Length
            | Lowercase
            | Max
            | Min
            | Nonempty
            | Normalize
            | Regex
            | Slugify
            | StartsWith
            | ToLowerCase
            | ToUpperCase
            | Trim
            | Uppercase
    );
    let is_order = matches!(
        word,
        Gt | Gte | Lt | Lte | Max | Min | MultipleOf | Negative | Nonnegative | Nonpositive | Positive
    );
    match kind {
        SchemaKind::String(Scalar::Plain) => {
            is_text || is_string_format(word) || matches!(word, Date | Datetime | Duration | Time)
        }
        SchemaKind::String(_) => is_text,
        SchemaKind::Number(_) => is_order || matches!(word, Finite | Int | Safe | Step),
        SchemaKind::BigInt(_) => is_order,
        SchemaKind::Date(_) => matches!(word, Max | Min),
        SchemaKind::Array(_) => matches!(word, Length | Max | Min | Nonempty),
        SchemaKind::Set(_) | SchemaKind::Map(..) => matches!(word, Max | Min | Nonempty | Size),
        SchemaKind::Other(ZodWord::File) => matches!(word, Max | Mime | Min),
        _ => false,
    }
}
