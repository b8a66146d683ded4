//! A `tsconfig.json` with which the editor judges otherwise than the compiler.

use crate::prelude::*;

declare_rule! {
    /// `tsconfig.json` has other options than the compiler, so that the editor and `nango compile` do not say the same.
    ///
    /// ## Why
    ///
    /// The compiler does not read this file: it type-checks with options of its own, which are stricter than `strict`. An
    /// unused variable, a path without `return`, or a value of an index signature that may be `undefined` keeps a project from
    /// compiling, and an editor with fewer options does not show it. `nango dev` writes a `tsconfig.json` that has them all.
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /tsconfig.json
    /// {
    ///   "compilerOptions": {
    ///     "module": "node16",
    ///     "strict": false,
    ///     "allowUnusedLabels": false,
    ///     "allowUnreachableCode": false,
    ///     "exactOptionalPropertyTypes": true,
    ///     "noFallthroughCasesInSwitch": true,
    ///     "noImplicitOverride": true,
    ///     "noImplicitReturns": true,
    ///     "noPropertyAccessFromIndexSignature": true,
    ///     "noUncheckedIndexedAccess": true,
    ///     "noUnusedLocals": true
    ///   }
    /// }
    /// ```
    ///
    /// ```json fixed
    /// //- /tsconfig.json
    /// {
    ///   "compilerOptions": {
    ///     "noUnusedParameters": true,
    ///     "module": "node16",
    ///     "strict": true,
    ///     "allowUnusedLabels": false,
    ///     "allowUnreachableCode": false,
    ///     "exactOptionalPropertyTypes": true,
    ///     "noFallthroughCasesInSwitch": true,
    ///     "noImplicitOverride": true,
    ///     "noImplicitReturns": true,
    ///     "noPropertyAccessFromIndexSignature": true,
    ///     "noUncheckedIndexedAccess": true,
    ///     "noUnusedLocals": true
    ///   }
    /// }
    /// ```
    ///
    /// ```json valid
    /// //- /tsconfig.json
    /// {
    ///   "extends": "../tsconfig.strict.json",
    ///   "compilerOptions": { "strict": true }
    /// }
    /// ```
    ///
    /// ## Fix
    ///
    /// Sets the options of the compiler. It is to be looked at, as the file may serve other programs too.
    "style-strict-ts" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`tsconfig` of `zeroYaml/constants.ts`, `syncTsConfig` of `zeroYaml/utils.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

/// What the compiler sets and TypeScript does not set by itself, as far as it decides what is reported.
const WANTED: [(&str, &str); 12] = [
    ("strict", "true"),
    ("allowUnusedLabels", "false"),
    ("allowUnreachableCode", "false"),
    ("exactOptionalPropertyTypes", "true"),
    ("noFallthroughCasesInSwitch", "true"),
    ("noImplicitOverride", "true"),
    ("noImplicitReturns", "true"),
    ("noPropertyAccessFromIndexSignature", "true"),
    ("noUncheckedIndexedAccess", "true"),
    ("noUnusedLocals", "true"),
    ("noUnusedParameters", "true"),
    ("module", "node16"),
];

/// What `strict` sets, unless it is taken back.
const STRICT: [&str; 8] = [
    "alwaysStrict",
    "noImplicitAny",
    "noImplicitThis",
    "strictBindCallApply",
    "strictFunctionTypes",
    "strictNullChecks",
    "strictPropertyInitialization",
    "useUnknownInCatchVariables",
];

/// Modules as Node understands them: what they differ in concerns no function.
const NODE: [&str; 4] = ["node16", "node18", "node20", "nodenext"];

fn check(ctx: &mut ProjectContext<'_>) {
    let Some(tsconfig) = &ctx.scope.project.manifest().tsconfig else {
        return;
    };
    let Some(place) = tsconfig.place.filter(|_| !tsconfig.is_managed) else {
        return;
    };
    let (mut names, mut edits, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    let optional = STRICT.map(|name| (name, "true")).into_iter();
    let optional = optional.chain([("moduleResolution", "node16")]);
    let wanted = WANTED.into_iter().map(|wanted| (wanted, true));
    for ((name, wanted), is_needed) in wanted.chain(optional.map(|wanted| (wanted, false))) {
        let json = if NODE.contains(&wanted) {
            format!("\"{wanted}\"")
        } else {
            wanted.to_owned()
        };
        match tsconfig.option(name) {
            Some(value) if *value.text == *wanted || NODE.contains(&wanted) && NODE.contains(&&*value.text) => continue,
            Some(value) => edits.push(TextEdit::replace(value.span.0, json)),
            // What is not here may stand in another file.
            None if !is_needed || tsconfig.has_others => continue,
            None => missing.push(format!("\"{name}\": {json}")),
        }
        names.push(name);
    }
    if names.is_empty() {
        return;
    }
    if let Some(first) = tsconfig.first_option.filter(|_| !missing.is_empty()) {
        let between = format!(",{}", places::separator(&tsconfig.lines, place.start(), first.start()));
        let text = missing.join(&between) + &between;
        edits.push(TextEdit::insert(first.start(), text));
    }
    let message = format!(
        "`nango compile` does not read this file, and sets {} otherwise: the editor does not say what the compiler says",
        words::list_briefly(names.iter().copied())
    );
    // An object of options that is not there, or empty, is for the author to write.
    let fixable = missing.is_empty() || tsconfig.first_option.is_some();
    if let Some(diagnostic) = ctx.report(&tsconfig.file, place.0, message)
        && fixable
    {
        diagnostic.unsafe_fix("Set what the compiler sets", &tsconfig.file, edits);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_is_not_set_here_may_be_set_elsewhere() {
        check(
            "//- /tsconfig.json\n{ \"compilerOptions\": { \"strict\": true } }\n",
            "style-strict-ts",
        );
        check("//- /tsconfig.json\n{}\n", "style-strict-ts");
        check("//- /tsconfig.json\n{ \"extends\": \"./a.json\" }\n", "");
        check("//- /tsconfig.json\n{ \"files\": [], \"references\": [] }\n", "");
        check(
            "//- /tsconfig.json\n{ \"extends\": \"./a.json\", \"compilerOptions\": { \"noImplicitAny\": false } }\n",
            "style-strict-ts",
        );
        check(
            "//- /tsconfig.json\n{ \"extends\": \"./a.json\", \"compilerOptions\": { \"module\": \"NodeNext\" } }\n",
            "",
        );
    }

    #[test]
    fn what_is_half_typed_or_managed_is_left_alone() {
        check("//- /tsconfig.json\n{ \"compilerOptions\": { \"strict\"\n", "");
        check(
            "//- /tsconfig.json\n{ \"$comment\": \"This file is managed by Nango\" }\n",
            "proj-managed-file-edited",
        );
    }
}
