//! Globals that TypeScript knows and the sandbox does not have.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use syntax::SourceFile;
use syntax::ast::{Ast, ExprId, ExprKind, Node, StmtId, StmtKind, UnaryOp};

use super::is_bound;
use crate::context::SyntaxContext;

/// Each missing name, and what to use in its place, if there is something; sorted. That they are missing is recorded in
/// `tests/sandbox`.
static MISSING: [(&str, &str); 62] = [
    ("AbortController", ""),
    ("AbortSignal", ""),
    ("Blob", "`Buffer`"),
    ("BroadcastChannel", ""),
    ("ByteLengthQueuingStrategy", ""),
    ("CompressionStream", ""),
    ("CountQueuingStrategy", ""),
    ("Crypto", ""),
    ("CryptoKey", ""),
    ("CustomEvent", ""),
    ("DOMException", "`Error`"),
    ("DOMParser", ""),
    ("DecompressionStream", ""),
    ("Event", ""),
    ("EventTarget", ""),
    ("File", "`Buffer`"),
    ("FileReader", "`Buffer`"),
    ("FormData", ""),
    ("Headers", "an object"),
    ("MessageChannel", ""),
    ("MessageEvent", ""),
    ("MessagePort", ""),
    ("Performance", ""),
    ("PerformanceObserver", ""),
    ("ReadableStream", ""),
    ("Request", "`nango.proxy`"),
    ("Response", ""),
    ("SubtleCrypto", ""),
    ("TextDecoder", "`Buffer.from(bytes).toString()`"),
    ("TextDecoderStream", ""),
    ("TextEncoder", "`Buffer.from(text)`"),
    ("TextEncoderStream", ""),
    ("TransformStream", ""),
    ("WebSocket", ""),
    ("WritableStream", ""),
    ("XMLHttpRequest", "`nango.get` and its kin"),
    ("XMLSerializer", ""),
    ("__dirname", ""),
    ("__filename", ""),
    ("alert", "`nango.log`"),
    ("atob", "`Buffer.from(text, 'base64').toString()`"),
    ("btoa", "`Buffer.from(text).toString('base64')`"),
    ("cancelAnimationFrame", ""),
    ("clearImmediate", ""),
    ("clearInterval", ""),
    ("clearTimeout", "a variable that the callback looks at"),
    ("crypto", "an import of `crypto`"),
    ("document", ""),
    (
        "fetch",
        "`nango.get` and its kin, or `nango.uncontrolledFetch` for another host",
    ),
    ("global", "`globalThis`"),
    ("localStorage", "the metadata of the connection"),
    ("navigator", ""),
    ("performance", "`Date.now()`"),
    ("process", "`nango.getEnvironmentVariables()` for environment variables"),
    ("queueMicrotask", "`Promise.resolve().then()`"),
    ("requestAnimationFrame", "`setTimeout`"),
    ("self", "`globalThis`"),
    ("sessionStorage", "the metadata of the connection"),
    ("setImmediate", "`setTimeout`"),
    ("setInterval", "`setTimeout`"),
    ("structuredClone", "a copy by hand"),
    ("window", "`globalThis`"),
];

/// The shortest and the longest of the names.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=25;

/// The list by name: it is asked for nearly every name of a file.
fn by_name() -> &'static FxHashMap<&'static str, (&'static str, &'static str)> {
    static BY_NAME: OnceLock<FxHashMap<&str, (&str, &str)>> = OnceLock::new();
    BY_NAME.get_or_init(|| MISSING.iter().map(|entry| (entry.0, *entry)).collect())
}

/// A use of a missing global that is evaluated, unless something around it keeps it from that.
pub(super) struct Reference {
    /// The name, as an expression.
    pub(super) id: ExprId,
    /// The name.
    pub(super) name: &'static str,
    /// Whether a condition around it decides whether it is evaluated, or a `try` catches what comes of it.
    pub(super) is_conditional: bool,
    instead: &'static str,
}

impl Reference {
    /// The use that a node is, if it is one. Silent where the file asks whether there is such a thing.
    pub(super) fn of(ctx: &SyntaxContext<'_>, node: Node) -> Option<Reference> {
        let (source, ast) = (ctx.source, ctx.ast());
        let Node::Expr(id) = node else { return None };
        let text = source.ident_name(id).filter(|name| LENGTHS.contains(&name.len()))?;
        let (name, instead) = *by_name().get(text)?;
        let is_asked_for = || source.text().contains(&format!("typeof {name}"));
        if is_operand_of_typeof(ast, id) || is_asked_for() || is_bound(source, name) {
            return None;
        }
        let mut is_conditional = false;
        let mut inner = node;
        for outer in ast.ancestors(id) {
            match around(source, outer, inner) {
                Around::Nothing => {}
                Around::Condition => is_conditional = true,
                Around::Unreachable => return None,
            }
            inner = outer;
        }
        Some(Reference {
            id,
            name,
            is_conditional,
            instead,
        })
    }

    /// What to do about it, for the end of a message; empty where there is nothing to be said.
    pub(super) fn advice(&self) -> String {
        if self.instead.is_empty() {
            return String::new();
        }
        format!(": use {}", self.instead)
    }
}

/// What a node around an expression means for whether that is evaluated in the sandbox.
enum Around {
    Nothing,
    /// It may not be.
    Condition,
    /// It surely is not: the condition asks where the code runs, or nothing of it exists when the program runs.
    Unreachable,
}

fn around(source: &SourceFile, outer: Node, inner: Node) -> Around {
    let ast = source.ast();
    let condition = |test: ExprId| match (Node::Expr(test) == inner, asks_where_it_runs(source, test)) {
        (true, _) => Around::Nothing,
        (false, true) => Around::Unreachable,
        (false, false) => Around::Condition,
    };
    match outer {
        Node::Stmt(id) => match ast[id].kind {
            StmtKind::If(stmt) => condition(stmt.test),
            StmtKind::Try(_) | StmtKind::Switch { .. } => Around::Condition,
            StmtKind::Block(body) => {
                let before = body.iter().take_while(|stmt| Node::Stmt(*stmt) != inner);
                let has_asked = before
                    .filter_map(|stmt| condition_of(ast, stmt))
                    .any(|test| names_place(source, test));
                if has_asked {
                    Around::Unreachable
                } else {
                    Around::Nothing
                }
            }
            StmtKind::Declare(_) => Around::Unreachable,
            _ => Around::Nothing,
        },
        Node::Expr(id) => match ast[id].kind {
            ExprKind::Conditional(it) => condition(it.test),
            ExprKind::Logical(it) => condition(it.left),
            _ => Around::Nothing,
        },
        _ => Around::Nothing,
    }
}

/// The condition of an `if`, which may be where the function ends.
fn condition_of(ast: &Ast, stmt: StmtId) -> Option<ExprId> {
    match ast[stmt].kind {
        StmtKind::If(stmt) => Some(stmt.test),
        _ => None,
    }
}

/// Whether a condition asks for what tells a test or another version from the sandbox.
fn asks_where_it_runs(source: &SourceFile, test: ExprId) -> bool {
    names_place(source, test) || source.slice(source.ast()[test].range).contains("typeof")
}

/// Whether a condition surely asks for that, and not for the type of a value.
fn names_place(source: &SourceFile, test: ExprId) -> bool {
    let text = source.slice(source.ast()[test].range);
    ["globalThis", " in nango"].iter().any(|word| text.contains(word))
}

fn is_operand_of_typeof(ast: &Ast, id: ExprId) -> bool {
    matches!(ast.parent(id), Some(Node::Expr(parent)) if matches!(ast[parent].kind, ExprKind::Unary(unary) if unary.op == UnaryOp::Typeof))
}

#[cfg(test)]
mod tests {
    use super::{LENGTHS, MISSING};

    /// What the real sandbox of two versions of the CLI answered.
    const RECORDED: [&str; 2] = [
        include_str!("../../../../../tests/sandbox/recorded-0.70.4.json"),
        include_str!("../../../../../tests/sandbox/recorded-0.71.10.json"),
    ];

    #[test]
    fn what_is_missing_is_what_the_sandbox_does_not_have() {
        for text in RECORDED {
            let recorded: serde_json::Value = serde_json::from_str(text).expect("JSON");
            let globals = recorded["globals"].as_object().expect("a map");
            let mut absent: Vec<&str> = globals
                .iter()
                .filter(|(_, there)| **there == serde_json::Value::Bool(false))
                .map(|(name, _)| name.as_str())
                .collect();
            absent.sort_unstable();
            assert_eq!(MISSING.map(|(name, _)| name).to_vec(), absent);
        }
    }

    #[test]
    fn no_name_is_too_long_to_be_looked_up() {
        assert!(MISSING.iter().all(|(name, _)| LENGTHS.contains(&name.len())));
    }
}
