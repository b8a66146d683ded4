//! What the names at the top level of a file are bound to.

use rustc_hash::FxHashMap;
use syntax::ast::{
    DeclaratorId, ExportKind, ExprId, FunctionId, ImportKind, Node, PatternId, PatternKind, StmtId, StmtKind,
};
use syntax::{SourceFile, TextRange};

use crate::FunctionKind;

/// What the names at the top level of a file are bound to; of several declarations the first.
pub(super) struct Bindings<'a> {
    names: FxHashMap<&'a str, Binding<'a>>,
}

/// What one name is bound to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Binding<'a> {
    /// `const name = …`, with `let` and `var`.
    Variable(DeclaratorId),
    /// `function name() {}`.
    Function(FunctionId),
    /// `class Name {}`.
    Class,
    /// An import: the module, and the name there (`default`, `*`).
    Import { source: &'a str, imported: &'a str },
    /// A destructured variable, an enum, a namespace.
    Other,
}

impl<'a> Bindings<'a> {
    pub(super) fn of(file: &'a SourceFile) -> Bindings<'a> {
        let mut bindings = Bindings {
            names: FxHashMap::default(),
        };
        for stmt in file.ast().body() {
            bindings.declare(file, stmt);
        }
        bindings
    }

    pub(super) fn get(&self, name: &str) -> Option<Binding<'a>> {
        self.names.get(name).copied()
    }

    /// The module and the name there that a local name is imported as.
    pub(super) fn import(&self, name: &str) -> Option<(&'a str, &'a str)> {
        match self.get(name) {
            Some(Binding::Import { source, imported }) => Some((source, imported)),
            _ => None,
        }
    }

    /// The create function that a local name is imported as: `mk` after `import { createAction as mk } from 'nango'`.
    pub(super) fn create_kind(&self, name: &str) -> Option<FunctionKind> {
        let (source, imported) = self.import(name)?;
        FunctionKind::of_create_name(imported).filter(|_| is_nango(source))
    }

    /// Whether a name is the namespace of the `nango` package, or its default export, which Node makes the same.
    pub(super) fn is_nango_namespace(&self, name: &str) -> bool {
        self.import(name)
            .is_some_and(|(source, imported)| is_nango(source) && matches!(imported, "*" | "default"))
    }

    /// Whether a name is zod: `z`, under whatever name.
    pub(super) fn is_zod(&self, name: &str) -> bool {
        matches!(self.zod_import(name), Some("z" | "*" | "default"))
    }

    /// What a name is of zod, if it is imported from there.
    pub(super) fn zod_import(&self, name: &str) -> Option<&'a str> {
        let (source, imported) = self.import(name)?;
        is_zod(source).then_some(imported)
    }

    fn declare(&mut self, file: &'a SourceFile, stmt: StmtId) {
        let ast = file.ast();
        match ast[stmt].kind {
            StmtKind::Var { declarators, .. } => {
                for declarator in declarators {
                    let pattern = ast[ast[declarator].pattern];
                    match pattern.kind {
                        PatternKind::Ident => self.bind(file.slice(pattern.range), Binding::Variable(declarator)),
                        _ => self.destructure(file, ast[declarator].pattern),
                    }
                }
            }
            StmtKind::Function(id) => self.bind_range(file, ast[id].name, Binding::Function(id)),
            StmtKind::Class(id) => self.bind_range(file, ast[id].name, Binding::Class),
            StmtKind::Enum { name } | StmtKind::Namespace { name, .. } => {
                self.bind_range(file, Some(name), Binding::Other);
            }
            StmtKind::Export(id) => {
                if let ExportKind::Declaration(stmt) | ExportKind::DefaultDeclaration(stmt) = ast[id].kind {
                    self.declare(file, stmt);
                }
            }
            StmtKind::Declare(stmt) => self.declare(file, stmt),
            StmtKind::Import(id) => {
                let import = &ast[id];
                let Some(source) = import.source.map(|source| raw_string(file, source)) else {
                    return;
                };
                if !matches!(import.kind, ImportKind::Alias | ImportKind::SideEffect) {
                    self.bind_range(
                        file,
                        import.default,
                        Binding::Import {
                            source,
                            imported: "default",
                        },
                    );
                    self.bind_range(file, import.namespace, Binding::Import { source, imported: "*" });
                    for specifier in &ast[import.named] {
                        let imported = unquoted(file.slice(specifier.imported));
                        self.bind(file.slice(specifier.local), Binding::Import { source, imported });
                    }
                }
            }
            _ => {}
        }
    }

    fn destructure(&mut self, file: &'a SourceFile, pattern: PatternId) {
        let ast = file.ast();
        for node in ast.descendants(pattern) {
            if let Node::Pattern(id) = node
                && matches!(ast[id].kind, PatternKind::Ident)
            {
                self.bind(file.slice(ast[id].range), Binding::Other);
            }
        }
    }

    fn bind_range(&mut self, file: &'a SourceFile, name: Option<TextRange>, binding: Binding<'a>) {
        if let Some(name) = name {
            self.bind(file.slice(name), binding);
        }
    }

    fn bind(&mut self, name: &'a str, binding: Binding<'a>) {
        self.names.entry(name).or_insert(binding);
    }
}

/// The packages that the create functions come from.
pub(super) fn is_nango(source: &str) -> bool {
    matches!(source, "nango" | "nango/experimental")
}

/// The modules of zod 4 as the documentation knows it. `zod/v3` and `zod/mini` have other classes.
fn is_zod(source: &str) -> bool {
    matches!(source, "zod" | "zod/v4")
}

/// A string literal without its quotes, escapes as written: the names of modules have none.
pub(super) fn raw_string(file: &SourceFile, id: ExprId) -> &str {
    unquoted(file.slice(file.ast()[id].range))
}

pub(super) fn unquoted(text: &str) -> &str {
    let quote = ['\'', '"'].into_iter().find(|quote| text.starts_with(*quote));
    match quote {
        Some(quote) => text[1..].strip_suffix(quote).unwrap_or(&text[1..]),
        None => text,
    }
}
