//! Zod schemas at the top level of a file.

use syntax::SourceFile;
use syntax::ast::{Declarator, ExportKind, ExprId, ExprKind, PatternKind, StmtId, StmtKind};

use super::bindings::Bindings;
use crate::Span;

/// The methods of a zod schema that make another one of it, as far as they do not also belong to arrays or strings.
const DERIVING: [&str; 31] = [
    "and",
    "array",
    "brand",
    "catch",
    "catchall",
    "check",
    "default",
    "describe",
    "exactOptional",
    "extend",
    "loose",
    "merge",
    "meta",
    "nonoptional",
    "nullable",
    "nullish",
    "omit",
    "optional",
    "or",
    "partial",
    "passthrough",
    "pick",
    "pipe",
    "prefault",
    "readonly",
    "refine",
    "required",
    "safeExtend",
    "strict",
    "strip",
    "transform",
];

/// `const X = z.object({…})` at the top level: its name and the text of the expression, which the zod reader parses.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SchemaDecl {
    /// The variable.
    pub name: Box<str>,
    /// The place of its name.
    pub name_span: Span,
    /// The place of the expression.
    pub span: Span,
    /// The expression as written.
    pub text: Box<str>,
    /// Whether it is `export const`.
    pub exported: bool,
}

/// The schemas at the top level of a file.
pub(super) fn schemas(file: &SourceFile, bindings: &Bindings<'_>) -> Box<[SchemaDecl]> {
    let mut schemas = Vec::new();
    for stmt in file.ast().body() {
        match file.ast()[stmt].kind {
            StmtKind::Export(id) => {
                if let ExportKind::Declaration(stmt) = file.ast()[id].kind {
                    declared(file, bindings, stmt, true, &mut schemas);
                }
            }
            _ => declared(file, bindings, stmt, false, &mut schemas),
        }
    }
    schemas.into()
}

fn declared(file: &SourceFile, bindings: &Bindings<'_>, stmt: StmtId, exported: bool, schemas: &mut Vec<SchemaDecl>) {
    let StmtKind::Var { declarators, .. } = file.ast()[stmt].kind else {
        return;
    };
    let read = |declarator: &Declarator| {
        let pattern = file.ast()[declarator.pattern];
        let value = file.ast().skip_casts(declarator.init?);
        let is_decl = matches!(pattern.kind, PatternKind::Ident) && is_schema(file, bindings, value);
        let range = file.ast()[value].range;
        is_decl.then(|| SchemaDecl {
            name: file.slice(pattern.range).into(),
            name_span: pattern.range.into(),
            span: range.into(),
            text: file.slice(range).into(),
            exported,
        })
    };
    schemas.extend(file.ast()[declarators].iter().filter_map(read));
}

/// Whether an expression is a zod schema, by its looks: calls of members that begin at zod, or that derive a schema from a
/// name.
pub(super) fn is_schema(file: &SourceFile, bindings: &Bindings<'_>, id: ExprId) -> bool {
    let ast = file.ast();
    let ExprKind::Call(call) = ast[id].kind else {
        return false;
    };
    let ExprKind::Member(member) = ast[ast.skip_casts(call.callee)].kind else {
        return false;
    };
    let derives = DERIVING.contains(&file.slice(member.property));
    let mut id = ast.skip_casts(member.object);
    loop {
        id = ast.skip_casts(match ast[id].kind {
            ExprKind::Member(member) => member.object,
            ExprKind::Call(call) => call.callee,
            ExprKind::Ident => {
                let root = file.slice(ast[id].range);
                return bindings.is_zod(root) || (derives && bindings.get(root).is_some());
            }
            _ => return false,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::Items;
    use syntax::SourceFile;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let items = Items::of(&SourceFile::parse(text));
        let found: Vec<_> = items
            .schemas
            .iter()
            .map(|schema| (&*schema.name, &*schema.text))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn zod_under_any_name() {
        check(
            "import { z } from 'zod';\nconst A = z.object({});",
            &[("A", "z.object({})")],
        );
        check(
            "import * as zod from 'zod/v4';\nexport const A = zod.string().min(1);",
            &[("A", "zod.string().min(1)")],
        );
        check(
            "import { z as q } from 'zod';\nconst A = q.string() as any;",
            &[("A", "q.string()")],
        );
        check("const A = z.object({});", &[]);
    }

    #[test]
    fn derived_schemas() {
        let text = "import { A } from './models.js';\nconst B = A.extend({});\nconst C = A.parse({});\nconst D = A;";
        check(text, &[("B", "A.extend({})")]);
    }
}
