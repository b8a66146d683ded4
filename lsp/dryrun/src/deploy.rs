//! Deployments of one function: planned first, and only what was planned can be deployed.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::Kind;
use crate::outcome::Changes;
use crate::request::{RequestError, check_word};

/// One function that is to be deployed. There is no such thing for on-event functions: the CLI deploys those with all of
/// their integration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deploy {
    /// The folder with `.nango/` and `index.ts`: the working directory of the CLI.
    pub root: PathBuf,
    /// The integration: the folder of the function's file.
    pub integration: String,
    /// Action or sync.
    pub kind: Kind,
    /// The function's name: its file name without the extension.
    pub name: String,
    /// The environment. Its secret key is looked up in `NANGO_SECRET_KEY_<ENVIRONMENT>`.
    pub environment: String,
}

/// What a deployment would change: the CLI has asked Nango, and has changed nothing. It takes one to deploy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What would be deployed.
    pub deploy: Deploy,
    /// What that would change.
    pub changes: Changes,
    /// The digest of the sources that were planned with: others are not deployed.
    pub(crate) sources: u64,
}

/// Run by Node before the CLI when only its plan is wanted. No version of the CLI shows its plan without deploying: it asks
/// only where a sync with connections or a model would be deleted (`handleLegacyConfirmation` of its `zeroYaml/deploy.ts`).
pub(crate) const ONLY_PLAN: &str = include_str!("only_plan.cjs");

/// What [`ONLY_PLAN`] lets the CLI print in the place of a deployment.
pub(crate) const NOT_SENT: &str = "only the plan was asked for";

impl Deploy {
    /// Checks what can be checked before anything is started.
    pub(crate) fn validate(&self) -> Result<(), RequestError> {
        check_word("environment", &self.environment)?;
        check_word("integration", &self.integration)?;
        check_word("function name", &self.name)
    }

    /// The argument vector. Never with `--allow-destructive`: what deletes is confirmed by a person, in a terminal.
    pub(crate) fn arguments(&self) -> Vec<OsString> {
        let words = self.words().into_iter().chain(["--no-interactive", "--auto-confirm"]);
        words.map(OsString::from).collect()
    }

    /// How a person does the same in a terminal, where the CLI asks before it deletes.
    pub fn by_hand(&self) -> String {
        format!("npx nango {}", self.words().join(" "))
    }

    /// Both the integration and the name: with the name alone the CLI deploys its namesakes in other integrations too.
    fn words(&self) -> [&str; 6] {
        let Self {
            environment,
            integration,
            name,
            ..
        } = self;
        [
            "deploy",
            environment,
            "--integration",
            integration,
            self.kind.option(),
            name,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deploy(kind: Kind, name: &str, integration: &str, environment: &str) -> Deploy {
        Deploy {
            root: "/project".into(),
            integration: integration.to_owned(),
            kind,
            name: name.to_owned(),
            environment: environment.to_owned(),
        }
    }

    #[test]
    fn one_function_of_one_integration() {
        let action = deploy(Kind::Action, "get-contact", "crm", "dev");
        let words: Vec<_> = action.arguments();
        insta::assert_snapshot!(
            words.join(&OsString::from(" ")).to_string_lossy(),
            @"deploy dev --integration crm --action get-contact --no-interactive --auto-confirm"
        );
        let sync = deploy(Kind::Sync, "contacts", "crm", "prod");
        insta::assert_snapshot!(sync.by_hand(), @"npx nango deploy prod --integration crm --sync contacts");
    }

    /// All that is ever passed, whatever the request.
    #[test]
    fn no_request_makes_another_option() {
        const ALL: [&str; 5] = [
            "--integration",
            "--action",
            "--sync",
            "--no-interactive",
            "--auto-confirm",
        ];
        let texts = [
            "plain",
            "--allow-destructive",
            "--debug",
            "-v",
            "a b",
            "'--allow-destructive'",
            "",
        ];
        let (mut made, mut refused) = (0, 0);
        for kind in [Kind::Action, Kind::Sync] {
            for text in texts {
                for place in 0..3 {
                    let hostile = |at: usize, plain: &'static str| if at == place { text } else { plain };
                    let request = deploy(kind, hostile(0, "a"), hostile(1, "crm"), hostile(2, "dev"));
                    if request.validate().is_err() {
                        refused += 1;
                        continue;
                    }
                    made += 1;
                    for word in request.arguments() {
                        let word = word.to_string_lossy().into_owned();
                        assert!(!word.starts_with('-') || ALL.contains(&&*word), "{word}");
                    }
                }
            }
        }
        assert!(made > 0 && refused > 0, "{made} made, {refused} refused");
    }

    #[test]
    fn the_guard_says_what_is_looked_for() {
        assert!(ONLY_PLAN.contains(NOT_SENT));
    }
}
