//! What a string literal stands for.

use std::borrow::Cow;

/// Decodes what stands between the quotes of a JavaScript string or a template literal. None for an escape that is not
/// valid, or that stands for half of a surrogate pair.
pub(crate) fn decode(raw: &str) -> Option<Cow<'_, str>> {
    if !raw.contains('\\') {
        return Some(Cow::Borrowed(raw));
    }
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        value.push_str(&rest[..at]);
        rest = escape(&rest[at + 1..], &mut value)?;
    }
    value.push_str(rest);
    Some(Cow::Owned(value))
}

/// Reads one escape sequence, without its backslash; gives what follows it.
fn escape<'a>(raw: &'a str, value: &mut String) -> Option<&'a str> {
    let first = raw.chars().next()?;
    let rest = &raw[first.len_utf8()..];
    let char = match first {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '0' if !rest.starts_with(|next: char| next.is_ascii_digit()) => '\0',
        '0'..='9' => return None,
        'x' => {
            value.push(char::from_u32(hex(rest.get(..2)?)?)?);
            return rest.get(2..);
        }
        'u' => return unicode(rest, value),
        // A backslash at the end of a line continues the string on the next.
        '\r' => return Some(rest.strip_prefix('\n').unwrap_or(rest)),
        '\n' | '\u{2028}' | '\u{2029}' => return Some(rest),
        other => other,
    };
    value.push(char);
    Some(rest)
}

/// Reads `{1F600}`, or `00e9`, or the two halves of a surrogate pair: `D83D\uDE00`.
fn unicode<'a>(raw: &'a str, value: &mut String) -> Option<&'a str> {
    if let Some(braced) = raw.strip_prefix('{') {
        let (digits, rest) = braced.split_once('}')?;
        value.push(char::from_u32(hex(digits)?)?);
        return Some(rest);
    }
    let unit = hex(raw.get(..4)?)?;
    let rest = raw.get(4..)?;
    if let Some(char) = char::from_u32(unit) {
        value.push(char);
        return Some(rest);
    }
    let low = rest.strip_prefix("\\u")?;
    let pair = [u16::try_from(unit).ok()?, u16::try_from(hex(low.get(..4)?)?).ok()?];
    value.push(char::decode_utf16(pair).next()?.ok()?);
    low.get(4..)
}

/// `from_str_radix` alone would accept a sign.
fn hex(digits: &str) -> Option<u32> {
    let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn escapes_are_decoded() {
        let check = |raw, expected| assert_eq!(decode(raw).as_deref(), Some(expected), "{raw}");
        check("plain é", "plain é");
        check(r"a\nb\t\\\'\q", "a\nb\t\\'q");
        check(r"\x41\u00e9\u{1F600}\uD83D\uDE00\0", "Aé😀😀\0");
        check("one\\\ntwo\\\r\nthree", "onetwothree");
    }

    #[test]
    fn an_invalid_escape_has_no_value() {
        for raw in [
            r"\x4",
            r"\xé",
            r"\u12",
            r"\u{}",
            r"\u{110000}",
            r"\u{+1}",
            r"\uD83D",
            r"\uD83Dx",
            r"\01",
            r"\8",
            "\\",
        ] {
            assert_eq!(decode(raw), None, "{raw}");
        }
    }
}
