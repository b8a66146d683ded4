//! A folder that cannot be the id of an integration.

use super::MAX_NAME;
use crate::prelude::*;

declare_rule! {
    /// The folder of an integration has a name that the server does not take as an id.
    ///
    /// ## Why
    ///
    /// The first folder of an entry is the id of the integration. Letters, digits, blanks and `~ : . @ _ -` are allowed, 255
    /// of them. It compiles; the server refuses the deployment.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './crm+/actions/list.js';
    /// //- /crm+/actions/list.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// //- /crm/actions/list.ts createAction
    /// ```
    "fs-integration-id-chars" {
        levels: Levels::ERROR,
        reporters: [Deploy],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`providerConfigKeySchema` of `server/lib/helpers/validation.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    let entries = ctx.registry.entries();
    for (at, entry) in entries.iter().enumerate() {
        let id = &*entry.integration;
        let is_known = || entries[..at].iter().any(|other| other.integration == entry.integration);
        if id.is_empty() || is_allowed(id) || is_known() {
            continue;
        }
        ctx.report(
            entry.path_span.0,
            format!("the server refuses `{id}` as the id of an integration"),
        );
    }
}

fn is_allowed(id: &str) -> bool {
    let is_allowed = |char: char| char.is_ascii_alphanumeric() || "~:.@ _-".contains(char);
    id.len() <= MAX_NAME && id.chars().all(is_allowed)
}
