//! Compile errors: what the type checker and Nango's own checks print.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

use super::Frame;

/// One error of the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompileMessage {
    /// The source file, relative to the root, with `/`, or the bundle in `build/` of code that throws when it is loaded;
    /// `None` for what concerns no file.
    pub file: Option<String>,
    /// The line, from 1; `None` when the message is about the whole definition. Nango's own checks give no line then;
    /// TypeScript's errors always have one, although the CLI leaves out a 1.
    pub line: Option<u32>,
    /// The column, from 1, in UTF-16 units; `None` for Nango's own checks, which give none.
    pub column: Option<u32>,
    /// The message; may have several lines.
    pub message: String,
    /// The stack, innermost first, of code that throws when its bundle is loaded; else empty.
    pub frames: Vec<Frame>,
}

impl CompileMessage {
    /// A message without a place of its own.
    fn about(file: Option<String>, message: &str) -> Self {
        Self {
            file,
            line: None,
            column: None,
            message: message.to_owned(),
            frames: Vec::new(),
        }
    }
}

/// Everything that a failed compile printed. TypeScript's errors are on stdout, some of Nango's checks on stderr.
pub(super) fn messages(stdout: &str, stderr: &str) -> Vec<CompileMessage> {
    let mut messages = located(stdout);
    messages.extend(located(stderr));
    messages.extend(missing_files(stderr));
    messages.extend(thrown_while_loading(stderr));
    messages.extend(refused_definitions(stdout));
    if messages.is_empty() {
        let text = if stderr.trim().is_empty() { stdout } else { stderr };
        // An error of the CLI itself ends in its own frames, which tell nothing.
        let thrown = text.lines().find(|line| is_head(line)).map(str::to_owned);
        let message = thrown.unwrap_or_else(|| super::classify::tail(text, 3).join("\n"));
        messages.push(CompileMessage::about(None, &message));
    }
    messages
}

/// `err - <file>[:<line>[:<column>]]`, and the message on the lines below.
fn located(text: &str) -> Vec<CompileMessage> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| constant(r"^err - (.+?)(?::(\d+)(?::(\d+))?)? *$"));
    static AFTER: LazyLock<Regex> = LazyLock::new(|| constant(r"^(?:err - |✗ |✓ |Found \d+ errors?)"));
    static DEFINITION: LazyLock<Regex> = LazyLock::new(|| constant(r"^create\w+ > \w+ "));
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
        // Nango's own checks write `./`, unless they compare functions with each other, and give no column.
        let (line, column) = match head[1].starts_with("./") || DEFINITION.is_match(&message) {
            true => (number(2).map(|line| corrected(line, &message)), None),
            false => (number(2).or(Some(1)), number(3).or(Some(1))),
        };
        messages.push(CompileMessage {
            file: Some(head[1].trim_start_matches("./").to_owned()),
            line,
            column,
            message,
            frames: Vec::new(),
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
    MISSING
        .find_iter(stderr)
        .map(|found| CompileMessage::about(Some("index.ts".to_owned()), found.as_str()))
}

/// Code at the top level of a file that throws when the bundle is loaded: Node's print of the error, its message in one line
/// or several, the stack, and what else the error has.
fn thrown_while_loading(stderr: &str) -> Option<CompileMessage> {
    let lines: Vec<_> = stderr.lines().collect();
    let is_frame = |line: &&str| line.starts_with("    at ");
    let first = lines.iter().position(is_frame)?;
    let stack: Vec<_> = lines[first..].iter().take_while(|line| is_frame(line)).collect();
    let frames: Vec<_> = stack.iter().filter_map(|line| Frame::of_bundle(line)).collect();
    let bundle = frames.first()?.script.clone();
    // Above may stand what the module has printed. What throws no `Error` has a name of its own, or none.
    let head = lines[..first]
        .iter()
        .rfind(|line| is_head(line))
        .or(lines[..first].last())?;
    Some(CompileMessage {
        frames,
        ..CompileMessage::about(Some(bundle), head)
    })
}

/// Whether a line begins the print of an error: `ZodError: [`, `Error [ERR_CODE]: text`.
fn is_head(line: &str) -> bool {
    static ERROR: LazyLock<Regex> = LazyLock::new(|| constant(r"^\w*Error(?: \[\w+\])?(?:: |$)"));
    ERROR.is_match(line)
}

/// What is wrong with what a bundle exports, where the CLI names no file in front: one line below the step that failed.
fn refused_definitions(stdout: &str) -> Option<CompileMessage> {
    static REFUSED: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^✗ Failed to compile definitions\n\n(.+)$"));
    let found = REFUSED.captures(stdout)?;
    let message = found[1].trim();
    (!message.starts_with("err - ")).then(|| CompileMessage::about(None, message))
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
    let thrown_in = first.frames.iter().find_map(|frame| frame.printed.as_ref());
    match (
        thrown_in.map(|printed| &printed.file).or(first.file.as_ref()),
        first.line,
    ) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the messages are, one to a line.
    fn read(stdout: &str, stderr: &str) -> Vec<String> {
        let number = |number: Option<u32>| number.map_or("-".to_owned(), |number| number.to_string());
        messages(stdout, stderr)
            .into_iter()
            .map(|it| {
                let file = it.file.unwrap_or_else(|| "-".to_owned());
                format!("{file} {} {} {}", number(it.line), number(it.column), it.message)
            })
            .collect()
    }

    #[test]
    fn a_definition_has_no_line_however_its_file_is_written() {
        let stdout = "✗ Failed to compile definitions\n\nerr - ./crm/syncs/a.ts \n  createSync > frequency Interval is invalid\n";
        assert_eq!(
            read(stdout, ""),
            ["crm/syncs/a.ts - - createSync > frequency Interval is invalid"]
        );
        let stdout = "✗ Failed to compile definitions\n\nerr - crm/syncs/b.ts \n  createSync > endpoints Endpoint \"GET /a\" is used\n";
        assert_eq!(
            read(stdout, ""),
            ["crm/syncs/b.ts - - createSync > endpoints Endpoint \"GET /a\" is used"]
        );
    }

    #[test]
    fn an_error_of_typescript_has_a_line_and_a_column_though_the_cli_leaves_ones_out() {
        let stdout = "\nerr - crm/a.ts \n  Wrong.\n\nerr - crm/a.ts:5 \n  Wrong.\n\nerr - crm/a.ts:5:9 \n  Wrong.\n  And more.\n\n✗ Typechecking\n";
        assert_eq!(
            read(stdout, "Found 3 errors\n"),
            [
                "crm/a.ts 1 1 Wrong.",
                "crm/a.ts 5 1 Wrong.",
                "crm/a.ts 5 9 Wrong.\nAnd more."
            ]
        );
    }

    #[test]
    fn what_a_bundle_exports_is_refused_without_a_file_in_front() {
        let stdout =
            "✗ Failed to compile definitions\n\nScript should have a default export /p/build/crm_actions_a.cjs\n";
        let stderr = "\nWarning: Function 'crm/actions/a.ts' contains console statements\n";
        assert_eq!(
            read(stdout, stderr),
            ["- - - Script should have a default export /p/build/crm_actions_a.cjs"]
        );
    }

    #[test]
    fn an_error_of_the_cli_itself_is_told_without_its_frames() {
        let stderr =
            "TypeError: Cannot read properties of undefined\n    at getIntegrationId (file:///p/definitions.js:1:1)\n";
        assert_eq!(
            read("✗ Generating artifacts\n", stderr),
            ["- - - TypeError: Cannot read properties of undefined"]
        );
    }

    #[test]
    fn a_bundle_that_throws_is_named() {
        let stderr =
            "Error: at load\n    at Object.<anonymous> (/p/build/crm_actions_a.cjs:38:7)\n    at node:internal\n";
        assert_eq!(
            read("✗ Generating artifacts\n", stderr),
            ["build/crm_actions_a.cjs - - Error: at load"]
        );
    }

    #[test]
    fn the_stack_of_a_bundle_that_throws_is_read_whatever_is_thrown() {
        let print = |head: &str| {
            format!(
                "a line of the module\n{head}\n    at limit (/a b/(c)/build/crm_actions_a.cjs:3:7)\n    \
                 at C:\\p\\build\\crm_actions_a.cjs:38:9\n    at Module.load (node:internal:1:1)\n    \
                 at async f (file:///p/node_modules/nango/dist/compile.js:7:2) {{\n  hint: 7,\n  [cause]: TypeError: x\n      \
                 at /p/build/crm_actions_a.cjs:1:2\n}}\n"
            )
        };
        for (head, message) in [
            ("RangeError: no plan", "RangeError: no plan"),
            ("ZodError: [\n  { \"code\": \"a\" }\n]", "ZodError: ["),
            ("Boom: it", "Boom: it"),
        ] {
            let found = thrown_while_loading(&print(head)).expect("a bundle throws");
            assert_eq!(found.message, message);
            let frames = found.frames.iter();
            let frames: Vec<_> = frames.map(|it| (it.script.as_str(), it.line, it.column)).collect();
            let bundle = "build/crm_actions_a.cjs";
            assert_eq!(frames, [(bundle, 3, 7), (bundle, 38, 9)]);
        }
        assert_eq!(thrown_while_loading("Error: x\n    at f (node:internal:1:1)\n"), None);
    }
}
