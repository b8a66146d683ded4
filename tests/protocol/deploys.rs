//! Deployments: planned, agreed to, and only then sent. A few lines of JavaScript stand in for the CLI, and a few of Rust
//! for Nango, which notes what it is asked.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::stage::{SUCCESS, Stage};
use crate::support::project::{ACTION, Project};
use crate::support::{capabilities, uri};

/// What the CLI prints of a deployment, as recorded from the real one; `/* PLAN */` is what it says it will do, and
/// `/* SEND */` what it then does.
const DEPLOY: &str = r#"
if (process.argv[2] === 'deploy') (async () => {
    const nango = fs.readFileSync('nango-address', 'utf8');
    const ask = (path) => fetch(nango + path, { method: 'POST', body: '{}' }).then((answer) => answer.json());
    await ask('/sync/deploy/confirmation');
    console.log(`✓ Packaging\n✓ Acquiring remote state (${nango})\n\n Nango will perform this plan:\n`);
    /* PLAN */
    try {
        /* SEND */
        await ask('/sync/deploy');
    } catch (error) {
        console.log(`✗ Deploying 1 functions\nError deploying the functions:\n${error.message}`);
        process.exit(11);
    }
    console.log('\n✓ Deployed\nSuccessfully deployed the functions: \r\n- get-contact@v1.0.0');
})();
"#;

const CREATES: &str = r"
    console.log(' [Actions +1 -0]\n + crm → get-contact\n');
    console.log(' Summary\n\u2063\u2063 ↳ Actions         to create [ 1 ]    to update [ 0 ]    to delete [ 0 ]   \n');
    console.log('No sync deleted with active connections, proceeding without confirmation');
";

const DELETES: &str = r"
    console.log(' [Syncs +0 -1]\n\u2063\u2063 - crm → contacts               (3 impacted connections)');
    console.log('The following models have been removed: Contact. \n');
    process.stdout.write('Are you sure you want to continue y/n? ');
    return;
";

/// A stage on which functions can be deployed.
struct Theatre {
    stage: Stage,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Theatre {
    fn new(plan: &str) -> Self {
        Self::of(plan, "", true)
    }

    fn of(plan: &str, send: &str, has_input: bool) -> Self {
        Self::with_capabilities(plan, send, capabilities(), has_input)
    }

    fn with_capabilities(plan: &str, send: &str, capabilities: Value, has_input: bool) -> Self {
        let stage = Stage::of(Project::registered(), SUCCESS, capabilities, has_input);
        let cli = stage.project.read("node_modules/nango/cli.js");
        let deploy = DEPLOY.replace("/* PLAN */", plan).replace("/* SEND */", send);
        stage
            .project
            .write("node_modules/nango/cli.js", &format!("{cli}{deploy}"));
        stage.project.write(
            ".env",
            "NANGO_SECRET_KEY_DEV=planted-secret\nNANGO_SECRET_KEY_PROD=planted-secret\n",
        );
        let (address, asked) = nango();
        stage.project.write("nango-address", &address);
        Self { stage, asked }
    }

    /// Deploys by command.
    fn deploy(&mut self, environment: &str) {
        let arguments = json!([{ "file": uri(&self.stage.file()), "environment": environment }]);
        self.stage
            .execute(json!({ "command": "nango.deploy", "arguments": arguments }));
    }

    /// Which button the user presses, each time; none to leave the message.
    fn presses(&mut self, mut buttons: Vec<Option<&'static str>>) {
        self.stage.editor.answer("window/showMessageRequest", move |_| {
            let pressed = (!buttons.is_empty()).then(|| buttons.remove(0)).flatten();
            pressed.map_or(Value::Null, |title| json!({ "title": title }))
        });
    }

    /// The paths that Nango was asked.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Something that listens as Nango does, and notes the paths.
fn nango() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let notes = asked.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let notes = notes.clone();
            std::thread::spawn(move || {
                let mut stream = BufReader::new(stream);
                // One connection may bring several requests.
                loop {
                    let mut first = String::new();
                    if stream.read_line(&mut first).unwrap_or_default() == 0 {
                        return;
                    }
                    notes
                        .lock()
                        .unwrap()
                        .push(first.split(' ').nth(1).unwrap_or("?").trim().to_owned());
                    let mut length = 0;
                    loop {
                        let mut line = String::new();
                        if stream.read_line(&mut line).unwrap_or_default() == 0 || line.trim().is_empty() {
                            break;
                        }
                        if let Some((name, value)) = line.split_once(':')
                            && name.eq_ignore_ascii_case("content-length")
                        {
                            length = value.trim().parse().unwrap();
                        }
                    }
                    let mut body = vec![0; length];
                    let _ = stream.read_exact(&mut body);
                    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
                    let _ = stream.get_mut().write_all(answer.as_bytes());
                }
            });
        }
    });
    (address, asked)
}

const QUESTION: &str = "/sync/deploy/confirmation";

#[test]
fn what_was_agreed_to_is_deployed() {
    let mut theatre = Theatre::new(CREATES);
    theatre.presses(vec![Some("Deploy")]);
    theatre.deploy("dev");
    assert_eq!(
        theatre.stage.outcome(),
        "`get-contact`: deployed to `dev`: `get-contact@v1.0.0`"
    );
    let question = theatre.stage.editor.asked("window/showMessageRequest");
    assert_eq!(
        question["message"],
        "deploying `get-contact` to `dev` creates `crm → get-contact`"
    );
    assert_eq!(theatre.asked(), [QUESTION, QUESTION, "/sync/deploy"]);
    let expected = "deploy dev --integration crm --action get-contact --no-interactive --auto-confirm";
    let calls: Vec<_> = theatre.stage.calls().iter().map(|call| call.join(" ")).collect();
    assert_eq!(calls, [expected, expected]);
    assert!(!theatre.stage.words().contains("planted-secret"));
}

#[test]
fn nothing_is_sent_without_an_answer() {
    let refuses = json!({ "$error": { "code": -32601, "message": "there is no such request" } });
    for answer in [Value::Null, refuses] {
        let mut theatre = Theatre::new(CREATES);
        let given = answer.clone();
        theatre
            .stage
            .editor
            .answer("window/showMessageRequest", move |_| given.clone());
        theatre.deploy("dev");
        assert_eq!(theatre.stage.outcome(), "`get-contact` is not deployed to `dev`");
        assert_eq!(theatre.asked(), [QUESTION], "{answer}");
    }
}

#[test]
fn the_plan_can_be_looked_at_before() {
    let mut theatre = Theatre::new(CREATES);
    theatre.presses(vec![Some("Show the plan"), Some("Deploy")]);
    theatre
        .stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    theatre.deploy("dev");
    let shown = theatre.stage.editor.asked("window/showDocument");
    let path = shown["uri"]
        .as_str()
        .unwrap()
        .strip_prefix("file://")
        .unwrap()
        .to_owned();
    assert!(theatre.stage.outcome().contains("deployed to `dev`"));
    let report = std::fs::read_to_string(path).unwrap();
    assert!(report.contains("\n + crm → get-contact\n"), "{report}");
}

#[test]
fn a_run_and_a_deployment_have_a_report_each() {
    let mut theatre = Theatre::new(CREATES);
    theatre.presses(vec![None]);
    let stage = &mut theatre.stage;
    stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    stage.click();
    stage.outcome();
    theatre.deploy("dev");
    let stage = &mut theatre.stage;
    assert!(stage.outcome().contains("is not deployed"));
    let file = uri(&stage.file());
    let lenses = stage
        .editor
        .request("textDocument/codeLens", json!({ "textDocument": { "uri": file } }));
    assert_eq!(lenses[1]["command"]["title"], "Report");
    let of_run = lenses[1]["command"]["arguments"].clone();
    let newest = json!([{ "file": file }]);
    let mut opened = |arguments: Value| {
        stage.editor.requests.clear();
        stage.execute(json!({ "command": "nango.showReport", "arguments": arguments }));
        let shown = stage.editor.asked("window/showDocument");
        let path = shown["uri"].as_str().unwrap().strip_prefix("file://").unwrap();
        let report = std::fs::read_to_string(path).unwrap();
        report.lines().next().unwrap().to_owned()
    };
    assert_eq!(opened(of_run), "# Dry run of `get-contact`");
    assert_eq!(opened(newest), "# Deployment of `get-contact`");
}

#[test]
fn the_report_of_a_deployment_is_a_click_away_where_a_message_has_buttons() {
    let mut capabilities = capabilities();
    capabilities["window"]["showMessage"] = json!({ "messageActionItem": {} });
    let mut theatre = Theatre::with_capabilities(CREATES, "", capabilities, true);
    theatre.presses(vec![Some("Deploy"), Some("Show report")]);
    theatre
        .stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    theatre.deploy("dev");
    let shown = theatre.stage.editor.asked("window/showDocument");
    let path = shown["uri"].as_str().unwrap().strip_prefix("file://").unwrap();
    let report = std::fs::read_to_string(path).unwrap();
    assert!(report.contains("## Deployed"), "{report}");
}

#[test]
fn what_deletes_is_not_deployed_and_not_asked_about() {
    let mut theatre = Theatre::new(DELETES);
    theatre.presses(vec![Some("Deploy")]);
    theatre.deploy("dev");
    insta::assert_snapshot!(theatre.stage.outcome(), @"`get-contact`: not deployed, because it deletes `crm → contacts` (3 impacted connections) and removes the model `Contact`; if that is meant, confirm it in a terminal: npx nango deploy dev --integration crm --action get-contact");
    assert_eq!(theatre.asked(), [QUESTION]);
    let asked = theatre.stage.editor.requests.iter();
    assert!(asked.clone().all(|(method, _)| method != "window/showMessageRequest"));
}

#[test]
fn production_is_for_who_types_the_name() {
    for (typed, deployed) in [("get-contact", true), ("get-contcat", false), ("", false)] {
        let mut theatre = Theatre::new(CREATES);
        theatre
            .stage
            .editor
            .answer("nango/input", move |_| json!({ "value": typed }));
        theatre.deploy("prod");
        let outcome = theatre.stage.outcome();
        assert_eq!(
            outcome.contains("deployed to `prod`: `get-contact@v1.0.0`"),
            deployed,
            "{outcome}"
        );
        let title = theatre.stage.editor.asked("nango/input")["title"].clone();
        assert_eq!(
            title,
            "Type get-contact to deploy it to prod: it creates `crm → get-contact`"
        );
        assert_eq!(
            theatre.asked().contains(&"/sync/deploy".to_owned()),
            deployed,
            "{typed}"
        );
    }
}

#[test]
fn production_is_out_of_reach_of_a_client_without_text_input() {
    let mut theatre = Theatre::of(CREATES, "", false);
    theatre.presses(vec![Some("Deploy")]);
    theatre.deploy("prod");
    insta::assert_snapshot!(theatre.stage.outcome(), @"`get-contact` is deployed to `prod` by who types its name, which cannot be asked for here; in a terminal: `nango-lsp deploy crm/get-contact -e prod`");
    assert!(theatre.asked().is_empty() && theatre.stage.calls().is_empty());
}

#[test]
fn what_is_not_saved_is_not_deployed() {
    let mut theatre = Theatre::new(CREATES);
    let file = theatre.stage.file();
    theatre.stage.editor.change(&file, 2, &format!("{ACTION}\n"));
    theatre.deploy("dev");
    insta::assert_snapshot!(theatre.stage.outcome(), @"`get-contact` is not deployed: save `crm/actions/get-contact.ts` first");
    assert!(theatre.stage.calls().is_empty());
}

#[test]
fn other_sources_than_those_of_the_plan_are_not_deployed() {
    let mut theatre = Theatre::new(CREATES);
    let file = theatre.stage.file();
    theatre.stage.editor.answer("window/showMessageRequest", move |_| {
        std::fs::write(&file, format!("{ACTION}\n// edited\n")).unwrap();
        json!({ "title": "Deploy" })
    });
    theatre.deploy("dev");
    insta::assert_snapshot!(theatre.stage.outcome(), @"`get-contact`: not deployed: the sources are no longer those of the plan; deploy it again, to see the new plan");
    assert_eq!(theatre.asked(), [QUESTION]);
}

#[test]
fn a_plan_can_be_cancelled() {
    let mut theatre = Theatre::new("await new Promise(() => setInterval(() => {}, 1000));");
    theatre.deploy("dev");
    let connecting = |params: &Value| params["value"]["message"] == "connecting";
    let token = theatre.stage.editor.notification_where("$/progress", connecting)["token"].clone();
    theatre
        .stage
        .editor
        .notify("window/workDoneProgress/cancel", json!({ "token": token }));
    assert_eq!(theatre.stage.outcome(), "`get-contact`: cancelled");
}

#[test]
fn who_is_stopped_while_sending_is_told_so() {
    let mut theatre = Theatre::of(
        CREATES,
        "await ask('/sync/deploy'); await new Promise(() => setInterval(() => {}, 1000));",
        true,
    );
    theatre.presses(vec![Some("Deploy")]);
    theatre.deploy("dev");
    let deploying = |params: &Value| params["value"]["message"] == "deploying";
    let token = theatre.stage.editor.notification_where("$/progress", deploying)["token"].clone();
    theatre
        .stage
        .editor
        .notify("window/workDoneProgress/cancel", json!({ "token": token }));
    insta::assert_snapshot!(theatre.stage.outcome(), @"`get-contact`: stopped while it was sent to `dev`: look there whether it was deployed");
}

/// Whatever a CLI tries, a plan sends nothing: not by another client, not by a connection of its own, not by one that is open.
#[test]
fn a_plan_cannot_deploy_by_any_way() {
    const TRIES: &str = r"
        const { hostname, port } = new URL(nango);
        const tried = [];
        const agent = new (require('node:http').Agent)({ keepAlive: true });
        const dispatcher = globalThis[Symbol.for('undici.globalDispatcher.1')];
        const options = { origin: nango, path: '/by-dispatcher', method: 'POST' };
        for (const way of [
            (done) => require('node:http').request({ hostname, port, path: '/by-http', method: 'POST', agent }, done).on('error', done).end(),
            (done) => require('node:net').connect(port, hostname, done).on('error', done),
            (done) => fetch(new Request(nango + '/by-request', { method: 'POST' })).then(done, done),
            (done) => fetch(new URL('/functions/deployments/bundle', nango)).then(done, done),
            (done) => dispatcher.request(options).then(done, done)
        ]) {
            tried.push(await new Promise(way));
        }
        fs.writeFileSync('tried.json', JSON.stringify(tried.map((it) => it instanceof Error)));
    ";
    let mut theatre = Theatre::of(CREATES, TRIES, true);
    theatre.deploy("dev");
    assert_eq!(theatre.stage.outcome(), "`get-contact` is not deployed to `dev`");
    let tried: Vec<bool> = serde_json::from_str(&theatre.stage.project.read("tried.json")).unwrap();
    assert_eq!(tried, [true; 5], "an error each");
    assert_eq!(theatre.asked(), [QUESTION]);
}
