//! What a name in the body of a function is bound to, found from the place where it stands outwards.

use syntax::SourceFile;
use syntax::ast::{
    DeclaratorId, ExportKind, ExprId, ExprKind, Function, FunctionId, List, Node, ParamId, PatternId, PatternKind,
    PropKind, Stmt, StmtKind, TypeId, TypeKind,
};

use crate::FunctionKind;
use crate::items::SdkType;

/// What a name is bound to, as far as it can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// A parameter of a function.
    Param(FunctionId, ParamId),
    /// A variable.
    Variable(DeclaratorId),
}

/// What the name `id` is bound to; none for what is imported, destructured, or declared in another way.
pub fn bound(file: &SourceFile, id: ExprId) -> Option<Bound> {
    let (ast, name) = (file.ast(), file.ident_name(id)?);
    for node in ast.ancestors(id) {
        let found = match node {
            Node::Function(id) => param(file, id, name),
            Node::Stmt(id) => match ast[id].kind {
                StmtKind::Block(body) => declared(file, body, name),
                StmtKind::For(stmt) => stmt.init.and_then(|init| declared_by(file, &ast[init], name)),
                StmtKind::ForOf(stmt) => stmt.declared.and_then(|_| hidden(file, stmt.target, name)),
                StmtKind::ForIn(stmt) => stmt.declared.and_then(|_| hidden(file, stmt.target, name)),
                _ => None,
            },
            Node::Case(id) => declared(file, ast[id].body, name),
            Node::Catch(id) => ast[id].param.and_then(|param| hidden(file, param, name)),
            _ => None,
        };
        if let Some(found) = found {
            return found;
        }
    }
    declared(file, ast.body(), name).flatten()
}

/// What TypeScript knows the value of the name `id` as, if that is the SDK object: an annotated parameter, or the first one
/// of a function that stands in a definition. With the kind of that function.
pub fn sdk(file: &SourceFile, id: ExprId) -> Option<(SdkType, Option<FunctionKind>)> {
    let Some(Bound::Param(function, param)) = bound(file, id) else {
        return None;
    };
    sdk_param(file, function, param)
}

/// The names that the SDK object has in the file as a parameter.
pub fn sdk_names(file: &SourceFile) -> Vec<&str> {
    let ast = file.ast();
    let mut names = Vec::new();
    for function in ast.all::<Function>() {
        for param in ast[function].params {
            let pattern = &ast[ast[param].pattern];
            let name = file.slice(pattern.range);
            let is_name = matches!(pattern.kind, PatternKind::Ident) && !names.contains(&name);
            if is_name && sdk_param(file, function, param).is_some() {
                names.push(name);
            }
        }
    }
    names
}

/// The same of a parameter.
fn sdk_param(file: &SourceFile, function: FunctionId, param: ParamId) -> Option<(SdkType, Option<FunctionKind>)> {
    let ast = file.ast();
    match ast[param].ty {
        Some(ty) => Some((sdk_type(file, ty)?, None)),
        None if ast[function].params.first() == Some(param) => {
            Some((SdkType::Definition, Some(defined_by(file, function)?)))
        }
        None => None,
    }
}

/// What an annotation says of the SDK object.
pub fn sdk_type(file: &SourceFile, ty: TypeId) -> Option<SdkType> {
    let TypeKind::Reference { name, .. } = file.ast()[ty].kind else {
        return None;
    };
    let name = file.slice(name);
    let name = name.rsplit('.').next().unwrap_or(name);
    match name {
        _ if name.starts_with("NangoSync") => Some(SdkType::Sync),
        _ if name.starts_with("NangoAction") => Some(SdkType::Action),
        _ => None,
    }
}

/// What is created with the definition in which a function stands as a property.
pub fn defined_by(file: &SourceFile, function: FunctionId) -> Option<FunctionKind> {
    let ast = file.ast();
    let is_paren = |node: &Node| matches!(*node, Node::Expr(id) if matches!(ast[id].kind, ExprKind::Paren(_)));
    let mut outwards = ast.ancestors(function).filter(|node| !is_paren(node));
    let mut prop = outwards.next()?;
    if matches!(prop, Node::Expr(id) if matches!(ast[id].kind, ExprKind::Function(_))) {
        prop = outwards.next()?;
    }
    let Node::Prop(prop) = prop else { return None };
    if !matches!(ast[prop].kind, PropKind::Pair { .. } | PropKind::Method { .. }) {
        return None;
    }
    let (Node::Expr(object), Node::Expr(call)) = (outwards.next()?, outwards.next()?) else {
        return None;
    };
    let ExprKind::Call(call) = ast[call].kind else {
        return None;
    };
    let is_argument = call.args.first().map(|first| ast.skip_parens(first)) == Some(object);
    FunctionKind::of_create_name(file.ident_name(call.callee)?).filter(|_| is_argument)
}

/// Some if the function binds the name; with what, if that can be followed.
fn param(file: &SourceFile, function: FunctionId, name: &str) -> Option<Option<Bound>> {
    let ast = file.ast();
    ast[function].params.iter().find_map(|param| {
        hidden(file, ast[param].pattern, name)?;
        let is_name = matches!(ast[ast[param].pattern].kind, PatternKind::Ident);
        Some(is_name.then_some(Bound::Param(function, param)))
    })
}

/// Some if a statement of the list declares the name.
fn declared(file: &SourceFile, body: List<Stmt>, name: &str) -> Option<Option<Bound>> {
    file.ast()[body].iter().find_map(|stmt| declared_by(file, stmt, name))
}

fn declared_by(file: &SourceFile, stmt: &Stmt, name: &str) -> Option<Option<Bound>> {
    let ast = file.ast();
    let is_name = |range: Option<syntax::TextRange>| range.is_some_and(|range| file.slice(range) == name);
    match stmt.kind {
        StmtKind::Var { declarators, .. } => declarators.iter().find_map(|declarator| {
            let pattern = ast[declarator].pattern;
            hidden(file, pattern, name)?;
            let is_name = matches!(ast[pattern].kind, PatternKind::Ident);
            Some(is_name.then_some(Bound::Variable(declarator)))
        }),
        StmtKind::Function(id) => is_name(ast[id].name).then_some(None),
        StmtKind::Class(id) => is_name(ast[id].name).then_some(None),
        StmtKind::Export(id) => match ast[id].kind {
            ExportKind::Declaration(stmt) => declared_by(file, &ast[stmt], name),
            _ => None,
        },
        _ => None,
    }
}

/// Some if a pattern binds the name.
fn hidden(file: &SourceFile, pattern: PatternId, name: &str) -> Option<Option<Bound>> {
    let ast = file.ast();
    if let PatternKind::Ident = ast[pattern].kind {
        return (file.slice(ast[pattern].range) == name).then_some(None);
    }
    let binds = |node: Node| matches!(node, Node::Pattern(id) if matches!(ast[id].kind, PatternKind::Ident) && file.slice(ast[id].range) == name);
    ast.descendants(pattern).any(binds).then_some(None)
}

#[cfg(test)]
mod tests {
    use syntax::SourceFile;
    use syntax::ast::{ExprKind, Node};

    use super::{Bound, bound, sdk};

    /// What the object of the one call of `use` is bound to, and whether that is the SDK object.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let file = SourceFile::parse(text);
        let ast = file.ast();
        let object = ast.nodes().find_map(|node| match node {
            Node::Expr(id) => match ast[id].kind {
                ExprKind::Member(member) if file.slice(member.property) == "use" => Some(member.object),
                _ => None,
            },
            _ => None,
        });
        let object = object.expect("a use");
        let found = match bound(&file, object) {
            Some(Bound::Param(..)) => "parameter",
            Some(Bound::Variable(id)) => ast[id].init.map_or("", |init| file.slice(ast[init].range)),
            None => "",
        };
        let sdk = sdk(&file, object).map_or(String::new(), |(ty, kind)| format!(" {ty:?} {kind:?}"));
        assert_eq!(format!("{found}{sdk}"), expected, "{text}");
    }

    #[test]
    fn variables() {
        check("const a = 1; { const a = 2; { a.use } }", "2");
        check("export const a = 1; { a.use; } const f = () => { const a = 2; };", "1");
        check("const a = 1; for (const a of b) { a.use }", "");
        check("const a = 1; for (let a = 3;;) { a.use }", "3");
        check("const a = 1; try {} catch (a) { a.use }", "");
        check("const a = 1; function f({ a }) { a.use }", "");
        check("const a = 1; switch (b) { case 1: const a = 4; a.use }", "4");
        check("function a() {} a.use", "");
    }

    #[test]
    fn the_sdk_object() {
        check(
            "createSync({ exec: async (n) => { n.use } })",
            "parameter Definition Some(Sync)",
        );
        check(
            "createAction({ exec: (async function (n) { n.use }) })",
            "parameter Definition Some(Action)",
        );
        check(
            "createAction({ async exec(n) { xs.map((x) => n.use) } })",
            "parameter Definition Some(Action)",
        );
        check("createAction({ exec: (n: any) => n.use })", "parameter");
        check("createAction({ exec: (_, n) => n.use })", "parameter");
        check("createAction({ exec: (n) => n.use } as any)", "parameter");
        check("createAction({ a: { exec: (n) => n.use } })", "parameter");
        check("const f = (n: NangoSyncLocal) => n.use", "parameter Sync None");
        check("const f = (nango) => nango.use", "parameter");
    }
}
