//! Object literals as facts: what is handed to a create call.

use std::borrow::Cow;

use syntax::SourceFile;
use syntax::ast::{
    self, BinaryOp, Body, ExprId, ExprKind, FunctionId, FunctionKind, MethodKind, Node, PatternId, PatternKind,
    PropKeyKind, PropKind, WalkEvent,
};

use super::schema::{Builder, SchemaExprId};
use crate::{Name, Span};

/// The object literal that is handed to a create call, or one inside of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Definition {
    /// With its braces.
    pub span: Span,
    /// The properties whose name can be read, in source order.
    pub properties: Box<[Property]>,
    /// Whether there is a `...spread`, which may supply or override anything.
    pub has_spread: bool,
    /// Whether there is a computed key or something broken.
    pub has_unknown: bool,
    /// How many of the properties stand before the last of such: it may override them.
    pub open: u32,
}

/// One property of an object literal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Property {
    /// Its name, without quotes.
    pub name: Box<str>,
    /// The place of the key, with its quotes.
    pub name_span: Span,
    /// From the key to the end of the value, without the comma.
    pub span: Span,
    /// How it is written.
    pub key: KeyForm,
    /// Its value, parentheses and casts looked through.
    pub value: Value,
    /// The place of the value, casts included; of a shorthand its name, of a method the whole method.
    pub value_span: Span,
    /// Whether there is a cast around the value: then TypeScript may not see what it is.
    pub is_cast: bool,
}

/// How a property is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyForm {
    /// `exec: value`. A number as a key is one too.
    Identifier,
    /// `'exec': value`.
    Quoted,
    /// `exec`.
    Shorthand,
    /// `exec() {}`.
    Method,
    /// `get exec() {}`, `set exec(value) {}`.
    Accessor,
}

/// The value of a property, as far as it can be read off the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A string literal, a template without substitutions, or such strings added up: its value.
    String(Box<str>),
    /// A number, as written.
    Number(Box<str>),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// A name; a shorthand's is the property's own. `undefined` is one too.
    Identifier(Box<str>),
    /// An object literal.
    Object(Definition),
    /// An array literal.
    Array {
        /// Its elements, with their places. A spread is a [`Value::Other`].
        items: Box<[(Value, Span)]>,
        /// Whether there is a `...spread`.
        has_spread: bool,
    },
    /// A function of any form.
    Function(FunctionValue),
    /// A zod expression, or one derived from a name by calls of its methods (`Contact.partial()`), by its looks. Casts are
    /// part of it: see [`Schema`](crate::Schema).
    Schema(SchemaExprId),
    /// A member of a name, which may be a schema too: `models.Contact`, `Contact.shape.id`.
    Member(SchemaExprId),
    /// Anything else.
    Other,
}

/// A function as the value of a property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FunctionValue {
    /// How it is written.
    pub form: FunctionForm,
    /// Whether it is `async`.
    pub is_async: bool,
    /// Whether it is `function*` or `*method()`.
    pub is_generator: bool,
    /// How many parameters it has.
    pub params: u32,
    /// The name of the first one; none if there is none or if it is destructured.
    pub first_param: Option<Name>,
    /// Whether `this`, `super` or `arguments` occurs in it: then it cannot become an arrow function. Always false for an
    /// arrow.
    pub uses_this: bool,
    /// Its block, with the braces; none if it is an expression.
    pub body: Option<Span>,
}

/// How a function is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FunctionForm {
    /// `() => {}`
    Arrow,
    /// `function () {}`
    Expression,
    /// `exec() {}`
    Method,
}

impl Definition {
    /// The property called `name`; of several the last, which is the one that counts.
    pub fn get(&self, name: &str) -> Option<&Property> {
        self.properties.iter().rfind(|property| &*property.name == name)
    }

    /// The property called `name`, if surely nothing overrides it.
    pub fn settled(&self, name: &str) -> Option<&Property> {
        let settled = self.properties.get(self.open as usize..)?;
        settled.iter().rfind(|property| &*property.name == name)
    }

    /// Whether all its properties are known: only then does the absence of one mean anything.
    pub fn is_closed(&self) -> bool {
        !self.has_spread && !self.has_unknown
    }
}

impl Value {
    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads an object literal; none if the expression is not one.
pub(super) fn read(schemas: &mut Builder<'_>, id: ExprId) -> Option<Definition> {
    let file = schemas.file;
    let ExprKind::Object(props) = file.ast()[id].kind else {
        return None;
    };
    let mut definition = Definition {
        span: file.ast()[id].range.into(),
        properties: Box::default(),
        has_spread: false,
        has_unknown: false,
        open: 0,
    };
    let mut properties = Vec::with_capacity(props.len());
    for prop in &file.ast()[props] {
        match (prop.kind, property(schemas, prop)) {
            (PropKind::Spread(_), _) => definition.has_spread = true,
            (_, Some(property)) => {
                properties.push(property);
                continue;
            }
            (_, None) => definition.has_unknown = true,
        }
        definition.open = properties.len() as u32;
    }
    definition.properties = properties.into();
    Some(definition)
}

fn property(schemas: &mut Builder<'_>, prop: &ast::Prop) -> Option<Property> {
    let file = schemas.file;
    let key = prop.key()?;
    let name = file.key_name(key)?.into();
    let is_quoted = matches!(key.kind, PropKeyKind::String);
    let is_cast = matches!(prop.kind, PropKind::Pair { value, .. } if is_cast(file, value));
    let (form, value, value_range) = match prop.kind {
        PropKind::Pair { value, .. } => {
            let form = if is_quoted {
                KeyForm::Quoted
            } else {
                KeyForm::Identifier
            };
            (form, read_value(schemas, value), file.ast()[value].range)
        }
        PropKind::Shorthand(value) => (KeyForm::Shorthand, read_value(schemas, value), prop.range),
        PropKind::Method {
            kind: MethodKind::Method,
            function,
            ..
        } => (
            KeyForm::Method,
            Value::Function(read_function(file, function)),
            prop.range,
        ),
        PropKind::Method { .. } => (KeyForm::Accessor, Value::Other, prop.range),
        PropKind::Spread(_) | PropKind::Unknown(_) => return None,
    };
    Some(Property {
        name,
        name_span: key.range.into(),
        span: prop.range.into(),
        key: form,
        value,
        value_span: value_range.into(),
        is_cast,
    })
}

pub(super) fn read_value(schemas: &mut Builder<'_>, id: ExprId) -> Value {
    let file = schemas.file;
    let ast = file.ast();
    let inner = ast.skip_casts(id);
    let text = || file.slice(ast[inner].range).into();
    match ast[inner].kind {
        ExprKind::String | ExprKind::Template(_) => match file.string_value(inner) {
            Some(text) => Value::String((&*text).into()),
            None => Value::Other,
        },
        ExprKind::Number => Value::Number(text()),
        ExprKind::Boolean(value) => Value::Bool(value),
        ExprKind::Null => Value::Null,
        ExprKind::Ident => {
            let name = file.slice(ast[inner].range);
            schemas.uses(name);
            Value::Identifier(name.into())
        }
        ExprKind::Object(_) => read(schemas, inner).map_or(Value::Other, Value::Object),
        ExprKind::Array(items) => Value::Array {
            items: items
                .iter()
                .map(|item| (read_value(schemas, item), ast[item].range.into()))
                .collect(),
            has_spread: ast[items].iter().any(|item| matches!(item.kind, ExprKind::Spread(_))),
        },
        ExprKind::Function(function) => Value::Function(read_function(file, function)),
        ExprKind::Binary(_) => added_up(file, inner).map_or(Value::Other, |text| Value::String(text.into())),
        ExprKind::Member(_) => Value::Member(schemas.add(id)),
        _ if schemas.is_schema(inner) => Value::Schema(schemas.add(id)),
        _ => Value::Other,
    }
}

/// The text of `'every ' + 'hour'`.
fn added_up(file: &SourceFile, id: ExprId) -> Option<String> {
    let id = file.ast().skip_casts(id);
    match file.ast()[id].kind {
        ExprKind::Binary(binary) if binary.op == BinaryOp::Add => {
            Some(added_up(file, binary.left)? + &added_up(file, binary.right)?)
        }
        _ => file.string_value(id).map(Cow::into_owned),
    }
}

/// Whether something around an expression changes its type. `as const` and `!` leave that of a text alone.
fn is_cast(file: &SourceFile, mut id: ExprId) -> bool {
    while let ExprKind::Paren(inner) | ExprKind::AsConst(inner) | ExprKind::NonNull(inner) = file.ast()[id].kind {
        id = inner;
    }
    file.ast().skip_casts(id) != id
}

fn read_function(file: &SourceFile, id: FunctionId) -> FunctionValue {
    let ast = file.ast();
    let function = &ast[id];
    let form = match function.kind {
        FunctionKind::Arrow => FunctionForm::Arrow,
        FunctionKind::Method => FunctionForm::Method,
        FunctionKind::Expression | FunctionKind::Declaration => FunctionForm::Expression,
    };
    FunctionValue {
        form,
        is_async: function.is_async,
        is_generator: function.is_generator,
        params: function.params.len() as u32,
        first_param: function
            .params
            .first()
            .and_then(|param| pattern_name(file, ast[param].pattern)),
        uses_this: form != FunctionForm::Arrow && uses_this(file, id),
        body: match function.body {
            Body::Block(block) => Some(ast[block].range.into()),
            Body::Expr(_) | Body::None => None,
        },
    }
}

/// The name that a pattern binds; none if it destructures.
pub(super) fn pattern_name(file: &SourceFile, id: PatternId) -> Option<Name> {
    let pattern = file.ast()[id];
    matches!(pattern.kind, PatternKind::Ident).then(|| Name {
        text: file.slice(pattern.range).into(),
        span: pattern.range.into(),
    })
}

/// Whether `this`, `super` or `arguments` occurs in a function, arrow functions in it included, other functions not.
fn uses_this(file: &SourceFile, id: FunctionId) -> bool {
    let ast = file.ast();
    let mut walk = ast.walk_from(id);
    while let Some(event) = walk.next() {
        match event {
            WalkEvent::Enter(Node::Function(inner)) if inner != id && ast[inner].kind != FunctionKind::Arrow => {
                walk.skip_children();
            }
            WalkEvent::Enter(Node::Class(_)) => walk.skip_children(),
            WalkEvent::Enter(Node::Expr(id)) => match ast[id].kind {
                ExprKind::This | ExprKind::Super => return true,
                ExprKind::Ident if file.slice(ast[id].range) == "arguments" => return true,
                _ => {}
            },
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Items;

    fn definition(text: &str) -> Definition {
        let items = Items::of(&SourceFile::parse(format!(
            "import * as z from 'zod';\ncreateSync({text})"
        )));
        items.create_calls[0].definition().expect("an object").clone()
    }

    #[track_caller]
    fn value(text: &str) -> Value {
        definition(&format!("{{ key: {text} }}"))
            .get("key")
            .expect("the property")
            .value
            .clone()
    }

    #[test]
    fn values() {
        assert_eq!(value("'every hour'"), Value::String("every hour".into()));
        assert_eq!(value("`every hour` as const"), Value::String("every hour".into()));
        assert_eq!(
            value("'every ' + ('2 ' + `weeks`)"),
            Value::String("every 2 weeks".into())
        );
        assert_eq!(value("'every ' + n"), Value::Other);
        assert_eq!(value("`every ${n}`"), Value::Other);
        assert_eq!(value("0x10"), Value::Number("0x10".into()));
        assert_eq!(value("true"), Value::Bool(true));
        assert_eq!(value("null"), Value::Null);
        assert_eq!(value("undefined"), Value::Identifier("undefined".into()));
        assert!(matches!(value("z.object({ id: z.string() })"), Value::Schema(_)));
        assert!(matches!(value("models.Contact"), Value::Member(_)));
        assert_eq!(value("other()"), Value::Other);
        assert!(matches!(value("{ Contact: z.object({}) }"), Value::Object(models) if models.get("Contact").is_some()));
        assert!(matches!(value("['a', ...b]"), Value::Array { items, has_spread: true } if items.len() == 2));
    }

    #[test]
    fn keys() {
        let definition = definition("{ a: 1, 'b': 2, c, d() {}, get e() { return 1 } }");
        let forms: Vec<KeyForm> = definition.properties.iter().map(|property| property.key).collect();
        let all = [
            KeyForm::Identifier,
            KeyForm::Quoted,
            KeyForm::Shorthand,
            KeyForm::Method,
            KeyForm::Accessor,
        ];
        assert_eq!(forms, all);
        assert!(definition.is_closed());
    }

    #[test]
    fn what_may_be_anything_leaves_the_object_open() {
        assert!(!definition("{ ...base }").is_closed());
        let overridden = definition("{ a: 1, b: 1, ...base, [key]: 1, b: 2, c: 3 }");
        let settled = ["a", "b", "c"].map(|name| overridden.settled(name).map(|property| property.value.clone()));
        let number = |text: &str| Some(Value::Number(text.into()));
        assert_eq!(settled, [None, number("2"), number("3")]);
        assert!(!definition("{ [key]: 1 }").is_closed());
        assert!(definition("{ ...base }").has_spread && definition("{ [key]: 1 }").has_unknown);
    }

    #[test]
    fn functions() {
        let function = |text: &str| match definition(text).get("exec").map(|property| property.value.clone()) {
            Some(Value::Function(function)) => function,
            other => panic!("{other:?}"),
        };
        let arrow = function("{ exec: async (nango, input) => {} }");
        assert_eq!(
            (arrow.form, arrow.is_async, arrow.params),
            (FunctionForm::Arrow, true, 2)
        );
        assert_eq!(arrow.first_param.map(|name| name.text), Some("nango".into()));
        assert_eq!(function("{ exec({ log }) {} }").first_param, None);
        assert!(function("{ exec() { return () => this.x; } }").uses_this);
        assert!(!function("{ exec() { return function () { return this.x; }; } }").uses_this);
    }
}
