//! No secret is in anything that we say or write, whatever the CLI prints and in whatever form: messages, logs, lenses,
//! diagnostics, stderr, the state folder, the temporary folder, the project.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::api::{self, Answer, Api, Asked};
use crate::support::project::{Project, files};
use crate::support::{Editor, PATIENCE, capabilities, uri};

/// In `.env`: it is known, so it is found in every form.
const KEY: &str = "5ec2e7a1-1111-4111-8111-0123456789ab";
/// A line of a key of several lines in `.env`.
const LINE: &str = "TUlJQ2RnSUJBREFOUGxhbnRlZA";
/// In the connection, in a request's headers, in a provider's answer: known by what stands around it.
const OTHERS: [&str; 4] = [
    "planted-token-1",
    "planted-refresh-2",
    "planted-header-3",
    "planted-answer-4",
];

/// A CLI that prints all of them in every form, and then ends by `/* ENDING */`.
const CLI: &str = r#"
const fs = require('fs');
const { inspect } = require('util');
const KEY = '«KEY»', LINES = '-----BEGIN KEY-----\n«LINE»\n-----END KEY-----';
const all = {
    connection: { credentials: { type: 'OAUTH2', access_token: 'planted-token-1', raw: { refresh_token: 'planted-refresh-2' } } },
    headers: { Authorization: 'Bearer planted-header-3', 'X-Api-Key': 'planted-header-3', 'set-cookie': ['session=planted-answer-4; Path=/'] },
    answer: { client_secret: 'planted-answer-4', user: { name: 'Ada', api_key: 'planted-answer-4' }, key: KEY, lines: LINES },
};
const base64 = (text) => Buffer.from(text).toString('base64');
const forms = [
    KEY, LINES, JSON.stringify(all), JSON.stringify(all, null, 2), inspect(all, { depth: 9 }), inspect(all, { depth: 9, colors: true }),
    JSON.stringify({ body: JSON.stringify(all) }), inspect(JSON.stringify(all)),
    `see /contacts?access_token=planted-token-1&key=${encodeURIComponent(KEY)}`, `https://me:${KEY}@api.example.com/`,
    base64(KEY), base64(`${KEY}:`), base64(`user:${KEY}`), `Basic ${base64('me:planted-header-3')}`,
    `authorization: planted-header-3`, `api_key = "planted-header-3"`,
];
const message = forms.join(' | ');
if (process.argv[2] !== 'dryrun') {
    fs.mkdirSync('build', { recursive: true });
    fs.writeFileSync('build/crm_actions_get-contact.cjs', '');
    /* COMPILING */
    console.log('✓ Typechecking\n✓ Compiled');
    process.exit(0);
}
console.log('✓ Typechecking\n✓ Compiled');
/* CONNECTING */
console.log('Executing -> integration:"hubspot" script:"get-contact" ');
console.log('http [200] GET https://api.nango.dev/proxy/contacts?access_token=planted-token-1&q=planted-header-3');
for (const form of forms) { console.log(form); console.error(form); }
const failed = (error) => { console.error('An error occurred during execution\n' + JSON.stringify(error, null, 2)); process.exit(12); };
/* ENDING */
"#;

/// How a run may end, by the class of its outcome.
const ENDINGS: [(&str, &str); 8] = [
    ("success", "console.log('Done\\n' + JSON.stringify({ message, all }, null, 2));"),
    (
        "validation",
        "console.log(`Done\\nmodel: ActionOutput_crm_getcontact\\ndata: ${inspect({ id: 7, ...all }, { depth: 5, colors: true })}\\n\\nid\\n   error   must be ${KEY}  [type]\\n   ActionOutput_crm_getcontact > properties > id > type\\n`);
         console.error('An error occurred during execution\\n (invalid_action_output)'); process.exit(12);",
    ),
    ("action-error", "failed({ type: 'action_script_runtime_error', payload: { type: 'leak', message, all } });"),
    ("http-error", "failed({ type: 'script_http_error', status: 403, payload: { message, all } });"),
    (
        "exception",
        "failed({ type: 'script_internal_error', payload: { name: 'Error', message, code: KEY }, stacktrace: ['Error: ' + message, '    at exec (get-contact-crm.js:3:4)'] });",
    ),
    ("sdk-error", "failed({ type: 'unknown_provider', payload: { message, all } });"),
    ("not-runnable", "failed({ name: 'Error', message });"),
    ("unknown", "console.error(message); process.exit(3);"),
];

fn project(part: &str, code: &str) -> Project {
    let project = Project::registered();
    project.write(
        ".env",
        &format!("NANGO_SECRET_KEY_DEV={KEY}\nPRIVATE_KEY=\"-----BEGIN KEY-----\n{LINE}\n-----END KEY-----\"\n"),
    );
    project.write(
        "node_modules/nango/package.json",
        r#"{ "name": "nango", "version": "0.71.10", "bin": { "nango": "cli.js" } }"#,
    );
    let cli = CLI.replace("«KEY»", KEY).replace("«LINE»", LINE);
    project.write(
        "node_modules/nango/cli.js",
        &cli.replace(&format!("/* {part} */"), code),
    );
    project
}

/// Fails when a secret is in `text`, in any form.
fn assert_silent(place: &str, text: &str) {
    // `base64(KEY)`, `base64(KEY + ':')`, `base64('user:' + KEY)`: what is left of them must not be read back.
    let encoded = [
        "NWVjMmU3YTEtMTExMS00MTEx",
        "VjMmU3YTEtMTExMS00MTEx",
        "1ZWMyZTdhMS0xMTExLTQxMTE",
    ];
    for secret in [KEY, LINE].iter().chain(&OTHERS).chain(&encoded) {
        let mut parts = text.splitn(2, secret);
        let before: Vec<_> = parts.next().unwrap_or_default().chars().rev().take(120).collect();
        let before: String = before.into_iter().rev().collect();
        assert!(parts.next().is_none(), "{secret} in {place}, behind: {before}");
    }
}

/// Looks through all files but those that hold the secrets from the beginning.
fn assert_silent_files(place: &str, folder: &Path) {
    for file in files(folder) {
        if file.starts_with("node_modules") || file == Path::new(".env") {
            continue;
        }
        let bytes = std::fs::read(folder.join(&file)).unwrap_or_default();
        assert_silent(
            &format!("{place}, {}", file.display()),
            &String::from_utf8_lossy(&bytes),
        );
    }
}

/// Runs the function in an editor and looks at everything that it was told; the message of the outcome.
fn run(project: &Project) -> String {
    let own = tempfile::tempdir().expect("a folder");
    let mut editor = start(&own);
    editor.initialize(
        Some(&project.root()),
        capabilities(),
        json!({ "nango": { "input": true } }),
    );
    let file = project.path("crm/actions/get-contact.ts");
    editor.open(&file);
    let document = json!({ "textDocument": { "uri": uri(&file) } });
    let deadline = std::time::Instant::now() + PATIENCE;
    while editor.request("textDocument/codeLens", document.clone())[0]["command"]["command"] != "nango.dryrun" {
        assert!(std::time::Instant::now() < deadline, "no lens");
        editor.settle();
    }
    let arguments = json!([{ "file": uri(&file), "connection": "conn-1", "input": r#"{"id":"1"}"# }]);
    editor.request(
        "workspace/executeCommand",
        json!({ "command": "nango.dryrun", "arguments": arguments }),
    );
    let outcome = editor.wait("the outcome", |editor| {
        let mut shown = editor
            .notifications
            .iter()
            .filter(|(method, _)| method == "window/showMessage");
        let message = shown.find_map(|(_, params)| {
            params["message"]
                .as_str()
                .filter(|it| it.starts_with("`get-contact`: "))
        });
        message.map(str::to_owned)
    });
    editor.settle();

    let diagnostics = editor
        .diagnostics
        .get(&uri(&file))
        .map(|it| it.diagnostics.clone())
        .unwrap_or_default();
    let mut answers = vec![editor.request("textDocument/codeLens", document)];
    for diagnostic in &diagnostics {
        answers.extend(editor.actions_for(&file, diagnostic));
        let position = json!({ "textDocument": { "uri": uri(&file) }, "position": diagnostic["range"]["start"] });
        let id = editor.ask("textDocument/hover", position);
        answers.push(editor.response(id));
    }
    assert_silent("what was answered", &Value::from(answers).to_string());
    let shown = editor
        .notifications
        .iter()
        .any(|(_, params)| params.to_string().contains("[redacted]"));
    assert!(shown, "something is shown in the place of the secrets");
    for (method, params) in editor.notifications.iter().chain(&editor.requests) {
        assert_silent(method, &params.to_string());
    }
    for (uri, published) in &editor.diagnostics {
        assert_silent(uri, &format!("{:?}", published.diagnostics));
    }
    editor.quit();
    assert_silent_files("our own folders", own.path());
    assert_silent_files("the project", &project.root());
    outcome
}

/// A server whose state, temporary files and stderr are in `own`, and which logs all it can.
fn start(own: &TempDir) -> Editor {
    let stderr = std::fs::File::create(own.path().join("stderr")).expect("a file");
    for folder in ["state", "tmp"] {
        std::fs::create_dir(own.path().join(folder)).expect("a folder");
    }
    Editor::start_with(&[], |command| {
        command
            .env("XDG_STATE_HOME", own.path().join("state"))
            .env("TMPDIR", own.path().join("tmp"))
            .env("NANGO_LSP_LOG", "trace")
            .env_remove("NANGO_HOSTPORT")
            .env_remove("NANGO_SECRET_KEY_DEV")
            .stderr(Stdio::from(stderr));
    })
}

#[test]
fn none_in_an_editor_however_the_run_ends() {
    for (class, ending) in ENDINGS {
        let outcome = run(&project("ENDING", ending));
        assert!(!outcome.is_empty(), "{class}");
    }
}

#[test]
fn none_when_it_ends_before_the_function() {
    let refused = "console.log(JSON.stringify({ message: `Request failed with status code 401 ${message}`, config: all })); process.exit(12);";
    let compiles_not = "console.log(`err - crm/actions/get-contact.ts:3:5 \\n  Type '\"${KEY}\"' is not assignable, ${forms[2]}\\n`); console.error(message); process.exit(10);";
    let crashes = "console.error(`/project/cli.js:1\\nthrow ${KEY}\\n^\\n\\nError: ${message}\\n    at exec (/project/cli.js:1:1)\\n\\nNode.js v20.0.0`); process.exit(1);";
    for (part, code) in [
        ("CONNECTING", refused),
        ("COMPILING", compiles_not),
        ("COMPILING", crashes),
        ("ENDING", crashes),
    ] {
        run(&project(part, code));
    }
}

type Answering = fn(&Asked) -> Answer;

/// How the API may answer a listing: it is told the key, so it can repeat it anywhere.
fn answers() -> Vec<(&'static str, Answering)> {
    fn planted(asked: &Asked) -> Value {
        json!({ "asked": asked.headers, "credentials": { "access_token": OTHERS[0], "refresh_token": OTHERS[1] }, "answer": OTHERS[3] })
    }
    vec![
        ("c1", |asked| {
            let connection = json!({
                "connection_id": "c1", "provider_config_key": "crm", "metadata": planted(asked), "credentials": planted(asked),
            });
            api::json(200, &json!({ "connections": [connection] }).to_string())
        }),
        ("refused", |asked| {
            let message = format!("no account has {}", asked.headers.join(" and "));
            api::json(
                401,
                &json!({ "error": { "code": "unknown_account", "message": message } }).to_string(),
            )
        }),
        ("answered 500", |asked| api::json(500, &planted(asked).to_string())),
        ("another form", |asked| {
            api::json(200, &json!({ "connections": [planted(asked)] }).to_string())
        }),
        ("no JSON", |asked| {
            api::json(200, &planted(asked).to_string().replace("}", ""))
        }),
        ("no Nango API", |asked| {
            api::answer(200, "content-type: text/html\r\n", &planted(asked).to_string())
        }),
        ("sends on to", |_| {
            api::answer(
                307,
                &format!("location: https://{KEY}:{KEY}@example.com/{KEY}?k={KEY}\r\n"),
                "",
            )
        }),
        ("hangs up", |_| None),
    ]
}

#[test]
fn none_after_a_listing_whatever_is_answered() {
    for (said, answer) in answers() {
        let api = Api::new(answer);
        let project = Project::registered();
        project.write(
            ".env",
            &format!("NANGO_SECRET_KEY_DEV={KEY}\nNANGO_HOSTPORT={}\n", api.url),
        );
        let own = tempfile::tempdir().expect("a folder");
        let mut editor = start(&own);
        editor.initialize(Some(&project.root()), capabilities(), json!({}));
        editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
        editor.answer("window/showMessageRequest", |params| params["actions"][0].clone());
        editor.request(
            "workspace/executeCommand",
            json!({ "command": "nango.pickConnection", "arguments": [{}] }),
        );
        editor.wait("the outcome", |editor| {
            let mut shown = editor
                .notifications
                .iter()
                .filter(|(method, _)| method == "window/showMessage");
            shown.any(|(_, params)| params.to_string().contains(said)).then_some(())
        });
        editor.settle();
        for (method, params) in editor.notifications.iter().chain(&editor.requests) {
            assert_silent(method, &params.to_string());
        }
        editor.quit();
        assert_silent_files("our own folders", own.path());
        assert_silent_files("the project", &project.root());

        let output = Command::new(env!("CARGO_BIN_EXE_nango-lsp"))
            .args(["connections", "--format", "json"])
            .current_dir(project.root())
            .env("NANGO_LSP_LOG", "trace")
            .env_remove("NANGO_SECRET_KEY_DEV")
            .env_remove("NANGO_HOSTPORT")
            .output()
            .expect("the binary runs");
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8_lossy(&printed);
        assert!(printed.contains(said), "{said}: {printed}");
        assert_silent(&format!("the terminal, {said}"), &printed);
        assert_eq!(api.asked().len(), 2, "{said}");
    }
}

#[test]
fn none_in_the_terminal() {
    for (class, ending) in ENDINGS {
        let project = project("ENDING", ending);
        let own = tempfile::tempdir().expect("a folder");
        let output = Command::new(env!("CARGO_BIN_EXE_nango-lsp"))
            .args(["dryrun", "get-contact", "conn-1", "--input", r#"{"id":"1"}"#])
            .current_dir(project.root())
            .env("XDG_STATE_HOME", own.path())
            .env("TMPDIR", own.path())
            .env("NANGO_LSP_LOG", "trace")
            .env_remove("NANGO_SECRET_KEY_DEV")
            .stdin(Stdio::null())
            .output()
            .expect("the binary runs");
        let (stdout, stderr) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(stderr.contains("[redacted]"), "{class}: {stderr}");
        assert_silent(&format!("stdout, {class}"), &stdout);
        assert_silent(&format!("stderr, {class}"), &stderr);
        assert_silent_files("our own folders", own.path());
        assert_silent_files("the project", &project.root());
    }
}
