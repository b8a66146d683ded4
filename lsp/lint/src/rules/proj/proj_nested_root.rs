//! A project inside of a project.

use super::{is_nested, top};
use crate::prelude::*;

declare_rule! {
    /// A Nango project lies inside of another one, or functions lie below a second folder with the name of the root.
    ///
    /// ## Why
    ///
    /// Paths are relative to the root. Who writes `nango-integrations/crm/actions/list.ts` from inside of
    /// `nango-integrations/` makes an integration called `nango-integrations`, whose function is never found.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './nango-integrations/crm/actions/list.js';
    /// //- /nango-integrations/crm/actions/list.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/actions/list.ts createAction
    /// ```
    "proj-nested-root" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "S0: extra prefixes create nested directories that break the build",
        fix: None,
        reach: Function,
        visits: [Visit::File(on_function), Visit::Index(on_root)],
    }
}

fn on_function(ctx: &mut FileContext<'_>) {
    let (Some(function), Some(call)) = (ctx.function, ctx.create_call()) else {
        return;
    };
    if is_nested(&ctx.scope, function) {
        let root = ctx.scope.project.root().name();
        let message = format!("this lies below a second `{root}/`: paths are relative to the root of the project");
        ctx.report(call.callee_span.0, message);
    }
}

fn on_root(ctx: &mut IndexContext<'_>) {
    let root = ctx.scope.project.root();
    let mut projects = ctx.scope.workspace().projects().map(|project| project.root());
    let outer = projects.find(|outer| *outer != root && root.relative_to(outer).is_some());
    if let Some(outer) = outer {
        let message = format!("this project lies inside of another one, `{}`", outer.name());
        ctx.report(top(), message);
    }
}
