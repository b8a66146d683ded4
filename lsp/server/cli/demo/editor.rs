//! The editor of the demo: just enough of one to open files, apply edits and keep what the server says.

use std::collections::BTreeMap;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use project::FilePath;
use serde_json::{Value, json};
use syntax::{LineIndex, Position, PositionEncoding, TextEdit, TextRange, apply_edits};

use crate::lsp::{framing, uri};

/// How long the server may take to answer, on a machine that does something else too.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long nothing must come until all has come.
const QUIET: Duration = Duration::from_millis(400);

/// How long a dry run may take.
const RUN: Duration = Duration::from_secs(120);

/// One editor with one server.
pub(super) struct Editor {
    root: PathBuf,
    child: Child,
    stdin: ChildStdin,
    messages: Receiver<Value>,
    next_id: i64,
    documents: BTreeMap<String, (i32, String)>,
    diagnostics: BTreeMap<String, Vec<Value>>,
    shown: Vec<String>,
}

impl Editor {
    /// Starts this binary as a server, and opens the folder.
    pub(super) fn start(root: &Path) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (Some(stdin), Some(stdout)) = (stdin, stdout) else {
            return Err(io::Error::other("no pipes"));
        };
        let (sender, messages) = channel();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Ok(Some(message)) = framing::read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut editor = Self {
            root: root.to_owned(),
            child,
            stdin,
            messages,
            next_id: 0,
            documents: BTreeMap::new(),
            diagnostics: BTreeMap::new(),
            shown: Vec::new(),
        };
        let folder = editor.uri("")?;
        let params = json!({
            "processId": std::process::id(),
            "workspaceFolders": [{ "uri": folder, "name": "demo" }],
            "capabilities": {
                "general": { "positionEncodings": ["utf-8"] },
                "workspace": { "workspaceEdit": { "documentChanges": true } },
                "textDocument": {
                    "codeAction": {
                        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } },
                        "dataSupport": true, "resolveSupport": { "properties": ["edit"] },
                    },
                    "completion": { "completionItem": { "snippetSupport": true } },
                },
            },
        });
        editor.request("initialize", params)?;
        editor.notify("initialized", json!({}))?;
        Ok(editor)
    }

    /// The URI of a file of the project.
    pub(super) fn uri(&self, path: &str) -> io::Result<String> {
        let uri = uri::from_path(&self.root.join(path)).ok_or_else(|| io::Error::other("the folder has no URI"))?;
        Ok(uri.to_string())
    }

    /// Opens a document; its URI.
    pub(super) fn open(&mut self, path: &str, text: &str) -> io::Result<String> {
        let uri = self.uri(path)?;
        let document = json!({ "uri": uri, "languageId": "typescript", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }))?;
        self.documents.insert(uri.clone(), (1, text.to_owned()));
        Ok(uri)
    }

    /// Closes a document.
    pub(super) fn close(&mut self, path: &str) -> io::Result<()> {
        let uri = self.uri(path)?;
        self.documents.remove(&uri);
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }))
    }

    /// Asks, and waits for the result.
    pub(super) fn request(&mut self, method: &str, params: Value) -> io::Result<Value> {
        self.next_id += 1;
        let id = self.next_id;
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        framing::write(&mut self.stdin, &message)?;
        loop {
            let message = self
                .receive(PATIENCE)?
                .ok_or_else(|| io::Error::other(format!("no answer to {method}")))?;
            if message["id"] == id && message.get("method").is_none() {
                return match message.get("error") {
                    Some(error) => Err(io::Error::other(format!("{method}: {}", error["message"]))),
                    None => Ok(message["result"].clone()),
                };
            }
            self.take(&message)?;
        }
    }

    /// Takes what comes until nothing has come for a moment.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        while let Some(message) = self.receive(QUIET)? {
            self.take(&message)?;
        }
        Ok(())
    }

    /// Waits until the server shows a message.
    pub(super) fn message(&mut self) -> io::Result<String> {
        while self.shown.is_empty() {
            let message = self
                .receive(RUN)?
                .ok_or_else(|| io::Error::other("the dry run does not end"))?;
            self.take(&message)?;
        }
        Ok(self.shown.remove(0))
    }

    /// The diagnostics of a document.
    pub(super) fn diagnostics(&self, uri: &str) -> &[Value] {
        self.diagnostics.get(uri).map(Vec::as_slice).unwrap_or_default()
    }

    /// All diagnostics, by path relative to the root.
    pub(super) fn problems(&self, root: &Path) -> Vec<(String, &[Value])> {
        let root = FilePath::new(root);
        let shown = |uri: &str| {
            let path = FilePath::new(uri::to_path(&uri.parse().ok()?)?);
            path.relative_to(&root).map(str::to_owned)
        };
        self.diagnostics
            .iter()
            .filter_map(|(uri, found)| Some((shown(uri)?, found.as_slice())))
            .collect()
    }

    /// Applies a workspace edit to the open documents, and tells the server; the new texts by path.
    pub(super) fn apply(&mut self, edit: &Value) -> io::Result<Vec<(String, String)>> {
        let mut changed = Vec::new();
        for change in edit["documentChanges"].as_array().cloned().unwrap_or_default() {
            let uri = change["textDocument"]["uri"].as_str().unwrap_or_default().to_owned();
            let Some((version, text)) = self.documents.get(&uri).cloned() else {
                continue;
            };
            let edits: Vec<_> = change["edits"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|it| text_edit(&text, it))
                .collect();
            let text = apply_edits(&text, &edits).map_err(|_| io::Error::other("the edits overlap"))?;
            let version = version + 1;
            self.documents.insert(uri.clone(), (version, text.clone()));
            let document = json!({ "uri": uri, "version": version });
            let change = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
            self.notify("textDocument/didChange", change)?;
            let path = uri
                .strip_prefix(&self.uri("")?)
                .unwrap_or(&uri)
                .trim_start_matches('/')
                .to_owned();
            changed.push((path, text));
        }
        Ok(changed)
    }

    /// Ends the server as an editor does.
    pub(super) fn quit(mut self) -> io::Result<()> {
        self.request("shutdown", Value::Null)?;
        framing::write(&mut self.stdin, &json!({ "jsonrpc": "2.0", "method": "exit" }))?;
        self.child.wait().map(|_| ())
    }

    fn notify(&mut self, method: &str, params: Value) -> io::Result<()> {
        framing::write(
            &mut self.stdin,
            &json!({ "jsonrpc": "2.0", "method": method, "params": params }),
        )
    }

    fn receive(&self, patience: Duration) -> io::Result<Option<Value>> {
        match self.messages.recv_timeout(patience) {
            Ok(message) => Ok(Some(message)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(io::Error::other("the server has ended")),
        }
    }

    /// Keeps what is told, and answers what is asked: with nothing.
    fn take(&mut self, message: &Value) -> io::Result<()> {
        let params = &message["params"];
        match (message["method"].as_str(), message.get("id")) {
            (Some(_), Some(id)) => {
                return framing::write(&mut self.stdin, &json!({ "jsonrpc": "2.0", "id": id, "result": null }));
            }
            (Some("textDocument/publishDiagnostics"), None) => {
                let uri = params["uri"].as_str().unwrap_or_default().to_owned();
                self.diagnostics
                    .insert(uri, params["diagnostics"].as_array().cloned().unwrap_or_default());
            }
            (Some("window/showMessage"), None) => {
                self.shown
                    .push(params["message"].as_str().unwrap_or_default().to_owned());
            }
            _ => {}
        }
        Ok(())
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // Where the demo broke off; after `quit` there is nothing left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text_edit(text: &str, edit: &Value) -> TextEdit {
    let lines = LineIndex::new(text);
    let number = |value: &Value| {
        value
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or_default()
    };
    let offset = |at: &Value| {
        lines.offset(
            Position::new(number(&at["line"]), number(&at["character"])),
            PositionEncoding::Utf8,
        )
    };
    let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
    TextEdit::replace(
        TextRange::new(start.min(end), end.max(start)),
        edit["newText"].as_str().unwrap_or_default(),
    )
}
