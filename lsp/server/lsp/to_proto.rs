//! From our words to the protocol's.

use std::collections::HashMap;
use std::str::FromStr as _;

use ide::{Assist, CompletionKind};
use lint::{FileEdit, Severity, SourceChange, Tag};
use project::FilePath;
use serde::{Deserialize, Serialize};
use syntax::{LineIndex, Position, PositionEncoding, TextEdit, TextRange};
use tower_lsp::ls_types as lsp;

use super::{arguments, uri};
use crate::session::Snapshot;

/// The source that our diagnostics name.
pub const SOURCE: &str = "nango";

/// A position, in the units that were negotiated.
pub fn position(position: Position) -> lsp::Position {
    lsp::Position::new(position.line, position.character)
}

/// A range of a text whose lines begin where `lines` says.
pub fn range(lines: &LineIndex, range: TextRange, encoding: PositionEncoding) -> lsp::Range {
    lsp::Range::new(
        position(lines.position(range.start(), encoding)),
        position(lines.position(range.end(), encoding)),
    )
}

/// A diagnostic of `file`; `None` when the file is gone.
pub fn diagnostic(snapshot: &Snapshot, file: &FilePath, diagnostic: &lint::Diagnostic) -> Option<lsp::Diagnostic> {
    let features = &snapshot.features;
    let related = features.related_information.then(|| {
        diagnostic
            .related
            .iter()
            .filter_map(|related| {
                let location = location(snapshot, &related.file, related.range)?;
                Some(lsp::DiagnosticRelatedInformation {
                    location,
                    message: related.message.clone(),
                })
            })
            .collect::<Vec<_>>()
    });
    Some(lsp::Diagnostic {
        range: range(&*snapshot.lines(file)?, diagnostic.range, snapshot.encoding),
        severity: Some(severity(diagnostic.severity)),
        code: Some(lsp::NumberOrString::String(diagnostic.rule.id.to_owned())),
        code_description: features
            .code_description
            .then(|| code_description(diagnostic.rule.url))
            .flatten(),
        source: Some(SOURCE.to_owned()),
        message: diagnostic.message.clone(),
        related_information: related.filter(|related| !related.is_empty()),
        tags: diagnostic
            .tag
            .filter(|_| features.diagnostic_tags)
            .map(|tag| vec![diagnostic_tag(tag)]),
        data: None,
    })
}

/// A place of a file; `None` when the file is gone.
pub fn location(snapshot: &Snapshot, file: &FilePath, at: TextRange) -> Option<lsp::Location> {
    Some(lsp::Location::new(
        snapshot.uri(file)?,
        range(&*snapshot.lines(file)?, at, snapshot.encoding),
    ))
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

fn diagnostic_tag(tag: Tag) -> lsp::DiagnosticTag {
    match tag {
        Tag::Deprecated => lsp::DiagnosticTag::DEPRECATED,
        Tag::Unnecessary => lsp::DiagnosticTag::UNNECESSARY,
    }
}

fn code_description(url: &str) -> Option<lsp::CodeDescription> {
    Some(lsp::CodeDescription {
        href: lsp::Uri::from_str(url).ok()?,
    })
}

/// Edits of one text.
pub fn text_edits(lines: &LineIndex, edits: &[TextEdit], encoding: PositionEncoding) -> Vec<lsp::TextEdit> {
    edits
        .iter()
        .map(|edit| lsp::TextEdit::new(range(lines, edit.range, encoding), edit.text.clone()))
        .collect()
}

/// A change of the workspace. With `documentChanges` every edit of an open document names the version that it was made
/// for, so that the client refuses it for another. `None` when a file of it is gone.
pub fn workspace_edit(snapshot: &Snapshot, change: &SourceChange) -> Option<lsp::WorkspaceEdit> {
    let has_operations = change.edits.iter().any(|edit| !matches!(edit, FileEdit::Edit { .. }));
    let features = &snapshot.features;
    if features.document_changes && (!has_operations || features.resource_operations) {
        let mut operations = Vec::new();
        for edit in &change.edits {
            operations.extend(document_changes(snapshot, edit)?);
        }
        let changes = lsp::DocumentChanges::Operations(operations);
        return Some(lsp::WorkspaceEdit {
            document_changes: Some(changes),
            ..lsp::WorkspaceEdit::default()
        });
    }
    let mut changes = HashMap::new();
    for edit in &change.edits {
        let (uri, edits) = plain_change(snapshot, edit)?;
        changes.entry(uri).or_insert_with(Vec::new).extend(edits);
    }
    Some(lsp::WorkspaceEdit {
        changes: Some(changes),
        ..lsp::WorkspaceEdit::default()
    })
}

fn document_changes(snapshot: &Snapshot, edit: &FileEdit) -> Option<Vec<lsp::DocumentChangeOperation>> {
    use lsp::DocumentChangeOperation::{Edit, Op};
    Some(match edit {
        FileEdit::Edit { file, edits } => {
            let edits = text_edits(&*snapshot.lines(file)?, edits, snapshot.encoding);
            let version = snapshot.documents.get(file).map(|document| document.version);
            vec![Edit(document_edit(snapshot.uri(file)?, version, edits))]
        }
        FileEdit::Create { path, text } => {
            let uri = uri::from_path(path)?;
            let create = lsp::CreateFile {
                uri: uri.clone(),
                options: None,
                annotation_id: None,
            };
            vec![
                Op(lsp::ResourceOp::Create(create)),
                Edit(document_edit(uri, None, vec![whole_text(text)])),
            ]
        }
        FileEdit::Delete { file } => {
            let delete = lsp::DeleteFile {
                uri: snapshot.uri(file)?,
                options: None,
                annotation_id: None,
            };
            vec![Op(lsp::ResourceOp::Delete(delete))]
        }
        FileEdit::Rename { from, to } => {
            let rename = lsp::RenameFile {
                old_uri: snapshot.uri(from)?,
                new_uri: uri::from_path(to)?,
                options: None,
                annotation_id: None,
            };
            vec![Op(lsp::ResourceOp::Rename(rename))]
        }
    })
}

fn document_edit(uri: lsp::Uri, version: Option<i32>, edits: Vec<lsp::TextEdit>) -> lsp::TextDocumentEdit {
    lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(lsp::OneOf::Left).collect(),
    }
}

/// For clients without `documentChanges`. They make a file by editing it; they cannot rename or delete one.
fn plain_change(snapshot: &Snapshot, edit: &FileEdit) -> Option<(lsp::Uri, Vec<lsp::TextEdit>)> {
    match edit {
        FileEdit::Edit { file, edits } => Some((
            snapshot.uri(file)?,
            text_edits(&*snapshot.lines(file)?, edits, snapshot.encoding),
        )),
        FileEdit::Create { path, text } => Some((uri::from_path(path)?, vec![whole_text(text)])),
        FileEdit::Delete { .. } | FileEdit::Rename { .. } => None,
    }
}

/// The text of a file that was empty.
fn whole_text(text: &str) -> lsp::TextEdit {
    lsp::TextEdit::new(lsp::Range::default(), text.to_owned())
}

/// A completion. Without tab stops its text is the plain one already.
pub fn completion_item(
    snapshot: &Snapshot,
    file: &FilePath,
    item: &ide::CompletionItem,
) -> Option<lsp::CompletionItem> {
    let lines = snapshot.lines(file)?;
    let edit = lsp::TextEdit::new(
        range(&lines, item.edit.range, snapshot.encoding),
        item.edit.text.clone(),
    );
    let additional = text_edits(&lines, &item.additional, snapshot.encoding);
    Some(lsp::CompletionItem {
        label: item.label.clone(),
        kind: Some(match item.kind {
            CompletionKind::Scaffold => lsp::CompletionItemKind::SNIPPET,
            CompletionKind::Key => lsp::CompletionItemKind::PROPERTY,
            CompletionKind::Value => lsp::CompletionItemKind::VALUE,
        }),
        detail: Some(item.detail.clone()),
        documentation: Some(lsp::Documentation::MarkupContent(lsp::MarkupContent {
            kind: lsp::MarkupKind::Markdown,
            value: item.documentation.clone(),
        })),
        sort_text: Some(item.sort.clone()),
        filter_text: Some(item.filter.clone()),
        insert_text_format: Some(if item.is_snippet {
            lsp::InsertTextFormat::SNIPPET
        } else {
            lsp::InsertTextFormat::PLAIN_TEXT
        }),
        // The text is laid out as it shall stand: no editor has to indent it.
        insert_text_mode: Some(lsp::InsertTextMode::AS_IS),
        text_edit: Some(lsp::CompletionTextEdit::Edit(edit)),
        additional_text_edits: (!additional.is_empty()).then_some(additional),
        command: item
            .command
            .as_ref()
            .and_then(|command| arguments::command(snapshot, title(command), command)),
        ..lsp::CompletionItem::default()
    })
}

/// What is shown of a place of `file`; `None` when that is gone.
pub fn hover(snapshot: &Snapshot, file: &FilePath, hover: ide::Hover) -> Option<lsp::Hover> {
    Some(lsp::Hover {
        contents: lsp::HoverContents::Markup(lsp::MarkupContent {
            kind: lsp::MarkupKind::Markdown,
            value: hover.markdown,
        }),
        range: Some(range(&*snapshot.lines(file)?, hover.range, snapshot.encoding)),
    })
}

/// The title of a command where nothing else says it.
fn title(command: &ide::Command) -> &'static str {
    ide::commands()
        .find(|spec| spec.id == command.id())
        .map_or("Nango", |spec| spec.title)
}

/// A code lens, with its command: there is nothing left to resolve.
pub fn code_lens(snapshot: &Snapshot, file: &FilePath, lens: &ide::Lens) -> Option<lsp::CodeLens> {
    Some(lsp::CodeLens {
        range: range(&*snapshot.analysis.lines(file)?, lens.range, snapshot.encoding),
        command: Some(arguments::command(snapshot, &*lens.title, &lens.command)?),
        data: None,
    })
}

/// Which action of which text a code action is, to be resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionReference {
    /// The document.
    pub uri: lsp::Uri,
    /// The version that it was offered for; `None` of a closed document.
    pub version: Option<i32>,
    /// The action.
    pub id: String,
}

/// A code action as a literal: with its edit at once for clients that do not resolve.
pub fn code_action(snapshot: &Snapshot, file: &FilePath, assist: &Assist) -> Option<lsp::CodeAction> {
    let command = match &assist.command {
        Some(command) => Some(arguments::command(snapshot, &*assist.title, command)?),
        None => None,
    };
    let resolves = command.is_none() && snapshot.features.action_resolve;
    let edit = match (&command, resolves) {
        (None, false) => Some(workspace_edit(
            snapshot,
            &ide::resolve(&snapshot.analysis, file, &assist.id)?,
        )?),
        _ => None,
    };
    let reference = ActionReference {
        uri: snapshot.uri(file)?,
        version: snapshot.documents.get(file).map(|document| document.version),
        id: assist.id.clone(),
    };
    let diagnostics: Vec<_> = assist
        .diagnostics
        .iter()
        .filter_map(|it| diagnostic(snapshot, file, it))
        .collect();
    Some(lsp::CodeAction {
        title: assist.title.clone(),
        kind: Some(lsp::CodeActionKind::from(assist.kind.as_str())),
        diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
        edit,
        command,
        is_preferred: assist.is_preferred.then_some(true),
        data: resolves.then(|| serde_json::to_value(reference).ok()).flatten(),
        ..lsp::CodeAction::default()
    })
}

/// A code action for clients that know commands only. What is no command of `ide` goes by its own one, with the reference.
pub fn action_command(snapshot: &Snapshot, file: &FilePath, assist: &Assist) -> Option<lsp::Command> {
    match &assist.command {
        Some(command) => arguments::command(snapshot, &*assist.title, command),
        None => arguments::apply(snapshot, file, assist),
    }
}
