//! From an error without a stack to the one place in the function that can have made it.

use dryrun::{ActionError, HttpCall, Subject, Validation};
use project::FilePath;
use project::items::NangoCall;
use syntax::ast::{Body, ExprKind, FunctionId, Node, StmtKind};
use syntax::{SourceFile, TextRange};

use super::{Scene, Spot};

type Found = (FilePath, TextRange);

/// The one `new nango.ActionError(…)` whose literal `type` and `message` are those that were reported.
pub(super) fn of_action_error(scene: &Scene<'_>, error: &ActionError) -> Option<Found> {
    let files = scene.bundle();
    only(files.iter().filter_map(|file| {
        let source = scene.parsed(file)?;
        let places: Vec<_> = source
            .ast()
            .nodes()
            .filter_map(|node| thrown(&source, node, error))
            .map(|range| (file.clone(), range))
            .collect();
        Some(places)
    }))
}

/// The place of the construction, if it is one of this error.
fn thrown(source: &SourceFile, node: Node, error: &ActionError) -> Option<TextRange> {
    let ast = source.ast();
    let Node::Expr(id) = node else { return None };
    let ExprKind::New(new) = ast[id].kind else { return None };
    let callee = ast[new.callee];
    let is_ours = match callee.kind {
        ExprKind::Member(member) => source.slice(member.property) == "ActionError",
        _ => false,
    };
    if !is_ours {
        return None;
    }
    let payload = new.args.first().map(|payload| ast.skip_casts(payload))?;
    let literal = |name: &str| {
        let value = source.property_value(payload, name)?;
        Some(source.string_value(ast.skip_casts(value))?.into_owned())
    };
    let same = |name: &str, reported: Option<&str>| literal(name).map(|literal| Some(&*literal) == reported);
    let compared = [same("type", error.kind()), same("message", error.message())];
    let fits = compared.contains(&Some(true)) && !compared.contains(&Some(false));
    fits.then(|| TextRange::new(ast[id].range.start(), callee.range.end()))
}

/// The one request whose literal endpoint fits the call; else the one whose endpoint is computed.
pub(super) fn of_request(scene: &Scene<'_>, call: &HttpCall) -> Option<Found> {
    let target = path_of(&call.target);
    let files = scene.bundle();
    let with = |is_meant: &dyn Fn(Option<&str>) -> bool| {
        only(files.iter().filter_map(|file| {
            let calls = scene.items(file)?.calls.iter();
            let calls = calls.filter(|made| is_request(made) && may_use(made, &call.method));
            let meant = calls.filter(|made| is_meant(made.endpoint.as_deref()));
            Some(meant.map(|made| (file.clone(), callee(made))).collect())
        }))
    };
    let is_literal = with(&|endpoint| endpoint.is_some_and(|endpoint| fits(path_of(endpoint), target)));
    is_literal.or_else(|| with(&|endpoint| endpoint.is_none_or(|endpoint| fits(path_of(endpoint), target))))
}

fn is_request(call: &NangoCall) -> bool {
    let goes_out = ["get", "post", "put", "patch", "delete", "proxy", "paginate"];
    goes_out.contains(&&*call.method)
}

fn may_use(call: &NangoCall, method: &str) -> bool {
    call.http_method.as_deref().is_none_or(|verb| verb == method)
}

/// Without query and slashes around it.
fn path_of(endpoint: &str) -> &str {
    endpoint.split('?').next().unwrap_or_default().trim_matches('/')
}

/// Whether a path is one that an endpoint as it is written, `contacts/${input.id}`, stands for. Each substitution is taken for
/// as little as is possible, which finds a way if there is one.
fn fits(endpoint: &str, path: &str) -> bool {
    let mut pieces = endpoint.split("${");
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else {
        return false;
    };
    // What is inserted may have braces of its own; then what follows it is not compared.
    let mut pieces = pieces
        .map(|piece| piece.split_once('}').map_or("", |(_, after)| after))
        .peekable();
    if pieces.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        let mut inserted = rest.chars();
        if inserted.next().is_none() {
            return false;
        }
        if pieces.peek().is_none() {
            return inserted.as_str().ends_with(piece);
        }
        let Some(at) = inserted.as_str().find(piece) else {
            return false;
        };
        rest = &inserted.as_str()[at + piece.len()..];
    }
    true
}

/// Where a value comes from that does not fit: what is returned, what is saved.
pub(super) fn of_value(scene: &Scene<'_>, validation: &Validation) -> Option<Spot> {
    let spot = |(file, range): Found, message: &str| Spot {
        file,
        range,
        message: message.to_owned(),
    };
    match validation.subject {
        Subject::Input => None,
        Subject::Output => Some(spot(returned(scene)?, "returned here")),
        Subject::Record => {
            let model = validation.model.as_deref()?;
            let files = scene.bundle();
            let saved = only(files.iter().filter_map(|file| {
                let calls = scene.items(file)?.calls.iter();
                let saving = calls.filter(|call| matches!(&*call.method, "batchSave" | "batchUpdate"));
                let of_model = saving.filter(|call| call.model.as_ref().is_some_and(|name| *name.text == *model));
                Some(of_model.map(|call| (file.clone(), callee(call))).collect())
            }))?;
            Some(spot(saved, "saved here"))
        }
    }
}

/// The only value that `exec` returns.
fn returned(scene: &Scene<'_>) -> Option<Found> {
    let definition = scene.function()?.definition()?;
    let exec = definition.get("exec")?;
    let source = scene.parsed(scene.file)?;
    let ast = source.ast();
    let function: FunctionId = ast.nodes().find_map(|node| match node {
        Node::Function(id) if exec.span.0.contains_range(ast[id].range) => Some(id),
        _ => None,
    })?;
    if let Body::Expr(value) = ast[function].body {
        return Some((scene.file.clone(), ast[value].range));
    }
    let mut returns = ast.descendants(function).filter(|node| {
        let is_return = matches!(node, Node::Stmt(id) if matches!(ast[*id].kind, StmtKind::Return(Some(_))));
        is_return && ast.enclosing_function(*node) == Some(function)
    });
    let only = returns.next().filter(|_| returns.next().is_none())?;
    Some((scene.file.clone(), ast.range(only)))
}

/// `nango.get`, without the arguments.
fn callee(call: &NangoCall) -> TextRange {
    TextRange::new(call.span.0.start(), call.method_span.0.end())
}

/// What there is one of.
fn only(found: impl Iterator<Item = Vec<Found>>) -> Option<Found> {
    let mut found = found.flatten();
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn an_endpoint_stands_for_paths() {
        for (endpoint, path) in [
            ("contacts", "contacts"),
            ("contacts/${input.id}", "contacts/1"),
            ("contacts/${id}/deals/${deal}", "contacts/1/deals/2"),
            ("${base}/contacts", "v3/crm/contacts"),
        ] {
            assert!(fits(endpoint, path), "{endpoint} {path}");
        }
        for (endpoint, path) in [
            ("contacts", "contacts/1"),
            ("contacts/${id}", "contacts"),
            ("contacts/${id}/deals", "contacts/1/notes"),
            ("contacts/${id}/deals", "contacts//deals/1"),
            ("${a}${b}${c}${d}${e}${f}${g}/x", &"a".repeat(200)),
        ] {
            assert!(!fits(endpoint, path), "{endpoint} {path}");
        }
    }
}
