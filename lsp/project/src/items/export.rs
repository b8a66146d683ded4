//! Named exports.

use syntax::ast::{Body, ExportKind, ExprId, Node, PatternKind, StmtId, StmtKind};
use syntax::{SourceFile, TextRange, TextSize};

use super::bindings::{raw_string, unquoted};
use crate::Span;

/// One exported name; `export const a = 1, b = 2` is two. `export =` and broken exports are none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Export {
    /// The whole statement.
    pub span: Span,
    /// The name under which it is seen; `*` for `export * from`.
    pub name: Box<str>,
    /// The place of that name.
    pub name_span: Span,
    /// What is exported.
    pub form: ExportForm,
}

/// What is exported, as far as the compiler's Babel plugin tells it apart (`ExportNamedDeclaration` in `nangoPlugin` of
/// `zeroYaml/compile.ts`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ExportForm {
    /// `export const name`, with `let`, `var` and `declare` too.
    Const,
    /// `export const { name } = …`, `export const [name] = …`: the plugin does not see these.
    DestructuredConst,
    /// `export function name() {}`.
    Function,
    /// `export function name(): void;` without a body, as an overload or with `declare`: the plugin does not see these.
    FunctionSignature,
    /// `export class Name {}`.
    Class,
    /// `export enum Name {}`.
    Enum,
    /// `export interface Name {}`.
    Interface,
    /// `export type Name = …`.
    TypeAlias,
    /// `export namespace Name {}`.
    Namespace,
    /// `export { local as name }`.
    Specifier {
        /// The name in this module.
        local: Box<str>,
        /// Whether it is `export type { … }` or `export { type … }`.
        type_only: bool,
        /// Whether the exported name is written as a string: the plugin does not see these.
        quoted: bool,
    },
    /// `export { imported as name } from 'source'`.
    ReExport {
        /// The other module.
        source: ExportSource,
        /// The name in the other module.
        imported: Box<str>,
        /// Whether it is `export type { … }` or `export { type … }`.
        type_only: bool,
    },
    /// `export * from 'source'`, `export * as name from 'source'`.
    Star {
        /// The other module.
        source: ExportSource,
        /// Whether it is `export type * from`.
        type_only: bool,
    },
}

/// The other module of a re-export.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExportSource {
    /// Its name or path.
    pub text: Box<str>,
    /// Its place, with the quotes.
    pub span: Span,
    /// Whether the statement is `export type`, so that it leaves no trace in the bundle. `export { type … }` makes the bundle
    /// hold the other module all the same, if that is a file.
    pub is_erased: bool,
}

impl ExportForm {
    /// The other module, where there is one, and whether nothing but a type is taken from it.
    pub fn source(&self) -> Option<(&ExportSource, bool)> {
        match self {
            ExportForm::ReExport { source, type_only, .. } | ExportForm::Star { source, type_only } => {
                Some((source, *type_only))
            }
            _ => None,
        }
    }
}

/// Every exported name of the file.
pub(super) fn exports(file: &SourceFile) -> Box<[Export]> {
    let ast = file.ast();
    let mut exports = Vec::new();
    for stmt in ast.body() {
        let StmtKind::Export(id) = ast[stmt].kind else { continue };
        let export = &ast[id];
        let from = |source: ExprId| ExportSource {
            text: raw_string(file, source).into(),
            span: ast[source].range.into(),
            is_erased: export.type_only,
        };
        let mut push = |name: TextRange, form| {
            let text = unquoted(file.slice(name)).into();
            exports.push(Export {
                span: export.range.into(),
                name: text,
                name_span: name.into(),
                form,
            });
        };
        match export.kind {
            ExportKind::Declaration(stmt) => declared(file, stmt, &mut push),
            ExportKind::Named { specifiers, source } => {
                for specifier in &ast[specifiers] {
                    let form = match source {
                        Some(source) => ExportForm::ReExport {
                            source: from(source),
                            imported: unquoted(file.slice(specifier.local)).into(),
                            type_only: export.type_only || specifier.type_only,
                        },
                        None => ExportForm::Specifier {
                            local: file.slice(specifier.local).into(),
                            type_only: export.type_only || specifier.type_only,
                            quoted: file.slice(specifier.exported).starts_with(['\'', '"']),
                        },
                    };
                    push(specifier.exported, form);
                }
            }
            ExportKind::All {
                alias,
                source: Some(source),
            } => {
                let form = ExportForm::Star {
                    source: from(source),
                    type_only: export.type_only,
                };
                let star = file.slice(export.range).find('*').unwrap_or_default();
                let star = TextRange::at(export.range.start() + TextSize::new(star as u32), TextSize::new(1));
                push(alias.unwrap_or(star), form);
            }
            _ => {}
        }
    }
    exports.into()
}

/// The names of a declaration behind `export`.
fn declared(file: &SourceFile, stmt: StmtId, push: &mut dyn FnMut(TextRange, ExportForm)) {
    let ast = file.ast();
    let (name, form) = match ast[stmt].kind {
        StmtKind::Var { declarators, .. } => {
            for declarator in &ast[declarators] {
                let pattern = ast[declarator.pattern];
                if matches!(pattern.kind, PatternKind::Ident) {
                    push(pattern.range, ExportForm::Const);
                    continue;
                }
                for node in ast.descendants(declarator.pattern) {
                    if matches!(node, Node::Pattern(id) if matches!(ast[id].kind, PatternKind::Ident)) {
                        push(ast.range(node), ExportForm::DestructuredConst);
                    }
                }
            }
            return;
        }
        StmtKind::Declare(stmt) => return declared(file, stmt, push),
        StmtKind::Function(id) if ast[id].body == Body::None => (ast[id].name, ExportForm::FunctionSignature),
        StmtKind::Function(id) => (ast[id].name, ExportForm::Function),
        StmtKind::Class(id) => (ast[id].name, ExportForm::Class),
        StmtKind::Enum { name } => (Some(name), ExportForm::Enum),
        StmtKind::Interface { name } => (Some(name), ExportForm::Interface),
        StmtKind::TypeAlias { name, .. } => (Some(name), ExportForm::TypeAlias),
        StmtKind::Namespace { name, .. } => (Some(name), ExportForm::Namespace),
        _ => return,
    };
    if let Some(name) = name {
        push(name, form);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, ExportForm)]) {
        let file = SourceFile::parse(text);
        let exports = exports(&file);
        let found: Vec<_> = exports
            .iter()
            .map(|export| (&*export.name, export.form.clone()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn declarations() {
        check(
            "export const a = 1, b = 2;",
            &[("a", ExportForm::Const), ("b", ExportForm::Const)],
        );
        check("export declare let a: string;", &[("a", ExportForm::Const)]);
        check(
            "export const { a, b: { c } } = o;",
            &[
                ("a", ExportForm::DestructuredConst),
                ("c", ExportForm::DestructuredConst),
            ],
        );
        check("export async function f() {}", &[("f", ExportForm::Function)]);
        check(
            "export declare function f(): void;",
            &[("f", ExportForm::FunctionSignature)],
        );
        check("export abstract class C {}", &[("C", ExportForm::Class)]);
        check("export enum E { A }", &[("E", ExportForm::Enum)]);
        check("export interface I {}", &[("I", ExportForm::Interface)]);
        check("export type T = string;", &[("T", ExportForm::TypeAlias)]);
        check("export namespace N {}", &[("N", ExportForm::Namespace)]);
    }

    #[test]
    fn lists() {
        let specifier = |local: &str, type_only, quoted| ExportForm::Specifier {
            local: local.into(),
            type_only,
            quoted,
        };
        check(
            "export { a, b as c, type T };",
            &[
                ("a", specifier("a", false, false)),
                ("c", specifier("b", false, false)),
                ("T", specifier("T", true, false)),
            ],
        );
        check("export type { T };", &[("T", specifier("T", true, false))]);
        check(
            "export { a as 'odd name' };",
            &[("odd name", specifier("a", false, true))],
        );
    }

    #[test]
    fn from_other_modules() {
        let source = |start: u32| ExportSource {
            text: "./a.js".into(),
            span: Span::new(TextSize::new(start), TextSize::new(start + 8)),
            is_erased: false,
        };
        check(
            "export { a as b } from './a.js';",
            &[(
                "b",
                ExportForm::ReExport {
                    source: source(23),
                    imported: "a".into(),
                    type_only: false,
                },
            )],
        );
        check(
            "export * from './a.js';",
            &[(
                "*",
                ExportForm::Star {
                    source: source(14),
                    type_only: false,
                },
            )],
        );
        check(
            "export * as a from './a.js';",
            &[(
                "a",
                ExportForm::Star {
                    source: source(19),
                    type_only: false,
                },
            )],
        );
    }
}
