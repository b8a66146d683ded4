//! Imports.

use syntax::ast::{self, ImportKind, StmtKind};
use syntax::{SourceFile, TextRange};

use super::bindings::{raw_string, unquoted};
use crate::Span;

/// An import declaration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Import {
    /// From `import` to the end, with the semicolon if there is one.
    pub span: Span,
    /// The module: `nango`, `./models.js`.
    pub source: Box<str>,
    /// Its place, with the quotes.
    pub source_span: Span,
    /// Which of the forms it has.
    pub form: ImportForm,
    /// Whether it is `import type …`.
    pub type_only: bool,
    /// The names that it binds.
    pub specifiers: Box<[Specifier]>,
}

/// The forms of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportForm {
    /// `import 'source'`.
    SideEffect,
    /// `import … from 'source'`.
    Bindings,
    /// `import name = require('source')`.
    ImportEquals,
}

/// One name that an import binds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Specifier {
    /// How it is imported.
    pub form: SpecifierForm,
    /// The name in the other module: `default` for a default import, `*` for a namespace.
    pub imported: Box<str>,
    /// The name in this module.
    pub local: Box<str>,
    /// From the imported to the local name.
    pub span: Span,
    /// The place of the local name.
    pub local_span: Span,
    /// Whether it is `{ type name }`; `import type { name }` is a fact of the whole import.
    pub type_only: bool,
}

/// How one name is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpecifierForm {
    /// `import name from`, `import name = require()`.
    Default,
    /// `import * as name from`.
    Namespace,
    /// `import { name } from`.
    Named,
}

/// Every import declaration of the file. `import a = Other.name` is none: it imports no module.
pub(super) fn imports(file: &SourceFile) -> Box<[Import]> {
    let ast = file.ast();
    let declarations = ast.body().iter().filter_map(|stmt| match ast[stmt].kind {
        StmtKind::Import(id) => Some(&ast[id]),
        _ => None,
    });
    declarations.filter_map(|import| read(file, import)).collect()
}

fn read(file: &SourceFile, import: &ast::Import) -> Option<Import> {
    let source = import.source?;
    let form = match import.kind {
        ImportKind::SideEffect => ImportForm::SideEffect,
        ImportKind::Clause => ImportForm::Bindings,
        ImportKind::Require => ImportForm::ImportEquals,
        ImportKind::Alias => return None,
    };
    let whole = |range: Option<TextRange>, form, imported: &str| {
        range.map(|range| Specifier {
            form,
            imported: imported.into(),
            local: file.slice(range).into(),
            span: range.into(),
            local_span: range.into(),
            type_only: false,
        })
    };
    let default = whole(import.default, SpecifierForm::Default, "default");
    let namespace = whole(import.namespace, SpecifierForm::Namespace, "*");
    let named = file.ast()[import.named].iter().map(|specifier| Specifier {
        form: SpecifierForm::Named,
        imported: unquoted(file.slice(specifier.imported)).into(),
        local: file.slice(specifier.local).into(),
        span: specifier.range.into(),
        local_span: specifier.local.into(),
        type_only: specifier.type_only,
    });
    Some(Import {
        span: import.range.into(),
        source: raw_string(file, source).into(),
        source_span: file.ast()[source].range.into(),
        form,
        type_only: import.type_only,
        specifiers: default.into_iter().chain(namespace).chain(named).collect(),
    })
}
