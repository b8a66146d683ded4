//! The server as an editor uses it: its start on a project, and keystrokes.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Result;
use crate::client::{Client, Publication};
use crate::project::{Document, Project, Site, file_uri};
use crate::report::{Figure, Limit, quantile};
use crate::usage::Running;

/// Keystrokes before the counted ones, in which caches and branch predictors learn the way.
const WARM_UP: usize = 40;
/// Keystrokes typed into `index.ts`, which are shown for information.
const INDEX_KEYS: usize = 200;
/// Nothing arrives for so long: the server has said everything.
const SILENCE: Duration = Duration::from_millis(300);

/// A start of the server with a faulty file open; milliseconds and MB.
pub struct Start {
    initialize: f64,
    first_diagnostics: f64,
    first_diagnostics_since_open: f64,
    index_ready: f64,
    rss: f64,
    peak_rss: f64,
}

/// Starts the server on `project` with the sync open and a fault in it, and waits for the index.
pub fn start(binary: &Path, project: &Project) -> Result<Start> {
    let fault = project.sync.frequency().ok_or("the sync has no frequency")?;
    let uri = project.sync.uri();
    let mut client = Client::spawn(binary, &project.root)?;
    let spawned = client.spawned;
    let initialized = initialize(&mut client, project)?;
    let opened = open(&mut client, &project.sync, project.sync.with(&fault))?;
    let first = client.until("diagnostics of the opened file", |seen| {
        seen.published
            .get(&uri)
            .filter(|publication| publication.diagnostics > 0)
            .map(|publication| publication.at)
    })?;
    let index_ready = client.until("the end of the index", |seen| seen.index_ready)?;
    client.settle(SILENCE)?;
    let running = Running::of(client.pid())?;
    client.shut_down()?;
    Ok(Start {
        initialize: milliseconds(initialized - spawned),
        first_diagnostics: milliseconds(first - spawned),
        first_diagnostics_since_open: milliseconds(first - opened),
        index_ready: milliseconds(index_ready - spawned),
        rss: running.rss,
        peak_rss: running.peak_rss,
    })
}

impl Start {
    /// The figures over all starts.
    pub fn figures(starts: &[Start]) -> Vec<Figure> {
        let figure = |name: &str, unit, of: fn(&Start) -> f64| Figure::new(name, unit, starts.iter().map(of).collect());
        vec![
            figure("server: spawn → `initialize` response", "ms", |start| {
                start.initialize
            })
            .limit(Limit::Latency(20.0)),
            figure("server: spawn → first diagnostics of the opened file", "ms", |start| {
                start.first_diagnostics
            })
            .limit(Limit::Latency(60.0)),
            figure("server: `didOpen` → first diagnostics", "ms", |start| {
                start.first_diagnostics_since_open
            }),
            figure("server: spawn → index ready", "ms", |start| start.index_ready),
            figure("server: RSS, project open", "MB", |start| start.rss).limit(Limit::Cost(150.0)),
            figure("server: peak RSS", "MB", |start| start.peak_rss),
        ]
    }
}

/// A session of `keys` keystrokes in the sync, then of some in `index.ts`, on the indexed project.
pub fn keystrokes(binary: &Path, project: &Project, keys: usize, gap: Duration) -> Result<Vec<Figure>> {
    let mut client = Client::spawn(binary, &project.root)?;
    initialize(&mut client, project)?;
    open(&mut client, &project.sync, project.sync.text.clone())?;
    client.until("the end of the index", |seen| seen.index_ready)?;

    let sites = project.sync.sync_sites();
    let mut typist = Typist::new(&mut client, project.sync.uri(), gap)?;
    typist.type_at(&sites, WARM_UP)?;
    let before = Running::of(typist.client.pid())?;
    let messages = typist.client.seen().messages;
    let latencies = typist.type_at(&sites, keys)?;
    let messages = typist.client.seen().messages - messages;
    let after = Running::of(typist.client.pid())?;
    let mut figures = vec![
        Figure::new("key in a sync: p50", "ms", vec![p(&latencies, 0.5)]).limit(Limit::Latency(1.0)),
        Figure::new("key in a sync: p99", "ms", vec![p(&latencies, 0.99)]).limit(Limit::Latency(3.0)),
        Figure::new("key in a sync: slowest", "ms", vec![p(&latencies, 1.0)]),
        Figure::new(
            "key in a sync: CPU",
            "ms",
            vec![(after.cpu - before.cpu) * 1e3 / keys as f64],
        )
        .limit(Limit::Cost(1.0)),
        Figure::new("key in a sync: messages", "", vec![messages as f64 / keys as f64]),
    ];
    for site in &sites {
        let at_site: Vec<_> = latencies
            .iter()
            .filter(|(name, _)| *name == site.name)
            .copied()
            .collect();
        for (quantile, q) in [("p50", 0.5), ("p99", 0.99)] {
            figures.push(Figure::new(
                format!("key in a sync, {}: {quantile}", site.name),
                "ms",
                vec![p(&at_site, q)],
            ));
        }
    }

    open(&mut client, &project.index, project.index.text.clone())?;
    let sites = project.index.index_sites();
    let before = Running::of(client.pid())?;
    let mut typist = Typist::new(&mut client, project.index.uri(), gap)?;
    let latencies = typist.type_at(&sites, INDEX_KEYS)?;
    let after = Running::of(client.pid())?;
    figures.extend([
        Figure::new("key in `index.ts`: p50", "ms", vec![p(&latencies, 0.5)]),
        Figure::new("key in `index.ts`: p99", "ms", vec![p(&latencies, 0.99)]),
        Figure::new(
            "key in `index.ts`: CPU",
            "ms",
            vec![(after.cpu - before.cpu) * 1e3 / INDEX_KEYS as f64],
        ),
        Figure::new("server: RSS after all keys", "MB", vec![after.rss]).limit(Limit::Cost(150.0)),
    ]);
    client.shut_down()?;
    Ok(figures)
}

/// Types into one document, a character at a time, each once the one before is answered.
struct Typist<'a> {
    client: &'a mut Client,
    uri: String,
    gap: Duration,
    version: i64,
    /// How many diagnostics the unchanged text has.
    faults: usize,
}

impl<'a> Typist<'a> {
    fn new(client: &'a mut Client, uri: String, gap: Duration) -> Result<Typist<'a>> {
        client.until("diagnostics", |seen| seen.published.get(&uri).map(|_| ()))?;
        client.settle(SILENCE)?;
        let faults = client
            .seen()
            .published
            .get(&uri)
            .map_or(0, |publication| publication.diagnostics);
        Ok(Typist {
            client,
            uri,
            gap,
            version: 1,
            faults,
        })
    }

    /// Types and deletes a character at each site in turn; the milliseconds from before the write of each change to the
    /// arrival of the diagnostics of that version, with the name of the site.
    ///
    /// # Errors
    ///
    /// When diagnostics do not fit the text they are published for: then the time would be that of nothing.
    fn type_at(&mut self, sites: &[Site], keys: usize) -> Result<Vec<(&'static str, f64)>> {
        let mut latencies = Vec::with_capacity(keys);
        for key in 0..keys {
            let site = sites
                .get(key / 2 % sites.len().max(1))
                .ok_or("there is no place to type at")?;
            let is_typed = key % 2 == 0;
            let (before, publication) = self.press(site, is_typed)?;
            let fits = match (is_typed, site.is_fault) {
                (true, true) => publication.diagnostics > self.faults,
                (true, false) => true,
                (false, _) => publication.diagnostics == self.faults,
            };
            if !fits {
                let (found, faults, name) = (publication.diagnostics, self.faults, site.name);
                return Err(format!("{found} diagnostics after a key at the {name}, {faults} before").into());
            }
            latencies.push((site.name, milliseconds(publication.at - before)));
            self.client.rest(self.gap)?;
        }
        Ok(latencies)
    }

    fn press(&mut self, site: &Site, is_typed: bool) -> Result<(Instant, Publication)> {
        self.version += 1;
        let (version, uri) = (self.version, &self.uri);
        let (end, text) = if is_typed {
            (site.character, site.typed.to_string())
        } else {
            (site.character + 1, String::new())
        };
        let range = json!({
            "start": { "line": site.line, "character": site.character },
            "end": { "line": site.line, "character": end },
        });
        let change = json!({
            "textDocument": { "uri": uri, "version": version },
            "contentChanges": [{ "range": range, "text": text }],
        });
        let before = self.client.notify("textDocument/didChange", change)?;
        let publication = self.client.until("diagnostics of a keystroke", |seen| {
            seen.published
                .get(uri)
                .filter(|publication| publication.version == Some(version))
                .copied()
        })?;
        Ok((before, publication))
    }
}

fn initialize(client: &mut Client, project: &Project) -> Result<Instant> {
    let root = file_uri(&project.root);
    let initialized = client.request(
        "initialize",
        json!({
            "processId": std::process::id(),
            "rootUri": root,
            "workspaceFolders": [{ "uri": root, "name": "bench" }],
            "capabilities": {
                "general": { "positionEncodings": ["utf-16"] },
                "window": { "workDoneProgress": true },
                "workspace": {
                    "configuration": true,
                    "workspaceFolders": true,
                    "didChangeWatchedFiles": { "dynamicRegistration": true },
                },
                "textDocument": {
                    "publishDiagnostics": {
                        "versionSupport": true,
                        "relatedInformation": true,
                        "codeDescriptionSupport": true,
                        "dataSupport": true,
                    },
                },
            },
        }),
    )?;
    client.notify("initialized", json!({}))?;
    Ok(initialized)
}

fn open(client: &mut Client, document: &Document, text: String) -> Result<Instant> {
    let document: Value = json!({ "uri": document.uri(), "languageId": "typescript", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }))
}

fn p(latencies: &[(&str, f64)], q: f64) -> f64 {
    quantile(&latencies.iter().map(|(_, latency)| *latency).collect::<Vec<_>>(), q)
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
