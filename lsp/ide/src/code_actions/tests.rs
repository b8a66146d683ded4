//! Pictures of what the actions do, and the properties of fixing everything.

use lint::{Analysis, FileEdit};
use proptest::prelude::*;
use syntax::{TextRange, TextSize, apply_edits};
use test_support::Fixture;

use super::{AssistKind, FileRange, code_actions, fix_all, resolve};
use crate::tests::{analysis, analysis_of, path, picture};

/// What is offered at `$0`, one line each; a star marks what is preferred.
#[track_caller]
fn offers(fixture: &str, wanted: AssistKind) -> Vec<String> {
    let fixture = Fixture::parse(fixture);
    let range = at_cursor(&fixture);
    let assists = code_actions(&analysis_of(&fixture), &range, |kind| kind == wanted);
    assists
        .iter()
        .map(|it| format!("{}{}", if it.is_preferred { "* " } else { "" }, it.title))
        .collect()
}

/// The change of the action called `title` at `$0`.
#[track_caller]
fn apply(fixture: &str, title: &str) -> String {
    let fixture = Fixture::parse(fixture);
    let analysis = analysis_of(&fixture);
    let range = at_cursor(&fixture);
    let assists = code_actions(&analysis, &range, |_| true);
    let assist = assists.iter().find(|assist| assist.title == title).expect("offered");
    picture(
        &analysis,
        &resolve(&analysis, &range.file, &assist.id).expect("resolved"),
    )
}

fn at_cursor(fixture: &Fixture) -> FileRange {
    let (file, offset) = fixture.cursor();
    FileRange {
        file: path(&file.path),
        range: TextRange::empty(TextSize::new(offset as u32)),
    }
}

const UNREGISTERED: &str = "
    //- /index.ts
    import './crm/actions/get.js';
    //- /crm/actions/get.ts
    import { createAction } from 'nango';
    import { z } from 'zod';
    export default createAction({ description: 'a', version: '1.0.0', input: z.void(), output: z.void(), exec: async () => {} });
    //- /crm/actions/put.ts
    import { createAction } from 'nango';
    import { z } from 'zod';
    export default create$0Action({ description: 'a', version: '1.0.0', input: z.void(), output: z.void(), exec: async () => {} });
";

#[test]
fn a_diagnostic_brings_its_fixes_and_last_its_suppression() {
    assert_eq!(
        offers(UNREGISTERED, AssistKind::QuickFix),
        [
            "* Register it in `index.ts`",
            "Suppress `index-unregistered-function` here"
        ]
    );
    assert_eq!(
        apply(UNREGISTERED, "Register it in `index.ts`"),
        "//- /index.ts\nimport './crm/actions/get.js';\nimport './crm/actions/put.js';\n"
    );
    let suppressed = apply(UNREGISTERED, "Suppress `index-unregistered-function` here");
    assert!(
        suppressed.contains("\n// nango-ignore index-unregistered-function: "),
        "{suppressed}"
    );
}

#[test]
fn elsewhere_nothing_is_offered() {
    let fixture = UNREGISTERED.replace("$0", "").replace(
        "import { z } from 'zod';\n    export default",
        "import {$0 z } from 'zod';\n    export default",
    );
    let fixture = fixture.replacen("{$0 z }", "{ z }", 1);
    assert_eq!(offers(&fixture, AssistKind::QuickFix), [""; 0]);
}

#[test]
fn who_lists_everything_is_offered_the_registration_once() {
    let titles = |fixture: &str| {
        let fixture = Fixture::parse(fixture);
        let assists = code_actions(&analysis_of(&fixture), &at_cursor(&fixture), |_| true);
        let titles = assists.into_iter().map(|assist| assist.title);
        titles.filter(|title| title.starts_with("Register")).collect::<Vec<_>>()
    };
    assert_eq!(titles(UNREGISTERED), ["Register it in `index.ts`"]);
    // Beside what is reported there is no quick fix.
    let beside = UNREGISTERED
        .replace("$0", "")
        .replace("put.ts\n    import", "put.ts\n    $0import");
    assert_eq!(titles(&beside), ["Register in index.ts"]);
}

#[test]
fn a_lens_is_an_action_too() {
    assert_eq!(offers(UNREGISTERED, AssistKind::Source), ["Register in index.ts"]);
    let registered = UNREGISTERED.replace("import './crm/actions/get.js';", "import './crm/actions/put.js';");
    assert_eq!(
        offers(&registered, AssistKind::Source),
        [
            "Dry run put of crm",
            "Save mocks of put of crm: they hold what the provider answers",
            "Test put of crm with its mocks",
            "Deploy put of crm: shows the plan and asks",
            "Pick the connection of crm: Nango is asked which there are",
            "Pick the environment of crm"
        ]
    );
}

#[test]
fn everything_is_registered_from_the_index() {
    let fixture = UNREGISTERED
        .replace("$0", "")
        .replace("import './crm/actions/get.js';", "$0");
    assert_eq!(offers(&fixture, AssistKind::Source), ["Register all functions"]);
    assert_eq!(
        apply(&fixture, "Register all functions"),
        "//- /index.ts\n\nimport './crm/actions/get.js';\nimport './crm/actions/put.js';\n"
    );
}

#[test]
fn an_empty_file_is_filled_and_registered() {
    let fixture = "
        //- /index.ts
        import './crm/syncs/deals.js';
        //- /crm/on-events/connected.ts

        $0
    ";
    let change = apply(fixture, "Write createOnEvent: post-connection-creation");
    let (file, index) = change.split_once("//- /index.ts\n").expect("both files");
    assert!(
        file.starts_with("//- /crm/on-events/connected.ts\nimport { createOnEvent } from 'nango';\n"),
        "{file}"
    );
    assert_eq!(
        index,
        "import './crm/syncs/deals.js';\nimport './crm/on-events/connected.js';\n"
    );

    let registered = fixture.replace("crm/syncs/deals", "crm/on-events/connected");
    assert!(!apply(&registered, "Write createOnEvent: validate-connection").contains("index.ts"));
    assert_eq!(
        offers(&fixture.replace("$0", "const a = 1;$0"), AssistKind::Refactor),
        [""; 0]
    );
}

#[test]
fn safe_fixes_of_one_file_are_made_together() {
    let fixture = "
        //- /index.ts
        import './crm/actions/get.js';
        //- /crm/actions/get.ts
        import { createAction } from 'nango';
        import { z } from 'zod';
        export const a = 1;
        export default createAction({ description: 'a', input: z.void(), output: z.void(), async exec(nango) { await nango.log(a); } } as any);$0
    ";
    assert_eq!(
        apply(fixture, "Fix all that can be fixed safely"),
        "\
//- /crm/actions/get.ts
import { createAction } from 'nango';
import { z } from 'zod';
const a = 1;
export default createAction({ description: 'a', version: '1.0.0', input: z.void(), output: z.void(), exec: async (nango) => { await nango.log(a); } });
"
    );
}

#[test]
fn what_is_gone_is_not_resolved() {
    let fixture = Fixture::parse(UNREGISTERED);
    let mut analysis = analysis_of(&fixture);
    let range = at_cursor(&fixture);
    let assists = code_actions(&analysis, &range, |_| true);
    analysis.set_source(range.file.clone(), syntax::SourceFile::parse("// all gone\n"));
    for assist in assists {
        assert_eq!(resolve(&analysis, &range.file, &assist.id), None, "{}", assist.id);
    }
    for id in [
        "",
        "fix",
        "fix:a",
        "fix:a:b:c",
        "fix:a:99999999999:c",
        "suppress:a:1",
        "scaffold:no",
        "fix-all:1",
    ] {
        assert_eq!(resolve(&analysis, &range.file, id), None, "{id}");
    }
}

#[test]
fn kinds_are_a_hierarchy() {
    let within = |kind: &str| {
        AssistKind::ALL
            .iter()
            .filter(|it| it.is_within(kind))
            .map(|it| it.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(within("quickfix"), ["quickfix"]);
    assert_eq!(within("source"), ["source.fixAll.nango", "source.nango"]);
    assert_eq!(within("source.fixAll"), ["source.fixAll.nango"]);
    assert_eq!(within("source.fixAll.nango"), ["source.fixAll.nango"]);
    assert_eq!(within("source.fix"), [""; 0]);
    assert_eq!(within("").len(), AssistKind::ALL.len());
}

/// Lines of functions and registries, sound and broken, that the fixes of all rules have something to do with.
const LINES: [&str; 22] = [
    "import { createAction } from 'nango';",
    "import { createSync as make } from 'nango';",
    "import { z } from 'zod';",
    "import './crm/actions/a.js';",
    "import './crm/actions/a.ts';",
    "  import './crm/syncs/b';",
    "import b from './crm/syncs/b.js'; import './crm/actions/a.js';",
    "/* import './crm/syncs/b.js'; */",
    "// nango-ignore def-version: why",
    "// nango-ignore-file nothing",
    "export const x = 1;",
    "export function helper() {}",
    "export default createAction({ description: '', input: z.void(), async exec(sdk) { await sdk.log(1); } } as any);",
    "export default createSync({ models: { Deal }, 'exec': async function (nango) {} });",
    "const action = createAction({ exec: async (nango) => {} });",
    "export default action;",
    "export default action satisfies unknown;",
    "export default make({ frequency: 'every hour' });",
    "export { action as default };",
    "createAction(",
    "});",
    "const é = '🙂'",
];

/// The project of a property: three files of such lines.
fn random_project() -> impl Strategy<Value = Analysis> {
    let text = prop::collection::vec(prop::sample::select(&LINES[..]), 0..8).prop_map(|lines| lines.join("\n"));
    (text.clone(), text.clone(), text).prop_map(|(index, action, sync)| {
        analysis(&format!(
            "//- /index.ts\n{index}\n//- /crm/actions/a.ts\n{action}\n//- /crm/syncs/b.ts\n{sync}\n"
        ))
    })
}

proptest! {
    #[test]
    fn fixing_everything_fits_the_text_and_needs_no_second_time(analysis in random_project()) {
        for file in ["/index.ts", "/crm/actions/a.ts", "/crm/syncs/b.ts"].map(path) {
            let Some(change) = fix_all(&analysis, &file) else { continue };
            prop_assert_eq!(fix_all(&analysis, &file), Some(change.clone()));
            let [FileEdit::Edit { file: edited, edits }] = &*change.edits else {
                return Err(TestCaseError::fail("one file is edited"));
            };
            prop_assert_eq!(edited, &file);
            let source = analysis.workspace.file(&file).and_then(|file| file.source.clone());
            let before = source.as_ref().map_or("", |source| source.text());
            let after = apply_edits(before, edits);
            prop_assert!(after.is_ok(), "{:?} in {:?}", edits, before);
        }
    }

    #[test]
    fn every_offer_can_be_kept(analysis in random_project()) {
        for file in ["/index.ts", "/crm/actions/a.ts", "/crm/syncs/b.ts"].map(path) {
            let all = TextRange::up_to(TextSize::new(10_000));
            for assist in code_actions(&analysis, &FileRange { file: file.clone(), range: all }, |_| true) {
                let change = resolve(&analysis, &file, &assist.id);
                prop_assert_eq!(change.is_some(), assist.command.is_none(), "{}", assist.id);
                prop_assert!(assist.diagnostics.is_empty() || assist.kind == AssistKind::QuickFix);
            }
        }
    }
}
