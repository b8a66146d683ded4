//! A name that the server does not take.

use super::{MAX_NAME, kind_folder, relocation};
use crate::prelude::*;

declare_rule! {
    /// The file of a function has a name with other characters than letters, digits, `-` and `_`.
    ///
    /// ## Why
    ///
    /// The file's name is the name of the function. It compiles; the server refuses the deployment. Names of on-event
    /// functions are only limited in length, to 255 characters.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=fs-kebab-case
    /// //- /crm/actions/create.deal.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/actions/create-deal.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Renames the file, and changes its entry in `index.ts`.
    "fs-script-name-chars" {
        levels: Levels::ERROR,
        reporters: [Deploy],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`syncNameSchema` of `server/lib/helpers/validation.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::File(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (Some(function), Some(call)) = (ctx.function, ctx.create_call()) else {
        return;
    };
    let Some(folder) = kind_folder(function) else { return };
    let name = &*function.name;
    let is_too_long = name.len() > MAX_NAME;
    let has_others = !name
        .chars()
        .all(|char| char.is_ascii_alphanumeric() || char == '_' || char == '-');
    if !is_too_long && (!has_others || function.kind == FunctionKind::OnEvent) {
        return;
    }
    let message = if is_too_long {
        format!("the server refuses names of more than {MAX_NAME} characters")
    } else {
        format!("the server refuses the name `{name}`: only letters, digits, `-` and `_` are allowed")
    };
    let plain = super::fs_kebab_case::kebab_case(name);
    let change = relocation(ctx, function, folder.folder(), &plain).filter(|_| !is_too_long && !plain.is_empty());
    let diagnostic = ctx.report(call.callee_span.0, message);
    if let Some(change) = change {
        diagnostic.fix(format!("Rename it to `{plain}`"), Applicability::Unsafe, change);
    }
}
