//! Imports and exports.

use grammars::Kind;
use tree_sitter::Node;

use super::Cx;
use crate::ast::{Export, ExportId, ExportKind, ExportSpecifier, Import, ImportId, ImportKind, ImportSpecifier, List};

impl Cx<'_> {
    pub(super) fn import(&mut self, kind: Kind, node: Node<'_>) -> ImportId {
        let mut import = Import {
            range: self.range(node),
            kind: ImportKind::SideEffect,
            type_only: self
                .tokens(node)
                .nth(1)
                .is_some_and(|(kind, _)| kind == Kind::TypeKeyword),
            default: None,
            namespace: None,
            named: List::default(),
            source: None,
            attributes: None,
        };
        if kind == Kind::ImportAlias {
            import.kind = ImportKind::Alias;
            import.default = self.inner(node).map(|name| self.range(name));
            return self.push(import);
        }
        for (kind, child) in self.children(node) {
            match kind {
                Kind::ImportClause => {
                    import.kind = ImportKind::Clause;
                    self.import_clause(child, &mut import);
                }
                Kind::ImportRequireClause => {
                    import.kind = ImportKind::Require;
                    import.default = self.inner(child).map(|name| self.range(name));
                    import.source = self.field(child, self.fields.source).map(|source| self.expr_id(source));
                }
                Kind::String => import.source = Some(self.expr_id(child)),
                Kind::ImportAttribute => import.attributes = Some(self.expr_inner(child)),
                _ => {}
            }
        }
        self.push(import)
    }

    fn import_clause(&mut self, node: Node<'_>, import: &mut Import) {
        for (kind, child) in self.children(node) {
            match kind {
                Kind::Identifier => import.default = Some(self.range(child)),
                Kind::NamespaceImport => import.namespace = self.inner(child).map(|name| self.range(name)),
                Kind::NamedImports => import.named = self.list(child, Cx::import_specifier),
                _ => {}
            }
        }
    }

    fn import_specifier(&mut self, kind: Kind, node: Node<'_>) -> Option<ImportSpecifier> {
        let imported = self
            .field_range(node, self.fields.name)
            .filter(|_| kind == Kind::ImportSpecifier)?;
        let local = self.field_range(node, self.fields.alias).unwrap_or(imported);
        Some(ImportSpecifier {
            range: self.range(node),
            type_only: self.starts_with(node, Kind::TypeKeyword),
            imported,
            local,
        })
    }

    pub(super) fn export(&mut self, node: Node<'_>) -> ExportId {
        let range = self.range(node);
        let fields = self.fields;
        let source = self.field(node, fields.source).map(|source| self.expr_id(source));
        let (mut kind, mut type_only, mut is_default) = (ExportKind::Unknown, false, false);
        for (child_kind, child) in self.tokens(node).skip(1) {
            match child_kind {
                Kind::Default => is_default = true,
                Kind::TypeKeyword => type_only = true,
                Kind::Error if self.is_type_of_export_all(child) => type_only = true,
                Kind::Star => kind = ExportKind::All { alias: None, source },
                Kind::NamespaceExport => {
                    let alias = self.inner(child).map(|name| self.range(name));
                    kind = ExportKind::All { alias, source };
                }
                Kind::ExportClause => {
                    let specifiers = self.list(child, Cx::export_specifier);
                    kind = ExportKind::Named { specifiers, source };
                }
                Kind::Assign => {
                    let value = self.children(node).last();
                    kind = value.map_or(ExportKind::Unknown, |(_, value)| {
                        ExportKind::Assign(self.expr_id(value))
                    });
                    break;
                }
                Kind::As => {
                    kind = ExportKind::Namespace;
                    break;
                }
                _ => {}
            }
        }
        if let Some(declaration) = self.field(node, fields.declaration) {
            let declaration = self.stmt_id(declaration);
            kind = match is_default {
                true => ExportKind::DefaultDeclaration(declaration),
                false => ExportKind::Declaration(declaration),
            };
        } else if let Some(value) = self.field(node, fields.value) {
            kind = ExportKind::Default(self.expr_before_error(value, value));
        }
        self.push(Export { range, type_only, kind })
    }

    fn export_specifier(&mut self, kind: Kind, node: Node<'_>) -> Option<ExportSpecifier> {
        let local = self
            .field_range(node, self.fields.name)
            .filter(|_| kind == Kind::ExportSpecifier)?;
        let exported = self.field_range(node, self.fields.alias).unwrap_or(local);
        Some(ExportSpecifier {
            range: self.range(node),
            type_only: self.starts_with(node, Kind::TypeKeyword),
            local,
            exported,
        })
    }
}
