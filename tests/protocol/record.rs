//! Mocks: saved by command and by code action, and only what has just succeeded.

use serde_json::{Value, json};

use crate::stage::{INVALID, SUCCESS, Stage};
use crate::support::uri;

/// Clicks the code action that saves mocks.
fn record(stage: &mut Stage) {
    let zero = json!({ "line": 0, "character": 0 });
    let params = json!({
        "textDocument": { "uri": uri(&stage.file()) },
        "range": { "start": zero, "end": zero },
        "context": { "diagnostics": [], "only": ["source"] },
    });
    let actions = stage.editor.request("textDocument/codeAction", params);
    let actions = actions.as_array().unwrap();
    let is_record = |action: &&Value| action["command"]["command"] == "nango.record";
    let command = actions.iter().find(is_record).expect("the action")["command"].clone();
    stage.execute(json!({ "command": command["command"], "arguments": command["arguments"] }));
}

/// For each dry run, whether it saved mocks.
fn saves(stage: &Stage) -> Vec<bool> {
    let calls = stage.calls();
    let runs = calls.iter().filter(|call| call[0] == "dryrun");
    runs.map(|call| call.iter().any(|word| word == "--save")).collect()
}

#[test]
fn mocks_are_saved_after_a_success() {
    let mut stage = Stage::new(SUCCESS);
    record(&mut stage);
    let outcome = stage.outcome();
    assert!(outcome.starts_with("`get-contact`: "), "{outcome}");
    assert_eq!(saves(&stage), [false, true]);
    record(&mut stage);
    stage.outcome();
    assert_eq!(
        saves(&stage),
        [false, true, true],
        "it has succeeded since the last edit"
    );
}

#[test]
fn nothing_is_saved_of_a_function_that_fails() {
    let mut stage = Stage::new(INVALID);
    record(&mut stage);
    stage.outcome();
    assert_eq!(saves(&stage), [false]);
}

#[test]
fn a_run_takes_all_its_arguments_by_command() {
    let mut stage = Stage::new(SUCCESS);
    let file = uri(&stage.file());
    let refused = |stage: &mut Stage, key: &str, value: Value| {
        let arguments = json!([{ "file": file, key: value }]);
        let id = stage.editor.ask(
            "workspace/executeCommand",
            json!({ "command": "nango.dryrun", "arguments": arguments }),
        );
        let response = stage.editor.response(id);
        assert_eq!(response["error"]["code"], -32602, "{key}: {response}");
    };
    for key in ["metadata", "checkpoint", "input"] {
        refused(&mut stage, key, json!("{"));
    }
    for key in ["lastSyncDate", "variant", "connection", "environment", "integration"] {
        refused(&mut stage, key, json!(7));
    }
    let sync = stage.project.path("crm/syncs/deals.ts");
    let text = "import { createSync } from 'nango';\nimport * as z from 'zod';\n\nconst Deal = z.object({ id: z.string() });\n\n\
        const sync = createSync({\n    description: 'Deals',\n    version: '1.0.0',\n    frequency: 'every hour',\n    \
        autoStart: true,\n    models: { Deal },\n    exec: async (nango) => {\n        await nango.log('deals');\n    }\n});\n\n\
        export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];\nexport default sync;\n";
    stage.project.write("crm/syncs/deals.ts", text);
    stage.project.write(
        "index.ts",
        "import './crm/actions/get-contact.js';\nimport './crm/syncs/deals.js';\n",
    );
    let changed = |path| json!({ "uri": uri(path), "type": 1 });
    let changes = json!({ "changes": [changed(&sync), changed(&stage.project.path("index.ts"))] });
    stage.editor.notify("workspace/didChangeWatchedFiles", changes);
    stage.editor.settle();
    stage.execute(json!({ "command": "nango.dryrun", "arguments": [{
        "file": uri(&sync), "connection": "conn-7", "environment": "dev", "metadata": { "team": 1 },
        "checkpoint": r#"{"after":"c7"}"#, "lastSyncDate": "2026-01-01T00:00:00.000Z", "variant": "eu",
    }] }));
    stage.outcome();
    let call = stage.calls().pop().unwrap();
    let rest: Vec<_> = call.iter().skip_while(|word| *word != "--metadata").collect();
    assert_eq!(
        rest,
        [
            "--metadata",
            r#"{"team":1}"#,
            "--checkpoint",
            r#"{"after":"c7"}"#,
            "--lastSyncDate",
            "2026-01-01T00:00:00.000Z",
            "--variant",
            "eu"
        ]
    );
}
