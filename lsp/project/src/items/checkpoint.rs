//! What is handed to `saveCheckpoint`.

use syntax::ast::{Call, ExprId, ExprKind, Prop, PropKind, UnaryOp};
use syntax::{SourceFile, TextRange, TextSize};

use super::bindings::Bindings;
use super::definition::Value;
use crate::{Name, Span};

/// The argument of `saveCheckpoint`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SavedCheckpoint {
    /// The argument.
    pub span: Span,
    /// Whether there is a cast around it: then TypeScript may not see what it is.
    pub is_cast: bool,
    /// What it is, if that is surely no object with fields.
    pub kind: Option<SavedKind>,
    /// Those of its entries that are surely no string, number or boolean, casts aside: behind one, anything is allowed.
    pub objects: Box<[SavedObject]>,
    /// The entries of an object that is written there, as far as their keys can be read.
    pub entries: Box<[SavedEntry]>,
}

/// An entry of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SavedEntry {
    /// Its key.
    pub key: Box<str>,
    /// Its value, if it is a string, a number or a truth value that stands there.
    pub literal: Option<Value>,
}

/// An entry of a checkpoint that is no string, number or boolean.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SavedObject {
    /// Its key.
    pub name: Name,
    /// The place of its value; of a method the whole method.
    pub span: Span,
    /// What it is.
    pub kind: SavedKind,
}

/// What an entry of a checkpoint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SavedKind {
    /// `null`
    Null,
    /// `undefined`
    Undefined,
    /// `{ … }`
    Object,
    /// `[ … ]`
    Array,
    /// A function of any form.
    Function,
    /// `new Date(…)`; whether it has parentheses.
    Date {
        /// `new Date` has none.
        has_parens: bool,
    },
    /// `new Map()`, `/pattern/`
    Other,
}

/// Reads the argument of a call, if it is one of `saveCheckpoint` and has one.
pub(super) fn saved(
    file: &SourceFile,
    bindings: &Bindings<'_>,
    call: &Call,
    method: &str,
) -> Option<Box<SavedCheckpoint>> {
    if method != "saveCheckpoint" {
        return None;
    }
    let ast = file.ast();
    let argument = call.args.first()?;
    let inner = ast.skip_parens(argument);
    let mut objects = Vec::new();
    let mut entries = Vec::new();
    if let ExprKind::Object(props) = ast[inner].kind {
        for prop in &ast[props] {
            if let Some((key, value)) = entry(file, prop) {
                entries.push(SavedEntry {
                    key,
                    literal: literal(file, value),
                });
            }
            let Some((key, text)) = prop.key().and_then(|key| Some((key, file.key_name(key)?))) else {
                continue;
            };
            let (kind, span) = match prop.kind {
                PropKind::Pair { value, .. } => (kind(file, bindings, value), ast[value].range),
                PropKind::Method {
                    kind: syntax::ast::MethodKind::Method,
                    ..
                } => (Some(SavedKind::Function), prop.range),
                _ => continue,
            };
            let name = Name {
                text: (&*text).into(),
                span: key.range.into(),
            };
            objects.extend(kind.map(|kind| SavedObject {
                name,
                span: span.into(),
                kind,
            }));
        }
    }
    Some(Box::new(SavedCheckpoint {
        span: ast[argument].range.into(),
        is_cast: ast.skip_casts(argument) != inner,
        kind: kind(file, bindings, argument).filter(|kind| *kind != SavedKind::Object),
        objects: objects.into(),
        entries: entries.into(),
    }))
}

fn entry(file: &SourceFile, prop: &Prop) -> Option<(Box<str>, ExprId)> {
    match prop.kind {
        PropKind::Pair { key, value } => Some(((&*file.key_name(key)?).into(), value)),
        PropKind::Shorthand(name) => Some((file.ident_name(name)?.into(), name)),
        PropKind::Method { .. } | PropKind::Spread(_) | PropKind::Unknown(_) => None,
    }
}

/// A value that stands there. A number that JSON writes in another way, as `1_000`, is left out.
fn literal(file: &SourceFile, value: ExprId) -> Option<Value> {
    let ast = file.ast();
    let value = ast.skip_casts(value);
    if let Some(text) = file.string_value(value) {
        return Some(Value::String((&*text).into()));
    }
    let number = |id: ExprId| {
        let text = file.slice(ast[id].range);
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_json = is_plain && (text == "0" || !text.starts_with(['0', '.'])) && !text.ends_with('.');
        (ast[id].kind == ExprKind::Number && is_json).then_some(text)
    };
    match ast[value].kind {
        ExprKind::Boolean(value) => Some(Value::Bool(value)),
        ExprKind::Unary(unary) if unary.op == UnaryOp::Minus => {
            Some(Value::Number(format!("-{}", number(unary.operand)?).into()))
        }
        _ => number(value).map(|text| Value::Number(text.into())),
    }
}

fn kind(file: &SourceFile, bindings: &Bindings<'_>, value: ExprId) -> Option<SavedKind> {
    let ast = file.ast();
    let value = ast.skip_parens(value);
    Some(match ast[value].kind {
        ExprKind::Null => SavedKind::Null,
        ExprKind::Ident if file.ident_name(value) == Some("undefined") => SavedKind::Undefined,
        ExprKind::Unary(unary) if unary.op == UnaryOp::Void => SavedKind::Undefined,
        ExprKind::Object(_) => SavedKind::Object,
        ExprKind::Array(_) => SavedKind::Array,
        ExprKind::Function(_) => SavedKind::Function,
        ExprKind::Regex => SavedKind::Other,
        ExprKind::New(new) => {
            let class = file.ident_name(new.callee)?;
            if bindings.get(class).is_some() {
                return None;
            }
            match class {
                "Date" => SavedKind::Date {
                    has_parens: file.slice(ast[value].range).ends_with(')'),
                },
                "Map" | "Set" | "URL" | "Error" | "RegExp" => SavedKind::Other,
                _ => return None,
            }
        }
        _ => return None,
    })
}

/// The type arguments of a call, with the angle brackets.
pub(super) fn type_arguments(file: &SourceFile, call: &Call) -> Option<Span> {
    let ast = file.ast();
    let last = ast[call.type_args].last()?.range;
    let callee = ast[call.callee].range.end();
    let open = file.slice(TextRange::new(callee, last.end())).find('<')?;
    let start = callee + TextSize::new(open as u32);
    let rest = file.text().get(usize::from(last.end())..)?;
    let close = last.end() + TextSize::new(rest.find('>')? as u32 + 1);
    Some(Span::new(start, close))
}
