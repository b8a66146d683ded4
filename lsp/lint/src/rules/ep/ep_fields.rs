//! An endpoint that is none.

use crate::prelude::*;
use crate::settings::nearest;

declare_rule! {
    /// An endpoint has a method that Nango does not serve, lacks its method or path, or has something else.
    ///
    /// ## Why
    ///
    /// It has a `method` (one of five, in upper case), a `path`, and perhaps a `group`. TypeScript refuses anything else, and
    /// so does `nango compile`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     endpoint: { method: 'post', path: '/crm/deals' },
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     endpoint: { method: 'POST', path: '/crm/deals' },
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     endpoint: { method: 'POST', path: '/crm/deals', group: 'Deals' },
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the method in upper case, which is safe, or proposes the nearest method or property.
    "ep-fields" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`NangoSyncEndpointV2` and `HTTP_METHOD` of `@nangohq/types`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const FIELDS: [&str; 3] = ["method", "path", "group"];

fn check(ctx: &mut FileContext<'_>) {
    let items = ctx.items;
    // What stands in a constant or behind a cast may have another type than it seems.
    let places = ["endpoint", "endpoints"].map(|name| ctx.property(name).filter(|it| !it.is_cast));
    for endpoint in items.endpoints() {
        let object = endpoint.definition;
        let is_here = places
            .iter()
            .flatten()
            .any(|it| it.value_span.contains_range(object.span.0));
        if !is_here || endpoint.span != object.span || !object.is_closed() {
            continue;
        }
        if let Some(method) = object.get("method") {
            check_method(ctx, Settled::of(items, method));
        }
        for name in ["method", "path"] {
            let is_text = |value: &Value| !matches!(value, Value::Number(_) | Value::Bool(_) | Value::Null);
            if let Some(property) = object.get(name).filter(|it| !it.is_cast && !is_text(&it.value)) {
                ctx.report(property.value_span.0, format!("the `{name}` of an endpoint is a text"));
            }
        }
        for missing in ["method", "path"].into_iter().filter(|name| object.get(name).is_none()) {
            ctx.report(object.span.0, format!("the endpoint has no `{missing}`"));
        }
        for property in object.properties.iter().filter(|it| !FIELDS.contains(&&*it.name)) {
            let absent = FIELDS.into_iter().filter(|name| object.get(name).is_none());
            let meant = nearest(&property.name, absent).filter(|_| property.key != KeyForm::Shorthand);
            let file = ctx.file;
            let diagnostic = ctx.report(
                property.name_span.0,
                format!("an endpoint has no property `{}`", property.name),
            );
            if let Some(meant) = meant {
                let edit = TextEdit::replace(property.name_span.0, meant);
                diagnostic.unsafe_fix(format!("Rename it to `{meant}`"), file, [edit]);
            }
        }
    }
}

fn check_method(ctx: &mut FileContext<'_>, settled: Settled<'_>) {
    let Some(method) = settled.literal().filter(|method| !METHODS.contains(method)) else {
        return;
    };
    let file = ctx.file;
    let what = if method.is_empty() {
        "an empty text".to_owned()
    } else {
        format!("`{method}`")
    };
    let message = format!("{what} is no method of an endpoint: there are {}", words::list(METHODS));
    let diagnostic = ctx.report(settled.span, message);
    let upper = method.to_ascii_uppercase();
    if let Some(meant) = nearest(&upper, METHODS) {
        let applicability = if meant == upper {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        let edit = TextEdit::replace(settled.span, format!("'{meant}'"));
        diagnostic.fix(
            format!("Write `{meant}`"),
            applicability,
            SourceChange::edit(file, [edit]),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{self, check};

    fn sync(endpoints: &str) -> String {
        testing::sync(&[&format!("endpoints: {endpoints}")])
    }

    #[test]
    fn what_typescript_refuses() {
        check(&sync("[{ method: 'HEAD', path: '/a' }]"), "ep-fields");
        check(&sync("[{ path: '/a' }]"), "ep-fields");
        check(&sync("[{ method: 'GET' }]"), "ep-fields");
        check(&sync("[{ method: 'GET', path: 1 }]"), "ep-fields");
        check(&sync("[{ method: 'GET', path: '/a', groups: 'b' }]"), "ep-fields");
    }

    #[test]
    fn what_typescript_cannot_see() {
        check(&sync("[{ method: 'get', path: '/a' }] as any"), "");
        check(&sync("[{ method: 'get', path: '/a' } as any]"), "");
        check(&sync("[{ method: 'get' as any, path: '/a' }]"), "");
        check(&sync("[{ ...base, path: '/a' }]"), "");
        check(
            &format!("const list: any = [{{ method: 'get' }}];\n{}", sync("list")),
            "",
        );
    }
}
