//! What keeps a run from beginning: found and said before anything is asked and before a process is started.

use dryrun::preflight;
use ide::{Obstacle, Runnable};
use lint::Diagnostic;
use project::{ArgumentKind, FilePath, FunctionKind};
use syntax::PositionEncoding;
use tower_lsp::ls_types::MessageType;

use super::ask;
use super::task::{Request, options};
use crate::edit;
use crate::server::Server;
use crate::session::Snapshot;

/// Whether the run may begin, in this environment. If not, the user has been told why, and what helps.
pub(super) async fn check(server: &Server, request: &Request, environment: &str) -> bool {
    if let Some(problem) = set_up(server, request, environment).await {
        say(server, MessageType::ERROR, problem).await;
        return false;
    }
    tell_unsaved(server, &request.root).await;
    let (runnable, name) = (request.runnable.clone(), &request.runnable.name);
    let (waiting, refusals) = (server.waiting(), server.refusals().clone());
    // Nothing is awaited in between: what is edited from now on is in neither.
    let found = server.read(move |snapshot| {
        let known = |file: &FilePath| refusals.of(file, &waiting);
        let obstacle = ide::obstacle(&snapshot.analysis, &runnable, |file| is_saved(snapshot, file), known);
        // Half of a project looks wrong.
        obstacle.filter(|it| snapshot.is_whole() || *it == Obstacle::Kind)
    });
    let can_run = match found.await {
        None => true,
        Some(Obstacle::Kind) => {
            say(server, MessageType::ERROR, wrong_kind(name)).await;
            false
        }
        Some(Obstacle::Namesake { file }) => {
            let other = shown(&file, &request.root);
            let message = format!("`{name}` cannot be tried beside `{other}`: the CLI tells them apart by name only");
            say(server, MessageType::ERROR, message).await;
            false
        }
        Some(Obstacle::Compile { file, found }) => goes_on(server, request, &file, &found).await,
    };
    can_run && fixture_fits(server, request).await
}

/// A fixture that the CLI will refuse; it would say so after a minute of compiling.
async fn fixture_fits(server: &Server, request: &Request) -> bool {
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
        let refused = ide::refused_fixture(&snapshot.analysis, &runnable, kept, |file| is_saved(snapshot, file));
        refused.filter(|_| snapshot.is_whole())
    });
    let Some((file, found)) = refused.await else {
        return true;
    };
    let (name, place) = (&request.runnable.name, place(server, request, &file, &found));
    let message = format!("`{name}` would be refused what is kept in `{place}`: {}", found.message);
    match ask::choice(server, MessageType::WARNING, &message, &["Open fixture", "Run anyway"]).await {
        Some(0) => drop(edit::show(server, &file, Some(found.range)).await),
        Some(_) => return true,
        None => {}
    }
    false
}

/// A function that `index.ts` does not import cannot be run; that is a click away.
pub fn offer_registration(server: &Server, file: FilePath) {
    const REGISTER: &str = "Register in index.ts";
    let server = server.clone();
    tokio::spawn(async move {
        let name = file.name().trim_end_matches(".ts");
        if kind_of(&server.snapshot(), &file) == Some(FunctionKind::OnEvent) {
            return say(&server, MessageType::ERROR, wrong_kind(name)).await;
        }
        let message = format!("`{name}` cannot be tried: `index.ts` does not import it");
        if ask::button(&server, MessageType::WARNING, &message, REGISTER).await
            && let Some(change) = ide::register(&server.snapshot().analysis, &file)
        {
            edit::apply(&server, &change, REGISTER).await;
        }
    });
}

fn kind_of(snapshot: &Snapshot, file: &FilePath) -> Option<FunctionKind> {
    Some(snapshot.analysis.workspace.file(file)?.items.function()?.kind)
}

fn wrong_kind(name: &str) -> String {
    format!("`{name}` cannot be tried: the CLI runs actions and syncs only")
}

/// What is wrong with Node, the CLI or the secret key.
async fn set_up(server: &Server, request: &Request, environment: &str) -> Option<String> {
    let settings = server.snapshot().analysis.settings_of(&request.root).clone();
    let options = options(&settings.programs, &settings.dryrun);
    let (root, environment) = (request.root.clone(), environment.to_owned());
    let checked = tokio::task::spawn_blocking(move || preflight(&root, &environment, &options));
    let problem = checked.await.ok()?.err()?;
    let cure = problem.cure().map(|cure| format!("; {cure}")).unwrap_or_default();
    Some(format!("`{}`: {problem}{cure}", request.runnable.name))
}

/// The CLI reads the disk. Saving is the user's business, knowing is ours.
async fn tell_unsaved(server: &Server, root: &FilePath) {
    let snapshot = server.snapshot();
    let unsaved = snapshot.documents.iter().filter(|(_, document)| document.unsaved);
    let mut names: Vec<_> = unsaved
        .filter_map(|(file, _)| file.relative_to(root))
        .map(|it| format!("`{it}`"))
        .collect();
    if !names.is_empty() {
        names.sort_unstable();
        let message = format!("the dry run uses what is saved; not saved: {}", names.join(", "));
        say(server, MessageType::WARNING, message).await;
    }
}

fn is_saved(snapshot: &Snapshot, file: &FilePath) -> bool {
    snapshot.documents.get(file).is_none_or(|document| !document.unsaved)
}

/// One file that does not compile blocks every function. The CLI would say so too, some seconds later; who knows better
/// may have it tried.
async fn goes_on(server: &Server, request: &Request, file: &FilePath, found: &Diagnostic) -> bool {
    let Runnable { name, .. } = &request.runnable;
    let place = place(server, request, file, found);
    let message = format!(
        "`{name}` cannot be tried while `{place}` does not compile: {}",
        found.message
    );
    match ask::choice(server, MessageType::WARNING, &message, &["Show", "Run anyway"]).await {
        Some(0) => drop(edit::show(server, file, Some(found.range)).await),
        Some(_) => return true,
        None => {}
    }
    false
}

/// `crm/actions/get-contact.ts:7`
fn place(server: &Server, request: &Request, file: &FilePath, found: &Diagnostic) -> String {
    let line = server.snapshot().analysis.lines(file).map(|lines| {
        let at = lines.position(found.range.start(), PositionEncoding::Utf8);
        format!(":{}", at.line + 1)
    });
    format!("{}{}", shown(file, &request.root), line.unwrap_or_default())
}

fn shown<'f>(file: &'f FilePath, root: &FilePath) -> &'f str {
    file.relative_to(root).unwrap_or(file.name())
}

async fn say(server: &Server, kind: MessageType, message: String) {
    server.client().show_message(kind, message).await;
}
