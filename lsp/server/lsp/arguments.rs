//! The arguments of commands: one object of named values, from the client and to it.

use std::str::FromStr as _;

use ide::{Assist, Command, Extent, Keep, NewFunction, Runnable, Scaffold};
use lint::SourceChange;
use project::{ArgumentKind, FilePath, FunctionKind, Project};
use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{self as lsp, LSPAny, Uri};

use crate::run::{DeployRequest, Reported, Request, Subject, TestRequest, given};
use crate::session::Snapshot;

/// The arguments that a client sent, to be read against what is known.
#[derive(Debug)]
pub struct Arguments<'a> {
    snapshot: &'a Snapshot,
    object: Map<String, Value>,
}

impl<'a> Arguments<'a> {
    /// The one object that a command is executed with; where nothing is required there may be none.
    pub fn of(snapshot: &'a Snapshot, mut arguments: Vec<LSPAny>) -> Result<Self> {
        let object = match (arguments.pop(), arguments.is_empty()) {
            (None | Some(Value::Null), true) => Map::default(),
            (Some(Value::Object(object)), true) => object,
            _ => return Err(Error::invalid_params("a command takes one object of named arguments")),
        };
        Ok(Self { snapshot, object })
    }

    /// The file that an argument names by its URI.
    pub fn file(&self, name: &'static str) -> Result<FilePath> {
        self.optional_file(name)?.ok_or_else(|| missing(name))
    }

    /// The file that an argument names by its URI, if it is there.
    pub fn optional_file(&self, name: &'static str) -> Result<Option<FilePath>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let path = Uri::from_str(text).ok().and_then(|uri| self.snapshot.path(&uri));
        path.map(Some)
            .ok_or_else(|| Error::invalid_params(format!("`{name}` is no `file:` URI: `{text}`")))
    }

    /// The root that is named, or the only one there is.
    pub fn root(&self) -> Result<FilePath> {
        if let Some(root) = self.optional_file("root")? {
            return Ok(root);
        }
        let mut roots = self
            .snapshot
            .analysis
            .workspace
            .projects()
            .map(|project| project.root().clone());
        match (roots.next(), roots.next()) {
            (Some(root), None) => Ok(root),
            (None, _) => Err(Error::invalid_params("there is no Nango project in this workspace")),
            (Some(_), Some(_)) => Err(Error::invalid_params(
                "there are several Nango projects: say which, by `root`",
            )),
        }
    }

    /// What to run, and whether what the provider answers is saved.
    pub fn run(&self, save: bool) -> Result<Request> {
        let (runnable, root) = self.runnable()?;
        let request = Request {
            runnable,
            root,
            connection: self.word("connection")?,
            environment: self.word("environment")?,
            input: self.json("input")?,
            metadata: self.json("metadata")?,
            checkpoint: self.json("checkpoint")?,
            last_sync_date: self.text("lastSyncDate")?.map(str::to_owned),
            variant: self.text("variant")?.map(str::to_owned),
            save,
        };
        request.check().map_err(Error::invalid_params)?;
        Ok(request)
    }

    /// The integration that something is chosen for: that of a file, or one that is named, or the only one there is.
    pub fn subject(&self) -> Result<Subject> {
        let (root, integration) = self.scope()?;
        if let Some(integration) = integration {
            return Ok(Subject { root, integration });
        }
        let mut names = self.integrations(&root);
        match (names.pop(), names.is_empty()) {
            (Some(integration), true) => Ok(Subject { root, integration }),
            (None, _) => Err(Error::invalid_params("`index.ts` registers no function")),
            (Some(last), false) => {
                names.push(last);
                Err(Error::invalid_params(format!(
                    "there are several integrations: say which, by `integration`: {}",
                    names.join(", ")
                )))
            }
        }
    }

    /// A project, and the integration that is named or that the file belongs to.
    pub fn scope(&self) -> Result<(FilePath, Option<String>)> {
        let named = self.word("integration")?;
        let Some(file) = self.optional_file("file")? else {
            return Ok((self.root()?, named));
        };
        let project = self.snapshot.analysis.workspace.project_of(&file);
        let project = project.ok_or_else(|| Error::invalid_params("the file belongs to no Nango project"))?;
        let integration = match named {
            Some(integration) => integration,
            None => registered(project, &file, None)?.integration.into(),
        };
        Ok((project.root().clone(), Some(integration)))
    }

    /// The integrations of a project, sorted.
    fn integrations(&self, root: &FilePath) -> Vec<String> {
        let mut projects = self.snapshot.analysis.workspace.projects();
        let project = projects.find(|project| project.root() == root);
        let functions = project
            .map(|project| project.registered_functions())
            .unwrap_or_default();
        let mut names: Vec<String> = functions.into_iter().map(|it| it.integration.into()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// A word that is handed to the CLI.
    pub fn word(&self, name: &'static str) -> Result<Option<String>> {
        let word = self.text(name)?.map(str::to_owned);
        match word.as_deref().map(|word| given::word(name, word)) {
            Some(Err(why)) => Err(Error::invalid_params(why)),
            _ => Ok(word),
        }
    }

    /// The argument of a function that is to be kept.
    pub fn keep(&self) -> Result<Keep> {
        let (runnable, _) = self.runnable()?;
        let unknown = |name: &str, text: &str| Error::invalid_params(format!("there is no {name} `{text}`"));
        let argument = match self.text("argument")? {
            Some(text) => ArgumentKind::from_name(text).ok_or_else(|| unknown("argument", text))?,
            None => ArgumentKind::ALL
                .into_iter()
                .find(|argument| argument.is_taken_by(runnable.kind))
                .unwrap_or(ArgumentKind::Input),
        };
        let extent = match self.text("extent")? {
            Some(text) => Extent::from_name(text).ok_or_else(|| unknown("extent", text))?,
            None => Extent::Minimal,
        };
        Ok(Keep {
            runnable,
            argument,
            extent,
        })
    }

    /// What the report is of that is wanted; none for the newest.
    pub fn reported(&self) -> Result<Option<Reported>> {
        let reported = self.text("of")?.map(|text| {
            Reported::from_name(text).ok_or_else(|| Error::invalid_params(format!("there is no report of a `{text}`")))
        });
        reported.transpose()
    }

    /// The line of a file, counted from one.
    pub fn line(&self) -> Result<u32> {
        let line = match self.object.get("line") {
            Some(Value::Number(line)) => line.as_u64().and_then(|line| u32::try_from(line).ok()),
            _ => self.text("line")?.ok_or_else(|| missing("line"))?.parse().ok(),
        };
        line.ok_or_else(|| Error::invalid_params("`line` has to be the number of a line"))
    }

    /// What to deploy.
    pub fn deploy(&self) -> Result<DeployRequest> {
        let (runnable, root) = self.runnable()?;
        Ok(DeployRequest {
            runnable,
            root,
            environment: self.word("environment")?,
        })
    }

    /// What to test.
    pub fn test(&self) -> Result<TestRequest> {
        let (runnable, root) = self.runnable()?;
        Ok(TestRequest { runnable, root })
    }

    /// The function that is meant, and the root of its project.
    fn runnable(&self) -> Result<(Runnable, FilePath)> {
        let file = self.file("file")?;
        let project = self.snapshot.analysis.workspace.project_of(&file);
        let project = project.ok_or_else(|| Error::invalid_params("the file belongs to no Nango project"))?;
        let integration = self.text("integration")?;
        Ok((registered(project, &file, integration)?, project.root().clone()))
    }

    /// What to make.
    pub fn new_function(&self) -> Result<NewFunction> {
        let required = |name| self.text(name)?.map(str::to_owned).ok_or_else(|| missing(name));
        let template = required("template")?;
        let scaffold = Scaffold::from_id(&template).ok_or_else(|| {
            let ids: Vec<_> = Scaffold::ALL.into_iter().map(Scaffold::id).collect();
            Error::invalid_params(format!("there is no template `{template}`, only {}", ids.join(", ")))
        })?;
        Ok(NewFunction {
            root: self.root()?,
            integration: required("integration")?,
            name: required("name")?,
            scaffold,
            model: self.text("model")?.map(str::to_owned),
        })
    }

    /// The change of a code action, unless the document has changed since it was offered.
    pub fn action(&self) -> Result<SourceChange> {
        let file = self.file("file")?;
        let action = self.text("action")?.ok_or_else(|| missing("action"))?;
        let version = self
            .snapshot
            .documents
            .get(&file)
            .map(|document| document.version.to_string());
        let change = (version.as_deref() == self.text("version")?)
            .then(|| ide::resolve(&self.snapshot.analysis, &file, action))
            .flatten();
        change.ok_or_else(|| Error::invalid_params("the document has changed since: ask for its actions again"))
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>> {
        match self.object.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Error::invalid_params(format!("`{name}` has to be a string"))),
        }
    }

    /// JSON as text, as a registry of strings has it; or the value itself.
    fn json(&self, name: &'static str) -> Result<Option<Value>> {
        match self.object.get(name) {
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|error| Error::invalid_params(format!("`{name}` is no JSON: {error}"))),
            other => Ok(other.cloned()),
        }
    }
}

fn missing(name: &str) -> Error {
    Error::invalid_params(format!("the argument `{name}` is missing"))
}

/// The registered function of a file, under the integration that is asked for.
fn registered(project: &Project, file: &FilePath, integration: Option<&str>) -> Result<Runnable> {
    let functions = project
        .registered_functions()
        .into_iter()
        .filter(|function| function.file == *file && integration.is_none_or(|name| *function.integration == *name));
    let mut functions: Vec<_> = functions.collect();
    functions.dedup_by(|one, other| one.integration == other.integration);
    if functions.len() > 1 {
        let names: Vec<_> = functions.iter().map(|it| format!("`{}`", it.integration)).collect();
        return Err(Error::invalid_params(format!(
            "the file is registered under several integrations: say which, by `integration`: {}",
            names.join(" or ")
        )));
    }
    let function = functions.pop();
    let function =
        function.ok_or_else(|| Error::invalid_params("the file is no function that `index.ts` registers"))?;
    Ok(Runnable {
        file: function.file,
        integration: function.integration,
        kind: function.kind,
        name: function.name,
    })
}

/// A command as a client executes it.
pub fn command(snapshot: &Snapshot, title: impl Into<String>, command: &Command) -> Option<lsp::Command> {
    let uri = |file: &FilePath| Some(snapshot.uri(file)?.to_string());
    let arguments = match command {
        Command::Resume { runnable, line } => json!({
            "file": uri(&runnable.file)?,
            "integration": runnable.integration,
            "line": line.to_string(),
        }),
        Command::PickConnection(runnable) | Command::PickEnvironment(runnable) => json!({
            "file": uri(&runnable.file)?,
            "integration": runnable.integration,
        }),
        Command::Dryrun(runnable) | Command::Record(runnable) | Command::Test(runnable) | Command::Deploy(runnable) => {
            json!({
                "file": uri(&runnable.file)?,
                "integration": runnable.integration,
                "kind": kind(runnable.kind),
                "name": runnable.name,
            })
        }
        Command::Example(keep) => json!({
            "file": uri(&keep.runnable.file)?,
            "integration": keep.runnable.integration,
            "argument": keep.argument.as_str(),
            "extent": keep.extent.as_str(),
        }),
        Command::ShowReport { file } => json!({ "file": uri(file)?, "of": Reported::Run.as_str() }),
        Command::Register { file } => json!({ "file": uri(file)? }),
        Command::RegisterAll { root } => json!({ "root": uri(root)? }),
        Command::NewFunction(new) => json!({
            "root": uri(&new.root)?,
            "integration": new.integration,
            "name": new.name,
            "template": new.scaffold.id(),
            "model": new.model,
        }),
    };
    Some(lsp::Command {
        title: title.into(),
        command: command.id().to_owned(),
        arguments: Some(vec![arguments]),
    })
}

/// The command that applies a code action, for clients that know actions as commands only.
pub fn apply(snapshot: &Snapshot, file: &FilePath, assist: &Assist) -> Option<lsp::Command> {
    let arguments = json!({
        "file": snapshot.uri(file)?.to_string(),
        "version": snapshot.documents.get(file).map(|document| document.version.to_string()),
        "action": assist.id,
    });
    Some(lsp::Command {
        title: assist.title.clone(),
        command: ide::APPLY.to_owned(),
        arguments: Some(vec![arguments]),
    })
}

/// What a kind of function is called on the wire and in reports.
pub fn kind(kind: FunctionKind) -> &'static str {
    match kind {
        FunctionKind::Action => "action",
        FunctionKind::Sync => "sync",
        FunctionKind::OnEvent => "on-event",
        FunctionKind::Function => "function",
    }
}
