//! Every frame of every recorded stack, followed to the place that the author wrote, and every fault of a recorded run. See `README.md`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use dryrun::{Dryrun, Exit, Frame, Kind, Outcome, Printed, Redactor, Secrets, Transcript};
use lint::{Analysis, Audience, Settings};
use nango_lsp::compiler::verdicts;
use nango_lsp::run::faults::faults;
use nango_lsp::sources::Sources;
use project::FilePath;
use serde::Deserialize;
use syntax::{LineIndex, Position, PositionEncoding, SourceFile, TextRange};

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
        let kind = recording.kind();
        for frame in frames(&recording) {
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

#[test]
fn every_fault_of_a_recorded_run_is_where_it_was_made() {
    let root = folder("tests/positions");
    let loaded = Analysis::load(
        std::slice::from_ref(&root),
        &Settings::default(),
        Audience::Check,
        |_, _| {},
    );
    let sources = Sources::new(&loaded.analysis);
    let root = FilePath::new(project::load::canonical(&root));
    let mut shown = String::new();
    for (case, recording) in recordings() {
        let kind = recording.kind();
        let request = Dryrun::new(&*root, "crm", kind, &recording.args[1], "conn-1");
        let mut outcome = recording.outcome();
        match &mut outcome {
            Outcome::Exception(exception) => {
                let frames = exception.frames.iter_mut();
                frames.for_each(|frame| frame.printed = Printed::of(&request, frame));
            }
            Outcome::Validation(_) | Outcome::ActionError(_) | Outcome::HttpError(_) => {}
            _ => continue,
        }
        let folder = if kind == Kind::Sync { "syncs" } else { "actions" };
        let function = root.join(&format!("crm/{folder}/{}.ts", request.name));
        let _ = writeln!(shown, "{case}: {outcome}");
        let faults = faults(&sources, &function, None, &outcome);
        if faults.is_empty() {
            shown.push_str("    at its create call\n");
        }
        for fault in faults {
            let place = marked(&sources, &root, &fault.file, fault.range);
            let _ = writeln!(shown, "    {}\n        {place}", fault.message);
            for spot in fault.related {
                let place = marked(&sources, &root, &spot.file, spot.range);
                let _ = writeln!(shown, "        {}: {place}", spot.message);
            }
        }
    }
    insta::assert_snapshot!(shown);
}

/// The sources of these runs are not recorded. Those in `compile/` have the fault where the compiler says that it is.
#[test]
fn every_error_of_a_recorded_compile_is_where_it_was_made() {
    let mut shown = String::new();
    for (case, recording) in all_recordings() {
        let redactor = Redactor::new(&Secrets::default());
        let outcome = match recording.args.first().map(String::as_str) {
            Some("compile") => recording.transcript().outcome_of_compile(&redactor),
            _ => Some(recording.outcome()),
        };
        let Some(Outcome::CompileError(mut messages)) = outcome else {
            continue;
        };
        // The functions that it speaks of were put right since.
        if case == "compile-first" {
            continue;
        }
        let project = tempfile::tempdir().expect("a folder");
        let root = FilePath::new(project::load::canonical(project.path()));
        let faulty = std::fs::read_to_string(folder(&format!("tests/positions/compile/{case}.ts"))).ok();
        copy_project(&root, recording.faulty_file(), faulty.as_deref());
        let bundle = std::fs::read(folder(&format!("tests/positions/compile/{case}.cjs")));
        if let Ok(bundle) = bundle {
            write(&root, "build/crm_actions_bad.cjs", bundle);
        }
        for message in &mut messages {
            message.message = message.message.replace("/project", root.as_str());
            look_up(&root, &mut message.frames);
        }
        let loaded = Analysis::load(&[root.to_path_buf()], &Settings::default(), Audience::Check, |_, _| {});
        let sources = Sources::new(&loaded.analysis);
        for verdict in verdicts(&sources, &root, &messages) {
            let place = marked(&sources, &root, &verdict.file, verdict.range);
            let message = verdict.message.lines().next().unwrap_or_default();
            let _ = writeln!(shown, "{case}: {message}\n    {place}");
        }
    }
    insta::assert_snapshot!(shown);
}

/// Two functions load the helper; the compiler speaks of the first one's bundle.
#[test]
fn what_throws_when_it_is_loaded_is_shown_in_the_module() {
    let root = folder("tests/positions/load");
    let loaded = Analysis::load(
        std::slice::from_ref(&root),
        &Settings::default(),
        Audience::Check,
        |_, _| {},
    );
    let transcript = Transcript {
        stderr: std::fs::read_to_string(root.join("stderr.txt")).expect("what the compiler printed"),
        exit: Exit {
            code: Some(10),
            signal: None,
        },
        ..Transcript::default()
    };
    let root = FilePath::new(project::load::canonical(&root));
    let outcome = transcript.outcome_of_compile(&Redactor::new(&Secrets::default()));
    let Some(Outcome::CompileError(mut messages)) = outcome else {
        panic!("{outcome:?}");
    };
    look_up(&root, &mut messages[0].frames);
    let sources = Sources::new(&loaded.analysis);
    let [verdict] = &verdicts(&sources, &root, &messages)[..] else {
        panic!("{messages:?}");
    };
    assert_eq!(verdict.message, "RangeError: there is no plan pro");
    let entry = verdict.entry.as_ref().and_then(|entry| entry.relative_to(&root));
    assert_eq!(entry, Some("crm/actions/list-deals.ts"));
    let marked = |(file, range): &(FilePath, TextRange)| marked(&sources, &root, file, *range);
    assert_eq!(
        marked(&(verdict.file.clone(), verdict.range)),
        "crm/helpers/limits.ts:7:15 throw ▷new◁ RangeError(`there is no plan ${plan}`);"
    );
    let called_from: Vec<_> = verdict.called_from.iter().map(marked).collect();
    assert_eq!(
        called_from,
        ["crm/helpers/limits.ts:12:22 export const LIMIT = ▷limitOf◁('pro');"]
    );
    assert_eq!(
        Outcome::CompileError(messages).to_string(),
        "the project does not compile: `crm/helpers/limits.ts`: RangeError: there is no plan pro"
    );
}

fn look_up(root: &FilePath, frames: &mut [Frame]) {
    for frame in frames {
        frame.printed = Printed::of_loaded(root, frame);
    }
}

fn write(root: &FilePath, path: &str, text: impl AsRef<[u8]>) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(&*path, text).expect("a file");
}

/// The functions of this folder, and one more that is registered, whether it is there or not.
fn copy_project(root: &FilePath, faulty: &str, text: Option<&str>) {
    let from = folder("tests/positions");
    let mut index = std::fs::read_to_string(from.join("index.ts")).expect("an index");
    for folder in [
        "crm/actions",
        "crm/helpers",
        "crm/syncs",
        "crm/on-events",
        "billing/actions",
        "crm",
    ] {
        for entry in std::fs::read_dir(from.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if let (true, Ok(text)) = (path.is_file(), std::fs::read_to_string(&path)) {
                let name = path.file_name().expect("a name").to_string_lossy();
                write(root, &format!("{folder}/{name}"), &text);
            }
        }
    }
    let _ = writeln!(index, "import './{}';", faulty.replace(".ts", ".js"));
    if let Some(text) = text {
        write(root, faulty, text);
    }
    write(root, "index.ts", &index);
    write(root, ".nango/.gitkeep", "");
}

/// A place with its first line, what is meant between `▷` and `◁`.
fn marked(sources: &Sources<'_>, root: &FilePath, file: &FilePath, range: TextRange) -> String {
    let text = sources.text(file).expect("a readable file");
    let lines = LineIndex::new(&text);
    let start = lines.position(range.start(), PositionEncoding::Utf16);
    let line = lines.line(start.line);
    let end = range.end().min(line.end());
    let piece = |from, to| &text[TextRange::new(from, to)];
    format!(
        "{}:{}:{} {}▷{}◁{}",
        file.relative_to(root).expect("a file of the project"),
        start.line + 1,
        start.character + 1,
        piece(line.start(), range.start()).trim_start(),
        piece(range.start(), end),
        piece(end, line.end()).trim_end(),
    )
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

impl Recording {
    fn kind(&self) -> Kind {
        match self.kind.as_deref() {
            Some("sync") => Kind::Sync,
            _ => Kind::Action,
        }
    }

    /// What the function was called that the compiler refused.
    fn faulty_file(&self) -> &'static str {
        let is_sync = self
            .stdout
            .iter()
            .chain(&self.stderr)
            .any(|line| line.contains("crm/syncs/bad"));
        if is_sync {
            "crm/syncs/bad.ts"
        } else {
            "crm/actions/bad.ts"
        }
    }

    fn outcome(&self) -> Outcome {
        self.transcript()
            .outcome(self.kind(), &Redactor::new(&Secrets::default()))
    }

    fn transcript(&self) -> Transcript {
        Transcript {
            stdout: self.stdout.join("\n"),
            stderr: self.stderr.join("\n"),
            truncated: false,
            exit: Exit {
                code: self.code,
                signal: None,
            },
        }
    }
}

fn frames(recording: &Recording) -> Vec<Frame> {
    match recording.outcome() {
        Outcome::Exception(exception) => exception.frames,
        _ => Vec::new(),
    }
}

/// The recorded dry runs, by name.
fn recordings() -> Vec<(String, Recording)> {
    let is_dryrun = |recording: &Recording| recording.args.first().is_some_and(|command| command == "dryrun");
    let mut recordings = all_recordings();
    recordings.retain(|(_, recording)| is_dryrun(recording));
    recordings
}

fn all_recordings() -> Vec<(String, Recording)> {
    let mut recordings = Vec::new();
    for entry in std::fs::read_dir(folder("lsp/dryrun/tests/recorded")).expect("the recordings") {
        let path = entry.expect("a recording").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a readable recording");
        if let Ok(recording) = serde_json::from_str::<Recording>(&text) {
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
