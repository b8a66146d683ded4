//! Imports.

use syntax::ast::{self, ExportKind, ImportKind, Node, PatternKind, StmtKind};
use syntax::{SourceFile, TextRange};

use super::bindings::{raw_string, unquoted};
use crate::{Span, scope};

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

impl Import {
    /// Whether nothing but its types is used, so that it leaves no trace in the bundle. What names nothing is there for its
    /// side effects, and `import name = require()` always stays.
    pub fn is_erased(&self) -> bool {
        let is_unused = !self.specifiers.is_empty() && !self.specifiers.iter().any(|name| name.is_value);
        self.type_only || (self.form == ImportForm::Bindings && is_unused)
    }
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
    /// Whether the name stands anywhere but in types. If not, nothing of it is left in a bundle: `esbuild` drops what
    /// only types speak of, however it is imported.
    pub is_value: bool,
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
    let mut imports: Box<[Import]> = declarations.filter_map(|import| read(file, import)).collect();
    find_values(file, &mut imports);
    imports
}

/// Marks the names that stand anywhere but in types.
fn find_values(file: &SourceFile, imports: &mut [Import]) {
    let declared = imports.iter_mut().filter(|import| !import.type_only);
    let names = declared.flat_map(|import| &mut import.specifiers);
    let mut unseen = Unseen {
        names: names.filter(|name| !name.type_only).collect(),
        shadowed: Vec::new(),
    };
    let ast = file.ast();
    for stmt in ast.body() {
        let StmtKind::Export(id) = ast[stmt].kind else { continue };
        if let ExportKind::Named {
            specifiers,
            source: None,
        } = ast[id].kind
            && !ast[id].type_only
        {
            for specifier in ast[specifiers].iter().filter(|specifier| !specifier.type_only) {
                unseen.see(file.slice(specifier.local));
            }
        }
    }
    for node in ast.nodes() {
        if unseen.names.is_empty() {
            return;
        }
        match node {
            Node::Expr(id) => {
                if let Some(name) = file.ident_name(id)
                    && !(unseen.shadowed.contains(&name) && scope::bound(file, id).is_some())
                {
                    unseen.see(name);
                }
            }
            // Before what it shadows is used, it is bound.
            Node::Pattern(id) if matches!(ast[id].kind, PatternKind::Ident) => {
                let name = file.slice(ast[id].range);
                if unseen.names.iter().any(|specifier| *specifier.local == *name) {
                    unseen.shadowed.push(name);
                }
            }
            // The members of an enum are no nodes.
            Node::Stmt(id) if matches!(ast[id].kind, StmtKind::Enum { .. }) => {
                let is_boundary = |char: char| !char.is_alphanumeric() && !matches!(char, '_' | '$');
                for word in file.slice(ast[id].range).split(is_boundary) {
                    unseen.see(word);
                }
            }
            _ => {}
        }
    }
}

/// The names that are not yet seen as values.
struct Unseen<'i, 'f> {
    names: Vec<&'i mut Specifier>,
    /// Of these, the ones that something else has in a part of the file.
    shadowed: Vec<&'f str>,
}

impl Unseen<'_, '_> {
    fn see(&mut self, name: &str) {
        if let Some(at) = self.names.iter().position(|specifier| *specifier.local == *name) {
            self.names.swap_remove(at).is_value = true;
        }
    }
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
            is_value: false,
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
        is_value: false,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that are used as values.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let imports = imports(&SourceFile::parse(text));
        let names = imports.iter().flat_map(|import| &import.specifiers);
        let found: Vec<_> = names.filter(|name| name.is_value).map(|name| &*name.local).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_only_types_speak_of_is_no_value() {
        check(
            "import a, { b as c, d } from './x.js'; a(c); const x: d = 1; type T = typeof d;",
            &["a", "c"],
        );
        check("import type { a } from './x.js'; export const b = [{} as a];", &[]);
        check("import * as a from './x.js'; class B implements a.C {}", &[]);
        check("import * as a from './x.js'; class B extends a.C {}", &["a"]);
        check("import { a } from './x.js'; const b = { a };", &["a"]);
        check(
            "import { a } from './x.js'; const b = (a: number) => a; type T = typeof a;",
            &[],
        );
        check("import { a } from './x.js'; const b = (a: number) => a; a();", &["a"]);
    }

    #[test]
    fn what_is_handed_on_may_be_one() {
        check("import { a } from './x.js'; export { a };", &["a"]);
        check(
            "import { a, b } from './x.js'; export { type a }; export type { b };",
            &[],
        );
        check("import { a } from './x.js'; export default a;", &["a"]);
        check("import { a } from './x.js'; enum B { C = a }", &["a"]);
    }
}
