//! Where the fault is that a message of the compiler is about.

use std::collections::VecDeque;

use dryrun::CompileMessage;
use project::items::NangoCall;
use project::{FilePath, Items, Project};
use syntax::{Position, PositionEncoding, TextRange, TextSize};

use super::Verdict;
use super::known::{Seat, known};
use crate::sources::Sources;
use crate::stack;

/// A project, and the texts of its files.
pub(super) struct Places<'a> {
    pub(super) sources: &'a Sources<'a>,
    pub(super) project: &'a Project,
}

/// A place.
type Found = (FilePath, TextRange);

impl Places<'_> {
    pub(super) fn verdict(&self, message: &CompileMessage) -> Verdict {
        let (property, text) = property(&message.message);
        // The type checker gives columns, and nobody else does.
        let is_type_error = message.column.is_some();
        let known = known(text).filter(|_| !is_type_error);
        let seat = known.map(|known| known.seat);
        let named = message.file.as_ref().map(|file| self.file(file));
        let about = About {
            message,
            text,
            property,
            named: named.as_ref(),
        };
        let mut thrown = stack::places(self.sources, self.project.root(), &message.frames).into_iter();
        let found = thrown
            .next()
            .or_else(|| seat.and_then(|seat| self.seated(seat, &about)))
            .or_else(|| self.bundler(&about));
        let (file, range) = found.unwrap_or_else(|| self.as_told(&about));
        Verdict {
            entry: named.filter(|named| *named != file && self.project.registered(named)),
            file,
            range,
            // Reports are read elsewhere, where the folders of this machine mean nothing.
            message: text
                .replace(&format!("{}/", self.project.root()), "")
                .trim_end_matches('.')
                .to_owned(),
            called_from: thrown.collect(),
            is_type_error,
            rules: known.map_or(&[], |known| known.rules),
            is_exact: matches!(
                seat,
                None | Some(Seat::Import | Seat::Call | Seat::AnyCall | Seat::Line | Seat::Entry)
            ),
        }
    }

    fn file(&self, place: &str) -> FilePath {
        match place.strip_prefix("build/") {
            Some(bundle) => self
                .bundled_as(bundle)
                .unwrap_or_else(|| self.project.root().join(place)),
            None => self.project.root().join(place),
        }
    }

    fn seated(&self, seat: Seat, about: &About<'_>) -> Option<Found> {
        match seat {
            Seat::Import => {
                let package = quoted(about.text)?;
                self.in_bundle(about, |items, is_on_line| {
                    let mut imports = items.imports.iter();
                    let import = imports.find(|import| &*import.source == package && is_on_line(import.span.0))?;
                    Some(import.source_span.0)
                })
            }
            Seat::Call => {
                let method = about.text.strip_prefix("nango.")?.split('(').next()?;
                // A helper and the function that imports it may have the same call on the same line, one of them awaited.
                let faulty = |call: &NangoCall| &*call.method == method && !call.awaited;
                self.call(about, faulty)
                    .or_else(|| self.call(about, |call| &*call.method == method))
            }
            Seat::AnyCall => self.call(about, |_| true),
            Seat::OwnCall => {
                let method = about.text.split(' ').next()?;
                let file = about.named?;
                let (items, line) = (self.items(file)?, about.line());
                let mut calls = items.seen_calls().map(|(call, _)| call);
                let call = calls.find(|call| &*call.method == method && self.line(file, call.span.0) == Some(line))?;
                Some((file.clone(), callee(call)))
            }
            Seat::Line => Some((about.named?.clone(), self.whole_line(about.named?, about.line())?)),
            Seat::Property => {
                let file = about.named?;
                let definition = self.items(file)?.function()?.definition()?;
                // The CLI names the property `input` of a sync, which has none, when its models collide.
                let property = definition.get(about.property?).or_else(|| definition.get("models"))?;
                Some((file.clone(), property.name_span.0))
            }
            Seat::Function => {
                let bundle = about
                    .text
                    .rsplit(['/', '\\'])
                    .next()
                    .and_then(|name| self.bundled_as(name));
                let file = bundle.or_else(|| Some(self.project.root().join(quoted(about.text)?)))?;
                let range = self.items(&file)?.function().map(|call| call.callee_span.0);
                Some((file, range.unwrap_or_default()))
            }
            Seat::Entry => {
                let path = quoted(about.text)?;
                let path = path.strip_prefix(self.project.root().as_str()).unwrap_or(path);
                let mut entries = self.project.registry().entries().iter();
                let entry = entries.find(|entry| stem(&entry.path) == stem(path))?;
                Some((self.project.index_path().clone(), entry.span.0))
            }
            Seat::Index => Some((self.project.index_path().clone(), TextRange::default())),
        }
    }

    /// A call of the SDK on the line of the message, in the function or what it imports.
    fn call(&self, about: &About<'_>, is_meant: impl Fn(&NangoCall) -> bool) -> Option<Found> {
        self.in_bundle(about, |items, is_on_line| {
            let mut calls = items.seen_calls().map(|(call, _)| call);
            calls.find(|call| is_on_line(call.span.0) && is_meant(call)).map(callee)
        })
    }

    /// Looks for something on the line of the message, in the function that is named and then in what it imports: the
    /// compiler goes over all of them, and names the function.
    fn in_bundle(
        &self,
        about: &About<'_>,
        find: impl Fn(&Items, &dyn Fn(TextRange) -> bool) -> Option<TextRange>,
    ) -> Option<Found> {
        let mut agenda = VecDeque::from([about.named?.clone()]);
        let mut seen: Vec<FilePath> = agenda.iter().cloned().collect();
        while let Some(file) = agenda.pop_front() {
            let is_on_line = |range| self.line(&file, range) == Some(about.line());
            if let Some(range) = self.items(&file).and_then(|items| find(items, &is_on_line)) {
                return Some((file, range));
            }
            for import in self.project.imports_of(&file) {
                if !seen.contains(import) {
                    seen.push(import.clone());
                    agenda.push_back(import.clone());
                }
            }
        }
        None
    }

    /// What the bundler says, which names the place itself: `crm/actions/a.ts:3:5: ERROR: …`. Its columns are from 0.
    fn bundler(&self, about: &About<'_>) -> Option<Found> {
        let (place, _) = about.text.lines().find_map(|line| line.split_once(": ERROR: "))?;
        let mut parts = place.rsplitn(3, ':');
        let (column, line, file) = (
            parts.next()?.parse().ok()?,
            parts.next()?.parse::<u32>().ok()?,
            parts.next()?,
        );
        let file = self.project.root().join(file);
        let range = self.word(&file, line.checked_sub(1)?, column)?;
        Some((file, range))
    }

    /// Where the message itself says.
    fn as_told(&self, about: &About<'_>) -> Found {
        let index = || (self.project.index_path().clone(), TextRange::default());
        let Some(file) = about.named else {
            return index();
        };
        let range = match (about.message.line, about.message.column) {
            (Some(line), Some(column)) => self.word(file, line.saturating_sub(1), column.saturating_sub(1)),
            (Some(line), None) => self.whole_line(file, line),
            (None, _) => self
                .items(file)
                .map(|items| items.function().map_or(TextRange::default(), |call| call.callee_span.0)),
        };
        // A file that is not of the project, such as a package's types, cannot be pointed into.
        range.map_or_else(index, |range| (file.clone(), range))
    }

    /// The function whose bundle has this name: the path of its entry, with `_` between its parts (`tsToJsPath`).
    fn bundled_as(&self, name: &str) -> Option<FilePath> {
        let name = name.strip_suffix(".cjs")?;
        let mut entries = self.project.registry().entries().iter();
        entries.find_map(|entry| {
            (stem(&entry.path).replace('/', "_") == name)
                .then(|| entry.target.file().cloned())
                .flatten()
        })
    }

    fn items(&self, file: &FilePath) -> Option<&Items> {
        Some(&self.sources.analysis().workspace.file(file)?.items)
    }

    /// The line on which a range begins, from 1.
    fn line(&self, file: &FilePath, range: TextRange) -> Option<u32> {
        let lines = self.sources.lines(file)?;
        Some(lines.position(range.start(), PositionEncoding::Utf8).line + 1)
    }

    /// What stands on a line, counted from 1.
    fn whole_line(&self, file: &FilePath, line: u32) -> Option<TextRange> {
        let line = self.sources.lines(file)?.line(line.saturating_sub(1));
        let text = self.sources.text(file)?;
        let text = text.get(usize::from(line.start())..usize::from(line.end()))?;
        let start = text.len() - text.trim_start().len();
        let length = TextSize::of(text.trim());
        Some(TextRange::at(line.start() + TextSize::try_from(start).ok()?, length))
    }

    /// The word at a position, counted from 0 in UTF-16 units as TypeScript counts.
    fn word(&self, file: &FilePath, line: u32, character: u32) -> Option<TextRange> {
        let lines = self.sources.lines(file)?;
        let start = lines.offset(Position { line, character }, PositionEncoding::Utf16);
        let text = self.sources.text(file)?;
        let rest = text.get(usize::from(start)..)?;
        let is_inside = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$');
        let end = rest.find(|char| !is_inside(char)).unwrap_or(rest.len());
        // A bracket is one character wide, a string goes to its end, and at the end of the text there is nothing.
        let length = match rest.chars().next() {
            Some(quote @ ('\'' | '"')) => {
                let line = rest.lines().next().unwrap_or_default();
                line[1..].find(quote).map_or(1, |end| end + 2)
            }
            Some(first) if end == 0 => first.len_utf8(),
            _ => end,
        };
        Some(TextRange::at(start, TextSize::try_from(length).ok()?))
    }
}

/// A message, taken apart.
struct About<'m> {
    message: &'m CompileMessage,
    /// Without the path of the property.
    text: &'m str,
    /// The property that the message begins with.
    property: Option<&'m str>,
    /// The file that the compiler names.
    named: Option<&'m FilePath>,
}

impl About<'_> {
    /// The line. The CLI leaves out the first.
    fn line(&self) -> u32 {
        self.message.line.unwrap_or(1)
    }
}

/// `createSync > frequency Interval is invalid`: the property, and the rest.
fn property(message: &str) -> (Option<&str>, &str) {
    let taken_apart = message
        .strip_prefix("create")
        .and_then(|rest| rest.split_once(" > ")?.1.split_once(' '));
    match taken_apart {
        Some((property, text)) => (Some(property), text),
        None => (None, message),
    }
}

/// The path of a function without what it may or may not begin and end with.
fn stem(path: &str) -> &str {
    let path = path.trim_start_matches("./").trim_start_matches('/');
    path.strip_suffix(".js")
        .or_else(|| path.strip_suffix(".ts"))
        .unwrap_or(path)
}

/// What stands in quotes first.
fn quoted(text: &str) -> Option<&str> {
    text.split('\'').nth(1)
}

/// `nango.get`, without the arguments.
fn callee(call: &NangoCall) -> TextRange {
    TextRange::new(call.span.0.start(), call.method_span.0.end())
}
