//! `method` beside a verb.

use syntax::ast::Node;

use crate::prelude::*;
use crate::request::{self, Place, Request, VERBS};

declare_rule! {
    /// A request says `method`, and its verb says it already.
    ///
    /// ## Why
    ///
    /// `nango.get` sends a GET, whatever `method` says. In the call itself the type check refuses it as a property that does not
    /// exist; in a variable it passes: there it is a hint, and a warning where the two differ.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Adds a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.post({ endpoint: '/deals', method: 'POST', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Adds a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.post({ endpoint: '/deals', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Adds a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.proxy({ endpoint: '/deals', method: 'POST', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Leaves `method` out; of a variable, which may be used elsewhere too, only if you say so.
    "req-method-on-verb" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`NangoActionBase` (`Omit<ProxyConfiguration, 'method'>`) of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [15, 15, 15],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| VERBS.contains(&request.method)) else {
        return;
    };
    let Some(configuration) = request.configuration() else {
        return;
    };
    let source = ctx.source;
    let Some(prop) = source.property(configuration.object, "method") else {
        return;
    };
    if !request.is_typed() {
        return;
    }
    let value = ctx.ast()[prop]
        .value()
        .and_then(|value| source.string_value(request::literal(source, value)));
    let verb = request.method.to_uppercase();
    let differs = value.is_some_and(|value| value.to_uppercase() != verb);
    let message = if differs {
        format!("`nango.{}` sends a {verb}, whatever `method` says", request.method)
    } else {
        format!("`nango.{}` needs no `method`", request.method)
    };
    let edit = request::removal(source, configuration.object, prop);
    let found = ctx.report(request::key(&ctx.ast()[prop]), message);
    let applicability = match configuration.place {
        Place::Call => Applicability::Safe,
        Place::Variable | Place::TypedVariable => {
            found.merely(if differs { Severity::Warning } else { Severity::Hint }, &[]);
            Applicability::Unsafe
        }
    };
    if let Some(edit) = edit {
        found.fix("Leave `method` out", applicability, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Sandbox, check, fixed, in_sync};
    use crate::{Reporter, Severity};

    #[track_caller]
    fn found(statement: &str) -> (Severity, bool) {
        let found = Sandbox::new(&in_sync(statement)).all();
        let [(_, found)] = &found[..] else { panic!("{found:?}") };
        (found.severity, found.reporters.contains(&Reporter::Compile))
    }

    #[test]
    fn in_the_call_it_is_refused() {
        assert_eq!(
            found("await nango.get({ endpoint: '/a', method: 'POST' });"),
            (Severity::Error, true)
        );
        assert_eq!(
            found("await nango.get({ endpoint: '/a', 'method': verb } as const);"),
            (Severity::Error, true)
        );
        assert_eq!(
            found("await nango.get({ endpoint: '/a', method });"),
            (Severity::Error, true)
        );
        let text = fixed(&in_sync("await nango.get({ endpoint: '/a', method: 'GET' });")).expect("a fix");
        assert!(text.contains("{ endpoint: '/a' }"), "{text}");
    }

    #[test]
    fn in_a_variable_it_passes() {
        let variable = |verb: &str| {
            found(&format!(
                "const a: ProxyConfiguration = {{ endpoint: '/a', method: '{verb}' }};\nawait nango.get(a);"
            ))
        };
        assert_eq!(variable("GET"), (Severity::Hint, false));
        assert_eq!(variable("get"), (Severity::Hint, false));
        assert_eq!(variable("POST"), (Severity::Warning, false));
    }

    #[test]
    fn where_it_means_something() {
        check(&in_sync("await nango.proxy({ endpoint: '/a', method: 'POST' });"), "");
        check(
            &in_sync("await nango.get({ endpoint: '/a', method: 'POST' } as ProxyConfiguration);"),
            "",
        );
        check(&in_sync("await nango.get({ endpoint: '/a', ...options });"), "");
    }
}
