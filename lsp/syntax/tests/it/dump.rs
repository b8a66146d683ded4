//! A picture of an AST: a line a node, indented, with its text where it has no children.

use std::fmt::{Debug, Write};

use syntax::SourceFile;
use syntax::ast::{
    ClassMemberKind, ExportKind, ExprKind, Node, PatternKind, PatternPropKind, PropKind, StmtKind, WalkEvent,
};

pub fn dump(text: &str) -> String {
    dump_file(&SourceFile::parse(text))
}

pub fn dump_file(file: &SourceFile) -> String {
    let ast = file.ast();
    let (mut picture, mut depth) = (String::new(), 0);
    for event in ast.walk() {
        match event {
            WalkEvent::Enter(node) => {
                let mut has_children = false;
                ast.for_each_child(node, &mut |_| has_children = true);
                let _ = write!(picture, "{}{}", "  ".repeat(depth), label(file, node).trim_end());
                if !has_children {
                    let _ = write!(picture, " `{}`", file.slice(ast.range(node)).replace('\n', "⏎"));
                }
                picture.push('\n');
                depth += 1;
            }
            WalkEvent::Leave(_) => depth -= 1,
        }
    }
    for error in ast.errors() {
        let _ = writeln!(picture, "error {error:?} `{}`", file.slice(*error).replace('\n', "⏎"));
    }
    picture
}

fn label(file: &SourceFile, node: Node) -> String {
    let ast = file.ast();
    match node {
        Node::Stmt(id) => match ast[id].kind {
            StmtKind::Var { kind, .. } => format!("{kind:?}"),
            StmtKind::ForOf(it) if it.is_await => "ForAwait".to_owned(),
            StmtKind::Import(import) => {
                let import = &ast[import];
                let mut names: Vec<String> = import.default.iter().map(|it| file.slice(*it).to_owned()).collect();
                names.extend(import.namespace.map(|it| format!("* as {}", file.slice(it))));
                names.extend(ast[import.named].iter().map(|it| {
                    let ty = if it.type_only { "type " } else { "" };
                    format!("{{{ty}{} as {}}}", file.slice(it.imported), file.slice(it.local))
                }));
                format!(
                    "Import {:?}{} {}",
                    import.kind,
                    type_only(import.type_only),
                    names.join(" ")
                )
            }
            StmtKind::Export(export) => {
                let export = &ast[export];
                let names = match export.kind {
                    ExportKind::Named { specifiers, .. } => ast[specifiers].iter().fold(String::new(), |names, it| {
                        let ty = if it.type_only { "type " } else { "" };
                        format!(
                            "{names} {{{ty}{} as {}}}",
                            file.slice(it.local),
                            file.slice(it.exported)
                        )
                    }),
                    ExportKind::All { alias: Some(alias), .. } => format!(" as {}", file.slice(alias)),
                    _ => String::new(),
                };
                format!("Export {}{}{names}", variant(&export.kind), type_only(export.type_only))
            }
            StmtKind::TypeAlias { ty, .. } => format!("TypeAlias = {}", variant(&ast[ty].kind)),
            kind => variant(&kind),
        },
        Node::Expr(id) => match ast[id].kind {
            ExprKind::Member(it) => format!("Member{} {}", optional(it.optional), file.slice(it.property)),
            ExprKind::Index(it) => format!("Index{}", optional(it.optional)),
            ExprKind::Call(it) => {
                let types: Vec<_> = ast[it.type_args].iter().map(|ty| variant(&ty.kind)).collect();
                let types = if types.is_empty() {
                    String::new()
                } else {
                    format!(" <{}>", types.join(", "))
                };
                format!("Call{}{types}", optional(it.optional))
            }
            ExprKind::Unary(it) => format!("Unary {:?}", it.op),
            ExprKind::Update(it) => format!("Update {:?}{}", it.op, if it.prefix { " prefix" } else { "" }),
            ExprKind::Binary(it) => format!("Binary {:?}", it.op),
            ExprKind::Logical(it) => format!("Logical {:?}", it.op),
            ExprKind::Assign(it) => format!("Assign {:?}", it.op),
            ExprKind::Yield { delegate: true, .. } => "Yield*".to_owned(),
            kind => variant(&kind),
        },
        Node::Pattern(id) => format!("pattern {}", variant::<PatternKind>(&ast[id].kind)),
        Node::PatternProp(id) => match ast[id].kind {
            PatternPropKind::Pair { key, .. } => format!("{}:", file.slice(key.range)),
            kind => format!("entry {}", variant(&kind)),
        },
        Node::Prop(id) => match ast[id].kind {
            PropKind::Pair { key, .. } => format!("{}:", file.slice(key.range)),
            PropKind::Method { key, kind, .. } => format!("{}: {kind:?}", file.slice(key.range)),
            kind => format!("entry {}", variant(&kind)),
        },
        Node::Function(id) => {
            let it = &ast[id];
            let words = [(it.is_async, "async "), (it.is_generator, "generator ")];
            let words: String = words.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
            let name = it.name.map_or("", |name| file.slice(name));
            format!("{words}{:?} {name}", it.kind).trim_end().to_owned()
        }
        Node::Param(id) => format!("Param{}", optional(ast[id].optional)),
        Node::Class(id) => format!("class {}", ast[id].name.map_or("", |name| file.slice(name)))
            .trim_end()
            .to_owned(),
        Node::Member(id) => match ast[id].kind {
            ClassMemberKind::Field { key, .. } => format!("field {}", file.slice(key.range)),
            ClassMemberKind::Method { key, kind, .. } => format!("{kind:?} {}", file.slice(key.range)),
            kind => variant(&kind),
        },
        Node::Declarator(_) => "Declarator".to_owned(),
        Node::Case(id) => if ast[id].test.is_some() { "Case" } else { "Default" }.to_owned(),
        Node::Catch(_) => "Catch".to_owned(),
    }
}

fn optional(is: bool) -> &'static str {
    if is { "?" } else { "" }
}

fn type_only(is: bool) -> &'static str {
    if is { " type" } else { "" }
}

/// The name of a variant, without what it holds.
fn variant<T: Debug>(value: &T) -> String {
    let text = format!("{value:?}");
    text.split(|char: char| !char.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_owned()
}
