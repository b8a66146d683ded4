//! A small editor: starts the real binary, speaks LSP with it over stdio, and keeps what it says.

#![allow(dead_code, reason = "each test program uses its own part")]

pub mod api;
pub mod project;

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use nango_lsp::lsp::framing;
use serde_json::{Value, json};

/// How long an answer may take before a test gives up. Generous: machines that run tests are busy.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long nothing must come for "nothing comes".
pub const QUIET: Duration = Duration::from_millis(300);

/// The answer that never comes.
pub const NEVER: &str = "$never";

type Answer = Box<dyn FnMut(&Value) -> Value + Send>;

/// One editor with one server.
pub struct Editor {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    next_id: i64,
    responses: BTreeMap<i64, Value>,
    answers: BTreeMap<String, Answer>,
    /// What the server asked, method and parameters, oldest first.
    pub requests: Vec<(String, Value)>,
    /// What the server told, method and parameters, that no test has looked at yet.
    pub notifications: VecDeque<(String, Value)>,
    /// The last diagnostics of each document.
    pub diagnostics: BTreeMap<String, Published>,
}

/// One `textDocument/publishDiagnostics`.
#[derive(Debug, Clone)]
pub struct Published {
    pub version: Option<i64>,
    pub diagnostics: Vec<Value>,
}

impl Published {
    /// Their codes, sorted.
    pub fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.diagnostics.iter().filter_map(|it| it["code"].as_str()).collect();
        codes.sort_unstable();
        codes
    }
}

impl Editor {
    /// Starts the server and says nothing yet.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_with(arguments, |_| {})
    }

    /// Starts the server with a changed environment.
    pub fn start_with(arguments: &[&str], prepare: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
        command.args(arguments);
        Self::start_command(command, prepare)
    }

    /// Starts the server by a command of one's own.
    pub fn start_command(mut command: Command, prepare: impl FnOnce(&mut Command)) -> Self {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        prepare(&mut command);
        let mut child = command.spawn().expect("the binary starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Ok(Some(message)) = framing::read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut editor = Self {
            stdin: child.stdin.take(),
            child,
            messages,
            next_id: 0,
            responses: BTreeMap::new(),
            answers: BTreeMap::new(),
            requests: Vec::new(),
            notifications: VecDeque::new(),
            diagnostics: BTreeMap::new(),
        };
        editor.answer("workspace/configuration", |_| json!([null]));
        editor
    }

    /// Starts the server and opens a folder, as an editor that can everything.
    pub fn open_folder(folder: &Path) -> Self {
        Self::open_folder_with(folder, capabilities(), json!({ "nango": { "input": true } }))
    }

    /// Starts the server and opens a folder with these capabilities.
    pub fn open_folder_with(folder: &Path, capabilities: Value, options: Value) -> Self {
        let mut editor = Self::start(&[]);
        editor.initialize(Some(folder), capabilities, options);
        editor
    }

    /// `initialize` and `initialized`; the result of the former.
    pub fn initialize(&mut self, folder: Option<&Path>, capabilities: Value, options: Value) -> Value {
        let folders = folder.map(|folder| json!([{ "uri": uri(folder), "name": "folder" }]));
        let result = self.request(
            "initialize",
            json!({
                "processId": std::process::id(), "rootUri": folder.map(uri), "workspaceFolders": folders,
                "capabilities": capabilities, "initializationOptions": options,
            }),
        );
        self.notify("initialized", json!({}));
        result
    }

    /// Says how a request of the server is answered from now on; others get `null`, and what is [`NEVER`] gets nothing.
    pub fn answer(&mut self, method: &str, answer: impl FnMut(&Value) -> Value + Send + 'static) {
        self.answers.insert(method.to_owned(), Box::new(answer));
    }

    /// Sends a message as it is.
    pub fn send(&mut self, message: &Value) {
        self.send_all([message.clone()]);
    }

    /// Sends messages in one write, so that the server reads them at once.
    fn send_all(&mut self, messages: impl IntoIterator<Item = Value>) {
        let mut bytes = Vec::new();
        for message in messages {
            framing::write(&mut bytes, &message).expect("a vector grows");
        }
        let stdin = self.stdin.as_mut().expect("stdin is open");
        stdin.write_all(&bytes).expect("the server reads");
    }

    /// Tells something.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and does not wait; the id of the request.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let mut message = json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method });
        if !params.is_null() {
            message["params"] = params;
        }
        self.send(&message);
        self.next_id
    }

    /// The whole response to a request.
    pub fn response(&mut self, id: i64) -> Value {
        self.wait("a response", |editor| editor.responses.remove(&id))
    }

    /// Asks and waits; the result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].clone()
    }

    /// Reads messages until `ready` has found what it looks for.
    pub fn wait<T>(&mut self, what: &str, mut ready: impl FnMut(&mut Self) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = ready(self) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => panic!("no {what} in {PATIENCE:?}: {:#?}", self.diagnostics),
                Err(RecvTimeoutError::Disconnected) => panic!("the server left before {what}"),
            }
        }
    }

    /// Reads what comes until nothing has come for a moment.
    pub fn settle(&mut self) {
        while let Ok(message) = self.messages.recv_timeout(QUIET) {
            self.take(message);
        }
    }

    /// Waits for a notification; its parameters.
    pub fn notification(&mut self, method: &str) -> Value {
        self.notification_where(method, |_| true)
    }

    /// Waits for a notification whose parameters fit.
    pub fn notification_where(&mut self, method: &str, fits: impl Fn(&Value) -> bool) -> Value {
        self.wait(method, |editor| {
            let at = editor
                .notifications
                .iter()
                .position(|(name, params)| name == method && fits(params))?;
            editor.notifications.remove(at).map(|(_, params)| params)
        })
    }

    /// Waits until the server has asked this; the parameters of the last time.
    pub fn asked(&mut self, method: &str) -> Value {
        self.wait(method, |editor| {
            editor
                .requests
                .iter()
                .rev()
                .find(|(name, _)| name == method)
                .map(|(_, params)| params.clone())
        })
    }

    /// Waits until the diagnostics of a file fit.
    pub fn diagnostics_where(&mut self, file: &Path, fits: impl Fn(&Published) -> bool) -> Published {
        let uri = uri(file);
        self.wait(&format!("fitting diagnostics of {uri}"), |editor| {
            editor
                .diagnostics
                .get(&uri)
                .filter(|published| fits(published))
                .cloned()
        })
    }

    /// Waits until a file has a diagnostic of this code.
    pub fn diagnostic(&mut self, file: &Path, code: &str) -> Value {
        self.diagnostic_where(file, code, |_| true)
    }

    /// Waits until a file has a fitting diagnostic of this code.
    pub fn diagnostic_where(&mut self, file: &Path, code: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let is_it = |it: &&Value| it["code"] == code && fits(it);
        let published = self.diagnostics_where(file, |published| published.diagnostics.iter().any(|it| is_it(&it)));
        let mut diagnostics = published.diagnostics.iter();
        diagnostics.find(is_it).expect("it was just seen").clone()
    }

    /// Waits until a file has no diagnostic of this code; it must have been published at all.
    pub fn no_diagnostic(&mut self, file: &Path, code: &str) -> Published {
        self.diagnostics_where(file, |published| !published.codes().contains(&code))
    }

    /// Opens a document with the text of the disk; its text.
    pub fn open(&mut self, file: &Path) -> String {
        let text = std::fs::read_to_string(file).expect("a text file");
        self.open_text(file, &text);
        text
    }

    /// Opens a document with a text of its own, as version 1.
    pub fn open_text(&mut self, file: &Path, text: &str) {
        let document = json!({ "uri": uri(file), "languageId": "typescript", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces the whole text of a document.
    pub fn change(&mut self, file: &Path, version: i32, text: &str) {
        let document = json!({ "uri": uri(file), "version": version });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    /// Closes a document.
    pub fn close(&mut self, file: &Path) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri(file) } }));
    }

    /// Tells that files of the disk were created (1), changed (2) or deleted (3).
    pub fn watched(&mut self, changes: &[(&Path, u8)]) {
        let changes: Vec<_> = changes
            .iter()
            .map(|(file, kind)| json!({ "uri": uri(file), "type": kind }))
            .collect();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// The code actions at a diagnostic.
    pub fn actions_for(&mut self, file: &Path, diagnostic: &Value) -> Vec<Value> {
        let context = json!({ "diagnostics": [diagnostic] });
        let params = json!({ "textDocument": { "uri": uri(file) }, "range": diagnostic["range"], "context": context });
        self.request("textDocument/codeAction", params)
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    /// The edit of a code action, resolved if need be.
    pub fn edit_of(&mut self, action: &Value) -> Value {
        match action.get("edit") {
            Some(edit) => edit.clone(),
            None => self.request("codeAction/resolve", action.clone())["edit"].clone(),
        }
    }

    /// `shutdown` and `exit`; how the process ended.
    pub fn quit(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null);
        self.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        self.ended()
    }

    /// Closes stdin, as the death of an editor does; how the process ended.
    pub fn die(mut self) -> ExitStatus {
        self.stdin = None;
        self.ended()
    }

    /// Waits for the process to end by itself.
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the process is ours") {
                return status;
            }
            assert!(Instant::now() < deadline, "the server does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The server's process id.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    fn take(&mut self, message: Value) {
        let params = message.get("params").cloned().unwrap_or_default();
        match (message.get("method").and_then(Value::as_str), message.get("id")) {
            (Some(method), Some(id)) => {
                let mut result = self
                    .answers
                    .get_mut(method)
                    .map_or(Value::Null, |answer| answer(&params));
                self.requests.push((method.to_owned(), params));
                if result == NEVER {
                    return;
                }
                // What `$before` and `$after` hold is told around the answer: the former in one breath with it.
                let mut told = |when| result.as_object_mut().and_then(|result| result.remove(when));
                let (before, after) = (notifications(told("$before")), notifications(told("$after")));
                // Who answers `{"$error": …}` refuses.
                let response = match result.get("$error") {
                    Some(error) => json!({ "jsonrpc": "2.0", "id": id, "error": error }),
                    None => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
                };
                self.send_all(before.into_iter().chain([response]));
                self.send_all(after);
            }
            (Some("textDocument/publishDiagnostics"), None) => {
                let published = Published {
                    version: params["version"].as_i64(),
                    diagnostics: params["diagnostics"].as_array().cloned().unwrap_or_default(),
                };
                self.diagnostics
                    .insert(params["uri"].as_str().unwrap_or_default().to_owned(), published);
            }
            (Some(method), None) => self.notifications.push_back((method.to_owned(), params)),
            (None, id) => {
                let id = id.and_then(Value::as_i64).unwrap_or(-1);
                self.responses.insert(id, message);
            }
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Notifications: of pairs of method and parameters.
fn notifications(told: Option<Value>) -> Vec<Value> {
    let told = told.as_ref().and_then(Value::as_array).into_iter().flatten();
    told.map(|told| json!({ "jsonrpc": "2.0", "method": told[0], "params": told[1] }))
        .collect()
}

/// What an editor that can everything announces.
pub fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "window": { "workDoneProgress": true, "showDocument": { "support": true } },
        "workspace": {
            "configuration": true,
            "applyEdit": true,
            "didChangeConfiguration": { "dynamicRegistration": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "codeLens": { "refreshSupport": true },
            "workspaceFolders": true,
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
        },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "versionSupport": true,
                "tagSupport": { "valueSet": [1, 2] },
            },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source"] } },
                "dataSupport": true, "resolveSupport": { "properties": ["edit"] },
            },
            "completion": { "completionItem": { "snippetSupport": true } },
        },
    })
}

/// The `file:` URI of a path, canonical as the server answers.
pub fn uri(path: &Path) -> String {
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    let path = match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    };
    nango_lsp::lsp::uri::from_path(&path)
        .expect("an absolute path")
        .to_string()
}
