//! A request without `retries`.

use syntax::ast::Node;

use super::req_retryon_without_retries;
use crate::prelude::*;
use crate::request::{self, Configuration, Place, Request};

declare_rule! {
    /// A request does not say how often it is tried again.
    ///
    /// ## Why
    ///
    /// The default is 0: a single 429 or 502 of the provider ends the run. `nango.paginate` is no exception, and one lost page of many
    /// ends it too. Whoever wants no second attempt says so: `retries: 0`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({
    ///             endpoint: '/deals'
    ///         });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({
    ///             endpoint: '/deals',
    ///             retries: 3
    ///         });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Creates deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.post({ endpoint: '/deals', data: { name: 'New' }, retries: 0 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds `retries: 3`. For a request that only reads this is safe; one that writes may do so twice.
    "req-retries-missing" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#http-request-retries",
        source: "`retries || 0` in `services/proxy/utils.ts`; S0: \"Set retries intentionally\"; `proxy-call-retries` of Nango's ESLint plugin",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [13, 13, 13],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method != "uncontrolledFetch") else {
        return;
    };
    let source = ctx.source;
    let is_closed = |configuration: &Configuration| source.has_only_plain_keys(configuration.object);
    let Some(configuration) = request.written().filter(is_closed) else {
        return;
    };
    if source.property(configuration.object, "retries").is_some()
        || !request.is_on_nango()
        || (configuration.place != Place::Call && request.is_set_later("retries"))
    {
        return;
    }
    // That says it already, and its fix adds the property: both fixes together would add it twice.
    if req_retryon_without_retries::lone(ctx, node).is_some() {
        return;
    }
    let edit = request::addition(source, configuration.object, "retries: 3");
    let applicability = if request.is_get(configuration) {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let found = ctx.report(
        request.method_range,
        "this request is not tried again when it fails: set `retries`",
    );
    if let Some(edit) = edit {
        found.fix("Add `retries: 3`", applicability, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::Applicability;
    use crate::testing::{Sandbox, check, fixed, in_sync};

    #[track_caller]
    fn missing(statement: &str) {
        check(&in_sync(statement), "req-retries-missing");
    }

    #[track_caller]
    fn settled(statement: &str) {
        check(&in_sync(statement), "");
    }

    #[test]
    fn wherever_the_configuration_stands() {
        missing("await nango.proxy({ endpoint: '/a' });");
        missing("for await (const page of nango.paginate({ endpoint: '/a' })) { use(page); }");
        missing("const config: ProxyConfiguration = { endpoint: '/a' };\nawait nango.get(config);");
        missing("await nango.get({ endpoint: '/a' } as ProxyConfiguration);");
        settled("await nango.get({ endpoint: '/a', 'retries': 0 });");
        settled("await nango.get({ endpoint: '/a', retries });");
    }

    #[test]
    fn what_may_come_from_elsewhere() {
        settled("await nango.get({ ...base, endpoint: '/a' });");
        settled("await nango.get(config);");
        settled("const config = { endpoint: '/a' };\nconfig.retries = 2;\nawait nango.get(config);");
        settled("await client.get({ endpoint: '/a' });");
        settled("await nango.uncontrolledFetch({ url: new URL('https://crm.test') });");
    }

    #[test]
    fn what_the_compiler_refuses_is_said_once() {
        check(
            &in_sync("await nango.get({ endpoint: '/a', retryOn: [429] });"),
            "req-retryon-without-retries",
        );
        missing("const config = { endpoint: '/a', retryOn: [429] };\nawait nango.get(config);");
    }

    #[test]
    fn a_write_is_looked_at() {
        let fix = |statement: &str| {
            let found = Sandbox::new(&in_sync(statement)).all();
            found[0].1.fixes[0].applicability
        };
        assert_eq!(fix("await nango.get({ endpoint: '/a' });"), Applicability::Safe);
        assert_eq!(fix("await nango.post({ endpoint: '/a' });"), Applicability::Unsafe);
        assert_eq!(
            fix("await nango.proxy({ endpoint: '/a', method: 'PUT' });"),
            Applicability::Unsafe
        );
        let text = fixed(&in_sync("await nango.get({ endpoint: '/a' });")).expect("a fix");
        assert!(text.contains("{ endpoint: '/a', retries: 3 }"), "{text}");
        let text = fixed(&in_sync("await nango.get({\n    endpoint: '/a',\n});")).expect("a fix");
        assert!(text.contains("    endpoint: '/a',\n    retries: 3,\n"), "{text}");
    }
}
