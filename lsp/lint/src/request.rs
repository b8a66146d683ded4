//! Requests to the provider: calls of the SDK that take a configuration, and what is in that.

use project::scope::{self, Bound};
use project::{FunctionKind, plugin};
use syntax::ast::{Call, ExprId, ExprId as Value, ExprKind, Node, Prop, PropId, TypeId, TypeKind, UnaryOp};
use syntax::{SourceFile, TextEdit, TextRange};

use crate::context::SyntaxContext;

/// The methods whose verb is their name.
pub(crate) const VERBS: [&str; 5] = ["delete", "get", "patch", "post", "put"];

/// The type of a configuration.
pub(crate) const CONFIGURATION: &str = "ProxyConfiguration";

/// A call of `get`, `post`, `proxy`, `paginate` and the like.
pub(crate) struct Request<'a> {
    source: &'a SourceFile,
    /// The method.
    pub(crate) method: &'a str,
    /// The place of its name.
    pub(crate) method_range: TextRange,
    object: ExprId,
    /// The first argument.
    pub(crate) argument: ExprId,
}

/// The object literal that a request is configured with.
#[derive(Clone, Copy)]
pub(crate) struct Configuration {
    /// The object literal.
    pub(crate) object: ExprId,
    /// Where it stands.
    pub(crate) place: Place,
}

/// Where a configuration stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the call.
    Call,
    /// In a variable.
    Variable,
    /// In a variable with the type of a configuration.
    TypedVariable,
}

/// What a value is, as far as the text says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Number,
    BigInt,
    Boolean,
    Null,
    Undefined,
    Array,
    Object,
    Function,
    Regex,
    /// Anything: a name, a call, an access, something below a cast.
    Unknown,
}

impl<'a> Request<'a> {
    /// The request that a node is, if it looks like one. Whose method it is has still to be asked: most requests are right, and
    /// that is the dear question.
    pub(crate) fn of(ctx: &SyntaxContext<'a>, node: Node) -> Option<Request<'a>> {
        Request::read(ctx.source, node)
    }

    /// The same, without a rule that asks.
    pub(crate) fn read(source: &'a SourceFile, node: Node) -> Option<Request<'a>> {
        let ast = source.ast();
        let Node::Expr(id) = node else { return None };
        let ExprKind::Call(Call { callee, args, .. }) = ast[id].kind else {
            return None;
        };
        let ExprKind::Member(member) = ast[ast.skip_parens(callee)].kind else {
            return None;
        };
        let method = source.slice(member.property);
        let takes_configuration =
            VERBS.contains(&method) || matches!(method, "paginate" | "proxy" | "uncontrolledFetch");
        if !takes_configuration {
            return None;
        }
        let object = ast.skip_parens(member.object);
        source.ident_name(object)?;
        Some(Request {
            source,
            method,
            method_range: member.property,
            object,
            argument: args.first()?,
        })
    }

    /// Whether TypeScript knows that it is the SDK's.
    pub(crate) fn is_typed(&self) -> bool {
        // The SDK object of `createFunction` has a type of its own.
        scope::sdk(self.source, self.object).is_some_and(|(_, kind)| kind != Some(FunctionKind::Function))
    }

    /// Whether it goes by the name that the compiler knows the SDK object by. Enough for a convention, and nothing has to be looked up.
    pub(crate) fn is_on_nango(&self) -> bool {
        self.source.ident_name(self.object) == Some(plugin::SDK)
    }

    /// Whether it is a GET, as far as it can be read.
    pub(crate) fn is_get(&self, configuration: Configuration) -> bool {
        match (self.method, self.source.property_value(configuration.object, "method")) {
            ("get", _) | ("paginate" | "proxy", None) => true,
            ("paginate" | "proxy", Some(value)) => {
                let verb = self.source.string_value(literal(self.source, value));
                verb.is_some_and(|verb| verb.eq_ignore_ascii_case("get"))
            }
            _ => false,
        }
    }

    /// Whether a property is set on the configuration after it was made: `config.retries = 3`.
    pub(crate) fn is_set_later(&self, property: &str) -> bool {
        let name = self.source.ident_name(literal(self.source, self.argument));
        name.is_some_and(|name| self.source.text().contains(&format!("{name}.{property}")))
    }

    /// Whether its configuration stands in a variable that a request by another method takes too.
    pub(crate) fn is_shared(&self, ctx: &SyntaxContext<'a>, is_other: impl Fn(&str) -> bool) -> bool {
        let source = self.source;
        let name = |argument| source.ident_name(literal(source, argument));
        name(self.argument).is_some_and(|own| {
            let requests = source.ast().nodes().filter_map(|node| Request::of(ctx, node));
            requests
                .filter(|request| is_other(request.method))
                .any(|request| name(request.argument) == Some(own))
        })
    }

    /// The object literal that configures it, in the call or in a variable, whatever TypeScript makes of it: below casts too, and with
    /// what is spread into it.
    pub(crate) fn written(&self) -> Option<Configuration> {
        let (source, ast) = (self.source, self.source.ast());
        let argument = ast.skip_casts(self.argument);
        let (object, place) = match ast[argument].kind {
            ExprKind::Ident => {
                let Some(Bound::Variable(id)) = scope::bound(source, argument) else {
                    return None;
                };
                (ast.skip_casts(ast[id].init?), Place::Variable)
            }
            _ => (argument, Place::Call),
        };
        matches!(ast[object].kind, ExprKind::Object(_)).then_some(Configuration { object, place })
    }

    /// The object literal that configures it, in the call or in a variable, if TypeScript checks it and nothing else may be in it:
    /// what is spread into it may be anything, and then it is not checked.
    pub(crate) fn configuration(&self) -> Option<Configuration> {
        let (source, ast) = (self.source, self.source.ast());
        let argument = literal(source, self.argument);
        let (object, place) = match ast[argument].kind {
            ExprKind::Object(_) => (argument, Place::Call),
            ExprKind::Ident => {
                let Some(Bound::Variable(id)) = scope::bound(source, argument) else {
                    return None;
                };
                let place = match ast[id].ty {
                    None => Place::Variable,
                    Some(ty) => is_configuration(source, ty).then_some(Place::TypedVariable)?,
                };
                (literal(source, ast[id].init?), place)
            }
            _ => return None,
        };
        let is_closed = source.has_only_plain_keys(object) && matches!(ast[object].kind, ExprKind::Object(_));
        is_closed.then_some(Configuration { object, place })
    }
}

fn is_configuration(source: &SourceFile, ty: TypeId) -> bool {
    matches!(source.ast()[ty].kind, TypeKind::Reference { name, .. } if source.slice(name) == CONFIGURATION)
}

/// What is below parentheses, `satisfies T` and `as const`: these hide nothing from the type check.
pub(crate) fn literal(source: &SourceFile, mut id: Value) -> ExprId {
    while let ExprKind::Paren(inner) | ExprKind::Satisfies(inner, _) | ExprKind::AsConst(inner) = source.ast()[id].kind
    {
        id = inner;
    }
    id
}

/// What a value is.
pub(crate) fn shape(source: &SourceFile, id: ExprId) -> Shape {
    let ast = source.ast();
    let id = literal(source, id);
    match ast[id].kind {
        ExprKind::String | ExprKind::Template(_) => Shape::Text,
        ExprKind::Number if source.slice(ast[id].range).ends_with('n') => Shape::BigInt,
        ExprKind::Number => Shape::Number,
        ExprKind::Boolean(_) => Shape::Boolean,
        ExprKind::Unary(unary) if unary.op == UnaryOp::Not => Shape::Boolean,
        ExprKind::Null => Shape::Null,
        ExprKind::Ident if source.ident_name(id) == Some("undefined") => Shape::Undefined,
        ExprKind::Array(_) => Shape::Array,
        ExprKind::Object(_) => Shape::Object,
        ExprKind::Function(_) => Shape::Function,
        ExprKind::Regex => Shape::Regex,
        _ => Shape::Unknown,
    }
}

/// The values that an expression may have: both of `test ? a : b`.
pub(crate) fn branches(source: &SourceFile, id: ExprId) -> Vec<ExprId> {
    let id = literal(source, id);
    match source.ast()[id].kind {
        ExprKind::Conditional(conditional) => [conditional.consequent, conditional.alternate]
            .into_iter()
            .flat_map(|branch| branches(source, branch))
            .collect(),
        _ => vec![id],
    }
}

/// The edit that takes a property out of an object literal; none if a comment would go with it.
pub(crate) fn removal(source: &SourceFile, object: ExprId, prop: PropId) -> Option<TextEdit> {
    let ast = source.ast();
    let ExprKind::Object(props) = ast[object].kind else {
        return None;
    };
    let at = props.iter().position(|other| other == prop)?;
    let range = |at: usize| props.get(at).map(|id| ast.range(id));
    let own = range(at)?;
    let range = match (at.checked_sub(1).and_then(range), range(at + 1)) {
        (_, Some(next)) => TextRange::new(own.start(), next.start()),
        (Some(before), None) => TextRange::new(before.end(), own.end()),
        // Between the braces there is nothing else.
        (None, None) => {
            let braces = ast.range(object);
            TextRange::new(
                braces.start() + syntax::TextSize::of('{'),
                braces.end() - syntax::TextSize::of('}'),
            )
        }
    };
    let has_comment = ast.comments().iter().any(|comment| range.contains_range(comment.range));
    (!has_comment).then(|| TextEdit::delete(range))
}

/// The value of a property of an object literal, if nothing that is spread into it behind the property may be in its place.
pub(crate) fn settled(source: &SourceFile, object: ExprId, name: &str) -> Option<ExprId> {
    let ast = source.ast();
    let (ExprKind::Object(props), own) = (ast[object].kind, source.property(object, name)?) else {
        return None;
    };
    let mut behind = props.iter().skip_while(|prop| *prop != own);
    behind
        .all(|prop| source.prop_name(prop).is_some())
        .then_some(ast[own].value()?)
}

/// The edit that puts a property behind the others of an object literal, on a line of its own where they have one.
pub(crate) fn addition(source: &SourceFile, object: ExprId, property: &str) -> Option<TextEdit> {
    let ast = source.ast();
    let ExprKind::Object(props) = ast[object].kind else {
        return None;
    };
    let range = ast.range(object);
    let Some(last) = props.last().map(|last| ast.range(last)) else {
        return Some(TextEdit::replace(range, format!("{{ {property} }}")));
    };
    let before = source.slice(TextRange::new(range.start(), last.start()));
    let separator = match before.rsplit_once('\n') {
        Some((_, indentation)) if indentation.trim().is_empty() => format!("\n{indentation}"),
        _ => " ".to_owned(),
    };
    Some(TextEdit::insert(last.end(), format!(",{separator}{property}")))
}

/// The place of a property's name.
pub(crate) fn key(prop: &Prop) -> TextRange {
    prop.key().map_or(prop.range, |key| key.range)
}
