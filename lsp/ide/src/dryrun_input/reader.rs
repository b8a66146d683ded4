//! A small reader of zod schemas.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use project::items::{Specifier, SpecifierForm};
use project::{FilePath, Items, Workspace};
use syntax::SourceFile;
use syntax::ast::{Call, ExprId, ExprKind, PropKind, Stmt, StmtKind};

use super::shape::{Kind, Shape, json_string};

/// How many expressions are read for one answer. Schemas that use each other can hold more than anyone reads.
const FUEL: u32 = 2_000;

/// How deep schemas are read into each other.
const DEPTH: usize = 40;

/// Reads schemas of a workspace.
pub(super) struct Reader<'a> {
    workspace: &'a Workspace,
    fuel: Cell<u32>,
    /// The names that are being read: a schema may hold itself.
    open: RefCell<Vec<(FilePath, String)>>,
}

/// One expression, and the file whose names it uses.
struct Scope<'a> {
    /// The snippet that holds the expression.
    source: SourceFile,
    file: &'a FilePath,
    items: &'a Items,
}

impl<'a> Reader<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Reader<'a> {
        Reader {
            workspace,
            fuel: Cell::new(FUEL),
            open: RefCell::default(),
        }
    }

    /// The schema that is written as `text` in `file`.
    pub(super) fn text(&self, text: &str, file: &FilePath) -> Shape {
        let Some(items) = self.workspace.file(file).map(|file| &*file.items) else {
            return Shape::UNKNOWN;
        };
        let scope = Scope {
            source: SourceFile::parse(format!("({text})")),
            file,
            items,
        };
        let ast = scope.source.ast();
        match ast[ast.body()] {
            [
                Stmt {
                    kind: StmtKind::Expr(expr),
                    ..
                },
            ] => self.expr(expr, &scope),
            _ => Shape::UNKNOWN,
        }
    }

    /// The schema called `name` in `file`.
    pub(super) fn name(&self, name: &str, file: &FilePath) -> Shape {
        let key = (file.clone(), name.to_owned());
        if self.open.borrow().contains(&key) || self.open.borrow().len() == DEPTH {
            return Shape::UNKNOWN;
        }
        self.open.borrow_mut().push(key);
        let shape = self.declared(name, file).unwrap_or(Shape::UNKNOWN);
        self.open.borrow_mut().pop();
        shape
    }

    fn declared(&self, name: &str, file: &FilePath) -> Option<Shape> {
        let items = &self.workspace.file(file)?.items;
        if let Some(schema) = items.schemas.iter().find(|schema| &*schema.name == name) {
            return Some(self.text(&schema.text, file));
        }
        items.imports.iter().find_map(|import| {
            let is_meant = |it: &&Specifier| &*it.local == name && it.form == SpecifierForm::Named;
            let specifier = import.specifiers.iter().find(is_meant)?;
            Some(self.name(&specifier.imported, &target(file, &import.source)?))
        })
    }

    fn expr(&self, expr: ExprId, scope: &Scope<'_>) -> Shape {
        let Some(fuel) = self.fuel.get().checked_sub(1) else {
            return Shape::UNKNOWN;
        };
        self.fuel.set(fuel);
        let ast = scope.source.ast();
        let expr = ast.skip_casts(expr);
        match ast[expr].kind {
            ExprKind::Ident => self.name(scope.source.slice(ast[expr].range), scope.file),
            ExprKind::Call(call) => self.call(call, scope),
            _ => Shape::UNKNOWN,
        }
    }

    fn call(&self, call: Call, scope: &Scope<'_>) -> Shape {
        let ast = scope.source.ast();
        let callee = ast.skip_casts(call.callee);
        let args: Vec<ExprId> = call.args.iter().collect();
        let ExprKind::Member(member) = ast[callee].kind else {
            return Shape::UNKNOWN;
        };
        let method = scope.source.slice(member.property);
        match scope.source.member_path(member.object).as_deref() {
            Some([z]) if scope.is_zod(z) => self.constructor(method, &args, scope),
            Some([z, "coerce"]) if scope.is_zod(z) => self.constructor(method, &args, scope),
            Some([z, "iso"]) if scope.is_zod(z) => Kind::String.into(),
            _ => {
                let base = self.expr(member.object, scope);
                self.method(method, base, &args, scope)
            }
        }
    }

    /// `z.name(args)`.
    fn constructor(&self, name: &str, args: &[ExprId], scope: &Scope<'_>) -> Shape {
        match (name, args) {
            ("void" | "undefined" | "null", _) => Kind::Null.into(),
            ("any" | "unknown", _) => Kind::Any.into(),
            ("string" | "email" | "url" | "uuid" | "guid" | "cuid" | "nanoid" | "ulid" | "base64", _) => {
                Kind::String.into()
            }
            ("number" | "int" | "int32" | "uint32" | "float32" | "float64", _) => Kind::Number.into(),
            ("boolean", _) => Kind::Boolean.into(),
            ("array", _) => Kind::Array.into(),
            ("record" | "partialRecord", _) => Kind::Record.into(),
            ("literal", [value, ..]) => scope.literal(*value),
            ("enum", [values, ..]) => scope
                .first_of(*values)
                .map_or(Shape::UNKNOWN, |first| scope.literal(first)),
            ("object" | "strictObject" | "looseObject", [shape, ..]) => self.object(*shape, scope),
            ("union", [options, ..]) | ("discriminatedUnion", [_, options, ..]) => scope
                .first_of(*options)
                .map_or(Shape::UNKNOWN, |first| self.expr(first, scope)),
            ("optional", [inner, ..]) => Shape {
                optional: true,
                ..self.expr(*inner, scope)
            },
            ("nullable", [inner, ..]) => Shape {
                nullable: true,
                ..self.expr(*inner, scope)
            },
            ("nullish", [inner, ..]) => Shape {
                optional: true,
                nullable: true,
                ..self.expr(*inner, scope)
            },
            _ => Shape::UNKNOWN,
        }
    }

    /// `base.name(args)`.
    fn method(&self, name: &str, base: Shape, args: &[ExprId], scope: &Scope<'_>) -> Shape {
        let keys = match (name, base.kind) {
            ("optional" | "exactOptional" | "default" | "prefault" | "catch", kind) => {
                return Shape {
                    kind,
                    optional: true,
                    ..base
                };
            }
            ("nullable", kind) => {
                return Shape {
                    kind,
                    nullable: true,
                    ..base
                };
            }
            ("nullish", kind) => {
                return Shape {
                    kind,
                    optional: true,
                    nullable: true,
                };
            }
            ("nonoptional", kind) => {
                return Shape {
                    kind,
                    optional: false,
                    ..base
                };
            }
            ("array", _) => return Kind::Array.into(),
            ("and" | "or" | "keyof" | "unwrap" | "parse", _) => return Shape::UNKNOWN,
            (_, Kind::Object(keys)) => keys,
            // Checks and descriptions: they narrow the value, and an example cannot follow all of them.
            (_, kind) => return Shape { kind, ..base },
        };
        let keys = match (name, args) {
            ("partial", []) => Some(
                keys.into_iter()
                    .map(|(key, value)| {
                        (
                            key,
                            Shape {
                                optional: true,
                                ..value
                            },
                        )
                    })
                    .collect(),
            ),
            ("required", []) => Some(
                keys.into_iter()
                    .map(|(key, value)| {
                        (
                            key,
                            Shape {
                                optional: false,
                                ..value
                            },
                        )
                    })
                    .collect(),
            ),
            ("pick", [names]) => scope
                .keys(*names)
                .map(|names| only(keys, |key| names.iter().any(|it| it == key))),
            ("omit", [names]) => scope
                .keys(*names)
                .map(|names| only(keys, |key| names.iter().all(|it| it != key))),
            ("extend" | "safeExtend" | "augment", [shape]) => merged(keys, self.object(*shape, scope)),
            ("merge", [other]) => merged(keys, self.expr(*other, scope)),
            ("partial" | "required" | "pick" | "omit" | "extend" | "safeExtend" | "augment" | "merge", _) => None,
            _ => Some(keys),
        };
        keys.map_or(Shape::UNKNOWN, |keys| Shape {
            kind: Kind::Object(keys),
            ..base
        })
    }

    /// The keys of `z.object(shape)`.
    fn object(&self, shape: ExprId, scope: &Scope<'_>) -> Shape {
        let ast = scope.source.ast();
        let shape = ast.skip_casts(shape);
        let ExprKind::Object(props) = ast[shape].kind else {
            return Shape::UNKNOWN;
        };
        if !scope.source.has_only_plain_keys(shape) {
            return Shape::UNKNOWN;
        }
        let mut keys: Vec<(String, Shape)> = Vec::new();
        for prop in props.iter() {
            let Some(name) = scope.source.prop_name(prop) else {
                return Shape::UNKNOWN;
            };
            let value = match ast[prop].kind {
                PropKind::Pair { value, .. } | PropKind::Shorthand(value) => self.expr(value, scope),
                _ => Shape::UNKNOWN,
            };
            keys.retain(|(key, _)| *key != name);
            keys.push((name.into_owned(), value));
        }
        Kind::Object(keys).into()
    }
}

impl Scope<'_> {
    /// Whether `name` is zod's namespace, however it was imported.
    fn is_zod(&self, name: &str) -> bool {
        let imports = self.items.imports.iter().filter(|import| &*import.source == "zod");
        imports.flat_map(|import| &import.specifiers).any(|specifier| {
            let is_namespace = specifier.form != SpecifierForm::Named || &*specifier.imported == "z";
            &*specifier.local == name && is_namespace
        })
    }

    /// The first element of an array literal.
    fn first_of(&self, array: ExprId) -> Option<ExprId> {
        let ast = self.source.ast();
        match ast[ast.skip_casts(array)].kind {
            ExprKind::Array(elements) => elements.first(),
            _ => None,
        }
    }

    fn literal(&self, value: ExprId) -> Shape {
        let ast = self.source.ast();
        let value = ast.skip_casts(value);
        match ast[value].kind {
            ExprKind::Null => Kind::Null.into(),
            ExprKind::Boolean(value) => Kind::Literal(value.to_string()).into(),
            ExprKind::Number => {
                let text = self.source.slice(ast[value].range);
                let is_json = text.parse::<f64>().is_ok() && text.bytes().all(|byte| byte.is_ascii_digit());
                if is_json {
                    Kind::Literal(text.to_owned()).into()
                } else {
                    Kind::Number.into()
                }
            }
            _ => match self.source.string_value(value) {
                Some(text) => Kind::Literal(json_string(&text)).into(),
                None => Shape::UNKNOWN,
            },
        }
    }

    /// The keys of `{ a: true, b: true }`.
    fn keys(&self, mask: ExprId) -> Option<Vec<String>> {
        let ExprKind::Object(props) = self.source.ast()[self.source.ast().skip_casts(mask)].kind else {
            return None;
        };
        props
            .iter()
            .map(|prop| self.source.prop_name(prop).map(Cow::into_owned))
            .collect()
    }
}

/// The file that a relative import of `file` means.
fn target(file: &FilePath, source: &str) -> Option<FilePath> {
    if !source.starts_with("./") && !source.starts_with("../") {
        return None;
    }
    let stem = source
        .strip_suffix(".js")
        .or_else(|| source.strip_suffix(".ts"))
        .unwrap_or(source);
    Some(file.folder()?.join(&format!("{stem}.ts")))
}

fn only(mut keys: Vec<(String, Shape)>, wanted: impl Fn(&str) -> bool) -> Vec<(String, Shape)> {
    keys.retain(|(key, _)| wanted(key));
    keys
}

fn merged(mut keys: Vec<(String, Shape)>, with: Shape) -> Option<Vec<(String, Shape)>> {
    let Kind::Object(with) = with.kind else {
        return None;
    };
    keys.retain(|(key, _)| with.iter().all(|(other, _)| other != key));
    keys.extend(with);
    Some(keys)
}
