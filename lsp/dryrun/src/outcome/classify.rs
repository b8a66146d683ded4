//! From the output of the CLI to an outcome. The first match wins; exit code 0 alone is no success.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::{
    ActionError, ConfigProblem, Exception, Frame, HttpError, Outcome, Payload, Report, SdkError, Subject, Validation,
};
use crate::capture::plain;
use crate::{HttpCall, Kind, Redactor};

/// The output of one process and how it ended.
#[derive(Clone, Default)]
pub struct Transcript {
    /// What it wrote to stdout.
    pub stdout: String,
    /// What it wrote to stderr.
    pub stderr: String,
    /// Whether more was written than is kept here.
    pub truncated: bool,
    /// How it ended.
    pub exit: Exit,
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exit {
    /// The exit code, unless a signal ended it.
    pub code: Option<i32>,
    /// The number of the signal that ended it.
    pub signal: Option<i32>,
}

impl std::fmt::Debug for Transcript {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transcript")
            .field("stdout", &format_args!("{} bytes", self.stdout.len()))
            .field("stderr", &format_args!("{} bytes", self.stderr.len()))
            .field("truncated", &self.truncated)
            .field("exit", &self.exit)
            .finish()
    }
}

/// Exit codes of the CLI.
const CRASHED: i32 = 1;
pub(super) const COMPILE_ERROR: i32 = 10;

/// How much is read of the output of a run that wrote more than is kept.
const BEGINNING: usize = 1024 * 1024;

const MARKER: &str = "An error occurred during execution\n";

impl Transcript {
    /// What this dry run came to. Secrets are taken out before anything is read.
    pub fn outcome(&self, kind: Kind, redactor: &Redactor) -> Outcome {
        let (stdout, stderr) = self.cleaned(redactor);
        if let Some(signal) = self.exit.signal {
            return Outcome::Killed { signal };
        }
        let run = EXECUTING.find(&stdout).map(|found| &stdout[found.start()..]);
        if let (Some(run), Some(index)) = (run, stderr.rfind(MARKER)) {
            return execution_error(stderr[index + MARKER.len()..].trim(), run);
        }
        if let (Some(CRASHED), Some(exception)) = (self.exit.code, crash(&stderr)) {
            return Outcome::Exception(exception);
        }
        if self.exit.code == Some(COMPILE_ERROR) {
            return Outcome::CompileError(super::compile::messages(&stdout, &stderr));
        }
        match run {
            Some(_) if self.exit.code == Some(0) && self.truncated => Outcome::Success(Report::truncated()),
            Some(run) if self.exit.code == Some(0) => {
                Report::read(run, kind).map_or(Outcome::NoResult, Outcome::Success)
            }
            _ => match ConfigProblem::read(&stdout, &stderr, compiled(&stdout)) {
                Some(problem) => Outcome::Config(problem),
                None => unknown(&stdout, &stderr),
            },
        }
    }

    /// What this `nango compile` came to; `None` when it succeeded.
    pub fn outcome_of_compile(&self, redactor: &Redactor) -> Option<Outcome> {
        let (stdout, stderr) = self.cleaned(redactor);
        match self.exit {
            Exit {
                signal: Some(signal), ..
            } => Some(Outcome::Killed { signal }),
            Exit { code: Some(0), .. } if compiled(&stdout) => None,
            Exit {
                code: Some(COMPILE_ERROR),
                ..
            } => Some(Outcome::CompileError(super::compile::messages(&stdout, &stderr))),
            _ => Some(match ConfigProblem::read(&stdout, &stderr, false) {
                Some(problem) => Outcome::Config(problem),
                None => unknown(&stdout, &stderr),
            }),
        }
    }

    /// Plain text without secrets: no colours, no carriage returns. Of a flood the beginning, which says how far the CLI
    /// came: the result is lost anyway.
    pub(super) fn cleaned(&self, redactor: &Redactor) -> (String, String) {
        let clean = |text: &str| redactor.text(&plain(text)).into_owned();
        let end = match self.truncated {
            true => (0..=BEGINNING.min(self.stdout.len()))
                .rev()
                .find(|end| self.stdout.is_char_boundary(*end))
                .unwrap_or_default(),
            false => self.stdout.len(),
        };
        let stdout = &self.stdout[..end];
        (clean(stdout), clean(&self.stderr))
    }
}

/// Whether the CLI reported that it has written `build/`.
pub(crate) fn compiled(stdout: &str) -> bool {
    stdout.lines().any(last_line_is_compiled)
}

/// The last line of a successful compile.
pub(crate) fn last_line_is_compiled(line: &str) -> bool {
    line == "✓ Compiled"
}

static EXECUTING: LazyLock<Regex> = LazyLock::new(|| constant(r#"(?m)^Executing -> integration:".*?" script:".*?""#));

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the expression is constant")
}

/// The error that the CLI prints last on stderr, behind its marker.
fn execution_error(text: &str, run: &str) -> Outcome {
    let subject = match text {
        "(invalid_action_input)" => Some(Subject::Input),
        "(invalid_action_output)" => Some(Subject::Output),
        "undefined (undefined)" => Some(Subject::Record),
        _ => None,
    };
    if let Some(subject) = subject {
        return Outcome::Validation(Validation::read(subject, run));
    }
    let Ok(json) = serde_json::from_str::<Value>(text) else {
        return unknown(run, text);
    };
    let payload = Payload(json["payload"].clone());
    match json["type"].as_str() {
        Some("action_script_runtime_error") => Outcome::ActionError(ActionError { payload }),
        Some("script_http_error") => Outcome::HttpError(http_error(&json, payload, run)),
        Some("script_internal_error") => Outcome::Exception(exception(&json)),
        Some(code) => Outcome::SdkError(SdkError {
            code: code.to_owned(),
            payload,
        }),
        None => Outcome::NotRunnable {
            message: json["message"].as_str().unwrap_or(text).to_owned(),
        },
    }
}

/// An answer without a body, and no answer at all, are reported as 500 with the error of axios as the payload: the true
/// status is in the line of the last request.
fn http_error(json: &Value, payload: Payload, run: &str) -> HttpError {
    let code = payload.0["code"]
        .as_str()
        .filter(|code| is_error_code(code) && payload.0["name"].is_string())
        .map(str::to_owned);
    let reported = json["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let mut calls = run.lines().rev().filter_map(HttpCall::parse);
    let call = match (&code, calls.next()) {
        // A function may have asked for something else before it gave up.
        (None, Some(last)) if last.status != reported => {
            let meant = calls.find(|call| call.status == reported);
            Some(meant.unwrap_or(last))
        }
        (_, last) => last,
    };
    let status = match code {
        Some(_) => call.as_ref().and_then(|call| call.status),
        None => reported,
    };
    HttpError {
        status,
        network: code.filter(|_| status.is_none()),
        from_nango: match &call {
            Some(call) => !call.to_provider,
            None => is_envelope_of_nango(&payload.0),
        },
        payload,
        call,
    }
}

/// Whether an error has the form that Nango's API gives to its own: `{ error: { code, message } }` and nothing beside it. Some
/// providers have the same; but requests are only unreported while mocks are saved, and that is done of functions that have just
/// succeeded: what fails then is what the CLI swallows otherwise, and that are the answers of Nango's API.
fn is_envelope_of_nango(payload: &Value) -> bool {
    let error = &payload["error"];
    let is_alone = payload.as_object().is_some_and(|payload| payload.len() == 1);
    is_alone && error["code"].is_string() && error["message"].is_string()
}

/// `ECONNRESET`, `ERR_BAD_REQUEST`.
fn is_error_code(code: &str) -> bool {
    code.len() > 1 && code.starts_with('E') && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

fn exception(json: &Value) -> Exception {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let payload = &json["payload"];
    let frames = json["stacktrace"].as_array().map(Vec::as_slice).unwrap_or_default();
    Exception {
        name: text(&payload["name"]).unwrap_or_else(|| "Error".to_owned()),
        message: text(&payload["message"]).unwrap_or_default(),
        code: text(&payload["code"]),
        frames: frames
            .iter()
            .filter_map(Value::as_str)
            .filter_map(Frame::parse)
            .collect(),
        uncaught: false,
    }
}

/// Node's last words when nothing caught an error.
fn crash(stderr: &str) -> Option<Exception> {
    static CRASH: LazyLock<Regex> =
        LazyLock::new(|| constant(r"(?m)^\S+\.js:\d+\n(?s:.*?)\n\s*\^+\n\n((?s:.*?))\n\nNode\.js v"));
    let found = CRASH.captures(stderr)?;
    let (frames, text): (Vec<_>, Vec<_>) = found.get(1)?.as_str().lines().partition(|line| {
        let line = line.trim_start();
        line.starts_with("at ")
    });
    let text = text.join("\n");
    let (name, message) = text.split_once(": ").unwrap_or(("Error", &text));
    Some(Exception {
        name: name.to_owned(),
        message: message.to_owned(),
        code: None,
        frames: frames.into_iter().filter_map(Frame::parse).collect(),
        uncaught: true,
    })
}

impl Frame {
    /// `at [function (]<script>.js:<line>:<column>[)]`; `None` for frames of Node and of the CLI.
    fn parse(line: &str) -> Option<Self> {
        static FRAME: LazyLock<Regex> = LazyLock::new(|| constant(r"^at (?:(.*?) \()?([^()\s]+\.js):(\d+):(\d+)\)?$"));
        let found = FRAME.captures(line.trim())?;
        let script = &found[2];
        (!script.contains("://")).then_some(())?;
        Some(Self {
            function: found.get(1).map(|name| name.as_str().to_owned()),
            script: script.to_owned(),
            line: found[3].parse().ok()?,
            column: found[4].parse().ok()?,
            printed: None,
        })
    }

    /// `at [function (]<folder>/build/<name>.cjs:<line>:<column>[)]`, of a bundle that the CLI has loaded with `import`.
    pub(super) fn of_bundle(line: &str) -> Option<Self> {
        static FRAME: LazyLock<Regex> =
            LazyLock::new(|| constant(r"^at (?:(\S.*?) \()?\S.*[\\/]build[\\/]([^\\/]+\.cjs):(\d+):(\d+)\)?$"));
        let found = FRAME.captures(line.trim())?;
        Some(Self {
            function: found.get(1).map(|name| name.as_str().to_owned()),
            script: format!("build/{}", &found[2]),
            line: found[3].parse().ok()?,
            column: found[4].parse().ok()?,
            printed: None,
        })
    }
}

/// How many lines of an unknown end are shown.
const SHOWN_LINES: usize = 20;

/// An end that is none of those that are known.
pub(super) fn unknown(stdout: &str, stderr: &str) -> Outcome {
    let text = if stderr.trim().is_empty() { stdout } else { stderr };
    Outcome::Unknown {
        tail: tail(text, SHOWN_LINES),
    }
}

/// The last `count` lines that are not empty.
pub(super) fn tail(text: &str, count: usize) -> Vec<String> {
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(count)..]
        .iter()
        .map(|line| (*line).to_owned())
        .collect()
}
