//! Names that are not in kebab-case.

use super::{kind_folder, relocation};
use crate::prelude::*;

declare_rule! {
    /// The file of a function is not named in kebab-case, or its integration not in lower case.
    ///
    /// ## Why
    ///
    /// `create-contact.ts`, `hubspot/`: so do the guides and Nango's own templates. The name is a public one: callers of the
    /// API use it, and renaming a deployed sync deletes its records.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/actions/CreateDeal.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/actions/create-deal.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Renames the file, and changes its entry in `index.ts`.
    "fs-kebab-case" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "S0: \"Action files: kebab-case\"; the CLI's own example is in camelCase",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::File(check)],
        measured: [13, 13, 13],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (Some(function), Some(call)) = (ctx.function, ctx.create_call()) else {
        return;
    };
    let Some(folder) = kind_folder(function) else { return };
    let (name, integration) = (&*function.name, &*function.integration);
    let kebab = kebab_case(name);
    if kebab != name && !kebab.is_empty() {
        let change = relocation(ctx, function, folder.folder(), &kebab);
        let diagnostic = ctx.report(call.callee_span.0, format!("`{name}` is not in kebab-case"));
        if let Some(change) = change {
            diagnostic.fix(format!("Rename it to `{kebab}`"), Applicability::Unsafe, change);
        }
    } else if integration.chars().any(char::is_uppercase) {
        ctx.report(
            call.callee_span.0,
            format!("the integration `{integration}` is not in lower case"),
        );
    }
}

/// `create-deal` for `createDeal`, `create_deal`, `Create.Deal` and `create-deal`.
pub(super) fn kebab_case(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len());
    let mut chars = name.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(char) = chars.next() {
        let follows_small = before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit());
        let ends_capitals =
            before.is_some_and(char::is_uppercase) && chars.peek().is_some_and(|next| next.is_lowercase());
        if char.is_alphanumeric() {
            if char.is_uppercase() && (follows_small || ends_capitals) {
                kebab.push('-');
            }
            kebab.extend(char.to_lowercase());
        } else if !kebab.is_empty() && !kebab.ends_with('-') {
            kebab.push('-');
        }
        before = Some(char);
    }
    kebab.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::kebab_case;

    #[test]
    fn every_way_to_write_words_is_understood() {
        for (name, kebab) in [
            ("fetchIssues", "fetch-issues"),
            ("list_all", "list-all"),
            ("getHTTPStatus", "get-http-status"),
            ("create.deal", "create-deal"),
            ("sync-v2Items", "sync-v2-items"),
            ("oauth2-token", "oauth2-token"),
        ] {
            assert_eq!(kebab_case(name), kebab);
        }
    }
}
