//! Which rules look at what.

use std::sync::OnceLock;

use crate::context::{FileContext, FixtureContext, IndexContext, MockContext, ProjectContext, StrayContext};
use crate::rule::{Rule, Visit};
use crate::rules;

/// What all rules look at, sorted by what they are handed: of a file that is diagnosed, each rule is asked once or not at
/// all.
#[derive(Default)]
pub(super) struct Visits {
    pub(super) file: Checks<fn(&mut FileContext<'_>)>,
    pub(super) sound_file: Checks<fn(&mut FileContext<'_>)>,
    pub(super) index: Checks<fn(&mut IndexContext<'_>)>,
    pub(super) project: Checks<fn(&mut ProjectContext<'_>)>,
    pub(super) fixture: Checks<fn(&mut FixtureContext<'_>)>,
    pub(super) mock: Checks<fn(&mut MockContext<'_>)>,
    pub(super) stray: Checks<fn(&mut StrayContext<'_>)>,
}

pub(super) type Checks<Check> = Vec<(&'static Rule, Check)>;

impl Visits {
    pub(super) fn get() -> &'static Visits {
        static VISITS: OnceLock<Visits> = OnceLock::new();
        VISITS.get_or_init(Visits::collect)
    }

    fn collect() -> Visits {
        let mut visits = Visits::default();
        for (rule, visit) in rules::all().flat_map(|rule| rule.visits.iter().map(move |visit| (rule, visit))) {
            match *visit {
                Visit::File(check) => visits.file.push((rule, check)),
                Visit::SoundFile(check) => visits.sound_file.push((rule, check)),
                Visit::Index(check) => visits.index.push((rule, check)),
                Visit::Project(check) => visits.project.push((rule, check)),
                Visit::Fixture(check) => visits.fixture.push((rule, check)),
                Visit::Mock(check) => visits.mock.push((rule, check)),
                Visit::Stray(check) => visits.stray.push((rule, check)),
                // Looked at while the tree is there, or by the reader of what they are about.
                Visit::Syntax(..) | Visit::Text(_) | Visit::Cli | Visit::Configuration | Visit::Suppressions => {}
            }
        }
        visits
    }
}
