//! Whether `build/` is what the sources say: a dry run validates with the schemas of the build before it.
//!
//! The CLI imports `build/*.cjs`, compiles, and imports the same files again, which Node answers from its cache: new code
//! runs with old schemas, and a function that was never built fails. A separate compile before cures both.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use nodejs_semver::Version;

/// What was seen at the last successful compile of a root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    sources: u64,
    build: BTreeMap<PathBuf, (u64, SystemTime)>,
}

impl Stamp {
    /// The stamp of sources that were digested *before* a compile and of what that compile has written.
    pub(crate) fn after_compile(root: &Path, sources: u64) -> Self {
        Self {
            sources,
            build: build_files(root),
        }
    }

    /// Whether nothing has changed since. Files that the CLI leaves behind in `build/` are counted too: it never removes
    /// any, so that they are a superset of those that `index.ts` needs.
    pub(crate) fn is_fresh(&self, root: &Path, sources: u64) -> bool {
        self.sources == sources && !self.build.is_empty() && self.build == build_files(root)
    }
}

/// A digest of all TypeScript of the project and of the version of the CLI. It guards against stale builds, not against
/// an attacker.
pub(crate) fn digest(root: &Path, version: &Version) -> u64 {
    let mut files = BTreeMap::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name();
            // Follows links: the folder of an integration may be one.
            match path.metadata() {
                Ok(metadata) if metadata.is_dir() => {
                    let skipped = name == "node_modules" || name.as_encoded_bytes().starts_with(b".");
                    if !skipped && depth < DEEPEST {
                        folders.push((path, depth + 1));
                    }
                }
                Ok(_) if path.extension().is_some_and(|extension| extension == "ts") => {
                    let bytes = std::fs::read(&path).unwrap_or_default();
                    files.insert(path, hash(&bytes));
                }
                _ => {}
            }
        }
    }
    hash(&(version.to_string(), files))
}

/// Links may lead in circles; no project is that deep.
const DEEPEST: usize = 16;

fn hash<T: std::hash::Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn build_files(root: &Path) -> BTreeMap<PathBuf, (u64, SystemTime)> {
    let entries = std::fs::read_dir(root.join("build")).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "cjs"));
    let noted = files.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        Some((entry.path(), (metadata.len(), metadata.modified().ok()?)))
    });
    noted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for folder in ["crm/actions", "build", "node_modules/zod"] {
            std::fs::create_dir_all(root.path().join(folder)).expect("a folder");
        }
        for file in [
            "index.ts",
            "crm/actions/a.ts",
            "build/crm_actions_a.cjs",
            "node_modules/zod/index.d.ts",
        ] {
            std::fs::write(root.path().join(file), "1").expect("a file");
        }
        root
    }

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn sources_and_version_count_and_packages_do_not() {
        let root = project();
        let (root, cli) = (root.path(), version("0.71.10"));
        let before = digest(root, &cli);
        std::fs::write(root.join("node_modules/zod/index.d.ts"), "2").expect("a file");
        assert_eq!(digest(root, &cli), before);
        assert_ne!(digest(root, &version("0.71.9")), before);
        std::fs::write(root.join("crm/actions/a.ts"), "2").expect("a file");
        assert_ne!(digest(root, &cli), before);
    }

    #[test]
    fn a_build_that_was_touched_is_stale() {
        let root = project();
        let root = root.path();
        let stamp = Stamp::after_compile(root, 7);
        assert!(stamp.is_fresh(root, 7));
        assert!(!stamp.is_fresh(root, 8), "other sources");
        std::fs::write(root.join("build/crm_actions_a.cjs"), "12").expect("a file");
        assert!(!stamp.is_fresh(root, 7), "another size");
        std::fs::remove_file(root.join("build/crm_actions_a.cjs")).expect("the file exists");
        assert!(!Stamp::after_compile(root, 7).is_fresh(root, 7), "no build at all");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_root_ends() {
        let root = project();
        std::os::unix::fs::symlink(root.path(), root.path().join("loop")).expect("a link");
        digest(root.path(), &version("0.71.10"));
    }
}
