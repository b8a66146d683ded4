//! Where the failures of dry runs are shown, and for how long.

use serde_json::{Value, json};

use crate::stage::{INVALID, REFUSED, SUCCESS, Stage};
use crate::support::project::{ACTION, Project};
use crate::support::{capabilities, uri};

/// A helper and a bundle in which it throws, as the real CLI made them.
const HELPER: &str = include_str!("../positions/crm/helpers/normalize.ts");
const CALLER: &str = include_str!("../positions/crm/actions/type-error.ts");
const BUNDLE: &str = include_str!("../positions/build/crm_actions_type-error.cjs");

const THROWS: &str = r#"
    fs.copyFileSync('bundle.cjs', 'build/crm_actions_get-contact.cjs');
    console.error('An error occurred during execution\n' + JSON.stringify({
        type: 'script_internal_error',
        payload: { name: 'TypeError', message: 'no first' },
        stacktrace: ['TypeError: no first', 'at normalize (get-contact-crm.js:42:15)', 'at get-contact-crm.js:61:13'],
        status: 500
    }));
    process.exit(12);
"#;

/// A function whose output schema stands in another file.
fn with_models() -> Project {
    let action = ACTION
        .replace("output: z.object({ id: z.string() })", "output: Contact")
        .replace(
            "import * as z",
            "import { Contact } from '../models.js';\nimport * as z",
        );
    Project::new(&[
        ("index.ts", "import './crm/actions/get-contact.js';\n"),
        (
            "crm/models.ts",
            "import * as z from 'zod';\n\nexport const Contact = z.object({\n    id: z.string()\n});\n",
        ),
        ("crm/actions/get-contact.ts", &action),
    ])
}

fn throwing() -> Project {
    let project = Project::registered();
    project.write("crm/helpers/normalize.ts", HELPER);
    project.write("crm/actions/type-error.ts", CALLER);
    project.write("bundle.cjs", BUNDLE);
    project
}

#[test]
fn what_does_not_fit_is_shown_in_the_schema_until_that_is_edited() {
    let mut stage = Stage::of(with_models(), INVALID, capabilities(), true);
    stage.click();
    stage.outcome();
    let models = stage.project.path("crm/models.ts");
    let diagnostic = stage.editor.diagnostic(&models, "dryrun-validation");
    assert_eq!(diagnostic["message"], "`id` of the output must be string");
    assert_eq!(
        diagnostic["range"],
        json!({ "start": { "line": 3, "character": 4 }, "end": { "line": 3, "character": 6 } })
    );
    let related = &diagnostic["relatedInformation"][0];
    assert_eq!(related["message"], "returned here");
    assert_eq!(
        related["location"]["range"]["start"],
        json!({ "line": 12, "character": 8 })
    );
    let file = stage.file();
    stage.editor.no_diagnostic(&file, "dryrun-validation");

    // To look at it is no edit, nor is what a formatter does; the place moves along.
    let text = stage.editor.open(&models);
    stage.editor.change(&models, 2, &format!("\n{text}"));
    let moved = |diagnostic: &Value| diagnostic["range"]["start"]["line"] == 4 && diagnostic["severity"] == 1;
    stage.editor.diagnostic_where(&models, "dryrun-validation", moved);
    // Something else in what ran is another program: it is said that the run is older.
    let other = format!("\n{text}export const Other = z.string();\n");
    stage.editor.change(&models, 3, &other);
    let stale = |diagnostic: &Value| {
        let message = diagnostic["message"].as_str().unwrap_or_default();
        message.ends_with(" (before the last edit)") && diagnostic["severity"] == 2
    };
    stage.editor.diagnostic_where(&models, "dryrun-validation", stale);
    let lens = stage.lens()["title"].as_str().unwrap().to_owned();
    assert!(
        lens.contains('✗') && lens.ends_with(" · before the last edit"),
        "{lens}"
    );
    stage
        .editor
        .change(&models, 4, &other.replace("id: z.string()", "id: z.number()"));
    stage.editor.no_diagnostic(&models, "dryrun-validation");
    assert_eq!(stage.lens()["title"], "▷ Dry run");
}

#[test]
fn a_file_that_was_touched_and_one_that_did_not_run_end_nothing() {
    let mut stage = Stage::of(with_models(), INVALID, capabilities(), true);
    stage.click();
    stage.outcome();
    let models = stage.project.path("crm/models.ts");
    stage.editor.diagnostic(&models, "dryrun-validation");
    let other = stage.project.write("crm/helpers/other.ts", "export const other = 1;\n");
    stage.editor.watched(&[(&models, 2), (&other, 1)]);
    stage.editor.settle();
    assert!(stage.lens()["title"].as_str().unwrap().contains('✗'));
    // On the disk it is another one now.
    stage.project.write(
        "crm/models.ts",
        &stage.project.read("crm/models.ts").replace("z.string()", "z.number()"),
    );
    stage.editor.watched(&[(&models, 2)]);
    stage.editor.no_diagnostic(&models, "dryrun-validation");
}

#[test]
fn what_is_thrown_is_shown_in_the_helper_until_the_function_is_edited() {
    let mut stage = Stage::of(throwing(), THROWS, capabilities(), true);
    stage.click();
    assert_eq!(
        stage.outcome(),
        "`get-contact`: the function threw `TypeError`: no first"
    );
    let helper = stage.project.path("crm/helpers/normalize.ts");
    let diagnostic = stage.editor.diagnostic(&helper, "dryrun-exception");
    assert_eq!(
        diagnostic["range"],
        json!({ "start": { "line": 16, "character": 16 }, "end": { "line": 16, "character": 21 } })
    );
    let related = &diagnostic["relatedInformation"][0];
    assert!(
        related["location"]["uri"]
            .as_str()
            .unwrap()
            .ends_with("/crm/actions/type-error.ts"),
        "{related}"
    );
    assert_eq!(
        related["location"]["range"]["start"],
        json!({ "line": 23, "character": 18 })
    );

    let file = stage.file();
    stage.editor.no_diagnostic(&file, "dryrun-exception");
    stage.editor.change(&file, 2, &ACTION.replace("input.id", "input"));
    stage.editor.no_diagnostic(&helper, "dryrun-exception");
}

#[test]
fn a_run_says_nothing_of_a_function_that_was_edited_meanwhile() {
    let waits = format!("while (!fs.existsSync('go')) {{}}\n{INVALID}");
    let mut stage = Stage::new(&waits);
    stage.click();
    begun(&mut stage);
    let file = stage.file();
    stage.editor.change(&file, 2, &ACTION.replace("input.id", "input"));
    stage.project.write("go", "");
    assert!(stage.outcome().contains("does not fit"));
    stage.editor.settle();
    stage.editor.no_diagnostic(&file, "dryrun-validation");
    assert_eq!(stage.lens()["title"], "▷ Dry run");
}

#[test]
fn a_run_still_says_what_it_came_to_when_its_function_was_closed_and_opened_meanwhile() {
    let waits = format!("while (!fs.existsSync('go')) {{}}\n{SUCCESS}");
    let mut stage = Stage::new(&waits);
    let file = stage.file();
    let text = format!("{ACTION}\n");
    stage.project.write("crm/actions/get-contact.ts", &text);
    stage.editor.change(&file, 2, &text);
    stage.click();
    begun(&mut stage);
    stage.editor.close(&file);
    stage.editor.open(&file);
    stage.project.write("go", "");
    stage.outcome();
    let lens = stage.lens()["title"].as_str().unwrap().to_owned();
    assert!(lens.contains('✓') && !lens.contains("before the last edit"), "{lens}");
}

#[test]
fn a_compile_error_is_not_shown_in_a_text_that_was_saved_meanwhile() {
    let mut stage = Stage::of(Project::unregistered(), SUCCESS, capabilities(), true);
    let cli = stage.project.read("node_modules/nango/cli.js");
    stage.project.write(
        "node_modules/nango/cli.js",
        &cli.replace(
            "fs.mkdirSync",
            &format!("while (!fs.existsSync('go')) {{}}\n{REFUSED}fs.mkdirSync"),
        ),
    );
    let other = stage.project.path("crm/actions/find-contact.ts");
    let text = stage.editor.open(&other);
    stage.click();
    let is_compiling = |params: &Value| params["value"]["message"] == "type checking…";
    stage.editor.notification_where("$/progress", is_compiling);
    let repaired = format!("// repaired\n{text}");
    std::fs::write(&other, &repaired).unwrap();
    stage.editor.change(&other, 2, &repaired);
    stage.editor.notify(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": uri(&other) } }),
    );
    stage.project.write("go", "");
    assert!(stage.outcome().contains("does not compile"));
    // Where it is in the new text, who knows: so the sentence stands at the function that ran.
    let file = stage.file();
    stage.editor.diagnostic(&file, "dryrun-compile-error");
    stage.editor.settle();
    stage.editor.no_diagnostic(&other, "cli-compile-error");
}

/// Waits until the function runs, and the server knows.
fn begun(stage: &mut Stage) {
    let is_running = |params: &Value| {
        let message = params["value"]["message"].as_str();
        message.is_some_and(|message| message.starts_with("running "))
    };
    stage.editor.notification_where("$/progress", is_running);
}

#[test]
fn a_lens_tells_result_calls_and_time() {
    let mut stage = Stage::new(SUCCESS);
    stage.click();
    stage.outcome();
    let title = stage.lens()["title"].as_str().unwrap().to_owned();
    let time = title.strip_prefix("▷ Dry run · ✓ returned its output · 1 call · ");
    assert!(time.is_some_and(|time| time.ends_with(" s")), "{title}");
}

const INVALID_INPUT: &str = r#"
    console.log('Done\nmodel: ActionInput_crm_getcontact\ndata: { id: 7, x: 1 }\n\nroot\n   error   must NOT have additional properties  [additionalProperties]\n   ActionInput_crm_getcontact > additionalProperties\n\nid\n   error   must be string  [type]\n   ActionInput_crm_getcontact > properties > id > type\n');
    console.error('An error occurred during execution\n (invalid_action_input)');
    process.exit(12);
"#;

#[test]
fn an_input_that_is_refused_is_shown_in_its_fixture_until_that_is_edited() {
    let project = Project::registered();
    let text = "{ \"id\": 7, \"x\": 1 }\n";
    project.write("crm/fixtures/get-contact.input.json", text);
    // The rules know it too: then it is said once.
    project.write("nango-lsp.toml", "[rules]\nfixture-mismatch = \"off\"\n");
    let mut stage = Stage::of(project, INVALID_INPUT, capabilities(), true);
    let (function, file) = (
        stage.project.path("crm/actions/get-contact.ts"),
        stage.project.path("crm/fixtures/get-contact.input.json"),
    );
    let lens = stage.lens()["title"].as_str().unwrap().to_owned();
    assert!(lens.ends_with(" · input: fixtures/get-contact.input.json"), "{lens}");
    stage.editor.open(&file);
    stage.click();
    stage.outcome();
    let found = stage
        .editor
        .diagnostics_where(&file, |it| it.codes() == ["dryrun-validation"; 2]);
    let places: Vec<_> = found
        .diagnostics
        .iter()
        .map(|it| (&it["message"], &it["range"]["start"]["character"]))
        .collect();
    assert_eq!(
        places,
        [
            (&json!("`id` of the input must be string"), &json!(8)),
            (
                &json!("the input has the key `x`, which its schema does not name"),
                &json!(11)
            )
        ]
    );
    let schema = &found.diagnostics[0]["relatedInformation"][0]["location"]["uri"];
    assert_eq!(*schema, uri(&function));
    let at_schema = stage.editor.diagnostic(&function, "dryrun-validation");
    let related = at_schema["relatedInformation"].as_array().unwrap();
    assert!(
        related.iter().any(|it| it["message"] == "handed over here"),
        "{at_schema}"
    );
    // Opening it is no edit; an edit ends what the run said.
    stage.editor.change(&file, 2, text);
    stage.editor.settle();
    stage
        .editor
        .diagnostics_where(&file, |it| it.version == Some(2) && it.diagnostics.len() == 2);
    stage.editor.change(&file, 3, "{ \"id\": \"c1\" }\n");
    stage.editor.no_diagnostic(&file, "dryrun-validation");
    stage.editor.no_diagnostic(&function, "dryrun-validation");
}
