//! More or fewer endpoints than models.

use std::collections::BTreeSet;

use crate::prelude::*;

declare_rule! {
    /// A sync has endpoints, and not as many of them as models.
    ///
    /// ## Why
    ///
    /// Each endpoint serves one model. `nango compile` refuses the project; an empty list is a list too. Endpoints are
    /// deprecated: without the property there is nothing to count.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals and their stages',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     endpoints: [{ method: 'GET', path: '/crm/deals' }],
    ///     models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals and their stages',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    "ep-count-mismatch" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`parseSync` of `zeroYaml/definitions.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(models) = ctx.items.models().filter(|models| models.is_closed()) else {
        return;
    };
    let Some(settled) = ctx.settled("endpoints") else {
        return;
    };
    let Value::Array {
        items,
        has_spread: false,
    } = settled.value
    else {
        return;
    };
    let names: BTreeSet<&str> = models.properties.iter().map(|model| &*model.name).collect();
    if names.len() != items.len() {
        let message = format!(
            "{} for {}: there must be as many",
            words::count(items.len(), "endpoint"),
            words::count(names.len(), "model")
        );
        let (file, property) = (ctx.file, settled.property);
        ctx.report(property.span.0, message)
            .related(file, models.span.0, "the models");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{self, check};

    fn sync(endpoints: &str, models: &str) -> String {
        let deal = "const Deal = z.object({ id: z.string() });\n";
        format!("{deal}{}", testing::sync(&[&format!("models: {models}"), endpoints]))
    }

    #[test]
    fn an_empty_list_is_counted() {
        check(&sync("endpoints: []", "{ Deal }"), "ep-count-mismatch");
        check(&sync("endpoints: [] as any", "{ Deal }"), "ep-count-mismatch");
        check(&sync("endpoints: []", "{}"), "model-empty");
        check(&sync("endpoints: undefined", "{ Deal }"), "");
    }

    #[test]
    fn what_cannot_be_counted_is_not() {
        check(&sync("endpoints: [...more]", "{ Deal, Stage: Deal }"), "");
        check(&sync("endpoints: [one, two]", "{ Deal, ...more }"), "");
        check(&sync("endpoints: [one, two]", "{ [name]: Deal }"), "");
        check(&sync("endpoints: [one, two], ...rest", "{ Deal }"), "");
        check(&sync("endpoints: [one, two]", "models"), "");
    }

    #[test]
    fn a_constant_is_counted_unless_somebody_may_change_it() {
        let constant = "const list = [one, two];\n";
        check(
            &format!("{constant}{}", sync("endpoints: list", "{ Deal }")),
            "ep-count-mismatch",
        );
        check(
            &format!("{constant}list.pop();\n{}", sync("endpoints: list", "{ Deal }")),
            "",
        );
    }
}
