//! What a run tells while it goes on.

use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use regex::Regex;

/// Something that happened during a run. Everything in it is redacted; see [`crate::Redactor`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Another run of the same root goes first.
    Queued,
    /// A new phase began; its `Display` is the line to show.
    Phase(Phase),
    /// The function, or the CLI, wrote a line.
    Log(Log),
    /// A request of the function was answered, or given up.
    HttpCall(HttpCall),
    /// Nothing has been written for some time since the function began; its `Display` is the line to show.
    Waiting(Silence),
    /// There were more lines and calls than are told; no more of them will come. The outcome still will.
    Muted,
}

/// A function that says nothing: most likely it waits for the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// For how long.
    pub lasted: Duration,
    /// The last request that was answered.
    pub last: Option<HttpCall>,
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "waiting for the provider, nothing for {} s",
            self.lasted.as_secs_f32()
        )?;
        match &self.last {
            Some(call) => write!(f, " after {call}"),
            None => Ok(()),
        }
    }
}

/// What a run is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// The type check: nearly all of the time.
    TypeChecking,
    /// The bundling of one file.
    Building {
        /// The file as `index.ts` imports it, without `./` and extension: `crm/actions/get-contact`.
        function: String,
    },
    /// Compiled; the CLI asks Nango for the connection.
    Connecting,
    /// Nango has said what changes, and gets the functions.
    Deploying,
    /// Vitest runs the tests of the function.
    Testing,
    /// The function runs.
    Running {
        /// Its name.
        name: String,
        /// The connection.
        connection: String,
    },
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TypeChecking => f.write_str("type checking…"),
            Self::Building { function } => write!(f, "building {function}"),
            Self::Connecting => f.write_str("connecting"),
            Self::Deploying => f.write_str("deploying"),
            Self::Testing => f.write_str("testing"),
            Self::Running { name, connection } => write!(f, "running {name} on {connection}"),
        }
    }
}

/// A line that the function or the CLI wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Which stream it came from.
    pub stream: Stream,
    /// The line, without colours.
    pub text: String,
}

/// The streams of a process. The CLI writes `debug` and `info` to the first, `warn` and `error` to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// A request to the provider, through Nango's proxy, or to Nango itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpCall {
    /// The status of the answer; `None` when there was none.
    pub status: Option<u16>,
    /// The method, in capitals.
    pub method: String,
    /// The path with the names, but not the values, of its query: `/contacts?limit=…`.
    pub target: String,
    /// Whether it went to the provider.
    pub to_provider: bool,
}

impl HttpCall {
    /// Reads the line `http [200] GET <url>`.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        static LINE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^http \[(\d{3}|xxx)\] ([A-Z]+) (\S+)$").expect("the expression is constant"));
        let found = LINE.captures(line)?;
        Some(Self {
            status: found[1].parse().ok(),
            method: found[2].to_owned(),
            target: shown_target(&found[3]),
            to_provider: found[3].contains("/proxy/"),
        })
    }
}

impl fmt::Display for HttpCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "{} {} {status}", self.method, self.target),
            None => write!(f, "{} {} no answer", self.method, self.target),
        }
    }
}

/// The target of a request as it is shown: without the host and Nango's `/proxy`, without query values, and cut where it
/// is longer than anybody reads.
fn shown_target(url: &str) -> String {
    const LONGEST: usize = 200;
    let target = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => url,
    };
    let target = target
        .strip_prefix("/proxy")
        .filter(|rest| rest.starts_with('/'))
        .unwrap_or(target);
    let mut shown = without_query(target);
    if let Some((end, _)) = shown.char_indices().nth(LONGEST) {
        shown.truncate(end);
        shown.push('…');
    }
    shown
}

/// `?limit=10&cursor=abc` becomes `?limit=…&cursor=…`.
pub(crate) fn without_query(url: &str) -> String {
    let Some((path, query)) = url.split_once('?') else {
        return url.to_owned();
    };
    let names: Vec<_> = query
        .split('&')
        .map(|pair| {
            pair.split_once('=')
                .map_or_else(|| pair.to_owned(), |(name, _)| format!("{name}=…"))
        })
        .collect();
    format!("{path}?{}", names.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_shown_without_host_and_query_values() {
        let call = HttpCall::parse("http [200] GET http://127.0.0.1:1/proxy/contacts?limit=10&cursor=abc").unwrap();
        assert_eq!(call.to_string(), "GET /contacts?limit=…&cursor=… 200");
        assert!(call.to_provider);
        let call = HttpCall::parse("http [xxx] POST https://api.nango.dev/action/trigger").unwrap();
        assert_eq!(call.to_string(), "POST /action/trigger no answer");
        assert!(!call.to_provider);
        assert_eq!(HttpCall::parse("http is a protocol"), None);
    }

    #[test]
    fn targets_are_short_and_relative() {
        assert_eq!(
            shown_target("http://127.0.0.1:1/proxy/contacts?limit=10"),
            "/contacts?limit=…"
        );
        assert_eq!(
            shown_target("https://api.nango.dev/connections/metadata"),
            "/connections/metadata"
        );
        assert_eq!(shown_target("https://api.nango.dev"), "/");
        assert_eq!(
            shown_target(&format!("https://h/{}", "x".repeat(1_000)))
                .chars()
                .count(),
            201
        );
    }
}
