//! The commands of GitHub's workflows and of `.gitlab-ci.yml`.
//!
//! Read line by line: what is wanted is where each byte of a scalar stands, which a reader of YAML does not tell of
//! scalars that are folded or indented. Whatever is written in an unusual way has no commands.

use super::fragment::Fragment;
use super::package::unescaped;
use super::program::last_segment;

/// Signs of shells that read commands otherwise.
const OTHER_SHELLS: [&str; 5] = ["pwsh", "powershell", "shell: cmd", "shell: python", "windows-"];

/// The commands, and the names of the folders that steps say they run in.
pub(super) fn fragments(text: &str, is_gitlab: bool) -> (Vec<Fragment>, Vec<Option<Box<str>>>) {
    if OTHER_SHELLS.iter().any(|sign| text.contains(sign)) {
        return (Vec::new(), Vec::new());
    }
    let mut reader = Reader {
        lines: lines(text),
        next: 0,
        found: Vec::new(),
        folders: Vec::new(),
    };
    reader.run(is_gitlab);
    (reader.found, reader.folders)
}

#[derive(Clone, Copy)]
struct Line<'a> {
    /// Where it begins in the file.
    at: usize,
    /// Without its line end.
    text: &'a str,
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            Line {
                at: start,
                text: line.trim_end_matches(['\n', '\r']),
            }
        })
        .collect()
}

struct Reader<'a> {
    lines: Vec<Line<'a>>,
    next: usize,
    found: Vec<Fragment>,
    folders: Vec<Option<Box<str>>>,
}

impl<'a> Reader<'a> {
    fn run(&mut self, is_gitlab: bool) {
        // Where a key stands whose value is a list of commands: its items stand no further left.
        let mut script: Option<usize> = None;
        while let Some(line) = self.lines.get(self.next).copied() {
            self.next += 1;
            if line.is_blank() || line.text.trim_start().starts_with('#') {
                continue;
            }
            let mut column = line.indent();
            let mut is_item = false;
            while let Some(rest) = line.text[column..].strip_prefix("- ") {
                if script.is_some_and(|script| column >= script) {
                    is_item = true;
                }
                column += 2 + rest.len() - rest.trim_start().len();
                if is_item {
                    break;
                }
            }
            if is_item {
                self.scalar(line, column, line.indent(), true);
                continue;
            }
            script = None;
            let Some((key, value)) = key(line.text, column) else {
                continue;
            };
            let is_wanted = match key {
                "run" => !is_gitlab,
                "script" | "before_script" | "after_script" => is_gitlab,
                "working-directory" => {
                    let folder = line.text[value..].split(" #").next().unwrap_or_default().trim();
                    let folder = folder.trim_matches(['"', '\'']);
                    let name = Some(folder).filter(|it| !it.contains('$')).and_then(last_segment);
                    self.folders.push(name.map(Into::into));
                    false
                }
                _ => false,
            };
            if is_wanted && line.text[value..].trim().is_empty() {
                script = Some(column);
            } else {
                self.scalar(line, value, column, is_wanted);
            }
        }
    }

    /// Reads the scalar at a column of a line, whose parent stands at `indent`.
    fn scalar(&mut self, line: Line<'a>, column: usize, indent: usize, is_wanted: bool) {
        let text = line.text[column..].trim_end();
        let at = line.at + column;
        let fragment = match text.chars().next() {
            Some(style @ ('|' | '>')) => {
                let header = text[1..].split(" #").next().unwrap_or_default().trim();
                if !header.chars().all(|char| char.is_ascii_digit() || "+-".contains(char)) {
                    return;
                }
                Some(self.block(indent, style == '>'))
            }
            _ if !is_wanted => None,
            Some('"') => closed(text, '"').and_then(|inner| unescaped(inner, at + 1)),
            Some('\'') => single_quoted(text, at),
            Some('[' | '{' | '&' | '*' | '!' | '%' | '@' | '`' | '#') | None => None,
            Some(_) => self.plain(text, at, indent),
        };
        self.found.extend(fragment.filter(|_| is_wanted));
    }

    /// The lines that stand further right than `indent`.
    fn block(&mut self, indent: usize, is_folded: bool) -> Fragment {
        let mut fragment = Fragment::default();
        let mut own = None;
        while let Some(line) = self.lines.get(self.next).copied() {
            if !line.is_blank() && line.indent() <= indent {
                break;
            }
            self.next += 1;
            if line.is_blank() {
                fragment.push('\n', line.at, 0);
                continue;
            }
            let own = *own.get_or_insert(line.indent());
            let column = own.min(line.indent());
            fragment.push_str(&line.text[column..], line.at + column);
            let end = line.at + line.text.len();
            // Folded, a line is joined to the next one, unless either is further in.
            let next = self.lines.get(self.next);
            let joins = is_folded && next.is_some_and(|next| !next.is_blank() && next.indent() == own);
            fragment.push(if joins && line.indent() == own { ' ' } else { '\n' }, end, 0);
        }
        fragment
    }

    /// A scalar without quotes, which goes on in lines that stand further right.
    fn plain(&mut self, first: &str, at: usize, indent: usize) -> Option<Fragment> {
        let mut fragment = Fragment::default();
        let mut text = first;
        let mut at = at;
        loop {
            let bare = text.split(" #").next().unwrap_or_default();
            if bare.contains(": ") || bare.ends_with(':') {
                return None;
            }
            fragment.push_str(bare, at);
            let Some(next) = self.lines.get(self.next).copied() else {
                break;
            };
            if bare.len() < text.len() || next.is_blank() || next.indent() <= indent {
                break;
            }
            self.next += 1;
            fragment.push(' ', at + text.len(), 0);
            text = next.text.trim();
            at = next.at + next.indent();
        }
        Some(fragment)
    }
}

/// The key at a column of a line, and where its value begins.
fn key(line: &str, column: usize) -> Option<(&str, usize)> {
    let rest = &line[column..];
    let end = rest.find(':')?;
    let after = &rest[end + 1..];
    let is_key = rest[..end]
        .chars()
        .all(|char| char.is_ascii_alphanumeric() || "_-. /".contains(char));
    let value = column + end + 1 + (after.len() - after.trim_start().len());
    (is_key && (after.is_empty() || after.starts_with(' '))).then_some((&rest[..end], value))
}

/// What stands between quotes that end with the line.
fn closed(text: &str, quote: char) -> Option<&str> {
    let inner = text
        .split(" #")
        .next()?
        .trim_end()
        .strip_prefix(quote)?
        .strip_suffix(quote)?;
    (!inner.ends_with('\\')).then_some(inner)
}

fn single_quoted(text: &str, at: usize) -> Option<Fragment> {
    let inner = closed(text, '\'')?;
    let mut fragment = Fragment::default();
    fragment.is_in_single_quotes = true;
    let mut chars = inner.char_indices();
    while let Some((index, char)) = chars.next() {
        let at = at + 1 + index;
        if char == '\'' {
            chars.next().filter(|(_, next)| *next == '\'')?;
            fragment.push(char, at, 2);
        } else {
            fragment.push(char, at, char.len_utf8());
        }
    }
    Some(fragment)
}
