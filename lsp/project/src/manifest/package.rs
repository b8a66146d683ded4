//! `package.json`, with places.

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use syntax::{LineIndex, TextSize};

use super::Version;
use crate::{FilePath, Name, Span};

/// What matters of a `package.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageJson {
    /// Where it is.
    pub file: FilePath,
    /// For the positions of its spans.
    pub lines: LineIndex,
    /// The property `type`.
    pub module_type: ModuleType,
    /// The place of the outer object, braces included; none if the file is not an object.
    pub object: Option<Span>,
    /// The place of the first property, key and value: a new property goes before it.
    pub first_property: Option<Span>,
    /// What is declared, in source order.
    pub dependencies: Box<[Dependency]>,
}

/// The property `type` of a `package.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModuleType {
    /// It is absent.
    Missing,
    /// `"module"`: what Nango needs.
    Module,
    /// Anything else: the place of the value.
    Other(Span),
}

/// One declared dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The package; the place of the key, with its quotes.
    pub name: Name,
    /// The version or range; the place of the value, with its quotes.
    pub version: Name,
    /// Under which key it stands.
    pub kind: DependencyKind,
}

/// Under which key of `package.json` a dependency stands, the most binding first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DependencyKind {
    /// `dependencies`
    Normal,
    /// `devDependencies`
    Development,
    /// `peerDependencies`
    Peer,
    /// `optionalDependencies`
    Optional,
}

impl PackageJson {
    /// Reads a `package.json`. One that is not JSON has nothing in it.
    pub fn parse(file: FilePath, text: &str) -> PackageJson {
        let mut package = PackageJson {
            file,
            lines: LineIndex::new(text),
            module_type: ModuleType::Missing,
            object: None,
            first_property: None,
            dependencies: Box::default(),
        };
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        let Some(Value::Object(object)) = parsed.ok().and_then(|result| result.value) else {
            return package;
        };
        package.object = Some(span(&object));
        package.first_property = object.properties.first().map(span);
        // Of several keys of one name the last one counts.
        let module_type = object
            .properties
            .iter()
            .rfind(|property| property.name.as_str() == "type");
        package.module_type = match module_type.map(|property| &property.value) {
            None => ModuleType::Missing,
            Some(Value::StringLit(text)) if text.value == "module" => ModuleType::Module,
            Some(value) => ModuleType::Other(span(value)),
        };
        package.dependencies = object.properties.iter().flat_map(dependencies).collect();
        package
    }

    /// The declaration of a package; of several the one of `dependencies`, then of `devDependencies`.
    pub fn dependency(&self, name: &str) -> Option<&Dependency> {
        let declared = self
            .dependencies
            .iter()
            .filter(|dependency| &*dependency.name.text == name);
        declared.min_by_key(|dependency| dependency.kind)
    }
}

fn dependencies(property: &ObjectProp<'_>) -> Vec<Dependency> {
    let kind = match property.name.as_str() {
        "dependencies" => DependencyKind::Normal,
        "devDependencies" => DependencyKind::Development,
        "peerDependencies" => DependencyKind::Peer,
        "optionalDependencies" => DependencyKind::Optional,
        _ => return Vec::new(),
    };
    let Value::Object(object) = &property.value else {
        return Vec::new();
    };
    let read = |property: &ObjectProp<'_>| {
        let version = property.value.as_string_lit()?;
        let name = Name {
            text: property.name.as_str().into(),
            span: span(&property.name),
        };
        Some(Dependency {
            name,
            version: Name {
                text: (&*version.value).into(),
                span: span(version),
            },
            kind,
        })
    };
    object.properties.iter().filter_map(read).collect()
}

/// Where a value or a property stands.
pub(super) fn span(ranged: &impl Ranged) -> Span {
    let range = ranged.range();
    Span::new(TextSize::new(range.start as u32), TextSize::new(range.end as u32))
}

/// The property `version` of the `package.json` of an installed package.
pub(crate) fn installed_version(text: &str) -> Option<Version> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let Some(Value::Object(object)) = parsed.value else {
        return None;
    };
    Version::parse(&object.get_string("version")?.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> PackageJson {
        PackageJson::parse(FilePath::new("/p/package.json"), text)
    }

    #[test]
    fn type_and_dependencies_with_their_places() {
        let text =
            r#"{ "type": "commonjs", "devDependencies": { "nango": "0.71.10" }, "dependencies": { "zod": "4.3.6" } }"#;
        let package = parse(text);
        let slice = |span: Span| &text[usize::from(span.start())..usize::from(span.end())];
        assert!(matches!(package.module_type, ModuleType::Other(value) if slice(value) == "\"commonjs\""));
        assert_eq!(package.first_property.map(slice), Some("\"type\": \"commonjs\""));
        let nango = package.dependency("nango").unwrap();
        assert_eq!(
            (nango.kind, slice(nango.name.span)),
            (DependencyKind::Development, "\"nango\"")
        );
        assert_eq!(
            (&*nango.version.text, slice(nango.version.span)),
            ("0.71.10", "\"0.71.10\"")
        );
    }

    #[test]
    fn what_is_no_object_has_nothing_in_it() {
        assert_eq!(parse("[1]").object, None);
        assert_eq!(parse("{ \"type\": ").module_type, ModuleType::Missing);
        assert_eq!(parse("{ \"type\": \"module\" }").module_type, ModuleType::Module);
    }

    #[test]
    fn of_two_types_the_last_one_counts() {
        let text = r#"{ "type": "commonjs", "type": "module" }"#;
        assert_eq!(parse(text).module_type, ModuleType::Module);
    }

    #[test]
    fn an_installed_version_is_exact() {
        assert_eq!(
            installed_version(r#"{ "version": "0.71.10" }"#),
            Some(Version::new(0, 71, 10))
        );
        assert_eq!(installed_version(r#"{ "version": "^0.71.10" }"#), None);
    }
}
