//! What is said after a run, beside its sentence: where it went wrong, and the report if it was asked for.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use dryrun::{Dryrun, Finished, Log};
use ide::Runnable;
use lint::Analysis;

use crate::cli::complain;
use crate::run::HandedOver;
use crate::run::faults::{faults, places};
use crate::run::report::{Account, unseen};
use crate::sources::Sources;

/// What is known of a run beforehand.
pub(super) struct Aftermath {
    /// The project as it was read.
    pub(super) analysis: Analysis,
    /// The function.
    pub(super) runnable: Runnable,
    /// Where the report is to go.
    pub(super) report: Option<PathBuf>,
}

impl Aftermath {
    /// Says where it went wrong, and writes the report.
    pub(super) fn tell(&self, request: &Dryrun, finished: &Finished, logs: &[Log]) {
        let file = &self.runnable.file;
        let handed_over = HandedOver::of(request);
        let faults = faults(
            &Sources::new(&self.analysis),
            file,
            handed_over.input(),
            &finished.outcome,
        );
        let places = places(&self.analysis, &faults);
        for (place, what) in &places {
            complain(&format!("  {place}: {what}"));
        }
        let Some(path) = &self.report else { return };
        let account = Account {
            name: &request.name,
            integration: &request.integration,
            connection: &request.connection,
            environment: &request.environment,
            handed_over: &handed_over,
            finished,
            logs,
            places: &places,
            unseen: &unseen(&self.analysis.workspace, file),
        };
        match write(path, &account.markdown()) {
            Ok(()) => complain(&format!("the report is in {}", path.display())),
            Err(error) => complain(&format!("the report is not written: {error}")),
        }
    }
}

/// Replaces the file as a whole. Only the user can read it: it holds what the function returned.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}
