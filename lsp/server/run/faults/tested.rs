//! Where tests failed: at the assertion, or where the function threw.

use dryrun::{TestPlace, Tests};
use project::FilePath;
use syntax::{Position, PositionEncoding, SourceFile, TextRange};

use super::{Fault, Scene, Spot};
use crate::stack::CALLED_FROM;

/// A fault for each failure that has a place in the project. What vitest says of it stays in the report: it shows records.
pub(super) fn faults(scene: &Scene<'_>, tests: &Tests) -> Vec<Fault> {
    let faults = tests.failures.iter().map(|failure| {
        let mut places = failure.places.iter().filter_map(|place| resolve(scene, place));
        let mut fault = Fault::at(places.next()?, failure);
        fault.related = places
            .map(|(file, range)| Spot {
                file,
                range,
                message: CALLED_FROM.to_owned(),
            })
            .collect();
        Some(fault)
    });
    faults.flatten().collect()
}

/// The token at a place: vitest maps its places back to what the author wrote.
fn resolve(scene: &Scene<'_>, place: &TestPlace) -> Option<(FilePath, TextRange)> {
    let root = scene.sources.analysis().workspace.project_of(scene.file)?.root();
    let file = root.join(&place.file);
    let source = SourceFile::parse(&*scene.sources.text(&file)?);
    let position = Position::new(place.line.saturating_sub(1), place.column.saturating_sub(1));
    let offset = source.offset(position, PositionEncoding::Utf16);
    let tokens = source.tokens();
    let token = tokens.iter().find(|token| token.contains(offset)).copied();
    Some((file, token.unwrap_or_else(|| TextRange::empty(offset))))
}
