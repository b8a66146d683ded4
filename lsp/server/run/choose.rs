//! With what the functions of an integration run: picked by the user, and kept for the runs that come.

use dryrun::{Access, Environment, Keys};
use project::FilePath;
use tower_lsp::ls_types::MessageType;

use super::target::{set_connection, set_environment};
use super::{Choices, Remembered, Target, ask, is_production};
use crate::api::{Api, ApiError, Connection, Connections, Wanted};
use crate::lsp::ext::{InputParams, Offer};
use crate::progress::{self, Progress};
use crate::server::Server;

/// What is chosen for.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The root of the project.
    pub root: FilePath,
    /// The integration.
    pub integration: String,
}

/// Keeps a connection, or asks Nango which there are and lets the user choose. Returns at once.
pub fn pick_connection(server: &Server, subject: Subject, environment: Option<String>, connection: Option<String>) {
    let server = server.clone();
    tokio::spawn(async move {
        let environment = environment.unwrap_or_else(|| subject.target(&server).environment);
        let connection = match connection {
            Some(connection) => Some(connection),
            None => choose(&server, &subject, &environment).await,
        };
        let Some(connection) = connection else { return };
        let (root, integration) = (&subject.root, &subject.integration);
        keep(&server, |choices| {
            choices.set_connection(root, integration, &environment, &connection);
        });
        tell(&server, &subject, &environment).await;
    });
}

/// Keeps an environment, or lets the user choose one that there is a key for. Returns at once.
pub fn pick_environment(server: &Server, subject: Subject, environment: Option<String>) {
    let server = server.clone();
    tokio::spawn(async move {
        let environment = match environment {
            Some(environment) => Some(environment),
            None => choose_environment(&server, &subject).await,
        };
        let Some(environment) = environment else { return };
        let (root, integration) = (&subject.root, &subject.integration);
        keep(&server, |choices| {
            choices.set_environment(root, integration, &environment)
        });
        tell(&server, &subject, &environment).await;
    });
}

/// Forgets what was picked and used, for an integration or for all of a project. Returns at once.
pub fn forget(server: &Server, root: FilePath, integration: Option<String>) {
    let server = server.clone();
    tokio::spawn(async move {
        let mut was_kept = false;
        keep(&server, |choices| {
            was_kept = choices.forget(&root, integration.as_deref())
        });
        let of = integration.map_or_else(|| "the project".to_owned(), |name| format!("`{name}`"));
        let message = match was_kept {
            true => format!("connections and environment of {of} are forgotten"),
            false => format!("nothing was kept for {of}"),
        };
        server.client().show_message(MessageType::INFO, message).await;
    });
}

/// The connection that the user chooses from those that Nango lists; also for a run that has none. `None` when there is
/// none: then the user knows why.
pub(super) async fn choose(server: &Server, subject: &Subject, environment: &str) -> Option<String> {
    let integration = &subject.integration;
    let mut wanted = Wanted {
        integration: Some(integration.clone()),
        search: None,
    };
    loop {
        let connections = match list(server, subject, environment, wanted.clone()).await {
            Ok(connections) => connections,
            Err(why) => {
                if let Some(why) = why {
                    let message = format!("`{integration}` in `{environment}`: {why}");
                    server.client().show_message(MessageType::ERROR, message).await;
                }
                return None;
            }
        };
        let count = connections.found.len();
        let mut offers: Vec<_> = connections.found.iter().map(offer).collect();
        let title = match (&wanted.search, connections.is_all) {
            (Some(text), _) => format!("Connections of {integration} in {environment} with {text}"),
            (None, true) => format!("Connections of {integration} in {environment}"),
            (None, false) => format!("The newest {count} connections of {integration} in {environment}"),
        };
        let can_search = !connections.is_all && server.snapshot().features.input;
        if can_search {
            offers.push(Offer {
                label: "Search in all of them…".to_owned(),
                description: String::new(),
            });
        }
        if offers.is_empty() {
            let message = match &wanted.search {
                Some(text) => format!("no connection of `{integration}` in `{environment}` has `{text}`"),
                None => format!("`{integration}` has no connection in `{environment}`: make one in Nango's dashboard"),
            };
            server.client().show_message(MessageType::INFO, message).await;
            return None;
        }
        let index = ask::pick(server, &title, &offers).await?;
        if let Some(chosen) = connections.found.into_iter().nth(index) {
            return Some(chosen.id);
        }
        let question = InputParams {
            title: format!("Search the connections of {integration}"),
            format: None,
            placeholder: Some("a part of an id, or of the name or address of an end user".to_owned()),
            value: None,
        };
        wanted.search = Some(ask::line(server, question).await?);
    }
}

fn offer(connection: &Connection) -> Offer {
    let made = connection.day().map(|day| format!("made {day}"));
    let parts = [Some(connection.description()), made];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Offer {
        label: connection.label(),
        description: parts.join(" · "),
    }
}

/// Asks Nango, while the user sees it and can cancel it. `Err(None)` when that was done.
async fn list(
    server: &Server,
    subject: &Subject,
    environment: &str,
    wanted: Wanted,
) -> Result<Connections, Option<String>> {
    let (root, name) = (subject.root.clone(), environment.to_owned());
    let prepared = tokio::task::spawn_blocking(move || {
        let access = Access::find(&root, &name, &Environment::inherited());
        let access = access.map_err(|problem| match problem.cure() {
            Some(cure) => format!("{problem}; {cure}"),
            None => problem.to_string(),
        })?;
        Api::new(access).map_err(|error| error.to_string())
    });
    let api = match prepared.await {
        Ok(api) => api?,
        Err(_) => return Err(None),
    };
    let token = progress::new_token();
    let title = format!("Connections of {} in {environment}", subject.integration);
    let listing = server.runs().listing(&token, api.canceller());
    let progress = Progress::begin(server, token, &title, true).await;
    progress.report(format!("asking {}", api.host()), None).await;
    let listed = tokio::task::spawn_blocking(move || api.connections(&wanted)).await;
    drop(listing);
    progress.end(None).await;
    match listed {
        Ok(Ok(connections)) => Ok(connections),
        Ok(Err(ApiError::Cancelled)) | Err(_) => Err(None),
        Ok(Err(error)) => Err(Some(error.to_string())),
    }
}

async fn choose_environment(server: &Server, subject: &Subject) -> Option<String> {
    let root = subject.root.clone();
    let keys = tokio::task::spawn_blocking(move || Keys::find(&root, &Environment::inherited()));
    let Keys { named, general } = keys.await.ok()?;
    let used = subject.target(server).environment;
    let mut names = named;
    // Its key is for all of them, and nobody has listed those.
    if general {
        names.extend(["dev", "prod", &used].map(str::to_owned));
        names.sort_unstable();
        names.dedup();
    }
    if names.is_empty() {
        let message = "no environment has a key: set `NANGO_SECRET_KEY_DEV` in `.env`, or of another one";
        server.client().show_message(MessageType::WARNING, message).await;
        return None;
    }
    let offer = |name: &String| {
        let remarks = [
            (*name == used, "used now"),
            (is_production(name), "asks before each run"),
        ];
        let remarks = remarks
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, remark)| remark);
        Offer {
            label: name.clone(),
            description: remarks.collect::<Vec<_>>().join(" · "),
        }
    };
    let offers: Vec<_> = names.iter().map(offer).collect();
    let title = format!("Environment of {}", subject.integration);
    let index = ask::pick(server, &title, &offers).await?;
    names.into_iter().nth(index)
}

/// Says where the functions run from now on: where the settings say something else, that.
async fn tell(server: &Server, subject: &Subject, environment: &str) {
    let Subject { root, integration } = subject;
    let target = subject.target(server);
    let snapshot = server.snapshot();
    let settings = &snapshot.analysis.settings_of(root).dryrun;
    let runs = match &target.connection {
        Some(connection) => format!("`{integration}` runs with `{connection}` in `{}`", target.environment),
        None => format!(
            "`{integration}` runs in `{}`, where no connection is known yet",
            target.environment
        ),
    };
    let why = match set_environment(settings).is_some() || set_connection(settings, integration).is_some() {
        true => ": the settings say so",
        false if target.environment != environment => ": another environment is not picked",
        false => "",
    };
    server
        .client()
        .show_message(MessageType::INFO, format!("{runs}{why}"))
        .await;
}

/// Reads what is kept: another editor or a terminal may have changed it since.
pub async fn recall(server: Server) {
    if let Ok(choices) = tokio::task::spawn_blocking(Choices::of_user).await {
        server.update(|session| session.set_choices(choices));
    }
}

/// Changes what is kept, for this server at once.
pub(super) fn keep(server: &Server, change: impl FnOnce(&mut Choices)) {
    let changed = match Remembered::of_user() {
        Some(remembered) => remembered.change(change),
        None => return tracing::warn!("there is no folder to keep connections in"),
    };
    match changed {
        Ok(choices) => server.update(|session| session.set_choices(choices)),
        Err(error) => tracing::warn!("the connection is not kept: {error}"),
    }
}

impl Subject {
    fn target(&self, server: &Server) -> Target {
        let snapshot = server.snapshot();
        let settings = &snapshot.analysis.settings_of(&self.root).dryrun;
        Target::new(settings, &snapshot.choices, &self.root, &self.integration, None)
    }
}
