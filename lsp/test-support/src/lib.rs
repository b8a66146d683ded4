//! Fixtures for tests: several files, a cursor and expected messages in one piece of text.
//!
//! ```
//! let fixture = test_support::Fixture::parse(r#"
//!     //- /index.ts
//!     import './github/actions/get.js';
//!     //- /github/actions/get.ts
//!     const answer = await nango.$0get();
//!         //^^^^^^ the name says nothing
//! "#);
//! let file = fixture.file("/github/actions/get.ts");
//! assert_eq!(file.text, "const answer = await nango.get();\n");
//! assert_eq!(file.cursor, Some(27));
//! assert_eq!(file.annotations[0].range, 6..12);
//! assert_eq!(file.annotations[0].message, "the name says nothing");
//! ```
//!
//! The types are plain, and this crate depends on none of ours, so that the unit tests of any crate can use it.

mod annotation;

use std::ops::Range;

pub use annotation::Annotation;

/// The path of the one file of a fixture that names none.
pub const DEFAULT_PATH: &str = "/main.ts";

const HEADER: &str = "//- ";
const CURSOR: &str = "$0";

/// The files of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixture {
    /// In the order in which they are written.
    pub files: Vec<FixtureFile>,
}

/// One file of a test.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FixtureFile {
    /// As it stands behind `//- `.
    pub path: String,
    /// The text without markers.
    pub text: String,
    /// The byte offset of `$0`.
    pub cursor: Option<usize>,
    /// What the `//^^^ message` lines say of the text, in the order in which they are written.
    pub annotations: Vec<Annotation>,
}

impl Fixture {
    /// Reads a fixture. The indentation that all lines share is taken off, and so is a first line that is empty.
    ///
    /// # Panics
    ///
    /// If there is text before the first `//- `, more than one `$0` in a file, or an annotation that marks nothing.
    pub fn parse(fixture: &str) -> Fixture {
        let text = dedent(fixture);
        if !text.lines().any(|line| line.starts_with(HEADER)) {
            return Fixture {
                files: vec![FixtureFile::parse(DEFAULT_PATH, &text)],
            };
        }
        let mut files: Vec<(&str, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix(HEADER), files.last_mut()) {
                (Some(path), _) => files.push((path.trim(), String::new())),
                (None, Some((_, text))) => text.push_str(line),
                (None, None) => assert!(line.trim().is_empty(), "text before the first `{HEADER}`: {line}"),
            }
        }
        Fixture {
            files: files
                .iter()
                .map(|(path, text)| FixtureFile::parse(path, text))
                .collect(),
        }
    }

    /// The file at `path`.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn file(&self, path: &str) -> &FixtureFile {
        self.files
            .iter()
            .find(|file| file.path == path)
            .unwrap_or_else(|| panic!("no file {path} in the fixture"))
    }

    /// The file that holds `$0`, and its offset.
    ///
    /// # Panics
    ///
    /// If there is no `$0`, or more than one.
    pub fn cursor(&self) -> (&FixtureFile, usize) {
        let mut cursors = self.files.iter().filter_map(|file| Some((file, file.cursor?)));
        match (cursors.next(), cursors.next()) {
            (Some(cursor), None) => cursor,
            _ => panic!("the fixture needs exactly one `{CURSOR}`"),
        }
    }
}

impl FixtureFile {
    fn parse(path: &str, marked: &str) -> FixtureFile {
        let mut file = FixtureFile {
            path: path.to_owned(),
            ..FixtureFile::default()
        };
        // The last line of the text: where it begins, and how it looks with its `$0`.
        let mut above: (usize, &str) = (0, "");
        for line in marked.split_inclusive('\n') {
            if let Some(annotations) = annotation::read(line, above.1) {
                let start = above.0;
                file.annotations.extend(annotations.map(|mut annotation| {
                    let Range { start: from, end: to } = annotation.range;
                    annotation.range = start + from..start + to;
                    annotation
                }));
                continue;
            }
            above = (file.text.len(), line);
            match line.split_once(CURSOR) {
                Some((before, after)) => {
                    assert!(
                        file.cursor.is_none() && !after.contains(CURSOR),
                        "more than one `{CURSOR}` in {path}"
                    );
                    file.cursor = Some(file.text.len() + before.len());
                    file.text.push_str(before);
                    file.text.push_str(after);
                }
                None => file.text.push_str(line),
            }
        }
        file
    }

    /// Compares messages with the annotations of the file, whatever their order.
    ///
    /// # Panics
    ///
    /// If they differ; the message shows both as the fixture would write them.
    #[track_caller]
    pub fn assert_annotations(&self, actual: &[Annotation]) {
        let (expected, actual) = (self.annotated(&self.annotations), self.annotated(actual));
        assert!(
            expected == actual,
            "expected in {}:\n{expected}\nfound:\n{actual}",
            self.path
        );
    }

    /// The text with `annotations` drawn into it.
    pub fn annotated(&self, annotations: &[Annotation]) -> String {
        annotation::draw(&self.text, annotations)
    }
}

/// Takes off the indentation that all lines share, and the empty line after the opening quote.
fn dedent(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    text.split_inclusive('\n')
        .map(|line| line.get(shared..).unwrap_or_else(|| line.trim_start_matches(' ')))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_PATH, Fixture};

    #[test]
    fn a_fixture_without_a_path_is_one_file() {
        let fixture = Fixture::parse("\n    if (a) {\n        b$0;\n    }\n");
        assert_eq!(fixture.cursor().0.path, DEFAULT_PATH);
        assert_eq!(fixture.files[0].text, "if (a) {\n    b;\n}\n");
        assert_eq!(fixture.cursor().1, 14);
    }

    #[test]
    fn annotations_are_drawn_as_they_are_read() {
        let picture = "\
let é = f(1, 2);
  //^ a   ^ b
         //^ c
//< d
ending
//<^ e
//^
";
        let file = &Fixture::parse(picture).files[0];
        let found: Vec<_> = file
            .annotations
            .iter()
            .map(|it| (&file.text[it.range.clone()], &*it.message))
            .collect();
        assert_eq!(
            found,
            [
                ("é", "a"),
                ("1", "b"),
                (",", "c"),
                ("let", "d"),
                ("endi", "e"),
                ("d", "")
            ]
        );
    }

    #[test]
    fn columns_are_counted_with_the_cursor() {
        let file = &Fixture::parse("ab$0cd\n  //^ c\n").files[0];
        assert_eq!((file.annotations[0].range.clone(), file.cursor), (2..3, Some(2)));
    }

    #[test]
    fn an_ordinary_comment_stays() {
        let text = "a;\n// no caret\n// 2 ^ 3\n//\n";
        assert_eq!(Fixture::parse(text).files[0].text, text);
    }

    #[test]
    #[should_panic(expected = "b;\n//^ two\n")]
    fn a_difference_is_shown_as_a_picture() {
        let file = &Fixture::parse("a;\nb;\n//^ one\n").files[0];
        let mut actual = file.annotations.clone();
        actual[0].message = "two".into();
        file.assert_annotations(&actual);
    }
}
