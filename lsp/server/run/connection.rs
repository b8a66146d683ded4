//! With which connection a function runs: set, remembered, or asked for.

use project::FilePath;
use syntax::{TextEdit, TextRange, TextSize};
use tower_lsp::ls_types::{MessageType, ShowDocumentParams};

use super::{Remembered, ask};
use crate::edit;
use crate::lsp::ext::InputParams;
use crate::lsp::{to_proto, uri};
use crate::server::Server;

/// The connection for an integration. `None` when there is none: then the user has been told what to do, or was asked and
/// did not answer.
pub(super) async fn find(server: &Server, root: &FilePath, integration: &str) -> Option<String> {
    let snapshot = server.snapshot();
    let configured = &snapshot.analysis.settings_of(root).dryrun.connections;
    if let Some(connection) = configured.get(integration).filter(|connection| !connection.is_empty()) {
        return Some(connection.clone());
    }
    let remembered = Remembered::of_user();
    if let Some(connection) = remembered.as_ref().and_then(|it| it.connection(root, integration)) {
        return Some(connection);
    }
    if !snapshot.features.input {
        lead_to_setting(server, root, integration).await;
        return None;
    }
    let question = InputParams {
        title: format!("Connection ID for {integration}"),
        format: None,
        placeholder: Some("as shown under Connections in the Nango dashboard".to_owned()),
        value: None,
    };
    ask::line(server, question).await
}

/// Keeps the connection of a run that got as far as to use it.
pub(super) fn remember(root: &FilePath, integration: &str, connection: &str) {
    if let Some(Err(error)) = Remembered::of_user().map(|it| it.remember(root, integration, connection)) {
        tracing::warn!("the connection is not remembered: {error}");
    }
}

/// For clients without text input: a button that opens the setting, ready to fill in.
async fn lead_to_setting(server: &Server, root: &FilePath, integration: &str) {
    let message = format!("no connection is set for `{integration}`: which one shall dry runs use?");
    let name = format!("Open {}", lint::settings::FILE_NAME);
    if !ask::button(server, MessageType::INFO, &message, &name).await {
        return;
    }
    let file = root.join(lint::settings::FILE_NAME);
    let old = std::fs::read_to_string(&file).ok();
    let setting = setting(old.as_deref().unwrap_or_default(), integration);
    let change = match old {
        Some(_) => setting.edit.map(|edit| lint::SourceChange::edit(&file, [edit])),
        None => setting
            .edit
            .map(|edit| lint::SourceChange::create(file.to_path_buf(), edit.text)),
    };
    if let Some(change) = change
        && !edit::apply(server, &change, "Set the connection of dry runs").await
    {
        return;
    }
    let Some(uri) = uri::from_path(&file).filter(|_| server.snapshot().features.show_document) else {
        return;
    };
    let lines = syntax::LineIndex::new(&setting.text);
    let selection = to_proto::range(&lines, TextRange::empty(setting.cursor), server.snapshot().encoding);
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
