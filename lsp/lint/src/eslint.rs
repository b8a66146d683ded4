//! Nango's ESLint plugin, `@nangohq/eslint-plugin-custom-integrations-linting`: which rule of ours does what one of its ten does, and the
//! comments by which a project allows what the plugin would report. What is allowed there is allowed here.

use syntax::ast::{Comment, CommentKind};
use syntax::{PositionEncoding, SourceFile, TextSize};

use crate::rule::Rule;

/// The rules of Nango's ESLint plugin, each with those of ours that do the same. `tests/eslint` holds them beside each other.
pub const PLUGIN: [(&str, &[&str]); 10] = [
    ("enforce-proxy-configuration-type", &["req-config-type"]),
    ("include-docs-for-endpoints", &["req-doc-link"]),
    ("no-console-log", &["rt-console"]),
    ("no-object-casting", &["style-no-object-casting"]),
    ("no-try-catch-unless-explicitly-allowed", &["style-no-try-catch"]),
    ("no-value-modification", &["style-no-param-mutation"]),
    ("no-while-true", &["page-while-true"]),
    ("proxy-call-retries", &["req-retries-missing", "req-retries-type"]),
    ("query-params-in-params-object", &["req-query-in-endpoint"]),
    ("type-external-api-responses", &["req-untyped-response"]),
];

/// What stands before the name of a rule in a comment: the name that the plugin is configured under.
const PREFIX: &str = "@nangohq/custom-integrations-linting/";

/// One comment that switches rules of ESLint off.
pub(crate) struct Allowed {
    /// Ids of ours.
    rules: Vec<&'static str>,
    /// From line to line, both included, counted from zero.
    lines: (u32, u32),
}

impl Allowed {
    /// Whether it speaks of this rule at this place.
    pub(crate) fn covers(&self, file: &SourceFile, rule: &Rule, at: TextSize) -> bool {
        let line = line(file, at);
        (self.lines.0..=self.lines.1).contains(&line) && self.rules.contains(&rule.id)
    }
}

/// The comments of a file that switch rules of the plugin off. Without a name they mean all.
pub(crate) fn read(file: &SourceFile) -> Vec<Allowed> {
    if !file.text().contains("eslint-disable") {
        return Vec::new();
    }
    let comments = file.ast().comments();
    let directives = comments.iter().enumerate();
    directives
        .filter_map(|(at, comment)| {
            let (word, names) = directive(file, *comment)?;
            let rules = rules_of(names);
            let (first, last) = (line(file, comment.range.start()), line(file, comment.range.end()));
            let lines = match word {
                "eslint-disable-line" => (first, last),
                "eslint-disable-next-line" => (last + 1, last + 1),
                // Only a block comment switches off what follows, until one switches it on.
                "eslint-disable" if comment.kind == CommentKind::Block => (first, enabled(file, &comments[at + 1..])),
                _ => return None,
            };
            Some(Allowed { rules, lines })
        })
        .collect()
}

/// The word of a directive, and the names behind it without the reason.
fn directive(file: &SourceFile, comment: Comment) -> Option<(&str, &str)> {
    let text = file.slice(comment.range);
    let text = text
        .trim_start_matches(['/', '*'])
        .trim_end_matches('/')
        .trim_end_matches('*')
        .trim();
    let text = text.split(" -- ").next().unwrap_or_default();
    let (word, names) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    word.starts_with("eslint-").then_some((word, names))
}

fn rules_of(names: &str) -> Vec<&'static str> {
    let names: Vec<&str> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let is_named = |rule: &str| names.is_empty() || names.iter().any(|name| name.strip_prefix(PREFIX) == Some(rule));
    let named = PLUGIN.iter().filter(|(rule, _)| is_named(rule));
    named.flat_map(|(_, ours)| ours.iter().copied()).collect()
}

/// The line of the comment that switches on again.
fn enabled(file: &SourceFile, comments: &[Comment]) -> u32 {
    let mut comments = comments.iter();
    let end = comments.find(|comment| directive(file, **comment).is_some_and(|(word, _)| word == "eslint-enable"));
    end.map_or(u32::MAX, |comment| line(file, comment.range.start()))
}

fn line(file: &SourceFile, at: TextSize) -> u32 {
    file.position(at, PositionEncoding::Utf8).line
}

#[cfg(test)]
mod tests {
    use super::PLUGIN;
    use crate::rules;
    use crate::testing::{Sandbox, in_sync};

    #[test]
    fn each_rule_of_the_plugin_is_one_of_ours() {
        for (theirs, ours) in PLUGIN {
            for id in ours {
                let rule = rules::find(id).unwrap_or_else(|| panic!("{theirs}: there is no rule `{id}`"));
                assert!(
                    rule.source.contains(theirs) || *id == "req-retries-type",
                    "{id} does not name {theirs}"
                );
            }
        }
    }

    #[track_caller]
    fn loops(statements: &str, expected: usize) {
        let found = Sandbox::new(&in_sync(statements)).all();
        let found = found.iter().filter(|(_, found)| found.rule.id == "page-while-true");
        assert_eq!(found.count(), expected, "{statements}");
    }

    #[test]
    fn what_a_comment_allows() {
        const LOOP: &str = "while (true) { await nango.get({ endpoint: '/a' }); }";
        const RULE: &str = "@nangohq/custom-integrations-linting/no-while-true";
        loops(LOOP, 1);
        loops(&format!("// eslint-disable-next-line {RULE}\n{LOOP}"), 0);
        loops(
            &format!("/* eslint-disable-next-line a, {RULE} -- the token is in the body */\n{LOOP}"),
            0,
        );
        loops(&format!("// eslint-disable-next-line\n{LOOP}"), 0);
        loops(&format!("{LOOP} // eslint-disable-line {RULE}"), 0);
        loops(
            &format!("/* eslint-disable {RULE} */\n{LOOP}\n{LOOP}\n/* eslint-enable */\n{LOOP}"),
            1,
        );
        loops(&format!("// eslint-disable-next-line no-while-true\n{LOOP}"), 1);
        loops(&format!("// eslint-disable-next-line {RULE}\n\n{LOOP}"), 1);
        loops(&format!("// eslint-disable {RULE}\n{LOOP}"), 1);
    }
}
