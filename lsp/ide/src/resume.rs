//! What a dry run can go on from: the checkpoint that a call of `saveCheckpoint` saves.
//!
//! A dry run begins without a checkpoint and keeps those that it saves to itself (`getCheckpoint` and `saveCheckpoint` of the
//! CLI's `services/sdk.ts`), so a second run is not seen unless it is told where the first one got to.

use lint::Analysis;
use project::items::{NangoCall, SavedCheckpoint, Value};
use project::schema::{JsonValue, Schema};
use project::{ArgumentKind, FilePath};
use syntax::{LineIndex, PositionEncoding, TextRange};

use crate::code_actions::{Assist, AssistKind};
use crate::code_lens::{Lens, runnables};
use crate::commands::{Command, Runnable};
use crate::example::{Extent, example};

/// A checkpoint to go on from.
#[derive(Debug, Clone, PartialEq)]
pub struct Resumption {
    /// Its entries. Of those that only a run knows it is an example of what the schema takes.
    pub checkpoint: JsonValue,
    /// The keys of those, in this order.
    pub unknown: Vec<Box<str>>,
}

/// With more calls than these the lenses would be a wall between the lines: then there are code actions only.
const MOST_LENSES: usize = 3;

/// The lenses on the calls of a registered function.
pub fn resume_lenses(analysis: &Analysis, file: &FilePath) -> Vec<Lens> {
    let points = points(analysis, file);
    let [runnable] = &*runnables(analysis, file) else {
        return Vec::new();
    };
    if points.len() > MOST_LENSES {
        return Vec::new();
    }
    let lens = |point: &Point<'_>| Lens {
        range: *point.call.method_span,
        title: "▷ Resume from here".to_owned(),
        command: Command::Resume {
            runnable: runnable.clone(),
            line: point.line,
        },
    };
    points.iter().map(lens).collect()
}

/// The same as code actions, on the lines of a call.
pub fn resume_actions(analysis: &Analysis, file: &FilePath, range: TextRange) -> Vec<Assist> {
    let runnables = runnables(analysis, file);
    let points = points(analysis, file);
    let touched = points
        .iter()
        .filter(|point| point.call.span.intersect(range).is_some())
        .flat_map(|point| runnables.iter().map(move |runnable| (point, runnable)));
    let assist = |(point, runnable): (&Point<'_>, &Runnable)| Assist {
        id: "resume".to_owned(),
        title: format!(
            "Dry run {} of {} from this checkpoint on",
            runnable.name, runnable.integration
        ),
        kind: AssistKind::Source,
        diagnostics: Vec::new(),
        is_preferred: false,
        command: Some(Command::Resume {
            runnable: runnable.clone(),
            line: point.line,
        }),
    };
    touched.map(assist).collect()
}

/// What the call of `saveCheckpoint` on a line saves, counted from one.
///
/// # Errors
/// Where such calls are instead, as a sentence.
pub fn resumption(analysis: &Analysis, file: &FilePath, line: u32) -> Result<Resumption, String> {
    let points = points(analysis, file);
    let on_line = |point: &&Point<'_>| (point.line..=point.last_line).contains(&line);
    let Some(point) = points.iter().find(on_line) else {
        let lines: Vec<_> = points.iter().map(|point| point.line.to_string()).collect();
        return Err(match lines.is_empty() {
            true => "the file calls no `saveCheckpoint`".to_owned(),
            false => format!(
                "line {line} calls no `saveCheckpoint`: there is one on line {}",
                lines.join(", ")
            ),
        });
    };
    let schema = Schema::of_argument(&analysis.workspace, file, ArgumentKind::Checkpoint);
    let mut entries = match schema.map(|schema| example(&schema, Extent::Full).value) {
        Some(JsonValue::Object(entries)) => entries,
        _ => Vec::new(),
    };
    // Who saves some of the keys saves no others.
    let saved = &point.saved.entries;
    if !saved.is_empty() {
        entries.retain(|(key, _)| saved.iter().any(|entry| entry.key == *key));
    }
    let mut unknown: Vec<_> = entries.iter().map(|(key, _)| key.clone()).collect();
    for entry in saved {
        let known = entry.literal.as_ref().and_then(scalar);
        if known.is_some() {
            unknown.retain(|key| *key != entry.key);
        } else if !unknown.contains(&entry.key) {
            unknown.push(entry.key.clone());
        }
        match entries.iter_mut().find(|(key, _)| *key == entry.key) {
            Some((_, value)) => *value = known.unwrap_or_else(|| value.clone()),
            None => entries.push((entry.key.clone(), known.unwrap_or(JsonValue::String("".into())))),
        }
    }
    Ok(Resumption {
        checkpoint: JsonValue::Object(entries),
        unknown,
    })
}

fn scalar(value: &Value) -> Option<JsonValue> {
    match value {
        Value::String(text) => Some(JsonValue::String(text.clone())),
        Value::Number(text) => Some(JsonValue::Number(text.clone())),
        Value::Bool(value) => Some(JsonValue::Bool(*value)),
        _ => None,
    }
}

/// A call of `saveCheckpoint`.
struct Point<'a> {
    call: &'a NangoCall,
    saved: &'a SavedCheckpoint,
    /// The line on which the method stands, counted from one.
    line: u32,
    /// The line on which the call ends.
    last_line: u32,
}

fn points<'a>(analysis: &'a Analysis, file: &FilePath) -> Vec<Point<'a>> {
    let (Some(known), Some(lines)) = (analysis.workspace.file(file), analysis.lines(file)) else {
        return Vec::new();
    };
    let point = |call: &'a NangoCall| {
        Some(Point {
            saved: call.saved.as_deref()?,
            line: line_of(&lines, call.method_span.start()),
            last_line: line_of(&lines, call.span.end()),
            call,
        })
    };
    known.items.calls.iter().filter_map(point).collect()
}

fn line_of(lines: &LineIndex, at: syntax::TextSize) -> u32 {
    lines.position(at, PositionEncoding::Utf8).line + 1
}

#[cfg(test)]
mod tests {
    use super::{resume_lenses, resumption};
    use crate::tests::{analysis, path};

    /// What the call on line 9 goes on from, and what of it is not known.
    #[track_caller]
    fn check(schema: &str, saved: &str, expected: &str) {
        let analysis = analysis(&format!(
            "//- /index.ts\nimport './crm/syncs/deals.js';\n\
             //- /crm/syncs/deals.ts\nimport {{ createSync }} from 'nango';\nimport {{ z }} from 'zod';\n\
             const sync = createSync({{\n    description: 'Deals', version: '1.0.0', frequency: 'every hour',\n    \
             models: {{}},\n    {schema}\n    exec: async (nango) => {{\n        const since = await next();\n        \
             await nango.saveCheckpoint({saved});\n    }}\n}});\nexport default sync;\n"
        ));
        let file = path("/crm/syncs/deals.ts");
        let found = resumption(&analysis, &file, 9).unwrap();
        let mut json = String::new();
        found.checkpoint.write_json(&mut json);
        assert_eq!(format!("{json} {:?}", found.unknown), expected);
        assert_eq!(resume_lenses(&analysis, &file).len(), 1);
        let elsewhere = resumption(&analysis, &file, 2).unwrap_err();
        assert_eq!(elsewhere, "line 2 calls no `saveCheckpoint`: there is one on line 9");
    }

    #[test]
    fn what_stands_there_is_known() {
        check(
            "checkpoint: z.object({ page: z.number(), cursor: z.string(), done: z.boolean() }),",
            "{ page: 2, cursor: \"a\\\"b\", done: false }",
            r#"{"page":2,"cursor":"a\"b","done":false} []"#,
        );
        check("", "{ page: -1.5, 'until': `x` }", r#"{"page":-1.5,"until":"x"} []"#);
    }

    #[test]
    fn what_only_a_run_knows_is_an_example() {
        check(
            "checkpoint: z.object({ since: z.iso.datetime(), page: z.number() }),",
            "{ since, page: 1_000 }",
            r#"{"since":"2026-01-31T09:30:00Z","page":0} ["since", "page"]"#,
        );
        check("", "{ since: since.toISOString() }", r#"{"since":""} ["since"]"#);
    }

    #[test]
    fn a_variable_is_what_the_schema_says() {
        check(
            "checkpoint: z.object({ since: z.iso.date() }),",
            "since",
            r#"{"since":"2026-01-31"} ["since"]"#,
        );
    }
}
