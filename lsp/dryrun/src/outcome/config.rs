//! What has to be put right before a function can run.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::{LocateError, RequestError};

/// Something about the set-up. The first four are found without starting the CLI.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigProblem {
    /// Node or the CLI is missing or unusable.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// The request itself is refused.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// There is no secret key for the environment.
    #[error("`{variable}` is not set, neither in the environment nor in `.env`")]
    MissingSecretKey {
        /// The variable that is looked for first.
        variable: String,
    },
    /// The process could not be started.
    #[error("the CLI could not be started: {reason}")]
    NotStarted {
        /// What the operating system says.
        reason: String,
    },
    /// A function that `index.ts` imports has never been compiled.
    #[error("`{file}` has not been built")]
    NotBuilt {
        /// The missing file in `build/`.
        file: String,
    },
    /// Several integrations have a function of that name.
    #[error("several integrations have a function `{name}`")]
    AmbiguousName {
        /// The function's name.
        name: String,
    },
    /// No function of that name is registered.
    #[error("`{name}` is not imported in `index.ts`")]
    UnknownFunction {
        /// The function's name.
        name: String,
    },
    /// No registered function belongs to that integration.
    #[error("no function of the integration `{integration}` is imported in `index.ts`")]
    UnknownIntegration {
        /// The integration.
        integration: String,
    },
    /// An argument that every run needs is missing.
    #[error("the CLI misses an argument: {message}")]
    MissingArgument {
        /// The CLI's own sentence.
        message: String,
    },
    /// The input, metadata or checkpoint cannot be read.
    #[error("the CLI cannot read an argument: {message}")]
    BadInput {
        /// The CLI's own sentence.
        message: String,
    },
    /// The root is no Nango project.
    #[error("the folder is no Nango project: it needs `.nango/` and `index.ts`, and no `nango.yaml`")]
    NotAProject,
    /// The compiled functions could not be read.
    #[error("the definitions of the functions could not be read")]
    Definitions,
    /// An option that the CLI does not know: it is older or newer than expected.
    #[error("the CLI does not know an option: {message}")]
    UnknownOption {
        /// The CLI's own sentence.
        message: String,
    },
    /// A package is not installed.
    #[error("the package `{package}` is not installed")]
    NotInstalled {
        /// The module that was not found.
        package: String,
    },
    /// The CLI asked something that nobody can answer. It cannot happen in our environment.
    #[error("the CLI asked a question and got no answer: {question}")]
    Prompt {
        /// The question.
        question: String,
    },
    /// The secret key is refused.
    #[error("the secret key is refused by Nango: {message}")]
    WrongSecretKey {
        /// Nango's own sentence.
        message: String,
    },
    /// The integration has no such connection.
    #[error("the connection is unknown: {message}")]
    UnknownConnection {
        /// Nango's own sentence.
        message: String,
    },
    /// The connection's credentials have expired or were revoked.
    #[error("the credentials of the connection are invalid: {message}")]
    InvalidCredentials {
        /// Nango's own sentence.
        message: String,
    },
    /// Nango answered with another error.
    #[error("the Nango API answered {status}: {message}")]
    NangoApiError {
        /// The HTTP status.
        status: u16,
        /// Nango's own sentence.
        message: String,
    },
    /// Nango gave no answer.
    #[error("the Nango API cannot be reached: {message}")]
    NangoApiUnreachable {
        /// What the network says.
        message: String,
    },
}

impl ConfigProblem {
    /// The name of the problem, as in `missing-secret-key`: for output that programs read.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Locate(LocateError::NoNode | LocateError::NoSuchNode { .. }) => "node-not-found",
            Self::Locate(LocateError::TooOld { .. }) => "cli-too-old",
            Self::Locate(_) => "cli-not-found",
            Self::Request(_) => "bad-request",
            Self::MissingSecretKey { .. } => "missing-secret-key",
            Self::NotStarted { .. } => "not-started",
            Self::NotBuilt { .. } => "not-built",
            Self::AmbiguousName { .. } => "ambiguous-name",
            Self::UnknownFunction { .. } => "unknown-function",
            Self::UnknownIntegration { .. } => "unknown-integration",
            Self::MissingArgument { .. } => "missing-argument",
            Self::BadInput { .. } => "bad-input",
            Self::NotAProject => "not-a-project",
            Self::Definitions => "definitions",
            Self::UnknownOption { .. } => "unknown-option",
            Self::NotInstalled { .. } => "not-installed",
            Self::Prompt { .. } => "prompt",
            Self::WrongSecretKey { .. } => "wrong-secret-key",
            Self::UnknownConnection { .. } => "unknown-connection",
            Self::InvalidCredentials { .. } => "invalid-credentials",
            Self::NangoApiError { .. } => "nango-api-error",
            Self::NangoApiUnreachable { .. } => "nango-api-unreachable",
        }
    }

    /// What the user can do about it: a command, or an instruction.
    pub fn cure(&self) -> Option<String> {
        let cure = match self {
            Self::Locate(error) => error.cure(),
            Self::MissingSecretKey { variable } => return Some(format!("add `{variable}=…` to `.env`")),
            Self::NotBuilt { .. } => "nango compile",
            Self::Definitions => "import a function in `index.ts`",
            Self::UnknownFunction { .. } | Self::UnknownIntegration { .. } => "import its file in `index.ts`",
            Self::NotAProject => "nango init",
            Self::UnknownOption { .. } => "npm install --save-dev nango@latest",
            Self::NotInstalled { .. } => "npm install",
            Self::WrongSecretKey { .. } => "copy the secret key of this environment from the dashboard into `.env`",
            Self::UnknownConnection { .. } => "choose a connection of this integration and environment",
            Self::InvalidCredentials { .. } => "reconnect the connection in the dashboard",
            Self::NangoApiUnreachable { .. } => "check the network and `NANGO_HOSTPORT`",
            Self::Request(_)
            | Self::NotStarted { .. }
            | Self::AmbiguousName { .. }
            | Self::MissingArgument { .. }
            | Self::BadInput { .. }
            | Self::Prompt { .. }
            | Self::NangoApiError { .. } => return None,
        };
        Some(cure.to_owned())
    }

    /// Recognises what the CLI prints when it ends before the function runs. The first match wins.
    pub(super) fn read(stdout: &str, stderr: &str, compiled: bool) -> Option<Self> {
        let both = format!("{stdout}\n{stderr}");
        let printed = PATTERNS.iter().find_map(|(pattern, problem)| {
            let found = pattern.captures(&both)?;
            Some(problem(super::first_line(&found[1]).to_owned()))
        });
        printed.or_else(|| if compiled { Self::of_api(stdout) } else { None })
    }

    /// The JSON line that the CLI prints when a request to Nango fails.
    fn of_api(stdout: &str) -> Option<Self> {
        static LINE: LazyLock<Regex> = LazyLock::new(|| constant(r#"(?m)^\{"(?:message|name)":.*\}$"#));
        static STATUS: LazyLock<Regex> = LazyLock::new(|| constant(r"status code (\d{3})"));
        let json: Value = serde_json::from_str(LINE.find(stdout)?.as_str()).ok()?;
        let own = json["message"].as_str().unwrap_or_default();
        let message = json["provider_error_payload"]["message"].as_str().unwrap_or(own);
        let message = super::first_line(message).to_owned();
        let status = STATUS.captures(own).and_then(|found| found[1].parse().ok());
        Some(match status {
            Some(401) => Self::WrongSecretKey { message },
            Some(400 | 404) => Self::UnknownConnection { message },
            Some(424) => Self::InvalidCredentials { message },
            Some(status) => Self::NangoApiError { status, message },
            None => Self::NangoApiUnreachable { message },
        })
    }
}

/// What a problem is made from: the first group of its pattern.
type FromGroup = fn(String) -> ConfigProblem;

static PATTERNS: LazyLock<Vec<(Regex, FromGroup)>> = LazyLock::new(|| {
    let patterns: [(&str, FromGroup); 15] = [
        (r"^(NANGO_SECRET_KEY_\S+) environment variable is not set", |variable| {
            ConfigProblem::MissingSecretKey { variable }
        }),
        (
            r"^Cannot find module '(.*[\\/]build[\\/].*\.cjs)' imported from",
            |file| ConfigProblem::NotBuilt { file },
        ),
        (
            r#"^Multiple integrations have "(.*)"\. Please use --integration-id$"#,
            |name| ConfigProblem::AmbiguousName { name },
        ),
        (r#"^No script named "(.*?)" found"#, |name| {
            ConfigProblem::UnknownFunction { name }
        }),
        (r#"^Integration "(.*)" not found in this project\.$"#, |integration| {
            ConfigProblem::UnknownIntegration { integration }
        }),
        (
            r"^((?:Environment|Connection ID|Function name) is required)$",
            |message| ConfigProblem::MissingArgument { message },
        ),
        (
            r"^(Failed to parse --(?:input|metadata|checkpoint)|The \w+ file could not be read.*|There was an issue parsing the .*|Invalid checkpoint)",
            |message| ConfigProblem::BadInput { message },
        ),
        (
            r"^(Not inside a Nango folder|The `nango\.yaml` configuration file is deprecated.*)$",
            |_| ConfigProblem::NotAProject,
        ),
        (r"^(Could not build function definitions to select from\.)$", |_| {
            ConfigProblem::Definitions
        }),
        (r"^Cannot find module '((?:nango|zod)(?:/.*)?)'", |package| {
            ConfigProblem::NotInstalled { package }
        }),
        (r"^(A new version of nango is available: .*)$", |question| {
            ConfigProblem::Prompt { question }
        }),
        (r"^(It appears you are running nango via npx)", |question| {
            ConfigProblem::Prompt { question }
        }),
        (r"^\? (There are \d+ log messages remaining)", |question| {
            ConfigProblem::Prompt { question }
        }),
        (
            r"^(Tests config files already exist\. Do you want to overwrite them\?)",
            |question| ConfigProblem::Prompt { question },
        ),
        (r"^error: (.*)$", |message| ConfigProblem::UnknownOption { message }),
    ];
    patterns
        .map(|(pattern, problem)| (constant(&format!("(?m){pattern}")), problem))
        .into()
});

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the expression is constant")
}
