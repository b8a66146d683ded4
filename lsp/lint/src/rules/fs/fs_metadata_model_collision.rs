//! Two syncs whose metadata gets one model name.

use crate::prelude::*;

declare_rule! {
    /// Two syncs of one integration have metadata, and names that differ in punctuation only.
    ///
    /// ## Why
    ///
    /// The compiler makes a model of the metadata and names it after the sync, letters and digits only: `line-items` and
    /// `lineitems` give the same name, and a model may be defined only once in an integration.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/syncs/line-items.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs line items',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { LineItem: z.object({ id: z.string() }) },
    ///     metadata: z.object({ region: z.string() }),
    ///     exec: async () => {}
    /// });
    /// //- /crm/syncs/lineitems.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs old line items',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { OldLineItem: z.object({ id: z.string() }) },
    ///     metadata: z.object({ region: z.string() }),
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/syncs/line-items.ts createSync
    /// //- /crm/syncs/lineitems.ts createSync
    /// ```
    "fs-metadata-model-collision" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/storage",
        source: "`parseSync` and `postValidation` of `zeroYaml/definitions.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some((name, metadata)) = ctx.function.and_then(|function| model(&ctx.scope, function)) else {
        return;
    };
    let project = ctx.scope.project;
    let Some(integration) = project.integration_of(ctx.file) else {
        return;
    };
    // It is reported once, on the later one by path.
    let earlier = integration.functions.iter().take_while(|file| *file < ctx.file);
    let earlier = earlier
        .filter(|file| project.registered(file))
        .filter_map(|file| project.function_at(file));
    let mut models = earlier.filter_map(|other| Some((other, model(&ctx.scope, other)?)));
    let Some((other, (_, place))) = models.find(|(_, (other, _))| *other == name) else {
        return;
    };
    let message = format!(
        "its model gets the name of that of `{}`: both syncs are called `{name}` without punctuation",
        other.name
    );
    ctx.report(metadata, message)
        .related(&other.file, place, "the other metadata");
}

/// The part of the metadata model's name that depends on the sync, and the place of `metadata`. None without metadata.
fn model(scope: &Scope<'_>, function: &Function) -> Option<(String, TextRange)> {
    let call = scope
        .items(&function.file)?
        .function()
        .filter(|call| call.kind == FunctionKind::Sync)?;
    let metadata = call.definition()?.get("metadata")?;
    let is_absent = matches!(&metadata.value, Value::Null)
        || matches!(&metadata.value, Value::Identifier(name) if &**name == "undefined");
    let name = function.name.chars().filter(char::is_ascii_alphanumeric).collect();
    (!is_absent).then_some((name, metadata.name_span.0))
}
