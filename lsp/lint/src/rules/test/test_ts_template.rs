//! A generated test that does not fit its function.

use project::Integration;

use super::template::{ACTION, Mock, SYNC, TITLES, Tested, mocks};
use crate::prelude::*;

declare_rule! {
    /// A generated test is of a function that is gone, reads the mocks of another one, or has another name than the generator gives it.
    ///
    /// ## Why
    ///
    /// `nango generate:tests` writes `<integration>/tests/<integration>-<function>.test.ts`, which imports `../syncs/<function>.js` or
    /// `../actions/<function>.js` and runs it with the mocks called `name`. Where a function was renamed or moved, its test stays behind:
    /// it fails, or compares one function with what another one saved. Generate it anew (the command `nango.test`). What is written by
    /// hand in a file of that name is overwritten then, so tests of your own belong into other files.
    ///
    /// Tests are judged while they are open, and by `nango-lsp check --mocks`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/tests/crm-deals.test.ts
    /// import createSync from '../syncs/deals.js';
    ///
    /// const nangoMock = new global.vitest.NangoSyncMock({ dirname: __dirname, name: 'leads', Model: 'Deal' });
    ///
    /// await createSync.exec(nangoMock);
    /// //- /crm/syncs/deals.ts createSync
    /// //- /crm/actions/leads.ts createAction
    /// ```
    ///
    /// ```ts fixed
    /// //- /crm/tests/crm-deals.test.ts
    /// import createSync from '../syncs/deals.js';
    ///
    /// const nangoMock = new global.vitest.NangoSyncMock({ dirname: __dirname, name: 'deals', Model: 'Deal' });
    ///
    /// await createSync.exec(nangoMock);
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/tests/crm-deals.test.ts
    /// import createSync from '../syncs/deals.js';
    ///
    /// const nangoMock = new global.vitest.NangoSyncMock({ dirname: __dirname, name: 'deals', Model: 'Deal' });
    ///
    /// await createSync.exec(nangoMock);
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the name of the function, the path with `.js`, the mock of its kind, or renames the file.
    "test-ts-template" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`generateSyncTest` and `generateActionTest` of the CLI's `services/test.service.ts`, and their templates",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::SoundFile(check)],
        measured: [79, 79, 79],
    }
}

/// What stands behind the name of a test.
const SUFFIX: &str = ".test.ts";

fn check(ctx: &mut FileContext<'_>) {
    let Some(stem) = ctx.file.name().strip_suffix(SUFFIX) else {
        return;
    };
    let source = ctx
        .scope
        .workspace()
        .file(ctx.file)
        .and_then(|file| file.source.as_ref());
    let items = ctx.items;
    let tested: Vec<Tested<'_>> = items.imports.iter().filter_map(Tested::of).collect();
    for tested in &tested {
        import(ctx, tested);
    }
    // A test of several functions is nobody's template.
    let ([tested], Some(source)) = (&tested[..], source) else {
        return;
    };
    if ctx.scope.project.resolve(ctx.file, &tested.import.source).is_none() {
        return;
    }
    let is_generated = TITLES.iter().any(|title| source.text().contains(title));
    let (others, own): (Vec<_>, Vec<_>) = mocks(source).partition(|mock| mock.is_of_another_than(tested.name));
    let beside = beside(ctx);
    let is_function = |name: &str| beside.iter().any(|function| *function.name == *name);
    let mut read = others.iter().filter_map(|mock| mock.name.as_ref());
    if read.any(|(name, _)| !is_function(name)) {
        // What only a test reads: a case of its own.
        return;
    }
    for mock in &others {
        reads(ctx, tested, mock);
    }
    if is_generated {
        own.iter().chain(&others).for_each(|mock| runs_with(ctx, tested, mock));
        named(ctx, tested, stem);
    }
}

/// The functions of the integration that the test is of.
fn beside<'a>(ctx: &FileContext<'a>) -> Vec<&'a Function> {
    let project = ctx.scope.project;
    let integration = integration(ctx).map(|it| &it.functions[..]).unwrap_or_default();
    integration
        .iter()
        .filter_map(|file| project.function_at(file))
        .collect()
}

/// The integration in whose folder of tests the file lies.
fn integration<'a>(ctx: &FileContext<'a>) -> Option<&'a Integration> {
    let dir = ctx.file.folder()?.folder()?;
    ctx.scope.project.integrations().find(|it| it.dir == dir)
}

/// The import leads to a function, and says so as the generator does.
fn import(ctx: &mut FileContext<'_>, tested: &Tested<'_>) {
    let (file, source) = (ctx.file, &tested.import.source);
    let span = tested.import.source_span.0;
    if ctx.scope.project.resolve(file, source).is_none() {
        ctx.report(
            span,
            format!("there is no `{source}`: the function that is tested here is gone"),
        );
    } else if tested.extension.is_empty() {
        let path = format!("{source}.js");
        // Between the quotes.
        let end = TextEdit::insert(span.end() - TextSize::of('\''), ".js");
        ctx.report(span, format!("the function is imported as `{path}`"))
            .unsafe_fix(format!("Write `{path}`"), file, [end]);
    }
}

/// The mock is one of the function's kind.
fn runs_with(ctx: &mut FileContext<'_>, tested: &Tested<'_>, mock: &Mock<'_>) {
    let (kind, right) = match tested.kind {
        FunctionKind::Action => ("an action", ACTION),
        FunctionKind::Sync => ("a sync", SYNC),
        FunctionKind::OnEvent | FunctionKind::Function => return,
    };
    let (class, range) = mock.class;
    if class != right {
        let edit = TextEdit::replace(range, right);
        let file = ctx.file;
        ctx.report(range, format!("`{}` is {kind}, which runs with `{right}`", tested.name))
            .unsafe_fix(format!("Write `{right}`"), file, [edit]);
    }
}

/// The mock reads what was recorded of the function.
fn reads(ctx: &mut FileContext<'_>, tested: &Tested<'_>, mock: &Mock<'_>) {
    let Some((name, range)) = &mock.name else { return };
    let (file, function, quote) = (ctx.file, tested.name, TextSize::of('\''));
    let inside = TextRange::new(range.start() + quote, range.end() - quote);
    let edit = TextEdit::replace(inside, function);
    ctx.report(
        *range,
        format!("the mocks of `{name}` are read, and `{function}` is tested"),
    )
    .unsafe_fix(format!("Read the mocks of `{function}`"), file, [edit]);
}

/// The file is called as the generator calls it.
fn named(ctx: &mut FileContext<'_>, tested: &Tested<'_>, stem: &str) {
    let (project, function) = (ctx.scope.project, tested.name);
    let (Some(folder), Some(integration)) = (ctx.file.folder(), integration(ctx)) else {
        return;
    };
    let is_right = |integration: &str| {
        let rest = stem.strip_prefix(integration).and_then(|rest| rest.strip_prefix('-'));
        rest == Some(function)
    };
    let mut names = std::iter::once(&integration.name).chain(&integration.aliases);
    if names.any(|name| is_right(name)) {
        return;
    }
    let right = format!("{}-{function}{SUFFIX}", integration.name);
    let to = folder.join(&right);
    let is_free = project.manifest().tests.binary_search(&to).is_err();
    let file = ctx.file.clone();
    let message = format!("the generated test of `{function}` is `{right}`: another one will be written beside this");
    let diagnostic = ctx.report(super::top(), message);
    if is_free {
        let change = SourceChange {
            edits: vec![FileEdit::Rename {
                from: file,
                to: to.to_path_buf(),
            }],
        };
        diagnostic.fix(format!("Rename to `{right}`"), Applicability::Unsafe, change);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Sandbox, check};

    const FUNCTIONS: &str = "//- /crm/actions/close.ts createAction\n//- /crm/syncs/deals.ts createSync\n";

    fn test(name: &str, import: &str, mock: &str) -> String {
        format!(
            "{FUNCTIONS}//- /crm/tests/{name}.test.ts\nimport tested from '{import}';\n\n\
             it('should output the action output that is expected', () => tested.exec(new global.vitest.{mock}));\n"
        )
    }

    #[test]
    fn what_fits() {
        let close = "NangoActionMock({ dirname: __dirname, name: \"close\", Model: 'X' })";
        check(&test("crm-close", "../actions/close.js", close), "");
        let found = "test-ts-template";
        check(&test("close", "../actions/close.js", close), found);
        check(&test("crm-close", "../actions/close", close), found);
        check(&test("crm-closed", "../actions/closed.js", close), found);
        check(&test("crm-close", "../syncs/close.js", close), found);
        check(
            &test("crm-deals", "../syncs/deals.js", close),
            "test-ts-template test-ts-template",
        );
        check(
            &test("crm-close", "../actions/close.js", "NangoActionMock({ name })"),
            "",
        );
        check(
            &test("crm-close", "../actions/close.js", "NangoActionMock(options)"),
            "",
        );
    }

    #[test]
    fn tests_of_ones_own_are_called_as_one_likes() {
        let own = test(
            "close-twice",
            "../actions/close.js",
            "NangoActionMock({ name: 'close' })",
        );
        check(&own.replace("should output the action", "closes it twice, and the"), "");
        check(&own.replace("\n\n", "\nimport deals from '../syncs/deals.js';\n\n"), "");
    }

    #[test]
    fn fixes() {
        let fixed = |name: &str, import: &str, mock: &str| {
            let mut sandbox = Sandbox::new(&test(name, import, mock));
            sandbox.fix(&format!("/crm/tests/{name}.test.ts"), "test-ts-template");
            sandbox.text("/crm/tests/crm-close.test.ts").map(str::to_owned)
        };
        let right = fixed("close", "../actions/close.js", "NangoActionMock({ name: 'close' })");
        assert!(right.is_some());
        assert_eq!(
            fixed("crm-close", "../actions/close", "NangoActionMock({ name: 'close' })"),
            right
        );
        assert_eq!(
            fixed("crm-close", "../actions/close.js", "NangoSyncMock({ name: 'close' })"),
            right
        );
        assert_eq!(
            fixed("crm-close", "../actions/close.js", "NangoActionMock({ name: 'deals' })"),
            right
        );
    }
}
