//! `// @ts-ignore`, `// @ts-expect-error` and `// @ts-nocheck`: where TypeScript is silent, so are the rules that say the
//! same. The compiler does type-check, but heeds them.

use syntax::SourceFile;
use syntax::ast::CommentKind;

use crate::suppression::{Target, next_line_of_code};

/// What the directives of a file speak of, in source order.
pub(crate) fn read(file: &SourceFile) -> Vec<Target> {
    let comments = file.ast().comments();
    let lines = comments
        .iter()
        .enumerate()
        .filter(|(_, comment)| comment.kind == CommentKind::Line);
    lines
        .filter_map(|(at, comment)| {
            let text = file.slice(comment.range).trim_start_matches('/').trim_start();
            let is = |directive: &str| {
                text.strip_prefix(directive)
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            if is("@ts-ignore") || is("@ts-expect-error") {
                Some(Target::Line(next_line_of_code(file, *comment, &comments[at + 1..])))
            } else {
                is("@ts-nocheck").then_some(Target::File)
            }
        })
        .collect()
}
