//! Compile errors: what the type checker and Nango's own checks print.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

/// One error of the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompileMessage {
    /// The source file, relative to the root, with `/`; `None` for what concerns no file.
    pub file: Option<String>,
    /// The line, from 1; `None` when the message is about the whole definition. Nango's own checks give no line then;
    /// TypeScript's errors always have one, although the CLI leaves out a 1.
    pub line: Option<u32>,
    /// The column, from 1, in UTF-16 units; `None` for Nango's own checks, which give none.
    pub column: Option<u32>,
    /// The message; may have several lines.
    pub message: String,
}

/// Everything that a failed compile printed. TypeScript's errors are on stdout, some of Nango's checks on stderr.
pub(super) fn messages(stdout: &str, stderr: &str) -> Vec<CompileMessage> {
    let mut messages = located(stdout);
    messages.extend(located(stderr));
    messages.extend(missing_files(stderr));
    messages.extend(thrown_while_loading(stderr));
    if messages.is_empty() {
        let text = if stderr.trim().is_empty() { stdout } else { stderr };
        let tail = super::classify::tail(text, 3);
        messages.push(CompileMessage {
            file: None,
            line: None,
            column: None,
            message: tail.join("\n"),
        });
    }
    messages
}

/// `err - <file>[:<line>[:<column>]]`, and the message on the lines below.
fn located(text: &str) -> Vec<CompileMessage> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| constant(r"^err - (.+?)(?::(\d+)(?::(\d+))?)? *$"));
    static AFTER: LazyLock<Regex> = LazyLock::new(|| constant(r"^(?:err - |✗ |✓ |Found \d+ errors?)"));
    let mut messages = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(head) = HEAD.captures(line) else { continue };
        let mut message = Vec::new();
        while let Some(line) = lines.next_if(|line| !AFTER.is_match(line)) {
            message.push(line.trim());
        }
        let message = message.join("\n").trim().to_owned();
        let number = |group: usize| head.get(group).and_then(|digits| digits.as_str().parse().ok());
        // Nango's own checks write `./` and give no column.
        let (line, column) = match head[1].starts_with("./") {
            true => (number(2).map(|line| corrected(line, &message)), None),
            false => (number(2).or(Some(1)), number(3).or(Some(1))),
        };
        messages.push(CompileMessage {
            file: Some(head[1].trim_start_matches("./").to_owned()),
            line,
            column,
            message,
        });
    }
    messages
}

/// Three of Nango's checks report one line too low.
fn corrected(line: u32, message: &str) -> u32 {
    const TOO_LOW: [&str; 3] = [
        "trackDeletes",
        "setMergingStrategy",
        "deleteRecordsFromPreviousExecutions",
    ];
    if TOO_LOW.iter().any(|check| message.starts_with(check)) {
        line.saturating_sub(1).max(1)
    } else {
        line
    }
}

/// A file that `index.ts` imports and that does not exist.
fn missing_files(stderr: &str) -> impl Iterator<Item = CompileMessage> {
    static MISSING: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^File '.+' not found\.$"));
    MISSING.find_iter(stderr).map(|found| CompileMessage {
        file: Some("index.ts".to_owned()),
        line: None,
        column: None,
        message: found.as_str().to_owned(),
    })
}

/// Code at the top level of a file that throws when the bundle is loaded.
fn thrown_while_loading(stderr: &str) -> Option<CompileMessage> {
    static THROWN: LazyLock<Regex> = LazyLock::new(|| {
        constant(
            r"(?m)^((?:\w*Error)\b.*)\n(?:    at .*\n)*?    at .*?\(?(?:[A-Za-z]:)?[^():\s]*[\\/]build[\\/][^():]*\.cjs:\d+:\d+\)?$",
        )
    });
    let found = THROWN.captures(stderr)?;
    Some(CompileMessage {
        file: None,
        line: None,
        column: None,
        message: found[1].to_owned(),
    })
}

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the expression is constant")
}

/// The sentence for all of them.
pub(super) fn fmt_summary(messages: &[CompileMessage], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("the project does not compile: ")?;
    let Some(first) = messages.first() else {
        return f.write_str("the compiler does not say why");
    };
    match (&first.file, first.line) {
        (Some(file), Some(line)) => write!(f, "`{file}` line {line}: ")?,
        (Some(file), None) => write!(f, "`{file}`: ")?,
        (None, _) => {}
    }
    f.write_str(super::first_line(&first.message))?;
    if messages.len() > 1 {
        write!(f, " (and {} more)", messages.len() - 1)
    } else {
        Ok(())
    }
}
