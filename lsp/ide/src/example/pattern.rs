//! A text that a regular expression matches: the shortest way through it.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The longest text that is made.
const MAX_LENGTH: usize = 1_000;

/// A text for a regular expression as JavaScript writes it, `/^a{2}$/i`; none where it needs more than a walk.
pub(super) fn text(literal: &str) -> Option<String> {
    let (pattern, _) = literal.strip_prefix('/')?.rsplit_once('/')?;
    let hir = regex_syntax::Parser::new().parse(&pattern.replace("\\/", "/")).ok()?;
    let mut text = String::new();
    walk(&hir, &mut text)?;
    Some(text)
}

fn walk(hir: &Hir, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            let holds = |char: char| {
                class
                    .ranges()
                    .iter()
                    .any(|range| (range.start()..=range.end()).contains(&char))
            };
            // What reads well comes first.
            let first = class.ranges().first()?.start();
            text.push(
                ['a', 'A', '1', '0', '-', '_']
                    .into_iter()
                    .find(|char| holds(*char))
                    .unwrap_or(first),
            );
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            for _ in 0..repetition.min {
                walk(&repetition.sub, text)?;
                if text.len() > MAX_LENGTH {
                    return None;
                }
            }
        }
        HirKind::Capture(capture) => walk(&capture.sub, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| walk(part, text))?,
        HirKind::Alternation(options) => walk(options.first()?, text)?,
    }
    Some(())
}
