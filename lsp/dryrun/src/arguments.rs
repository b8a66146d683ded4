//! The argument vector that the CLI gets for a request; it is never seen by a shell.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;

use tempfile::TempPath;

use crate::request::{Argument, Dryrun, Kind, RequestError};

impl Dryrun {
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
}

/// Longest JSON, in bytes, that is handed over on the command line: Linux refuses single arguments over 128 KiB,
/// Windows command lines over 32,767 UTF-16 units.
pub(crate) const LONGEST_INLINE_JSON: usize = if cfg!(windows) { ON_WINDOWS } else { 100_000 };

/// As many as leave room for two, each of them nothing but quotes, which are written with backslashes.
const ON_WINDOWS: usize = 7_500;

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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

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

    /// A command line of Windows has at most 32,767 UTF-16 units with its last zero. In an argument each quote gets a backslash,
    /// and each backslash before a quote another one.
    #[test]
    fn the_longest_arguments_fit_a_command_line_of_windows() {
        let worst = || Some(Argument::Json(json!("\"".repeat(ON_WINDOWS / 2 - 1))));
        let request = Dryrun {
            integration: "i".repeat(200),
            name: "n".repeat(200),
            connection: "c".repeat(500),
            environment: "e".repeat(100),
            metadata: worst(),
            checkpoint: worst(),
            ..sync()
        };
        let arguments = request.arguments(ON_WINDOWS).expect("a valid request");
        assert!(arguments.files.is_empty(), "they are given in line");
        let length = |word: &OsString| {
            let word = word.to_string_lossy();
            let (mut length, mut backslashes) = (3, 0);
            for char in word.chars() {
                length += char.len_utf16() + if char == '"' { backslashes + 1 } else { 0 };
                backslashes = if char == '\\' { backslashes + 1 } else { 0 };
            }
            length + backslashes
        };
        let node_and_script = 2 * 260 + 6;
        let all = node_and_script + arguments.words.iter().map(length).sum::<usize>();
        assert!((30_000..32_767).contains(&all), "{all}");
        assert_eq!(
            request.arguments(ON_WINDOWS - 3).expect("a valid request").files.len(),
            2
        );
    }

    /// All that is ever passed: no option of the CLI that prints secrets or deletes what is deployed, whatever the request.
    #[test]
    fn no_request_makes_another_option() {
        const ALL: [&str; 12] = [
            "--validate",
            "-e",
            "--no-interactive",
            "--auto-confirm",
            "--integration-id",
            "--input",
            "--metadata",
            "--checkpoint",
            "--lastSyncDate",
            "--variant",
            "--save",
            "--diagnostics",
        ];
        let texts = ["plain", "--debug", "--allow-destructive", "-e", "a b", "'--debug'"];
        let (mut made, mut refused) = (0, 0);
        for bits in 0_u8..8 {
            for text in texts {
                for place in 0..7 {
                    let hostile = |at: usize, plain: &str| if at == place { text } else { plain }.to_owned();
                    let json = || Some(Argument::Json(json!(text)));
                    let request = Dryrun {
                        root: "/project".into(),
                        integration: hostile(0, "crm"),
                        kind: if bits & 1 == 0 { Kind::Action } else { Kind::Sync },
                        name: hostile(1, "contacts"),
                        connection: hostile(2, "conn-1"),
                        environment: hostile(3, "dev"),
                        input: json(),
                        metadata: json(),
                        checkpoint: json(),
                        last_sync_date: Some(hostile(4, "2026-01-01")),
                        variant: Some(hostile(5, "eu")),
                        save: bits & 2 != 0,
                        diagnostics: bits & 4 != 0,
                    };
                    let Ok(arguments) = request.arguments(LONGEST_INLINE_JSON) else {
                        refused += 1;
                        continue;
                    };
                    made += 1;
                    for word in &arguments.words {
                        let word = word.to_string_lossy();
                        assert!(!word.starts_with('-') || ALL.contains(&&*word), "{word}");
                    }
                }
            }
        }
        assert!(made > 0 && refused > 0, "{made} made, {refused} refused");
    }
}
