//! `nango-lsp.toml` as a place one works in: its tables, keys and values are completed and explained from its schema.
//!
//! What counts of the file is what is saved, so the text that is being typed is given, and is in no analysis.

mod schema;
mod site;
#[cfg(test)]
mod tests;

use lint::Analysis;
use syntax::{TextEdit, TextSize};

use crate::completion::{CompletionItem, CompletionKind, FilePosition};
use crate::hover::Hover;
use crate::scaffold::escape;

use schema::{Entry, Schema};
use site::{Site, SiteKind};

/// What can be inserted at a position of a `nango-lsp.toml`, whose text is given: keys that its table does not have yet, tables, the
/// values of a key. Inside of lists and inline tables nothing is.
pub fn configuration_completions(
    analysis: &Analysis,
    position: &FilePosition,
    text: &str,
    snippets: bool,
) -> Vec<CompletionItem> {
    let Some(site) = Site::at(text, position.offset) else {
        return Vec::new();
    };
    let schema = Schema::new();
    let writer = Writer {
        site: &site,
        typed: &text[site.typed],
        snippets,
    };
    match &site.kind {
        SiteKind::Header { is_list, is_closed } => {
            let tables = schema.tables().into_iter().filter(|table| table.is_list == *is_list);
            let closing = match (is_closed, is_list) {
                (true, _) => "",
                (false, true) => "]]",
                (false, false) => "]",
            };
            let items = tables.enumerate();
            items
                .map(|(rank, table)| writer.plain(rank, &table.path, &format!("{}{closing}", table.path), &table.page))
                .collect()
        }
        SiteKind::Key {
            table,
            others,
            has_value,
        } => {
            let is_new = |key: &str| !others.iter().any(|other| other == key);
            let mut entries = schema.keys(table);
            entries.extend(integrations(analysis, position, &schema, table));
            let keys = entries.into_iter().filter(|entry| is_new(&entry.key));
            let mut items: Vec<_> = keys
                .enumerate()
                .map(|(rank, entry)| writer.key(rank, &entry, *has_value))
                .collect();
            if !has_value {
                for table in schema.tables() {
                    let header = table.header();
                    let item = writer.plain(items.len(), &header, &header, &table.page);
                    items.push(CompletionItem {
                        // Without brackets, as it is typed.
                        filter: table.path,
                        ..item
                    });
                }
            }
            items
        }
        SiteKind::Value { path } => {
            let values = schema.entry(path).map(|entry| entry.values).unwrap_or_default();
            let ranks = values.iter().enumerate();
            ranks.map(|(rank, value)| writer.value(rank, value)).collect()
        }
    }
}

/// What a `nango-lsp.toml` means by the table, the key, or the key of the value at a position.
pub fn configuration_hover(position: &FilePosition, text: &str) -> Option<Hover> {
    let site = Site::at(text, position.offset)?;
    let typed = &text[site.typed];
    let schema = Schema::new();
    let markdown = match &site.kind {
        SiteKind::Header { .. } => {
            let mut tables = schema.tables().into_iter();
            tables.find(|table| table.path == typed).map(|table| table.page)
        }
        SiteKind::Key { table, .. } => schema.entry(&site::joined(table, typed)).map(|entry| entry.page),
        SiteKind::Value { path } => schema.entry(path).map(|entry| entry.page),
    };
    Some(Hover {
        range: site.typed,
        markdown: markdown.filter(|page| !page.is_empty())?,
    })
}

/// Where any name may be a key, the integrations of the project are meant.
fn integrations(analysis: &Analysis, position: &FilePosition, schema: &Schema, table: &[String]) -> Vec<Entry> {
    let project = analysis.workspace.project_of(&position.file);
    let named = project.into_iter().flat_map(|project| project.integrations());
    let named = named.filter_map(|integration| {
        let path = site::joined(table, &integration.name);
        (path.len() == table.len() + 1).then_some(path)
    });
    if schema.takes_any_key(table) {
        named.filter_map(|path| schema.entry(&path)).collect()
    } else {
        Vec::new()
    }
}

struct Writer<'a> {
    site: &'a Site,
    typed: &'a str,
    snippets: bool,
}

impl Writer<'_> {
    fn key(&self, rank: usize, entry: &Entry, has_value: bool) -> CompletionItem {
        let (plain, snippet) = if has_value {
            (entry.key.clone(), escape(&entry.key))
        } else {
            let (value, tabbed) = entry.placeholder();
            let key = &entry.key;
            (format!("{key} = {value}"), format!("{} = {tabbed}", escape(key)))
        };
        let text = if self.snippets { &snippet } else { &plain };
        CompletionItem {
            is_snippet: self.snippets,
            filter: entry.key.clone(),
            ..self.plain(rank, &entry.key, text, &entry.page)
        }
    }

    fn value(&self, rank: usize, value: &str) -> CompletionItem {
        let is_quoted = self.typed.is_empty() || self.typed.starts_with('"');
        let item = self.plain(rank, value, value, "");
        CompletionItem {
            filter: if is_quoted { value } else { value.trim_matches('"') }.to_owned(),
            kind: CompletionKind::Value,
            ..item
        }
    }

    fn plain(&self, rank: usize, label: &str, text: &str, page: &str) -> CompletionItem {
        CompletionItem {
            label: label.to_owned(),
            detail: String::new(),
            documentation: page.to_owned(),
            edit: TextEdit::replace(self.site.typed, text.to_owned()),
            is_snippet: false,
            additional: Vec::new(),
            command: None,
            // As text, so that the tenth comes behind the ninth.
            sort: format!("{rank:04}"),
            filter: label.to_owned(),
            kind: CompletionKind::Key,
        }
    }
}

/// Where a position of a text of this length is.
fn within(text: &str, offset: TextSize) -> Option<usize> {
    let offset = usize::from(offset);
    text.is_char_boundary(offset).then_some(offset)
}
