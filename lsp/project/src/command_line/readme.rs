//! The code fences of a README.

use super::fragment::Fragment;

/// Fences in which shell stands.
const SHELLS: [&str; 5] = ["sh", "bash", "shell", "zsh", "console"];

/// Fences in which shell may stand among other things.
const OTHERS: [&str; 2] = ["", "text"];

/// The commands in code fences: all of a shell's fence, or the lines with a prompt if there are some; of other fences each
/// line by itself.
pub(super) fn fragments(text: &str) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    let mut fence: Option<Fence<'_>> = None;
    let mut block: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let of_line = Fence::of(line);
        match (&fence, of_line) {
            (None, of_line) => fence = of_line,
            (Some(open), Some(close)) if close.mark == open.mark && close.len >= open.len && close.info.is_empty() => {
                fragments.extend(commands(open.info, &block));
                block.clear();
                fence = None;
            }
            (Some(_), _) => block.push((at, line)),
        }
        at += line.len();
    }
    fragments
}

/// The line that a fence begins or ends with.
struct Fence<'a> {
    mark: char,
    len: usize,
    info: &'a str,
}

impl Fence<'_> {
    fn of(line: &str) -> Option<Fence<'_>> {
        let line = line.trim();
        let mark = line.chars().next().filter(|char| "`~".contains(*char))?;
        let info = line.trim_start_matches(mark);
        let len = line.len() - info.len();
        // With a mark further on it is code inside of a sentence.
        (len >= 3 && !info.contains(mark)).then(|| Fence {
            mark,
            len,
            info: info.trim(),
        })
    }
}

fn commands(info: &str, block: &[(usize, &str)]) -> Vec<Fragment> {
    let language = info.split([' ', '{', ',']).next().unwrap_or_default().to_lowercase();
    let is_shell = SHELLS.contains(&&*language);
    if !is_shell && !OTHERS.contains(&&*language) {
        return Vec::new();
    }
    let has_prompts = block.iter().any(|(_, line)| prompt(line).is_some());
    if is_shell && language != "console" && !has_prompts {
        let mut fragment = Fragment::default();
        for (at, line) in block {
            fragment.push_str(line, *at);
        }
        return vec![fragment];
    }
    let mut fragments: Vec<Fragment> = Vec::new();
    let mut goes_on = false;
    for (at, line) in block {
        let skipped = match prompt(line) {
            Some(skipped) => skipped,
            None if goes_on => 0,
            None if has_prompts => continue,
            None => 0,
        };
        let shell = &line[skipped..];
        match fragments.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(shell, at + skipped),
            None => {
                let mut fragment = Fragment::default();
                fragment.is_in_prose = !is_shell && !has_prompts;
                fragment.push_str(shell, at + skipped);
                fragments.push(fragment);
            }
        }
        goes_on = shell.trim_end().ends_with('\\');
    }
    fragments
}

/// The length of the prompt that a line begins with.
fn prompt(line: &str) -> Option<usize> {
    let rest = line.trim_start();
    (rest.starts_with("$ ") || rest.starts_with("% ")).then(|| line.len() - rest.len() + 2)
}
