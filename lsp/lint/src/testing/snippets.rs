//! Functions for the tests of rules: what is usual is put in.

/// What stands before a snippet that imports nothing from Nango.
const IMPORTS: [(&str, &str); 2] = [
    (
        "createFunction",
        "import { createFunction } from 'nango/experimental';\nimport * as z from 'zod';\n\n",
    ),
    (
        "create",
        "import { createAction, createOnEvent, createSync } from 'nango';\nimport * as z from 'zod';\n\n",
    ),
];

/// An ordinary action with one property of its own.
pub(crate) fn action(property: &str) -> String {
    let usual = [
        ("description", "description: 'Lists deals'"),
        ("version", "version: '1.0.0'"),
        ("input", "input: z.object({})"),
        ("output", "output: z.object({})"),
        ("exec", "exec: async () => ({})"),
    ];
    function("createAction", &usual, &[property])
}

/// An ordinary sync with some properties of its own.
pub(crate) fn sync(properties: &[&str]) -> String {
    let usual = [
        ("description", "description: 'Syncs deals'"),
        ("version", "version: '1.0.0'"),
        ("frequency", "frequency: 'every hour'"),
        ("models", "models: { Deal: z.object({ id: z.string() }) }"),
        ("exec", "exec: async () => {}"),
    ];
    function("createSync", &usual, properties)
}

/// A function with what is usual, as far as its own properties leave room for it.
fn function(create: &str, usual: &[(&str, &str)], own: &[&str]) -> String {
    let name = |property: &&str| {
        let key = property.split([':', '(']).next().unwrap_or_default().trim();
        key.rsplit(' ').next().unwrap_or_default().trim_matches('\'').to_owned()
    };
    let names: Vec<String> = own.iter().map(name).collect();
    let usual = usual
        .iter()
        .filter(|(usual, _)| !names.iter().any(|name| name == usual));
    let properties: Vec<&str> = usual.map(|(_, text)| *text).chain(own.iter().copied()).collect();
    format!("export default {create}({{\n    {}\n}});\n", properties.join(",\n    "))
}

/// An ordinary sync with these statements in `exec`, each on a line of its own if they are.
pub(crate) fn in_sync(statements: &str) -> String {
    format!(
        "export default createSync({{ description: 'Syncs deals', version: '1.0.0', frequency: 'every hour', models: {{ ...models }}, \
         exec: async (nango) => {{\n{statements}\n}} }});\n"
    )
}

/// The headers and texts of a fixture.
pub(crate) fn sections(fixture: &str) -> Vec<(&str, String)> {
    if !fixture.contains("//- /") {
        let kind = ["createSync", "createOnEvent", "createFunction"]
            .into_iter()
            .find(|name| fixture.contains(name));
        let path = match kind {
            Some("createSync") => "/crm/syncs/deals.ts",
            Some("createOnEvent") => "/crm/on-events/deals.ts",
            Some(_) => "/crm/functions/deals.ts",
            None => "/crm/actions/deals.ts",
        };
        let imports = IMPORTS
            .iter()
            .find(|(name, _)| fixture.contains(name) && !fixture.contains("from 'nango"));
        let text = imports.map_or_else(String::new, |(_, imports)| (*imports).to_owned()) + fixture;
        return vec![(path, text)];
    }
    let mut sections: Vec<(&str, String)> = Vec::new();
    for line in fixture.split_inclusive('\n') {
        match (line.strip_prefix("//- "), sections.last_mut()) {
            (Some(header), _) => sections.push((header.trim(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => assert!(line.trim().is_empty(), "text before the first header: {line}"),
        }
    }
    sections
}

/// A function without any fault.
pub(super) fn ordinary(create: &str) -> &'static str {
    match create {
        "createAction" => {
            "import { createAction } from 'nango';
import * as z from 'zod';

export default createAction({
    description: 'Lists deals',
    version: '1.0.0',
    input: z.object({}),
    output: z.object({}),
    exec: async () => ({})
});
"
        }
        "createSync" => {
            "import { createSync } from 'nango';
import * as z from 'zod';

export default createSync({
    description: 'Syncs deals',
    version: '1.0.0',
    frequency: 'every hour',
    models: { Deal: z.object({ id: z.string() }) },
    exec: async () => {}
});
"
        }
        "createFunction" => {
            "import { createFunction } from 'nango/experimental';

export default createFunction({
    description: 'Says hello',
    exec: async () => {}
});
"
        }
        other => panic!("no ordinary function is made with `{other}`"),
    }
}
