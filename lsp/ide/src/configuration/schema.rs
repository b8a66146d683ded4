//! The schema of `nango-lsp.toml`, as it is asked: which tables there are, which keys a table has, what a key takes.

use lint::settings;
use serde_json::Value;

use crate::scaffold::escape;

/// The schema.
pub(super) struct Schema {
    root: Value,
}

/// A table that may be opened by a header.
pub(super) struct Table {
    /// With dots.
    pub(super) path: String,
    /// Whether there may be several: `[[path]]`.
    pub(super) is_list: bool,
    /// What it is for, as Markdown.
    pub(super) page: String,
}

/// A key, and what it takes.
pub(super) struct Entry {
    /// As it is written in its table.
    pub(super) key: String,
    /// The values that it may have, or the one that it has by default, as they are written.
    pub(super) values: Vec<String>,
    /// What it is for, as Markdown.
    pub(super) page: String,
    is_list: bool,
    is_text: bool,
}

impl Table {
    /// As it opens the table.
    pub(super) fn header(&self) -> String {
        let path = &self.path;
        if self.is_list {
            format!("[[{path}]]")
        } else {
            format!("[{path}]")
        }
    }
}

impl Schema {
    pub(super) fn new() -> Schema {
        Schema {
            root: settings::schema(),
        }
    }

    /// All tables.
    pub(super) fn tables(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        self.collect_tables(&self.root, "", &mut tables);
        tables
    }

    fn collect_tables(&self, table: &Value, path: &str, tables: &mut Vec<Table>) {
        for (name, value) in self.properties(table) {
            let items = self.resolve(&value["items"]);
            let is_list = is_table(items);
            let inside = if is_list { items } else { self.resolve(value) };
            if is_table(inside) {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                tables.push(Table {
                    path: path.clone(),
                    is_list,
                    page: self.page_of_table(value, inside),
                });
                self.collect_tables(inside, &path, tables);
            }
        }
    }

    /// The keys of a table, those of the tables in it with dots.
    pub(super) fn keys(&self, table: &[String]) -> Vec<Entry> {
        let mut keys = Vec::new();
        if let Some(table) = self.at(table) {
            self.collect_keys(table, "", &mut keys);
        }
        keys
    }

    fn collect_keys(&self, table: &Value, prefix: &str, keys: &mut Vec<Entry>) {
        for (name, value) in self.properties(table) {
            let key = format!("{prefix}{name}");
            if value["properties"].is_object() {
                self.collect_keys(value, &format!("{key}."), keys);
            // Tables of any size, as the levels of all rules, have their own header.
            } else if !is_table(self.resolve(value)) && !is_table(self.resolve(&value["items"])) {
                keys.push(self.describe(&key, value));
            }
        }
    }

    /// A key, by its path from the top.
    pub(super) fn entry(&self, path: &[String]) -> Option<Entry> {
        let value = self.at_exactly(path)?;
        Some(self.describe(path.last()?, value))
    }

    /// Whether any name may be a key of a table.
    pub(super) fn takes_any_key(&self, table: &[String]) -> bool {
        self.at(table)
            .is_some_and(|table| table["additionalProperties"].is_object())
    }

    fn describe(&self, key: &str, value: &Value) -> Entry {
        let resolved = self.resolve(value);
        let allowed = resolved["enum"].as_array();
        let default = &value["default"];
        let values: Vec<String> = match allowed {
            Some(allowed) => allowed.iter().map(Value::to_string).collect(),
            None => Some(default)
                .filter(|it| !it.is_null())
                .map(Value::to_string)
                .into_iter()
                .collect(),
        };
        let mut page = value["description"].as_str().unwrap_or_default().to_owned();
        if allowed.is_some() {
            page += &format!("\n\nOne of {}", codes(&values));
        }
        if !default.is_null() {
            page += if allowed.is_some() { "; " } else { "\n\n" };
            page += &format!("`{default}` if it is not set.");
        } else if allowed.is_some() {
            page.push('.');
        }
        let is_bare = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
        Entry {
            key: if key.chars().all(is_bare) {
                key.to_owned()
            } else {
                format!("\"{key}\"")
            },
            values,
            page: page.trim_start().to_owned(),
            is_list: resolved["type"] == "array",
            is_text: resolved["type"] == "string",
        }
    }

    fn page_of_table(&self, value: &Value, table: &Value) -> String {
        match value["description"].as_str() {
            Some(description) => description.to_owned(),
            None => {
                let keys: Vec<String> = self.properties(table).map(|(name, _)| name.clone()).collect();
                format!("It has {}.", codes(&keys))
            }
        }
    }

    fn properties<'a>(&'a self, table: &'a Value) -> impl Iterator<Item = (&'a String, &'a Value)> {
        self.resolve(table)["properties"].as_object().into_iter().flatten()
    }

    /// The table at a path; of a list of tables, each of them.
    fn at(&self, path: &[String]) -> Option<&Value> {
        let value = self.resolve(self.at_exactly(path)?);
        let items = self.resolve(&value["items"]);
        Some(if is_table(items) { items } else { value })
    }

    fn at_exactly(&self, path: &[String]) -> Option<&Value> {
        let Some((name, above)) = path.split_last() else {
            return Some(&self.root);
        };
        let table = self.at(above)?;
        [&table["properties"][name], &table["additionalProperties"]]
            .into_iter()
            .find(|value| value.is_object())
    }

    /// What a value refers to.
    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let reference = value["$ref"].as_str().or_else(|| value["allOf"][0]["$ref"].as_str());
        match reference.and_then(|reference| self.root.pointer(reference.trim_start_matches('#'))) {
            Some(referred) => referred,
            None => value,
        }
    }
}

impl Entry {
    /// What stands for its value until that is typed: as it is, and with tab stops.
    pub(super) fn placeholder(&self) -> (String, String) {
        let first = self.values.first();
        match first {
            Some(value) if self.values.len() > 1 => {
                let words: Vec<&str> = self.values.iter().map(|value| value.trim_matches('"')).collect();
                (value.clone(), format!("\"${{1|{}|}}\"", words.join(",")))
            }
            Some(value) if self.is_text => (value.clone(), format!("\"${{1:{}}}\"", escape(value.trim_matches('"')))),
            Some(value) => (value.clone(), format!("${{1:{}}}", escape(value))),
            None if self.is_list => ("[]".to_owned(), "[\"$1\"]".to_owned()),
            None => ("\"\"".to_owned(), "\"$1\"".to_owned()),
        }
    }
}

fn is_table(value: &Value) -> bool {
    value["type"] == "object"
}

fn codes(words: &[String]) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("`{}`", word.trim_matches('"')))
        .collect();
    words.join(", ")
}
