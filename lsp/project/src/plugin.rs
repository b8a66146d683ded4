//! What the Babel plugin of `nango compile` sees of a file (`nangoPlugin` of `zeroYaml/compile.ts`). It goes by names and
//! shapes, never by what a name is bound to.

use syntax::ast::{Call, ExprKind, Node, PatternPropKind, PropKey, PropKeyKind, PropKind};
use syntax::{SourceFile, TextRange};

/// The one name of the SDK object that the plugin knows.
pub const SDK: &str = "nango";

/// The methods that it wants to be awaited, in alphabetical order. The same in every version since 0.70.4.
pub const AWAITED: [&str; 21] = [
    "batchDelete",
    "batchSave",
    "batchSend",
    "delete",
    "deleteRecordsFromPreviousExecutions",
    "get",
    "getConnection",
    "getEnvironmentVariables",
    "getFieldMapping",
    "getMetadata",
    "log",
    "patch",
    "post",
    "proxy",
    "put",
    "setFieldMapping",
    "setMergingStrategy",
    "setMetadata",
    "trackDeletesEnd",
    "trackDeletesStart",
    "triggerAction",
];

/// The methods that save records for it: `batchSend` does not.
pub const BATCHES: [&str; 3] = ["batchSave", "batchDelete", "batchUpdate"];

/// The methods that send a request for it: `paginate` and `uncontrolledFetch` do not.
pub const REQUESTS: [&str; 6] = ["proxy", "get", "post", "put", "patch", "delete"];

/// The methods whose place among the others it compares.
pub const ORDERED: [&str; 4] = [
    "deleteRecordsFromPreviousExecutions",
    "setMergingStrategy",
    "trackDeletesEnd",
    "trackDeletesStart",
];

/// The property below which it compares the order of calls.
const EXEC: &str = "exec";

/// The place of the method's name, if the plugin sees the call: a member with a name, of what is called `nango`, neither
/// optional nor below a cast. `nango[log]()` is one too, as Babel does not tell it from `nango.log()` there; parentheses do
/// not exist for it, except that they end an optional chain.
pub fn sees(file: &SourceFile, call: &Call) -> Option<TextRange> {
    let ast = file.ast();
    let callee = ast.skip_parens(call.callee);
    let (object, method, optional) = match ast[callee].kind {
        ExprKind::Member(member) => (member.object, member.property, member.optional),
        ExprKind::Index(index) => {
            let key = ast[ast.skip_parens(index.index)];
            matches!(key.kind, ExprKind::Ident).then_some((index.object, key.range, index.optional))?
        }
        _ => return None,
    };
    let is_in_chain = call.optional || (optional && callee == call.callee);
    let is_sdk = file.ident_name(ast.skip_parens(object)) == Some(SDK);
    (is_sdk && !is_in_chain && !file.slice(method).starts_with('#')).then_some(method)
}

/// Whether a node is a property with the identifier `exec` as its key, in an object literal or in a pattern: what the
/// plugin takes for the function of a sync. A method or a quoted key is none; `[exec]: …` is one.
pub fn is_exec(file: &SourceFile, node: Node) -> bool {
    let ast = file.ast();
    let key = match node {
        Node::Prop(id) => match ast[id].kind {
            PropKind::Pair { key, .. } => key,
            _ => return false,
        },
        Node::PatternProp(id) => match ast[id].kind {
            PatternPropKind::Pair { key, .. } => key,
            _ => return false,
        },
        _ => return false,
    };
    identifier(file, key) == Some(EXEC)
}

/// A key that is an identifier for Babel.
pub fn identifier(file: &SourceFile, key: PropKey) -> Option<&str> {
    match key.kind {
        PropKeyKind::Ident => Some(file.slice(key.range)),
        PropKeyKind::Computed(id) => file.ident_name(file.ast().skip_parens(id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::Items;
    use crate::items::{NangoCall, Seen};
    use syntax::SourceFile;

    /// One word for each call that the compiler sees: `exec` below such a property, `'` if it reads a model, `!` if it is no
    /// call on the SDK object.
    #[track_caller]
    fn seen(text: &str, expected: &str) {
        let items = Items::of(&SourceFile::parse(text));
        let word = |(call, seen): (&NangoCall, Seen)| {
            let exec = if seen.in_exec { "exec." } else { "" };
            let model = if seen.names_model { "'" } else { "" };
            let other = if items.calls.contains(call) { "" } else { "!" };
            format!("{other}{exec}{}{model}", call.method)
        };
        let found: Vec<String> = items.seen_calls().map(word).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn the_compiler_sees_names_and_shapes() {
        seen("const f = (nango) => { nango.log('a'); nango.get<T>({}); }", "log' get");
        seen(
            "const f = (nango) => { (nango).log(); (nango.log)(); (nango?.log)(); }",
            "log log log",
        );
        seen(
            "const f = (nango) => { nango?.log(); nango.log?.(); nango['log'](); }",
            "",
        );
        seen(
            "const f = (nango) => { nango!.log(); (nango as any).log(); nango.log!(); }",
            "",
        );
        seen(
            "const f = (sdk) => { sdk.log(); this.nango.log(); new nango.log(); }",
            "",
        );
        seen("const f = (nango) => { nango[log](); }", "!log");
        seen("const nango = other(); nango.get();", "!get");
    }

    #[test]
    fn the_compiler_looks_below_exec() {
        seen("createSync({ exec: async (nango) => { nango.log(); } })", "exec.log");
        seen("const t = { a: { exec: wrap((nango) => nango.log()) } }", "exec.log");
        seen("createSync({ [exec]: (nango) => nango.log() })", "exec.log");
        seen("const { exec: a = nango.get() } = {}", "!exec.get");
        seen("createSync({ 'exec': (nango) => nango.log() })", "log");
        seen("createSync({ async exec(nango) { nango.log(); } })", "log");
        seen("class Job { exec = (nango) => nango.log() }", "log");
    }
}
