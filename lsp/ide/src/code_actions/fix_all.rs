//! All safe fixes of a file at once.

use lint::{Analysis, Applicability, FileEdit, Fix, SourceChange};
use project::FilePath;
use syntax::{SourceFile, TextEdit, TextRange, TextSize, apply_edits};

/// How often the fixed text is looked at again: one fix may make room for another.
const ROUNDS: usize = 3;

/// The change that applies every safe fix of `file` that concerns this file alone, again and again until nothing is left
/// (three times at most). Of two fixes that touch, the later one waits for the next round. None if there is nothing to fix
/// or the file is not open.
pub fn fix_all(analysis: &Analysis, file: &FilePath) -> Option<SourceChange> {
    let before = analysis.workspace.file(file)?.source.clone()?;
    let mut analysis = analysis.clone();
    let mut text = before.text().to_owned();
    let mut only_round = Vec::new();
    for round in 0..ROUNDS {
        let edits = disjoint_fixes(&analysis, file);
        if edits.is_empty() {
            break;
        }
        text = apply_edits(&text, &edits).ok()?;
        analysis.set_source(file.clone(), SourceFile::parse(&*text));
        only_round = if round == 0 {
            edits
        } else {
            vec![difference(before.text(), &text)]
        };
    }
    (text != before.text()).then(|| SourceChange::edit(file, only_round))
}

/// Whether [`fix_all`] has anything to do.
pub(super) fn is_offered(analysis: &Analysis, file: &FilePath) -> bool {
    !disjoint_fixes(analysis, file).is_empty()
}

/// The edits of as many safe fixes as fit together, in the order of the diagnostics.
fn disjoint_fixes(analysis: &Analysis, file: &FilePath) -> Vec<TextEdit> {
    let mut chosen: Vec<TextEdit> = Vec::new();
    for diagnostic in analysis.diagnose(file) {
        let edits = diagnostic.fixes.iter().find_map(|fix| edits_within(fix, file));
        let fits = |edit: &TextEdit| chosen.iter().all(|other| other.range.intersect(edit.range).is_none());
        if let Some(edits) = edits.filter(|edits| edits.iter().all(fits)) {
            chosen.extend_from_slice(edits);
        }
    }
    chosen.sort_by_key(|edit| edit.range.start());
    chosen
}

/// The edits of a safe fix that changes `file` and nothing else.
fn edits_within<'a>(fix: &'a Fix, file: &FilePath) -> Option<&'a [TextEdit]> {
    match &*fix.change.edits {
        [FileEdit::Edit { file: edited, edits }] if edited == file && fix.applicability == Applicability::Safe => {
            Some(edits)
        }
        _ => None,
    }
}

/// The smallest single edit that turns one text into another.
fn difference(before: &str, after: &str) -> TextEdit {
    let same = |pair: &((usize, char), char)| pair.0.1 == pair.1;
    let prefix = before
        .char_indices()
        .zip(after.chars())
        .take_while(same)
        .map(|((_, char), _)| char.len_utf8())
        .sum();
    let (old, new): (&str, &str) = (&before[prefix..], &after[prefix..]);
    let suffix: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(char, _)| char.len_utf8())
        .sum();
    let range = TextRange::at(
        TextSize::of(&before[..prefix]),
        TextSize::of(&old[..old.len() - suffix]),
    );
    TextEdit::replace(range, &new[..new.len() - suffix])
}
