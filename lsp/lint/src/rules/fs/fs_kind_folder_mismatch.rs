//! A function in the folder of another kind.

use super::{kind_folder, relocation};
use crate::prelude::*;

declare_rule! {
    /// A function lies in the folder of another kind.
    ///
    /// ## Why
    ///
    /// The compiler takes the kind from the create call. Dry runs and deployments look for actions in `actions/`, for syncs in
    /// `syncs/` and for on-event functions in `on-events/`, and find nothing: it compiles, and neither runs nor ships.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/actions/deals.ts createSync
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ## Fix
    ///
    /// Moves the file, and changes its entry in `index.ts`.
    "fs-kind-folder-mismatch" {
        levels: Levels::ERROR,
        reporters: [Deploy, Dryrun],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`loadScriptFiles` of `zeroYaml/deploy.ts`, `run` of `services/dryrun.service.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::File(check)],
        measured: [1, 1, 1],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (Some(function), Some(call)) = (ctx.function, ctx.create_call()) else {
        return;
    };
    let Some(folder) = kind_folder(function).filter(|folder| *folder != function.kind) else {
        return;
    };
    let right = function.kind.folder();
    let change = relocation(ctx, function, right, &function.name);
    let message = format!(
        "`{}` in `{}/`: dry runs and deployments look in `{right}/`",
        call.callee,
        folder.folder()
    );
    let diagnostic = ctx.report(call.callee_span.0, message);
    if let Some(change) = change {
        diagnostic.fix(format!("Move it to `{right}/`"), Applicability::Unsafe, change);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Sandbox;

    #[test]
    fn the_file_moves_and_its_entry_follows() {
        let mut sandbox = Sandbox::new("//- /crm/actions/deals.ts createSync");
        sandbox.fix("/crm/actions/deals.ts", "fs-kind-folder-mismatch");
        assert_eq!(sandbox.text("/index.ts"), Some("import './crm/syncs/deals.js';\n"));
        assert!(sandbox.text("/crm/syncs/deals.ts").is_some());
        assert_eq!(sandbox.text("/crm/actions/deals.ts"), None);
    }
}
