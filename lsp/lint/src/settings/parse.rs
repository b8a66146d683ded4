//! Reads a configuration by the table of keys, and says what is wrong with it. What is wrong is left out, the rest holds.

use std::collections::BTreeMap;
use std::time::Duration;

use syntax::TextRange;
use toml::de::DeTable;

use super::keys::{KEYS, Key, Takes};
use super::nearest::nearest;
use super::value::{Entry, Value, ValueKind, text_range};
use super::{Globs, Override, RuleLevels, Settings};
use crate::rule::{Level, Rule};
use crate::rules::{self, config};
use crate::words;

/// Something wrong in a configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Which of the `config-` rules says so.
    pub rule: &'static Rule,
    /// Where, in bytes of the file; empty in an editor's settings.
    pub range: TextRange,
    /// What, as in a diagnostic.
    pub message: String,
    /// What was probably meant, to be put in the place of `range`.
    pub meant: Option<String>,
}

pub(super) fn from_toml(text: &str, settings: &mut Settings) -> Vec<Problem> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        settings,
        is_editor: false,
        problems: Vec::new(),
    };
    for error in errors {
        let range = text_range(error.span().unwrap_or_default());
        reader.problem(&config::config_syntax::RULE, range, one_sentence(error.message()), None);
    }
    let table = Value::from_toml_table(table.span(), table.get_ref());
    reader.table("", &table);
    reader.problems
}

pub(super) fn from_json(section: &serde_json::Value, settings: &mut Settings) -> Vec<Problem> {
    let mut reader = Reader {
        settings,
        is_editor: true,
        problems: Vec::new(),
    };
    // An editor without any settings of ours sends `null`.
    if !section.is_null() {
        reader.table("", &Value::from_json(section));
    }
    reader.problems
}

struct Reader<'a> {
    settings: &'a mut Settings,
    is_editor: bool,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Reads the keys below `prefix`, which is empty or ends in a dot.
    fn table(&mut self, prefix: &str, value: &Value) {
        let Some(entries) = self.entries(prefix.trim_end_matches('.'), value) else {
            return;
        };
        for Entry { key, key_range, value } in entries {
            let path = format!("{prefix}{key}");
            let below = format!("{path}.");
            if let Some(known) = KEYS.iter().find(|known| known.path == path) {
                if known.editor_only && !self.is_editor {
                    let message = format!("`{path}` names a program, which only the settings of an editor may do");
                    self.problem(&config::config_editor_only::RULE, *key_range, message, None);
                } else {
                    self.value(known, value);
                }
            } else if KEYS.iter().any(|known| known.path.starts_with(&below)) {
                self.table(&below, value);
            } else {
                let siblings = KEYS
                    .iter()
                    .filter(|known| self.is_editor || !known.editor_only)
                    .filter_map(|known| known.path.strip_prefix(prefix)?.split('.').next());
                let meant = nearest(key, siblings);
                let message = with_hint(format!("there is no setting `{path}`"), meant);
                self.problem(&config::config_unknown_key::RULE, *key_range, message, meant);
            }
        }
    }

    fn value(&mut self, key: &Key, value: &Value) {
        match (&key.takes, &value.kind) {
            (Takes::Word(choice, set), ValueKind::String(text)) => match choice.iter().position(|word| word == text) {
                Some(word) => set(self.settings, word),
                None => {
                    let meant = nearest(text, choice.iter().copied());
                    let choice = words::alternatives(choice.iter().copied());
                    let message = format!("`{}` is {choice}, not `{text}`", key.path);
                    self.invalid(value, message, meant.map(|word| format!("\"{word}\"")));
                }
            },
            (Takes::Text(_, set), ValueKind::String(text)) => set(self.settings, text.clone()),
            (Takes::Seconds(_, set), ValueKind::Number(seconds)) if *seconds > 0 => {
                set(self.settings, Duration::from_secs(*seconds));
            }
            (Takes::Globs(set), _) => {
                let globs = self.globs(key.path, value);
                set(self.settings, globs);
            }
            (Takes::Texts(set), _) => {
                let texts = self.texts(key.path, value);
                set(self.settings, texts);
            }
            (Takes::Levels(set), _) => {
                let levels = self.levels(key.path, value);
                set(self.settings, levels);
            }
            (Takes::Overrides(set), ValueKind::Array(items)) => {
                let overrides = items.iter().filter_map(|item| self.special(item)).collect();
                set(self.settings, overrides);
            }
            (Takes::Word(choice, _), _) => {
                self.wrong_type(key.path, &words::alternatives(choice.iter().copied()), value);
            }
            (Takes::Text(..), _) => self.wrong_type(key.path, "a string", value),
            (Takes::Seconds(..), _) => self.wrong_type(key.path, "a whole number of seconds", value),
            (Takes::Overrides(_), _) => self.wrong_type(key.path, "a list of tables", value),
        }
    }

    /// One `{ files, rules }`.
    fn special(&mut self, value: &Value) -> Option<Override> {
        let (mut files, mut levels) = (None, RuleLevels::default());
        for Entry { key, key_range, value } in self.entries("overrides", value)? {
            match key.as_str() {
                "files" => files = Some(self.globs("files", value)),
                "rules" => levels = self.levels("rules", value),
                _ => {
                    let meant = nearest(key, ["files", "rules"]);
                    let message = with_hint(format!("there is no setting `{key}` in `overrides`"), meant);
                    self.problem(&config::config_unknown_key::RULE, *key_range, message, meant);
                }
            }
        }
        if files.is_none() {
            self.invalid(value, "`overrides` without `files` matches nothing".to_owned(), None);
        }
        Some(Override {
            files: files?,
            rules: levels,
        })
    }

    fn levels(&mut self, path: &str, value: &Value) -> RuleLevels {
        let mut levels = RuleLevels::default();
        for Entry { key, key_range, value } in self.entries(path, value).unwrap_or_default() {
            let Some(rule) = rules::find(key) else {
                let meant = nearest(key, rules::all().map(|rule| rule.id));
                let message = with_hint(format!("there is no rule `{key}`"), meant);
                self.problem(&config::config_unknown_rule::RULE, *key_range, message, meant);
                continue;
            };
            let names = Level::ALL.map(Level::as_str);
            match &value.kind {
                ValueKind::String(name) => match Level::from_name(name) {
                    Some(level) => {
                        levels.insert(rule.id, level);
                    }
                    None => {
                        let message = format!("the level of a rule is {}, not `{name}`", words::alternatives(names));
                        let meant = nearest(name, names).map(|name| format!("\"{name}\""));
                        self.invalid(value, message, meant);
                    }
                },
                _ => self.wrong_type(key, &words::alternatives(names), value),
            }
        }
        levels
    }

    fn globs(&mut self, path: &str, value: &Value) -> Globs {
        let ValueKind::Array(items) = &value.kind else {
            self.wrong_type(path, "a list of patterns", value);
            return Globs::default();
        };
        let mut patterns = Vec::new();
        for item in items {
            match &item.kind {
                ValueKind::String(pattern) => match Globs::parse(pattern) {
                    Ok(_) => patterns.push(pattern.clone()),
                    Err(error) => {
                        let message = format!("`{pattern}` is no pattern: {}", error.kind());
                        self.invalid(item, message, None);
                    }
                },
                _ => self.wrong_type(path, "a list of strings", item),
            }
        }
        // Each of them was just found to be sound; a set that grows too large is as good as none.
        Globs::new(patterns).unwrap_or_default()
    }

    fn texts(&mut self, path: &str, value: &Value) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for Entry { key, value, .. } in self.entries(path, value).unwrap_or_default() {
            match &value.kind {
                ValueKind::String(text) => {
                    texts.insert(key.clone(), text.clone());
                }
                _ => self.wrong_type(&format!("{path}.{key}"), "a string", value),
            }
        }
        texts
    }

    fn entries<'v>(&mut self, path: &str, value: &'v Value) -> Option<&'v [Entry]> {
        match &value.kind {
            ValueKind::Table(entries) => Some(entries),
            _ => {
                self.wrong_type(if path.is_empty() { "nango" } else { path }, "a table", value);
                None
            }
        }
    }

    fn wrong_type(&mut self, path: &str, expected: &str, value: &Value) {
        self.invalid(
            value,
            format!("`{path}` is {expected}, not {}", value.type_name()),
            None,
        );
    }

    fn invalid(&mut self, value: &Value, message: String, meant: Option<String>) {
        self.problem(
            &config::config_invalid_value::RULE,
            value.range,
            message,
            meant.as_deref(),
        );
    }

    fn problem(&mut self, rule: &'static Rule, range: TextRange, message: String, meant: Option<&str>) {
        self.problems.push(Problem {
            rule,
            range,
            message,
            meant: meant.map(str::to_owned),
        });
    }
}

fn with_hint(message: String, meant: Option<&str>) -> String {
    match meant {
        Some(meant) => format!("{message}; `{meant}` was probably meant"),
        None => message,
    }
}

/// The parser's own messages have several lines.
fn one_sentence(message: &str) -> String {
    message
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_end_matches('.')
        .to_owned()
}
