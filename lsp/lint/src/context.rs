//! What a rule is handed: the facts that it may read, and the place where it reports.

mod nodes;

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use flow::Fault;
use project::items::{CreateCall, Property, Value};
use project::manifest::Version;
use project::schema::{Schema, Shape};
use project::{FilePath, Fixture, FixtureName, Function, Items, MockName, Project, Registry, Workspace};
use syntax::json::Json;
use syntax::{LineIndex, TextRange};

pub use self::nodes::SyntaxContext;
use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::rule::{Rule, Severity};
use crate::rules::index::index_unregistered_function;
use crate::settings::Settings;

/// What every visit but that of the syntax knows: the project around the file.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub(crate) analysis: &'a Analysis,
    /// The project.
    pub project: &'a Project,
    /// Its configuration.
    pub settings: &'a Settings,
}

/// One TypeScript file of a project.
pub struct FileContext<'a> {
    /// The project around it.
    pub scope: Scope<'a>,
    /// Its path.
    pub file: &'a FilePath,
    /// Its facts.
    pub items: &'a Items,
    /// What it defines, if its default export is meant to be a create call.
    pub function: Option<&'a Function>,
    /// What several rules ask of it.
    pub(crate) asked: &'a Asked,
    pub(crate) sink: Sink<'a>,
}

/// What several rules ask of a file: answered once.
#[derive(Default)]
pub(crate) struct Asked {
    /// What goes wrong on the ways through it.
    pub(crate) faults: OnceCell<Vec<Fault>>,
    /// The schemas at properties of the definition, by the place of the value.
    pub(crate) schemas: RefCell<Vec<(TextRange, Rc<Schema>)>>,
    /// The objects of schemas there.
    pub(crate) shapes: RefCell<Vec<(TextRange, Rc<Shape>)>>,
}

/// A property that nothing overrides, and what it is when the function is loaded, as far as the text says.
#[derive(Clone, Copy)]
pub struct Settled<'a> {
    /// The property.
    pub property: &'a Property,
    /// Its value; if that is a constant of the file, the value of the constant.
    pub value: &'a Value,
    /// Where that value stands.
    pub span: TextRange,
}

/// The registry of a project.
pub struct IndexContext<'a> {
    /// The project.
    pub scope: Scope<'a>,
    /// `index.ts`.
    pub file: &'a FilePath,
    /// What is in it.
    pub registry: &'a Registry,
    pub(crate) sink: Sink<'a>,
}

/// A project as a whole, asked for the diagnostics of one of the files beside its functions.
pub struct ProjectContext<'a> {
    /// The project.
    pub scope: Scope<'a>,
    /// The file that is asked about: `package.json`, `.env`, …
    pub file: &'a FilePath,
    pub(crate) sink: Sink<'a>,
}

/// What is kept for the dry runs of a function.
pub struct FixtureContext<'a> {
    /// The project.
    pub scope: Scope<'a>,
    /// Its path.
    pub file: &'a FilePath,
    /// What the path says.
    pub name: FixtureName,
    /// Its text.
    pub fixture: &'a Fixture,
    pub(crate) sink: Sink<'a>,
}

/// What the recorder keeps for the tests of a function. What is recorded is of a customer: it reaches no message.
pub struct MockContext<'a> {
    /// The project.
    pub scope: Scope<'a>,
    /// Its path.
    pub file: &'a FilePath,
    /// What the path says.
    pub name: MockName,
    /// Its text.
    pub mock: &'a Fixture,
    pub(crate) sink: Sink<'a>,
}

/// A TypeScript file that lies in no project.
pub struct StrayContext<'a> {
    /// Its path.
    pub file: &'a FilePath,
    /// Its facts.
    pub items: &'a Items,
    pub(crate) sink: Sink<'a>,
}

/// Where diagnostics go.
pub(crate) struct Sink<'a> {
    pub(crate) rule: &'static Rule,
    pub(crate) severity: Severity,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Scope<'a> {
    /// All projects.
    pub fn workspace(&self) -> &'a Workspace {
        &self.analysis.workspace
    }

    /// The facts of another file.
    pub fn items(&self, file: &FilePath) -> Option<&'a Items> {
        self.workspace().file(file).map(|file| &*file.items)
    }

    /// Where a file stands below the Nango root, with forward slashes; the whole path of one outside of it.
    pub fn place<'f>(&self, file: &'f FilePath) -> Cow<'f, str> {
        match file.relative_to(self.project.root()) {
            Some(path) => path.into(),
            None => self
                .project
                .place(file)
                .map_or(Cow::Borrowed(file.as_str()), Cow::Owned),
        }
    }

    /// The version of the CLI that judges this project: the one that was asked for, else the installed one, else the one
    /// that `package.json` names. None if none is known: then the newest rules hold.
    pub fn cli(&self) -> Option<Version> {
        let manifest = self.project.manifest();
        let declared = || Version::parse(&manifest.package.as_ref()?.dependency("nango")?.version.text);
        self.settings.as_of.or(manifest.nango).or_else(declared)
    }

    /// Whether a comment in the file of a function says that it is left out of the registry on purpose.
    pub(crate) fn parks_itself(&self, file: &FilePath) -> bool {
        self.analysis.is_silenced(file, &index_unregistered_function::RULE)
    }
}

impl<'a> FileContext<'a> {
    /// Reports something about the file.
    pub fn report(&mut self, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        self.sink.report(range, message.into())
    }

    /// The create call that is, or is meant to be, the default export.
    pub fn create_call(&self) -> Option<&'a CreateCall> {
        self.items.function()
    }

    /// A property of the function's definition, if that is an object literal.
    pub fn property(&self, name: &str) -> Option<&'a Property> {
        self.create_call()?.definition()?.get(name)
    }

    /// A property of the function's definition that nothing overrides, constants looked up.
    pub fn settled(&self, name: &str) -> Option<Settled<'a>> {
        let property = self.create_call()?.definition()?.settled(name)?;
        Some(Settled::of(self.items, property))
    }

    /// Whether `index.ts` registers the file.
    pub fn is_entry(&self) -> bool {
        self.scope.project.registered(self.file)
    }

    /// Whether TypeScript is told to say nothing about a place.
    pub fn is_untyped(&self, place: TextRange) -> bool {
        let findings = self.scope.analysis.findings(self.file);
        findings.is_some_and(|findings| findings.untyped.iter().any(|target| target.holds(place.start())))
    }

    /// Where the lines of the file begin.
    pub fn lines(&self) -> Option<&'a LineIndex> {
        self.scope.workspace().file(self.file).map(|file| &*file.lines)
    }
}

impl<'a> Settled<'a> {
    /// A property of `items`.
    pub fn of(items: &'a Items, property: &'a Property) -> Settled<'a> {
        let (value, span) = items.resolve(&property.value, property.value_span);
        Settled {
            property,
            value,
            span: span.0,
        }
    }

    /// Its text, and the text alone: not that of a constant, which may be used elsewhere, and not below a cast.
    pub fn literal(&self) -> Option<&'a str> {
        self.property.value.as_str().filter(|_| !self.property.is_cast)
    }
}

impl IndexContext<'_> {
    /// Reports something about `index.ts`.
    pub fn report(&mut self, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        self.sink.report(range, message.into())
    }
}

impl ProjectContext<'_> {
    /// Reports something about `file`. It is dropped if another file is asked about.
    pub fn report(&mut self, file: &FilePath, range: TextRange, message: impl Into<String>) -> Option<&mut Diagnostic> {
        (file == self.file).then(|| self.sink.report(range, message.into()))
    }
}

impl FixtureContext<'_> {
    /// Reports something about the file.
    pub fn report(&mut self, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        self.sink.report(range, message.into())
    }
}

impl<'a> MockContext<'a> {
    /// Reports something about the file.
    pub fn report(&mut self, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        self.sink.report(range, message.into())
    }

    /// What the file says; none if it is no JSON, which one rule says.
    pub fn json(&self) -> Option<&'a Json> {
        self.mock.json.as_ref().as_ref().ok()
    }

    /// The only function that the mocks are of; none if there is none, or which one is not known.
    pub fn function(&self) -> Option<&'a Function> {
        match &self.scope.project.mocked_functions(&self.name)?[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl StrayContext<'_> {
    /// Reports something about the file.
    pub fn report(&mut self, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        self.sink.report(range, message.into())
    }
}

impl Sink<'_> {
    fn report(&mut self, range: TextRange, message: String) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic {
            rule: self.rule,
            severity: self.severity,
            reporters: Cow::Borrowed(self.rule.reporters),
            range,
            message,
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        });
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }
}
