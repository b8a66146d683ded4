//! A suppression comment that names a rule that there is not.

use crate::prelude::*;

declare_rule! {
    /// A `nango-ignore` comment names a rule that there is not.
    ///
    /// ## Why
    ///
    /// It silences nothing.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/mappers/deal.ts
    /// // nango-ignore def-verison: we count releases elsewhere
    /// export const stages = ['open', 'won'];
    /// ```
    ///
    /// ```ts fixed
    /// //- /crm/mappers/deal.ts
    /// export const stages = ['open', 'won'];
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/mappers/deal.ts
    /// // nango ignores this order
    /// export const stages = ['open', 'won'];
    /// ```
    ///
    /// ## Fix
    ///
    /// Takes the name out of the comment, and the comment away with the last one; or writes the nearest name.
    "suppression-unknown-rule" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "the suppressions of this server",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Suppressions],
    }
}
