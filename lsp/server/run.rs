//! Dry runs for an editor: which go on, what they came to, and what has to be asked first.

mod ask;
mod before;
mod choose;
mod connection;
mod consent;
mod deploy;
mod ended;
pub mod faults;
mod fixture;
mod follow;
pub mod given;
mod papers;
mod remembered;
pub mod report;
mod results;
pub mod resume;
mod showing;
mod target;
mod task;
mod test;
mod underway;
mod unsaved;

use std::time::Duration;

use dashmap::DashMap;
use tower_lsp::ls_types::ProgressToken;

use dryrun::{Canceller, Runner};
use project::FilePath;

use consent::Consents;
use papers::Papers;

use crate::{api, progress};

pub use before::{Purpose, offer_registration};
pub use choose::{Subject, forget, pick_connection, pick_environment, recall};
pub use deploy::{DeployRequest, deploy};
pub use fixture::{HandedOver, fixture};
pub use papers::{Reported, remove_leftovers};
pub use remembered::{Choices, Remembered};
pub use results::{Changed, Ground, Outcome, Results};
pub use resume::resume;
pub use showing::show_report;
pub use target::Target;
pub use task::{Request, start};
pub use test::{TestRequest, test};

/// How long the end of the server may wait for the ends of its children. They are killed after two seconds.
const LAST_WAIT: Duration = Duration::from_secs(4);

/// The runs that go on.
#[derive(Debug, Default)]
pub struct Runs {
    runner: Runner,
    active: DashMap<String, Active>,
    /// The listings that go on, by the token of their progress.
    listings: DashMap<String, api::Canceller>,
    consents: Consents,
    papers: Papers,
}

#[derive(Debug, Clone)]
struct Active {
    file: FilePath,
    canceller: Canceller,
}

impl Runs {
    /// Cancels the run or the listing with this progress token.
    pub fn cancel(&self, token: &str) {
        let listing = self.listings.get(token).map(|listing| listing.clone());
        if let Some(listing) = listing {
            listing.cancel();
        }
        let active = self.active.get(token).map(|active| active.clone());
        if let Some(active) = active {
            active.canceller.cancel();
        }
    }

    /// Notes a listing, until what is returned is dropped.
    fn listing(&self, token: &ProgressToken, canceller: api::Canceller) -> Listing<'_> {
        let token = progress::key(token);
        self.listings.insert(token.clone(), canceller);
        Listing { runs: self, token }
    }

    /// Cancels the runs of a function, or all of them; how many there were.
    pub fn cancel_all(&self, file: Option<&FilePath>) -> usize {
        let active: Vec<_> = self.active.iter().map(|entry| entry.value().clone()).collect();
        let chosen = active
            .iter()
            .filter(|active| file.is_none_or(|file| active.file == *file));
        chosen.map(|active| active.canceller.cancel()).count()
    }

    /// Cancels all runs and waits for their ends, for a moment.
    pub async fn stop_all(&self) {
        if tokio::time::timeout(LAST_WAIT, self.runner.shutdown()).await.is_err() {
            tracing::warn!("a dry run does not end");
        }
        self.papers.burn();
    }
}

/// A listing that goes on.
struct Listing<'r> {
    runs: &'r Runs,
    token: String,
}

impl Drop for Listing<'_> {
    fn drop(&mut self) {
        self.runs.listings.remove(&self.token);
    }
}

/// Whether an environment is one that customers use: nothing is run there unasked.
pub fn is_production(environment: &str) -> bool {
    ["prod", "production"]
        .iter()
        .any(|name| environment.eq_ignore_ascii_case(name))
}
