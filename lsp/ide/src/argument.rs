//! What a dry run can hand to a function, and the schema that says what it is.

use lint::Analysis;
use project::FilePath;
use project::schema::{Schema, SchemaKind};

use crate::Runnable;

/// What a function is run with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArgumentKind {
    /// The input of an action.
    Input,
    /// The metadata of the connection.
    Metadata,
    /// The checkpoint that it goes on from.
    Checkpoint,
}

impl ArgumentKind {
    /// Its name: the property of the definition, and the option of the CLI.
    pub fn as_str(self) -> &'static str {
        match self {
            ArgumentKind::Input => "input",
            ArgumentKind::Metadata => "metadata",
            ArgumentKind::Checkpoint => "checkpoint",
        }
    }
}

/// The schema of an argument of the function in `file`; none where the function has no such property, or it cannot be read.
pub fn argument_schema(analysis: &Analysis, file: &FilePath, argument: ArgumentKind) -> Option<Schema> {
    let function = analysis.workspace.file(file)?.items.function()?;
    let property = function.definition()?.get(argument.as_str())?;
    let schema = Schema::of(&analysis.workspace, file, property);
    (schema.input().kind != SchemaKind::Unknown).then_some(schema)
}

/// Where the user keeps an argument of a function, relative to the root of the project: beside the folders of the integration's
/// functions.
pub fn fixture_path(runnable: &Runnable, argument: ArgumentKind) -> String {
    let Runnable { integration, name, .. } = runnable;
    format!("{integration}/fixtures/{name}.{}.json", argument.as_str())
}
