//! An editor on a project that is run. A few lines of JavaScript stand in for the CLI; node runs them, as it runs the real one.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::project::Project;
use crate::support::{Editor, PATIENCE, capabilities, uri};

/// What the CLI prints around a run, as recorded from the real one; `/* HERE */` is what the function does.
const CLI: &str = r#"
const fs = require('fs');
fs.appendFileSync('calls.log', JSON.stringify(process.argv.slice(2)) + '\n');
fs.mkdirSync('build', { recursive: true });
fs.writeFileSync('build/crm_actions_get-contact.cjs', '');
console.log('✓ Typechecking\n✓ Compiled');
if (process.argv[2] === 'dryrun') {
    console.log('Executing -> integration:"hubspot" script:"get-contact" ');
    /* HERE */
}
"#;

pub const SUCCESS: &str = r#"
    console.log('http [200] GET https://api.nango.dev/proxy/contacts/1?token=planted-secret');
    console.log('looked up');
    console.log('Done\n' + JSON.stringify({ id: '1' }, null, 2));
"#;

pub const INVALID: &str = r#"
    console.log('Done\nmodel: ActionOutput_crm_getcontact\ndata: { id: 7 }\n\nid\n   error   must be string  [type]\n   ActionOutput_crm_getcontact > properties > id > type\n');
    console.error('An error occurred during execution\n (invalid_action_output)');
    process.exit(12);
"#;

/// A CLI that stops at an error of the compiler until the file `fixed` is there.
pub const REFUSED: &str = r#"
if (!fs.existsSync('fixed')) {
    console.log("✗ Failed to compile definitions\n\nerr - ./crm/actions/find-contact.ts \r\n  createAction > endpoint Something that no rule knows.\r\n");
    process.exit(10);
}
"#;

/// An editor on a project with this CLI, and a state folder of its own.
pub struct Stage {
    pub project: Project,
    pub editor: Editor,
    state: Option<TempDir>,
}

impl Stage {
    pub fn new(function: &str) -> Self {
        Self::of(Project::registered(), function, capabilities(), true)
    }

    pub fn of(project: Project, function: &str, capabilities: Value, has_input: bool) -> Self {
        Self::with_options(project, function, capabilities, json!({ "input": has_input }))
    }

    /// With these `initializationOptions`.
    pub fn with_options(project: Project, function: &str, capabilities: Value, options: Value) -> Self {
        project.write(
            "node_modules/nango/package.json",
            r#"{ "name": "nango", "version": "0.71.10", "bin": { "nango": "cli.js" } }"#,
        );
        project.write("node_modules/nango/cli.js", &CLI.replace("/* HERE */", function));
        let state = tempfile::tempdir().unwrap();
        let mut editor = Editor::start_with(&[], |command| {
            command
                .env("XDG_STATE_HOME", state.path())
                .env_remove("NANGO_HOSTPORT")
                .env("TMPDIR", state.path())
                .env_remove("NANGO_SECRET_KEY_DEV");
        });
        editor.initialize(Some(&project.root()), capabilities, json!({ "nango": options }));
        editor.answer("nango/input", |params| {
            let is_connection = params["title"]
                .as_str()
                .is_some_and(|title| title.starts_with("Connection"));
            json!({ "value": if is_connection { "conn-1" } else { r#"{"id":"1"}"# } })
        });
        let mut stage = Self {
            project,
            editor,
            state: Some(state),
        };
        stage.wait_for_lens();
        stage
    }

    pub fn file(&self) -> PathBuf {
        self.project.path("crm/actions/get-contact.ts")
    }

    /// Where the server keeps what it keeps.
    pub fn state(&self) -> &Path {
        self.state.as_ref().expect("it was not taken").path()
    }

    /// Takes that folder: then it outlives the stage.
    #[cfg(unix)]
    pub fn keep_state(&mut self) -> TempDir {
        self.state.take().expect("it was not taken")
    }

    pub fn lens(&mut self) -> Value {
        let params = json!({ "textDocument": { "uri": uri(&self.file()) } });
        self.editor.request("textDocument/codeLens", params)[0]["command"].clone()
    }

    fn wait_for_lens(&mut self) {
        let file = self.file();
        self.editor.open(&file);
        let deadline = std::time::Instant::now() + PATIENCE;
        while self.lens()["command"] != "nango.dryrun" {
            assert!(std::time::Instant::now() < deadline, "no lens");
            self.editor.settle();
        }
    }

    /// Clicks the lens.
    pub fn click(&mut self) {
        let command = self.lens();
        self.execute(json!({ "command": command["command"], "arguments": command["arguments"] }));
    }

    pub fn execute(&mut self, command: Value) {
        self.editor.request("workspace/executeCommand", command);
    }

    /// The message that tells the outcome.
    pub fn outcome(&mut self) -> String {
        let shown = self.editor.notification("window/showMessage");
        shown["message"].as_str().unwrap().to_owned()
    }

    /// The argument vectors that the CLI was started with.
    pub fn calls(&self) -> Vec<Vec<String>> {
        let log = std::fs::read_to_string(self.project.path("calls.log")).unwrap_or_default();
        log.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Everything that the server said in words.
    pub fn words(&self) -> String {
        self.editor
            .notifications
            .iter()
            .map(|(_, params)| params.to_string())
            .collect()
    }
}
