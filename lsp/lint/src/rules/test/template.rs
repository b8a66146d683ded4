//! What a generated test says: the templates of `nango generate:tests`.

use std::borrow::Cow;

use project::FunctionKind;
use project::items::{Import, Specifier, SpecifierForm};
use syntax::ast::{ExprId, ExprKind, Node};
use syntax::{SourceFile, TextRange};

/// The titles of the tests that the CLI generates: of an action, and of a sync.
pub(super) const TITLES: [&str; 2] = [
    "should output the action output that is expected",
    "should get, map correctly the data and batchSave the result",
];

/// The mock that runs an action.
pub(super) const ACTION: &str = "NangoActionMock";

/// The mock that runs a sync.
pub(super) const SYNC: &str = "NangoSyncMock";

/// The import of the function that is tested.
pub(super) struct Tested<'a> {
    pub(super) import: &'a Import,
    pub(super) kind: FunctionKind,
    /// Its name, and what stands behind it: `.js`.
    pub(super) name: &'a str,
    pub(super) extension: &'a str,
}

impl<'a> Tested<'a> {
    pub(super) fn of(import: &'a Import) -> Option<Tested<'a>> {
        let (folder, file) = import.source.strip_prefix("../")?.split_once('/')?;
        let kind = FunctionKind::of_folder(folder)?;
        let is_default = |name: &Specifier| name.form == SpecifierForm::Default;
        if import.type_only || file.contains('/') || !import.specifiers.iter().any(is_default) {
            return None;
        }
        let name = file.strip_suffix(".js").unwrap_or(file);
        let name = name.strip_suffix(".ts").unwrap_or(name);
        Some(Tested {
            import,
            kind,
            name,
            extension: &file[name.len()..],
        })
    }
}

/// An object with which a test runs a function.
pub(super) struct Mock<'a> {
    /// `NangoSyncMock`, and its place.
    pub(super) class: (&'a str, TextRange),
    /// What it says of the name, and its place.
    pub(super) name: Option<(Cow<'a, str>, TextRange)>,
}

impl Mock<'_> {
    pub(super) fn is_of_another_than(&self, function: &str) -> bool {
        self.name.as_ref().is_some_and(|(name, _)| name != function)
    }
}

/// `new global.vitest.NangoSyncMock({ name: 'deals' })`
pub(super) fn mocks(source: &SourceFile) -> impl Iterator<Item = Mock<'_>> {
    let ast = source.ast();
    let class = |callee: ExprId| match ast[callee].kind {
        ExprKind::Member(member) => Some((source.slice(member.property), member.property)),
        ExprKind::Ident => Some((source.slice(ast.range(callee)), ast.range(callee))),
        _ => None,
    };
    ast.nodes().filter_map(move |node| {
        let Node::Expr(expr) = node else { return None };
        let ExprKind::New(new) = ast[expr].kind else {
            return None;
        };
        let class = class(new.callee).filter(|(name, _)| [ACTION, SYNC].contains(name))?;
        let name = new
            .args
            .first()
            .and_then(|options| source.property_value(options, "name"));
        Some(Mock {
            class,
            name: name.and_then(|name| Some((source.string_value(name)?, ast.range(name)))),
        })
    })
}
