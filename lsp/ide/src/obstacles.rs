//! What keeps a function from being run, as far as the text of its project says so.

use std::sync::Arc;

use lint::{Analysis, Diagnostic, Reporter};
use project::{ArgumentKind, FilePath, FunctionKind};

use crate::commands::Runnable;

/// What the CLI would stumble over, before it starts the function.
#[derive(Debug, Clone, PartialEq)]
pub enum Obstacle {
    /// The CLI runs actions and syncs only (dryrun.md §1.8).
    Kind,
    /// The integration has an action and a sync of this name: the CLI takes that for two integrations and asks which.
    Namesake {
        /// The other one.
        file: FilePath,
    },
    /// The compiler refuses a file of the project, and with it all of them.
    Compile {
        /// The file.
        file: FilePath,
        /// What the compiler will say: the first of it.
        found: Arc<Diagnostic>,
    },
}

/// The first thing that keeps `runnable` from being run. `is_saved` says whether the text of a file is the one that the
/// CLI will read: of the others nothing can be said. `known` says what [`refusal`] found in a file; what it does not know is
/// looked at here, which takes some time for each.
pub fn obstacle(
    analysis: &Analysis,
    runnable: &Runnable,
    is_saved: impl Fn(&FilePath) -> bool,
    known: impl Fn(&FilePath) -> Option<Option<Arc<Diagnostic>>>,
) -> Option<Obstacle> {
    if !matches!(runnable.kind, FunctionKind::Action | FunctionKind::Sync) {
        return Some(Obstacle::Kind);
    }
    let project = analysis.workspace.project_of(&runnable.file)?;
    let functions = project.registered_functions();
    let namesake = functions.into_iter().find(|other| {
        let can_run = matches!(other.kind, FunctionKind::Action | FunctionKind::Sync);
        let is_alike = other.name == runnable.name && other.integration == runnable.integration;
        can_run && is_alike && other.kind != runnable.kind
    });
    if let Some(other) = namesake {
        return Some(Obstacle::Namesake { file: other.file });
    }
    let look = |file: &FilePath| refusal(&analysis.diagnose(file)).cloned().map(Arc::new);
    let refused = |file: &FilePath| {
        let found = known(file).unwrap_or_else(|| look(file))?;
        Some((file.clone(), found))
    };
    // The function itself first: that is where the user looks. Of the others the first by name, whatever their order here.
    let mut first = [&runnable.file, project.index_path()]
        .into_iter()
        .filter(|file| is_saved(file));
    let found = first.find_map(refused).or_else(|| {
        let others = project.files().filter(|file| is_saved(file));
        others.filter_map(refused).min_by(|a, b| a.0.cmp(&b.0))
    });
    found.map(|(file, found)| Obstacle::Compile { file, found })
}

/// What the compiler will say first of a file with these findings.
pub fn refusal(findings: &[Diagnostic]) -> Option<&Diagnostic> {
    findings.iter().find(|found| is_compile_error(found))
}

/// The first of the `arguments` of `runnable` that are kept in fixtures which the CLI will refuse, and what is wrong with it.
/// `is_saved` as for [`obstacle`].
pub fn refused_fixture(
    analysis: &Analysis,
    runnable: &Runnable,
    arguments: impl IntoIterator<Item = ArgumentKind>,
    is_saved: impl Fn(&FilePath) -> bool,
) -> Option<(FilePath, Diagnostic)> {
    let project = analysis.workspace.project_of(&runnable.file)?;
    let taken = arguments
        .into_iter()
        .filter(|argument| argument.is_taken_by(runnable.kind));
    let files = taken.map(|argument| {
        let path = argument.fixture_of(&runnable.integration, &runnable.name);
        project.links().real(project.root().join(&path))
    });
    let is_refused = |found: &Diagnostic| found.reporters.contains(&Reporter::Dryrun);
    files.filter(is_saved).find_map(|file| {
        analysis.workspace.fixture(&file)?;
        let found = analysis.diagnose(&file).into_iter().find(is_refused)?;
        Some((file, found))
    })
}

/// A finding outside the bundle has lost the CLI from its reporters by now.
fn is_compile_error(found: &Diagnostic) -> bool {
    found.reporters.contains(&Reporter::Compile)
}

#[cfg(test)]
mod tests {
    use project::{ArgumentKind, FunctionKind};

    use super::{Obstacle, obstacle, refused_fixture};
    use crate::Runnable;
    use crate::tests::{analysis, path};

    /// What keeps the function in `file` from being run, with `unsaved` as it is in an editor only.
    #[track_caller]
    fn check(file: &str, kind: FunctionKind, unsaved: &str, fixture: &str) -> String {
        let runnable = Runnable {
            file: path(file),
            integration: "crm".into(),
            kind,
            name: file.rsplit(['/', '.']).nth(1).expect("a name").into(),
        };
        let name = |file: &project::FilePath| file.as_str().replacen("/project", "", 1);
        match obstacle(&analysis(fixture), &runnable, |file| *file != path(unsaved), |_| None) {
            None => String::new(),
            Some(Obstacle::Kind) => "kind".to_owned(),
            Some(Obstacle::Namesake { file }) => name(&file),
            Some(Obstacle::Compile { file, found }) => format!("{}: {}", name(&file), found.rule.id),
        }
    }

    const ACTION: &str = "import { createAction } from 'nango';\nimport * as z from 'zod';\n\n\
        export default createAction({ description: 'd', version: '1.0.0', input: z.void(), output: z.void(), \
        scopes: [], exec: async () => {} });\n";

    fn two(index: &str, path: &str, other: &str) -> String {
        format!("//- /index.ts\n{index}\n//- /crm/actions/get.ts\n{ACTION}//- {path}\n{other}")
    }

    #[test]
    fn a_sound_project_is_no_obstacle() {
        let fixture = two(
            "import './crm/actions/get.js';",
            "/crm/helpers/a.ts",
            "export const a = 1;\n",
        );
        assert_eq!(check("/crm/actions/get.ts", FunctionKind::Action, "/", &fixture), "");
    }

    #[test]
    fn an_error_of_another_registered_file_blocks_until_it_is_edited() {
        let index = "import './crm/actions/get.js';\nimport './crm/actions/bad.js';";
        let bad = ACTION.replace("export default ", "export const action = ");
        let fixture = two(index, "/crm/actions/bad.ts", &bad);
        let found = check("/crm/actions/get.ts", FunctionKind::Action, "/", &fixture);
        assert!(found.starts_with("/crm/actions/bad.ts: "), "{found}");
        let found = check(
            "/crm/actions/get.ts",
            FunctionKind::Action,
            "/crm/actions/bad.ts",
            &fixture,
        );
        assert_eq!(found, "", "who knows what is on the disk");
        // What is not registered is not compiled.
        let fixture = two("import './crm/actions/get.js';", "/crm/actions/bad.ts", &bad);
        assert_eq!(check("/crm/actions/get.ts", FunctionKind::Action, "/", &fixture), "");
    }

    #[test]
    fn a_namesake_of_the_other_kind_blocks() {
        let index = "import './crm/actions/get.js';\nimport './crm/syncs/get.js';";
        let sync = "import { createSync } from 'nango';\nexport default createSync({});\n";
        let fixture = two(index, "/crm/syncs/get.ts", sync);
        let found = check("/crm/actions/get.ts", FunctionKind::Action, "/", &fixture);
        assert_eq!(found, "/crm/syncs/get.ts");
    }

    #[test]
    fn a_fixture_that_is_used_and_does_not_fit_is_refused() {
        let action = ACTION.replace("input: z.void()", "input: z.object({ id: z.string() })");
        let fixture = format!(
            "//- /index.ts\nimport './crm/actions/get.js';\n//- /crm/actions/get.ts\n{action}\
             //- /crm/fixtures/get.input.json\n{{ \"id\": 1 }}\n//- /crm/fixtures/get.metadata.json\n{{\n"
        );
        let analysis = analysis(&fixture);
        let runnable = crate::runnables(&analysis, &path("/crm/actions/get.ts")).remove(0);
        let refused = |arguments: &[ArgumentKind], unsaved: &str| {
            let arguments = arguments.iter().copied();
            let found = refused_fixture(&analysis, &runnable, arguments, |file| *file != path(unsaved));
            found.map(|(file, found)| (file.name().to_owned(), found.rule.id))
        };
        let input = Some(("get.input.json".to_owned(), "fixture-mismatch"));
        assert_eq!(refused(&ArgumentKind::ALL, "/"), input);
        assert_eq!(refused(&ArgumentKind::ALL, "/crm/fixtures/get.input.json"), None);
        // Given otherwise; and an action is handed no metadata.
        assert_eq!(refused(&[ArgumentKind::Metadata, ArgumentKind::Checkpoint], "/"), None);
    }

    #[test]
    fn an_on_event_function_cannot_run() {
        let fixture = two("import './crm/actions/get.js';", "/crm/on-events/on.ts", "");
        assert_eq!(
            check("/crm/on-events/on.ts", FunctionKind::OnEvent, "/", &fixture),
            "kind"
        );
    }
}
