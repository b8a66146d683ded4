//! The snippet syntax of the Language Server Protocol, as far as our scaffolds use it.
//!
//! A scaffold is written once, as a snippet; the plain text for clients without snippets is read off it, so the two cannot
//! differ. We use tab stops (`$1`, `${1}`), placeholders (`${1:text}`) and choices (`${1|a,b|}`), none inside another.

/// The text that a snippet leaves when nobody changes a placeholder: every tab stop holds its default, a choice its first.
pub(crate) fn plain(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut defaults: Vec<(&str, String)> = Vec::new();
    let mut rest = snippet;
    while let Some(at) = rest.find(['\\', '$']) {
        text.push_str(&rest[..at]);
        let (stop, tail) = if rest[at..].starts_with('\\') {
            let (escaped, tail) = split_first_char(&rest[at + 1..]);
            text.push_str(escaped);
            (None, tail)
        } else {
            TabStop::read(&rest[at + 1..])
        };
        if let Some(stop) = stop {
            let known = defaults.iter().find(|(number, _)| *number == stop.number);
            let default = stop.default.or_else(|| known.map(|(_, default)| default.clone()));
            let default = default.unwrap_or_default();
            text.push_str(&default);
            defaults.push((stop.number, default));
        }
        rest = tail;
    }
    text + rest
}

/// `text` such that a snippet shows it as it is, in a placeholder too.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, '\\' | '$' | '}') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

struct TabStop<'a> {
    number: &'a str,
    /// What it holds at first; none for one that repeats another.
    default: Option<String>,
}

impl<'a> TabStop<'a> {
    /// Reads what follows a `$`, and gives what follows the tab stop.
    fn read(text: &'a str) -> (Option<TabStop<'a>>, &'a str) {
        let (braced, text) = match text.strip_prefix('{') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (number, rest) = text.split_at(text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len()));
        if !braced {
            return (Some(TabStop { number, default: None }), rest);
        }
        let (default, rest) = match split_first_char(rest) {
            (":", rest) => {
                let (default, rest) = until(rest, '}');
                (Some(default), rest)
            }
            ("|", rest) => {
                let (first, _) = until(rest, ',');
                let (_, rest) = until(rest, '|');
                (Some(first), rest.strip_prefix('}').unwrap_or(rest))
            }
            (_, rest) => (None, rest),
        };
        (Some(TabStop { number, default }), rest)
    }
}

/// The text before an unescaped `end`, without its escapes, and the text after it.
fn until(text: &str, end: char) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
            _ if char == end => return (value, &text[at + char.len_utf8()..]),
            _ => value.push(char),
        }
    }
    (value, "")
}

fn split_first_char(text: &str) -> (&str, &str) {
    text.split_at(text.chars().next().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::{escape, plain};
    use proptest::prelude::*;

    #[test]
    fn every_form_of_tab_stop_leaves_its_default() {
        assert_eq!(plain("a $1 b ${2} c$0"), "a  b  c");
        assert_eq!(
            plain("${1:Contact} Provider$1 ${1}Page"),
            "Contact ProviderContact ContactPage"
        );
        assert_eq!(plain("every: '${3|hour,day|}'"), "every: 'hour'");
        assert_eq!(plain(r"`\${id\}` ${1:a\}b\$c}"), "`${id}` a}b$c");
    }

    #[test]
    fn half_a_tab_stop_is_no_panic() {
        for snippet in ["$", "${", "${1", "${1:", "${1:é", "${1|", "${1|a", "\\", "${1|a,b"] {
            plain(snippet);
        }
    }

    proptest! {
        #[test]
        fn escaped_text_stays_as_it_is(text in ".*") {
            prop_assert_eq!(plain(&escape(&text)), &*text);
            prop_assert_eq!(plain(&format!("${{1:{}}}$1", escape(&text))), text.repeat(2));
        }

        #[test]
        fn no_snippet_makes_it_panic(snippet in r"[$\\{}|:,0-9a-zé]*") {
            plain(&snippet);
        }
    }
}
