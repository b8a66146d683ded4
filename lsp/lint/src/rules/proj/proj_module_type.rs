//! A `package.json` that does not declare ES modules.

use crate::prelude::*;

declare_rule! {
    /// `package.json` does not say `"type": "module"`.
    ///
    /// ## Why
    ///
    /// The compiler resolves modules as Node does. Without it every file is CommonJS, and none may import `nango`, which is an
    /// ES module.
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /package.json
    /// {
    ///   "name": "integrations"
    /// }
    /// ```
    ///
    /// ```json fixed
    /// //- /package.json
    /// {
    ///   "type": "module",
    ///   "name": "integrations"
    /// }
    /// ```
    ///
    /// ```json valid
    /// //- /package.json
    /// {
    ///   "name": "integrations",
    ///   "type": "module"
    /// }
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds the property, or corrects its value.
    "proj-module-type" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/platform/migrations/migrate-to-zero-yaml",
        source: "`tsconfig` (`module: Node16`) of `zeroYaml/constants.ts`",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    let Some(package) = &ctx.scope.project.manifest().package else {
        return;
    };
    // What is no object is not yet written.
    let Some(object) = package.object else { return };
    let (range, edit) = match package.module_type {
        ModuleType::Module => return,
        ModuleType::Other(value) => (value.0, TextEdit::replace(value.0, "\"module\"")),
        ModuleType::Missing => {
            let brace = TextRange::at(object.start(), TextSize::of('{'));
            let edit = match package.first_property {
                Some(first) => {
                    let text = format!(
                        "\"type\": \"module\",{}",
                        places::separator(&package.lines, object.start(), first.start())
                    );
                    TextEdit::insert(first.start(), text)
                }
                None => TextEdit::insert(brace.end(), " \"type\": \"module\" "),
            };
            (brace, edit)
        }
    };
    let message = "`package.json` needs `\"type\": \"module\"`: without it no file may import `nango`";
    if let Some(diagnostic) = ctx.report(&package.file, range, message) {
        diagnostic.safe_fix("Set `\"type\": \"module\"`", &package.file, [edit]);
    }
}
