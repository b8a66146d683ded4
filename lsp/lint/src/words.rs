//! Words of messages.

/// `` `a`, `b` and `c` ``.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names.into_iter().map(quoted).collect(), "and")
}

/// `` `a`, `b` or `c` ``.
pub(crate) fn alternatives<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names.into_iter().map(quoted).collect(), "or")
}

/// The first three names and how many more there are: `` `a`, `b`, `c` and 121 more ``.
pub(crate) fn list_briefly<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 3;
    let rest = names.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = names.take(SHOWN).map(quoted).collect();
    if rest > 0 {
        shown.push(format!("{rest} more"));
    }
    join(shown, "and")
}

/// `1 function`, `2 functions`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// How often `word` stands in a program as a word, whatever it means there.
pub(crate) fn occurrences(text: &str, word: &str) -> usize {
    text.split(|next: char| !next.is_alphanumeric() && next != '_' && next != '$')
        .filter(|part| *part == word)
        .count()
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

fn join(mut words: Vec<String>, conjunction: &str) -> String {
    match words.pop() {
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} {conjunction} {last}", words.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{alternatives, list_briefly};

    #[test]
    fn names_are_joined_as_in_a_sentence() {
        assert_eq!(alternatives(["a"]), "`a`");
        assert_eq!(alternatives(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(
            list_briefly(["a", "b", "c", "d", "e"].into_iter()),
            "`a`, `b`, `c` and 2 more"
        );
    }
}
