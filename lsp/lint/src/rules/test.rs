//! Mocks and tests of functions: `<integration>/tests/`.

use crate::prelude::*;
use crate::rule::Rule;

mod template;
pub(crate) mod test_json_edited;
pub(crate) mod test_json_error_payload;
pub(crate) mod test_json_fabricated_hash;
pub(crate) mod test_json_generated;
pub(crate) mod test_json_name;
pub(crate) mod test_json_orphan;
pub(crate) mod test_json_shape;
pub(crate) mod test_json_stale;
pub(crate) mod test_legacy_mocks;
pub(crate) mod test_missing;
pub(crate) mod test_mock_unsupported_method;
pub(crate) mod test_model_mismatch;
pub(crate) mod test_ts_template;
pub(crate) mod test_vitest_config;

pub(super) static RULES: &[&Rule] = &[
    &test_json_generated::RULE,
    &test_json_shape::RULE,
    &test_json_fabricated_hash::RULE,
    &test_json_edited::RULE,
    &test_json_error_payload::RULE,
    &test_json_orphan::RULE,
    &test_json_name::RULE,
    &test_model_mismatch::RULE,
    &test_json_stale::RULE,
    &test_mock_unsupported_method::RULE,
    &test_legacy_mocks::RULE,
    &test_missing::RULE,
    &test_ts_template::RULE,
    &test_vitest_config::RULE,
];

/// Where something is said about a file as a whole.
fn top() -> TextRange {
    TextRange::empty(TextSize::new(0))
}

/// Whether a function has mocks or a generated test.
fn has_test(ctx: &FileContext<'_>, function: &Function) -> bool {
    let project = ctx.scope.project;
    let Function { integration, name, .. } = function;
    let test = project
        .root()
        .join(&format!("{integration}/tests/{integration}-{name}.test.ts"));
    let mut places = project.mocks_of(&function.file);
    places.push(test);
    let tests = &project.manifest().tests;
    places.iter().any(|place| tests.binary_search(place).is_ok())
}

/// Whether the mocks belong to no function, and no test of the user's own is called as they are.
fn is_stray(ctx: &MockContext<'_>) -> bool {
    let (project, name) = (ctx.scope.project, &ctx.name);
    let of_function = project.mocked_functions(name);
    let own = [
        format!("{}.test.ts", name.stem),
        format!("{}-{}.test.ts", name.integration.name(), name.stem),
    ];
    let tests = &project.manifest().tests;
    let is_read = tests
        .iter()
        .any(|test| test.folder() == ctx.file.folder() && own.iter().any(|own| *own == test.name()));
    of_function.is_some_and(|functions| functions.is_empty()) && !is_read
}

/// The function of the integration whose name begins or ends that of a file with mocks: `deals` of `deals-mock.test.json`.
fn nearly<'a>(ctx: &MockContext<'a>) -> Option<&'a str> {
    const SEPARATORS: [char; 3] = ['-', '_', '.'];

    let (project, name) = (ctx.scope.project, &ctx.name);
    let is_near = |function: &str| {
        let stem = &*name.stem;
        let before = stem
            .strip_suffix(function)
            .is_some_and(|rest| rest.ends_with(SEPARATORS));
        before
            || stem
                .strip_prefix(function)
                .is_some_and(|rest| rest.starts_with(SEPARATORS))
    };
    let integration = project.integrations().find(|it| it.dir == name.integration)?;
    let functions = integration
        .functions
        .iter()
        .filter_map(|file| project.function_at(file));
    let names = functions.map(|function| &*function.name).filter(|name| is_near(name));
    names.max_by_key(|name| name.len())
}
