//! Where in a TOML file a position is, as far as a person has typed it. No kept crate reads TOML that is not finished.

use syntax::{TextRange, TextSize};

use super::within;

/// A place where a name or a value stands, or may stand.
pub(super) struct Site {
    /// What may stand there.
    pub(super) kind: SiteKind,
    /// What stands there already, in bytes.
    pub(super) typed: TextRange,
}

pub(super) enum SiteKind {
    /// In the brackets of a table, or in the doubled ones of a list of tables.
    Header { is_list: bool, is_closed: bool },
    /// A key of a table.
    Key {
        table: Vec<String>,
        /// The other keys of the table, as they are written.
        others: Vec<String>,
        /// Whether a value follows.
        has_value: bool,
    },
    /// The value of a key, by its path from the top.
    Value { path: Vec<String> },
}

/// The path of a key, which may have dots, in a table.
pub(super) fn joined(table: &[String], key: &str) -> Vec<String> {
    table.iter().cloned().chain(segments(key)).collect()
}

impl Site {
    /// What is at `offset`; none in comments, lists and inline tables.
    pub(super) fn at(text: &str, offset: TextSize) -> Option<Site> {
        let cursor = within(text, offset)?;
        let lines = logical_lines(text);
        // The last of those that begin before the cursor: between two of them is nothing but the line break.
        let at = lines.iter().rposition(|line| line.start <= cursor)?;
        let own = lines[at];
        let (header, first) = (0..at)
            .rev()
            .find_map(|line| Some((Header::of(text, lines[line])?, line + 1)))
            .map_or((None, 0), |(header, first)| (Some(header), first));

        if let Some(header) = Header::of(text, own) {
            let is_inside = header.names.0 <= cursor && cursor <= header.names.1;
            return is_inside.then(|| Site {
                kind: SiteKind::Header {
                    is_list: header.is_list,
                    is_closed: header.is_closed,
                },
                typed: range(header.names.0, header.names.1),
            });
        }
        let table = header
            .map(|header| segments(&text[header.names.0..header.names.1]))
            .unwrap_or_default();
        let entry = KeyValue::of(text, own);
        match entry.value {
            Some((equals, start, end)) if cursor > equals => {
                let value = &text[start..end];
                let is_nested = value.starts_with(['[', '{']);
                // In the space around no value a person may begin one.
                let typed = if value.is_empty() {
                    (cursor, cursor)
                } else {
                    (start, end)
                };
                let is_inside = typed.0 <= cursor && cursor <= typed.1 && cursor <= own.code_end;
                (is_inside && !is_nested).then(|| Site {
                    kind: SiteKind::Value {
                        path: joined(&table, &text[entry.key.0..entry.key.1]),
                    },
                    typed: range(typed.0, typed.1),
                })
            }
            _ if entry.key.0 <= cursor && cursor <= entry.key.1 => {
                let section = lines.iter().enumerate().skip(first);
                let section = section.take_while(|(line, it)| *line <= at || Header::of(text, **it).is_none());
                let others = section.filter(|(line, _)| *line != at).filter_map(|(_, line)| {
                    let other = KeyValue::of(text, *line);
                    let key = &text[other.key.0..other.key.1];
                    (!key.is_empty()).then(|| key.to_owned())
                });
                Some(Site {
                    kind: SiteKind::Key {
                        table,
                        others: others.collect(),
                        has_value: entry.value.is_some(),
                    },
                    typed: range(entry.key.0, entry.key.1),
                })
            }
            _ => None,
        }
    }
}

fn range(start: usize, end: usize) -> TextRange {
    let size = |offset: usize| TextSize::new(u32::try_from(offset).unwrap_or(u32::MAX));
    TextRange::new(size(start), size(end))
}

/// From where to where, in bytes.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// Where its comment begins, if it has one, else its end.
    code_end: usize,
}

/// `[a.b]` or `[[a.b]]`, finished or not.
struct Header {
    is_list: bool,
    is_closed: bool,
    /// What is between the brackets, without the space around it.
    names: (usize, usize),
}

impl Header {
    fn of(text: &str, line: Line) -> Option<Header> {
        let code = text[line.start..line.code_end].trim_end();
        let inside = code.trim_start().strip_prefix('[')?;
        let (inside, is_list) = match inside.strip_prefix('[') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let start = line.start + code.len() - inside.len();
        let names = inside.split(']').next().unwrap_or_default();
        let leading = names.len() - names.trim_start().len();
        Some(Header {
            is_list,
            is_closed: inside.contains(']'),
            names: (start + leading, start + leading + names.trim().len()),
        })
    }
}

/// `key = value`, finished or not.
struct KeyValue {
    key: (usize, usize),
    /// Where the `=` stands, and what is behind it.
    value: Option<(usize, usize, usize)>,
}

impl KeyValue {
    fn of(text: &str, line: Line) -> KeyValue {
        let code = &text[line.start..line.code_end];
        let equals = outside_of_strings(code)
            .find(|(_, character)| *character == '=')
            .map(|(at, _)| at);
        let key = &code[..equals.unwrap_or(code.len())];
        let leading = key.len() - key.trim_start().len();
        let key_start = line.start + leading;
        let value = equals.map(|at| {
            let value = &code[at + 1..];
            let trimmed = value.trim_start_matches([' ', '\t']);
            let start = line.start + at + 1 + value.len() - trimmed.len();
            (line.start + at, start, start + trimmed.trim_end().len())
        });
        KeyValue {
            key: (key_start, key_start + key.trim().len()),
            value,
        }
    }
}

/// The segments of a dotted key, without quotes.
fn segments(key: &str) -> Vec<String> {
    let dots = outside_of_strings(key).filter(|(_, character)| *character == '.');
    let mut ends: Vec<usize> = dots.map(|(at, _)| at).collect();
    ends.push(key.len());
    let mut start = 0;
    let mut found = Vec::new();
    for end in ends {
        let segment = key[start..end].trim().trim_matches(['"', '\'']);
        found.push(segment.to_owned());
        start = end + 1;
    }
    found
}

/// The characters of one line of TOML that are in no string; one that is not closed ends with the line.
fn outside_of_strings(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut is_escaped = false;
    text.char_indices().filter(move |(_, character)| {
        let was_inside = quote.is_some();
        match quote {
            _ if *character == '\n' => (quote, is_escaped) = (None, false),
            Some('"') if !is_escaped && *character == '\\' => is_escaped = true,
            Some(open) if open == *character && !is_escaped => quote = None,
            Some(_) => is_escaped = false,
            None if matches!(character, '"' | '\'') => quote = Some(*character),
            None => {}
        }
        !was_inside && quote.is_none()
    })
}

/// The lines of a file, those of a value in brackets being one.
fn logical_lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut open: Option<Line> = None;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let code = outside_of_strings(line).find(|(_, character)| *character == '#');
        let code_end = code.map_or(end, |(at, _)| start + at);
        let mut whole = open.take().unwrap_or(Line { start, end, code_end });
        (whole.end, whole.code_end) = (end, code_end);
        // A header has brackets that are not closed while it is typed.
        if depth > 0 || !line.trim_start().starts_with('[') {
            for (_, character) in outside_of_strings(&text[start..code_end]) {
                match character {
                    '[' | '{' => depth += 1,
                    ']' | '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        if depth > 0 {
            open = Some(whole);
        } else {
            lines.push(whole);
        }
        start += line.len();
    }
    lines.extend(open);
    if text.is_empty() || text.ends_with('\n') {
        let end = text.len();
        lines.push(Line {
            start: end,
            end,
            code_end: end,
        });
    }
    lines
}
