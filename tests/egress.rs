//! Which sockets we open: none, but to the configured address when a listing is asked for. What a run connects to is the
//! business of the CLI, which is another process.
//!
//! `strace` watches the real binary and all that it starts; without it these tests fail. They are ignored where nobody asked
//! for them, since it is there on Linux alone: `cargo test --test egress -- --ignored`.

#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use support::api::Api;
use support::project::{ACTION, Project};
use support::{Editor, capabilities, uri};

/// What `strace` wrote: calls of the system, each with the process or thread that made it.
struct Trace {
    calls: Vec<(u32, String)>,
}

impl Trace {
    fn read(file: &Path) -> Self {
        Self::parse(&std::fs::read_to_string(file).expect("strace has written something"))
    }

    fn parse(text: &str) -> Self {
        let call = |line: &str| {
            let (process, call) = line.split_once(' ')?;
            Some((process.parse().ok()?, call.trim().to_owned()))
        };
        Self {
            calls: text.lines().filter_map(call).collect(),
        }
    }

    /// Processes that run another program, and all that they started.
    fn others(&self) -> BTreeSet<u32> {
        let mut parents = BTreeMap::new();
        let mut others = BTreeSet::new();
        let executes = self.calls.iter().filter(|(_, call)| call.starts_with("execve("));
        let ours = executes.clone().next().expect("the program itself is executed").0;
        others.extend(executes.map(|(process, _)| *process).filter(|process| *process != ours));
        for (process, call) in &self.calls {
            let starts = ["clone", "fork", "vfork", "<... clone", "<... fork", "<... vfork"];
            let child = call
                .rsplit_once(" = ")
                .and_then(|(_, child)| child.trim().parse::<u32>().ok());
            if let Some(child) = child.filter(|_| starts.iter().any(|start| call.starts_with(start))) {
                parents.insert(child, *process);
            }
        }
        let mut known = 0;
        while known < others.len() {
            known = others.len();
            let started = parents.iter().filter(|(_, parent)| others.contains(parent));
            let started: Vec<_> = started.map(|(child, _)| *child).collect();
            others.extend(started);
        }
        others
    }

    /// The calls that open sockets or reach somebody: of our process and its threads, and of others. A pair of sockets
    /// leads from a thread to another.
    fn sockets(&self) -> (Vec<&str>, Vec<&str>) {
        const OPENING: [&str; 6] = ["socket(", "connect(", "bind(", "listen(", "accept(", "accept4("];
        let others = self.others();
        let opening = self.calls.iter().filter(|(_, call)| {
            let names_somebody = call.starts_with("send") && call.contains("sin");
            names_somebody || OPENING.iter().any(|name| call.starts_with(name))
        });
        let (theirs, ours): (Vec<_>, Vec<_>) = opening.partition(|(process, _)| others.contains(process));
        (texts(ours), texts(theirs))
    }
}

fn texts(calls: Vec<&(u32, String)>) -> Vec<&str> {
    calls.into_iter().map(|(_, call)| call.as_str()).collect()
}

/// The binary, watched; what is seen of it stands in the file afterwards.
fn watched(arguments: &[&str], file: &Path) -> Command {
    let mut command = Command::new("strace");
    command
        .args(["-f", "-qq", "-e", "trace=network,process", "-o"])
        .arg(file)
        .arg(env!("CARGO_BIN_EXE_nango-lsp"))
        .args(arguments)
        .env_remove("NANGO_SECRET_KEY_DEV")
        .env_remove("NANGO_HOSTPORT");
    command
}

/// An editor whose server is watched.
struct Watched {
    editor: Editor,
    state: TempDir,
}

impl Watched {
    fn new(project: &Project) -> Self {
        let state = tempfile::tempdir().expect("a folder");
        let command = watched(&[], &state.path().join("trace"));
        let mut editor = Editor::start_command(command, |command| {
            command.env("XDG_STATE_HOME", state.path());
        });
        editor.initialize(
            Some(&project.root()),
            capabilities(),
            json!({ "nango": { "input": true, "functions": true } }),
        );
        editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
        editor.answer("workspace/applyEdit", |_| json!({ "applied": true }));
        Self { editor, state }
    }

    /// Executes a command; whether it is refused does not matter.
    fn execute(&mut self, command: &str, arguments: Value) {
        let id = self.editor.ask(
            "workspace/executeCommand",
            json!({ "command": command, "arguments": [arguments] }),
        );
        self.editor.response(id);
    }

    fn end(self) -> Trace {
        self.editor.quit();
        Trace::read(&self.state.path().join("trace"))
    }
}

const NODE: &str = "node_modules/nango/cli.js";

/// A project with a CLI that asks the API something when it runs a function.
fn project(api: &Api) -> Project {
    let project = Project::unregistered();
    project.write(
        ".env",
        &format!("NANGO_SECRET_KEY_DEV=k-of-dev\nNANGO_HOSTPORT={}\n", api.url),
    );
    project.write(
        "node_modules/nango/package.json",
        r#"{ "name": "nango", "version": "0.71.10", "bin": { "nango": "cli.js" } }"#,
    );
    let cli = r"
const fs = require('fs');
fs.mkdirSync('build', { recursive: true });
fs.writeFileSync('build/crm_actions_get-contact.cjs', '');
console.log('✓ Typechecking\n✓ Compiled');
if (process.argv[2] === 'dryrun') {
    console.log('Executing -> integration:`hubspot` script:`get-contact` '.replaceAll('`', String.fromCharCode(34)));
    require('http').get('HOST/connection/c', () => console.log('Done\n{}')).on('error', (error) => console.log(error.message));
}
";
    project.write(NODE, &cli.replace("HOST", &api.url));
    project
}

#[test]
#[ignore = "needs strace"]
fn a_whole_session_opens_no_socket() {
    let api = Api::with_connections(Vec::new());
    let project = project(&api);
    project.write("crm/fixtures/get-contact.input.json", "{ \"id\": 7 }\n");
    let mut watched = Watched::new(&project);
    let editor = &mut watched.editor;
    let (file, index) = (project.path("crm/actions/find-contact.ts"), project.path("index.ts"));
    let fixture = project.path("crm/fixtures/get-contact.input.json");
    let empty = project.write("crm/syncs/deals.ts", "");
    for document in [&file, &index, &fixture, &empty] {
        editor.open(document);
    }
    editor.diagnostic(&file, "index-unregistered-function");
    editor.change(&file, 2, &ACTION.replace("'Gets a contact'", "'Gets'"));
    let reported = editor.diagnostic(&file, "index-unregistered-function");
    for action in editor.actions_for(&file, &reported) {
        editor.edit_of(&action);
    }
    for document in [&file, &index, &fixture, &empty] {
        let document = json!({ "uri": uri(document) });
        for (line, character) in [(0, 0), (0, 4), (3, 20), (9, 20)] {
            let at = json!({ "textDocument": document, "position": { "line": line, "character": character } });
            for method in [
                "textDocument/completion",
                "textDocument/hover",
                "textDocument/definition",
            ] {
                let id = editor.ask(method, at.clone());
                editor.response(id);
            }
        }
        editor.request("textDocument/codeLens", json!({ "textDocument": document }));
    }
    editor.request("nango/functions", Value::Null);
    editor.watched(&[(&project.path("package.json"), 2), (&project.path(".env"), 2)]);
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    let arguments = json!({
        "file": uri(&project.path("crm/actions/get-contact.ts")), "integration": "crm", "name": "more", "template": "action",
        "argument": "input", "environment": "dev", "connection": "c", "line": "1", "action": "fix-all",
    });
    for command in ide::commands().filter(|command| !command.needs_trust || command.id == ide::PICK_CONNECTION) {
        // With the connection it says, no list is needed.
        watched.execute(command.id, arguments.clone());
    }
    watched.editor.settle();
    watched.editor.close(&file);
    let trace = watched.end();
    assert_eq!(trace.sockets().0, [""; 0]);
    assert_eq!(api.asked().len(), 0);
}

#[test]
#[ignore = "needs strace"]
fn the_sockets_of_a_run_are_those_of_the_cli() {
    let api = Api::new(|_| support::api::json(200, "{}"));
    let project = project(&api);
    let mut watched = Watched::new(&project);
    let file = uri(&project.path("crm/actions/get-contact.ts"));
    let arguments = json!({ "file": file, "connection": "conn-1", "input": { "id": "1" } });
    watched.execute("nango.dryrun", arguments);
    let shown = watched.editor.notification_where("window/showMessage", |params| {
        params["message"]
            .as_str()
            .is_some_and(|message| message.starts_with("`get-contact`: "))
    });
    let trace = watched.end();
    let (ours, theirs) = trace.sockets();
    assert_eq!(ours, [""; 0], "{shown}");
    let port = api.url.rsplit(':').next().unwrap();
    assert!(
        theirs
            .iter()
            .any(|call| call.starts_with("connect(") && call.contains(port)),
        "{theirs:?}"
    );
    assert_eq!(api.asked().len(), 1);
}

#[test]
#[ignore = "needs strace"]
fn a_listing_goes_to_the_configured_address_alone() {
    let api = Api::with_connections(vec![json!({ "connection_id": "c1", "provider_config_key": "crm" })]);
    let project = project(&api);
    let mut watched = Watched::new(&project);
    watched
        .editor
        .answer("window/showMessageRequest", |params| params["actions"][0].clone());
    watched.execute("nango.pickConnection", json!({}));
    watched.editor.notification("window/showMessage");
    assert_only(&watched.end(), &api);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trace");
    assert!(run(&project, &["connections"], &file).contains("c1  crm"));
    assert_only(&Trace::read(&file), &api);
}

/// One connection, to the API.
#[track_caller]
fn assert_only(trace: &Trace, api: &Api) {
    let (ours, theirs) = trace.sockets();
    let port = api.url.rsplit(':').next().unwrap();
    let address = format!("sin_port=htons({port}), sin_addr=inet_addr(\"127.0.0.1\")");
    let connects: Vec<_> = ours.iter().filter(|call| !call.starts_with("socket(")).collect();
    assert!(!connects.is_empty(), "nothing is seen: {:?}", trace.calls);
    assert!(connects.iter().all(|call| call.contains(&address)), "{connects:?}");
    assert!(
        ours.iter()
            .filter(|call| call.starts_with("socket("))
            .all(|call| call.contains("AF_INET,")),
        "{ours:?}"
    );
    assert_eq!(theirs, [""; 0]);
}

#[test]
#[ignore = "needs strace"]
fn what_the_terminal_is_asked_without_a_listing_opens_no_socket() {
    let api = Api::with_connections(Vec::new());
    let project = project(&api);
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("trace");
    for arguments in [
        &["check"][..],
        &["check", "--format", "sarif"],
        &["check", "--fix"],
        &["rules"],
        &["explain", "index-unregistered-function"],
        &["example", "get-contact", "--full"],
        &["register"],
        &["new", "crm", "deals", "--template", "sync-full"],
        &["use", "crm", "conn-1", "-e", "dev"],
        &["dryrun", "no-such-function"],
        &["version"],
    ] {
        run(&project, arguments, &file);
        let trace = Trace::read(&file);
        assert_eq!(trace.sockets().0, [""; 0], "{arguments:?}");
        std::fs::remove_file(&file).unwrap();
    }
    assert_eq!(api.asked().len(), 0);
}

/// What a watched subcommand prints.
fn run(project: &Project, arguments: &[&str], file: &Path) -> String {
    let mut command = watched(arguments, file);
    command.current_dir(project.root()).stdin(Stdio::null());
    command.env("XDG_STATE_HOME", file.parent().expect("a folder"));
    let output = command.output().expect("strace is installed");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_planted_connection_is_seen_and_told_from_that_of_a_child() {
    let trace = Trace::parse(
        r#"10 execve("/bin/nango-lsp", ["nango-lsp"], 0x7 /* 3 vars */) = 0
10 socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [3, 4]) = 0
10 clone3({flags=CLONE_VM|CLONE_THREAD}, 88) = 11
11 clone3({flags=CLONE_VFORK}, 88 <unfinished ...>
12 execve("/usr/bin/node", ["node"], 0x7 /* 3 vars */) = 0
11 <... clone3 resumed>) = 12
12 clone3({flags=CLONE_VM|CLONE_THREAD}, 88) = 13
13 connect(5, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.1")}, 16) = 0
11 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 6
11 connect(6, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.2")}, 16 <unfinished ...>
11 sendto(7, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.3")}, 16) = 1
11 sendto(3, "\1", 1, MSG_NOSIGNAL, NULL, 0) = 1
10 exit_group(0) = ?
"#,
    );
    let (ours, theirs) = trace.sockets();
    assert_eq!((ours.len(), theirs.len()), (3, 1), "{ours:?} {theirs:?}");
    assert!(theirs[0].contains("192.0.2.1") && ours[1].contains("192.0.2.2") && ours[2].contains("192.0.2.3"));
}
