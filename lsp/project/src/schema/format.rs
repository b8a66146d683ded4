//! The formats of strings: an example of each, and whether a text has it.

use std::sync::LazyLock;

use regex::Regex;

use crate::items::ZodWord;

/// A text of a format that zod, and the formats of JSON schema of that name, take. Of the others there is none.
pub fn format_example(word: ZodWord) -> Option<&'static str> {
    Some(match word {
        ZodWord::Email => "user@example.com",
        ZodWord::Url | ZodWord::HttpUrl => "https://example.com",
        ZodWord::Uuid | ZodWord::UuidV4 | ZodWord::Guid => "3f2b8c1e-5a4d-4c7e-9b1f-0a2d6e8c4b5a",
        ZodWord::UuidV6 => "1ef0a3c2-5a4d-6c7e-9b1f-0a2d6e8c4b5a",
        ZodWord::UuidV7 => "018f2b8c-5a4d-7c7e-9b1f-0a2d6e8c4b5a",
        ZodWord::Datetime => "2026-01-31T09:30:00Z",
        ZodWord::Date => "2026-01-31",
        ZodWord::Time => "09:30:00",
        ZodWord::Duration => "P1D",
        ZodWord::IpV4 => "192.0.2.1",
        ZodWord::IpV6 => "2001:db8::1",
        ZodWord::CidrV4 => "192.0.2.0/24",
        ZodWord::CidrV6 => "2001:db8::/32",
        ZodWord::Mac => "00:1a:2b:3c:4d:5e",
        ZodWord::Hostname => "example.com",
        ZodWord::E164 => "+14155550123",
        ZodWord::Cuid => "cjld2cjxh0000qzrmn831i7rn",
        ZodWord::Cuid2 => "tz4a98xxat96iws9zmbrgj3a",
        ZodWord::Ulid => "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        ZodWord::Xid => "9m4e2mr0ui3e8a215n4g",
        ZodWord::Ksuid => "0ujtsYcgvSTl8PAuAdqWYSMnLOv",
        ZodWord::NanoId => "V1StGXR8_Z5jdHi6B-myT",
        ZodWord::Base64 => "aGVsbG8h",
        ZodWord::Base64Url => "aGVsbG8h",
        ZodWord::Hex => "c0ffee",
        ZodWord::Emoji => "🙂",
        // A header and a payload of nothing: `{"alg":"HS256","typ":"JWT"}`, `{}`.
        ZodWord::Jwt => "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl",
        ZodWord::Lowercase => "text",
        ZodWord::Uppercase => "TEXT",
        _ => return None,
    })
}

/// Whether a text has a format; none where that is not known.
pub(super) fn has(text: &str, word: ZodWord) -> Option<bool> {
    macro_rules! pattern {
        ($pattern:literal) => {{
            static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
            PATTERN.as_ref()?.is_match(text)
        }};
    }
    if format_example(word) == Some(text) {
        return Some(true);
    }
    Some(match word {
        ZodWord::Email => {
            // Narrower than most: what it refuses is not known to be wrong unless there is no `@`.
            let is_plain = pattern!(r"^[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$");
            if !is_plain && text.contains('@') {
                return None;
            }
            is_plain
        }
        ZodWord::Url | ZodWord::HttpUrl => {
            let is_plain = pattern!(r"^https?://[A-Za-z0-9.-]+(:\d{1,4})?([/?#][!-~]*)?$");
            if !is_plain && text.contains(':') {
                return None;
            }
            is_plain
        }
        ZodWord::Uuid => {
            pattern!(
                r"(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$|^0{8}-0{4}-0{4}-0{4}-0{12}$|^f{8}-f{4}-f{4}-f{4}-f{12}$"
            )
        }
        ZodWord::Date => {
            pattern!(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$") || not_or_unknown(pattern!(r"^\d{4}-\d\d-\d\d$"))?
        }
        ZodWord::Datetime => {
            pattern!(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$")
                // The CLI's validator takes `t`, `z` and a blank for dates, zod for none.
                || not_or_unknown(pattern!(r"^\d{4}-\d\d-\d\d[Tt\s]\d\d:\d\d"))?
        }
        ZodWord::IpV4 => pattern!(r"^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$"),
        ZodWord::E164 => pattern!(r"^\+[1-9]\d{6,14}$"),
        ZodWord::Hex => pattern!(r"^[0-9a-fA-F]*$"),
        ZodWord::Ulid => pattern!(r"(?i)^[0-9A-HJKMNP-TV-Z]{26}$"),
        ZodWord::Lowercase => !text.contains(|char: char| char.is_ascii_uppercase()),
        ZodWord::Uppercase => !text.contains(|char: char| char.is_ascii_lowercase()),
        _ => return None,
    })
}

/// What looks alike may have the format: who knows.
fn not_or_unknown(looks_alike: bool) -> Option<bool> {
    (!looks_alike).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::has;
    use crate::items::ZodWord;

    #[test]
    fn zod_knows_the_case_of_ascii_letters_alone() {
        assert_eq!(has("Äb", ZodWord::Lowercase), Some(true));
        assert_eq!(has("Bß", ZodWord::Uppercase), Some(true));
        assert_eq!(has("äB", ZodWord::Lowercase), Some(false));
        assert_eq!(has("Äb", ZodWord::Uppercase), Some(false));
    }
}
