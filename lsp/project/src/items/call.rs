//! Calls on the SDK object.

use syntax::SourceFile;
use syntax::ast::{Call, ExprId, ExprKind};

use super::SavedCheckpoint;
use crate::{Name, Span};

/// The methods on records: each takes the name of a model, and only the SDK object of a sync has them (`NangoSyncBase` of
/// `@nangohq/runner-sdk`).
pub const ON_RECORDS: [&str; 10] = [
    "batchDelete",
    "batchSave",
    "batchSend",
    "batchUpdate",
    "deleteRecordsFromPreviousExecutions",
    "getRecordsByIds",
    "listRecords",
    "setMergingStrategy",
    "trackDeletesEnd",
    "trackDeletesStart",
];

/// One call on the SDK object, under whatever name the function gives it: `nango.batchSave(rows, 'Contact')`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NangoCall {
    /// The whole call, without an `await` before it.
    pub span: Span,
    /// The name of the SDK object.
    pub receiver: Box<str>,
    /// The method: `batchSave`.
    pub method: Box<str>,
    /// The place of the method's name.
    pub method_span: Span,
    /// What TypeScript knows the SDK object as; none if it does not, or if a cast hides it.
    pub sdk: Option<SdkType>,
    /// The type arguments, with the angle brackets.
    pub type_args: Option<Span>,
    /// Whether `await` stands directly before it.
    pub awaited: bool,
    /// What the compiler sees of it; none if it does not see the call at all.
    pub seen: Option<Seen>,
    /// The block that it is a statement of, as `await nango.batchSave(…);`, of the methods on records. Calls of one block are
    /// made one after the other.
    pub block: Option<Span>,
    /// The model: the first string among the arguments of the methods on records. It may stand in a variable.
    pub model: Option<Name>,
    /// Whether the model is written in the call, as a text that no cast hides.
    pub is_model_literal: bool,
    /// What `saveCheckpoint` is handed.
    pub saved: Option<Box<SavedCheckpoint>>,
    /// Where a request goes: the text of `endpoint`, substitutions as written (`/users/${input.id}`). The configuration may
    /// be a variable of the same function.
    pub endpoint: Option<Box<str>>,
    /// The HTTP method of a request, in upper case; none if it cannot be read.
    pub http_method: Option<Box<str>>,
    /// The property of the create call's object that it stands in: `exec`, `onWebhook`.
    pub in_property: Option<Box<str>>,
}

/// Where TypeScript has the type of the SDK object from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SdkType {
    /// From the create call: the object is the first parameter of a function that stands in the definition.
    Definition,
    /// From an annotation that begins with `NangoSync`.
    Sync,
    /// From an annotation that begins with `NangoAction`.
    Action,
}

/// What the checks of the compiler see of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seen {
    /// Whether it stands below a property `exec`, where the order of calls is checked.
    pub in_exec: bool,
    /// Whether the first argument is a string literal: then it is the model.
    pub names_model: bool,
}

/// The method that is called, and the place of its name: `nango.log`, `nango?.log`, `nango['log']`.
pub(super) fn method(file: &SourceFile, callee: ExprId) -> Option<(ExprId, Name)> {
    let ast = file.ast();
    match ast[ast.skip_casts(callee)].kind {
        ExprKind::Member(member) => {
            let name = Name {
                text: file.slice(member.property).into(),
                span: member.property.into(),
            };
            Some((ast.skip_casts(member.object), name))
        }
        ExprKind::Index(index) => {
            let name = file.string_value(index.index)?;
            let name = Name {
                text: (&*name).into(),
                span: ast[index.index].range.into(),
            };
            Some((ast.skip_casts(index.object), name))
        }
        _ => None,
    }
}

/// Whether a method takes the name of a model.
pub(super) fn is_on_records(method: &str) -> bool {
    ON_RECORDS.contains(&method)
}

/// The model that a call names. `resolve` follows a name to what it is initialised with.
pub(super) fn model(file: &SourceFile, call: &Call, method: &str, resolve: impl Fn(ExprId) -> ExprId) -> Option<Name> {
    if !is_on_records(method) {
        return None;
    }
    let named = |argument: ExprId, value: ExprId| {
        let text = file.string_value(value)?;
        Some(Name {
            text: (&*text).into(),
            span: file.ast()[argument].range.into(),
        })
    };
    let mut literals = call.args.iter();
    let mut variables = call.args.iter();
    literals
        .find_map(|argument| named(argument, file.ast().skip_casts(argument)))
        .or_else(|| variables.find_map(|argument| named(argument, resolve(argument))))
}

/// Whether the model stands in the call as a text that no cast hides.
pub(super) fn is_model_literal(file: &SourceFile, call: &Call, model: Option<&Name>) -> bool {
    let ast = file.ast();
    let argument = model.and_then(|model| call.args.iter().find(|argument| ast[*argument].range == model.span.0));
    argument.is_some_and(|argument| file.string_value(ast.skip_parens(argument)).is_some())
}

/// Whether Babel's first argument is a string literal.
pub(super) fn names_model(file: &SourceFile, call: &Call) -> bool {
    let first = call.args.first().map(|first| file.ast().skip_parens(first));
    first.is_some_and(|first| matches!(file.ast()[first].kind, ExprKind::String))
}

/// Endpoint and HTTP method of a request. `resolve` follows a name to what it is initialised with.
pub(super) fn request(
    file: &SourceFile,
    call: &Call,
    method: &str,
    resolve: impl Fn(ExprId) -> ExprId,
) -> (Option<Box<str>>, Option<Box<str>>) {
    let (endpoint, verb) = match method {
        "get" | "post" | "put" | "patch" | "delete" => ("endpoint", Some(method)),
        "proxy" | "paginate" => ("endpoint", None),
        "uncontrolledFetch" => ("url", None),
        _ => return (None, None),
    };
    let config = call.args.first().map(&resolve);
    let property = |name: &str| {
        config
            .and_then(|config| file.property_value(config, name))
            .map(&resolve)
    };
    let endpoint = property(endpoint).and_then(|value| endpoint_text(file, value));
    let verb = match (verb, property("method")) {
        (Some(verb), _) => Some(verb.to_uppercase()),
        (None, Some(value)) => file.string_value(value).map(|verb| verb.to_uppercase()),
        // Without a method it is a GET, if there can be none.
        (None, None) => config
            .filter(|config| file.has_only_plain_keys(*config))
            .map(|_| "GET".to_owned()),
    };
    (endpoint, verb.map(Into::into))
}

fn endpoint_text(file: &SourceFile, id: ExprId) -> Option<Box<str>> {
    match file.string_value(id) {
        Some(text) => Some((&*text).into()),
        None if matches!(file.ast()[id].kind, ExprKind::Template(_)) => {
            Some(file.slice(file.ast()[id].range).trim_matches('`').into())
        }
        None => None,
    }
}
