//! Fixtures as a place one works in: what may be written in them, what it means, and how they come to be.

mod completion;
mod keep;
mod lookup;
mod missing;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use lint::Analysis;
use project::{FilePath, Fixture, FixtureName, Schema};
use syntax::TextSize;
use syntax::json::{Site, SiteKind, Step};

pub(crate) use completion::completions;
pub(crate) use keep::offers;
pub use keep::{Keep, KeepError, Kept, keep};
pub use lookup::definitions;
pub(crate) use lookup::hover;
pub(crate) use missing::{add_missing, lacks_keys};

/// A fixture and the schema that it has to fit.
struct Subject<'a> {
    fixture: &'a Fixture,
    schema: Schema,
}

impl<'a> Subject<'a> {
    /// What is in `file`; none if that is no fixture, or its schema is not known.
    fn of(analysis: &'a Analysis, file: &FilePath) -> Option<Subject<'a>> {
        let fixture: &Arc<Fixture> = analysis.workspace.fixture(file)?;
        let project = analysis.workspace.project_of(file)?;
        let name = FixtureName::of(file)?;
        let schema = Schema::of_fixture(&analysis.workspace, project, &name)?;
        Some(Subject { fixture, schema })
    }

    /// The way to the key or value that a person points at.
    fn pointed_at(&self, offset: TextSize) -> Option<(Site, Vec<Step>)> {
        // On the first character of a word a cursor stands before it.
        let before = || Site::at(&self.fixture.text, offset).filter(|site| !site.typed.is_empty());
        let behind = || Site::at(&self.fixture.text, offset + TextSize::new(1));
        let site = before().or_else(behind).filter(|site| !site.typed.is_empty())?;
        let mut path = site.path.clone();
        if let SiteKind::Key { name, .. } = &site.kind {
            path.push(Step::Key(name.clone()));
        }
        Some((site, path))
    }
}
