//! `.env`: the names of its keys, never their values.

use std::sync::LazyLock;

use regex::Regex;
use syntax::{LineIndex, TextSize};

use crate::{FilePath, Name, Span};

/// The names in a `.env` file. The values are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvFile {
    /// Where it is.
    pub file: FilePath,
    /// For the positions of its spans.
    pub lines: LineIndex,
    /// The keys, in source order, without `export `.
    pub keys: Box<[Name]>,
}

/// The assignments of a `.env` file: `LINE` of the package `dotenv`, with which the CLI reads it.
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    let value = r##"\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+"##;
    let line = format!(r"(?mR)^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)({value})?\s*(?:#.*)?$");
    Regex::new(&line).expect("it is constant")
});

impl EnvFile {
    /// Reads the names in a `.env` file.
    pub fn parse(file: FilePath, text: &str) -> EnvFile {
        let names = LINE.captures_iter(text).filter_map(|line| line.get(1));
        let keys = names.map(|name| {
            let at = TextSize::new(name.start() as u32);
            Name {
                text: name.as_str().into(),
                span: Span::new(at, at + TextSize::of(name.as_str())),
            }
        });
        EnvFile {
            file,
            lines: LineIndex::new(text),
            keys: keys.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str]) {
        let env = EnvFile::parse(FilePath::new("/p/.env"), text);
        let found: Vec<&str> = env.keys.iter().map(|key| &*key.text).collect();
        assert_eq!(found, names);
        for key in &env.keys {
            assert_eq!(
                &text[usize::from(key.span.start())..usize::from(key.span.end())],
                &*key.text
            );
        }
    }

    #[test]
    fn names_and_never_values() {
        check(
            "NANGO_SECRET_KEY_DEV=a=b\r\n  export  NANGO_HOSTPORT = x\n# NOT=1\n\nno line\nA-B=",
            &["NANGO_SECRET_KEY_DEV", "NANGO_HOSTPORT", "A-B"],
        );
    }

    #[test]
    fn a_value_of_several_lines_has_no_names_in_it() {
        check(
            "KEY=\"-----BEGIN\nINNER=1\n-----END\"\nLAST=1\nODD='x\nB: 2",
            &["KEY", "LAST", "ODD", "B"],
        );
    }
}
