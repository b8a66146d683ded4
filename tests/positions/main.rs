//! Every frame of every recorded stack, followed to the place that the author wrote. See `README.md`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use dryrun::{Dryrun, Exit, Frame, Kind, Outcome, Printed, Redactor, Secrets, Transcript};
use serde::Deserialize;
use syntax::{Position, PositionEncoding, SourceFile};

/// What is needed of a recorded run.
#[derive(Deserialize)]
struct Recording {
    args: Vec<String>,
    kind: Option<String>,
    code: Option<i32>,
    stdout: Vec<String>,
    stderr: Vec<String>,
}

#[test]
fn every_recorded_frame_leads_to_the_source() {
    let mut shown = String::new();
    for (case, recording) in recordings() {
        let kind = match recording.kind.as_deref() {
            Some("sync") => Kind::Sync,
            _ => Kind::Action,
        };
        for frame in frames(&recording, kind) {
            let request = Dryrun::new(folder("tests/positions"), "crm", kind, &recording.args[1], "conn-1");
            let _ = writeln!(
                shown,
                "{case} {}:{}: {}",
                frame.line,
                frame.column,
                place(&request, &frame)
            );
        }
    }
    insta::assert_snapshot!(shown);
}

/// Where the frame leads, and the line there, with `▷` before the token.
fn place(request: &Dryrun, frame: &Frame) -> String {
    let Some(printed) = Printed::of(request, frame) else {
        return "outside of the bundle".to_owned();
    };
    let text = std::fs::read_to_string(request.root.join(&printed.file)).expect("a source of the project");
    let file = SourceFile::parse(text);
    let position = Position::new(printed.line - 1, printed.column - 1);
    let Some(token) = ide::original(&printed.text, position, &file) else {
        return format!("{} without a place", printed.file);
    };
    let start = file.position(token.start(), PositionEncoding::Utf16);
    let mut line = file.slice(file.line_index().line(start.line)).to_owned();
    line.insert(start.character as usize, '▷');
    format!(
        "{}:{}:{} {}",
        printed.file,
        start.line + 1,
        start.character + 1,
        line.trim()
    )
}

fn frames(recording: &Recording, kind: Kind) -> Vec<Frame> {
    let transcript = Transcript {
        stdout: recording.stdout.join("\n"),
        stderr: recording.stderr.join("\n"),
        truncated: false,
        exit: Exit {
            code: recording.code,
            signal: None,
        },
    };
    match transcript.outcome(kind, &Redactor::new(&Secrets::default())) {
        Outcome::Exception(exception) => exception.frames,
        _ => Vec::new(),
    }
}

/// The recorded dry runs, by name.
fn recordings() -> Vec<(String, Recording)> {
    let mut recordings = Vec::new();
    for entry in std::fs::read_dir(folder("lsp/dryrun/tests/recorded")).expect("the recordings") {
        let path = entry.expect("a recording").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a readable recording");
        if let Ok(recording) = serde_json::from_str::<Recording>(&text)
            && recording.args.first().is_some_and(|command| command == "dryrun")
        {
            recordings.push((name, recording));
        }
    }
    assert!(!recordings.is_empty());
    recordings.sort_by(|a, b| a.0.cmp(&b.0));
    recordings
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
