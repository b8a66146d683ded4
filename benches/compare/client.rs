//! A language client as lean as one can be: what is measured is the server.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Result;

/// How long any answer may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server process and what it has said so far.
pub struct Client {
    /// When the process was spawned.
    pub spawned: Instant,
    child: Child,
    stdin: ChildStdin,
    inbox: Receiver<Arrival>,
    requests: i64,
    seen: Seen,
}

/// What has arrived, with the times of arrival.
#[derive(Default)]
pub struct Seen {
    /// When the response to each request came.
    pub responses: HashMap<i64, Instant>,
    /// The latest publication for each document.
    pub published: HashMap<String, Publication>,
    /// When the first progress ended, which is the index.
    pub index_ready: Option<Instant>,
    /// How many notifications and requests of any kind came.
    pub messages: usize,
}

/// Diagnostics of one document.
#[derive(Clone, Copy)]
pub struct Publication {
    /// The version that they were computed from, where the document is open.
    pub version: Option<i64>,
    /// When the first publication for this version came.
    pub at: Instant,
    /// How many there are.
    pub diagnostics: usize,
}

/// A message and the moment when its last byte was read.
struct Arrival {
    at: Instant,
    body: Vec<u8>,
}

impl Client {
    /// Starts `nango-lsp` in `folder`.
    pub fn spawn(binary: &Path, folder: &Path) -> Result<Client> {
        let spawned = Instant::now();
        let mut child = Command::new(binary)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (stdin, stdout) = child
            .stdin
            .take()
            .zip(child.stdout.take())
            .ok_or("the server has no pipes")?;
        let (sender, inbox) = channel();
        // This thread does nothing but read, so that the time it notes is the time of arrival.
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Ok(Some(body)) = read_message(&mut stdout) {
                if sender
                    .send(Arrival {
                        at: Instant::now(),
                        body,
                    })
                    .is_err()
                {
                    return;
                }
            }
        });
        Ok(Client {
            spawned,
            child,
            stdin,
            inbox,
            requests: 0,
            seen: Seen::default(),
        })
    }

    /// The process id of the server.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What has arrived until the last wait.
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// Sends a request and answers when its response arrived.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Instant> {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        self.until(method, |seen| seen.responses.get(&id).copied())
    }

    /// Sends a notification. The answer is the moment just before it was written.
    pub fn notify(&mut self, method: &str, params: Value) -> Result<Instant> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// Waits until `found` finds what it looks for in what has arrived; `what` names that in an error.
    pub fn until<T>(&mut self, what: &str, found: impl Fn(&Seen) -> Option<T>) -> Result<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(value) = found(&self.seen) {
                return Ok(value);
            }
            match self
                .inbox
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok(arrival) => self.receive(&arrival)?,
                Err(RecvTimeoutError::Timeout) => return Err(format!("no answer for {what}").into()),
                Err(RecvTimeoutError::Disconnected) => return Err(format!("the server ended before {what}").into()),
            }
        }
    }

    /// Takes in what arrives during `pause`.
    pub fn rest(&mut self, pause: Duration) -> Result<()> {
        let deadline = Instant::now() + pause;
        while let Ok(arrival) = self
            .inbox
            .recv_timeout(deadline.saturating_duration_since(Instant::now()))
        {
            self.receive(&arrival)?;
        }
        Ok(())
    }

    /// Waits until nothing has arrived for as long as `silence`.
    pub fn settle(&mut self, silence: Duration) -> Result<()> {
        while let Ok(arrival) = self.inbox.recv_timeout(silence) {
            self.receive(&arrival)?;
        }
        Ok(())
    }

    /// Ends the server as an editor does.
    pub fn shut_down(mut self) -> Result<()> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        let status = self.child.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the server ended with {status}").into())
        }
    }

    fn send(&mut self, message: &Value) -> Result<Instant> {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let before = Instant::now();
        self.stdin.write_all(framed.as_bytes())?;
        Ok(before)
    }

    fn receive(&mut self, arrival: &Arrival) -> Result<()> {
        let message: Value = serde_json::from_slice(&arrival.body)?;
        self.seen.messages += 1;
        match (message["method"].as_str(), message.get("id")) {
            (Some(method), Some(id)) => {
                let reply = json!({ "jsonrpc": "2.0", "id": id, "result": reply(method, &message["params"]) });
                self.send(&reply)?;
            }
            (Some(method), None) => self.seen.notification(method, &message["params"], arrival.at),
            (None, Some(id)) if message.get("error").is_none() => {
                self.seen.responses.insert(id.as_i64().unwrap_or_default(), arrival.at);
            }
            _ => return Err(format!("the server answered {}", message["error"]).into()),
        }
        Ok(())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // After a failed measurement; a server that was shut down is gone already, and then this fails.
        let _ = self.child.kill();
    }
}

impl Seen {
    fn notification(&mut self, method: &str, params: &Value, at: Instant) {
        match method {
            "textDocument/publishDiagnostics" => {
                let uri = params["uri"].as_str().unwrap_or_default();
                let version = params["version"].as_i64();
                let earlier = self.published.get(uri).filter(|earlier| earlier.version == version);
                let at = earlier.map_or(at, |earlier| earlier.at);
                let diagnostics = params["diagnostics"].as_array().map_or(0, Vec::len);
                self.published.insert(
                    uri.to_owned(),
                    Publication {
                        version,
                        at,
                        diagnostics,
                    },
                );
            }
            "$/progress" if params["value"]["kind"] == "end" => self.index_ready = self.index_ready.or(Some(at)),
            _ => {}
        }
    }
}

/// What an editor without settings answers.
fn reply(method: &str, params: &Value) -> Value {
    match method {
        "workspace/configuration" => params["items"]
            .as_array()
            .map(|items| vec![Value::Null; items.len()])
            .into(),
        _ => Value::Null,
    }
}

/// The body of the next message; nothing at the end of the stream.
fn read_message(stream: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("Content-Length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(Some(body))
}
