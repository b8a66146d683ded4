//! A configuration in a variable, without its type.

use project::scope::{self, Bound};
use syntax::SourceFile;
use syntax::ast::{Node, StmtKind};

use crate::prelude::*;
use crate::request::{CONFIGURATION, Place, Request, literal};

declare_rule! {
    /// The configuration of a request stands in a variable without the type `ProxyConfiguration`.
    ///
    /// ## Why
    ///
    /// With the type a wrong key is underlined where it is written, and keys are completed. Without it TypeScript compares the variable
    /// only where it is used, and lets keys pass that nothing reads.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const config = { endpoint: '/deals', retries: 3 };
    ///         const response = await nango.get(config);
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// import { createAction, type ProxyConfiguration } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const config: ProxyConfiguration = { endpoint: '/deals', retries: 3 };
    ///         const response = await nango.get(config);
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const config = { endpoint: '/deals', retries: 3 } satisfies ProxyConfiguration;
    ///         const response = await nango.get(config);
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers to write the type, and to import it.
    "req-config-type" {
        levels: Levels::OFF.strict(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`enforce-proxy-configuration-type` of Nango's ESLint plugin",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [46, 10, 10],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method != "uncontrolledFetch") else {
        return;
    };
    let Some(configuration) = request.configuration() else {
        return;
    };
    let (ast, source) = (ctx.ast(), ctx.source);
    if configuration.place != Place::Variable || !request.is_on_nango() {
        return;
    }
    let Some(Bound::Variable(id)) = scope::bound(source, literal(source, request.argument)) else {
        return;
    };
    let declarator = ast[id];
    // `satisfies` says the same.
    if declarator.init != Some(configuration.object) {
        return;
    }
    let name = ast.range(declarator.pattern);
    let annotation = TextEdit::insert(name.end(), format!(": {CONFIGURATION}"));
    let mut edits = vec![annotation];
    if words::occurrences(source.text(), CONFIGURATION) == 0 {
        edits.extend(import(source));
    }
    let is_complete = edits.len() > 1 || words::occurrences(source.text(), CONFIGURATION) > 0;
    let message = format!("`{}` is not known as a `{CONFIGURATION}`", source.slice(name));
    let found = ctx.report(name, message);
    if is_complete {
        found.fix(format!("Write `: {CONFIGURATION}`"), Applicability::Unsafe, edits);
    }
}

/// The edit that imports the type beside what the file takes from Nango already.
fn import(source: &SourceFile) -> Option<TextEdit> {
    let ast = source.ast();
    let last = ast.body().iter().find_map(|stmt| {
        let StmtKind::Import(id) = ast[stmt].kind else {
            return None;
        };
        let import = ast[id];
        let is_nango = import.source.and_then(|module| source.string_value(module)).as_deref() == Some("nango");
        let last = ast[import.named].last().filter(|_| is_nango)?;
        Some((last.range.end(), import.type_only))
    });
    let (at, is_type) = last?;
    let word = if is_type { "" } else { "type " };
    Some(TextEdit::insert(at, format!(", {word}{CONFIGURATION}")))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[test]
    fn what_has_a_type() {
        check(
            &in_sync("const a = { endpoint: '/a' };\nawait nango.get(a);\nawait nango.get(a);"),
            "req-config-type",
        );
        check(
            &in_sync("const a: ProxyConfiguration = { endpoint: '/a' };\nawait nango.get(a);"),
            "",
        );
        check(&in_sync("await nango.get({ endpoint: '/a' });"), "");
        check(
            &in_sync("const a = { ...base, endpoint: '/a' };\nawait nango.get(a);"),
            "",
        );
        check(&in_sync("const a = { endpoint: '/a' };\nawait client.get(a);"), "");
    }

    #[test]
    fn the_import() {
        let body = in_sync("const a = { endpoint: '/a' };\nawait nango.get(a);");
        let after = |imports: &str| fixed(&format!("{imports}\n{body}"));
        let text = after("import { createSync } from 'nango';\nimport type { ProxyConfiguration } from 'nango';");
        assert!(text.expect("a fix").contains("const a: ProxyConfiguration = {"));
        let text = after("import type { NangoSync } from 'nango';\nimport { createSync } from 'nango';");
        assert!(
            text.expect("a fix")
                .contains("import type { NangoSync, ProxyConfiguration } from 'nango';")
        );
    }
}
