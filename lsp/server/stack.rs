//! From the frames of a stack to the places that the author wrote.

use dryrun::Frame;
use project::FilePath;
use syntax::{Position, SourceFile, TextRange};

use crate::sources::Sources;

/// What the places of a stack but the first have to do with it.
pub const CALLED_FROM: &str = "called from here";

/// The tokens that the frames stand at, in the files of the project at `root`: the first is where it went wrong, the others
/// are how it came there. One of a recursion is there once.
pub fn places(sources: &Sources<'_>, root: &FilePath, frames: &[Frame]) -> Vec<(FilePath, TextRange)> {
    let mut places = Vec::new();
    for printed in frames.iter().filter_map(|frame| frame.printed.as_ref()) {
        let file = root.join(&printed.file);
        if sources.analysis().workspace.file(&file).is_none() {
            continue;
        }
        let Some(text) = sources.text(&file) else { continue };
        let position = Position::new(printed.line.saturating_sub(1), printed.column.saturating_sub(1));
        let range = ide::original(&printed.text, position, &SourceFile::parse(&*text));
        places.extend(range.map(|range| (file, range)).filter(|place| !places.contains(place)));
    }
    places
}
