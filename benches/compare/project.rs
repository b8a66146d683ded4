//! The project that is measured: its files, the sync that is typed in, and the places where that is done.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

/// A Nango project on disk.
pub struct Project {
    /// The folder with `index.ts` and `.nango/`.
    pub root: PathBuf,
    /// The sync whose length is nearest to [`TYPICAL_LINES`].
    pub sync: Document,
    /// `index.ts`, the largest file of a project.
    pub index: Document,
    files: usize,
    bytes: u64,
}

/// A file as an editor opens it.
pub struct Document {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// A place where a character is typed and deleted again.
pub struct Site {
    /// What typing here does to the program.
    pub name: &'static str,
    /// The line, counted from zero.
    pub line: usize,
    /// The column in UTF-16 code units; every site is on an ASCII line.
    pub character: usize,
    /// The character.
    pub typed: char,
    /// Whether typing it must raise a diagnostic, and deleting it take it back.
    pub is_fault: bool,
}

/// The length of a sync that the targets speak of.
const TYPICAL_LINES: usize = 200;

impl Project {
    /// Reads what a session needs of the project at `root`.
    pub fn read(root: &Path) -> Result<Project> {
        let (mut files, mut bytes) = (0, 0);
        let mut sync: Option<Document> = None;
        for path in source_files(root) {
            files += 1;
            bytes += fs::metadata(&path)?.len();
            if path.parent().is_some_and(|folder| folder.ends_with("syncs")) {
                let document = Document::read(path)?;
                if document.is_typical() && sync.as_ref().is_none_or(|best| document.distance() < best.distance()) {
                    sync = Some(document);
                }
            }
        }
        let sync = sync.ok_or("the project has no sync with a frequency and a statement")?;
        Ok(Project {
            root: root.to_owned(),
            index: Document::read(root.join("index.ts"))?,
            sync,
            files,
            bytes,
        })
    }
}

impl fmt::Display for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Project {
            files,
            bytes,
            sync,
            index,
            ..
        } = self;
        let megabytes = *bytes as f64 / 1e6;
        let (sync, index) = (sync.text.lines().count(), index.text.lines().count());
        write!(
            f,
            "{files} files, {megabytes:.2} MB, typing in a sync of {sync} lines and an `index.ts` of {index}"
        )
    }
}

impl Document {
    fn read(path: PathBuf) -> Result<Document> {
        let text = fs::read_to_string(&path)?;
        Ok(Document { path, text })
    }

    /// The URI under which the document is opened.
    pub fn uri(&self) -> String {
        file_uri(&self.path)
    }

    /// The places in a sync: the end of a name (the facts stay), the end of a statement, where a parenthesis breaks the
    /// tree, and the name of a property (the facts change and a rule answers).
    pub fn sync_sites(&self) -> Vec<Site> {
        let lines: Vec<&str> = self.text.lines().collect();
        let middle = lines.len() / 2;
        let nearest = |fits: fn(&str) -> bool| {
            let candidates = lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.is_ascii() && fits(line));
            candidates.min_by_key(|(number, _)| number.abs_diff(middle))
        };
        let statement = nearest(is_statement);
        let name = statement.and_then(|(line, text)| {
            let end = text.rfind(|c: char| c.is_ascii_alphanumeric())? + 1;
            Some(Site {
                name: "name",
                line,
                character: end,
                typed: 'x',
                is_fault: false,
            })
        });
        let bracket = statement.map(|(line, text)| Site {
            name: "open parenthesis",
            line,
            character: text.trim_end().len(),
            typed: '(',
            is_fault: false,
        });
        name.into_iter().chain(bracket).chain(self.frequency()).collect()
    }

    /// The place in `index.ts`: the path of the import in the middle, which then names no file.
    pub fn index_sites(&self) -> Vec<Site> {
        let imports: Vec<_> = self
            .text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.starts_with("import '"))
            .collect();
        let site = imports.get(imports.len() / 2).map(|(line, text)| {
            let character = text.rfind('.').unwrap_or(text.len() - 1);
            Site {
                name: "path",
                line: *line,
                character,
                typed: 'x',
                is_fault: true,
            }
        });
        site.into_iter().collect()
    }

    /// The start of the name of the property `frequency`, which is a property that nobody knows with a letter before it.
    pub fn frequency(&self) -> Option<Site> {
        self.text.lines().enumerate().find_map(|(line, text)| {
            let character = text.len() - text.trim_start().len();
            let is_site = text.is_ascii() && text.trim_start().starts_with("frequency: ");
            is_site.then_some(Site {
                name: "frequency",
                line,
                character,
                typed: 'x',
                is_fault: true,
            })
        })
    }

    /// The text with the character of `site` typed.
    pub fn with(&self, site: &Site) -> String {
        let start = self
            .text
            .split_inclusive('\n')
            .take(site.line)
            .map(str::len)
            .sum::<usize>()
            + site.character;
        let (before, after) = self.text.split_at(start);
        format!("{before}{}{after}", site.typed)
    }

    fn distance(&self) -> usize {
        self.text.lines().count().abs_diff(TYPICAL_LINES)
    }

    fn is_typical(&self) -> bool {
        self.sync_sites().len() == 3
    }
}

/// Every TypeScript file below `folder` that `check` would read too, in no particular order.
pub fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let Ok(kind) = entry.file_type() else { continue };
            let is_left_out = name.starts_with('.') || matches!(&*name, "node_modules" | "build" | "dist");
            if kind.is_dir() && !is_left_out {
                folders.push(entry.path());
            } else if kind.is_file() && name.ends_with(".ts") {
                found.push(entry.path());
            }
        }
    }
    found
}

/// Writes a project of `functions` functions into `folder` and answers its root.
pub fn generate(folder: &Path, functions: usize) -> Result<PathBuf> {
    let root = folder.join("project");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/corpus/generate.mjs");
    let ended = Command::new("node")
        .arg(&script)
        .arg(functions.to_string())
        .arg(&root)
        .output()?;
    if !ended.status.success() {
        return Err(format!("{}: {}", script.display(), String::from_utf8_lossy(&ended.stderr)).into());
    }
    Ok(root.canonicalize()?)
}

/// The URI of a path, with everything escaped that RFC 3986 does not leave alone in one.
pub fn file_uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// A line that ends a simple statement, not one that closes a block, a call or a comment.
fn is_statement(line: &str) -> bool {
    let text = line.trim();
    text.ends_with(';') && text.starts_with(|c: char| c.is_ascii_alphabetic()) && !text.starts_with("import ")
}
