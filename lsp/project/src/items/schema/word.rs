//! The words of zod: what can be called on `z`, and on a schema.

/// Gives each word its text, and how many arguments of it say something about the values: of the function of `z`, and of the
/// method of a schema. The others are messages and callbacks, and are not kept.
macro_rules! words {
    ($($word:ident $text:literal ($function:literal, $method:literal),)*) => {
        /// A function of `z`, or a method of a schema.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ZodWord {
            $(#[doc = concat!("`", $text, "`")] $word,)*
        }

        impl ZodWord {
            /// The word with this text; none if zod has nothing of that name that makes a schema.
            pub fn of(text: &str) -> Option<ZodWord> {
                match text {
                    $($text => Some(ZodWord::$word),)*
                    _ => None,
                }
            }

            /// Its text.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(ZodWord::$word => $text,)*
                }
            }

            /// How many arguments of the function of `z` say something about the values.
            pub(super) fn arguments_of_function(self) -> usize {
                match self {
                    $(ZodWord::$word => $function,)*
                }
            }

            /// How many arguments of the method say something about the values.
            pub(super) fn arguments_of_method(self) -> usize {
                match self {
                    $(ZodWord::$word => $method,)*
                }
            }
        }
    };
}

// The most frequent ones first: the text is compared in this order.
words! {
    String "string" (0, 0),
    Optional "optional" (1, 0),
    Describe "describe" (0, 1),
    Object "object" (1, 0),
    Array "array" (1, 0),
    Number "number" (0, 0),
    Nullable "nullable" (1, 0),
    Boolean "boolean" (0, 0),
    Union "union" (1, 0),
    Null "null" (0, 0),
    Enum "enum" (1, 0),
    Literal "literal" (1, 0),
    Record "record" (2, 0),
    Unknown "unknown" (0, 0),
    Any "any" (0, 0),
    Nullish "nullish" (1, 0),
    Passthrough "passthrough" (0, 0),
    Int "int" (0, 0),
    Min "min" (0, 1),
    Max "max" (0, 1),
    Default "default" (2, 1),
    Extend "extend" (0, 1),
    Void "void" (0, 0),
    Date "date" (0, 0),
    Email "email" (0, 0),
    Url "url" (0, 0),
    Uuid "uuid" (0, 0),
    Datetime "datetime" (0, 0),
    And "and" (0, 1),
    Base64 "base64" (0, 0),
    Base64Url "base64url" (0, 0),
    BigInt "bigint" (0, 0),
    Brand "brand" (0, 0),
    Catch "catch" (2, 1),
    Catchall "catchall" (0, 1),
    Check "check" (0, 0),
    CidrV4 "cidrv4" (0, 0),
    CidrV6 "cidrv6" (0, 0),
    Clone "clone" (0, 0),
    Codec "codec" (2, 0),
    Cuid "cuid" (0, 0),
    Cuid2 "cuid2" (0, 0),
    Custom "custom" (0, 0),
    DiscriminatedUnion "discriminatedUnion" (2, 0),
    Duration "duration" (0, 0),
    E164 "e164" (0, 0),
    Emoji "emoji" (0, 0),
    EndsWith "endsWith" (0, 1),
    ExactOptional "exactOptional" (1, 0),
    Exclude "exclude" (0, 1),
    Extract "extract" (0, 1),
    File "file" (0, 0),
    Finite "finite" (0, 0),
    Float32 "float32" (0, 0),
    Float64 "float64" (0, 0),
    Function "function" (0, 0),
    Gt "gt" (0, 1),
    Gte "gte" (0, 1),
    Guid "guid" (0, 0),
    Hash "hash" (0, 0),
    Hex "hex" (0, 0),
    Hostname "hostname" (0, 0),
    HttpUrl "httpUrl" (0, 0),
    Includes "includes" (0, 1),
    InstanceOf "instanceof" (0, 0),
    Int32 "int32" (0, 0),
    Int64 "int64" (0, 0),
    Intersection "intersection" (2, 0),
    IpV4 "ipv4" (0, 0),
    IpV6 "ipv6" (0, 0),
    Json "json" (0, 0),
    Jwt "jwt" (0, 0),
    Keyof "keyof" (1, 0),
    Ksuid "ksuid" (0, 0),
    Lazy "lazy" (1, 0),
    Length "length" (0, 1),
    Loose "loose" (0, 0),
    LooseObject "looseObject" (1, 0),
    LooseRecord "looseRecord" (2, 0),
    Lowercase "lowercase" (0, 0),
    Lt "lt" (0, 1),
    Lte "lte" (0, 1),
    Mac "mac" (0, 0),
    Map "map" (2, 0),
    Merge "merge" (0, 1),
    Meta "meta" (0, 1),
    Mime "mime" (0, 1),
    MultipleOf "multipleOf" (0, 1),
    Nan "nan" (0, 0),
    NanoId "nanoid" (0, 0),
    NativeEnum "nativeEnum" (1, 0),
    Negative "negative" (0, 0),
    Never "never" (0, 0),
    Nonempty "nonempty" (0, 0),
    Nonnegative "nonnegative" (0, 0),
    Nonoptional "nonoptional" (1, 0),
    Nonpositive "nonpositive" (0, 0),
    Normalize "normalize" (0, 0),
    Omit "omit" (0, 1),
    Or "or" (0, 1),
    Overwrite "overwrite" (0, 0),
    Partial "partial" (0, 1),
    PartialRecord "partialRecord" (2, 0),
    Pick "pick" (0, 1),
    Pipe "pipe" (2, 1),
    Positive "positive" (0, 0),
    Prefault "prefault" (2, 1),
    Preprocess "preprocess" (2, 0),
    Promise "promise" (1, 0),
    Readonly "readonly" (1, 0),
    Refine "refine" (0, 0),
    Regex "regex" (0, 1),
    Register "register" (0, 0),
    RemoveCatch "removeCatch" (0, 0),
    RemoveDefault "removeDefault" (0, 0),
    Required "required" (0, 1),
    Rest "rest" (0, 1),
    Safe "safe" (0, 0),
    SafeExtend "safeExtend" (0, 1),
    Set "set" (1, 0),
    Size "size" (0, 1),
    Slugify "slugify" (0, 0),
    StartsWith "startsWith" (0, 1),
    Step "step" (0, 1),
    Strict "strict" (0, 0),
    StrictObject "strictObject" (1, 0),
    StringBool "stringbool" (0, 0),
    StringFormat "stringFormat" (0, 0),
    Strip "strip" (0, 0),
    Success "success" (1, 0),
    SuperRefine "superRefine" (0, 0),
    Symbol "symbol" (0, 0),
    TemplateLiteral "templateLiteral" (0, 0),
    Time "time" (0, 0),
    ToLowerCase "toLowerCase" (0, 0),
    ToUpperCase "toUpperCase" (0, 0),
    Transform "transform" (0, 0),
    Trim "trim" (0, 0),
    Tuple "tuple" (2, 0),
    Uint32 "uint32" (0, 0),
    Uint64 "uint64" (0, 0),
    Ulid "ulid" (0, 0),
    Undefined "undefined" (0, 0),
    UnderscoreDefault "_default" (2, 0),
    Unwrap "unwrap" (0, 0),
    Uppercase "uppercase" (0, 0),
    UuidV4 "uuidv4" (0, 0),
    UuidV6 "uuidv6" (0, 0),
    UuidV7 "uuidv7" (0, 0),
    With "with" (0, 0),
    Xid "xid" (0, 0),
    Xor "xor" (1, 0),
}

impl ZodWord {
    /// Whether a call of this method looks like that of a schema, whatever it is called on: arrays, strings and promises have
    /// none of this name, but for `catch`.
    pub(super) fn derives(self) -> bool {
        use ZodWord::{
            And, Array, Brand, Catch, Catchall, Check, Default, Describe, ExactOptional, Extend, Loose, Merge, Meta,
            Nonoptional, Nullable, Nullish, Omit, Optional, Or, Partial, Passthrough, Pick, Pipe, Prefault, Readonly,
            Refine, Required, SafeExtend, Strict, Strip, Transform,
        };
        matches!(
            self,
            And | Array
                | Brand
                | Catch
                | Catchall
                | Check
                | Default
                | Describe
                | ExactOptional
                | Extend
                | Loose
                | Merge
                | Meta
                | Nonoptional
                | Nullable
                | Nullish
                | Omit
                | Optional
                | Or
                | Partial
                | Passthrough
                | Pick
                | Pipe
                | Prefault
                | Readonly
                | Refine
                | Required
                | SafeExtend
                | Strict
                | Strip
                | Transform
        )
    }
}
