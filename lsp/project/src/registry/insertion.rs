//! New lines in `index.ts`, where its own order says.

use syntax::{TextEdit, TextSize};

use super::index::Matched;
use super::layout::Layout;
use super::{Index, Registry};
use crate::Span;

/// A line that registers something, as a place to stand beside.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// The path without `./` and extension.
    path: &'a str,
    integration: &'a str,
    /// The folder below the integration: `syncs`.
    folder: &'a str,
    line_span: Span,
}

/// Neighbouring lines of one integration.
struct Group<'a> {
    lines: &'a [Line<'a>],
    /// The comment above it that names the integration.
    header: Option<(&'a str, Span)>,
}

/// Several pieces of text may go to one place: those that follow a line come first, then new groups, then what precedes a
/// line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    After,
    NewGroup,
    Before,
}

struct Piece {
    at: TextSize,
    rank: Rank,
    text: String,
}

impl Registry {
    /// The edit that registers `path` (`./crm/syncs/contacts`, with or without extension): one import line.
    ///
    /// It goes to the lines of its integration and kind, at its place if they are sorted, else behind them; a new
    /// integration gets a group of its own, with header and blank line if the others have such. Quotes, semicolon, `.js`
    /// and line ends are those of the file.
    pub fn insertion(&self, path: &str) -> TextEdit {
        self.insertions(&[path])
            .pop()
            .unwrap_or_else(|| TextEdit::insert(TextSize::new(0), ""))
    }

    /// The edits that register all `paths` at once, none of which is registered yet: sorted, one for each place.
    pub fn insertions(&self, paths: &[&str]) -> Vec<TextEdit> {
        self.index.insertions(paths)
    }
}

impl Index {
    fn insertions(&self, paths: &[&str]) -> Vec<TextEdit> {
        let live = self.matches.iter().filter(|entry| !entry.commented).map(line);
        let mut lines: Vec<Line<'_>> = live.collect();
        lines.dedup_by_key(|line| line.line_span);
        let groups = groups(&lines, &self.layout);

        let mut paths: Vec<&str> = paths.iter().map(|path| bare(path)).collect();
        paths.sort_unstable();
        paths.dedup();
        let mut pieces = Vec::new();
        for same in paths.chunk_by(|a, b| integration(a) == integration(b)) {
            match groups
                .iter()
                .rfind(|group| group.lines[0].integration == integration(same[0]))
            {
                Some(group) => {
                    pieces.extend(same.iter().map(|path| self.beside(path, group.lines, &lines)));
                }
                None => pieces.push(self.new_group(same, &groups)),
            }
        }
        pieces.sort_by_key(|piece| (piece.at, piece.rank));
        pieces
            .chunk_by(|a, b| a.at == b.at)
            .map(|pieces| self.edit(pieces))
            .collect()
    }

    /// A line among those of its integration.
    fn beside(&self, path: &str, group: &[Line<'_>], all: &[Line<'_>]) -> Piece {
        let text = self.lines([path]);
        let of_kind: Vec<&Line<'_>> = group.iter().filter(|line| line.folder == folder(path)).collect();
        let is_sorted = of_kind.is_sorted_by_key(|line| line.path);
        let next = match of_kind.last() {
            Some(_) if is_sorted => of_kind.iter().find(|line| line.path > path).copied(),
            Some(_) => None,
            None => group.iter().find(|line| comes_before(folder(path), line.folder, all)),
        };
        match (next, of_kind.last().copied().or(group.last())) {
            (Some(next), _) => Piece {
                at: next.line_span.start(),
                rank: Rank::Before,
                text,
            },
            (None, Some(last)) => Piece {
                at: last.line_span.end(),
                rank: Rank::After,
                text,
            },
            (None, None) => Piece {
                at: self.layout.end,
                rank: Rank::After,
                text,
            },
        }
    }

    /// The lines of an integration that has none yet.
    fn new_group(&self, paths: &[&str], groups: &[Group<'_>]) -> Piece {
        let eol = self.eol.as_str();
        let name = integration(paths[0]);
        let header = match usual_header(groups) {
            Some((before, after)) => format!("{before}{name}{after}{eol}"),
            None => String::new(),
        };
        let group = header + &self.lines(paths.iter().copied());
        let blank = if are_apart(groups, &self.layout) { eol } else { "" };

        let is_sorted = groups.len() > 1 && groups.is_sorted_by_key(|group| group.lines[0].integration);
        match groups
            .iter()
            .find(|group| is_sorted && group.lines[0].integration > name)
        {
            Some(next) => Piece {
                at: next.start(),
                rank: Rank::NewGroup,
                text: format!("{group}{blank}"),
            },
            None => {
                let at = groups
                    .last()
                    .and_then(|group| group.lines.last())
                    .map(|line| line.line_span.end());
                let (at, blank) = at.map_or((self.layout.end, ""), |at| (at, blank));
                Piece {
                    at,
                    rank: Rank::NewGroup,
                    text: format!("{blank}{group}"),
                }
            }
        }
    }

    fn lines<'a>(&self, paths: impl IntoIterator<Item = &'a str>) -> String {
        paths
            .into_iter()
            .map(|path| self.style.import(path) + self.eol.as_str())
            .collect()
    }

    /// One edit from the pieces for one place. Behind a last line without line end, the line end goes first.
    fn edit(&self, pieces: &[Piece]) -> TextEdit {
        let at = pieces[0].at;
        let mut text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        if at == self.layout.end && !self.layout.ends_in_eol {
            let eol = self.eol.as_str();
            text = format!("{eol}{}", text.strip_suffix(eol).unwrap_or(&text));
        }
        TextEdit::insert(at, text)
    }
}

fn line(entry: &Matched) -> Line<'_> {
    let path = bare(&entry.path);
    Line {
        path,
        integration: integration(path),
        folder: folder(path),
        line_span: entry.line_span,
    }
}

fn bare(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.strip_suffix(".js")
        .or_else(|| path.strip_suffix(".ts"))
        .unwrap_or(path)
}

fn integration(path: &str) -> &str {
    path.split_once('/').map_or("", |(integration, _)| integration)
}

fn folder(path: &str) -> &str {
    path.split_once('/')
        .and_then(|(_, rest)| rest.rsplit_once('/'))
        .map_or("", |(folder, _)| folder)
}

fn groups<'a>(lines: &'a [Line<'a>], layout: &'a Layout) -> Vec<Group<'a>> {
    let groups = lines.chunk_by(|a, b| a.integration == b.integration);
    groups
        .map(|lines| {
            let header = layout.header_before(lines[0].line_span);
            let header = header.filter(|header| header.text.contains(lines[0].integration));
            Group {
                lines,
                header: header.map(|header| (&*header.text, header.line_span)),
            }
        })
        .collect()
}

impl Group<'_> {
    fn start(&self) -> TextSize {
        self.header
            .map_or(self.lines[0].line_span, |(_, line_span)| line_span)
            .start()
    }
}

/// What stands before and after the name in the header of the last group that has one, if most have.
fn usual_header<'a>(groups: &[Group<'a>]) -> Option<(&'a str, &'a str)> {
    let headed = groups.iter().filter(|group| group.header.is_some()).count();
    let group = groups
        .iter()
        .rfind(|group| group.header.is_some())
        .filter(|_| headed * 2 >= groups.len())?;
    let (text, _) = group.header?;
    let at = text.rfind(group.lines[0].integration)?;
    Some((&text[..at], &text[at + group.lines[0].integration.len()..]))
}

/// Whether most groups are set apart by a blank line.
fn are_apart(groups: &[Group<'_>], layout: &Layout) -> bool {
    let apart = |group: &&Group<'_>| layout.blank_before(Span::new(group.start(), group.start())).is_some();
    let followers = groups.get(1..).unwrap_or_default();
    match followers.len() {
        0 => groups.iter().any(|group| group.header.is_some()),
        all => followers.iter().filter(apart).count() * 2 > all,
    }
}

/// Whether the integrations that have both folders have more often `first` before `second`.
fn comes_before(first: &str, second: &str, lines: &[Line<'_>]) -> bool {
    let follows = |a: &str, b: &str| {
        let pairs = lines
            .windows(2)
            .filter(|pair| pair[0].integration == pair[1].integration);
        pairs.filter(|pair| pair[0].folder == a && pair[1].folder == b).count()
    };
    follows(first, second) > follows(second, first)
}

#[cfg(test)]
mod tests {
    use syntax::{SourceFile, apply_edits};

    use crate::registry::Index;

    #[track_caller]
    fn check(before: &str, paths: &[&str], after: &str) {
        let edits = Index::of(&SourceFile::parse(before), false).insertions(paths);
        assert_eq!(apply_edits(before, &edits).unwrap(), after);
    }

    #[test]
    fn into_an_empty_file_in_the_style_of_the_template() {
        check(
            "",
            &["crm/syncs/b.ts", "./crm/syncs/a"],
            "import './crm/syncs/a.js';\nimport './crm/syncs/b.js';\n",
        );
        check("// ours", &["crm/syncs/a.ts"], "// ours\nimport './crm/syncs/a.js';");
    }

    #[test]
    fn in_the_style_of_the_file() {
        check(
            "import \"./crm/syncs/a\"\r\n",
            &["crm/syncs/b.ts"],
            "import \"./crm/syncs/a\"\r\nimport \"./crm/syncs/b\"\r\n",
        );
        check(
            "import './crm/syncs/a.js'",
            &["crm/syncs/b.ts"],
            "import './crm/syncs/a.js'\nimport './crm/syncs/b.js'",
        );
    }

    #[test]
    fn at_its_place_among_sorted_lines() {
        check(
            "import './crm/syncs/a.js';\nimport './crm/syncs/c.js';\nimport './crm/actions/x.js';\n",
            &["crm/syncs/b.ts", "crm/actions/w.ts", "crm/syncs/d.ts"],
            "import './crm/syncs/a.js';\nimport './crm/syncs/b.js';\nimport './crm/syncs/c.js';\nimport './crm/syncs/d.js';\n\
             import './crm/actions/w.js';\nimport './crm/actions/x.js';\n",
        );
    }

    #[test]
    fn behind_lines_that_are_not_sorted() {
        check(
            "import './crm/syncs/c.js';\nimport './crm/syncs/a.js';\nimport './erp/syncs/a.js';\n",
            &["crm/syncs/b.ts"],
            "import './crm/syncs/c.js';\nimport './crm/syncs/a.js';\nimport './crm/syncs/b.js';\nimport './erp/syncs/a.js';\n",
        );
    }

    #[test]
    fn a_new_kind_where_other_integrations_have_it() {
        check(
            "import './crm/syncs/a.js';\nimport './crm/actions/a.js';\nimport './erp/actions/a.js';\n",
            &["erp/syncs/b.ts"],
            "import './crm/syncs/a.js';\nimport './crm/actions/a.js';\nimport './erp/syncs/b.js';\nimport './erp/actions/a.js';\n",
        );
    }

    #[test]
    fn a_new_group_with_header_and_blank_line() {
        check(
            "// -- Integration: crm\nimport './crm/syncs/a.js';\n\n// -- Integration: hrm\nimport './hrm/syncs/a.js';\n",
            &["erp/syncs/a.ts", "zoo/syncs/a.ts", "erp/syncs/b.ts"],
            "// -- Integration: crm\nimport './crm/syncs/a.js';\n\n\
             // -- Integration: erp\nimport './erp/syncs/a.js';\nimport './erp/syncs/b.js';\n\n\
             // -- Integration: hrm\nimport './hrm/syncs/a.js';\n\n\
             // -- Integration: zoo\nimport './zoo/syncs/a.js';\n",
        );
    }

    #[test]
    fn a_new_group_behind_groups_that_are_not_sorted() {
        check(
            "import './hrm/syncs/a.js';\n\nimport './crm/syncs/a.js';",
            &["erp/syncs/a.ts"],
            "import './hrm/syncs/a.js';\n\nimport './crm/syncs/a.js';\n\nimport './erp/syncs/a.js';",
        );
    }

    #[test]
    fn entries_in_comments_are_no_neighbours() {
        check(
            "import './erp/syncs/a.js';\n/*\nimport './crm/syncs/a.js';\n*/\n",
            &["crm/syncs/b.ts"],
            "import './erp/syncs/a.js';\nimport './crm/syncs/b.js';\n/*\nimport './crm/syncs/a.js';\n*/\n",
        );
    }
}
