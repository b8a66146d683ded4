//! A model whose name the compiler refuses.

use crate::prelude::*;

declare_rule! {
    /// The name of a model does not begin with an upper-case letter, has other characters than letters, digits and `_`, or
    /// has only one.
    ///
    /// ## Why
    ///
    /// `nango compile` refuses it.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { 'lost-deal': z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'lost-deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { LostDeal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'LostDeal');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Lost_Deal2: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the words of the name together, each with an upper-case letter, here and where this file names the model in
    /// calls. Records are read under the name of their model: who reads them has to follow.
    "model-name" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`regexModelName` of `zeroYaml/definitions.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(models) = ctx.items.models() else { return };
    for model in models.properties.iter().filter(|model| !is_name(&model.name)) {
        let message = match &*model.name {
            "" => "the compiler refuses a model without a name".to_owned(),
            name if is_start(name) => format!("the compiler refuses the model `{name}`: one letter is no name"),
            name => format!(
                "the compiler refuses the model `{name}`: it takes letters, digits and `_`, and begins with an upper-case letter"
            ),
        };
        let (file, items) = (ctx.file, ctx.items);
        let diagnostic = ctx.report(model.name_span.0, message);
        let better = in_words(&model.name);
        if is_name(&better) && models.get(&better).is_none() {
            let text = match model.key {
                KeyForm::Shorthand => format!("{better}: {}", model.name),
                _ => better.clone(),
            };
            let key = TextEdit::replace(model.name_span.0, text);
            let uses = items.calls.iter().filter_map(|call| call.model.as_ref());
            let uses = uses.filter(|used| used.text == model.name).map(|used| {
                // Between the quotes.
                let quote = TextSize::of('\'');
                let inner = TextRange::new(used.span.start() + quote, used.span.end() - quote);
                TextEdit::replace(inner, better.clone())
            });
            diagnostic.unsafe_fix(format!("Call it `{better}`"), file, [key].into_iter().chain(uses));
        }
    }
}

fn is_name(name: &str) -> bool {
    let mut rest = name.chars();
    let is_first = rest.next().is_some_and(|first| first.is_ascii_uppercase());
    let rest = rest.as_str();
    is_first && !rest.is_empty() && rest.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
}

/// Whether a second letter would make it a name.
fn is_start(name: &str) -> bool {
    name.len() == 1 && is_name(&format!("{name}{name}"))
}

/// `LostDeal` of `lost-deal`.
fn in_words(name: &str) -> String {
    let words = name.split(|char: char| !char.is_ascii_alphanumeric() && char != '_');
    words
        .flat_map(|word| {
            let mut rest = word.chars();
            let first = rest.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(rest)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{self, check, fixed};

    fn sync(models: &str) -> String {
        testing::sync(&[&format!("models: {models}")])
    }

    #[test]
    fn corners_of_the_expression() {
        check(&sync("{ D: z.object({ id: z.string() }) }"), "model-name");
        check(&sync("{ deal: z.object({ id: z.string() }) }"), "model-name");
        check(&sync("{ Déal: z.object({ id: z.string() }) }"), "model-name");
        check(&sync("{ 'Deal\\n': z.object({ id: z.string() }) }"), "model-name");
        check(&sync("{ 12: z.object({ id: z.string() }) }"), "model-name");
        check(&sync("{ D_: z.object({ id: z.string() }) }"), "");
        check(&sync("{ ['deal']: z.object({ id: z.string() }) }"), "");
    }

    #[test]
    fn known_keys_count_beside_unknown_ones_and_in_constants() {
        check(&sync("{ ...shared, deal: z.object({ id: z.string() }) }"), "model-name");
        check(
            &format!(
                "const models = {{ deal: z.object({{ id: z.string() }}) }};\n{}",
                sync("models")
            ),
            "model-name",
        );
    }

    #[test]
    fn a_shorthand_keeps_its_value() {
        let text = format!("const deal = z.object({{ id: z.string() }});\n{}", sync("{ deal }"));
        assert!(fixed(&text).unwrap().contains("models: { Deal: deal }"));
    }
}
