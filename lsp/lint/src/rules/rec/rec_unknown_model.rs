//! A model that the sync does not declare.

use project::items::{Items, NangoCall, SdkType, Value};

use crate::prelude::*;
use crate::settings::nearest;

declare_rule! {
    /// A call names a model that the sync does not declare.
    ///
    /// ## Why
    ///
    /// The type check knows the keys of `models` and refuses every other name. In a helper, whose SDK object is of a wider type, it
    /// does not: there the call fails when it is made. A helper is judged when it is bundled by syncs alone, and none of them
    /// declares the model.
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
    ///         await nango.batchSave([{ id: '1' }], 'Deals');
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
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Stage');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the nearest model, if one is near.
    "rec-unknown-model" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#save-records",
        source: "`NangoSyncBase` (`TModelName`) of `@nangohq/runner-sdk`; `modelFullName` of the runner",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let items = ctx.items;
    if !items.calls.iter().any(|call| call.is_model_literal) {
        return;
    }
    let Some(declared) = declared(ctx) else { return };
    let file = ctx.file;
    for call in &items.calls {
        let Some(model) = call.model.as_ref().filter(|_| call.is_model_literal) else {
            continue;
        };
        if declared.iter().any(|name| **name == *model.text) {
            continue;
        }
        let message = if items.create_calls.is_empty() {
            format!("no sync that uses this declares the model `{}`", model.text)
        } else {
            format!("the sync declares no model `{}`", model.text)
        };
        let diagnostic = ctx.report(model.span.0, message);
        if !is_checked(call) {
            diagnostic.merely(Severity::Warning, &[Reporter::Runtime]);
        }
        if let Some(meant) = nearest(&model.text, declared.iter().copied()) {
            let (start, end) = (model.span.start(), model.span.end());
            let quote = TextSize::of('\'');
            let edit = TextEdit::replace(TextRange::new(start + quote, end - quote), meant);
            diagnostic.unsafe_fix(format!("Write `{meant}`"), file, [edit]);
        }
    }
}

/// Whether TypeScript knows the models there: that of a parameter with a type of its own may be wider.
fn is_checked(call: &NangoCall) -> bool {
    call.sdk == Some(SdkType::Definition)
}

/// The models that a call in this file may name; none if that is not known, or if it is no sync that calls.
fn declared<'a>(ctx: &FileContext<'a>) -> Option<Vec<&'a str>> {
    let items = ctx.items;
    match &items.create_calls[..] {
        [_] => models(items),
        [] => {
            let project = ctx.scope.project;
            let entries = project.entries_reaching(ctx.file);
            let mut all = Vec::new();
            for entry in &entries {
                all.extend(models(ctx.scope.items(entry)?)?);
            }
            (!all.is_empty()).then_some(all)
        }
        _ => None,
    }
}

/// The models of a sync, if the file is one and they can be read as TypeScript reads them.
pub(crate) fn models(items: &Items) -> Option<Vec<&str>> {
    let sync = items.function().filter(|call| call.kind == FunctionKind::Sync)?;
    let property = sync.definition()?.settled("models").filter(|models| !models.is_cast)?;
    let is_annotated = |name: &str| {
        items
            .constants
            .iter()
            .any(|constant| &*constant.name == name && constant.is_annotated)
    };
    if matches!(&property.value, Value::Identifier(name) if is_annotated(name)) {
        return None;
    }
    match items.resolve(&property.value, property.value_span).0 {
        Value::Object(models) if models.is_closed() => {
            Some(models.properties.iter().map(|model| &*model.name).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::testing::{Sandbox, check};

    fn sync(models: &str, body: &str) -> String {
        format!(
            "export default createSync({{ description: 'd', version: '1.0.0', frequency: 'every hour', models: {models}, \
             exec: async (nango) => {{ {body} }} }});\n"
        )
    }

    const DEAL: &str = "{ Deal: z.object({ id: z.string() }) }";

    #[test]
    fn every_call_that_takes_a_model() {
        for call in [
            "await nango.batchDelete([], 'X');",
            "await nango.getRecordsByIds(['Deal'], `X`);",
            "await nango.setMergingStrategy({ strategy: 'override' }, 'X');",
            "for await (const deal of nango.listRecords('X', { cursor: 'Deal' })) {}",
            "await nango?.batchSave([], ('X'));",
            "const sdk = nango; await sdk.batchSave([], 'X');",
        ] {
            check(&sync(DEAL, call), "rec-unknown-model");
            check(&sync(DEAL, &call.replace('X', "Deal")), "");
        }
        for call in [
            "await nango.batchSave([], 'X' as any);",
            "await nango.batchSave([], model);",
            "await nango.log('X');",
        ] {
            check(&sync(DEAL, call), "");
        }
    }

    #[test]
    fn models_that_are_not_known() {
        let call = "await nango.batchSave([], 'X');";
        for models in [
            "models",
            "{ ...more }",
            "{ [name]: Deal }",
            "{ Deal } as Record<string, Model>",
            "all()",
        ] {
            check(&sync(models, call), "");
        }
        check(
            &format!(
                "const models: Record<string, Model> = {DEAL};\n{}",
                sync("models", call)
            ),
            "",
        );
        check(
            &format!("const models = {DEAL};\n{}", sync("models", call)),
            "rec-unknown-model",
        );
    }

    fn severity(fixture: &str, path: &str) -> Option<Severity> {
        let sandbox = Sandbox::new(fixture);
        let found = sandbox
            .all()
            .into_iter()
            .find(|(file, it)| it.rule.id == "rec-unknown-model" && file.as_str().ends_with(path));
        found.map(|(_, it)| it.severity)
    }

    #[test]
    fn behind_a_cast_or_a_wider_type_it_fails_when_it_runs() {
        let wide = format!(
            "{}async function save(nango: NangoSync) {{ await nango.batchSave([], 'X'); }}\n",
            sync(DEAL, "await save(nango);")
        );
        assert_eq!(severity(&wide, "deals.ts"), Some(Severity::Warning));
        let cast = sync(DEAL, "await (nango as any).batchSave([], 'X');");
        assert_eq!(severity(&cast, "deals.ts"), Some(Severity::Warning));
        assert_eq!(
            severity(&sync(DEAL, "await nango.batchSave([], 'X');"), "deals.ts"),
            Some(Severity::Error)
        );
    }

    #[test]
    fn a_helper_is_judged_by_all_that_use_it() {
        let entry = |name: &str, text: &str| {
            format!(
                "//- /crm/syncs/{name}.ts\nimport {{ createSync, createAction }} from 'nango';\nimport {{ save }} from '../save.js';\n{text}"
            )
        };
        let helper =
            "//- /crm/save.ts\nexport async function save(nango: NangoSync) { await nango.batchSave([], 'Stage'); }\n";
        let deals = entry("deals", &sync(DEAL, "await save(nango);"));
        let stages = entry(
            "stages",
            &sync("{ Stage: z.object({ id: z.string() }) }", "await save(nango);"),
        );
        let unknown = entry("stages", &sync("models", "await save(nango);"));
        assert_eq!(
            severity(&format!("{helper}{deals}"), "save.ts"),
            Some(Severity::Warning)
        );
        assert_eq!(severity(&format!("{helper}{deals}{stages}"), "save.ts"), None);
        assert_eq!(severity(&format!("{helper}{deals}{unknown}"), "save.ts"), None);
    }
}
