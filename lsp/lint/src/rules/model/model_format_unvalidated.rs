//! Formats of strings by which no run can be validated.

use project::items::ZodWord;
use project::schema::{Scalar, Schema, SchemaKind, is_string_format};

use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// A model, an input or an output has a string of a format that the validation does not know.
    ///
    /// ## Why
    ///
    /// zod writes the format into the JSON schema, and `ajv` refuses a schema with a format that it does not know, whatever the
    /// value: `unknown format "ulid" ignored in schema`. So every dry run with `--validate` or `--save` fails, and no mocks can
    /// be saved. These are `cuid`, `cuid2`, `ulid`, `nanoid`, `xid`, `ksuid`, `cidrv4`, `cidrv6`, `mac`, `base64`, `base64url`,
    /// `e164`, `jwt`, `emoji`, `hex`, `hash`, `lowercase` and `uppercase`. A regular expression says the same and is understood.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.ulid() }),
    ///     output: z.object({ title: z.string() }),
    ///     exec: async () => ({ title: '' })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/) }),
    ///     output: z.object({ title: z.string() }),
    ///     exec: async () => ({ title: '' })
    /// });
    /// ```
    "model-format-unvalidated" {
        levels: Levels::WARNING,
        reporters: [Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`validateData` of `@nangohq/runner-sdk`; `zodToJsonSchema` of the CLI",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [4, 4, 4],
    }
}

/// The formats of zod that `ajv-formats` does not have.
const UNKNOWN: [ZodWord; 18] = [
    ZodWord::Cuid,
    ZodWord::Cuid2,
    ZodWord::Ulid,
    ZodWord::NanoId,
    ZodWord::Xid,
    ZodWord::Ksuid,
    ZodWord::CidrV4,
    ZodWord::CidrV6,
    ZodWord::Mac,
    ZodWord::Base64,
    ZodWord::Base64Url,
    ZodWord::E164,
    ZodWord::Jwt,
    ZodWord::Emoji,
    ZodWord::Hex,
    ZodWord::Hash,
    ZodWord::Lowercase,
    ZodWord::Uppercase,
];

fn check(ctx: &mut FileContext<'_>) {
    let Some(kind) = ctx.create_call().map(|call| call.kind) else {
        return;
    };
    let mut found = Vec::new();
    let names: &[&str] = match kind {
        FunctionKind::Action => &["input", "output"],
        FunctionKind::Sync => &["models"],
        FunctionKind::OnEvent | FunctionKind::Function => return,
    };
    for name in names {
        let Some(property) = ctx.property(name) else { continue };
        match kind {
            FunctionKind::Sync => {
                for field in &schemas::shape(ctx, property).fields {
                    walk(&field.schema, &mut |schema, word| {
                        found.push((property.name_span, schema.origin.clone(), word))
                    });
                }
            }
            _ => walk(&schemas::schema(ctx, property), &mut |schema, word| {
                found.push((property.name_span, schema.origin.clone(), word));
            }),
        }
    }
    // A schema that is used twice is one fault.
    let mut reported = Vec::new();
    for (key, place, word) in found {
        if !reported.contains(&place) {
            let word = word.as_str();
            let message = format!("a dry run with `--validate` fails whatever the value: it knows no format `{word}`");
            schemas::report(ctx, key.0, &place, message);
            reported.push(place);
        }
    }
}

/// Goes through what a schema gives: the JSON schema is made of that side of a transformation.
fn walk(schema: &Schema, found: &mut dyn FnMut(&Schema, ZodWord)) {
    schemas::walk(schema, &mut |schema| {
        if let SchemaKind::String(class) = &schema.kind
            && let Some(word) = format(*class, schema).filter(|word| UNKNOWN.contains(word))
        {
            found(schema, word);
        }
    });
}

/// The format that comes to stand in the JSON schema: the last of them.
fn format(class: Scalar, schema: &Schema) -> Option<ZodWord> {
    let checks = schema.checks.iter().rev().map(|check| check.word);
    let made = match class {
        Scalar::Format(word) | Scalar::Iso(word) => Some(word),
        Scalar::Plain | Scalar::Coerced => None,
    };
    checks
        .chain(made)
        .find(|word| UNKNOWN.contains(word) || is_string_format(*word))
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn whatever_is_validated_and_whatever_stands_around_it() {
        for schema in [
            "z.cuid2()",
            "z.string().lowercase()",
            "z.string().min(3).nanoid().optional()",
            "z.array(z.object({ a: z.e164().nullable() }))",
            "z.record(z.string(), z.union([z.string(), z.jwt()]))",
            "z.number().transform(String).pipe(z.hex())",
        ] {
            check(
                &action(&format!("output: z.object({{ a: {schema} }})")),
                "model-format-unvalidated",
            );
        }
    }

    #[test]
    fn known_formats_and_what_is_not_seen_are_fine() {
        for schema in [
            "z.email()",
            "z.uuid()",
            "z.iso.datetime()",
            "z.string().regex(/a/)",
            "z.string().toLowerCase()",
            "z.string().lowercase().email()",
            "z.ulid().transform((id) => id.length)",
            "other()",
        ] {
            check(&action(&format!("output: z.object({{ a: {schema} }})")), "");
        }
        check(&action("metadata: z.object({ a: z.ulid() })"), "");
    }
}
