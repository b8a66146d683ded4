//! A suppression comment without a rule or without a reason.

use crate::prelude::*;

declare_rule! {
    /// A `nango-ignore` comment names no rule, or gives no reason.
    ///
    /// ## Why
    ///
    /// It has no effect. Who reads it later must be able to judge whether it still holds.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/mappers/deal.ts
    /// // nango-ignore proj-hardcoded-secret
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
    /// // nango-ignore proj-hardcoded-secret: the public key of the provider's sandbox
    /// const headers = { Authorization: 'Bearer 9f8e7d6c5b4a39281706' };
    /// //- /crm/actions/list.ts
    /// import '../mappers/deal.js';
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Takes the comment away.
    "suppression-incomplete" {
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
