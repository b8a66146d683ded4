//! The scripts of a `package.json`.

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::fragment::Fragment;

/// Each script, its escapes resolved.
pub(super) fn fragments(text: &str) -> Vec<Fragment> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let Some(Value::Object(object)) = parsed.ok().and_then(|result| result.value) else {
        return Vec::new();
    };
    let Some(scripts) = object.get_object("scripts") else {
        return Vec::new();
    };
    let read = |property: &ObjectProp<'_>| {
        let range = property.value.as_string_lit()?.range();
        let (start, end) = (range.start + 1, range.end.checked_sub(1)?);
        unescaped(text.get(start..end)?, start)
    };
    scripts.properties.iter().filter_map(read).collect()
}

/// What stands between double quotes of JSON, or of YAML as far as that is the same. None where it has an escape that no
/// command needs.
pub(super) fn unescaped(text: &str, at: usize) -> Option<Fragment> {
    let mut fragment = Fragment::default();
    let mut chars = text.char_indices();
    while let Some((index, char)) = chars.next() {
        if char != '\\' {
            fragment.push(char, at + index, char.len_utf8());
            continue;
        }
        let char = match chars.next()?.1 {
            char @ ('"' | '\\' | '/') => char,
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            _ => return None,
        };
        fragment.push(char, at + index, 2);
    }
    Some(fragment)
}
