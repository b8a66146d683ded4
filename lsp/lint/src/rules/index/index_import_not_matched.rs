//! An import in `index.ts` that TypeScript sees and the compiler does not.

use crate::prelude::*;

declare_rule! {
    /// An import of a function in `index.ts` has a form that the compiler does not see.
    ///
    /// ## Why
    ///
    /// `nango compile` matches each line with one regular expression, `/^import ['"](?<path>\.\/[^'"]+)['"];?/gm`.
    /// What it does not match is left out in silence: the exit code is 0, and the function is not deployed. Left out are
    /// default, named and namespace imports, `export … from`, imports after blanks or after another statement, more than
    /// one blank after `import`, and the first line of a file with a byte order mark.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=index-unregistered-function
    /// //- /index.ts
    /// import './crm/actions/get.js';
    ///   import './crm/actions/list.js';
    /// //- /crm/actions/list.ts createAction
    /// //- /crm/actions/get.ts createAction
    /// ```
    ///
    /// ```ts fixed
    /// //- /index.ts
    /// import './crm/actions/get.js';
    /// import './crm/actions/list.js';
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// export * from './crm/models.js';
    /// //- /crm/models.ts
    /// export interface Deal {
    ///     id: string;
    /// }
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the import in the one form that the compiler sees, on a line of its own.
    "index-import-not-matched" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`importRegex` of `zeroYaml/constants.ts`; S0: \"Use side-effect imports only\"",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    for import in ctx.registry.unmatched() {
        let Some(target) = import.target.as_ref() else { continue };
        // What is no function, or is registered by another line, loses nothing.
        if ctx.scope.project.function_at(target).is_none() || ctx.scope.project.registered(target) {
            continue;
        }
        let message = format!("the compiler does not see this import: {}", reason(import.why));
        // With an entry left the compiler goes on without this one; without any it stops.
        let reporters: &[Reporter] = if ctx.registry.entries().is_empty() {
            &[Reporter::Compile]
        } else {
            &[]
        };
        let (file, edit) = (ctx.file, ctx.registry.canonical(import));
        let diagnostic = ctx.report(import.span.0, message).reported_by(reporters);
        if let Some(edit) = edit {
            diagnostic.safe_fix(
                "Import it for its side effects alone, on a line of its own",
                file,
                [edit],
            );
        }
    }
}

/// Why the compiler's regular expression does not match.
pub(super) fn reason(why: WhyUnmatched) -> &'static str {
    match why {
        WhyUnmatched::ReExport => "it is a re-export",
        WhyUnmatched::TypeImport => "it is an import of types",
        WhyUnmatched::ImportEquals => "it is an import by `require`",
        WhyUnmatched::DefaultImport => "it is a default import",
        WhyUnmatched::NamespaceImport => "it is a namespace import",
        WhyUnmatched::NamedImport => "it is a named import",
        WhyUnmatched::DynamicImport => "it is a dynamic import",
        WhyUnmatched::ParentPath => "its path leaves the project",
        WhyUnmatched::BarePath => "its path does not begin with `./`",
        WhyUnmatched::ByteOrderMark => "a byte order mark stands before it",
        WhyUnmatched::SecondOnLine => "it is not the first thing on its line",
        WhyUnmatched::Indented => "it is indented",
        WhyUnmatched::NoBlank => "there is no blank after `import`",
        WhyUnmatched::TwoBlanks => "there is more than one blank after `import`",
    }
}
