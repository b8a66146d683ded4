//! What the functions of zod make: `z.string()`, `z.object({…})`.

use super::resolve::{At, Resolver};
use super::{JsonValue, Keys, Scalar, Schema, SchemaKind, Wrapper};
use crate::items::{SchemaExprIds, ZodFamily, ZodWord};

impl Resolver<'_> {
    /// `z.word(args)`.
    pub(super) fn function(&self, at: &At, family: ZodFamily, word: ZodWord, args: SchemaExprIds) -> Schema {
        let args_len = args.len();
        let kind = match family {
            ZodFamily::Plain => self.plain(at, word, args),
            ZodFamily::Coerce => scalar(word, Scalar::Coerced),
            ZodFamily::Iso => match word {
                ZodWord::Date | ZodWord::Datetime | ZodWord::Duration | ZodWord::Time => {
                    Some(SchemaKind::String(Scalar::Iso(word)))
                }
                _ => None,
            },
        };
        // The type of `z.object()` comes from where it is used.
        let is_retyped = word == ZodWord::Object && args_len == 0;
        Schema {
            is_retyped,
            ..Schema::new(self.place(at), kind.unwrap_or(SchemaKind::Unknown))
        }
    }

    fn plain(&self, at: &At, word: ZodWord, mut args: SchemaExprIds) -> Option<SchemaKind> {
        let (first, second) = (args.next().map(|id| at.with(id)), args.next().map(|id| at.with(id)));
        let schema = |argument: Option<At>| argument.map(|at| Box::new(self.schema(&at)));
        let wrapped = |wrapper| Some(SchemaKind::Wrapped(wrapper, schema(first.clone())?));
        let value = || second.as_ref().and_then(|at| self.constant(at));
        Some(match word {
            ZodWord::Null => SchemaKind::Null,
            ZodWord::Undefined => SchemaKind::Undefined,
            ZodWord::Void => SchemaKind::Void,
            ZodWord::Any => SchemaKind::Any,
            ZodWord::Unknown => SchemaKind::AnyUnknown,
            ZodWord::Literal => SchemaKind::Literal(self.constant(&first?).map(|value| match value {
                JsonValue::Array(values) => values,
                value => vec![value],
            })),
            ZodWord::Enum | ZodWord::NativeEnum => SchemaKind::Enum(self.enum_values(&first?)),
            // Without an argument it is the empty object.
            ZodWord::Object => SchemaKind::Object(first.map(|at| self.shape(&at)).unwrap_or_default(), Keys::Strip),
            ZodWord::StrictObject => SchemaKind::Object(self.shape(&first?), Keys::Strict),
            ZodWord::LooseObject => SchemaKind::Object(self.shape(&first?), Keys::Loose),
            ZodWord::Array => SchemaKind::Array(schema(first)?),
            ZodWord::Set => SchemaKind::Set(schema(first)?),
            ZodWord::Tuple => SchemaKind::Tuple(self.schemas(&first?), schema(second)),
            ZodWord::Record | ZodWord::PartialRecord | ZodWord::LooseRecord => {
                SchemaKind::Record(schema(first)?, schema(second)?)
            }
            ZodWord::Map => SchemaKind::Map(schema(first)?, schema(second)?),
            ZodWord::Union | ZodWord::Xor => SchemaKind::Union(self.schemas(&first?)),
            ZodWord::DiscriminatedUnion => {
                let key = match self.constant(&first?) {
                    Some(JsonValue::String(key)) => Some(key),
                    _ => None,
                };
                SchemaKind::DiscriminatedUnion(key, self.schemas(&second?))
            }
            ZodWord::Intersection => SchemaKind::Intersection(schema(first)?, schema(second)?),
            ZodWord::Pipe | ZodWord::Codec => SchemaKind::Pipe(schema(first)?, schema(second)?),
            ZodWord::Preprocess => SchemaKind::Pipe(Box::new(self.unknown(&first?)), schema(second)?),
            ZodWord::Keyof => self.key_names(&self.schema(&first?))?,
            ZodWord::Optional => wrapped(Wrapper::Optional)?,
            ZodWord::ExactOptional => wrapped(Wrapper::ExactOptional)?,
            ZodWord::Nonoptional => wrapped(Wrapper::Nonoptional)?,
            ZodWord::Nullable => wrapped(Wrapper::Nullable)?,
            ZodWord::Readonly => wrapped(Wrapper::Readonly)?,
            ZodWord::Promise => wrapped(Wrapper::Promise)?,
            ZodWord::UnderscoreDefault => wrapped(Wrapper::Default(value()))?,
            ZodWord::Prefault => wrapped(Wrapper::Prefault(value()))?,
            ZodWord::Catch => wrapped(Wrapper::Catch(value()))?,
            ZodWord::Nullish => {
                let inner = self.wrap(at, Wrapper::Nullable, self.schema(&first?));
                SchemaKind::Wrapped(Wrapper::Optional, Box::new(inner))
            }
            ZodWord::Lazy => {
                let inner = self.schema(&first?);
                match inner.kind {
                    SchemaKind::Wrapped(Wrapper::Lazy, _) => inner.kind,
                    // A function that cannot be looked into.
                    _ => SchemaKind::Wrapped(Wrapper::Lazy, Box::new(self.unknown(at))),
                }
            }
            _ => {
                return scalar(word, Scalar::Plain)
                    .or_else(|| format(word))
                    .or_else(|| other(word));
            }
        })
    }

    /// The values of an enum: an array of them, or an object whose values they are.
    fn enum_values(&self, at: &At) -> Option<Vec<JsonValue>> {
        match self.constant(at)? {
            JsonValue::Array(values) => Some(values),
            JsonValue::Object(entries) => Some(entries.into_iter().map(|(_, value)| value).collect()),
            _ => None,
        }
    }

    /// `z.keyof(object)`.
    pub(super) fn key_names(&self, object: &Schema) -> Option<SchemaKind> {
        let SchemaKind::Object(shape, _) = &object.kind else {
            return None;
        };
        let names = shape.fields.iter().map(|field| JsonValue::String(field.name.clone()));
        Some(SchemaKind::Enum((!shape.is_open).then(|| names.collect())))
    }
}

fn scalar(word: ZodWord, class: Scalar) -> Option<SchemaKind> {
    Some(match word {
        ZodWord::String => SchemaKind::String(class),
        ZodWord::Number => SchemaKind::Number(class),
        ZodWord::Boolean => SchemaKind::Boolean(class),
        ZodWord::BigInt => SchemaKind::BigInt(class),
        ZodWord::Date => SchemaKind::Date(class),
        _ => return None,
    })
}

fn format(word: ZodWord) -> Option<SchemaKind> {
    use ZodWord::{
        Float32, Float64, Hash, Hex, Hostname, HttpUrl, Int, Int32, Int64, Mac, StringFormat, Uint32, Uint64,
    };
    let class = Scalar::Format(word);
    match word {
        Int | Int32 | Uint32 | Float32 | Float64 => Some(SchemaKind::Number(class)),
        Int64 | Uint64 => Some(SchemaKind::BigInt(class)),
        Hash | Hex | Hostname | HttpUrl | Mac | StringFormat => Some(SchemaKind::String(class)),
        _ => is_string_format(word).then_some(SchemaKind::String(class)),
    }
}

/// Whether it is a format that strings have as a method, and zod as a function; of those of `z.iso` only the method.
pub fn is_string_format(word: ZodWord) -> bool {
    use ZodWord::{
        Base64, Base64Url, CidrV4, CidrV6, Cuid, Cuid2, E164, Email, Emoji, Guid, IpV4, IpV6, Jwt, Ksuid, NanoId, Ulid,
        Url, Uuid, UuidV4, UuidV6, UuidV7, Xid,
    };
    matches!(
        word,
        Base64
            | Base64Url
            | CidrV4
            | CidrV6
            | Cuid
            | Cuid2
            | E164
            | Email
            | Emoji
            | Guid
            | IpV4
            | IpV6
            | Jwt
            | Ksuid
            | NanoId
            | Ulid
            | Url
            | Uuid
            | UuidV4
            | UuidV6
            | UuidV7
            | Xid
    )
}

fn other(word: ZodWord) -> Option<SchemaKind> {
    use ZodWord::{
        Custom, File, Function, InstanceOf, Json, Nan, Never, StringBool, Success, Symbol, TemplateLiteral, Transform,
    };
    let is_known = matches!(
        word,
        Custom
            | File
            | Function
            | InstanceOf
            | Json
            | Nan
            | Never
            | StringBool
            | Success
            | Symbol
            | TemplateLiteral
            | Transform
    );
    is_known.then_some(SchemaKind::Other(word))
}
