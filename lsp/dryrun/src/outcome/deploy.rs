//! What a deployment would change, and what became of one. Only `✓ Deployed` is a success: a deployment that deletes ends
//! with exit code 0 when nobody can be asked, and nothing is deployed.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

use super::classify::{COMPILE_ERROR, unknown};
use super::{ConfigProblem, Outcome};
use crate::deploy::NOT_SENT;
use crate::{Deploy, Plan, Redactor, Transcript};

/// What a deployment changes: the plan that the CLI prints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The plan in the CLI's own words, line by line.
    pub lines: Vec<String>,
    /// What comes: `crm → contacts (3 impacted connections)`.
    pub created: Vec<String>,
    /// How many functions are replaced.
    pub updated: u32,
    /// What goes, in the form of what comes.
    pub deleted: Vec<String>,
    /// The models that go, with the records of customers.
    pub removed_models: Vec<String>,
    /// Whether the CLI wants a person to confirm it.
    pub asks: bool,
}

/// A deployment that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    /// To which environment.
    pub environment: String,
    /// What Nango says is there now: `get-contact@v1.0.0`.
    pub functions: Vec<String>,
}

/// Why nothing was deployed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotDeployed {
    /// It would delete something, which a person has to confirm where the CLI asks.
    Destructive {
        /// What would change.
        changes: Changes,
        /// The command that asks: for a terminal.
        by_hand: String,
    },
    /// Nango, or the CLI, refused.
    Refused {
        /// In their words.
        message: String,
    },
    /// The sources are others than those that were planned with.
    Changed,
    /// It was stopped when the functions may have been sent already.
    Interrupted {
        /// Where it was sent to.
        environment: String,
    },
}

impl Transcript {
    /// What this run of `nango deploy` came to, which could not deploy; `sources` is the digest of what it read.
    pub(crate) fn outcome_of_plan(&self, deploy: &Deploy, sources: u64, redactor: &Redactor) -> Outcome {
        match self.outcome_of_deploy(deploy, redactor) {
            Outcome::NotDeployed(NotDeployed::Destructive { changes, .. }) => Outcome::Planned(Plan {
                deploy: deploy.clone(),
                changes,
                sources,
            }),
            Outcome::NotDeployed(NotDeployed::Refused { message }) if message.contains(NOT_SENT) => {
                let (stdout, _) = self.cleaned(redactor);
                match Changes::read(&stdout) {
                    Some(changes) => Outcome::Planned(Plan {
                        deploy: deploy.clone(),
                        changes,
                        sources,
                    }),
                    None => Outcome::NotDeployed(NotDeployed::Refused {
                        message: "this version of the CLI does not tell its plan".to_owned(),
                    }),
                }
            }
            other => other,
        }
    }

    /// What this `nango deploy` came to.
    pub fn outcome_of_deploy(&self, deploy: &Deploy, redactor: &Redactor) -> Outcome {
        let (stdout, stderr) = self.cleaned(redactor);
        if let Some(signal) = self.exit.signal {
            return Outcome::Killed { signal };
        }
        // Before anything else: what was done was done, however the process ended.
        if let Some(functions) = deployed(&stdout) {
            return Outcome::Deployed(Deployment {
                environment: deploy.environment.clone(),
                functions,
            });
        }
        if self.exit.code == Some(COMPILE_ERROR) {
            return Outcome::CompileError(super::compile::messages(&stdout, &stderr));
        }
        if let Some(changes) = Changes::read(&stdout).filter(|changes| changes.asks) {
            let by_hand = deploy.by_hand();
            return Outcome::NotDeployed(NotDeployed::Destructive { changes, by_hand });
        }
        if let Some(refusal) = refusal(&stdout) {
            return refusal;
        }
        match ConfigProblem::read(&stdout, &stderr, false) {
            Some(problem) => Outcome::Config(problem),
            None => unknown(&stdout, &stderr),
        }
    }
}

/// The functions that Nango says it has now.
fn deployed(stdout: &str) -> Option<Vec<String>> {
    let mut lines = stdout.lines().skip_while(|line| *line != "✓ Deployed");
    lines.next()?;
    let functions = lines.filter_map(|line| line.strip_prefix("- "));
    Some(functions.map(|line| line.trim().to_owned()).collect())
}

/// What the CLI says when a step of a deployment fails, behind `✗` and the name of the step.
fn refusal(stdout: &str) -> Option<Outcome> {
    static STEP: LazyLock<Regex> =
        LazyLock::new(|| constant(r"(?m)^✗ (?:Packaging|Acquiring remote state|Deploying)[^\n]*\n((?s:.*))"));
    static HEAD: LazyLock<Regex> = LazyLock::new(|| constant(r"^Error (?:checking|deploying)[^\n]*:\n"));
    static KEY: LazyLock<Regex> = LazyLock::new(|| constant(r"\((?:unknown_account|\w+_auth_header)\)$"));
    static NETWORK: LazyLock<Regex> = LazyLock::new(|| constant(r"^(?:fetch failed|E[A-Z_]+|Unknown error)$"));
    let said = STEP.captures(stdout)?.get(1)?.as_str().trim();
    let said = HEAD.replace(said, "");
    let message = super::first_line(&said).to_owned();
    Some(match message.as_str() {
        "" => return None,
        text if KEY.is_match(text) => Outcome::Config(ConfigProblem::WrongSecretKey { message }),
        text if NETWORK.is_match(text) => Outcome::Config(ConfigProblem::NangoApiUnreachable { message }),
        _ => Outcome::NotDeployed(NotDeployed::Refused { message }),
    })
}

impl Changes {
    /// Reads the plan; none where the CLI did not get that far.
    fn read(stdout: &str) -> Option<Self> {
        static CHANGE: LazyLock<Regex> = LazyLock::new(|| constant(r"^ ([+-]) (\S.*?)(?:\s{2,}(\(.*\)))?$"));
        static TOTAL: LazyLock<Regex> = LazyLock::new(|| constant(r"^ ↳ \w+ .*to update \[ (\d+) \]"));
        static MODELS: LazyLock<Regex> =
            LazyLock::new(|| constant(r"^The following models have been removed: (.*?)\.?$"));
        // Which separates the columns for the CLI, and is invisible.
        let plain = stdout.replace('\u{2063}', "");
        let mut lines = plain
            .lines()
            .map(str::trim_end)
            .skip_while(|line| line.trim() != "Nango will perform this plan:");
        lines.next()?;
        let mut changes = Self::default();
        for line in lines {
            // The first line that speaks of what happens with the plan.
            if line.starts_with("Are you sure") || line.contains("were not deployed") {
                changes.asks = true;
                break;
            }
            if line.ends_with("proceeding without confirmation") || line.starts_with(['✓', '✗']) {
                break;
            }
            if let Some(found) = CHANGE.captures(line) {
                let note = found
                    .get(3)
                    .map(|note| format!(" {}", note.as_str()))
                    .unwrap_or_default();
                let list = if &found[1] == "+" {
                    &mut changes.created
                } else {
                    &mut changes.deleted
                };
                list.push(format!("{}{note}", &found[2]));
            } else if let Some(found) = TOTAL.captures(line) {
                changes.updated += found[1].parse::<u32>().unwrap_or_default();
            } else if let Some(found) = MODELS.captures(line) {
                changes.removed_models = found[1].split(", ").map(|name| name.trim().to_owned()).collect();
            }
            changes.lines.push(line.to_owned());
        }
        let is_blank = |line: &String| line.trim().is_empty();
        while changes.lines.last().is_some_and(is_blank) {
            changes.lines.pop();
        }
        let blank = changes.lines.iter().take_while(|line| is_blank(line)).count();
        changes.lines.drain(..blank);
        Some(changes)
    }

    /// Whether something goes that is there. The CLI asks about some of that only.
    pub fn is_destructive(&self) -> bool {
        self.asks || !self.deleted.is_empty() || !self.removed_models.is_empty()
    }

    /// What comes, in a few words.
    fn gains(&self) -> Vec<String> {
        let updated = match self.updated {
            0 => None,
            1 => Some("updates 1 function".to_owned()),
            several => Some(format!("updates {several} functions")),
        };
        listed("creates", &self.created).into_iter().chain(updated).collect()
    }

    /// What goes, in a few words.
    fn losses(&self) -> Vec<String> {
        let models = match self.removed_models.len() {
            1 => "removes the model",
            _ => "removes the models",
        };
        let deleted = listed("deletes", &self.deleted);
        deleted
            .into_iter()
            .chain(listed(models, &self.removed_models))
            .collect()
    }
}

/// ``deletes `crm → contacts` (3 impacted connections), `crm → setup` ``
fn listed(verb: &str, items: &[String]) -> Option<String> {
    let quoted = items.iter().map(|item| match item.split_once(" (") {
        Some((name, note)) => format!("`{name}` ({note}"),
        None => format!("`{item}`"),
    });
    (!items.is_empty()).then(|| format!("{verb} {}", quoted.collect::<Vec<_>>().join(", ")))
}

/// ``creates `crm → contacts` (3 impacted connections), updates 1 function``
impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.gains(), self.losses()].concat();
        match parts.is_empty() {
            true => f.write_str("changes nothing"),
            false => f.write_str(&parts.join(", ")),
        }
    }
}

impl fmt::Display for Deployment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "deployed to `{}`", self.environment)?;
        let names: Vec<_> = self.functions.iter().map(|name| format!("`{name}`")).collect();
        match names.is_empty() {
            true => Ok(()),
            false => write!(f, ": {}", names.join(", ")),
        }
    }
}

impl fmt::Display for NotDeployed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Destructive { changes, .. } => match changes.losses() {
                losses if losses.is_empty() => f.write_str("not deployed: the CLI wants a person to confirm it"),
                losses => write!(f, "not deployed, because it {}", losses.join(" and ")),
            },
            Self::Refused { message } => write!(f, "not deployed: {message}"),
            Self::Changed => f.write_str("not deployed: the sources are no longer those of the plan"),
            Self::Interrupted { environment } => {
                write!(
                    f,
                    "stopped while it was sent to `{environment}`: look there whether it was deployed"
                )
            }
        }
    }
}

impl NotDeployed {
    /// What the user can do about it.
    pub(super) fn cure(&self) -> Option<String> {
        match self {
            Self::Destructive { by_hand, .. } => Some(format!("if that is meant, confirm it in a terminal: {by_hand}")),
            Self::Changed => Some("deploy it again, to see the new plan".to_owned()),
            Self::Refused { .. } | Self::Interrupted { .. } => None,
        }
    }
}

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the expression is constant")
}
