//! `tsconfig.json` of the root.

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use syntax::LineIndex;

use super::package::span;
use crate::{FilePath, Name, Span};

/// What matters of a `tsconfig.json`: the compiler ignores it, and `nango dev` overwrites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TsConfig {
    /// Where it is.
    pub file: FilePath,
    /// For positions.
    pub lines: LineIndex,
    /// Whether it says that Nango manages it (`$comment`).
    pub is_managed: bool,
    /// Whether options may come from elsewhere (`extends`), or it only points to others (`references`, no `files`).
    pub has_others: bool,
    /// The key `compilerOptions`; of a file without it the outer brace. None if the file is not an object.
    pub place: Option<Span>,
    /// Before which property of `compilerOptions` a new one goes, if there is one.
    pub first_option: Option<Span>,
    /// The properties of `compilerOptions`, in source order.
    pub options: Box<[CompilerOption]>,
}

/// A property of `compilerOptions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompilerOption {
    /// Its name.
    pub name: Box<str>,
    /// Its value, if that is a string, a number or a boolean: a string in lower case and without quotes, as TypeScript
    /// compares it. Its place has the quotes.
    pub value: Name,
}

impl TsConfig {
    /// Reads a `tsconfig.json`, which may have comments and commas at the end.
    pub fn parse(file: FilePath, text: &str) -> TsConfig {
        let mut tsconfig = TsConfig {
            file,
            lines: LineIndex::new(text),
            is_managed: text.contains(MANAGED),
            has_others: false,
            place: None,
            first_option: None,
            options: Box::default(),
        };
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        let Some(Value::Object(object)) = parsed.ok().and_then(|result| result.value) else {
            return tsconfig;
        };
        let points_elsewhere = ["extends", "references", "files"];
        tsconfig.has_others = points_elsewhere.iter().any(|name| object.get(name).is_some());
        let key = object.get("compilerOptions");
        let brace = span(&object).start();
        tsconfig.place = Some(key.map_or_else(|| Span::new(brace, brace), |key| span(&key.name)));
        if let Some(Value::Object(options)) = key.map(|key| &key.value) {
            tsconfig.first_option = options.properties.first().map(span);
            tsconfig.options = read(options);
        }
        tsconfig
    }

    /// The value of an option, if this file sets it.
    pub fn option(&self, name: &str) -> Option<&Name> {
        let option = self.options.iter().rfind(|option| *option.name == *name);
        option.map(|option| &option.value)
    }
}

fn read(options: &Object<'_>) -> Box<[CompilerOption]> {
    let read = |property: &ObjectProp<'_>| {
        let text = match &property.value {
            Value::StringLit(text) => text.value.to_lowercase(),
            Value::BooleanLit(value) => value.value.to_string(),
            Value::NumberLit(number) => number.value.to_owned(),
            _ => return None,
        };
        Some(CompilerOption {
            name: property.name.as_str().into(),
            value: Name {
                text: text.into(),
                span: span(&property.value),
            },
        })
    };
    options.properties.iter().filter_map(read).collect()
}

/// What `nango dev` writes to `$comment` (`syncTsConfig`).
const MANAGED: &str = "This file is managed by Nango";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_with_their_places() {
        let text =
            "{\n  // ours\n  \"compilerOptions\": { \"strict\": true, \"module\": \"NodeNext\", \"lib\": [] },\n}";
        let tsconfig = TsConfig::parse(FilePath::new("/p/tsconfig.json"), text);
        let slice = |span: Span| &text[usize::from(span.start())..usize::from(span.end())];
        assert_eq!(tsconfig.place.map(slice), Some("\"compilerOptions\""));
        assert_eq!(tsconfig.first_option.map(slice), Some("\"strict\": true"));
        let module = tsconfig.option("module").unwrap();
        assert_eq!((&*module.text, slice(module.span)), ("nodenext", "\"NodeNext\""));
        assert!(tsconfig.option("lib").is_none() && !tsconfig.has_others);
    }
}
