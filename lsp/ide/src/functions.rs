//! All functions of the workspace, as an outline of its projects.

use std::collections::HashSet;

use lint::Analysis;
use project::{FilePath, FunctionKind, Project};
use syntax::TextRange;

use crate::code_lens::runnables;
use crate::commands::Runnable;

/// A project, with its integrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectOutline {
    /// Its root.
    pub root: FilePath,
    /// Those that have a function, sorted by name.
    pub integrations: Vec<IntegrationOutline>,
}

/// An integration, with its functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntegrationOutline {
    /// The name of its folder.
    pub name: Box<str>,
    /// Its folder.
    pub folder: FilePath,
    /// Its functions, sorted by path.
    pub functions: Vec<FunctionOutline>,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionOutline {
    /// Its file.
    pub file: FilePath,
    /// The name of its create call.
    pub range: TextRange,
    /// What its create call says.
    pub kind: FunctionKind,
    /// Its name.
    pub name: Box<str>,
    /// Whether `index.ts` imports it.
    pub registration: Registration,
    /// What `nango dryrun` can run of it.
    pub runnables: Vec<Runnable>,
    /// Its test, as `nango generate:tests` names it: `<integration>/tests/<integration>-<function>.test.ts`.
    pub test: Option<FilePath>,
    /// Its mocks, as `nango dryrun --save` names them: `<integration>/tests/<function>.test.json`.
    pub mocks: Option<FilePath>,
}

/// Whether `index.ts` imports a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// It does.
    Registered,
    /// It does not, and should.
    Missing,
    /// It does not, on purpose: the settings or the file say so. Or nothing could import it where it lies.
    Parked,
}

/// The projects of the workspace, in the order of their roots.
pub fn functions(analysis: &Analysis) -> Vec<ProjectOutline> {
    analysis
        .workspace
        .projects()
        .map(|project| ProjectOutline {
            root: project.root().clone(),
            integrations: integrations(analysis, project),
        })
        .collect()
}

fn integrations(analysis: &Analysis, project: &Project) -> Vec<IntegrationOutline> {
    let missing: HashSet<_> = analysis.unregistered(project).iter().map(|it| &it.file).collect();
    let outline = |file: &FilePath, integration: &str, folder: &FilePath| {
        let function = project.function_at(file)?;
        let call = analysis.workspace.file(file)?.items.function()?;
        let tests = folder.join("tests");
        let existing = |name: String| Some(tests.join(&name)).filter(|file| has_test(project, file));
        Some(FunctionOutline {
            file: file.clone(),
            range: *call.callee_span,
            kind: function.kind,
            name: function.name.clone(),
            registration: match project.registered(file) {
                true => Registration::Registered,
                false if missing.contains(file) => Registration::Missing,
                false => Registration::Parked,
            },
            runnables: runnables(analysis, file),
            test: existing(format!("{integration}-{}.test.ts", function.name)),
            mocks: existing(format!("{}.test.json", function.name)),
        })
    };
    let integrations = project.integrations().map(|it| IntegrationOutline {
        name: it.name.clone(),
        folder: it.dir.clone(),
        functions: (it.functions.iter())
            .filter_map(|file| outline(file, &it.name, &it.dir))
            .collect(),
    });
    integrations.collect()
}

/// The manifest has the tests sorted.
fn has_test(project: &Project, file: &FilePath) -> bool {
    project.manifest().tests.binary_search(file).is_ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lint::{Audience, Settings};
    use project::{Links, Manifest};
    use syntax::SourceFile;
    use test_support::Fixture;

    use super::*;
    use crate::tests::path;

    /// The outline as indented lines; of functions with what is there.
    fn picture(fixture: &str, settings: &str, tests: &[&str]) -> String {
        let manifest = Manifest {
            tests: tests.iter().map(|test| path(test)).collect::<Arc<[_]>>(),
            ..Manifest::default()
        };
        let settings = Settings::default().with_file(settings).0;
        let mut analysis = Analysis::new(settings, Audience::Editor);
        analysis.add_project(Project::new(path(""), manifest, Links::default()));
        for file in &Fixture::parse(fixture).files {
            analysis.set_source(path(&file.path), SourceFile::parse(&*file.text));
        }
        let mut lines = Vec::new();
        for project in functions(&analysis) {
            lines.push(project.root.name().to_owned());
            for integration in project.integrations {
                lines.push(format!("  {}", integration.name));
                for function in integration.functions {
                    let runs = format!("{} runnable", function.runnables.len());
                    let test = function.test.map(|_| "test");
                    let mocks = function.mocks.map(|_| "mocks");
                    let parts = [
                        Some(function.kind.folder()),
                        Some(&function.name),
                        Some(&runs),
                        test,
                        mocks,
                    ];
                    let parts: Vec<_> = parts.into_iter().flatten().collect();
                    lines.push(format!("    {} {:?}", parts.join(" "), function.registration));
                }
            }
        }
        lines.join("\n")
    }

    #[test]
    fn functions_stand_under_their_integrations_with_what_belongs_to_them() {
        let fixture = "\
//- /index.ts
import './crm/actions/get.js';
//- /crm/actions/get.ts
import { createAction } from 'nango';
export default createAction({});
//- /crm/helpers.ts
export const limit = 10;
//- /crm/syncs/deals.ts
import { createSync } from 'nango';
export default createSync({});
//- /drafts/syncs/later.ts
import { createSync } from 'nango';
export default createSync({});
";
        let parked = "[registry]\nparked = [\"drafts/**\"]\n";
        let tests = [
            "/crm/tests/crm-get.test.ts",
            "/crm/tests/deals.test.ts",
            "/crm/tests/get.test.json",
        ];
        insta::assert_snapshot!(picture(fixture, parked, &tests), @r"
        project
          crm
            actions get 1 runnable test mocks Registered
            syncs deals 0 runnable Missing
          drafts
            syncs later 0 runnable Parked
        ");
    }

    #[test]
    fn a_workspace_without_a_project_has_no_outline() {
        assert_eq!(functions(&Analysis::new(Settings::default(), Audience::Editor)), []);
    }
}
