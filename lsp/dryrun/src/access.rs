//! What a request to Nango's API needs: the address and the key, found where the CLI finds them.

use std::path::{Path, PathBuf};

use crate::environment::{self, DotEnv, Environment};
use crate::outcome::ConfigProblem;
use crate::redact::Redactor;

/// Where the CLI goes when nothing is set: `cloudHost` of its `constants.js`. A dry run goes there from the environment
/// `local` too; only `nango deploy` has another address for it (`resolveHostport` of `utils.js`).
const CLOUD: &str = "https://api.nango.dev";

/// The way to Nango's API for one environment of a project.
#[derive(Clone)]
pub struct Access {
    /// `NANGO_HOSTPORT`, or the cloud; without a slash at the end.
    pub host: String,
    /// The file of `NANGO_CLI_TLS_CA`: the certificates of who signs that of the host, in PEM.
    pub authority: Option<PathBuf>,
    /// Takes the secrets of the project out of what the API answers.
    pub redactor: Redactor,
    key: String,
}

impl Access {
    /// Finds the way that a run in this environment would take. Reads `<root>/.env`.
    ///
    /// # Errors
    /// [`ConfigProblem::MissingSecretKey`]
    pub fn find(root: &Path, name: &str, environment: &Environment) -> Result<Self, ConfigProblem> {
        let dotenv = DotEnv::read(root);
        let key = environment::secret_key(environment, &dotenv, name)
            .map_err(|variable| ConfigProblem::MissingSecretKey { variable })?;
        let set = |name| environment::variable(environment, &dotenv, name);
        let host = set("NANGO_HOSTPORT").unwrap_or_else(|| CLOUD.to_owned());
        Ok(Self {
            host: host.strip_suffix('/').unwrap_or(&host).to_owned(),
            authority: set("NANGO_CLI_TLS_CA").map(|file| root.join(file.trim())),
            redactor: Redactor::new(&environment::secrets(environment, &dotenv)),
            key,
        })
    }

    /// The secret key: for the header of a request, and nothing else.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Access")
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

/// The environments that there is a secret key for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Their names, sorted: of `NANGO_SECRET_KEY_DEV` it is `dev`.
    pub named: Vec<String>,
    /// Whether `NANGO_SECRET_KEY` is set, which the CLI takes for every environment without a key of its own.
    pub general: bool,
}

impl Keys {
    /// Looks through the environment and `<root>/.env`.
    pub fn find(root: &Path, environment: &Environment) -> Self {
        environment::keys(environment, &DotEnv::read(root))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [(&str, &str); 0] = [];

    fn project(dotenv: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join(".env"), dotenv).unwrap();
        root
    }

    #[test]
    fn the_way_is_the_one_that_the_cli_takes() {
        let root = project("NANGO_SECRET_KEY_DEV=of-dev-123\nNANGO_SECRET_KEY=of-all-123\n");
        let find = |name, environment| Access::find(root.path(), name, &environment).unwrap();
        let cloud = find("dev", Environment::new(NONE));
        assert_eq!((&*cloud.host, cloud.key()), ("https://api.nango.dev", "of-dev-123"));
        assert_eq!(find("local", Environment::new(NONE)).host, "https://api.nango.dev");
        assert_eq!(find("prod", Environment::new(NONE)).key(), "of-all-123");
        let own = Environment::new([
            ("NANGO_HOSTPORT", "http://localhost:3003/"),
            ("NANGO_SECRET_KEY_DEV", "of-the-process"),
        ]);
        let own = find("dev", own);
        assert_eq!((&*own.host, own.key()), ("http://localhost:3003", "of-the-process"));
        assert!(!format!("{own:?}").contains("of-"), "{own:?}");
        assert_eq!(own.redactor.text("said of-the-process"), "said [redacted]");
    }

    #[test]
    fn a_missing_key_is_told_by_the_name_of_its_variable() {
        let root = project("NANGO_SECRET_KEY_DEV=k\n");
        let problem = Access::find(root.path(), "staging", &Environment::new(NONE)).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "`NANGO_SECRET_KEY_STAGING` is not set, neither in the environment nor in `.env`"
        );
    }

    #[test]
    fn environments_are_known_by_the_names_of_their_keys() {
        let root = project("NANGO_SECRET_KEY_PROD=k\nNANGO_SECRET_KEY_EMPTY=\nNANGO_SECRET_KEY_=k\nOTHER=1\n");
        let environment = Environment::new([("NANGO_SECRET_KEY_DEV", "k"), ("NANGO_SECRET_KEY_PROD", "")]);
        let keys = Keys::find(root.path(), &environment);
        assert_eq!(keys.named, ["dev", "prod"]);
        assert!(!keys.general);
        let general = Keys::find(root.path(), &Environment::new([("NANGO_SECRET_KEY", "k")]));
        assert!(general.general);
    }
}
