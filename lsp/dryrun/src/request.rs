//! A request: what is to be run.

use std::path::PathBuf;

use serde_json::Value;

/// What kind of function is run. There is no third: the CLI cannot dry-run `createOnEvent` and `createFunction`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A `createAction()`.
    Action,
    /// A `createSync()`.
    Sync,
}

impl Kind {
    /// The option of the CLI that takes the name of one.
    pub(crate) fn option(self) -> &'static str {
        match self {
            Self::Action => "--action",
            Self::Sync => "--sync",
        }
    }
}

/// A JSON argument: given as a value, or kept by the user in a file.
#[derive(Clone, PartialEq)]
pub enum Argument {
    /// The value itself.
    Json(Value),
    /// A `.json` file; relative to the root, or absolute.
    File(PathBuf),
}

impl std::fmt::Debug for Argument {
    /// Shows the path only: the value may hold what the user sends to a provider.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Json(_) => f.write_str("Json(…)"),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
        }
    }
}

/// One dry run of one function on one connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Dryrun {
    /// The folder with `.nango/` and `index.ts`: the working directory of the run.
    pub root: PathBuf,
    /// The integration: the folder of the function's file.
    pub integration: String,
    /// Action or sync.
    pub kind: Kind,
    /// The function's name: its file name without the extension.
    pub name: String,
    /// The connection id.
    pub connection: String,
    /// The environment, `dev` by default. Its secret key is looked up in `NANGO_SECRET_KEY_<ENVIRONMENT>`.
    pub environment: String,
    /// The input of an action; `null` when absent. Syncs have none.
    pub input: Option<Argument>,
    /// The metadata a sync shall see instead of the connection's. Actions always read the connection's.
    pub metadata: Option<Argument>,
    /// The checkpoint it starts from: `NangoActionCLI` of the CLI takes one as `NangoSyncCLI` does.
    pub checkpoint: Option<Argument>,
    /// The `lastSyncDate` of a sync, in ISO 8601.
    pub last_sync_date: Option<String>,
    /// The variant of a sync.
    pub variant: Option<String>,
    /// Whether the responses are saved as mocks in `<integration>/tests/<name>.test.json`. Unless the function has
    /// succeeded from these very sources, it is first run without saving, and mocks are made only if it succeeds.
    pub save: bool,
    /// Whether the CLI shall measure memory and CPU.
    pub diagnostics: bool,
}

impl Dryrun {
    /// A run in the environment `dev`, with no arguments but those every run needs.
    pub fn new(
        root: impl Into<PathBuf>,
        integration: impl Into<String>,
        kind: Kind,
        name: impl Into<String>,
        connection: impl Into<String>,
    ) -> Self {
        Self {
            root: root.into(),
            integration: integration.into(),
            kind,
            name: name.into(),
            connection: connection.into(),
            environment: "dev".to_owned(),
            input: None,
            metadata: None,
            checkpoint: None,
            last_sync_date: None,
            variant: None,
            save: false,
            diagnostics: false,
        }
    }

    /// Checks what can be checked before anything is written or started.
    pub(crate) fn validate(&self) -> Result<(), RequestError> {
        let words = [
            ("function name", Some(&self.name)),
            ("connection id", Some(&self.connection)),
            ("integration", Some(&self.integration)),
            ("environment", Some(&self.environment)),
            ("last sync date", self.last_sync_date.as_ref()),
            ("variant", self.variant.as_ref()),
        ];
        for (what, word) in words {
            if let Some(word) = word {
                check_word(what, word)?;
            }
        }
        for (_, argument) in self.json_arguments() {
            if let Some(Argument::File(path)) = argument {
                if path.extension().is_none_or(|extension| extension != "json") {
                    return Err(RequestError::NotJsonFile { path: path.clone() });
                }
                if !self.root.join(path).is_file() {
                    return Err(RequestError::MissingFile { path: path.clone() });
                }
            }
        }
        Ok(())
    }

    /// The JSON options of this kind of function. An action always has an input: without `--input`, validation sees
    /// `undefined` and refuses even `z.void()`; `null` is what passes there.
    pub(crate) fn json_arguments(&self) -> [(&'static str, Option<&Argument>); 2] {
        const NULL: &Argument = &Argument::Json(Value::Null);
        match self.kind {
            Kind::Action => [
                ("--input", Some(self.input.as_ref().unwrap_or(NULL))),
                ("--checkpoint", self.checkpoint.as_ref()),
            ],
            Kind::Sync => [
                ("--metadata", self.metadata.as_ref()),
                ("--checkpoint", self.checkpoint.as_ref()),
            ],
        }
    }
}

/// Whether a word can stand in an argument vector and be nothing else than itself.
pub(crate) fn check_word(what: &'static str, word: &str) -> Result<(), RequestError> {
    if word.is_empty() {
        return Err(RequestError::Empty { what });
    }
    // `--` would stop the CLI from reading the options behind it, so nothing of the sort is let through.
    if word.starts_with('-') {
        let word = word.to_owned();
        return Err(RequestError::LeadingDash { what, word });
    }
    if word.contains('\0') {
        return Err(RequestError::NulByte { what });
    }
    Ok(())
}

/// A request that is refused before anything is started.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// A word that must not be empty is.
    #[error("the {what} is empty")]
    Empty {
        /// Which word: `connection id`, `function name`, …
        what: &'static str,
    },
    /// A word would be read as an option by the CLI.
    #[error("the {what} `{word}` starts with a dash, which the CLI would read as an option")]
    LeadingDash {
        /// Which word: `connection id`, `function name`, …
        what: &'static str,
        /// The word itself.
        word: String,
    },
    /// A word holds a NUL byte, which no process argument can.
    #[error("the {what} contains a NUL byte")]
    NulByte {
        /// Which word: `connection id`, `function name`, …
        what: &'static str,
    },
    /// The CLI reads `@<path>` as a file only when the path ends in `.json`.
    #[error("`{}` does not end in `.json`", path.display())]
    NotJsonFile {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The file with the input, metadata or checkpoint does not exist.
    #[error("the file `{}` does not exist", path.display())]
    MissingFile {
        /// The path as it was given.
        path: PathBuf,
    },
    /// A long input could not be written to a temporary file.
    #[error("the input could not be written to a temporary file: {0}")]
    Temporary(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action() -> Dryrun {
        Dryrun::new("/project", "crm", Kind::Action, "get-contact", "conn-1")
    }

    fn sync() -> Dryrun {
        Dryrun::new("/project", "crm", Kind::Sync, "contacts", "conn-1")
    }

    #[test]
    fn words_that_the_cli_would_read_as_options_are_refused() {
        let error = Dryrun {
            connection: "--debug".to_owned(),
            ..action()
        }
        .validate()
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the connection id `--debug` starts with a dash, which the CLI would read as an option"
        );
        assert!(
            Dryrun {
                name: "-x".to_owned(),
                ..action()
            }
            .validate()
            .is_err()
        );
        assert!(
            Dryrun {
                integration: "-x".to_owned(),
                ..action()
            }
            .validate()
            .is_err()
        );
        assert!(
            Dryrun {
                variant: Some("-x".to_owned()),
                ..sync()
            }
            .validate()
            .is_err()
        );
        assert!(
            Dryrun {
                connection: String::new(),
                ..action()
            }
            .validate()
            .is_err()
        );
    }
}
