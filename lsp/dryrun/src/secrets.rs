//! Secret values, in every form in which they are found again.

/// Secret values, kept to be recognised and never to be shown.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Longest first: one may be part of another.
    forms: Vec<String>,
}

/// Shorter values cannot be told from ordinary text: taking `dev` or `1` out would garble every message.
const SHORTEST: usize = 6;

/// Of shorter values too little is left in the middle of an encoding to be told from ordinary text.
const SHORTEST_ENCODED: usize = 8;

impl Secrets {
    /// The values, and what they look like in JSON, addresses and encodings.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(String::as_str)
    }
}

impl FromIterator<String> for Secrets {
    fn from_iter<I: IntoIterator<Item = String>>(values: I) -> Self {
        let mut forms = Vec::new();
        for value in values.into_iter().filter(|value| value.len() >= SHORTEST) {
            let json = escaped(&value);
            forms.push(escaped(&json));
            forms.push(json);
            // As `inspect` quotes it.
            forms.push(value.replace('\\', r"\\").replace('\n', r"\n").replace('\'', r"\'"));
            forms.push(in_address(&value));
            if value.len() >= SHORTEST_ENCODED {
                forms.extend((0..3).flat_map(|before| base64(value.as_bytes(), before)));
            }
            // A key of several lines is told line by line.
            forms.extend(value.lines().filter(|line| line.len() >= SHORTEST).map(str::to_owned));
            forms.push(value);
        }
        forms.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        forms.dedup();
        Self { forms }
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

/// As it stands inside a JSON string.
fn escaped(value: &str) -> String {
    let quoted = serde_json::Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// As `encodeURIComponent` writes it.
fn in_address(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'!' | b'~' | b'*' | b'\'' | b'(' | b')' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// What every Base64 text has in common that holds the value behind `before` bytes (of three): without the digits that
/// depend on what stands before and behind. In both alphabets.
fn base64(value: &[u8], before: usize) -> [String; 2] {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = (before + value.len()) * 8;
    let byte = |index: usize| match index.checked_sub(before) {
        Some(index) => value.get(index).copied().unwrap_or_default(),
        None => 0,
    };
    let first = (before * 8).div_ceil(6);
    let standard: String = (first..bits / 6)
        .map(|digit| {
            let (index, offset) = (digit * 6 / 8, digit * 6 % 8);
            let two = u16::from(byte(index)) << 8 | u16::from(byte(index + 1));
            char::from(DIGITS[usize::from(two >> (10 - offset) & 63)])
        })
        .collect();
    let safe = standard.replace('+', "-").replace('/', "_");
    [standard, safe]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Redactor;

    const KEY: &str = "11111111-1111-4111-8111-111111111111";

    fn redacted(value: &str, text: &str) -> String {
        let secrets: Secrets = [value.to_owned()].into_iter().collect();
        Redactor::new(&secrets).text(text).into_owned()
    }

    #[test]
    fn every_line_of_a_key_of_several_lines() {
        let key = "-----BEGIN KEY-----\nTUlJQ2RnSUJBREFO\n-----END KEY-----";
        assert_eq!(redacted(key, "TUlJQ2RnSUJBREFO"), "[redacted]");
        assert_eq!(redacted(key, &escaped(key)), "[redacted]");
        assert_eq!(redacted(key, &escaped(&escaped(key))), "[redacted]");
    }

    #[test]
    fn in_addresses() {
        assert_eq!(
            redacted("pass&phrase é", "/a?x=pass%26phrase%20%C3%A9"),
            "/a?x=[redacted]"
        );
    }

    #[test]
    fn in_base64_wherever_it_begins() {
        // `<key>`, `<key>:`, `a:<key>`, `ab:<key>:`
        for text in [
            "MTExMTExMTEtMTExMS00MTExLTgxMTEtMTExMTExMTExMTEx",
            "MTExMTExMTEtMTExMS00MTExLTgxMTEtMTExMTExMTExMTExOg==",
            "YToxMTExMTExMS0xMTExLTQxMTEtODExMS0xMTExMTExMTExMTE=",
            "YWI6MTExMTExMTEtMTExMS00MTExLTgxMTEtMTExMTExMTExMTExOg==",
        ] {
            let shown = redacted(KEY, text);
            assert!(shown.contains("[redacted]") && shown.len() < 24, "{text}: {shown}");
        }
    }

    #[test]
    fn debug_shows_nothing() {
        let secrets: Secrets = [KEY.to_owned()].into_iter().collect();
        assert_eq!(format!("{secrets:?}"), "Secrets");
    }
}
