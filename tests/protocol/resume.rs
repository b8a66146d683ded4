//! "Resume from here": a dry run that begins with the checkpoint that a call saves.

use serde_json::{Value, json};

use crate::stage::{SUCCESS, Stage};
use crate::support::project::{ACTION, Project};
use crate::support::{capabilities, uri};

const SYNC: &str = "\
import { createSync } from 'nango';
import * as z from 'zod';

const sync = createSync({
    description: 'Deals',
    version: '1.0.0',
    frequency: 'every hour',
    autoStart: true,
    checkpoint: z.object({ since: z.string(), page: z.number() }),
    models: { Deal: z.object({ id: z.string() }) },
    exec: async (nango) => {
        const { data } = await nango.get({ endpoint: '/deals', retries: 3 });
        await nango.batchSave(data.deals, 'Deal');
        await nango.saveCheckpoint({ since: data.now, page: 2 });
    }
});

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];
export default sync;
";

fn stage(has_input: bool) -> Stage {
    let project = Project::new(&[
        (
            "index.ts",
            "import './crm/actions/get-contact.js';\nimport './crm/syncs/deals.js';\n",
        ),
        ("crm/actions/get-contact.ts", ACTION),
        ("crm/syncs/deals.ts", SYNC),
        ("nango-lsp.toml", "[dryrun.connections]\ncrm = \"conn-1\"\n"),
    ]);
    Stage::of(project, SUCCESS, capabilities(), has_input)
}

impl Stage {
    /// The lens on the call, as a command.
    fn resume_lens(&mut self) -> Value {
        let file = self.project.path("crm/syncs/deals.ts");
        self.editor.open(&file);
        let params = json!({ "textDocument": { "uri": uri(&file) } });
        let lenses = self.editor.request("textDocument/codeLens", params);
        let lenses = lenses.as_array().unwrap();
        let lens = lenses.iter().find(|lens| lens["command"]["command"] == "nango.resume");
        let lens = lens.unwrap_or_else(|| panic!("no lens: {lenses:?}"));
        assert_eq!(lens["range"]["start"]["line"], 13);
        lens["command"].clone()
    }

    /// The checkpoint that the CLI was handed.
    fn checkpoint(&self) -> Value {
        let call = self.calls().pop().expect("a call of the CLI");
        let at = call
            .iter()
            .position(|word| word == "--checkpoint")
            .expect("a checkpoint");
        serde_json::from_str(&call[at + 1]).unwrap()
    }
}

#[test]
fn what_only_a_run_knows_is_asked() {
    let mut stage = stage(true);
    stage.editor.answer("nango/input", |params| {
        assert_eq!(params["title"], "Checkpoint that deals goes on from, as JSON");
        let mut checkpoint: Value = serde_json::from_str(params["value"].as_str().unwrap()).unwrap();
        assert_eq!(checkpoint, json!({ "since": "", "page": 2 }));
        checkpoint["since"] = json!("2026-01-31");
        json!({ "value": checkpoint.to_string() })
    });
    let lens = stage.resume_lens();
    assert_eq!(lens["title"], "▷ Resume from here");
    stage.execute(json!({ "command": lens["command"], "arguments": lens["arguments"] }));
    stage.outcome();
    assert_eq!(stage.checkpoint(), json!({ "since": "2026-01-31", "page": 2 }));
}

#[test]
fn a_fixture_says_it_too() {
    let mut stage = stage(false);
    let lens = stage.resume_lens();
    let run = json!({ "command": lens["command"], "arguments": lens["arguments"] });
    stage.execute(run.clone());
    assert_eq!(
        stage.outcome(),
        "only a run of `deals` knows `since`: say it in `crm/fixtures/deals.checkpoint.json`, or pass `checkpoint` to the \
         command `nango.resume`"
    );
    stage.project.write(
        "crm/fixtures/deals.checkpoint.json",
        r#"{ "since": "kept", "page": 7 }"#,
    );
    stage.execute(run);
    stage.outcome();
    assert_eq!(stage.checkpoint(), json!({ "since": "kept", "page": 2 }));
}

#[test]
fn a_checkpoint_that_is_none_is_refused() {
    let mut stage = stage(true);
    let file = uri(&stage.project.path("crm/syncs/deals.ts"));
    let mut refused = |arguments: Value| {
        let mut arguments = arguments;
        arguments["file"] = json!(file);
        let id = stage.editor.ask(
            "workspace/executeCommand",
            json!({ "command": "nango.resume", "arguments": [arguments] }),
        );
        stage.editor.response(id)["error"]["message"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        refused(json!({ "line": "3" })),
        "line 3 calls no `saveCheckpoint`: there is one on line 14"
    );
    assert_eq!(refused(json!({ "line": "x" })), "`line` has to be the number of a line");
    assert_eq!(
        refused(json!({ "line": "14", "checkpoint": "{\"since\":{}}" })),
        "a checkpoint holds strings, numbers and booleans: `since` is none of them"
    );
    stage
        .editor
        .answer("nango/input", |_| json!({ "value": "{\"since\":" }));
    let lens = stage.resume_lens();
    stage.execute(json!({ "command": lens["command"], "arguments": lens["arguments"] }));
    let said = stage.outcome();
    assert!(said.starts_with("the checkpoint is no JSON: "), "{said}");
    assert!(stage.calls().is_empty());
}
