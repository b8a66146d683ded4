//! The reports of the last runs, as files that an editor can open.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use dashmap::DashMap;
use project::FilePath;
use tempfile::TempDir;

/// The last report of each function. Those that were asked for are in a folder that only the user can read, never in the
/// project, and not longer than the server runs.
#[derive(Debug, Default)]
pub(super) struct Papers {
    reports: DashMap<FilePath, Arc<str>>,
    folder: Mutex<Option<TempDir>>,
}

impl Papers {
    /// Keeps a report instead of the last one of this function.
    pub(super) fn keep(&self, function: FilePath, report: String) {
        self.reports.insert(function, report.into());
    }

    /// Writes the last report of a function to a file, if there is one.
    pub(super) fn write(&self, function: &FilePath, name: &str) -> Option<io::Result<PathBuf>> {
        let report = self.reports.get(function)?.clone();
        Some(self.write_text(name, &report))
    }

    fn write_text(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        let mut folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = match &mut *folder {
            Some(folder) => folder,
            none => none.insert(private_folder()?),
        };
        // A name of a function is the name of a file, so it can be that of another one.
        let file = folder.path().join(format!("{name}.md"));
        let mut new = tempfile::NamedTempFile::new_in(folder.path())?;
        new.write_all(text.as_bytes())?;
        new.persist(&file)?;
        Ok(file)
    }

    /// Removes all of them.
    pub(super) fn burn(&self) {
        self.reports.clear();
        let folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Err(error)) = folder.map(TempDir::close) {
            tracing::warn!("the reports of dry runs are not removed: {error}");
        }
    }
}

/// A folder that nobody else can list. On Windows that of the user is one already.
fn private_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.prefix("nango-lsp-reports-").tempdir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_the_users_alone_and_ends_with_the_server() {
        let papers = Papers::default();
        let function = FilePath::new("/p/crm/actions/get.ts");
        assert!(papers.write(&function, "crm-get").is_none());
        papers.keep(function.clone(), "first".to_owned());
        papers.keep(function.clone(), "second".to_owned());
        let file = papers.write(&function, "crm-get").unwrap().unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "second");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
        }
        papers.burn();
        assert!(!file.exists() && !file.parent().unwrap().exists());
    }
}
