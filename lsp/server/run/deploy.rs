//! One deployment, from the command to its end: the plan is shown, the user agrees to it, and only then is anything sent.

use dryrun::{Deploy, Finished, NotDeployed, Outcome, Plan, Run};
use ide::Runnable;
use project::{FilePath, FunctionKind};
use tower_lsp::ls_types::MessageType;

use super::before::{self, Purpose};
use super::follow::{Followed, follow, log};
use super::papers::Reported;
use super::showing::tell;
use super::task::{judge, options};
use super::{Target, ask, choose, is_production, report, show_report};
use crate::lsp::ext::InputParams;
use crate::server::Server;

/// What a command asks for.
#[derive(Debug, Clone)]
pub struct DeployRequest {
    /// The function.
    pub runnable: Runnable,
    /// The root of its project.
    pub root: FilePath,
    /// The environment; else the one that is set or chosen.
    pub environment: Option<String>,
}

/// Starts the deployment; the user is asked, so this returns at once.
pub fn deploy(server: &Server, request: DeployRequest) {
    let server = server.clone();
    tokio::spawn(async move {
        choose::recall(server.clone()).await;
        let snapshot = server.snapshot();
        let target = Target::new(
            &snapshot.analysis.settings_of(&request.root).dryrun,
            &snapshot.choices,
            &request.root,
            &request.runnable.integration,
            request.environment.as_deref(),
        );
        let Some(deploy) = prepare(&server, &request, target.environment).await else {
            return;
        };
        let scene = Scene {
            server: &server,
            request: &request,
            deploy: &deploy,
        };
        scene.play().await;
    });
}

/// Finds out whether it can be deployed from here. If not, the user has been told why.
async fn prepare(server: &Server, request: &DeployRequest, environment: String) -> Option<Deploy> {
    let Runnable {
        integration,
        kind,
        name,
        ..
    } = &request.runnable;
    if is_production(&environment) && !server.snapshot().features.input {
        let message = format!(
            "`{name}` is deployed to `{environment}` by who types its name, which cannot be asked for here; \
             in a terminal: `nango-lsp deploy {integration}/{name} -e {environment}`"
        );
        server.client().show_message(MessageType::WARNING, message).await;
        return None;
    }
    if !before::check(
        server,
        &request.runnable,
        &request.root,
        Some(&environment),
        Purpose::Deploy,
    )
    .await
    {
        return None;
    }
    let kind = match kind {
        FunctionKind::Action => dryrun::Kind::Action,
        FunctionKind::Sync => dryrun::Kind::Sync,
        // `before::check` has refused them.
        FunctionKind::OnEvent | FunctionKind::Function => return None,
    };
    Some(Deploy {
        root: request.root.to_path_buf(),
        integration: integration.to_string(),
        kind,
        name: name.to_string(),
        environment,
    })
}

/// One deployment.
struct Scene<'s> {
    server: &'s Server,
    request: &'s DeployRequest,
    deploy: &'s Deploy,
}

impl Scene<'_> {
    async fn play(&self) {
        let Deploy { name, environment, .. } = self.deploy;
        let (runner, options) = (&self.server.runs().runner, options(self.server, &self.request.root));
        let run = runner.plan(self.deploy.clone(), &options);
        let planned = self
            .follow(&format!("Plan to deploy {name} to {environment}"), run, None)
            .await;
        let Outcome::Planned(plan) = &planned.outcome else {
            return self.tell(&planned).await;
        };
        for line in &plan.changes.lines {
            log(self.server, MessageType::LOG, format!("{name}: {line}")).await;
        }
        // One that deletes is refused by the runner, without a question.
        if !plan.changes.is_destructive() && !self.is_agreed(plan).await {
            return;
        }
        let run = runner.deploy(plan.clone(), &options);
        let title = format!("Deploy {name} to {environment}");
        let deployed = self.follow(&title, run, Some(plan)).await;
        self.tell(&deployed).await;
    }

    /// Follows a step to its end, of which the report is kept: `plan` is what was planned before.
    async fn follow(&self, title: &str, run: Run, plan: Option<&Plan>) -> Finished {
        let file = &self.request.runnable.file;
        let Followed {
            finished,
            before,
            progress,
            ..
        } = follow(self.server, file, &self.deploy.name, title, run).await;
        judge(self.server, &self.request.root, &before, &finished.outcome).await;
        let plan = match &finished.outcome {
            Outcome::Planned(plan) => Some(plan),
            _ => plan,
        };
        let report = report::of_deployment(self.deploy, plan.map(|plan| &plan.changes), &finished);
        let papers = &self.server.runs().papers;
        papers.keep(file.clone(), Reported::Deployment, report);
        progress.end(Some(finished.outcome.to_string())).await;
        finished
    }

    /// Whether the user wants what is planned. To production goes only what was named once more.
    async fn is_agreed(&self, plan: &Plan) -> bool {
        let Deploy { name, environment, .. } = self.deploy;
        let client = self.server.client();
        if !is_production(environment) {
            let is_agreed = self.button(plan).await;
            if !is_agreed {
                let message = format!("`{name}` is not deployed to `{environment}`");
                client.show_message(MessageType::INFO, message).await;
            }
            return is_agreed;
        }
        let question = InputParams {
            title: format!("Type {name} to deploy it to {environment}: it {}", plan.changes),
            format: None,
            placeholder: Some(name.clone()),
            value: None,
        };
        let typed = ask::line(self.server, question).await;
        let message = match &typed {
            Some(typed) if typed == name => return true,
            Some(typed) => format!("`{name}` is not deployed to `{environment}`: `{typed}` is not its name"),
            None => format!("`{name}` is not deployed to `{environment}`"),
        };
        client.show_message(MessageType::INFO, message).await;
        false
    }

    /// Asks until the user has decided: the plan can be looked at in between.
    async fn button(&self, plan: &Plan) -> bool {
        const DEPLOY: &str = "Deploy";
        const SHOW: &str = "Show the plan";
        let Deploy { name, environment, .. } = self.deploy;
        let message = format!("deploying `{name}` to `{environment}` {}", plan.changes);
        let file = &self.request.runnable.file;
        loop {
            let can_show = self.server.snapshot().features.show_document;
            let buttons: &[&str] = if can_show { &[DEPLOY, SHOW] } else { &[DEPLOY] };
            match ask::choice(self.server, MessageType::WARNING, &message, buttons).await {
                Some(0) => return true,
                Some(_) if show_report(self.server, file, Some(Reported::Deployment)).is_ok() => {}
                _ => return false,
            }
        }
    }

    async fn tell(&self, finished: &Finished) {
        let outcome = &finished.outcome;
        let cure = outcome.cure().map(|cure| format!("; {cure}")).unwrap_or_default();
        let message = format!("`{}`: {outcome}{cure}", self.deploy.name);
        let kind = match outcome {
            Outcome::Deployed(_) | Outcome::Cancelled { .. } => MessageType::INFO,
            Outcome::NotDeployed(NotDeployed::Changed) => MessageType::WARNING,
            _ => MessageType::ERROR,
        };
        let seconds = finished.duration.as_secs_f32();
        log(self.server, kind, format!("{message} ({seconds:.1} s)")).await;
        let file = &self.request.runnable.file;
        tell(self.server, kind, message, file, Some(Reported::Deployment)).await;
    }
}
