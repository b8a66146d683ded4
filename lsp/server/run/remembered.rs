//! With what the user runs functions, kept in the user's state folder: never in the project.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The file with the choices.
#[derive(Debug, Clone)]
pub struct Remembered {
    file: PathBuf,
}

/// What the user chose for each integration of each project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// By root, then by integration.
    #[serde(default)]
    projects: BTreeMap<String, BTreeMap<String, Choice>>,
}

/// What the user chose for an integration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Choice {
    /// The environment, if one was picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    environment: Option<String>,
    /// By environment: the connection that was picked, or used last. Each environment has its own connections.
    #[serde(default)]
    connections: BTreeMap<String, String>,
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

    /// What is kept there. A file that is missing or damaged is as good as an empty one: the user is asked again.
    pub fn choices(&self) -> Choices {
        let text = std::fs::read_to_string(&self.file).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Changes what is kept, and tells what it is now. The file is replaced as a whole: who reads it meanwhile sees the old
    /// one or the new one.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn change(&self, change: impl FnOnce(&mut Choices)) -> io::Result<Choices> {
        let before = self.choices();
        let mut choices = before.clone();
        change(&mut choices);
        if choices == before {
            return Ok(choices);
        }
        let folder = self.file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(serde_json::to_string_pretty(&choices)?.as_bytes())?;
        file.persist(&self.file)?;
        Ok(choices)
    }
}

impl Choices {
    /// The choices of this user, empty where there is no folder for them.
    pub fn of_user() -> Self {
        Remembered::of_user().map(|it| it.choices()).unwrap_or_default()
    }

    /// The environment that was picked for an integration.
    pub fn environment(&self, root: &Path, integration: &str) -> Option<&str> {
        self.of(root, integration)?.environment.as_deref()
    }

    /// The connection of an integration in an environment.
    pub fn connection(&self, root: &Path, integration: &str, environment: &str) -> Option<&str> {
        let connections = &self.of(root, integration)?.connections;
        connections.get(environment).map(String::as_str)
    }

    /// Keeps an environment.
    pub fn set_environment(&mut self, root: &Path, integration: &str, environment: &str) {
        self.entry(root, integration).environment = Some(environment.to_owned());
    }

    /// Keeps a connection.
    pub fn set_connection(&mut self, root: &Path, integration: &str, environment: &str, connection: &str) {
        let connections = &mut self.entry(root, integration).connections;
        connections.insert(environment.to_owned(), connection.to_owned());
    }

    /// Forgets what was chosen for an integration, or for all of a project; whether there was anything.
    pub fn forget(&mut self, root: &Path, integration: Option<&str>) -> bool {
        let key = key(root);
        match integration {
            None => self.projects.remove(&key).is_some(),
            Some(integration) => {
                let project = self.projects.get_mut(&key);
                let was_kept = project.is_some_and(|project| project.remove(integration).is_some());
                self.projects.retain(|_, project| !project.is_empty());
                was_kept
            }
        }
    }

    fn of(&self, root: &Path, integration: &str) -> Option<&Choice> {
        self.projects.get(key(root).as_str())?.get(integration)
    }

    fn entry(&mut self, root: &Path, integration: &str) -> &mut Choice {
        let project = self.projects.entry(key(root)).or_default();
        project.entry(integration.to_owned()).or_default()
    }
}

fn key(root: &Path) -> String {
    root.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remembered(folder: &tempfile::TempDir) -> Remembered {
        Remembered {
            file: folder.path().join("new/connections.json"),
        }
    }

    #[test]
    fn a_connection_is_remembered_by_project_integration_and_environment() {
        let folder = tempfile::tempdir().unwrap();
        let remembered = remembered(&folder);
        let (here, there) = (Path::new("/here"), Path::new("/there"));
        assert_eq!(remembered.choices(), Choices::default());
        for (integration, environment, connection) in [
            ("crm", "dev", "first"),
            ("crm", "dev", "second"),
            ("crm", "prod", "third"),
            ("mail", "dev", "other"),
        ] {
            let keep = |choices: &mut Choices| choices.set_connection(here, integration, environment, connection);
            remembered.change(keep).unwrap();
        }
        let choices = remembered.choices();
        assert_eq!(choices.connection(here, "crm", "dev"), Some("second"));
        assert_eq!(choices.connection(here, "crm", "prod"), Some("third"));
        assert_eq!(choices.connection(here, "mail", "dev"), Some("other"));
        assert_eq!(choices.connection(there, "crm", "dev"), None);
    }

    #[test]
    fn an_environment_is_remembered_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let (remembered, here) = (remembered(&folder), Path::new("/here"));
        let keep = |choices: &mut Choices| choices.set_environment(here, "crm", "staging");
        let choices = remembered.change(keep).unwrap();
        assert_eq!(choices, remembered.choices());
        assert_eq!(choices.environment(here, "crm"), Some("staging"));
        assert_eq!(choices.environment(here, "mail"), None);
        for integration in [Some("crm"), None] {
            remembered.change(keep).unwrap();
            let forget = |choices: &mut Choices| assert!(choices.forget(here, integration));
            assert_eq!(remembered.change(forget).unwrap().environment(here, "crm"), None);
        }
    }

    #[test]
    fn a_damaged_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let remembered = remembered(&folder);
        std::fs::create_dir(folder.path().join("new")).unwrap();
        std::fs::write(&remembered.file, "{").unwrap();
        let here = Path::new("/here");
        let keep = |choices: &mut Choices| choices.set_connection(here, "crm", "dev", "first");
        remembered.change(keep).unwrap();
        assert_eq!(remembered.choices().connection(here, "crm", "dev"), Some("first"));
    }
}
