//! Mocks of what a function was.

use project::mock::{self, RecordedRequest};
use project::schema::{JsonValue, Misfit, MisfitKind, Schema};
use regex::Regex;
use syntax::json::Json;

use crate::prelude::*;

declare_rule! {
    /// A function has changed since its mocks were recorded.
    ///
    /// ## Why
    ///
    /// An input or output that does not fit its schema, and a request that the function does not send any more, were recorded of an
    /// earlier version: the test checks something that is no more, and lacks what has come. Mocks are recorded, and never written
    /// by hand: record them again with `nango dryrun --save` (the command `nango.record`).
    ///
    /// Of requests nothing is said where an endpoint cannot be read, and where pages are followed by links.
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /crm/tests/deals.test.json
    /// {
    ///   "api": {
    ///     "get": {
    ///       "/leads": { "response": [], "status": 200, "hash": "d34e2455151c53cb840228a5c381def37db82591", "request": {} }
    ///     }
    ///   }
    /// }
    /// //- /crm/syncs/deals.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const deals = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```json valid
    /// //- /crm/tests/deals.test.json
    /// {
    ///   "api": {
    ///     "get": {
    ///       "/deals": { "response": [], "status": 200, "hash": "179059cc42c68b97a4c2c6737b6c5faf6731def4", "request": {} }
    ///     }
    ///   }
    /// }
    /// //- /crm/syncs/deals.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const deals = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///     }
    /// });
    /// ```
    "test-json-stale" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`ResponseCollector.saveUnifiedMock` of the CLI's `services/response-collector.service.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
        measured: [19, 19, 18],
    }
}

fn check(ctx: &mut MockContext<'_>) {
    let (Some(json), Some(function)) = (ctx.json(), ctx.function()) else {
        return;
    };
    if function.kind == FunctionKind::Action {
        for (name, is_input) in [("input", true), ("output", false)] {
            no_longer_fits(ctx, json, function, name, is_input);
        }
    }
    let Some(sent) = Sent::by(ctx, function) else { return };
    let mut last = None;
    for request in RecordedRequest::all(json) {
        let (method, endpoint) = (&request.method.key, &request.endpoint.key);
        // What goes to Nango itself, as `updateMetadata` does, is recorded too.
        if endpoint.starts_with("//") {
            continue;
        }
        // Of several with one path the first is enough.
        if last != Some(request.endpoint.key_range) && !sent.may_be(method, endpoint) {
            last = Some(request.endpoint.key_range);
            ctx.report(
                request.endpoint.key_range,
                format!("`{}` sends no such request any more: record it again", function.name),
            );
        }
    }
}

fn no_longer_fits(ctx: &mut MockContext<'_>, json: &Json, function: &Function, name: &str, is_input: bool) {
    let workspace = ctx.scope.workspace();
    let recorded = mock::member(json, name);
    let schema = (|| {
        let property = workspace
            .file(&function.file)?
            .items
            .function()?
            .definition()?
            .get(name)?;
        Some(Schema::of(workspace, &function.file, property))
    })();
    let (Some(recorded), Some(schema)) = (recorded, schema) else {
        return;
    };
    // What zod drops, or fills in, is no fault of a recording.
    let misfits = schema.fit(&JsonValue::from(&recorded.value)).misfits;
    let is_certain = |misfit: &Misfit| match misfit.kind {
        MisfitKind::UnknownKey { is_strict } => is_strict && is_input,
        MisfitKind::Value | MisfitKind::MissingKey(_) => true,
    };
    if let Some(misfit) = misfits.into_iter().find(is_certain) {
        ctx.report(
            recorded.key_range,
            format!(
                "the {name} does not fit the schema of `{}` any more: record it again",
                function.name
            ),
        )
        .related(&misfit.place.file, misfit.place.span.0, "the schema is here");
    }
}

/// What a function sends to the provider, if all of it can be read.
struct Sent {
    requests: Vec<(Box<str>, Regex)>,
    /// Whether pages are asked for: the next one may be anywhere.
    follows: bool,
}

impl Sent {
    fn by(ctx: &MockContext<'_>, function: &Function) -> Option<Sent> {
        let effects = ctx.scope.analysis.effects_of_run(&function.file);
        if effects.hides_calls {
            return None;
        }
        let requests = effects
            .requests
            .iter()
            .map(|request| Some((request.method.clone()?, pattern(request.endpoint.as_deref()?)?)));
        Some(Sent {
            requests: requests.collect::<Option<_>>()?,
            follows: effects.requests.iter().any(|request| request.is_paginated),
        })
    }

    fn may_be(&self, method: &str, endpoint: &str) -> bool {
        let endpoint = endpoint.trim_start_matches('/');
        if self.follows || self.requests.is_empty() {
            return true;
        }
        self.requests
            .iter()
            .any(|(sent, path)| sent.eq_ignore_ascii_case(method) && path.is_match(endpoint))
    }
}

/// What an endpoint may come to: of what is filled in (`{id}`) anything. None if it is not known how it is written in a URL.
fn pattern(endpoint: &str) -> Option<Regex> {
    let mut pattern = String::from("^");
    let mut rest = endpoint.trim_matches('/');
    while let Some((literal, behind)) = rest.split_once('{') {
        if literal.contains('?') {
            break;
        }
        push(&mut pattern, literal)?;
        pattern.push_str(".*");
        rest = behind.split_once('}')?.1;
    }
    push(&mut pattern, rest)?;
    pattern.push_str("/?$");
    Regex::new(&pattern).ok()
}

fn push(pattern: &mut String, literal: &str) -> Option<()> {
    let path = literal.split('?').next().unwrap_or_default();
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "/_.~:@!$&*+,;=-".contains(it);
    if !path.chars().all(is_plain) || path.contains("://") {
        return None;
    }
    pattern.push_str(&regex::escape(path));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn endpoints() {
        let is = |endpoint: &str, path: &str| pattern(endpoint).is_some_and(|pattern| pattern.is_match(path));
        assert!(is("/deals/{id}", "deals/1"));
        assert!(is("/deals/{ids}/notes?all=1", "deals/1,2/notes"));
        assert!(is("/deals?stage={stage}/x", "deals"));
        assert!(is("{base}/deals", "v1/deals"));
        assert!(is("/root:/{path}", "root:/"));
        assert!(!is("/deals/{id}", "leads/1"));
        assert!(!is("/deals", "deals/1"));
        assert!(pattern("/größe").is_none());
        assert!(pattern("https://crm.test/deals").is_none());
    }
}
