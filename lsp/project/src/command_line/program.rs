//! Which simple commands are calls of the Nango CLI.

use super::fragment::Fragment;
use super::shell::{self, Token};
use super::{CommandLine, Folder, Origin, Word};
use crate::manifest::Version;

/// What may stand before a command without being one.
const KEYWORDS: [&str; 13] = [
    "!", "{", "command", "do", "elif", "else", "exec", "if", "sudo", "then", "time", "until", "while",
];

/// Programs that take assignments and then a command.
const WITH_ENVIRONMENT: [&str; 3] = ["env", "cross-env", "cross-env-shell"];

/// Flags of `npx` and `bunx` that take no value.
const NPX_FLAGS: [&str; 9] = [
    "-y",
    "--yes",
    "--no",
    "--no-install",
    "-q",
    "--quiet",
    "--prefer-offline",
    "--bun",
    "--",
];

/// The calls of the Nango CLI in a piece of shell, in source order.
pub(super) fn commands(fragment: &Fragment, origin: Origin) -> Vec<CommandLine> {
    let mut found: Vec<CommandLine> = Vec::new();
    // Whether the last command so far is the last one found.
    let mut ends_it = false;
    let mut folder = Folder::Start;
    let mut outer = Vec::new();
    let mut words: Vec<shell::Word> = Vec::new();
    for token in shell::tokens(&fragment.text) {
        match token {
            Token::Word(word) => {
                words.push(word);
                continue;
            }
            Token::Open => outer.push(folder.clone()),
            // What has been found so far is whole.
            Token::Broken => return found,
            Token::End | Token::Close => {
                let command = call(fragment, &words, &folder);
                if !words.is_empty() {
                    ends_it = command.is_some();
                }
                match command {
                    Some(command) => found.push(command),
                    None => folder = after(&words).unwrap_or(folder),
                }
                if matches!(token, Token::Close) {
                    folder = outer.pop().unwrap_or(Folder::Unknown);
                }
            }
        }
        words.clear();
    }
    if let Some(last) = found.last_mut() {
        last.is_open_ended = ends_it && origin == Origin::Package;
    }
    found
}

/// Where a shell is after a command that is none of ours; none if it stays where it is.
fn after(words: &[shell::Word]) -> Option<Folder> {
    let mut words = words.iter().skip_while(|word| KEYWORDS.contains(&&*word.text));
    match &*words.next()?.text {
        "cd" | "pushd" => {}
        "popd" => return Some(Folder::Unknown),
        _ => return None,
    }
    let path = words.next().filter(|word| word.is_whole);
    let name = path.and_then(|path| last_segment(&path.text));
    Some(name.map_or(Folder::Unknown, |name| Folder::Named(name.into())))
}

/// The name of the folder that a path leads to, if the path says it.
pub(super) fn last_segment(path: &str) -> Option<&str> {
    let name = path.trim_end_matches(['/', '.']).rsplit('/').next()?;
    let path = path.trim_end_matches('/');
    (!name.is_empty() && !path.ends_with("/..") && name != "-").then_some(name)
}

fn call(fragment: &Fragment, words: &[shell::Word], folder: &Folder) -> Option<CommandLine> {
    let is_bare = |word: &shell::Word| word.is_whole && !word.is_quoted;
    let mut rest = words;
    let mut sets_ci = false;
    while let [first, others @ ..] = rest {
        if let Some((name, value)) = assignment(first) {
            sets_ci |= name == "CI" && (!first.is_whole || !value.is_empty());
        } else if !is_bare(first) || !(KEYWORDS.contains(&&*first.text) || WITH_ENVIRONMENT.contains(&&*first.text)) {
            break;
        }
        rest = others;
    }
    let rest = behind_runner(rest)?;
    let (program, arguments) = rest.split_first()?;
    let pinned = match program.text.strip_prefix("nango")? {
        _ if !program.is_whole => return None,
        "" => None,
        version => Some(Version::parse(version.strip_prefix('@')?)),
    };
    let word = |word: &shell::Word| Word {
        text: (&*word.text).into(),
        span: fragment.span(word.range.clone()),
        is_whole: word.is_whole,
    };
    Some(CommandLine {
        program: fragment.span(program.range.clone()),
        pinned,
        words: arguments.iter().map(word).collect(),
        sets_ci,
        is_open_ended: false,
        is_in_single_quotes: fragment.is_in_single_quotes,
        is_in_prose: fragment.is_in_prose,
        folder: folder.clone(),
    })
}

fn assignment(word: &shell::Word) -> Option<(&str, &str)> {
    let (name, value) = word.text.split_once('=')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_assignment =
        !name.is_empty() && name.bytes().all(is_name) && !name.starts_with(|it: char| it.is_ascii_digit());
    is_assignment.then_some((name, value))
}

/// What a package manager is told to run, or the words themselves if no package manager runs them.
fn behind_runner(words: &[shell::Word]) -> Option<&[shell::Word]> {
    let (first, rest) = words.split_first()?;
    let second = rest.first().map(|word| &*word.text).unwrap_or_default();
    match &*first.text {
        "npx" | "bunx" => behind_flags(rest),
        "bun" if second == "x" => behind_flags(&rest[1..]),
        "pnpm" if matches!(second, "dlx" | "exec") => Some(&rest[1..]),
        "yarn" if matches!(second, "dlx" | "exec" | "run") => Some(&rest[1..]),
        "bun" if second == "run" => Some(&rest[1..]),
        "pnpm" | "yarn" | "bun" => Some(rest),
        // Without `--`, npm takes the flags of the command for its own.
        "npm" if matches!(second, "exec" | "x") && rest.get(1).is_some_and(|word| &*word.text == "--") => {
            Some(&rest[2..])
        }
        _ => Some(words),
    }
}

fn behind_flags(mut words: &[shell::Word]) -> Option<&[shell::Word]> {
    while let [first, rest @ ..] = words {
        words = match &*first.text {
            "-p" | "--package" => rest.get(1..)?,
            flag if NPX_FLAGS.contains(&flag) || flag.starts_with("--package=") => rest,
            _ => break,
        };
    }
    Some(words)
}
