//! The keys of a value that Node has printed.

/// The keys at the top level of an object in the form of Node's `inspect`: `{ id: 1, 'e-mail': 'a' }`. Nothing for any other
/// value, and for what is cut in the middle.
pub(super) fn top_level_keys(dump: &str) -> Vec<String> {
    let mut keys = Vec::new();
    if !dump.starts_with('{') {
        return keys;
    }
    let (mut depth, mut begins_at) = (0_usize, None);
    let mut chars = dump.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '\'' | '"' | '`' => skip_string(&mut chars, char),
            '{' | '[' | '(' => {
                depth += 1;
                begins_at = (depth == 1).then_some(at + 1).or(begins_at);
            }
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 1 => begins_at = Some(at + 1),
            ':' if depth == 1 => {
                if let Some(begin) = begins_at.take() {
                    let key = dump[begin..at].trim();
                    keys.push(key.trim_matches(['\'', '"']).to_owned());
                }
            }
            _ => {}
        }
    }
    keys
}

fn skip_string(chars: &mut std::str::CharIndices<'_>, quote: char) {
    while let Some((_, char)) = chars.next() {
        match char {
            '\\' => drop(chars.next()),
            _ if char == quote => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::top_level_keys;

    #[test]
    fn only_keys_and_only_those_at_the_top() {
        assert_eq!(
            top_level_keys("{\n  id: 'a, b: c',\n  'e-mail': \"it's {\",\n  v: { t: [ 1, 2 ], x: 3 },\n  n: null\n}"),
            ["id", "e-mail", "v", "n"]
        );
        for other in ["undefined", "[ { id: 1 } ]", "'{ id: 1 }'", "{}", ""] {
            assert_eq!(top_level_keys(other), [""; 0], "{other}");
        }
    }
}
