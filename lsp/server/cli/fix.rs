//! `check --fix` and `--diff`: safe fixes, applied in memory until nothing is left to fix, then written or shown.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use lint::{Analysis, Applicability, Diagnostic, FileEdit, Fix, SourceChange};
use project::FilePath;
use project::load::read_file;
use similar::TextDiff;
use syntax::{TextEdit, TextRange, apply_edits};

use super::check::Selection;
use crate::output::Bases;

/// A fix may make room for another one. What is not settled then never would be.
const ROUNDS: usize = 3;

/// The files that the fixes change.
pub type Changes = BTreeMap<FilePath, Changed>;

/// What the fixes make of one file.
#[derive(Debug)]
pub struct Changed {
    /// The text before; `None` of a new file.
    old: Option<String>,
    /// The text after.
    new: String,
    /// Whether the file begins with a byte order mark, which is not part of the texts.
    byte_order_mark: bool,
}

impl Changed {
    fn created(text: &str) -> Self {
        Self {
            old: None,
            new: text.to_owned(),
            byte_order_mark: false,
        }
    }
}

/// Applies the safe fixes of what is selected to `analysis`, and says what they change.
pub fn fix(analysis: &mut Analysis, selection: &Selection) -> Changes {
    let mut changes = Changes::new();
    for _ in 0..ROUNDS {
        let findings = selection.findings(analysis);
        let mut round = Round::default();
        for (_, finding) in &findings {
            if let Some(fix) = safe(finding) {
                round.accept(fix);
            }
        }
        if !round.apply(analysis, &mut changes) {
            break;
        }
    }
    changes
}

fn safe(finding: &Diagnostic) -> Option<&Fix> {
    finding
        .fixes
        .first()
        .filter(|fix| fix.applicability == Applicability::Safe)
}

/// The fixes of one round, which do not disturb each other.
#[derive(Default)]
struct Round<'a> {
    edits: BTreeMap<&'a FilePath, Vec<&'a TextEdit>>,
    created: BTreeMap<FilePath, &'a str>,
}

impl<'a> Round<'a> {
    /// Takes a fix as a whole, or leaves it to the next round if it touches what another one changes.
    fn accept(&mut self, fix: &'a Fix) {
        let fits = fix.change.edits.iter().all(|edit| match edit {
            FileEdit::Edit { file, edits } => {
                let taken = self.edits.get(file).map(Vec::as_slice).unwrap_or_default();
                edits.iter().all(|edit| {
                    taken
                        .iter()
                        .all(|other| *other == edit || !touch(other.range, edit.range))
                })
            }
            FileEdit::Create { path, text } => self
                .created
                .get(&FilePath::new(path))
                .map_or(!path.exists(), |other| other == text),
            // A file that moves takes its imports along: that is an editor's business.
            FileEdit::Delete { .. } | FileEdit::Rename { .. } => false,
        });
        if !fits {
            return;
        }
        for edit in &fix.change.edits {
            match edit {
                FileEdit::Edit { file, edits } => {
                    let taken = self.edits.entry(file).or_default();
                    // Two findings may propose the same edit, as the two ends of a missing registration do.
                    let new: Vec<_> = edits.iter().filter(|edit| !taken.contains(edit)).collect();
                    taken.extend(new);
                }
                FileEdit::Create { path, text } => {
                    self.created.insert(FilePath::new(path), text);
                }
                FileEdit::Delete { .. } | FileEdit::Rename { .. } => {}
            }
        }
    }

    /// Applies what was accepted; whether there was anything.
    fn apply(self, analysis: &mut Analysis, changes: &mut Changes) -> bool {
        let mut new = Vec::new();
        for (file, edits) in self.edits {
            if let Some(mut changed) = changes.remove(file).or_else(|| read(file)) {
                let edits: Vec<TextEdit> = edits.into_iter().cloned().collect();
                if let Ok(text) = apply_edits(&changed.new, &edits) {
                    changed.new = text;
                }
                new.push((file.clone(), changed));
            }
        }
        new.extend(
            self.created
                .into_iter()
                .map(|(file, text)| (file, Changed::created(text))),
        );
        let is_changed = !new.is_empty();
        for (file, changed) in new {
            analysis.set_closed(file.clone(), &changed.new, changed.byte_order_mark);
            changes.insert(file, changed);
        }
        is_changed
    }
}

/// Insertions at one place follow each other; everything else that touches is a conflict.
fn touch(one: TextRange, other: TextRange) -> bool {
    let both_insert = one.is_empty() && other.is_empty();
    !both_insert && one.intersect(other).is_some()
}

/// What a change makes of the files of the disk; `None` where it cannot be made.
pub fn of_change(change: &SourceChange) -> Option<Changes> {
    let change_of = |edit: &FileEdit| match edit {
        FileEdit::Edit { file, edits } => {
            let mut changed = read(file)?;
            changed.new = apply_edits(&changed.new, edits).ok()?;
            Some((file.clone(), changed))
        }
        FileEdit::Create { path, text } => (!path.exists()).then(|| (FilePath::new(path), Changed::created(text))),
        FileEdit::Delete { .. } | FileEdit::Rename { .. } => None,
    };
    change.edits.iter().map(change_of).collect()
}

/// A file as it is. One that is not UTF-8 is left alone: what cannot be read cannot be written back.
fn read(file: &FilePath) -> Option<Changed> {
    let text = read_file(file).ok().filter(|text| text.problem.is_none())?;
    Some(Changed {
        old: Some(text.text.clone()),
        new: text.text,
        byte_order_mark: text.byte_order_mark,
    })
}

/// Writes the changes, each file as a whole: a reader sees the old text or the new one.
pub fn write(changes: &Changes) -> io::Result<()> {
    changes.iter().try_for_each(|(file, changed)| write_file(file, changed))
}

fn write_file(file: &Path, changed: &Changed) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    if changed.byte_order_mark {
        new.write_all("\u{feff}".as_bytes())?;
    }
    new.write_all(changed.new.as_bytes())?;
    // A temporary file is readable by its owner alone.
    match std::fs::metadata(file) {
        Ok(old) => new.as_file().set_permissions(old.permissions())?,
        Err(_) => readable_by_all(new.as_file())?,
    }
    new.persist(file)?;
    Ok(())
}

#[cfg(unix)]
fn readable_by_all(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_file: &std::fs::File) -> io::Result<()> {
    Ok(())
}

/// The changes as a unified diff, as `git diff` and `patch` read it.
pub fn diff(changes: &Changes, bases: &Bases) -> String {
    let mut text = String::new();
    for (file, Changed { old, new, .. }) in changes {
        let name = bases.shown(file);
        let before = if old.is_some() {
            format!("a/{name}")
        } else {
            "/dev/null".to_owned()
        };
        let diff = TextDiff::from_lines(old.as_deref().unwrap_or_default(), new);
        let _ = write!(text, "{}", diff.unified_diff().header(&before, &format!("b/{name}")));
    }
    text
}
