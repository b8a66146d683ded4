//! Deployments: what one would change, and one that was planned.

use std::io::Write as _;

use tempfile::TempPath;

use super::{Steps, blocking, not_started};
use crate::deploy::ONLY_PLAN;
use crate::event::{Event, Phase};
use crate::outcome::{NotDeployed, Outcome};
use crate::process::Program;
use crate::{Deploy, Plan};

impl Steps<'_> {
    /// Asks what a deployment would change, by a run of the CLI that cannot deploy.
    pub(super) async fn plan(&mut self, deploy: &Deploy) -> Result<Outcome, Outcome> {
        self.observer.send(Event::Phase(Phase::TypeChecking));
        let sources = self.digest().await?;
        let guard = blocking(guard).await?.map_err(|error| not_started(&error))?;
        let arguments = deploy.arguments();
        let program = Program {
            preload: Some(&guard),
            ..self.program(&arguments)
        };
        let transcript = self.process(program).await?;
        self.note_compiled(&transcript, sources).await?;
        let (deploy, redactor) = (deploy.clone(), self.prepared.redactor.clone());
        blocking(move || transcript.outcome_of_plan(&deploy, sources, &redactor)).await
    }

    /// Deploys what was planned.
    pub(super) async fn deploy(&mut self, plan: &Plan) -> Result<Outcome, Outcome> {
        let Plan { deploy, changes, .. } = plan;
        if changes.is_destructive() {
            return Ok(Outcome::NotDeployed(NotDeployed::Destructive {
                changes: changes.clone(),
                by_hand: deploy.by_hand(),
            }));
        }
        let sources = self.digest().await?;
        if sources != plan.sources {
            return Ok(Outcome::NotDeployed(NotDeployed::Changed));
        }
        self.observer.send(Event::Phase(Phase::TypeChecking));
        self.observer.expect_deployment();
        let arguments = deploy.arguments();
        let transcript = match self.cli(&arguments).await {
            Err(Outcome::Cancelled { .. } | Outcome::TimedOut(_)) if self.observer.is_deploying() => {
                let environment = deploy.environment.clone();
                return Ok(Outcome::NotDeployed(NotDeployed::Interrupted { environment }));
            }
            other => other?,
        };
        self.note_compiled(&transcript, sources).await?;
        let (deploy, redactor) = (deploy.clone(), self.prepared.redactor.clone());
        blocking(move || transcript.outcome_of_deploy(&deploy, &redactor)).await
    }
}

/// The guard as a file, for Node takes no other; of the user alone, and gone when it is dropped.
fn guard() -> std::io::Result<TempPath> {
    let mut file = tempfile::Builder::new().prefix("nango-").suffix(".cjs").tempfile()?;
    file.write_all(ONLY_PLAN.as_bytes())?;
    Ok(file.into_temp_path())
}
