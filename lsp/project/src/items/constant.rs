//! Constants that a definition names.

use rustc_hash::FxHashSet;
use syntax::SourceFile;
use syntax::ast::{Declarator, ExportKind, ExprKind, Node, PatternKind, StmtKind, VarKind};

use super::definition::{self, Definition, Value};
use super::schema::Builder;
use crate::Span;

/// `const name = value` at the top level, where the value can be read off the text and stays what it is: a text, a number,
/// a truth value, or an object or array that is named nowhere but in the definition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Constant {
    /// Its name.
    pub name: Box<str>,
    /// Its value.
    pub value: Value,
    /// The place of the value, casts included.
    pub span: Span,
    /// Whether it has a type annotation, by which TypeScript goes in place of the value.
    pub is_annotated: bool,
}

/// The constants that a definition names as values of its properties, or within these, or within other such constants.
pub(super) fn constants(schemas: &mut Builder<'_>, definition: Option<&Definition>) -> Box<[Constant]> {
    let mut names = FxHashSet::default();
    if let Some(definition) = definition {
        collect(definition, &mut names);
    }
    let mut constants: Vec<Constant> = Vec::new();
    while !names.is_empty() {
        let before = constants.len();
        constants.extend(declared(schemas, &names));
        let mut more = FxHashSet::default();
        for constant in &constants[before..] {
            collect_value(&constant.value, &mut more);
        }
        more.retain(|name| !constants.iter().any(|known| known.name == *name));
        names = more;
    }
    constants.into()
}

/// Those of the names that are constants of the file.
fn declared(schemas: &mut Builder<'_>, names: &FxHashSet<Box<str>>) -> Vec<Constant> {
    let ast = schemas.file.ast();
    let mut constants = Vec::new();
    for stmt in ast.body() {
        let stmt = match ast[stmt].kind {
            StmtKind::Export(id) => match ast[id].kind {
                ExportKind::Declaration(stmt) => stmt,
                _ => continue,
            },
            _ => stmt,
        };
        if let StmtKind::Var {
            kind: VarKind::Const,
            declarators,
        } = ast[stmt].kind
        {
            let named = ast[declarators].iter();
            constants.extend(named.filter_map(|declarator| constant(schemas, names, declarator)));
        }
    }
    constants
}

fn constant(schemas: &mut Builder<'_>, names: &FxHashSet<Box<str>>, declarator: &Declarator) -> Option<Constant> {
    let file = schemas.file;
    let ast = file.ast();
    let pattern = ast[declarator.pattern];
    let name = file.slice(pattern.range);
    let init = declarator.init?;
    let is_readable = match ast[ast.skip_casts(init)].kind {
        ExprKind::String | ExprKind::Template(_) | ExprKind::Number | ExprKind::Boolean(_) | ExprKind::Binary(_) => {
            true
        }
        // Whoever else has it in hand may change it.
        ExprKind::Object(_) | ExprKind::Array(_) => names.contains(name) && is_named_once(file, name),
        _ => false,
    };
    (is_readable && matches!(pattern.kind, PatternKind::Ident) && names.contains(name)).then(|| Constant {
        name: name.into(),
        value: definition::read_value(schemas, init),
        span: ast[init].range.into(),
        is_annotated: declarator.ty.is_some(),
    })
}

fn is_named_once(file: &SourceFile, name: &str) -> bool {
    let ast = file.ast();
    let is_name = |node: &Node| matches!(*node, Node::Expr(id) if file.ident_name(id) == Some(name));
    ast.nodes().filter(is_name).count() == 1
}

fn collect(definition: &Definition, names: &mut FxHashSet<Box<str>>) {
    for property in &definition.properties {
        collect_value(&property.value, names);
    }
}

fn collect_value(value: &Value, names: &mut FxHashSet<Box<str>>) {
    match value {
        Value::Identifier(name) => {
            names.insert(name.clone());
        }
        Value::Object(definition) => collect(definition, names),
        Value::Array { items, .. } => items.iter().for_each(|(item, _)| collect_value(item, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use syntax::SourceFile;

    use crate::Items;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let items = Items::of(&SourceFile::parse(text));
        let found: Vec<String> = items
            .constants
            .iter()
            .map(|constant| format!("{} {:?}", constant.name, constant.value))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_is_named_and_stays_is_read() {
        check(
            "const often = 'every ' + 'hour';\nconst unused = 'x';\nexport default createSync({ frequency: often });",
            &["often String(\"every hour\")"],
        );
        check(
            "let often = 'hourly';\nexport default createSync({ frequency: often });",
            &[],
        );
        check(
            "const often = read();\nexport default createSync({ frequency: often });",
            &[],
        );
        check(
            "const on = true;\nexport default createSync({ models: { on } });",
            &["on Bool(true)"],
        );
    }

    #[test]
    fn what_may_be_changed_is_not_read() {
        let text = "const endpoints = [];\nendpoints.push({});\nexport default createSync({ endpoints });";
        check(text, &[]);
        let items = Items::of(&SourceFile::parse(
            "const endpoints = [];\nexport default createSync({ endpoints });",
        ));
        assert_eq!(items.constants.len(), 1);
    }
}
