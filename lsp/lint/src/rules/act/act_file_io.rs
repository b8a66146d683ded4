//! An action that carries a file.

use project::FunctionKind;
use syntax::SourceFile;
use syntax::ast::{ExprId, ExprKind, Node};

use crate::prelude::*;
use crate::request::{self, Request};

declare_rule! {
    /// An action fetches or sends the bytes of a file.
    ///
    /// ## Why
    ///
    /// What an action takes and gives is JSON, its output of at most 2 MB: a file has to be encoded, and most files are too large. Nango's
    /// proxy hands bytes through as they are, from your own code.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets the contract of a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({ content: z.string() }),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get<Buffer>({
    ///             endpoint: `/deals/${input.id}/contract`,
    ///             responseType: 'arraybuffer'
    ///         });
    ///         return { content: response.data.toString('base64') };
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Gets the place of the contract of a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({ url: z.string() }),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get<{ url: string }>({ endpoint: `/deals/${input.id}/contract` });
    ///         return { url: response.data.url };
    ///     }
    /// });
    /// ```
    "act-file-io" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/platform/proxy-requests",
        source: "`exec.ts` of the runner (`Output size is too large`); S0: \"Action outputs cannot exceed 2MB\"",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [18, 10, 9],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method != "uncontrolledFetch") else {
        return;
    };
    // Nearly all requests are of text: that is asked before anything is looked up.
    let text = ctx.source.text();
    if !text.contains("responseType") && !text.contains("multipart/") {
        return;
    }
    let Some(configuration) = request.written() else { return };
    let place = bytes(ctx.source, configuration.object).or_else(|| parts(ctx.source, configuration.object));
    let Some(place) = place.filter(|_| request.is_on_nango() && ctx.is_in_definition_of(node, FunctionKind::Action))
    else {
        return;
    };
    ctx.report(
        ctx.range(place),
        "an action carries JSON of at most 2 MB: the proxy hands files through as they are",
    );
}

/// The type of a response that is no text.
fn bytes(source: &SourceFile, object: ExprId) -> Option<ExprId> {
    let value = request::settled(source, object, "responseType")?;
    let ty = source.string_value(request::literal(source, value))?;
    matches!(&*ty, "arraybuffer" | "blob" | "stream").then_some(value)
}

/// The header that says that a body is made of files.
fn parts(source: &SourceFile, object: ExprId) -> Option<ExprId> {
    let headers = request::settled(source, object, "headers")?;
    let ExprKind::Object(props) = source.ast()[request::literal(source, headers)].kind else {
        return None;
    };
    let mut values = source.ast()[props].iter().filter_map(|prop| prop.value());
    values.find(|value| source.slice(source.ast().range(*value)).contains("multipart/"))
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, sync};

    #[test]
    fn files_of_actions() {
        let exec = |config: &str| {
            format!("exec: async (nango) => {{ await nango.post({{ endpoint: '/a', {config} }}); return {{}}; }}")
        };
        check(&action(&exec("responseType: 'stream'")), "act-file-io");
        check(
            &action(&exec(
                "headers: { 'content-type': `multipart/form-data; boundary=${b}` }",
            )),
            "act-file-io",
        );
        check(&action(&exec("responseType: 'text'")), "");
        check(&action(&exec("headers: { accept: 'application/json' }")), "");
        check(&sync(&[&exec("responseType: 'stream'")]), "");
    }
}
