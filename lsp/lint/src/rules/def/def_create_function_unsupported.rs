//! What `createFunction` declares and the CLI does not support yet.

use crate::prelude::*;

declare_rule! {
    /// A `createFunction` declares something that the CLI does not support yet.
    ///
    /// ## Why
    ///
    /// Its types allow more than the compiler does, which refuses every trigger but `none` and `http`, data models,
    /// functions without a connection, and `invoke`.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=def-create-function-experimental
    /// import { createFunction } from 'nango/experimental';
    ///
    /// export default createFunction({
    ///     description: 'Says hello',
    ///     trigger: { kind: 'schedule', frequency: 'every hour' },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// import { createFunction } from 'nango/experimental';
    ///
    /// export default createFunction({
    ///     description: 'Says hello',
    ///     trigger: { kind: 'http' },
    ///     exec: async () => {}
    /// });
    /// ```
    "def-create-function-unsupported" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#choose-function-type",
        source: "`validateFunction` of `zeroYaml/definitions.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

/// The triggers of 0.71.10; what came before knew `none` alone.
const TRIGGERS: [&str; 2] = ["none", "http"];

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call().filter(|call| call.kind == FunctionKind::Function) else {
        return;
    };
    let Some(object) = call.definition() else { return };
    if let Some(trigger) = below(object, "trigger") {
        match trigger.get("kind") {
            Some(Property {
                value: Value::String(kind),
                value_span,
                ..
            }) if !TRIGGERS.contains(&&**kind) => {
                ctx.report(
                    value_span.0,
                    format!("the compiler does not support functions with the trigger `{kind}` yet"),
                );
            }
            _ => {}
        }
        if let Some(debounce) = trigger.get("debounce") {
            ctx.report(debounce.name_span.0, "the compiler does not support `debounce` yet");
        }
    }
    if let Some(models) = below(object, "data").and_then(|data| data.get("models")) {
        ctx.report(models.name_span.0, "the compiler does not support `data.models` yet");
    }
    let Some(requires) = below(object, "requires") else {
        return;
    };
    for (name, refused, what) in [
        ("connection", false, "functions without a connection"),
        ("invoke", true, "`requires.invoke`"),
    ] {
        if let Some(property) = requires
            .get(name)
            .filter(|property| property.value == Value::Bool(refused))
        {
            ctx.report(property.span.0, format!("the compiler does not support {what} yet"));
        }
    }
}

/// The object literal below a property.
fn below<'a>(object: &'a Definition, name: &str) -> Option<&'a Definition> {
    match &object.get(name)?.value {
        Value::Object(below) => Some(below),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn every_refusal_of_the_compiler_is_known() {
        for (property, finding) in [
            ("data: { models: {} }", "def-create-function-unsupported"),
            ("data: { metadata: z.object({}) }", ""),
            ("requires: { connection: false }", "def-create-function-unsupported"),
            ("requires: { invoke: true }", "def-create-function-unsupported"),
            ("requires: { invoke: false }", ""),
            (
                "trigger: { kind: 'http', debounce: { windowMs: 1 } }",
                "def-create-function-unsupported",
            ),
        ] {
            let text = format!(
                "import {{ createFunction }} from 'nango/experimental';
                export default createFunction({{ description: 'Says hello', {property}, exec: async () => {{}} }});
                "
            );
            check(&text, format!("def-create-function-experimental {finding}").trim());
        }
    }
}
