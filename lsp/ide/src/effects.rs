//! What a function does, shown at its create call.

use std::collections::BTreeSet;

use flow::{Effects, Fields, Request};
use lint::Analysis;

use crate::completion::FilePosition;
use crate::hover::Hover;

/// How many lines are shown.
const MAX_LINES: usize = 12;
/// How many names a line has room for.
const MAX_NAMES: usize = 8;

/// What the function does whose create call, or the variable of that, stands at a position.
pub(crate) fn hover(analysis: &Analysis, position: &FilePosition) -> Option<Hover> {
    let call = analysis.workspace.file(&position.file)?.items.function()?;
    let places = [Some(call.callee_span), call.binding.as_ref().map(|name| name.span)];
    let pointed_at = places
        .into_iter()
        .flatten()
        .find(|place| place.0.contains_inclusive(position.offset))?;
    let name = position.file.name().trim_end_matches(".ts");
    Some(Hover {
        range: *pointed_at,
        markdown: page(name, &analysis.effects(&position.file)),
    })
}

fn page(name: &str, effects: &Effects) -> String {
    let others = lines(effects);
    let mut shown: Vec<String> = effects.requests.iter().map(request).collect();
    let room = MAX_LINES.saturating_sub(others.len()).max(MAX_LINES / 4);
    if shown.len() > room {
        let more = shown.len() - (room - 1);
        shown.truncate(room - 1);
        shown.push(format!("… and {more} more requests"));
    }
    shown.extend(others);
    if shown.is_empty() {
        return format!("`{name}` does nothing with the SDK object.");
    }
    let list: Vec<String> = shown.into_iter().map(|line| format!("- {line}")).collect();
    format!("What `{name}` does:\n\n{}", list.join("\n"))
}

fn request(request: &Request) -> String {
    let pages = if request.is_paginated { ", page by page" } else { "" };
    match (&request.method, &request.endpoint) {
        (_, Some(_)) => format!("{}{pages}", code(&request.to_string())),
        (Some(method), None) => format!("{} to a computed endpoint{pages}", code(method)),
        (None, None) => format!("a request to a computed endpoint{pages}"),
    }
}

/// Everything but the requests, a line a group.
fn lines(effects: &Effects) -> Vec<String> {
    let named = |words: &str, names: &BTreeSet<Box<str>>| {
        (!names.is_empty()).then(|| format!("{words} {}", listed(names.iter(), false)))
    };
    let fields = |words: &str, fields: &Fields| {
        let names = listed(fields.names.iter(), fields.has_more);
        let colon = if names.is_empty() { "" } else { ": " };
        fields.is_any.then(|| format!("{words}{colon}{names}"))
    };
    let said = |is_so: bool, words: &str| is_so.then(|| words.to_owned());
    let lines = [
        named("saves", &effects.models_saved),
        named("updates", &effects.models_updated),
        named("deletes", &effects.models_deleted),
        named("deletes what was not saved again:", &effects.deletion_windows),
        named("starts action", &effects.actions_triggered),
        named("starts sync", &effects.syncs_triggered),
        said(
            effects.has_computed_names,
            "models or functions whose names are computed",
        ),
        fields("reads metadata", &effects.metadata_read),
        fields("writes metadata", &effects.metadata_written),
        fields("reads the checkpoint", &effects.checkpoint_read),
        fields("saves the checkpoint", &effects.checkpoint_written),
        said(effects.clears_checkpoint, "clears the checkpoint"),
        fields("reads the connection", &effects.connection_read),
        said(effects.reads_environment, "reads the environment variables"),
        said(
            effects.hides_calls,
            "and more: the SDK object goes where it cannot be followed",
        ),
    ];
    lines.into_iter().flatten().collect()
}

/// Some names: `` `a`, `b` and 3 more ``.
fn listed<'a>(names: impl ExactSizeIterator<Item = &'a Box<str>>, has_more: bool) -> String {
    let hidden = names.len().saturating_sub(MAX_NAMES);
    let shown: Vec<String> = names.take(MAX_NAMES).map(|name| code(name)).collect();
    let more = match (shown.is_empty(), hidden, has_more) {
        (_, 0, false) => String::new(),
        (true, ..) => "fields that cannot be told".to_owned(),
        (false, 0, true) => " and more".to_owned(),
        (false, hidden, _) => format!(" and {hidden} more"),
    };
    format!("{}{more}", shown.join(", "))
}

/// A text as code, whatever it holds.
fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
}

#[cfg(test)]
mod tests {
    use test_support::Fixture;

    use crate::tests::{analysis_of, path};
    use crate::{FilePosition, hover};

    /// What is shown at `$0` of the first file.
    #[track_caller]
    fn shown(fixture: &str) -> Option<String> {
        let fixture = Fixture::parse(fixture);
        let file = fixture.files.first().expect("a file");
        let position = FilePosition {
            file: path(&file.path),
            offset: (file.cursor.expect("a cursor") as u32).into(),
        };
        hover(&analysis_of(&fixture), &position).map(|hover| hover.markdown)
    }

    const SYNC: &str = "//- /crm/syncs/deals.ts
import { createSync } from 'nango';
import { deals } from '../client.js';
const sync = create$0Sync({
    exec: async (nango) => {
        const metadata = await nango.getMetadata();
        const checkpoint = await nango.getCheckpoint();
        await nango.trackDeletesStart('Deal');
        for await (const page of deals(nango, metadata.team)) {
            await nango.batchSave(page, 'Deal');
            await nango.saveCheckpoint({ page: page.length });
        }
        await nango.clearCheckpoint();
        await nango.trackDeletesEnd('Deal');
        await nango.updateMetadata({ done: true });
    },
});
export default sync;
//- /crm/client.ts
export function deals(nango, team) {
    return nango.paginate({ endpoint: `/teams/${team}/deals` });
}
";

    #[test]
    fn what_a_function_does_stands_at_its_create_call() {
        let page = shown(SYNC).unwrap_or_default();
        assert_eq!(
            page,
            "What `deals` does:

- `GET /teams/{team}/deals`, page by page
- saves `Deal`
- deletes what was not saved again: `Deal`
- reads metadata: `team`
- writes metadata: `done`
- reads the checkpoint
- saves the checkpoint: `page`
- clears the checkpoint"
        );
        let binding = SYNC.replace("$0", "").replace("const sync", "const sy$0nc");
        assert_eq!(shown(&binding), Some(page));
        let elsewhere = SYNC.replace("$0", "").replace("exec:", "ex$0ec:");
        assert_eq!(shown(&elsewhere), None);
    }

    #[test]
    fn it_stays_short_and_says_what_is_unknown() {
        let requests: Vec<String> = (10..30)
            .map(|at| format!("await nango.get({{ endpoint: '/{at}' }});"))
            .collect();
        let body = requests.join(" ");
        let text = format!(
            "//- /crm/actions/all.ts\nexport default createAc$0tion({{ exec: async (nango) => {{ {body} lib(nango); }} }});"
        );
        let page = shown(&text).unwrap_or_default();
        assert_eq!(page.lines().count(), 2 + super::MAX_LINES);
        assert!(
            page.contains("- `GET /19`\n- … and 10 more requests\n- and more: the SDK object goes"),
            "{page}"
        );
        let nothing = "//- /crm/actions/no.ts\nexport default createAc$0tion({ exec: async (nango, input) => input });";
        assert_eq!(
            shown(nothing).as_deref(),
            Some("`no` does nothing with the SDK object.")
        );
    }
}
