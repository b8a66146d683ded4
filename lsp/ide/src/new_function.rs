//! A new function: its file and its entry in `index.ts`, in one change.

use lint::{Analysis, FileEdit, SourceChange};
use project::{FilePath, Project, ProjectKind};

use crate::place::{self, Place};
use crate::registration::entries;
use crate::scaffold::{Scaffold, is_valid_model_name};

/// How long the names of functions and integrations may be: Nango's server refuses longer ones when they are deployed
/// (`syncNameSchema` and `providerConfigKeySchema` of `server/lib/helpers/validation.ts`).
const MAX_NAME: usize = 255;

/// What is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NewFunction {
    /// The root of the project.
    pub root: FilePath,
    /// The folder of the integration, which need not exist.
    pub integration: String,
    /// The name of the function, and of its file without `.ts`.
    pub name: String,
    /// Its text; it says the kind too.
    pub scaffold: Scaffold,
    /// The model of a sync; one is made from the name if there is none.
    pub model: Option<String>,
}

/// Why a function cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NewFunctionError {
    /// No project is known at the root.
    #[error("`{0}` is not the root of a Nango project")]
    NoProject(FilePath),
    /// The project is described by `nango.yaml`.
    #[error("`nango.yaml` is in the root: the project has to be migrated before functions can be added")]
    YamlProject,
    /// See rule `fs-integration-id-chars`.
    #[error("`{0}` cannot be the id of an integration: use letters, digits, blanks and `~ : . @ _ -`")]
    Integration(String),
    /// See rule `fs-script-name-chars`.
    #[error("`{0}` cannot be the name of a function: use letters, digits, `_` and `-`, and do not begin with `-`")]
    Name(String),
    /// See rule `model-name`.
    #[error("`{0}` cannot be the name of a model: use letters, digits and `_`, and begin with a capital letter")]
    Model(String),
    /// See rule `model-duplicate`.
    #[error("another sync of `{integration}` fills the model `{model}` already")]
    ModelTaken {
        /// The integration.
        integration: String,
        /// The model.
        model: String,
    },
    /// There is a file at the place of the new one.
    #[error("`{0}` exists already")]
    Exists(FilePath),
    /// See rule `fs-duplicate-name`.
    #[error("`{0}` has the same name: a dry run could not tell them apart")]
    SameName(FilePath),
}

/// The change that makes a function and registers it.
///
/// # Errors
///
/// If the function could not be deployed under these names, or something is in its place. A file that is not tracked is
/// not seen here: then the creation itself is refused, because it never overwrites.
pub fn new_function(analysis: &Analysis, new: &NewFunction) -> Result<SourceChange, NewFunctionError> {
    let NewFunction {
        root,
        integration,
        name,
        scaffold,
        model,
    } = new;
    let project = analysis
        .workspace
        .project(root)
        .ok_or_else(|| NewFunctionError::NoProject(root.clone()))?;
    if project.kind() == ProjectKind::Yaml {
        return Err(NewFunctionError::YamlProject);
    }
    if !is_integration(integration) {
        return Err(NewFunctionError::Integration(integration.clone()));
    }
    if !is_name(name) {
        return Err(NewFunctionError::Name(name.clone()));
    }
    let place = Place {
        project,
        integration: integration.clone(),
        kind: scaffold.kind(),
        name: name.clone(),
    };
    let file = place.file();
    if project.has_file(&file) {
        return Err(NewFunctionError::Exists(file));
    }
    if let Some(twin) = twin(project, &place) {
        return Err(NewFunctionError::SameName(twin.clone()));
    }
    let filled = match model {
        Some(model) => {
            check_model(analysis, project, integration, model)?;
            place.fill_with(*scaffold, model, analysis)
        }
        None => place.fill(*scaffold, analysis),
    };
    let text = filled.file().replace('\n', project.registry().eol().as_str());
    let mut edits = vec![FileEdit::Create {
        path: file.to_path_buf(),
        text,
    }];
    if !project.registered(&file) {
        edits.push(entries(project, [&file]));
    }
    Ok(SourceChange { edits })
}

fn is_integration(name: &str) -> bool {
    let allowed = |char: char| char.is_ascii_alphanumeric() || "~:.@ _-".contains(char);
    let is_hidden = name.starts_with('.') || IGNORED.contains(&name);
    (1..=MAX_NAME).contains(&name.len()) && name.chars().all(allowed) && name.trim() == name && !is_hidden
}

/// Folders of the root that are no integrations (`watch` of `zeroYaml/dev.ts`).
const IGNORED: [&str; 3] = ["node_modules", "dist", "build"];

/// A name that begins with `-` would be taken for an option of the CLI.
fn is_name(name: &str) -> bool {
    let allowed = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    (1..=MAX_NAME).contains(&name.len()) && name.chars().all(allowed) && !name.starts_with('-')
}

fn check_model(analysis: &Analysis, project: &Project, integration: &str, model: &str) -> Result<(), NewFunctionError> {
    if !is_valid_model_name(model) {
        return Err(NewFunctionError::Model(model.to_owned()));
    }
    if place::models(analysis, project, integration).contains(&model) {
        let (integration, model) = (integration.to_owned(), model.to_owned());
        return Err(NewFunctionError::ModelTaken { integration, model });
    }
    Ok(())
}

/// The action of the same name as a sync, and the reverse.
fn twin<'a>(project: &'a Project, place: &Place<'_>) -> Option<&'a FilePath> {
    let is_twin = |file: &&FilePath| {
        project
            .function_at(file)
            .is_some_and(|other| other.kind != place.kind && *other.name == *place.name)
    };
    project.integration(&place.integration)?.functions.iter().find(is_twin)
}

#[cfg(test)]
mod tests {
    use super::{NewFunction, new_function};
    use crate::Scaffold;
    use crate::tests::{analysis, path, picture};

    const PROJECT: &str = "
        //- /index.ts
        import './crm/actions/get-deal.js';
        //- /crm/actions/get-deal.ts
        import { createAction } from 'nango';
        import { z } from 'zod';
        export default createAction({ description: 'Gets', input: z.void(), output: z.void(), exec: async () => {} });
        //- /crm/syncs/stages.ts
        import { createSync } from 'nango';
        import { z } from 'zod';
        export default createSync({ models: { Stage: z.object({ id: z.string() }) } });
    ";

    fn new(integration: &str, name: &str) -> NewFunction {
        NewFunction {
            root: path(""),
            integration: integration.to_owned(),
            name: name.to_owned(),
            scaffold: Scaffold::SyncTimestamp,
            model: None,
        }
    }

    #[test]
    fn file_and_entry_are_one_change() {
        let analysis = analysis(PROJECT);
        let action = NewFunction {
            scaffold: Scaffold::Action,
            ..new("crm", "get-owner")
        };
        let picture = picture(&analysis, &new_function(&analysis, &action).expect("valid"));
        let (file, index) = picture.split_once("//- /index.ts\n").expect("both files");
        assert!(
            file.starts_with("//- new /crm/actions/get-owner.ts\nimport { createAction } from 'nango';\n"),
            "{file}"
        );
        assert_eq!(
            index,
            "import './crm/actions/get-deal.js';\nimport './crm/actions/get-owner.js';\n"
        );
    }

    #[test]
    fn what_could_not_be_deployed_is_refused() {
        let analysis = analysis(PROJECT);
        let with_model = |model: &str| NewFunction {
            model: Some(model.to_owned()),
            ..new("crm", "deals")
        };
        for (new, expected) in [
            (
                NewFunction {
                    root: path("/crm"),
                    ..new("crm", "deals")
                },
                "`/project/crm` is not the root of a Nango project",
            ),
            (new("crm(eu)", "deals"), "`crm(eu)` cannot be the id of an integration"),
            (new("..", "deals"), "`..` cannot be the id of an integration"),
            (new("build", "deals"), "`build` cannot be the id of an integration"),
            (new("crm/x", "deals"), "`crm/x` cannot be the id of an integration"),
            (new("crm", ""), "`` cannot be the name of a function"),
            (
                new("crm", "open.deals"),
                "`open.deals` cannot be the name of a function",
            ),
            (new("crm", "../deals"), "`../deals` cannot be the name of a function"),
            (new("crm", "-deals"), "`-deals` cannot be the name of a function"),
            (new("crm", &"d".repeat(256)), "`ddd"),
            (new("crm", "stages"), "`/project/crm/syncs/stages.ts` exists already"),
            (
                new("crm", "get-deal"),
                "`/project/crm/actions/get-deal.ts` has the same name",
            ),
            (with_model("deal"), "`deal` cannot be the name of a model"),
            (with_model("D"), "`D` cannot be the name of a model"),
            (
                with_model("Stage"),
                "another sync of `crm` fills the model `Stage` already",
            ),
        ] {
            let error = new_function(&analysis, &new).expect_err(expected).to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn a_missing_index_is_made() {
        let analysis = analysis("//- /crm/actions/get.ts\n");
        let picture = picture(
            &analysis,
            &new_function(&analysis, &new("crm", "deals")).expect("valid"),
        );
        assert!(
            picture.ends_with("//- new /index.ts\nimport './crm/syncs/deals.js';\n"),
            "{picture}"
        );
    }
}
