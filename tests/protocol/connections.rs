//! With what functions run: picked from what Nango lists, kept, shown in the lens, forgotten.

use serde_json::{Value, json};

use crate::stage::{SUCCESS, Stage};
use crate::support::api::Api;
use crate::support::project::Project;
use crate::support::{capabilities, uri};

fn connection(id: &str) -> Value {
    json!({ "connection_id": id, "provider_config_key": "crm", "created": "2026-01-31T09:30:00.000Z",
            "end_user": { "id": "u", "display_name": format!("User of {id}"), "email": null, "organization": null } })
}

fn connections(count: usize) -> Api {
    Api::with_connections((0..count).map(|n| connection(&format!("c{n}"))).collect())
}

fn stage(api: &Api, has_input: bool) -> Stage {
    let project = Project::registered();
    let dotenv = format!(
        "NANGO_SECRET_KEY_DEV=k-of-dev\nNANGO_SECRET_KEY_PROD=k-of-prod\nNANGO_HOSTPORT={}\n",
        api.url
    );
    project.write(".env", &dotenv);
    Stage::of(project, SUCCESS, capabilities(), has_input)
}

impl Stage {
    fn command(&mut self, command: &str, arguments: Value) {
        self.execute(json!({ "command": command, "arguments": [arguments] }));
    }

    /// What the lens beside that of the run says.
    fn target(&mut self) -> String {
        let params = json!({ "textDocument": { "uri": uri(&self.file()) } });
        let lenses = self.editor.request("textDocument/codeLens", params);
        let lens = lenses
            .as_array()
            .unwrap()
            .iter()
            .find(|lens| lens["command"]["command"] == "nango.pickConnection");
        lens.unwrap()["command"]["title"].as_str().unwrap().to_owned()
    }

    /// Answers each message that has buttons by that which begins so, one after the other.
    fn press(&mut self, titles: &[&'static str]) {
        let mut titles: Vec<_> = titles.iter().rev().copied().collect();
        self.editor.answer("window/showMessageRequest", move |params| {
            let title = titles.pop().expect("another button to press");
            let actions = params["actions"].as_array().unwrap();
            actions
                .iter()
                .find(|action| action["title"].as_str().unwrap().starts_with(title))
                .cloned()
                .expect(title)
        });
    }
}

#[test]
fn a_connection_is_picked_from_what_nango_lists_and_used() {
    let api = connections(2);
    let mut stage = stage(&api, true);
    assert_eq!(stage.target(), "dev · pick a connection");
    assert_eq!(api.asked().len(), 0, "nobody has asked for it");
    stage.press(&["c1 · User of c1"]);
    let params = json!({ "textDocument": { "uri": uri(&stage.file()) } });
    let lens = stage.editor.request("textDocument/codeLens", params)[1]["command"].clone();
    stage.execute(json!({ "command": lens["command"], "arguments": lens["arguments"] }));
    assert_eq!(stage.outcome(), "`crm` runs with `c1` in `dev`");
    assert_eq!(stage.target(), "dev · c1");
    assert!(
        api.asked()[0]
            .headers
            .contains(&"authorization: Bearer k-of-dev".to_owned())
    );
    let asked = stage.editor.asked("window/showMessageRequest");
    assert_eq!(asked["message"], "Connections of crm in dev");
    assert_eq!(asked["actions"][0]["title"], "c0 · User of c0 · made 2026-01-31");
    let progress: Vec<_> = stage
        .editor
        .notifications
        .iter()
        .map(|(_, params)| params.to_string())
        .collect();
    assert!(
        progress
            .iter()
            .any(|params| params.contains(&format!("asking {}", api.url)))
    );

    stage.click();
    stage.outcome();
    assert_eq!(stage.calls().pop().unwrap()[2], "c1");
}

#[test]
fn of_many_those_are_shown_that_are_searched() {
    let api = connections(500);
    let mut stage = stage(&api, true);
    stage.editor.answer("nango/input", |params| {
        assert_eq!(params["title"], "Search 500");
        json!({ "value": "of C49" })
    });
    stage.press(&["Search…", "Search…", "c497"]);
    let mut texts = ["of C49", "C497"].into_iter();
    stage
        .editor
        .answer("nango/input", move |_| json!({ "value": texts.next() }));
    let file = uri(&stage.file());
    stage.command("nango.pickConnection", json!({ "file": file }));
    assert_eq!(stage.outcome(), "`crm` runs with `c497` in `dev`");
    let asked: Vec<_> = stage
        .editor
        .requests
        .iter()
        .filter(|(method, _)| method == "window/showMessageRequest")
        .collect();
    let titles: Vec<_> = asked
        .iter()
        .map(|(_, params)| params["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        titles,
        [
            "Connections of crm in dev (5 of 500)",
            "Connections of crm in dev (5 of 11)",
            "Connections of crm in dev"
        ]
    );
    assert!(
        asked
            .iter()
            .all(|(_, params)| params["actions"].as_array().unwrap().len() <= 6)
    );
}

#[test]
fn a_client_with_a_list_is_shown_all_of_them() {
    let api = connections(500);
    let project = Project::registered();
    project.write(
        ".env",
        &format!("NANGO_SECRET_KEY_DEV=k-of-dev\nNANGO_HOSTPORT={}\n", api.url),
    );
    let mut stage = Stage::with_options(project, SUCCESS, capabilities(), json!({ "input": true, "pick": true }));
    stage.editor.answer("nango/pick", |params| {
        let offers = params["offers"].as_array().unwrap();
        // First how, then which.
        let wanted = if offers.len() == 2 { "List them" } else { "c321" };
        json!({ "index": offers.iter().position(|offer| offer["label"] == wanted) })
    });
    stage.click();
    let said = stage.outcome();
    assert!(said.starts_with("`get-contact`: "), "{said}");
    assert_eq!(stage.calls().pop().unwrap()[2], "c321");
    assert_eq!(stage.target(), "dev · c321");
}

#[test]
fn without_input_and_list_a_run_offers_to_list() {
    let api = connections(9);
    let mut stage = stage(&api, false);
    stage
        .project
        .write("crm/fixtures/get-contact.input.json", r#"{ "id": "kept" }"#);
    stage.press(&["List them", "More…", "c7"]);
    stage.click();
    stage.outcome();
    assert_eq!(stage.calls().pop().unwrap()[2], "c7");
}

#[test]
fn an_environment_is_picked_by_name_and_has_connections_of_its_own() {
    let api = connections(1);
    let mut stage = stage(&api, true);
    let file = uri(&stage.file());
    stage.command("nango.pickConnection", json!({ "file": file, "connection": "of-dev" }));
    assert_eq!(stage.outcome(), "`crm` runs with `of-dev` in `dev`");
    stage.press(&["prod · asks before each run"]);
    stage.command("nango.pickEnvironment", json!({ "integration": "crm" }));
    assert_eq!(
        stage.outcome(),
        "`crm` runs in `prod`, where no connection is known yet"
    );
    let asked = stage.editor.asked("window/showMessageRequest");
    assert_eq!(
        asked["actions"],
        json!([{ "title": "dev · used now" }, { "title": "prod · asks before each run" }])
    );
    assert_eq!(stage.target(), "prod · pick a connection");
    stage.press(&["c0"]);
    stage.command("nango.pickConnection", json!({}));
    assert_eq!(stage.outcome(), "`crm` runs with `c0` in `prod`");
    assert!(
        api.asked()[0]
            .headers
            .contains(&"authorization: Bearer k-of-prod".to_owned())
    );
    stage.command("nango.pickEnvironment", json!({ "environment": "dev" }));
    assert_eq!(stage.outcome(), "`crm` runs with `of-dev` in `dev`");

    stage.command("nango.forgetConnection", json!({ "file": file }));
    assert_eq!(stage.outcome(), "connections and environment of `crm` are forgotten");
    assert_eq!(stage.target(), "dev · pick a connection");
    stage.command("nango.forgetConnection", json!({}));
    assert_eq!(stage.outcome(), "nothing was kept for the project");
    assert_eq!(api.asked().len(), 1, "only what was asked for");
}

#[test]
fn what_the_settings_say_holds() {
    let api = connections(1);
    let mut stage = stage(&api, true);
    let settings = stage
        .project
        .write("nango-lsp.toml", "[dryrun]\nconnections = { crm = \"agreed\" }\n");
    stage.editor.watched(&[(&settings, 1)]);
    stage.editor.settle();
    assert_eq!(stage.target(), "dev · agreed");
    stage.command("nango.pickConnection", json!({ "connection": "other" }));
    assert_eq!(
        stage.outcome(),
        "`crm` runs with `agreed` in `dev`: the settings say so"
    );
}

#[test]
fn why_there_is_no_list_is_said() {
    let api = Api::new(|_| crate::support::api::json(401, r#"{ "error": { "message": "unknown k-of-dev" } }"#));
    let mut stage = stage(&api, true);
    stage.command("nango.pickConnection", json!({}));
    let said = stage.outcome().replace(&api.url, "<host>");
    assert_eq!(
        said,
        "`crm` in `dev`: the secret key is refused by Nango at `<host>`: unknown [redacted]"
    );
    stage.command("nango.pickConnection", json!({ "environment": "staging" }));
    let said = stage.outcome();
    assert!(
        said.starts_with("`crm` in `staging`: `NANGO_SECRET_KEY_STAGING` is not set"),
        "{said}"
    );
    assert_eq!(api.asked().len(), 1);
    let none = connections(0);
    stage.project.write(
        ".env",
        &format!("NANGO_SECRET_KEY_DEV=k-of-dev\nNANGO_HOSTPORT={}\n", none.url),
    );
    stage.command("nango.pickConnection", json!({}));
    assert_eq!(
        stage.outcome(),
        "`crm` has no connection in `dev`: make one in Nango's dashboard"
    );
}

#[test]
fn a_listing_that_takes_long_is_cancelled() {
    let api = Api::new(|_| {
        std::thread::sleep(std::time::Duration::from_secs(600));
        None
    });
    let mut stage = stage(&api, true);
    stage.command("nango.pickConnection", json!({}));
    let begun = stage.editor.notification_where("$/progress", |params| {
        params["value"]["title"] == "Connections of crm in dev"
    });
    while api.asked().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    stage
        .editor
        .notify("window/workDoneProgress/cancel", json!({ "token": begun["token"] }));
    stage.editor.notification_where("$/progress", |params| {
        params["token"] == begun["token"] && params["value"]["kind"] == "end"
    });
    stage.editor.settle();
    let said = stage
        .editor
        .notifications
        .iter()
        .any(|(method, _)| method == "window/showMessage");
    assert!(!said, "who cancels knows why there is nothing");
}

#[test]
fn what_a_run_cannot_be_told_is_refused_at_once() {
    let api = connections(0);
    let mut stage = stage(&api, true);
    let file = uri(&stage.file());
    let mut refused = |arguments: Value| {
        let mut arguments = arguments;
        arguments["file"] = json!(file);
        let id = stage.editor.ask(
            "workspace/executeCommand",
            json!({ "command": "nango.dryrun", "arguments": [arguments] }),
        );
        let response = stage.editor.response(id);
        assert_eq!(response["error"]["code"], -32602, "{response}");
        response["error"]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        refused(json!({ "connection": "--debug" })),
        "`connection` starts with a dash, which the CLI would read as an option"
    );
    assert_eq!(refused(json!({ "environment": "" })), "`environment` is empty");
    assert_eq!(
        refused(json!({ "environment": "de v" })),
        "`environment` is of letters, digits, `-` and `_`, and not `de v`"
    );
    assert_eq!(
        refused(json!({ "metadata": {} })),
        "`get-contact` is an action: a dry run of it takes no `metadata`"
    );
    let said = refused(json!({ "input": "{" }));
    assert!(said.starts_with("`input` is no JSON: "), "{said}");
    assert!(stage.calls().is_empty());
}
