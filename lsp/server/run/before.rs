//! What keeps a run from beginning: found and said before anything is asked and before a process is started.

use dryrun::{ConfigProblem, locate, preflight};
use ide::{Obstacle, Runnable};
use lint::Diagnostic;
use project::{ArgumentKind, FilePath, FunctionKind};
use syntax::PositionEncoding;
use tower_lsp::ls_types::MessageType;

use super::task::{Request, options};
use super::{ask, unsaved};
use crate::edit;
use crate::server::Server;
use crate::session::Snapshot;

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The function is tried: by a dry run.
    Try,
    /// It is tested with its mocks. Vitest reads the disk as well; only who generates a test compiles.
    Test {
        /// Whether the project is compiled for it.
        compiles: bool,
    },
    /// It is deployed: nobody deploys what is not saved, or what the compiler refuses.
    Deploy,
}

impl Purpose {
    /// What becomes of the function: `tried`.
    pub(super) fn participle(self) -> &'static str {
        match self {
            Self::Try => "tried",
            Self::Test { .. } => "tested",
            Self::Deploy => "deployed",
        }
    }
}

/// Whether the run may begin, in this environment if it concerns one. If not, the user has been told why, and what helps.
pub(super) async fn check(
    server: &Server,
    function: &Runnable,
    root: &FilePath,
    environment: Option<&str>,
    purpose: Purpose,
) -> bool {
    let name = &function.name;
    if let Some(problem) = set_up(server, name, root, environment).await {
        say(server, MessageType::ERROR, problem).await;
        return false;
    }
    if !unsaved::settle(server, name, root, purpose).await {
        return false;
    }
    let runnable = function.clone();
    let (waiting, refusals) = (server.waiting(), server.refusals().clone());
    // Nothing is awaited in between: what is edited from now on is in neither.
    let found = server.read(move |snapshot| {
        let known = |file: &FilePath| refusals.of(file, &waiting);
        let obstacle = ide::obstacle(&snapshot.analysis, &runnable, |file| snapshot.is_saved(file), known);
        // Half of a project looks wrong.
        obstacle.filter(|it| snapshot.is_whole() || *it == Obstacle::Kind)
    });
    match found.await {
        None => true,
        Some(Obstacle::Kind) => {
            let environment = environment.unwrap_or_default();
            say(server, MessageType::ERROR, wrong_kind(function, environment, purpose)).await;
            false
        }
        // A deployment says what kind it means.
        Some(Obstacle::Namesake { .. }) if purpose == Purpose::Deploy => true,
        Some(Obstacle::Namesake { file }) => {
            let other = shown(&file, root);
            let verb = purpose.participle();
            let message = format!("`{name}` cannot be {verb} beside `{other}`: the CLI tells them apart by name only");
            say(server, MessageType::ERROR, message).await;
            false
        }
        Some(Obstacle::Compile { .. }) if purpose == (Purpose::Test { compiles: false }) => true,
        Some(Obstacle::Compile { file, found }) => goes_on(server, function, root, purpose, &file, &found).await,
    }
}

/// A fixture that the CLI will refuse; it would say so after a minute of compiling.
pub(super) async fn fixture_fits(server: &Server, request: &Request) -> bool {
    let given = [
        (ArgumentKind::Input, &request.input),
        (ArgumentKind::Metadata, &request.metadata),
        (ArgumentKind::Checkpoint, &request.checkpoint),
    ];
    let kept: Vec<_> = given
        .into_iter()
        .filter_map(|(kind, given)| given.is_none().then_some(kind))
        .collect();
    let runnable = request.runnable.clone();
    let refused = server.read(move |snapshot| {
        let refused = ide::refused_fixture(&snapshot.analysis, &runnable, kept, |file| snapshot.is_saved(file));
        refused.filter(|_| snapshot.is_whole())
    });
    let Some((file, found)) = refused.await else {
        return true;
    };
    let (name, place) = (&request.runnable.name, place(server, &request.root, &file, &found));
    let message = format!("`{name}` would be refused what is kept in `{place}`: {}", found.message);
    match ask::choice(server, MessageType::WARNING, &message, &["Open fixture", "Run anyway"]).await {
        Some(0) => drop(edit::show(server, &file, Some(found.range)).await),
        Some(_) => return true,
        None => {}
    }
    false
}

/// A function that `index.ts` does not import cannot be run; that is a click away.
pub fn offer_registration(server: &Server, file: FilePath, purpose: Purpose) {
    const REGISTER: &str = "Register in index.ts";
    let server = server.clone();
    tokio::spawn(async move {
        let name = file.name().trim_end_matches(".ts");
        if purpose != Purpose::Deploy && kind_of(&server.snapshot(), &file) == Some(FunctionKind::OnEvent) {
            return say(&server, MessageType::ERROR, cannot_be_run(name, purpose)).await;
        }
        let verb = purpose.participle();
        let message = format!("`{name}` cannot be {verb}: `index.ts` does not import it");
        if ask::button(&server, MessageType::WARNING, &message, REGISTER).await {
            edit::apply_anew(&server, REGISTER, |analysis| ide::register(analysis, &file)).await;
        }
    });
}

fn kind_of(snapshot: &Snapshot, file: &FilePath) -> Option<FunctionKind> {
    Some(snapshot.analysis.workspace.file(file)?.items.function()?.kind)
}

fn wrong_kind(function: &Runnable, environment: &str, purpose: Purpose) -> String {
    let Runnable { name, integration, .. } = function;
    match purpose {
        Purpose::Try | Purpose::Test { .. } => cannot_be_run(name, purpose),
        Purpose::Deploy => format!(
            "`{name}` cannot be deployed alone: the CLI deploys it with all of its integration, \
             `npx nango deploy {environment} --integration {integration}`"
        ),
    }
}

/// Mocks are made by runs, so what cannot be run cannot be tested either.
fn cannot_be_run(name: &str, purpose: Purpose) -> String {
    let verb = purpose.participle();
    format!("`{name}` cannot be {verb}: the CLI runs actions and syncs only")
}

/// What is wrong with Node, the CLI or, where there is an environment, its secret key.
async fn set_up(server: &Server, name: &str, root: &FilePath, environment: Option<&str>) -> Option<String> {
    let options = options(server, root);
    let (root, environment) = (root.clone(), environment.map(str::to_owned));
    let checked = tokio::task::spawn_blocking(move || match environment {
        Some(environment) => preflight(&root, &environment, &options),
        None => locate(&root, &options.settings, &options.environment).map_err(ConfigProblem::from),
    });
    let problem = checked.await.ok()?.err()?;
    let cure = problem.cure().map(|cure| format!("; {cure}")).unwrap_or_default();
    Some(format!("`{name}`: {problem}{cure}"))
}

/// One file that does not compile blocks every function. The CLI would say so too, some seconds later; who knows better
/// may have it tried.
async fn goes_on(
    server: &Server,
    function: &Runnable,
    root: &FilePath,
    purpose: Purpose,
    file: &FilePath,
    found: &Diagnostic,
) -> bool {
    let name = &function.name;
    let place = place(server, root, file, found);
    let anyway = match purpose {
        Purpose::Try => "Run anyway",
        Purpose::Test { .. } | Purpose::Deploy => "Compile anyway",
    };
    let message = format!(
        "`{name}` cannot be {} while `{place}` does not compile: {}",
        purpose.participle(),
        found.message
    );
    match ask::choice(server, MessageType::WARNING, &message, &["Show", anyway]).await {
        Some(0) => drop(edit::show(server, file, Some(found.range)).await),
        Some(_) => return true,
        None => {}
    }
    false
}

/// `crm/actions/get-contact.ts:7`
fn place(server: &Server, root: &FilePath, file: &FilePath, found: &Diagnostic) -> String {
    let line = server.snapshot().analysis.lines(file).map(|lines| {
        let at = lines.position(found.range.start(), PositionEncoding::Utf8);
        format!(":{}", at.line + 1)
    });
    format!("{}{}", shown(file, root), line.unwrap_or_default())
}

fn shown<'f>(file: &'f FilePath, root: &FilePath) -> &'f str {
    file.relative_to(root).unwrap_or(file.name())
}

async fn say(server: &Server, kind: MessageType, message: String) {
    server.client().show_message(kind, message).await;
}
