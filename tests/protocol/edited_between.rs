//! Commands whose edit meets a document that was edited in between: it is computed anew, and never made twice.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::project::{Project, apply, edits_of};
use crate::support::{Editor, uri};

const APPLY: &str = "workspace/applyEdit";
const OTHERS: &str = "import './crm/actions/find-contact.js';\nimport './crm/actions/get-contact.js';\n";

/// What an editor does with the next edit of ours that it is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Meets {
    /// The version that it was made for.
    Nothing,
    /// An edit of the user, told before the answer, which says that ours was not made. So does VS Code.
    Edit,
    /// The same, told after the answer.
    LateEdit,
    /// An edit of the user, and the answer says that ours was made. So does Neovim.
    SilentEdit,
    /// An edit of the user that does what ours would, and is refused.
    SameEdit,
    /// An edit of the user; ours is made all the same, and told after the answer.
    MadeAllTheSame,
}

/// The open `index.ts` of an editor.
#[derive(Debug)]
struct Index {
    text: String,
    version: i64,
    uri: String,
    plan: Vec<Meets>,
}

impl Index {
    /// Edits as the user does; the notification.
    fn edit(&mut self, text: String) -> Value {
        self.text = text;
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": self.text }] });
        json!(["textDocument/didChange", params])
    }

    fn typed(&mut self) -> Value {
        self.edit(format!("// typed {}\n{}", self.version, self.text))
    }

    fn answer(&mut self, params: &Value) -> Value {
        let (edits, version) = edits_of(&params["edit"], &self.uri);
        assert_eq!(version, Some(self.version), "it is asked for the version that was told");
        let meets = if self.plan.is_empty() {
            Meets::Nothing
        } else {
            self.plan.remove(0)
        };
        match meets {
            Meets::Nothing => {
                let made = self.edit(apply(&self.text, &edits));
                json!({ "applied": true, "$before": [made] })
            }
            Meets::Edit => json!({ "applied": false, "$before": [self.typed()] }),
            Meets::LateEdit => json!({ "applied": false, "$after": [self.typed()] }),
            Meets::SilentEdit => json!({ "applied": true, "$before": [self.typed()] }),
            Meets::SameEdit => {
                let same = self.edit(OTHERS.to_owned());
                json!({ "applied": false, "$before": [same] })
            }
            Meets::MadeAllTheSame => {
                let typed = self.edit(format!("{}// typed\n", self.text));
                let made = self.edit(apply(&self.text, &edits));
                json!({ "applied": true, "$before": [typed], "$after": [made] })
            }
        }
    }
}

struct Stage {
    editor: Editor,
    index: Arc<Mutex<Index>>,
    project: Project,
}

fn stage(plan: &[Meets]) -> Stage {
    let project = Project::unregistered();
    let path = project.path("index.ts");
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    let text = editor.open(&path);
    let index = Arc::new(Mutex::new(Index {
        text,
        version: 1,
        uri: uri(&path),
        plan: plan.to_vec(),
    }));
    let shared = Arc::clone(&index);
    editor.answer(APPLY, move |params| shared.lock().unwrap().answer(params));
    Stage { editor, index, project }
}

impl Stage {
    fn register(&mut self) {
        let file = uri(&self.project.path("crm/actions/find-contact.ts"));
        self.execute("nango.register", json!({ "file": file }));
    }

    fn execute(&mut self, command: &str, argument: Value) {
        let params = json!({ "command": command, "arguments": [argument] });
        self.editor.request("workspace/executeCommand", params);
    }

    /// How often it was asked, once nothing more comes.
    fn asked(&mut self, at_least: usize) -> usize {
        let count = |editor: &Editor| editor.requests.iter().filter(|(method, _)| method == APPLY).count();
        self.editor
            .wait("the edits", |editor| (count(editor) >= at_least).then_some(()));
        // As long as the server waits for edits that are on their way, and longer.
        let end = Instant::now() + Duration::from_millis(1200);
        while Instant::now() < end {
            self.editor.settle();
        }
        count(&self.editor)
    }

    fn text(&self) -> String {
        self.index.lock().unwrap().text.clone()
    }

    fn said(&self) -> Vec<String> {
        let told = self.editor.notifications.iter();
        told.filter(|(method, _)| method == "window/showMessage")
            .map(|(_, params)| params["message"].to_string())
            .collect()
    }
}

#[test]
fn an_edit_that_came_too_late_is_made_for_the_new_text() {
    for meets in [Meets::Edit, Meets::LateEdit, Meets::SilentEdit] {
        let mut stage = stage(&[meets]);
        stage.register();
        assert_eq!(stage.asked(2), 2, "{meets:?}");
        assert_eq!(stage.text(), format!("// typed 1\n{OTHERS}"), "{meets:?}");
        assert_eq!(stage.said(), [""; 0], "{meets:?}");
    }
}

#[test]
fn who_types_on_is_told_in_the_end() {
    let mut stage = stage(&[Meets::Edit; 5]);
    stage.register();
    assert_eq!(stage.asked(3), 3);
    assert!(!stage.text().contains("find-contact"));
    assert!(
        stage.said().concat().contains("the editor refused the edit"),
        "{:?}",
        stage.said()
    );
}

#[test]
fn what_is_made_already_is_not_made_twice() {
    for meets in [Meets::Nothing, Meets::SameEdit, Meets::MadeAllTheSame] {
        let mut stage = stage(&[meets]);
        stage.register();
        assert_eq!(stage.asked(1), 1, "{meets:?}");
        assert_eq!(stage.text().matches("find-contact").count(), 1, "{meets:?}");
        assert_eq!(stage.said(), [""; 0], "{meets:?}");
    }
}

#[test]
fn all_functions_and_new_ones_are_registered_in_the_new_text() {
    let mut stage = stage(&[Meets::Edit]);
    let root = uri(&stage.project.root());
    stage.execute("nango.registerAll", json!({ "root": root }));
    assert_eq!(stage.asked(2), 2);
    assert_eq!(stage.text(), format!("// typed 1\n{OTHERS}"));

    let mut stage = self::stage(&[Meets::SilentEdit]);
    let root = stage.project.root();
    let file = stage.project.path("crm/actions/list-deals.ts");
    // The file is made, as Neovim makes it, and its registration is dropped.
    let made = uri(&file);
    let index = Arc::clone(&stage.index);
    stage.editor.answer(APPLY, move |params| {
        let mut answer = index.lock().unwrap().answer(params);
        if let Some(text) = new_text(params, &made) {
            let document = json!({ "uri": made, "languageId": "typescript", "version": 1, "text": text });
            let opened = json!(["textDocument/didOpen", { "textDocument": document }]);
            answer["$before"].as_array_mut().unwrap().push(opened);
        }
        answer
    });
    let argument = json!({ "root": uri(&root), "integration": "crm", "name": "list-deals", "template": "action" });
    stage.execute("nango.newFunction", argument);
    assert_eq!(stage.asked(2), 2);
    let second = stage
        .editor
        .requests
        .iter()
        .rfind(|(method, _)| method == APPLY)
        .unwrap();
    assert!(
        new_text(&second.1, &uri(&file)).is_none(),
        "the file is not made again: {second:?}"
    );
    assert_eq!(stage.text().matches("./crm/actions/list-deals.js").count(), 1);
}

/// The text of a file that an edit makes.
fn new_text(params: &Value, file: &str) -> Option<String> {
    let changes = params["edit"]["documentChanges"].as_array()?;
    changes
        .iter()
        .find(|change| change["kind"] == "create" && change["uri"] == file)?;
    Some(apply("", &edits_of(&params["edit"], file).0))
}

#[test]
fn a_closed_index_is_asked_for_once() {
    let mut stage = stage(&[]);
    let path = stage.project.path("index.ts");
    stage.editor.close(Path::new(&path));
    stage.editor.answer(APPLY, |_| json!({ "applied": false }));
    stage.register();
    assert_eq!(stage.asked(1), 1);
    assert!(stage.said().concat().contains("the editor refused the edit"));
}
