//! Places in files that are edited.

use project::FilePath;
use syntax::{Drift, TextRange};

/// Moves a place along if it is in the file that was `edited`; false if it is not there any more.
pub fn shift(file: &FilePath, range: &mut TextRange, edited: &FilePath, drift: &Drift<'_>) -> bool {
    file != edited || drift.shift(*range).map(|shifted| *range = shifted).is_some()
}
