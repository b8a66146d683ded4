//! A request: what is to be run, and the argument vector that the CLI gets for it.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempPath;

/// What kind of function is run. There is no third: the CLI cannot dry-run `createOnEvent` and `createFunction`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A `createAction()`.
    Action,
    /// A `createSync()`.
    Sync,
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
    /// The checkpoint a sync starts from.
    pub checkpoint: Option<Argument>,
    /// The `lastSyncDate` of a sync, in ISO 8601.
    pub last_sync_date: Option<String>,
    /// The variant of a sync.
    pub variant: Option<String>,
    /// Whether the responses are saved as mocks in `<integration>/tests/<name>.test.json`.
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
            let Some(word) = word else { continue };
            if word.is_empty() {
                return Err(RequestError::Empty { what });
            }
            // `--` would stop the CLI from reading the options behind it, so nothing of the sort is let through.
            if word.starts_with('-') {
                return Err(RequestError::LeadingDash {
                    what,
                    word: word.clone(),
                });
            }
            if word.contains('\0') {
                return Err(RequestError::NulByte { what });
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

    /// The argument vector, and the temporary files it names. A JSON longer than `longest` bytes goes through a file.
    pub(crate) fn arguments(&self, longest: usize) -> Result<Arguments, RequestError> {
        self.validate()?;
        let mut arguments = Arguments::default();
        arguments.words([
            "dryrun",
            &self.name,
            &self.connection,
            "--validate",
            "-e",
            &self.environment,
            "--no-interactive",
            "--auto-confirm",
            "--integration-id",
            &self.integration,
        ]);
        for (option, argument) in self.json_arguments() {
            if let Some(argument) = argument {
                arguments.words([option]);
                arguments.json(argument, &self.root, longest)?;
            }
        }
        if self.kind == Kind::Sync {
            let texts = [("--lastSyncDate", &self.last_sync_date), ("--variant", &self.variant)];
            for (option, text) in texts {
                if let Some(text) = text {
                    arguments.words([option, text]);
                }
            }
        }
        for (option, set) in [("--save", self.save), ("--diagnostics", self.diagnostics)] {
            if set {
                arguments.words([option]);
            }
        }
        Ok(arguments)
    }

    /// The JSON options of this kind of function. An action always has an input: without `--input`, validation sees
    /// `undefined` and refuses even `z.void()`; `null` is what passes there.
    fn json_arguments(&self) -> [(&'static str, Option<&Argument>); 2] {
        const NULL: &Argument = &Argument::Json(Value::Null);
        match self.kind {
            Kind::Action => [
                ("--input", Some(self.input.as_ref().unwrap_or(NULL))),
                ("--metadata", None),
            ],
            Kind::Sync => [
                ("--metadata", self.metadata.as_ref()),
                ("--checkpoint", self.checkpoint.as_ref()),
            ],
        }
    }
}

/// Longest JSON, in bytes, that is handed over on the command line: Linux refuses single arguments over 128 KiB,
/// Windows command lines over 32,767 UTF-16 units.
pub(crate) const LONGEST_INLINE_JSON: usize = if cfg!(windows) { 8_000 } else { 100_000 };

/// An argument vector and the temporary files it refers to, which are deleted when this is dropped.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) words: Vec<OsString>,
    files: Vec<TempPath>,
}

impl Arguments {
    fn words<'a>(&mut self, words: impl IntoIterator<Item = &'a str>) {
        self.words.extend(words.into_iter().map(OsString::from));
    }

    fn json(&mut self, argument: &Argument, root: &Path, longest: usize) -> Result<(), RequestError> {
        match argument {
            Argument::Json(value) => {
                let json = value.to_string();
                if json.len() <= longest {
                    self.words([json.as_str()]);
                } else {
                    let file = temporary_json(&json).map_err(|error| RequestError::Temporary(error.to_string()))?;
                    self.at(&file);
                    self.files.push(file);
                }
            }
            Argument::File(path) => self.at(path.strip_prefix(root).unwrap_or(path)),
        }
        Ok(())
    }

    /// The CLI reads `@<path>` when it ends in `.json`; it resolves the path against its working directory, the root.
    fn at(&mut self, path: &Path) {
        let mut word = OsString::from("@");
        word.push(path);
        self.words.push(word);
    }
}

/// The file lies in the system's folder for temporary files, readable by the user alone, and not in the project: there
/// it would be seen by watchers and, if this process is killed, be left behind. The CLI takes an absolute path behind
/// `@` (`readFile` of its dry run service strips the `@` and resolves the rest as Node does).
fn temporary_json(json: &str) -> std::io::Result<TempPath> {
    let mut file = tempfile::Builder::new().prefix("nango-").suffix(".json").tempfile()?;
    file.write_all(json.as_bytes())?;
    Ok(file.into_temp_path())
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
    use serde_json::json;

    use super::*;

    fn action() -> Dryrun {
        Dryrun::new("/project", "crm", Kind::Action, "get-contact", "conn-1")
    }

    fn sync() -> Dryrun {
        Dryrun::new("/project", "crm", Kind::Sync, "contacts", "conn-1")
    }

    /// The words of the argument vector, one to a line.
    fn words(request: &Dryrun) -> String {
        let arguments = request.arguments(LONGEST_INLINE_JSON).expect("a valid request");
        arguments
            .words
            .iter()
            .map(|word| word.to_string_lossy())
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn an_action_always_has_an_input() {
        insta::assert_snapshot!(words(&action()), @r"
        dryrun
        get-contact
        conn-1
        --validate
        -e
        dev
        --no-interactive
        --auto-confirm
        --integration-id
        crm
        --input
        null
        ");
    }

    #[test]
    fn an_input_is_compact_json_in_the_order_of_its_author() {
        let request = Dryrun {
            input: Some(Argument::Json(json!({ "z": "a b", "a": [1] }))),
            ..action()
        };
        assert!(words(&request).ends_with("--input\n{\"z\":\"a b\",\"a\":[1]}"));
    }

    #[test]
    fn a_sync_gets_what_is_set_and_no_input() {
        let request = Dryrun {
            input: Some(Argument::Json(json!({}))),
            metadata: Some(Argument::Json(json!({ "team": "t1" }))),
            checkpoint: Some(Argument::Json(json!({ "after": "c7" }))),
            last_sync_date: Some("2026-01-01T00:00:00.000Z".to_owned()),
            variant: Some("eu".to_owned()),
            environment: "staging".to_owned(),
            save: true,
            diagnostics: true,
            ..sync()
        };
        insta::assert_snapshot!(words(&request), @r#"
        dryrun
        contacts
        conn-1
        --validate
        -e
        staging
        --no-interactive
        --auto-confirm
        --integration-id
        crm
        --metadata
        {"team":"t1"}
        --checkpoint
        {"after":"c7"}
        --lastSyncDate
        2026-01-01T00:00:00.000Z
        --variant
        eu
        --save
        --diagnostics
        "#);
    }

    #[test]
    fn an_action_ignores_what_only_syncs_read() {
        let metadata = Some(Argument::Json(json!({ "team": "t1" })));
        assert_eq!(
            words(&Dryrun {
                metadata,
                variant: Some("eu".to_owned()),
                ..action()
            }),
            words(&action())
        );
    }

    #[test]
    fn a_long_input_goes_through_a_file_that_is_gone_afterwards() {
        let request = Dryrun {
            input: Some(Argument::Json(json!("x".repeat(200)))),
            ..action()
        };
        let arguments = request.arguments(100).expect("a valid request");
        let last = arguments.words.last().expect("an input").to_string_lossy().into_owned();
        let path = PathBuf::from(last.strip_prefix('@').expect("a file"));
        assert_eq!(path.extension().expect("an extension"), "json");
        assert_eq!(std::fs::read_to_string(&path).expect("the file exists").len(), 202);
        drop(arguments);
        assert!(!path.exists());
    }

    #[test]
    fn a_file_of_the_user_is_named_relative_to_the_root() {
        let root = tempfile::tempdir().expect("a folder");
        std::fs::write(root.path().join("input.json"), "{}").expect("a file");
        let at = |path: PathBuf| {
            let input = Some(Argument::File(path));
            Dryrun {
                root: root.path().to_owned(),
                input,
                ..action()
            }
            .arguments(100)
        };
        for path in ["input.json".into(), root.path().join("input.json")] {
            assert_eq!(
                at(path).expect("a valid request").words.last().expect("an input"),
                "@input.json"
            );
        }
        assert_eq!(
            at("no.json".into()).unwrap_err(),
            RequestError::MissingFile { path: "no.json".into() }
        );
        assert_eq!(
            at("a.txt".into()).unwrap_err(),
            RequestError::NotJsonFile { path: "a.txt".into() }
        );
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
