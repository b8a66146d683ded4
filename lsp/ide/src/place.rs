//! What the path of a file says of the function that is in it, or will be.

use lint::Analysis;
use project::items::{SpecifierForm, Value};
use project::{FilePath, FunctionKind, Project, ProjectKind};

use crate::scaffold::{Blanks, Filled, Scaffold, model_name};

/// The place of a function: `<integration>/<actions|syncs|on-events>/<name>.ts` below the root of a project. Dry runs and
/// deploys find functions nowhere else (`tsToJsPath` of `deploy.ts`).
#[derive(Debug, Clone)]
pub(crate) struct Place<'a> {
    pub(crate) project: &'a Project,
    pub(crate) integration: String,
    pub(crate) kind: FunctionKind,
    pub(crate) name: String,
}

impl<'a> Place<'a> {
    /// The place of `file`, which need not exist. None outside of a project that the CLI reads, and for everything beside
    /// functions: helpers, tests, declarations.
    pub(crate) fn of(analysis: &'a Analysis, file: &FilePath) -> Option<Place<'a>> {
        let project = analysis.workspace.project_of(file)?;
        if project.kind() == ProjectKind::Yaml {
            return None;
        }
        let path = project.place(file)?;
        let [integration, folder, name] = *path.split('/').collect::<Vec<_>>() else {
            return None;
        };
        let name = name.strip_suffix(".ts")?;
        let kind = FunctionKind::ALL.into_iter().find(|kind| kind.folder() == folder)?;
        let is_support = [".d", ".test", ".spec"]
            .iter()
            .any(|extension| name.ends_with(extension));
        (!is_support).then(|| Place {
            project,
            integration: integration.to_owned(),
            kind,
            name: name.to_owned(),
        })
    }

    /// The scaffold for this place. The model gets a name that no other sync of the integration uses.
    pub(crate) fn fill(&self, scaffold: Scaffold, analysis: &Analysis) -> Filled {
        let taken = models(analysis, self.project, &self.integration);
        let model = model_name(&self.name, |model| taken.contains(&model));
        self.fill_with(scaffold, &model, analysis)
    }

    /// The scaffold for this place, with a model of this name.
    pub(crate) fn fill_with(&self, scaffold: Scaffold, model: &str, analysis: &Analysis) -> Filled {
        let zod_namespace = imports_zod_as_namespace(analysis, self.project);
        scaffold.fill(Blanks {
            integration: &self.integration,
            name: &self.name,
            model,
            zod_namespace,
        })
    }

    /// The file that is, or will be, there.
    pub(crate) fn file(&self) -> FilePath {
        self.project
            .root()
            .join(&format!("{}/{}/{}.ts", self.integration, self.kind.folder(), self.name))
    }
}

/// The names of the models that the syncs of an integration fill.
pub(crate) fn models<'a>(analysis: &'a Analysis, project: &'a Project, integration: &str) -> Vec<&'a str> {
    let functions = project
        .functions()
        .filter(|function| &*function.integration == integration);
    let files = functions.filter_map(|function| analysis.workspace.file(&function.file));
    files
        .filter_map(|file| file.items.function()?.definition()?.get("models"))
        .flat_map(|models| match &models.value {
            Value::Object(models) => &*models.properties,
            _ => &[],
        })
        .map(|model| &*model.name)
        .collect()
}

/// Whether the functions of a project write `import * as z from 'zod'` rather than `import { z } from 'zod'`: seeds S3 and S4
/// do, nearly all templates do not. The first ones speak for all.
fn imports_zod_as_namespace(analysis: &Analysis, project: &Project) -> bool {
    const WITNESSES: usize = 50;
    let files = project
        .functions()
        .filter_map(|function| analysis.workspace.file(&function.file));
    let zod = files
        .flat_map(|file| &file.items.imports)
        .filter(|import| &*import.source == "zod");
    let forms = zod.filter_map(|import| Some(import.specifiers.first()?.form == SpecifierForm::Namespace));
    let votes: Vec<bool> = forms.take(WITNESSES).collect();
    votes.iter().filter(|vote| **vote).count() * 2 > votes.len()
}
