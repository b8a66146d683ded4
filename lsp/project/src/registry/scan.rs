//! The compiler's regex, byte for byte.

/// One match of `/^import ['"](?<path>\.\/[^'"]+)['"];?/gm` (`importRegex` of `zeroYaml/constants.ts`, the same in CLI
/// 0.70.4 and 0.71.10), as byte offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) start: usize,
    pub(super) path_start: usize,
    pub(super) path_end: usize,
    pub(super) end: usize,
}

/// All matches, as `exec` in a loop finds them.
///
/// Written by hand because the `regex` crate knows no `^` that also holds after U+2028 and U+2029, as JavaScript's does.
/// What is odd about it is the point: it crosses line ends inside of the quotes, the quotes need not match, and comments
/// mean nothing to it.
pub(super) fn matches(text: &str) -> Vec<Match> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut next = Some(0);
    while let Some(start) = next {
        next = match match_at(bytes, start) {
            Some(entry) => {
                found.push(entry);
                line_start_from(bytes, entry.end)
            }
            None => line_start_from(bytes, start + 1),
        };
    }
    found
}

fn match_at(bytes: &[u8], start: usize) -> Option<Match> {
    const HEAD: &[u8] = b"import ";
    let is_quote = |at: usize| matches!(bytes.get(at), Some(b'\'' | b'"'));

    let quote = start + HEAD.len();
    if !bytes.get(start..)?.starts_with(HEAD) || !is_quote(quote) {
        return None;
    }
    let (path_start, name_start) = (quote + 1, quote + 3);
    if bytes.get(path_start..name_start)? != b"./" {
        return None;
    }
    let path_end = name_start + memchr::memchr2(b'\'', b'"', &bytes[name_start..])?;
    if path_end == name_start {
        return None;
    }
    let semicolon = usize::from(bytes.get(path_end + 1) == Some(&b';'));
    Some(Match {
        start,
        path_start,
        path_end,
        end: path_end + 1 + semicolon,
    })
}

/// The first place at or after `from`, but not the start of the text, where `^` holds.
fn line_start_from(bytes: &[u8], from: usize) -> Option<usize> {
    // A line terminator that ends at `from` may begin up to three bytes before it.
    let back = from.saturating_sub(3);
    memchr::memchr3_iter(b'\n', b'\r', 0xE2, &bytes[back.min(bytes.len())..])
        .filter_map(|at| terminator_end(bytes, back + at))
        .find(|end| *end >= from)
}

fn terminator_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes[at] {
        b'\n' | b'\r' => Some(at + 1),
        _ => matches!(bytes.get(at..at + 3), Some([0xE2, 0x80, 0xA8 | 0xA9])).then_some(at + 3),
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[track_caller]
    fn check(text: &str, paths: &[&str]) {
        let found: Vec<&str> = matches(text)
            .iter()
            .map(|entry| &text[entry.path_start..entry.path_end])
            .collect();
        assert_eq!(found, paths, "{text:?}");
    }

    #[test]
    fn side_effect_imports_at_the_start_of_a_line() {
        check("import './a.js';\nimport \"./b\"\n", &["./a.js", "./b"]);
        check("import './a.js'; import './b.js';", &["./a.js"]);
        check(
            " import './a.js';\n\timport './b.js';\nimport  './c.js';\nimport'./d.js';",
            &[],
        );
        check(
            "export * from './a.js';\nimport a from './a.js';\nimport '../a.js';\nimport 'a.js';\nimport `./a.js`",
            &[],
        );
    }

    #[test]
    fn comments_and_quotes_mean_nothing() {
        check("/*\nimport './a.js';\n*/\n// import './b.js';", &["./a.js"]);
        check("import './a.js\";\nimport \"./b.js';", &["./a.js", "./b.js"]);
        check("import './';\nimport './a", &[]);
    }

    #[test]
    fn lines_end_where_javascript_ends_them() {
        check(
            "import './a';\r\nimport './b';\rimport './c';\u{2028}import './d';\u{2029}import './e';",
            &["./a", "./b", "./c", "./d", "./e"],
        );
        check("\u{feff}import './a';\n\u{b}import './b';\n\u{a0}import './c';", &[]);
    }

    #[test]
    fn a_path_may_cross_lines_and_swallow_them() {
        check("import './a\nimport './b';\nimport './c';", &["./a\nimport ", "./c"]);
    }

    #[test]
    fn the_next_match_may_begin_where_the_last_one_ends() {
        check("import './a\n'\nimport './b'", &["./a\n", "./b"]);
    }
}
