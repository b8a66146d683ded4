//! The table of the providers that belongs to the installed CLI.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use std::{fs, iter};

use super::{canonical, manifest, read_file};
use crate::FilePath;
use crate::providers::Providers;

/// Where it stands below a `node_modules`.
const TABLE: &str = "@nangohq/providers/providers.yaml";

/// The table that was read last: it is a megabyte, and the same one for every project of a repository and at each change of
/// a manifest.
static LAST: Mutex<Option<(Stamp, Option<Arc<Providers>>)>> = Mutex::new(None);

/// Which file it was.
type Stamp = (PathBuf, u64, Option<SystemTime>);

/// The table that the CLI of a root would use; none where no CLI is installed in the root or above it.
///
/// It is found as Node finds it: from the folder of the CLI, links resolved, upwards.
pub(super) fn of_root(root: &FilePath) -> Option<Arc<Providers>> {
    let cli = manifest::folders(root)
        .map(|folder| folder.join("node_modules/nango"))
        .find(|folder| folder.is_dir())?;
    let mut places = iter::successors(Some(canonical(&cli)), FilePath::folder);
    let table = places.find_map(|folder| {
        let table = folder.join("node_modules").join(TABLE);
        table.is_file().then_some(table)
    })?;
    let metadata = fs::metadata(&table).ok()?;
    let stamp = (table.to_path_buf(), metadata.len(), metadata.modified().ok());
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, providers)) = last.as_ref().filter(|(known, _)| *known == stamp) {
        return providers.clone();
    }
    let text = read_file(&table).ok()?;
    let providers = Providers::parse(&text.text).map(Arc::new);
    *last = Some((stamp, providers.clone()));
    providers
}
