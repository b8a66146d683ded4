//! Versions in `package.json` that the CLI would write anew.

use crate::prelude::*;

declare_rule! {
    /// `devDependencies` names another version of `nango` or `zod` than the installed CLI wants.
    ///
    /// ## Why
    ///
    /// The CLI compares the text: `^4.3.6` is not `4.3.6`. Every command then rewrites `package.json` and installs, or warns
    /// under `--no-dependency-update`.
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /package.json
    /// {
    ///   "type": "module",
    ///   "devDependencies": {
    ///     "nango": "0.71.10",
    ///     "zod": "^4.3.6"
    ///   }
    /// }
    /// ```
    ///
    /// ```json fixed
    /// //- /package.json
    /// {
    ///   "type": "module",
    ///   "devDependencies": {
    ///     "nango": "0.71.10",
    ///     "zod": "4.3.6"
    ///   }
    /// }
    /// ```
    ///
    /// ```json valid
    /// //- /package.json
    /// {
    ///   "type": "module",
    ///   "devDependencies": {
    ///     "nango": "0.71.10",
    ///     "zod": "4.3.6"
    ///   }
    /// }
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the version that the installed CLI wants.
    "proj-dependency-versions" {
        levels: Levels::HINT,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`checkAndSyncPackageJson` of `zeroYaml/check.ts`",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

/// The CLIs of which it is known that they want zod 4.3.6.
const FIRST: Version = Version::new(0, 70, 4);
const LAST: Version = Version::new(0, 71, 10);
const ZOD: &str = "4.3.6";

fn check(ctx: &mut ProjectContext<'_>) {
    let manifest = ctx.scope.project.manifest();
    // Which CLI will judge is known only where one is installed.
    let (Some(package), Some(cli)) = (&manifest.package, manifest.nango) else {
        return;
    };
    let zod = (FIRST..=LAST).contains(&cli).then(|| ZOD.to_owned());
    for (name, wanted) in [("nango", Some(cli.to_string())), ("zod", zod)] {
        let mut declared = package.dependencies.iter();
        let declared = declared.find(|it| it.kind == DependencyKind::Development && &*it.name.text == name);
        let (Some(declared), Some(wanted)) = (declared, wanted) else {
            continue;
        };
        if *declared.version.text == *wanted {
            continue;
        }
        let message = format!("the installed CLI wants `{name}` at exactly `{wanted}`, and writes that into this file");
        if let Some(diagnostic) = ctx.report(&package.file, declared.version.span.0, message) {
            let edit = TextEdit::replace(declared.version.span.0, format!("\"{wanted}\""));
            diagnostic.safe_fix(format!("Write `{wanted}`"), &package.file, [edit]);
        }
    }
}
