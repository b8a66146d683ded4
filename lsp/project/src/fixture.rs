//! What the user keeps for the dry runs of a function: `<integration>/fixtures/<function>.input.json`.

use std::sync::Arc;

use syntax::json::{Json, JsonError};
use syntax::{LineIndex, TextRange, TextSize};

use crate::schema::{Schema, SchemaKind};
use crate::{FilePath, Function, FunctionKind, Project, Workspace};

/// What a function is run with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArgumentKind {
    /// The input of an action.
    Input,
    /// The metadata of the connection, as a sync sees it.
    Metadata,
    /// The checkpoint that it goes on from.
    Checkpoint,
}

/// The text of a fixture, open or closed, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Fixture {
    /// The whole text.
    pub text: Arc<str>,
    /// Where its lines begin.
    pub lines: Arc<LineIndex>,
    /// The value, or why there is none.
    pub json: Arc<Result<Json, JsonError>>,
    /// Whether the file on the disk begins with a byte order mark, which is not part of the text: `JSON.parse` refuses it.
    pub byte_order_mark: bool,
    /// The first line that is not as it was recorded, of mocks that are edited.
    pub edited: Option<TextRange>,
}

/// What the path of a fixture says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixtureName {
    /// The folder of the integration.
    pub integration: FilePath,
    /// The name of the function.
    pub function: Box<str>,
    /// Which argument of it is kept.
    pub argument: ArgumentKind,
}

impl ArgumentKind {
    /// All of them.
    pub const ALL: [ArgumentKind; 3] = [ArgumentKind::Input, ArgumentKind::Metadata, ArgumentKind::Checkpoint];

    /// Its name: the property of the definition, and the option of the CLI.
    pub fn as_str(self) -> &'static str {
        match self {
            ArgumentKind::Input => "input",
            ArgumentKind::Metadata => "metadata",
            ArgumentKind::Checkpoint => "checkpoint",
        }
    }

    /// The argument of that name.
    pub fn from_name(name: &str) -> Option<ArgumentKind> {
        ArgumentKind::ALL.into_iter().find(|argument| argument.as_str() == name)
    }

    /// Whether a dry run hands it to such a function: an action reads the metadata of the connection whatever `--metadata`
    /// says (`dryrun.service.ts`), and checkpoints are of syncs; what is
    /// no action takes no input.
    pub fn is_taken_by(self, kind: FunctionKind) -> bool {
        match self {
            ArgumentKind::Input => kind == FunctionKind::Action,
            ArgumentKind::Metadata | ArgumentKind::Checkpoint => kind == FunctionKind::Sync,
        }
    }

    /// Where it is kept, relative to the root: beside the folders of the integration's functions.
    pub fn fixture_of(self, integration: &str, function: &str) -> String {
        format!("{integration}/{FOLDER}/{function}.{}.json", self.as_str())
    }
}

/// The folder of an integration's fixtures.
pub(crate) const FOLDER: &str = "fixtures";

impl Fixture {
    /// Reads a text.
    pub fn new(text: &str, byte_order_mark: bool) -> Fixture {
        Fixture {
            text: text.into(),
            lines: Arc::new(LineIndex::new(text)),
            json: Arc::new(Json::parse(text)),
            byte_order_mark,
            edited: None,
        }
    }

    /// Notes where mocks are not what was recorded. How lines end makes no difference.
    #[must_use]
    pub fn recorded_as(self, recorded: &str) -> Fixture {
        let same = self.text.lines().zip(recorded.lines());
        let same = same.take_while(|(now, then)| now == then).count();
        let edited = self.text.lines().nth(same);
        if edited.is_none() && recorded.lines().nth(same).is_none() {
            return self;
        }
        // Where the last lines are gone, the end is where they were.
        let line = edited.unwrap_or_default();
        let before: usize = self.text.split_inclusive('\n').take(same).map(str::len).sum();
        let indent = line.len() - line.trim_start().len();
        let start = TextSize::of(&self.text[..before + indent]);
        Fixture {
            edited: Some(TextRange::at(start, TextSize::of(line.trim()))),
            ..self
        }
    }
}

impl FixtureName {
    /// What a path says; none if no fixture of a function has such a one.
    pub fn of(file: &FilePath) -> Option<FixtureName> {
        let (function, argument) = file.name().strip_suffix(".json")?.rsplit_once('.')?;
        let folder = file.folder().filter(|folder| folder.name() == FOLDER)?;
        Some(FixtureName {
            integration: folder.folder()?,
            function: function.into(),
            argument: ArgumentKind::from_name(argument)?,
        })
    }
}

impl Project {
    /// The functions that a fixture is named after, whether or not they take what it holds: an action and a sync may have one
    /// name. None if the folder around it is no integration.
    pub fn functions_of(&self, fixture: &FixtureName) -> Option<Vec<&Function>> {
        let integration = self.integrations().find(|it| it.dir == fixture.integration)?;
        let functions = integration.functions.iter().filter_map(|file| self.function_at(file));
        Some(functions.filter(|function| function.name == fixture.function).collect())
    }

    /// Where the arguments of the function in `file` are kept, if it is in a place for one.
    pub fn fixtures_of(&self, file: &FilePath) -> impl Iterator<Item = FilePath> {
        let place = self.place(file);
        let parts = place.as_deref().and_then(|place| {
            let (integration, rest) = place.split_once('/')?;
            let name = rest.rsplit('/').next()?.strip_suffix(".ts")?;
            Some((integration.to_owned(), name.to_owned()))
        });
        parts.into_iter().flat_map(|(integration, name)| {
            ArgumentKind::ALL.map(|argument| {
                let path = self.root().join(&argument.fixture_of(&integration, &name));
                self.links().real(path)
            })
        })
    }
}

impl Schema {
    /// The schema of an argument of the function in `file`; none where the function has no such property, or it cannot be
    /// read.
    pub fn of_argument(workspace: &Workspace, file: &FilePath, argument: ArgumentKind) -> Option<Schema> {
        let function = workspace.file(file)?.items.function()?;
        let property = function.definition()?.get(argument.as_str())?;
        let schema = Schema::of(workspace, file, property);
        (schema.input().kind != SchemaKind::Unknown).then_some(schema)
    }

    /// The schema that a fixture has to fit: that of the only function that takes it. None where that cannot be known.
    pub fn of_fixture(workspace: &Workspace, project: &Project, fixture: &FixtureName) -> Option<Schema> {
        let functions = project.functions_of(fixture)?;
        let mut taking = functions
            .into_iter()
            .filter(|function| fixture.argument.is_taken_by(function.kind));
        let only = taking.next().filter(|_| taking.next().is_none())?;
        Schema::of_argument(workspace, &only.file, fixture.argument)
    }
}

#[cfg(test)]
mod tests {
    use super::{ArgumentKind, Fixture, FixtureName};
    use crate::FilePath;
    use crate::testing::{file, project};

    #[test]
    fn a_path_says_what_is_kept() {
        let name = |path: &str| FixtureName::of(&FilePath::new(path));
        let found = name("/p/crm/fixtures/create.deal.input.json").expect("a fixture");
        assert_eq!(
            (found.integration.as_str(), &*found.function, found.argument),
            ("/p/crm", "create.deal", ArgumentKind::Input)
        );
        for other in [
            "/p/crm/fixtures/deal.json",
            "/p/crm/deal.input.json",
            "/p/crm/fixtures/deal.output.json",
        ] {
            assert_eq!(name(other), None, "{other}");
        }
    }

    #[test]
    fn what_was_recorded_is_compared_line_by_line() {
        let edited = |text: &str, recorded: &str| {
            let fixture = Fixture::new(text, false).recorded_as(recorded);
            fixture.edited.map(|range| text[range].to_owned())
        };
        let recorded = "{\n  \"a\": 1,\n  \"b\": 2\n}\n";
        assert_eq!(edited(recorded, recorded), None);
        assert_eq!(edited(&recorded.replace('\n', "\r\n"), recorded), None);
        assert_eq!(edited(recorded.trim_end(), recorded), None);
        assert_eq!(
            edited(&recorded.replace('1', "3"), recorded).as_deref(),
            Some("\"a\": 3,")
        );
        assert_eq!(edited("{\n", recorded).as_deref(), Some(""));
        assert_eq!(edited(&format!("{recorded}ü"), recorded).as_deref(), Some("ü"));
        assert_eq!(edited("", recorded).as_deref(), Some(""));
    }

    #[test]
    fn a_function_and_its_fixtures_find_each_other() {
        let project = project(
            "
            //- /index.ts
            import './crm/actions/deal.js';
            //- /crm/actions/deal.ts
            export default createAction({});
            //- /crm/syncs/deal.ts
            export default createSync({});
            ",
        );
        let fixtures: Vec<_> = project.fixtures_of(&file("/crm/actions/deal.ts")).collect();
        assert_eq!(
            fixtures,
            ["input", "metadata", "checkpoint"].map(|it| file(&format!("/crm/fixtures/deal.{it}.json")))
        );
        let functions = |path: &str| {
            let found = project.functions_of(&FixtureName::of(&file(path))?)?;
            Some(found.iter().map(|function| function.kind.folder()).collect::<Vec<_>>())
        };
        assert_eq!(
            functions("/crm/fixtures/deal.input.json"),
            Some(vec!["actions", "syncs"])
        );
        assert_eq!(functions("/crm/fixtures/other.input.json"), Some(Vec::new()));
        assert_eq!(functions("/tests/fixtures/deal.input.json"), None);
    }
}
