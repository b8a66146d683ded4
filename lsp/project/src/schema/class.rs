//! The names that TypeScript gives to schemas.

use super::{Scalar, Schema, SchemaKind, Wrapper};
use crate::items::ZodWord;

impl Schema {
    /// The class of zod that TypeScript sees: `ZodString`, `ZodUUID`, `ZodOptional`. None if the schema is not known.
    pub fn class(&self) -> Option<&'static str> {
        Some(match &self.kind {
            SchemaKind::Unknown => return None,
            SchemaKind::String(Scalar::Plain) => "ZodString",
            SchemaKind::String(Scalar::Coerced) => "ZodCoercedString",
            SchemaKind::Number(Scalar::Plain) => "ZodNumber",
            SchemaKind::Number(Scalar::Coerced) => "ZodCoercedNumber",
            SchemaKind::Boolean(Scalar::Coerced) => "ZodCoercedBoolean",
            SchemaKind::Boolean(_) => "ZodBoolean",
            SchemaKind::BigInt(Scalar::Coerced) => "ZodCoercedBigInt",
            SchemaKind::BigInt(Scalar::Format(_)) => "ZodBigIntFormat",
            SchemaKind::BigInt(_) => "ZodBigInt",
            SchemaKind::Date(Scalar::Coerced) => "ZodCoercedDate",
            SchemaKind::Date(_) => "ZodDate",
            SchemaKind::String(Scalar::Format(word) | Scalar::Iso(word))
            | SchemaKind::Number(Scalar::Format(word) | Scalar::Iso(word)) => format_class(*word),
            SchemaKind::Null => "ZodNull",
            SchemaKind::Undefined => "ZodUndefined",
            SchemaKind::Void => "ZodVoid",
            SchemaKind::Any => "ZodAny",
            SchemaKind::AnyUnknown => "ZodUnknown",
            SchemaKind::Literal(_) => "ZodLiteral",
            SchemaKind::Enum(_) => "ZodEnum",
            SchemaKind::Object(..) => "ZodObject",
            SchemaKind::Array(_) => "ZodArray",
            SchemaKind::Set(_) => "ZodSet",
            SchemaKind::Tuple(..) => "ZodTuple",
            SchemaKind::Record(..) => "ZodRecord",
            SchemaKind::Map(..) => "ZodMap",
            SchemaKind::Union(_) => "ZodUnion",
            SchemaKind::DiscriminatedUnion(..) => "ZodDiscriminatedUnion",
            SchemaKind::Intersection(..) => "ZodIntersection",
            SchemaKind::Wrapped(wrapper, _) => match wrapper {
                Wrapper::Optional => "ZodOptional",
                Wrapper::ExactOptional => "ZodExactOptional",
                Wrapper::Nullable => "ZodNullable",
                Wrapper::Nonoptional => "ZodNonOptional",
                Wrapper::Default(_) => "ZodDefault",
                Wrapper::Prefault(_) => "ZodPrefault",
                Wrapper::Catch(_) => "ZodCatch",
                Wrapper::Readonly => "ZodReadonly",
                Wrapper::Lazy => "ZodLazy",
                Wrapper::Promise => "ZodPromise",
            },
            SchemaKind::Pipe(..) => "ZodPipe",
            SchemaKind::Other(word) => match word {
                ZodWord::Codec | ZodWord::StringBool => "ZodCodec",
                ZodWord::File => "ZodFile",
                ZodWord::Function => "ZodFunction",
                ZodWord::Json => "ZodJSONSchema",
                ZodWord::Nan => "ZodNaN",
                ZodWord::Never => "ZodNever",
                ZodWord::Success => "ZodSuccess",
                ZodWord::Symbol => "ZodSymbol",
                ZodWord::TemplateLiteral => "ZodTemplateLiteral",
                ZodWord::Transform => "ZodTransform",
                _ => "ZodCustom",
            },
        })
    }
}

fn format_class(word: ZodWord) -> &'static str {
    match word {
        ZodWord::Base64 => "ZodBase64",
        ZodWord::Base64Url => "ZodBase64URL",
        ZodWord::CidrV4 => "ZodCIDRv4",
        ZodWord::CidrV6 => "ZodCIDRv6",
        ZodWord::Cuid => "ZodCUID",
        ZodWord::Cuid2 => "ZodCUID2",
        ZodWord::Date => "ZodISODate",
        ZodWord::Datetime => "ZodISODateTime",
        ZodWord::Duration => "ZodISODuration",
        ZodWord::E164 => "ZodE164",
        ZodWord::Email => "ZodEmail",
        ZodWord::Emoji => "ZodEmoji",
        ZodWord::Float32 => "ZodFloat32",
        ZodWord::Float64 => "ZodFloat64",
        ZodWord::Guid => "ZodGUID",
        ZodWord::HttpUrl | ZodWord::Url => "ZodURL",
        ZodWord::Int => "ZodInt",
        ZodWord::Int32 => "ZodInt32",
        ZodWord::IpV4 => "ZodIPv4",
        ZodWord::IpV6 => "ZodIPv6",
        ZodWord::Jwt => "ZodJWT",
        ZodWord::Ksuid => "ZodKSUID",
        ZodWord::Mac => "ZodMAC",
        ZodWord::NanoId => "ZodNanoID",
        ZodWord::Time => "ZodISOTime",
        ZodWord::Uint32 => "ZodUInt32",
        ZodWord::Ulid => "ZodULID",
        ZodWord::Uuid | ZodWord::UuidV4 | ZodWord::UuidV6 | ZodWord::UuidV7 => "ZodUUID",
        ZodWord::Xid => "ZodXID",
        _ => "ZodCustomStringFormat",
    }
}
