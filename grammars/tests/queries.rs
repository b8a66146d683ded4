//! `queries/`: each compiles, and captures what it says.

use tree_sitter::{Query, QueryCursor, StreamingIterator};

/// What `query` captures in `source`: name and text, in the order of the matches.
fn captures(query: &str, source: &str) -> Vec<(String, String)> {
    let tree = grammars::parser().parse(source, None).expect("a tree");
    let query = Query::new(&grammars::language(), query).expect("a query that fits the grammar");
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(&query, tree.root_node(), source.as_bytes());
    let mut found = Vec::new();
    while let Some(one) = matches.next() {
        for capture in one.captures() {
            let name = query.capture_names()[capture.index as usize];
            found.push((name.to_owned(), source[capture.node.byte_range()].to_owned()));
        }
    }
    found.retain(|(name, _)| !name.starts_with('_'));
    found
}

fn check(query: &str, source: &str, expected: &[(&str, &str)]) {
    let found = captures(query, source);
    let found: Vec<(&str, &str)> = found.iter().map(|(name, text)| (&**name, &**text)).collect();
    assert_eq!(found, expected, "{source}");
}

#[test]
fn runnables() {
    let query = include_str!("../queries/runnables.scm");
    let create = [("run", "createSync"), ("create", "createSync")];
    check(query, "export default createSync<T>({});", &create);
    check(query, "const sync = createSync({});\nexport default sync;", &create);
    check(query, "const other = createSync({});\nexport default sync;", &[]);
    check(query, "export default createOnEvent({});", &[]);
}

#[test]
fn textobjects() {
    let query = include_str!("../queries/textobjects.scm");
    check(
        query,
        "createAction({ exec: () => 1 });",
        &[
            ("class.outer", "createAction({ exec: () => 1 })"),
            ("class.around", "createAction({ exec: () => 1 })"),
            ("class.inner", "{ exec: () => 1 }"),
            ("class.inside", "{ exec: () => 1 }"),
            ("entry.outer", "exec: () => 1"),
            ("entry.around", "exec: () => 1"),
            ("entry.inner", "() => 1"),
            ("entry.inside", "() => 1"),
            ("function.outer", "exec: () => 1"),
            ("function.around", "exec: () => 1"),
            ("function.inner", "1"),
            ("function.inside", "1"),
        ],
    );
    check(query, "f({ run: () => 1 });", &[]);
}

#[test]
fn injections() {
    let query = include_str!("../queries/injections.scm");
    check(
        query,
        "f({ data: { query: `\n query { a }` } });",
        &[("injection.content", "\n query { a }")],
    );
    check(
        query,
        "const users = `mutation A($b: C) { d }`;",
        &[("injection.content", "mutation A($b: C) { d }")],
    );
    check(query, "f({ query: `name = 1` });", &[]);
}
