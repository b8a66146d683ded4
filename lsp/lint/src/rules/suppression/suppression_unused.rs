//! A suppression comment that silences nothing.

use crate::prelude::*;

declare_rule! {
    /// A `nango-ignore` comment names a rule that finds nothing there.
    ///
    /// ## Why
    ///
    /// The fault that it excused is gone. What stays would hide the next one.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// // nango-ignore def-version: we count releases elsewhere
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts valid
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// // nango-ignore def-version: we count releases elsewhere
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Takes the rule out of the comment, and the comment away with the last one.
    "suppression-unused" {
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
