//! What names lead to, through the files of a project.

use super::resolve::{At, Resolver};
use crate::FilePath;
use crate::items::{ExportForm, SchemaEntry, SchemaExpr, Specifier, SpecifierForm};

/// What a name leads to.
pub(super) enum Target {
    /// A value.
    Value {
        at: At,
        /// Whether the type checker may see something else, because of an annotation.
        is_retyped: bool,
    },
    /// `* as name`: a whole module.
    Module(FilePath),
}

impl Resolver<'_> {
    /// What a name, or a member of a module, leads to.
    pub(super) fn follow(&self, at: &At) -> Option<Target> {
        self.bounded(|| self.follow_once(at))
    }

    fn follow_once(&self, at: &At) -> Option<Target> {
        match self.exprs(at)?.get(at.id) {
            SchemaExpr::Name(name) => self.name(&at.file, name),
            SchemaExpr::Member(base, name) => match self.follow(&at.with(base))? {
                Target::Module(file) => self.exported(&file, name),
                // `SCHEMAS.Contact` of `const SCHEMAS = { Contact: … }`
                Target::Value { at, is_retyped } => {
                    let exprs = self.exprs(&at)?;
                    let SchemaExpr::Object(entries) = exprs.get(at.id) else {
                        return None;
                    };
                    let mut found = None;
                    for entry in exprs.entries(entries) {
                        match entry {
                            SchemaEntry::Field { name: key, value, .. } if key == name => found = Some(value),
                            SchemaEntry::Field { .. } => {}
                            SchemaEntry::Spread(_) | SchemaEntry::Unknown => return None,
                        }
                    }
                    Some(Target::Value {
                        at: at.with(found?),
                        is_retyped,
                    })
                }
            },
            _ => None,
        }
    }

    /// What a name at the top level of a file leads to.
    pub(super) fn name(&self, file: &FilePath, name: &str) -> Option<Target> {
        let items = self.items(file)?;
        if let Some(decl) = items.schemas.iter().find(|decl| &*decl.name == name) {
            return Some(Target::Value {
                at: At::new(file, decl.expr),
                is_retyped: decl.annotated,
            });
        }
        items.imports.iter().find_map(|import| {
            let is_meant = |specifier: &&Specifier| &*specifier.local == name;
            let specifier = import.specifiers.iter().find(is_meant)?;
            let from = self.module(file, &import.source)?;
            match specifier.form {
                SpecifierForm::Namespace => Some(Target::Module(from)),
                SpecifierForm::Default | SpecifierForm::Named => self.exported(&from, &specifier.imported),
            }
        })
    }

    /// What a file exports under a name.
    fn exported(&self, file: &FilePath, name: &str) -> Option<Target> {
        self.bounded(|| self.exported_here(file, name))
    }

    fn exported_here(&self, file: &FilePath, name: &str) -> Option<Target> {
        let items = self.items(file)?;
        if let Some(export) = items.exports.iter().find(|export| &*export.name == name) {
            return match &export.form {
                ExportForm::Const => self.name(file, name),
                ExportForm::Specifier { local, .. } => self.name(file, local),
                ExportForm::ReExport { source, imported, .. } => {
                    self.exported(&self.module(file, &source.text)?, imported)
                }
                ExportForm::Star { source, .. } => Some(Target::Module(self.module(file, &source.text)?)),
                _ => None,
            };
        }
        if name == "default" {
            let name = items.default_export.as_ref()?.identifier.as_ref()?;
            return self.name(file, &name.text);
        }
        items.exports.iter().find_map(|export| match &export.form {
            ExportForm::Star { source, .. } if &*export.name == "*" => {
                self.exported(&self.module(file, &source.text)?, name)
            }
            _ => None,
        })
    }

    fn module(&self, file: &FilePath, source: &str) -> Option<FilePath> {
        self.workspace.project_of(file)?.resolve(file, source)
    }
}
