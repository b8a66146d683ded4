//! What the doctor looks at. Of `.env` it says names, never values.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dryrun::{Options, check_secret_key, locate, locate_node};
use lint::{Analysis, Audience, Reporter, Settings};
use project::{FilePath, Project, ProjectKind};

use crate::run::{Choices, Target};

/// One thing that was looked at.
#[derive(Debug)]
pub(super) struct Check {
    /// What it is about, one word.
    pub(super) topic: &'static str,
    /// How it stands.
    pub(super) state: State,
    /// What was found, one sentence.
    pub(super) message: String,
    /// A command or an instruction that helps.
    pub(super) cure: Option<String>,
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// As it has to be.
    Fine,
    /// Worth knowing.
    Note,
    /// Something will not work as its author means it.
    Warning,
    /// Without it nothing can be run.
    Missing,
}

impl Check {
    fn new(topic: &'static str, state: State, message: impl Into<String>) -> Check {
        Check {
            topic,
            state,
            message: message.into(),
            cure: None,
        }
    }

    fn with_cure(self, cure: impl Into<String>) -> Check {
        Check {
            cure: Some(cure.into()),
            ..self
        }
    }
}

/// Looks at everything, for the projects in or around `folder`. It reads the disk, and starts Node for its version only.
pub(super) fn checks(folder: &Path, programs: &dryrun::Settings) -> Vec<Check> {
    let options = Options {
        settings: programs.clone(),
        ..Options::default()
    };
    let mut checks = vec![binary(), node(&options)];
    let folders = [folder.to_owned()];
    let analysis = Analysis::load(&folders, &Settings::default(), Audience::Check, |_, _| {}).analysis;
    let mut projects: Vec<_> = analysis.workspace.projects().collect();
    projects.sort_unstable_by_key(|project| project.root());
    if projects.is_empty() {
        let message = format!("there is no Nango project in or around `{}`", folder.display());
        checks.push(
            Check::new("project", State::Missing, message)
                .with_cure("open the folder with `.nango/` and `index.ts`; `npx nango init` makes one"),
        );
    }
    for project in projects {
        checks.push(functions(project));
        if project.kind() == ProjectKind::Zero {
            checks.push(compiles(&analysis, project));
            // Without Node the first check has said all there is to say.
            if locate_node(&options.settings, &options.environment).is_ok() {
                checks.push(cli(project, &options));
            }
            let settings = &analysis.settings_of(project.root()).dryrun;
            let choices = Choices::of_user();
            let target = |integration: &str| Target::new(settings, &choices, project.root(), integration, None);
            let names = project.integrations().map(|integration| &*integration.name);
            let mut environments: Vec<_> = names.map(|name| target(name).environment).collect();
            environments.sort_unstable();
            environments.dedup();
            let keys = environments
                .iter()
                .map(|environment| secret_key(project, environment, &options));
            checks.extend(keys);
            checks.extend(connections(project, |integration| {
                target(integration).connection.is_some()
            }));
        }
    }
    checks
}

fn binary() -> Check {
    let place = std::env::current_exe().map(|place| format!(", `{}`", place.display()));
    let message = format!("nango-lsp {}{}", env!("CARGO_PKG_VERSION"), place.unwrap_or_default());
    Check::new("server", State::Fine, message)
}

fn node(options: &Options) -> Check {
    let node = match locate_node(&options.settings, &options.environment) {
        Ok(node) => node,
        Err(error) => return Check::new("node", State::Missing, error.to_string()).with_cure(error.cure()),
    };
    match version(&node) {
        Some(version) => Check::new("node", State::Fine, format!("Node {version}, `{}`", node.display())),
        None => Check::new("node", State::Missing, format!("`{}` does not start", node.display()))
            .with_cure("install Node.js, or set `nango.node.path`"),
    }
}

/// What `node --version` says, without its `v`.
fn version(node: &PathBuf) -> Option<String> {
    let output = Command::new(node)
        .arg("--version")
        // An editor's debugger is attached by it.
        .env_remove("NODE_OPTIONS")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.trim().strip_prefix('v')?;
    output.status.success().then(|| version.to_owned())
}

fn functions(project: &Project) -> Check {
    let root = project.root();
    match project.kind() {
        ProjectKind::Yaml => Check::new(
            "project",
            State::Missing,
            format!("`{root}` has a `nango.yaml`, which every command of the CLI refuses"),
        )
        .with_cure("npx nango migrate-to-zero-yaml"),
        ProjectKind::MissingIndex => Check::new(
            "project",
            State::Missing,
            format!("`{root}` has functions and no `index.ts` that registers them"),
        )
        .with_cure("create `index.ts`, then: nango-lsp register"),
        ProjectKind::Zero => {
            let all = project.functions().count();
            let unregistered = project.functions().filter(|it| !project.registered(&it.file)).count();
            let message = format!("`{root}`: functions: {all}, not registered: {unregistered}");
            Check::new("project", State::Fine, message)
        }
    }
}

/// One file that does not compile blocks every function.
fn compiles(analysis: &Analysis, project: &Project) -> Check {
    let refused = |file: &FilePath| {
        let found = analysis.diagnose(file);
        let is_refused = found.iter().any(|it| it.reporters.contains(&Reporter::Compile));
        is_refused.then(|| file.relative_to(project.root()).unwrap_or(file.name()).to_owned())
    };
    let files = project.files().chain(std::iter::once(project.index_path()));
    let mut refused: Vec<_> = files.filter_map(refused).collect();
    refused.sort_unstable();
    refused.dedup();
    match refused.as_slice() {
        [] => Check::new(
            "compiler",
            State::Fine,
            "no file is known to be refused by `nango compile`",
        ),
        [first, ..] => {
            let message = format!("files that `nango compile` refuses: {}, first `{first}`", refused.len());
            Check::new("compiler", State::Warning, message).with_cure("nango-lsp check")
        }
    }
}

fn cli(project: &Project, options: &Options) -> Check {
    match locate(project.root(), &options.settings, &options.environment) {
        Ok(cli) => Check::new(
            "cli",
            State::Fine,
            format!("nango {}, `{}`", cli.version, cli.script.display()),
        ),
        Err(error) => Check::new("cli", State::Missing, error.to_string()).with_cure(error.cure()),
    }
}

fn secret_key(project: &Project, environment: &str, options: &Options) -> Check {
    let known = project.manifest().env.as_ref().map_or_else(String::new, |env| {
        let names = env.keys.iter().map(|key| &*key.text);
        let keys: Vec<_> = names.filter(|name| name.starts_with("NANGO_")).collect();
        match keys.as_slice() {
            [] => "; `.env` has no variable of Nango".to_owned(),
            keys => format!("; `.env` has {}", listed(keys)),
        }
    });
    match check_secret_key(project.root(), environment, options) {
        Ok(()) => Check::new(
            "secret key",
            State::Fine,
            format!("there is one for the environment `{environment}`{known}"),
        ),
        Err(problem) => Check {
            cure: problem.cure(),
            ..Check::new("secret key", State::Missing, format!("{problem}{known}"))
        },
    }
}

fn listed(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The integrations whose connection a dry run will ask for.
fn connections(project: &Project, is_known: impl Fn(&str) -> bool) -> Option<Check> {
    let names = project.integrations().map(|integration| &*integration.name);
    let unknown: Vec<_> = names.filter(|name| !is_known(name)).collect();
    if unknown.is_empty() {
        return None;
    }
    let message = format!("no connection is set yet for {}", listed(&unknown));
    Some(Check::new("connections", State::Note, message).with_cure(format!(
        "the first dry run asks for it, or say it by `nango-lsp use`, or in `{}` under `[dryrun.connections]`",
        lint::settings::FILE_NAME
    )))
}
