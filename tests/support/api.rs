//! A stand-in for Nango's API on this machine, that answers as a test says and remembers what it was asked.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What was asked: the line of the request and its headers, as they came.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `GET /connections?limit=500&page=0 HTTP/1.1`
    pub line: String,
    /// In lower case, `name: value`.
    pub headers: Vec<String>,
}

/// A server; its thread ends with the process of the test.
pub struct Api {
    /// `http://127.0.0.1:<port>`
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// What is answered: status line, headers and body as they go over the wire; none to hang up.
pub type Answer = Option<String>;

impl Api {
    /// Starts a server that gives this answer to each request.
    pub fn new(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (asked.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answer) = (log.clone(), answer.clone());
                thread::spawn(move || serve(stream, &log, &*answer));
            }
        });
        Self { url, asked }
    }

    /// A server with these connections, of which it gives those that are asked for: as Nango's does.
    pub fn with_connections(connections: Vec<serde_json::Value>) -> Self {
        Self::new(move |asked| {
            let query = asked
                .line
                .split_whitespace()
                .nth(1)
                .and_then(|path| path.split_once('?'));
            let get = |name: &str| {
                let pairs = query.map(|(_, query)| query).unwrap_or_default().split('&');
                pairs
                    .filter_map(|pair| pair.split_once('='))
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| value)
            };
            let number = |name, default| get(name).and_then(|it| it.parse().ok()).unwrap_or(default);
            let (limit, page) = (number("limit", 10_000), number("page", 0_usize));
            let found = connections
                .iter()
                .filter(|it| get("integrationId").is_none_or(|id| it["provider_config_key"] == id))
                .filter(|it| get("search").is_none_or(|text| it["connection_id"].as_str().unwrap().contains(text)));
            let found: Vec<_> = found.skip(page * limit).take(limit).collect();
            json(200, &serde_json::json!({ "connections": found }).to_string())
        })
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no panic").clone()
    }
}

/// An answer in JSON.
pub fn json(status: u16, body: &str) -> Answer {
    answer(status, "content-type: application/json\r\n", body)
}

/// An answer with these headers.
pub fn answer(status: u16, headers: &str, body: &str) -> Answer {
    let length = body.len();
    Some(format!(
        "HTTP/1.1 {status} Text\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}

fn serve(stream: TcpStream, log: &Mutex<Vec<Asked>>, answer: &(dyn Fn(&Asked) -> Answer + Send + Sync)) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        match reader.read_line(&mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) if line.trim().is_empty() => break,
            Ok(_) => lines.push(line.trim().to_owned()),
        }
    }
    let mut lines = lines.into_iter();
    let asked = Asked {
        line: lines.next().unwrap_or_default(),
        headers: lines.collect(),
    };
    log.lock().expect("no panic").push(asked.clone());
    let mut stream = reader.into_inner();
    match answer(&asked) {
        Some(answer) => {
            let _ = stream.write_all(answer.as_bytes());
        }
        None => return,
    }
    // Until the other end has read all of it: else it may be cut off.
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let _ = stream.read(&mut [0; 1]);
}
