//! A default export that the compiler does not accept.

use crate::prelude::*;
use crate::rules::index::index_entry_not_function;

declare_rule! {
    /// The default export of a registered file is not a create call, nor a variable of this file that is initialised with
    /// one.
    ///
    /// ## Why
    ///
    /// The compiler looks at the syntax alone: `createAction(…)`, `createSync(…)` or `createOnEvent(…)` under exactly that
    /// name, or an identifier whose declaration in the same file has such a call. It does not look through `as`, aliases
    /// of an import, or `export { … as default }`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// const list = createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// }) as unknown as { name: string };
    /// export default list;
    /// ```
    ///
    /// ```ts fixed
    /// const list = createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// export default list;
    /// ```
    ///
    /// ```ts invalid
    /// //- /crm/actions/list.ts
    /// export default async function run(nango: unknown) {
    ///     return nango;
    /// }
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Takes a cast away, calls an aliased create function by its name, or exports the variable itself.
    "def-invalid-default-export" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` (`ExportDefaultDeclaration`) of `zeroYaml/compile.ts`; S1 still shows a function",
        fix: Some(Applicability::Safe),
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(export) = &ctx.items.default_export else {
        return;
    };
    let (file, items) = (ctx.file, ctx.items);
    match &export.form {
        // What a re-export does is another rule's matter.
        DefaultForm::Create(_) | DefaultForm::ReExport { .. } => {}
        DefaultForm::Cast { cast_span, .. } => {
            ctx.report(
                cast_span.0,
                "the compiler does not look through a cast: the default export must be the bare create call",
            )
            .safe_fix("Remove the cast", file, [TextEdit::delete(cast_span.0)]);
        }
        DefaultForm::AliasedCreate(create) => {
            let Some(call) = items.create_calls.get(*create) else {
                return;
            };
            let name = call.kind.create_name();
            let message = format!(
                "the compiler knows `{name}` by this name only, not as `{}`",
                call.callee
            );
            let edits = unalias(ctx, call);
            let diagnostic = ctx.report(call.callee_span.0, message);
            if let Some(edits) = edits {
                diagnostic.safe_fix(format!("Call it `{name}`"), file, edits);
            }
        }
        DefaultForm::Specifier { create } => {
            let edit = create.and_then(|_| direct_export(ctx));
            let message = "the compiler does not accept `export { … as default }`";
            let diagnostic = ctx.report(export.span.0, message);
            if let Some(edit) = edit {
                diagnostic.safe_fix("Export the variable itself", file, [edit]);
            }
        }
        DefaultForm::ImportedBinding { source } => {
            let message = format!("the function must be created in this file, not in `{source}`");
            ctx.report(export.span.0, message);
        }
        DefaultForm::Function | DefaultForm::Class | DefaultForm::Object | DefaultForm::Other => {
            if index_entry_not_function::is_support_file(&ctx.scope, file) {
                return;
            }
            let create = kind_of_place(ctx).map_or("createAction", FunctionKind::create_name);
            let what = match &export.form {
                DefaultForm::Function => "a function, as before Zero YAML",
                DefaultForm::Class => "a class",
                DefaultForm::Object => "an object",
                _ => "an expression",
            };
            let message = format!("the default export must be a call of `{create}`, not {what}");
            let range = export.identifier.as_ref().map_or(export.span, |name| name.span);
            ctx.report(first_line(ctx, range.0), message);
        }
    }
}

/// The edits that give an aliased import its own name back, where it is imported and where it is called.
fn unalias(ctx: &FileContext<'_>, call: &CreateCall) -> Option<Vec<TextEdit>> {
    if call.callee_form != CalleeForm::Alias {
        return None;
    }
    let specifiers = ctx.items.imports.iter().flat_map(|import| &import.specifiers);
    let specifier = specifiers
        .into_iter()
        .find(|specifier| specifier.local == call.callee)?;
    let calls = ctx
        .items
        .create_calls
        .iter()
        .filter(|other| other.callee == call.callee);
    let name = call.kind.create_name();
    let mut edits = vec![TextEdit::replace(specifier.span.0, name)];
    edits.extend(calls.map(|call| TextEdit::replace(call.callee_span.0, name)));
    Some(edits)
}

/// The edit that makes `export default name;` of `export { name as default };`, if nothing else is exported there.
fn direct_export(ctx: &FileContext<'_>) -> Option<TextEdit> {
    let export = ctx.items.exports.iter().find(|export| &*export.name == "default")?;
    let ExportForm::Specifier { local, .. } = &export.form else {
        return None;
    };
    let is_alone = ctx
        .items
        .exports
        .iter()
        .filter(|other| other.span == export.span)
        .count()
        == 1;
    is_alone.then(|| TextEdit::replace(export.span.0, format!("export default {local};")))
}

/// The kind whose folder the file lies in.
fn kind_of_place(ctx: &FileContext<'_>) -> Option<FunctionKind> {
    FunctionKind::of_folder(ctx.scope.place(ctx.file).split('/').nth(1)?)
}

/// The first line of a range: a whole function would underline half of the file.
fn first_line(ctx: &FileContext<'_>, range: TextRange) -> TextRange {
    let line = ctx.lines().map(|lines| places::line(lines, range.start()));
    let end = line.map_or(range.end(), |line| line.end().clamp(range.start(), range.end()));
    TextRange::new(range.start(), end)
}
