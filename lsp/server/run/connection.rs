//! With which connection a function runs for which none is set or remembered.

use project::FilePath;
use syntax::{TextEdit, TextRange, TextSize};
use tower_lsp::ls_types::{MessageType, ShowDocumentParams};

use super::ask;
use super::choose::{Subject, choose};
use crate::lsp::ext::{InputParams, Offer};
use crate::lsp::{to_proto, uri};
use crate::server::Server;
use crate::{edit, indexer};

/// The connection for an integration for which none is known. `None` when the user does not say it.
pub(super) async fn ask_for(server: &Server, root: &FilePath, integration: &str, environment: &str) -> Option<String> {
    let subject = Subject {
        root: root.clone(),
        integration: integration.to_owned(),
    };
    let features = server.snapshot().features;
    if features.pick {
        let title = format!("Connection of {integration} in {environment}");
        return match ask::pick(server, &title, &WAYS.map(way)).await? {
            0 => choose(server, &subject, environment).await,
            _ => typed(server, integration).await,
        };
    }
    if features.input {
        return typed(server, integration).await;
    }
    let message = format!("no connection is set for `{integration}`: which one shall dry runs use?");
    let open = format!("Open {}", lint::settings::FILE_NAME);
    match ask::choice(server, MessageType::INFO, &message, &[&open, WAYS[0].0]).await? {
        0 => open_setting(server, root, integration).await,
        _ => return choose(server, &subject, environment).await,
    }
    None
}

/// How a connection can be told, and what that does. Nango is not asked unless the user says so.
const WAYS: [(&str, &str); 2] = [("List them", "asks Nango which there are"), ("Type its id", "")];

fn way((label, description): (&str, &str)) -> Offer {
    Offer {
        label: label.to_owned(),
        description: description.to_owned(),
    }
}

async fn typed(server: &Server, integration: &str) -> Option<String> {
    let question = InputParams {
        title: format!("Connection ID for {integration}"),
        format: None,
        placeholder: Some("as shown under Connections in the Nango dashboard".to_owned()),
        value: None,
    };
    ask::line(server, question).await
}

/// For clients without text input: opens the setting, ready to fill in.
async fn open_setting(server: &Server, root: &FilePath, integration: &str) {
    let file = root.join(lint::settings::FILE_NAME);
    indexer::catch_up(server, vec![file.clone()]).await;
    let snapshot = server.snapshot();
    // What is typed counts, saved or not: the edit is made for that.
    let typed = snapshot.configuration(&file).map(|text| text.to_string());
    let old = typed.or_else(|| std::fs::read_to_string(&file).ok());
    let setting = setting(old.as_deref().unwrap_or_default(), integration);
    let change = match old {
        Some(_) => setting.edit.map(|edit| lint::SourceChange::edit(&file, [edit])),
        None => setting
            .edit
            .map(|edit| lint::SourceChange::create(file.to_path_buf(), edit.text)),
    };
    if let Some(change) = change
        && !edit::apply(server, &snapshot, &change, "Set the connection of dry runs").await
    {
        return;
    }
    let Some(uri) = uri::from_path(&file).filter(|_| snapshot.features.show_document) else {
        return;
    };
    let lines = syntax::LineIndex::new(&setting.text);
    let selection = to_proto::range(&lines, TextRange::empty(setting.cursor), snapshot.encoding);
    let show = ShowDocumentParams {
        uri,
        external: None,
        take_focus: Some(true),
        selection: Some(selection),
    };
    if let Err(error) = server.client().show_document(show).await {
        tracing::warn!("the client does not show the setting: {error}");
    }
}

/// How a text of `nango-lsp.toml` gets an entry to be filled in.
#[derive(Debug, PartialEq)]
struct Setting {
    /// None when the entry is there.
    edit: Option<TextEdit>,
    /// The text with the entry.
    text: String,
    /// Between the quotes of the entry.
    cursor: TextSize,
}

const TABLE: &str = "[dryrun.connections]";

/// Puts `integration = ""` into the table of connections, which is made at the end if it is missing.
fn setting(text: &str, integration: &str) -> Setting {
    let is_bare = integration
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let key = if is_bare {
        integration.to_owned()
    } else {
        format!("{integration:?}")
    };
    let entry = format!("{key} = \"\"");
    if let Some((start, line)) = find_line(text, &entry) {
        let end = start + line.trim_end().len();
        return Setting {
            edit: None,
            text: text.to_owned(),
            cursor: size(end - "\"".len()),
        };
    }
    let (at, gap) = match find_line(text, TABLE) {
        Some((start, line)) => (
            start + line.len(),
            if line.ends_with('\n') { "" } else { "\n" }.to_owned(),
        ),
        None => {
            let gap = if text.is_empty() || text.ends_with("\n\n") {
                ""
            } else {
                "\n"
            };
            let end_of_line = if text.is_empty() || text.ends_with('\n') {
                ""
            } else {
                "\n"
            };
            (text.len(), format!("{end_of_line}{gap}{TABLE}\n"))
        }
    };
    let new = format!("{gap}{entry}\n");
    let cursor = size(at + new.len() - "\"\n".len());
    let mut text = text.to_owned();
    text.insert_str(at, &new);
    Setting {
        edit: Some(TextEdit::insert(size(at), new)),
        text,
        cursor,
    }
}

/// The first line that says `content`: where it starts, and the line with its end.
fn find_line<'t>(text: &'t str, content: &str) -> Option<(usize, &'t str)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim() == content {
            return Some((start, line));
        }
        start += line.len();
    }
    None
}

fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the entry, `|` at the cursor.
    fn check(text: &str, integration: &str) -> String {
        let setting = setting(text, integration);
        let mut text = setting.text;
        text.insert(usize::from(setting.cursor), '|');
        text
    }

    #[test]
    fn the_table_is_made_or_found() {
        assert_eq!(check("", "crm"), "[dryrun.connections]\ncrm = \"|\"\n");
        assert_eq!(check("a = 1", "crm"), "a = 1\n\n[dryrun.connections]\ncrm = \"|\"\n");
        assert_eq!(
            check("[dryrun.connections]", "crm"),
            "[dryrun.connections]\ncrm = \"|\"\n"
        );
        assert_eq!(
            check("[dryrun.connections]\nmail = \"m\"\n[rules]\n", "crm"),
            "[dryrun.connections]\ncrm = \"|\"\nmail = \"m\"\n[rules]\n"
        );
    }

    #[test]
    fn an_entry_to_be_filled_in_is_not_written_twice() {
        let text = "[dryrun.connections]\ncrm = \"\"\n";
        assert_eq!(setting(text, "crm").edit, None);
        assert_eq!(check(text, "crm"), "[dryrun.connections]\ncrm = \"|\"\n");
    }

    #[test]
    fn a_name_with_a_dot_is_quoted() {
        assert_eq!(check("", "my.crm"), "[dryrun.connections]\n\"my.crm\" = \"|\"\n");
    }
}
