//! The reports of the last runs, as files that an editor can open.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use dashmap::DashMap;
use project::FilePath;
use tempfile::TempDir;

/// What is reported on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reported {
    /// A dry run, or a test.
    Run,
    /// A deployment, or what is planned.
    Deployment,
}

impl Reported {
    /// What it is called on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Deployment => "deployment",
        }
    }

    /// What is called so.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Run, Self::Deployment]
            .into_iter()
            .find(|reported| reported.as_str() == name)
    }
}

/// The last report of each function and kind. Those that were asked for are in a folder that only the user can read, never in the
/// project, and not longer than the server runs.
#[derive(Debug, Default)]
pub(super) struct Papers {
    /// The newest of a function is its last one.
    reports: DashMap<FilePath, Vec<(Reported, Arc<str>)>>,
    folder: Mutex<Option<Folder>>,
}

impl Papers {
    /// Keeps a report instead of the last one of this function and kind.
    pub(super) fn keep(&self, function: FilePath, reported: Reported, report: String) {
        let mut reports = self.reports.entry(function).or_default();
        reports.retain(|(other, _)| *other != reported);
        reports.push((reported, report.into()));
    }

    /// Writes the last report of a function to a file that is named after it, if there is one: that of one kind, or the newest.
    pub(super) fn write(
        &self,
        function: &FilePath,
        reported: Option<Reported>,
        name: &str,
    ) -> Option<io::Result<PathBuf>> {
        let reports = self.reports.get(function)?.clone();
        let mut newest_first = reports.into_iter().rev();
        let (reported, report) = newest_first.find(|(it, _)| reported.is_none_or(|reported| *it == reported))?;
        Some(match reported {
            Reported::Run => self.write_text(name, &report),
            Reported::Deployment => self.write_text(&format!("{name}-deployment"), &report),
        })
    }

    fn write_text(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        let mut folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = match &mut *folder {
            Some(folder) => folder,
            none => none.insert(Folder::new(&std::env::temp_dir())?),
        };
        // A name of a function is the name of a file, so it can be that of another one.
        let folder = folder.directory.path();
        let file = folder.join(format!("{name}.md"));
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(text.as_bytes())?;
        new.persist(&file)?;
        Ok(file)
    }

    /// Removes all of them.
    pub(super) fn burn(&self) {
        self.reports.clear();
        let folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Err(error)) = folder.map(Folder::close) {
            tracing::warn!("the reports of dry runs are not removed: {error}");
        }
    }
}

/// A folder of reports, and a lock that tells others that its server lives.
#[derive(Debug)]
struct Folder {
    directory: TempDir,
    lock: File,
}

const PREFIX: &str = "nango-lsp-reports-";
const LOCK: &str = "lock";

impl Folder {
    /// A folder that nobody else can list. On Windows that of the user is one already.
    fn new(parent: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let directory = builder.prefix(PREFIX).tempdir_in(parent)?;
        // It gets its name when it is locked, so that nobody finds it open in between.
        let (new, name) = (directory.path().join("new"), directory.path().join(LOCK));
        let lock = File::create_new(&new)?;
        if let Err(error) = lock.try_lock() {
            tracing::debug!("the folder of reports cannot be locked: {error}");
        }
        fs::rename(new, name)?;
        Ok(Self { directory, lock })
    }

    fn close(self) -> io::Result<()> {
        // Windows removes no file that is open.
        drop(self.lock);
        self.directory.close()
    }
}

/// Removes the folders of servers that were killed. A lock goes with its process, whatever ended that; a process id would be
/// another one's some day, or of another container.
pub fn remove_leftovers() {
    remove_leftovers_in(&std::env::temp_dir());
}

fn remove_leftovers_in(parent: &Path) {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let folder = entry.path();
        // What is not a folder of ours cannot be opened, or is no folder.
        if entry.file_type().is_ok_and(|kind| kind.is_dir())
            && is_left(&folder)
            && let Err(error) = fs::remove_dir_all(&folder)
        {
            tracing::debug!("{} is left from another server: {error}", folder.display());
        }
    }
}

/// Whether the server of a folder has ended. One without a lock is made at this moment, unless it is old.
fn is_left(folder: &Path) -> bool {
    const OLD: Duration = Duration::from_secs(60 * 60);

    match File::options().read(true).write(true).open(folder.join(LOCK)) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let made = folder.metadata().and_then(|metadata| metadata.modified());
            made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > OLD))
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_the_users_alone_and_ends_with_the_server() {
        let papers = Papers::default();
        let function = FilePath::new("/p/crm/actions/get.ts");
        assert!(papers.write(&function, None, "crm-get").is_none());
        papers.keep(function.clone(), Reported::Run, "first".to_owned());
        papers.keep(function.clone(), Reported::Run, "second".to_owned());
        let file = papers.write(&function, None, "crm-get").unwrap().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "second");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
        }
        papers.burn();
        assert!(!file.exists() && !file.parent().unwrap().exists());
    }

    #[test]
    fn a_run_and_a_deployment_have_a_report_each() {
        let papers = Papers::default();
        let function = FilePath::new("/p/crm/actions/get.ts");
        let read = |reported| {
            let written = papers.write(&function, reported, "crm-get")?;
            Some(fs::read_to_string(written.unwrap()).unwrap())
        };
        papers.keep(function.clone(), Reported::Run, "a run".to_owned());
        assert_eq!(read(Some(Reported::Deployment)), None);
        papers.keep(function.clone(), Reported::Deployment, "a deployment".to_owned());
        assert_eq!(read(None).as_deref(), Some("a deployment"), "the newest");
        assert_eq!(read(Some(Reported::Run)).as_deref(), Some("a run"));
        papers.keep(function.clone(), Reported::Run, "a later run".to_owned());
        assert_eq!(read(None).as_deref(), Some("a later run"));
        assert_eq!(read(Some(Reported::Deployment)).as_deref(), Some("a deployment"));
    }

    #[test]
    fn what_a_killed_server_left_is_removed_and_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let alive = Folder::new(parent.path()).unwrap();
        // A process that is killed closes its files and removes none.
        let Folder { directory, lock } = Folder::new(parent.path()).unwrap();
        let left = directory.keep();
        drop(lock);
        fs::write(left.join("crm-get.md"), "a report").unwrap();
        let begun = parent.path().join(format!("{PREFIX}begun"));
        let others = parent.path().join("reports");
        for folder in [&begun, &others] {
            fs::create_dir(folder).unwrap();
        }
        remove_leftovers_in(parent.path());
        assert!(!left.exists());
        assert!(alive.directory.path().exists() && begun.exists() && others.exists());
        let path = alive.directory.path().to_owned();
        alive.close().unwrap();
        assert!(!path.exists());
    }
}
