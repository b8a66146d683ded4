//! Metadata that is read and not declared.

use project::items::SdkType;

use crate::prelude::*;
use crate::rules::def::add_property;
use crate::schemas;

declare_rule! {
    /// A function reads metadata, and its definition has no schema for it.
    ///
    /// ## Why
    ///
    /// With `metadata` in the definition, `getMetadata()` has its type, the dashboard shows which fields there are, and a dry run checks
    /// them. Without it nothing is known: a misspelt field is `undefined` for every customer.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata<{ team?: string }>();
    ///         await nango.log(`Deals of ${metadata?.team}`);
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.object({ team: z.string().optional() }),
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata<{ team?: string }>();
    ///         await nango.log(`Deals of ${metadata?.team}`);
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.object({ team: z.string().optional() }),
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata();
    ///         await nango.log(`Deals of ${metadata?.team}`);
    ///     }
    /// });
    /// ```
    /// ## Fix
    ///
    /// Declares the fields that are read, as texts that may be missing.
    "meta-read-without-schema" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`TMetadataInferred` of `@nangohq/runner-sdk`; S0: \"Use metadata when the action depends on connection-specific values\"",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [233, 10, 10],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    // Of several definitions it is not known which of them a call stands in.
    let [call] = &*ctx.items.create_calls else { return };
    let Argument::Object(definition) = &call.argument else {
        return;
    };
    if call.kind == FunctionKind::Function || !definition.is_closed() || definition.get("metadata").is_some() {
        return;
    }
    let items = ctx.items;
    let read = items
        .calls
        .iter()
        .find(|call| call.sdk == Some(SdkType::Definition) && &*call.method == "getMetadata");
    let Some(read) = read else { return };
    let fix = declaration(ctx, definition);
    let file = ctx.file;
    let diagnostic = ctx.report(
        read.method_span.0,
        "the definition has no schema for the metadata that is read here",
    );
    if let Some((title, edit)) = fix {
        diagnostic.unsafe_fix(title, file, [edit]);
    }
}

/// Declares the fields that the function reads, if all of them are known.
fn declaration(ctx: &FileContext<'_>, definition: &Definition) -> Option<(String, TextEdit)> {
    let zod = schemas::zod_name(ctx)?;
    let read = ctx.scope.analysis.effects_of_run(ctx.file).metadata_read;
    if read.has_more || read.names.is_empty() || !read.names.iter().all(|name| is_identifier(name)) {
        return None;
    }
    let fields = read
        .names
        .iter()
        .map(|name| format!("{name}: {zod}.string().optional()"));
    let property = format!(
        "metadata: {zod}.object({{ {} }})",
        fields.collect::<Vec<_>>().join(", ")
    );
    let exec = definition
        .properties
        .iter()
        .position(|property| &*property.name == "exec");
    let before = exec.and_then(|at| definition.properties.get(at.checked_sub(1)?));
    let edit = add_property(ctx, definition, before.map(|before| &*before.name), &property);
    Some((
        format!("Declare {}", words::list(read.names.iter().map(|name| &**name))),
        edit,
    ))
}

fn is_identifier(name: &str) -> bool {
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '$';
    name.chars().all(is_word) && !name.starts_with(|it: char| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    #[track_caller]
    fn reads(exec: &str, more: &str, expected: &str) {
        check(
            &action(&format!("exec: async (nango) => {{ {exec} return {{}}; }}{more}")),
            expected,
        );
    }

    #[test]
    fn fields_that_are_known_are_declared() {
        let declared = |body: &str| {
            let exec =
                format!("exec: async (nango) => {{ const metadata = await nango.getMetadata(); {body} return {{}}; }}");
            let fixed = fixed(&action(&exec))?;
            Some(
                fixed
                    .lines()
                    .find(|line| line.contains("metadata: z."))?
                    .trim()
                    .to_owned(),
            )
        };
        assert_eq!(
            declared("await nango.log(`${metadata.team} ${metadata?.stage}`);").as_deref(),
            Some("metadata: z.object({ stage: z.string().optional(), team: z.string().optional() }),")
        );
        assert_eq!(declared("send(metadata);"), None);
        assert_eq!(declared("await nango.log(metadata['the team']);"), None);
    }

    #[test]
    fn where_nothing_is_declared() {
        reads("await nango.getMetadata();", "", "meta-read-without-schema");
        reads(
            "await nango.getMetadata(); await nango.getMetadata();",
            "",
            "meta-read-without-schema",
        );
        reads("await nango.getMetadata();", ", metadata: z.object({})", "");
        reads("await nango.getMetadata();", ", ...shared", "");
        reads("await nango.getConnection();", "", "");
        reads("await cache.getMetadata();", "", "");
    }
}
