//! A project without `index.ts`.

use super::top;
use crate::prelude::*;

declare_rule! {
    /// The root of the project has no `index.ts`.
    ///
    /// ## Why
    ///
    /// The CLI then takes the project for one of before Zero YAML, and tells of a `nango.yaml` that is not there. Neither
    /// `index.js` nor `index.mts` will do.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts missing
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ```ts fixed
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Creates `index.ts` with an import of every function.
    "proj-index-missing" {
        levels: Levels::ERROR,
        reporters: [Compile, Deploy, Dryrun],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`preCheck` of `services/verification.service.ts`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::File(on_function), Visit::Project(on_package)],
    }
}

const MESSAGE: &str = "the project has no `index.ts`: every command of the CLI refuses it";
const TITLE: &str = "Create `index.ts` with all functions";

fn on_function(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call() else { return };
    if let Some(change) = creation(&ctx.scope) {
        ctx.report(call.callee_span.0, MESSAGE)
            .fix(TITLE, Applicability::Safe, change);
    }
}

fn on_package(ctx: &mut ProjectContext<'_>) {
    let Some(package) = &ctx.scope.project.manifest().package else {
        return;
    };
    let Some(change) = creation(&ctx.scope) else { return };
    if let Some(diagnostic) = ctx.report(&package.file, top(), MESSAGE) {
        diagnostic.fix(TITLE, Applicability::Safe, change);
    }
}

/// The change that creates `index.ts`. None if the project has one, or nothing to put into it.
fn creation(scope: &Scope<'_>) -> Option<SourceChange> {
    let project = scope.project;
    if project.kind() != ProjectKind::MissingIndex || project.functions().len() == 0 {
        return None;
    }
    let edits = project.registration(project.functions().map(|function| &function.file));
    let text: String = edits.into_iter().map(|edit| edit.text).collect();
    Some(SourceChange::create(project.index_path().to_path_buf(), text))
}
