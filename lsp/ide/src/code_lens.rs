//! What stands above a function: run it, or register it.

use lint::Analysis;
use project::{ArgumentKind, FilePath, FunctionKind};
use syntax::TextRange;

use crate::commands::{Command, Runnable};
use crate::place::Place;
use crate::registration::is_unregistered;

/// A line of text above a function that does something when it is clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// The name of the create call.
    pub range: TextRange,
    /// What it shows.
    pub title: String,
    /// What it does.
    pub command: Command,
}

/// The lenses of a file: a dry run on each registered action and sync, and a registration on what is not registered.
///
/// The CLI cannot run an on-event function (dryrun.md §3.3: it takes every name for a sync or an action). `outcome` says how
/// the last run of a function ended, in a few words; a clock and a memory are the caller's.
pub fn code_lenses(analysis: &Analysis, file: &FilePath, outcome: impl Fn(&Runnable) -> Option<String>) -> Vec<Lens> {
    let Some(call) = analysis.workspace.file(file).and_then(|file| file.items.function()) else {
        return Vec::new();
    };
    let lens = |title: String, command| Lens {
        range: *call.callee_span,
        title,
        command,
    };
    if is_unregistered(analysis, file) && call.kind != FunctionKind::OnEvent {
        return vec![lens(
            "Register in index.ts".to_owned(),
            Command::Register { file: file.clone() },
        )];
    }
    let runnables = runnables(analysis, file);
    let is_ambiguous = runnables.len() > 1;
    let writes = match runnables.is_empty() {
        true => String::new(),
        false => writes(&analysis.effects_of_run(file)),
    };
    let run = |runnable: Runnable| {
        let name = if is_ambiguous {
            format!(" as {}", runnable.integration)
        } else {
            String::new()
        };
        let outcome = outcome(&runnable)
            .map(|outcome| format!(" · {outcome}"))
            .unwrap_or_default();
        let kept = kept(analysis, &runnable);
        lens(
            format!("▷ Dry run{name}{writes}{kept}{outcome}"),
            Command::Dryrun(runnable),
        )
    };
    runnables.into_iter().map(run).collect()
}

/// The lenses beside those of the runs: where each will run, as `shown` says, and a click picks another connection.
pub fn target_lenses(analysis: &Analysis, file: &FilePath, shown: impl Fn(&Runnable) -> String) -> Vec<Lens> {
    let call = analysis.workspace.file(file).and_then(|file| file.items.function());
    let lens = |runnable: Runnable| {
        Some(Lens {
            range: *call?.callee_span,
            title: shown(&runnable),
            command: Command::PickConnection(runnable),
        })
    };
    runnables(analysis, file).into_iter().filter_map(lens).collect()
}

/// What a run is handed that is kept: ` · input: fixtures/get-contact.input.json`.
fn kept(analysis: &Analysis, runnable: &Runnable) -> String {
    let Some(project) = analysis.workspace.project_of(&runnable.file) else {
        return String::new();
    };
    let taken = ArgumentKind::ALL
        .into_iter()
        .filter(|argument| argument.is_taken_by(runnable.kind));
    let kept = taken.filter_map(|argument| {
        let path = argument.fixture_of(&runnable.integration, &runnable.name);
        let file = project.links().real(project.root().join(&path));
        analysis.workspace.fixture(&file)?;
        let (_, below) = path.split_once('/')?;
        Some(format!(" · {}: {below}", argument.as_str()))
    });
    kept.collect()
}

/// How much of the effects a lens has room for; the question before the run tells them all.
const SHOWN_EFFECTS: usize = 2;
const LONGEST_EFFECT: usize = 48;

/// What a run really does: a dry run is not dry.
fn writes(effects: &flow::Effects) -> String {
    let all: Vec<_> = effects.written().collect();
    if all.is_empty() {
        return String::new();
    }
    let shown = all.iter().take(SHOWN_EFFECTS).map(|effect| shortened(effect));
    let shown: Vec<_> = shown.collect();
    let more = match all.len().saturating_sub(SHOWN_EFFECTS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(" · writes: {}{more}", shown.join(", "))
}

fn shortened(effect: &str) -> String {
    let line = effect.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_EFFECT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// What `nango dryrun` can run of a file: a registered action or sync, in the folder of its kind. A file is registered
/// under several integrations when symbolic links lead to its folder.
pub fn runnables(analysis: &Analysis, file: &FilePath) -> Vec<Runnable> {
    let Some(place) = Place::of(analysis, file) else {
        return Vec::new();
    };
    let function = place
        .project
        .function_at(file)
        .filter(|function| function.is_valid && function.kind == place.kind);
    let Some(kind @ (FunctionKind::Action | FunctionKind::Sync)) = function.map(|function| function.kind) else {
        return Vec::new();
    };
    let registry = place.project.registry();
    let entries = registry
        .entries_of(file)
        .iter()
        .filter_map(|at| registry.entries().get(*at));
    let mut runnables: Vec<Runnable> = Vec::new();
    for entry in entries {
        let (integration, name) = ((&*entry.integration).into(), (&*entry.name).into());
        let runnable = Runnable {
            file: file.clone(),
            integration,
            kind,
            name,
        };
        if !runnables.contains(&runnable) {
            runnables.push(runnable);
        }
    }
    runnables
}

#[cfg(test)]
mod tests {
    use super::code_lenses;
    use crate::Command;
    use crate::tests::{analysis, path};

    /// The titles over the file at `path`, with what they do.
    #[track_caller]
    fn lenses(file: &str, fixture: &str) -> Vec<String> {
        let analysis = analysis(fixture);
        let source = analysis
            .workspace
            .file(&path(file))
            .and_then(|file| file.source.as_ref())
            .expect("open");
        let lenses = code_lenses(&analysis, &path(file), |runnable| {
            (&*runnable.name == "deals").then(|| "✓ 12 saved · 2.1 s".to_owned())
        });
        let picture = lenses.iter().map(|lens| {
            let run = match &lens.command {
                Command::Dryrun(it) => format!(" {} {} {}", it.integration, it.kind.folder(), it.name),
                _ => String::new(),
            };
            format!(
                "{}: {} ({}{run})",
                source.slice(lens.range),
                lens.title,
                lens.command.id()
            )
        });
        picture.collect()
    }

    fn function(create: &str, path: &str, index: &str) -> String {
        let text = format!("import {{ {create} }} from 'nango';\nexport default {create}({{}});\n");
        format!("//- /index.ts\n{index}\n//- {path}\n{text}")
    }

    #[test]
    fn registered_actions_and_syncs_run() {
        let action = function("createAction", "/crm/actions/get.ts", "import './crm/actions/get.js';");
        assert_eq!(
            lenses("/crm/actions/get.ts", &action),
            ["createAction: ▷ Dry run (nango.dryrun crm actions get)"]
        );
        let sync = function("createSync", "/crm/syncs/deals.ts", "import './crm/syncs/deals';");
        assert_eq!(
            lenses("/crm/syncs/deals.ts", &sync),
            ["createSync: ▷ Dry run · ✓ 12 saved · 2.1 s (nango.dryrun crm syncs deals)"]
        );
    }

    #[test]
    fn what_a_run_writes_is_said() {
        let lens = |body: &str| {
            let text = format!(
                "import {{ createAction }} from 'nango';\n\
                 export default createAction({{ exec: async (nango) => {{ {body} }} }});\n"
            );
            let fixture = format!("//- /index.ts\nimport './crm/actions/get.js';\n//- /crm/actions/get.ts\n{text}");
            let lenses = lenses("/crm/actions/get.ts", &fixture).join("\n");
            lenses
                .replace("createAction: ", "")
                .replace(" (nango.dryrun crm actions get)", "")
        };
        assert_eq!(
            lens("await nango.post({ endpoint: '/contacts' }); await nango.get({ endpoint: '/owners' });"),
            "▷ Dry run · writes: POST /contacts"
        );
        assert_eq!(lens("await nango.get({ endpoint: '/owners' });"), "▷ Dry run");
        assert_eq!(
            lens(
                "await nango.post({ endpoint: '/a' }); await nango.put({ endpoint: '/b' }); await nango.setMetadata({});"
            ),
            "▷ Dry run · writes: POST /a, PUT /b and 1 more"
        );
        let long = "/a".repeat(100);
        assert!(lens(&format!("await nango.post({{ endpoint: '{long}' }});")).ends_with("/a/a/…"));
    }

    #[test]
    fn what_is_not_registered_offers_that() {
        for index in ["", "import deals from './crm/syncs/deals.js';"] {
            let sync = function("createSync", "/crm/syncs/deals.ts", index);
            assert_eq!(
                lenses("/crm/syncs/deals.ts", &sync),
                ["createSync: Register in index.ts (nango.register)"]
            );
        }
    }

    #[test]
    fn what_cannot_run_has_no_lens() {
        for (create, path) in [
            ("createOnEvent", "/crm/on-events/on.ts"),
            ("createFunction", "/crm/functions/run.ts"),
            // In the folder of another kind, and too deep: the CLI would not find them.
            ("createSync", "/crm/actions/deals.ts"),
            ("createSync", "/crm/syncs/v2/deals.ts"),
        ] {
            let entry = format!("import '.{}';", path.replace(".ts", ".js"));
            for index in [&*entry, ""] {
                assert_eq!(lenses(path, &function(create, path, index)), [""; 0], "{path} {index}");
            }
        }
    }

    #[test]
    fn a_linked_integration_runs_under_each_name() {
        let fixture = function(
            "createSync",
            "/crm/syncs/deals.ts",
            "import './crm/syncs/deals.js';\nimport './crm-eu/syncs/deals.js';",
        );
        let links = [(path("/crm-eu"), path("/crm"))];
        let analysis = crate::tests::with_links(&fixture, links);
        let titles = code_lenses(&analysis, &path("/crm/syncs/deals.ts"), |_| None);
        let titles: Vec<_> = titles.into_iter().map(|lens| lens.title).collect();
        assert_eq!(titles, ["▷ Dry run as crm", "▷ Dry run as crm-eu"]);
    }
}
