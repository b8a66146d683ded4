//! The environment of the CLI: what it inherits, what it must not see, and where the secret key is.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::access::Keys;
use crate::secrets::Secrets;

/// The environment variables that a run inherits. Its `Debug` shows their number only.
#[derive(Clone)]
pub struct Environment {
    variables: Vec<(OsString, OsString)>,
}

impl Environment {
    /// The environment of this process.
    pub fn inherited() -> Self {
        Self::new(std::env::vars_os())
    }

    /// An environment of exactly these variables.
    pub fn new<N: Into<OsString>, V: Into<OsString>>(variables: impl IntoIterator<Item = (N, V)>) -> Self {
        Self {
            variables: variables
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        }
    }

    /// The value of a variable. Names are compared as the operating system does.
    pub fn get(&self, name: &str) -> Option<&OsStr> {
        let same = |other: &OsStr| match cfg!(windows) {
            true => other.eq_ignore_ascii_case(name),
            false => other == name,
        };
        self.variables
            .iter()
            .find(|(other, _)| same(other))
            .map(|(_, value)| value.as_os_str())
    }

    /// What the CLI gets: ours, without what changes its output or blocks `.env`, with what keeps it from asking,
    /// updating packages and reporting.
    pub(crate) fn for_cli(&self) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        let inherited = self
            .variables
            .iter()
            .map(|(name, value)| (name.as_os_str(), value.as_os_str()));
        let kept = inherited.filter(|(name, value)| {
            // An empty variable of the process wins over the value in `.env`.
            let blocks = value.is_empty() && name.as_encoded_bytes().starts_with(b"NANGO_");
            let ours = REMOVED
                .iter()
                .chain(SET.iter().map(|(name, _)| name))
                .any(|other| *other == *name);
            !blocks && !ours
        });
        kept.chain(SET.iter().map(|(name, value)| (OsStr::new(*name), OsStr::new(*value))))
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Environment({} variables)", self.variables.len())
    }
}

/// `CI` turns on other defaults, `FORCE_COLOR` colours pipes, `NODE_OPTIONS` of an editor attaches its debugger.
const REMOVED: [&str; 3] = ["CI", "FORCE_COLOR", "NODE_OPTIONS"];

/// No upgrade prompt, no rewritten `package.json`, no telemetry, no colours. These are variables and not options because
/// an option that a version does not know ends it.
const SET: [(&str, &str); 4] = [
    ("NANGO_CLI_UPGRADE_MODE", "ignore"),
    ("NANGO_CLI_DEPENDENCY_UPDATE", "false"),
    ("NANGO_CLI_TELEMETRY", "false"),
    ("NO_COLOR", "1"),
];

/// The variables of `<root>/.env`; none when there is no such file. The process environment is not touched.
#[derive(Clone, Default)]
pub(crate) struct DotEnv {
    variables: Vec<(String, String)>,
}

impl DotEnv {
    pub(crate) fn read(root: &Path) -> Self {
        match std::fs::read(root.join(".env")) {
            Ok(bytes) => Self::parse(&String::from_utf8_lossy(&bytes)),
            Err(_) => Self::default(),
        }
    }

    /// Reads as `parse` of dotenv 16.5.0 does, which the CLI brings: with its very expression. The Rust crate of that
    /// name would replace `$NAME` inside values and stop at lines that the CLI accepts; then a key would be reported as
    /// missing that is there, or a secret be looked for in a form that it does not have.
    fn parse(text: &str) -> Self {
        static LINE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r#"(?m)^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$"#,
            )
            .expect("the expression is constant")
        });
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let variables = LINE.captures_iter(&text).map(|captures| {
            let value = captures.get(2).map_or("", |value| value.as_str().trim());
            (captures[1].to_owned(), unquoted(value))
        });
        Self {
            variables: variables.collect(),
        }
    }

    /// The value of a variable; the last one wins.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.variables
            .iter()
            .rev()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

fn unquoted(value: &str) -> String {
    let inside = ['\'', '"', '`'].into_iter().find_map(|quote| {
        let inside = value.strip_prefix(quote)?.strip_suffix(quote)?;
        Some((quote, inside))
    });
    match inside {
        Some(('"', inside)) => inside.replace("\\n", "\n").replace("\\r", "\r"),
        Some((_, inside)) => inside.to_owned(),
        None => value.to_owned(),
    }
}

/// The value of a variable that is not empty: of the process, else of `.env`.
pub(crate) fn variable(environment: &Environment, dotenv: &DotEnv, name: &str) -> Option<String> {
    let inherited = environment.get(name).map(|value| value.to_string_lossy().into_owned());
    let of_file = || dotenv.get(name).map(str::to_owned);
    let is_set = |value: &String| !value.is_empty();
    inherited.filter(is_set).or_else(|| of_file().filter(is_set))
}

/// The key that the CLI will find for this environment, by its own rule (`parseSecretKey`): the variable of that
/// environment, else the general one, neither empty. `Err` is the name of the variable to set. Without this check the
/// CLI prompts for the key, and with a closed stdin exits with 0.
pub(crate) fn secret_key(environment: &Environment, dotenv: &DotEnv, name: &str) -> Result<String, String> {
    let wanted = format!("{OF_ONE}{}", name.to_uppercase());
    let key = variable(environment, dotenv, &wanted).or_else(|| variable(environment, dotenv, OF_ALL));
    key.ok_or(wanted)
}

/// The key of every environment that has none of its own.
const OF_ALL: &str = "NANGO_SECRET_KEY";
/// What the name of the environment follows in that of its key.
const OF_ONE: &str = "NANGO_SECRET_KEY_";

/// The environments that a key is there for.
pub(crate) fn keys(environment: &Environment, dotenv: &DotEnv) -> Keys {
    let inherited = environment
        .variables
        .iter()
        .map(|(name, _)| name.to_string_lossy().into_owned());
    let of_file = dotenv.variables.iter().map(|(name, _)| name.clone());
    let is_set = |name: &str| variable(environment, dotenv, name).is_some();
    let mut named: Vec<_> = inherited
        .chain(of_file)
        .filter(|name| is_set(name))
        .filter_map(|name| Some(name.strip_prefix(OF_ONE)?.to_lowercase()))
        .filter(|name| !name.is_empty())
        .collect();
    named.sort_unstable();
    named.dedup();
    Keys {
        named,
        general: is_set(OF_ALL),
    }
}

/// The values that must never be seen: of every variable, inherited or of `.env`, whose name says so, and of the others in
/// `.env` what looks like one.
pub(crate) fn secrets(environment: &Environment, dotenv: &DotEnv) -> Secrets {
    let inherited = environment
        .variables
        .iter()
        .map(|(name, value)| (name.to_string_lossy(), value.to_string_lossy()))
        .filter(|(name, _)| is_secret(name))
        .map(|(_, value)| value.into_owned());
    let of_file = dotenv
        .variables
        .iter()
        .filter(|(name, value)| is_secret(name) || looks_random(value))
        .map(|(_, value)| value.clone());
    inherited.chain(of_file).collect()
}

/// Whether a value is long, of one word, and of letters and digits: no address, path, region or date.
fn looks_random(value: &str) -> bool {
    const SHORTEST: usize = 20;
    let has = |kind: fn(char) -> bool| value.chars().filter(|char| kind(*char)).count() > 1;
    value.len() >= SHORTEST
        && value.chars().all(|char| char.is_ascii_graphic())
        && !value.contains("://")
        && !value.starts_with(['/', '.', '~'])
        && has(|char| char.is_ascii_digit())
        && has(|char| char.is_ascii_alphabetic())
}

fn is_secret(name: &str) -> bool {
    static SECRET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)token|secret|passw|passphrase|api_?key|private_?key|credential").expect("constant")
    });
    SECRET.is_match(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cli_gets_ours_minus_what_disturbs_it_plus_four() {
        let environment = Environment::new([
            ("HOME", "/home/me"),
            ("CI", "1"),
            ("NODE_OPTIONS", "--inspect"),
            ("FORCE_COLOR", "1"),
            ("NANGO_SECRET_KEY_DEV", ""),
            ("NANGO_HOSTPORT", "http://localhost:3003"),
            ("NANGO_CLI_TELEMETRY", "true"),
            ("EMPTY", ""),
        ]);
        let child: Vec<_> = environment
            .for_cli()
            .map(|(name, value)| format!("{}={}", name.display(), value.display()))
            .collect();
        insta::assert_snapshot!(child.join("\n"), @r"
        HOME=/home/me
        NANGO_HOSTPORT=http://localhost:3003
        EMPTY=
        NANGO_CLI_UPGRADE_MODE=ignore
        NANGO_CLI_DEPENDENCY_UPDATE=false
        NANGO_CLI_TELEMETRY=false
        NO_COLOR=1
        ");
    }

    #[test]
    fn dotenv_is_read_as_the_cli_reads_it() {
        let dotenv = DotEnv::parse(concat!(
            "# a comment\r\n",
            "A=plain value # with a comment\r\n",
            "export B='single $A'\n",
            "C=\"two\\nlines\"\n",
            "D: yaml\n",
            "E=\n",
            "F=`back 'tick'`\n",
            "G=a$b\n",
            "nonsense\n",
            "A.b-c=1\n",
            "G=last\n",
        ));
        let get = |name| dotenv.get(name);
        assert_eq!(get("A"), Some("plain value"));
        assert_eq!(get("B"), Some("single $A"));
        assert_eq!(get("C"), Some("two\nlines"));
        assert_eq!(get("D"), Some("yaml"));
        assert_eq!(get("E"), Some(""));
        assert_eq!(get("F"), Some("back 'tick'"));
        assert_eq!(get("A.b-c"), Some("1"));
        assert_eq!(get("G"), Some("last"));
        assert_eq!(get("nonsense"), None);
    }

    #[test]
    fn secrets_are_known_by_name_and_of_the_file_by_their_looks() {
        let environment = Environment::new([("SOME_TOKEN", "of-the-process"), ("OTHER", "a1b2c3d4e5f6a1b2c3d4e5f6")]);
        let dotenv = DotEnv::parse(concat!(
            "MY_PASSWORD=of-the-file\nSTRIPE=live1234567890abcdefgh\nREGION=eu-central-1\n",
            "HOST=https://api.example.com/v1/2025\nTITLE=a title of 2025 with spaces\nFILE=/var/lib/some/file-12\n",
        ));
        let secrets = secrets(&environment, &dotenv);
        let known: Vec<_> = secrets.forms().filter(|form| form.contains(['-', '0'])).collect();
        assert!(
            known.contains(&"of-the-process") && known.contains(&"of-the-file"),
            "{known:?}"
        );
        assert!(known.contains(&"live1234567890abcdefgh"), "{known:?}");
        assert!(
            !known
                .iter()
                .any(|it| it.contains("a1b2") || it.contains("eu-c") || it.contains('/')),
            "{known:?}"
        );
    }

    #[test]
    fn the_key_of_the_environment_else_the_general_one() {
        let none = Environment::new([("NANGO_SECRET_KEY_DEV", "")]);
        let check = |env: &Environment, file: &str, name: &str| secret_key(env, &DotEnv::parse(file), name).map(|_| ());
        assert_eq!(check(&none, "", "dev"), Err("NANGO_SECRET_KEY_DEV".to_owned()));
        assert_eq!(
            check(&none, "NANGO_SECRET_KEY_DEV=", "dev"),
            Err("NANGO_SECRET_KEY_DEV".to_owned())
        );
        assert_eq!(check(&none, "NANGO_SECRET_KEY_DEV=k", "dev"), Ok(()));
        assert_eq!(
            check(&none, "NANGO_SECRET_KEY_DEV=k", "staging"),
            Err("NANGO_SECRET_KEY_STAGING".to_owned())
        );
        assert_eq!(check(&none, "NANGO_SECRET_KEY=k", "staging"), Ok(()));
        assert_eq!(
            check(&Environment::new([("NANGO_SECRET_KEY_STAGING", "k")]), "", "staging"),
            Ok(())
        );
    }
}
