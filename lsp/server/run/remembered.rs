//! The connections that dry runs used last, kept in the user's state folder: never in the project.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The file with the connections.
#[derive(Debug, Clone)]
pub struct Remembered {
    file: PathBuf,
}

/// What the file holds. Written as a whole, so that it can grow.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Contents {
    /// By root, then by integration.
    #[serde(default)]
    connections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Remembered {
    /// The file of this user: `$XDG_STATE_HOME/nango-lsp/connections.json`, or what is usual on the system.
    pub fn of_user() -> Option<Self> {
        use etcetera::BaseStrategy as _;
        let folders = etcetera::choose_base_strategy().ok()?;
        let state = folders.state_dir().unwrap_or_else(|| folders.data_dir());
        Some(Self {
            file: state.join("nango-lsp").join("connections.json"),
        })
    }

    /// The connection that was used last for this integration of this project.
    pub fn connection(&self, root: &Path, integration: &str) -> Option<String> {
        self.read()
            .connections
            .get(key(root).as_str())?
            .get(integration)
            .cloned()
    }

    /// Keeps a connection. The file is replaced as a whole: who reads it meanwhile sees the old one or the new one.
    pub fn remember(&self, root: &Path, integration: &str, connection: &str) -> io::Result<()> {
        let mut contents = self.read();
        let of_root = contents.connections.entry(key(root)).or_default();
        of_root.insert(integration.to_owned(), connection.to_owned());
        let folder = self.file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(serde_json::to_string_pretty(&contents)?.as_bytes())?;
        file.persist(&self.file)?;
        Ok(())
    }

    /// A file that is missing or damaged is as good as an empty one: the user is asked again.
    fn read(&self) -> Contents {
        let text = std::fs::read_to_string(&self.file).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }
}

fn key(root: &Path) -> String {
    root.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_remembered_by_project_and_integration() {
        let folder = tempfile::tempdir().unwrap();
        let remembered = Remembered {
            file: folder.path().join("new/connections.json"),
        };
        let (here, there) = (Path::new("/here"), Path::new("/there"));
        assert_eq!(remembered.connection(here, "crm"), None);
        remembered.remember(here, "crm", "first").unwrap();
        remembered.remember(here, "crm", "second").unwrap();
        remembered.remember(here, "mail", "other").unwrap();
        assert_eq!(remembered.connection(here, "crm").as_deref(), Some("second"));
        assert_eq!(remembered.connection(here, "mail").as_deref(), Some("other"));
        assert_eq!(remembered.connection(there, "crm"), None);
    }

    #[test]
    fn a_damaged_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let remembered = Remembered {
            file: folder.path().join("connections.json"),
        };
        std::fs::write(&remembered.file, "{").unwrap();
        assert_eq!(remembered.connection(Path::new("/here"), "crm"), None);
        remembered.remember(Path::new("/here"), "crm", "first").unwrap();
        assert_eq!(
            remembered.connection(Path::new("/here"), "crm").as_deref(),
            Some("first")
        );
    }
}
