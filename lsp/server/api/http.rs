//! One HTTP request at a time, to the configured address. The only place of the project that opens a socket.
//!
//! `ureq` blocks, so whoever asks does so on a thread of the blocking pool. The certificates that are trusted are the
//! system's, or those of `NANGO_CLI_TLS_CA`; unlike the CLI, we never do without. A proxy is the environment's alone.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use dryrun::Access;
use serde::Deserialize;
use ureq::http::{HeaderValue, Response, StatusCode, Uri, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Error, Proxy};

use super::ApiError;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a request may take in all.
const ANSWER: Duration = Duration::from_secs(30);
/// How much of an answer is read. A page holds the metadata of its connections, which we do not want and get.
const LARGEST: u64 = 32 << 20;
/// How much of what the API says about an error is shown.
const LONGEST_MESSAGE: usize = 200;

/// Nango's API, as one environment of a project reaches it.
#[derive(Debug, Clone)]
pub struct Api {
    access: Access,
    agent: Agent,
    cancelled: Arc<AtomicBool>,
}

/// Ends the requests of an [`Api`], from another thread.
#[derive(Debug, Clone)]
pub struct Canceller {
    agent: Agent,
    cancelled: Arc<AtomicBool>,
}

impl Canceller {
    /// Cuts the connection of the request that is under way; those that come after it fail at once.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.agent.clone().shutdown();
    }
}

impl Api {
    /// Prepares requests; none is made. Reads the file of `NANGO_CLI_TLS_CA`.
    ///
    /// # Errors
    /// An address, a proxy or certificates that cannot be used.
    pub fn new(access: Access) -> Result<Self, ApiError> {
        let bad_address = || ApiError::BadAddress {
            host: access.redactor.text(&access.host).into_owned(),
        };
        let address: Uri = access.host.parse().map_err(|_| bad_address())?;
        let is_http = matches!(address.scheme_str(), Some("http" | "https"));
        let host = address.host().filter(|_| is_http).ok_or_else(bad_address)?;
        let proxy = if is_loopback(host) { None } else { Proxy::try_from_env() };
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots(&access)?).build())
            .proxy(proxy)
            .user_agent(concat!("nango-lsp/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(ANSWER))
            // The key is for this host.
            .max_redirects(0)
            .http_status_as_error(false)
            .build();
        Ok(Self {
            agent: config.new_agent(),
            access,
            cancelled: Arc::default(),
        })
    }

    /// Where the requests go, to be shown.
    pub fn host(&self) -> String {
        self.access.redactor.text(&self.access.host).into_owned()
    }

    /// What ends them.
    pub fn canceller(&self) -> Canceller {
        Canceller {
            agent: self.agent.clone(),
            cancelled: self.cancelled.clone(),
        }
    }

    /// What the API answers to `GET <path>`, as JSON of this form. Blocks for up to half a minute.
    ///
    /// # Errors
    /// Anything but an answer of this form.
    pub(super) fn get<T: for<'de> Deserialize<'de>>(&self, path: &str, query: &[(&str, &str)]) -> Result<T, ApiError> {
        let mut key = HeaderValue::try_from(format!("Bearer {}", self.access.key())).map_err(|_| ApiError::BadKey)?;
        key.set_sensitive(true);
        let request = self
            .agent
            .get(format!("{}{path}", self.access.host))
            .header(header::AUTHORIZATION, key)
            .header(header::ACCEPT, "application/json")
            .query_pairs(query.iter().copied());
        let mut response = request.call().map_err(|error| self.failure(error))?;
        let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
        let body = body.map_err(|error| self.failure(error))?;
        if response.status() != StatusCode::OK {
            return Err(self.refusal(&response, &body));
        }
        if is_page(&response) {
            return Err(ApiError::NoApi { host: self.host() });
        }
        // The words of the error would quote the answer.
        serde_json::from_slice(&body).map_err(|error| ApiError::Unexpected {
            host: self.host(),
            reason: match error.classify() {
                serde_json::error::Category::Data => "it is JSON of another form".to_owned(),
                _ => "it is no JSON".to_owned(),
            },
        })
    }

    fn failure(&self, error: Error) -> ApiError {
        let host = self.host();
        let unreachable = |reason: &str| ApiError::Unreachable {
            host: host.clone(),
            reason: reason.to_owned(),
        };
        let untrusted = |reason: String| ApiError::Untrusted {
            host: host.clone(),
            reason,
        };
        match error {
            _ if self.cancelled.load(Ordering::Relaxed) => ApiError::Cancelled,
            Error::Timeout(limit) => ApiError::TimedOut {
                host,
                seconds: match limit {
                    ureq::Timeout::Connect => CONNECT.as_secs(),
                    _ => ANSWER.as_secs(),
                },
            },
            Error::BodyExceedsLimit(_) => ApiError::TooLarge {
                megabytes: LARGEST >> 20,
            },
            Error::HostNotFound => unreachable("there is no such host"),
            Error::ConnectionFailed => unreachable("the connection failed"),
            Error::InvalidProxyUrl => ApiError::BadProxy,
            Error::ConnectProxyFailed(_) => unreachable("the proxy refuses"),
            Error::Rustls(error) => untrusted(error.to_string()),
            Error::Tls(reason) => untrusted(reason.to_owned()),
            // The error of rustls comes wrapped, and its type is not to be had.
            Error::Io(error) if error.to_string().contains("InvalidContentType") => {
                unreachable("it speaks no TLS, so its address may begin with `http:`")
            }
            Error::Io(error) => match (error.kind(), error.get_ref()) {
                (ErrorKind::InvalidData, Some(reason)) => untrusted(reason.to_string()),
                (ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted, _) => {
                    unreachable("it hangs up")
                }
                (ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable, _) => {
                    unreachable(&error.kind().to_string())
                }
                // What the system says of a name that is not found has no kind of its own.
                _ => unreachable(&printable(&error.to_string())),
            },
            _ => ApiError::Unexpected {
                host,
                reason: "it is no HTTP".to_owned(),
            },
        }
    }

    fn refusal(&self, response: &Response<Body>, body: &[u8]) -> ApiError {
        let (host, status) = (self.host(), response.status());
        let message = self.message(body);
        match status.as_u16() {
            401 => ApiError::KeyRefused { host, message },
            403 => ApiError::Forbidden { message },
            404 => ApiError::NoApi { host },
            429 => ApiError::TooMany,
            _ if status.is_redirection() => ApiError::Redirected {
                host,
                to: self.origin(response),
            },
            status => ApiError::Status { status, message },
        }
    }

    /// The sentence of `{ "error": { "code", "message" } }`, as Nango writes errors.
    fn message(&self, body: &[u8]) -> String {
        #[derive(Deserialize)]
        struct Refusal {
            error: Reason,
        }
        #[derive(Deserialize)]
        struct Reason {
            code: Option<String>,
            message: Option<String>,
        }
        let reason = serde_json::from_slice(body).map(|Refusal { error }| error.message.or(error.code));
        let Ok(Some(reason)) = reason else {
            return "it does not say why".to_owned();
        };
        let shown = printable(&self.access.redactor.text(&reason));
        match shown.char_indices().nth(LONGEST_MESSAGE) {
            Some((end, _)) => format!("{}…", &shown[..end]),
            None => shown,
        }
    }

    /// Scheme and host that a redirection leads to: what stands behind them may be anything.
    fn origin(&self, response: &Response<Body>) -> String {
        let location = response.headers().get(header::LOCATION);
        let location = location.and_then(|location| location.to_str().ok()?.parse::<Uri>().ok());
        let origin = location.and_then(|uri| {
            let port = uri.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
            Some(format!("`{}://{}{port}`", uri.scheme_str()?, uri.host()?))
        });
        origin.unwrap_or_else(|| "another of its pages".to_owned())
    }
}

/// A text of somebody else, for a terminal and a button: control characters can do harm there.
pub(super) fn printable(text: &str) -> String {
    let words = text
        .split(|char: char| char.is_control() || char.is_whitespace())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A key that goes to this machine goes through no proxy.
fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

fn is_page(response: &Response<Body>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn roots(access: &Access) -> Result<RootCerts, ApiError> {
    let Some(file) = &access.authority else {
        return Ok(RootCerts::PlatformVerifier);
    };
    let bad = |reason: &str| ApiError::BadAuthority {
        reason: format!("`{}` {reason}", file.display()),
    };
    let text = std::fs::read(file).map_err(|_| bad("cannot be read"))?;
    let mut certificates = Vec::new();
    for item in parse_pem(&text) {
        match item.map_err(|_| bad("is no PEM"))? {
            PemItem::Certificate(certificate) => certificates.push(certificate),
            _ => continue,
        }
    }
    if certificates.is_empty() {
        return Err(bad("holds no certificate"));
    }
    Ok(RootCerts::new_with_certs(&certificates))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_fits_on_a_line() {
        assert_eq!(printable("Ada\u{1b}[31m\r\n  Lovelace\t"), "Ada [31m Lovelace");
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        for host in ["localhost", "127.0.0.1", "127.8.0.1", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["api.nango.dev", "10.0.0.1", "localhost.example.com"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
