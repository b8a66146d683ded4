//! What an editor asks about a document: completions, hovers, definitions, code actions, lenses.

use ide::AssistKind;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionOrCommand, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionList,
    CompletionParams, CompletionResponse, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
};

use crate::edit;
use crate::lsp::to_proto::ActionReference;
use crate::lsp::{from_proto, to_proto};
use crate::server::Server;
use crate::session::Snapshot;

/// `textDocument/completion`
pub async fn completion(server: &Server, params: CompletionParams) -> Result<Option<CompletionResponse>> {
    let list = server.read(move |snapshot| {
        let at = from_proto::file_position(snapshot, &params.text_document_position)?;
        let (analysis, snippets) = (&snapshot.analysis, snapshot.features.snippets);
        let items = match snapshot.configuration(&at.file) {
            Some(text) => ide::configuration_completions(analysis, &at, &text, snippets),
            None => ide::completions(analysis, &at, snippets),
        };
        Some(CompletionList {
            // While the workspace is read there may be more to offer: an editor asks for an incomplete list again.
            is_incomplete: !snapshot.is_whole(),
            items: items
                .iter()
                .filter_map(|item| to_proto::completion_item(snapshot, &at.file, item))
                .collect(),
        })
    });
    Ok(list.await.map(CompletionResponse::List))
}

/// `textDocument/hover`
pub async fn hover(server: &Server, params: HoverParams) -> Result<Option<Hover>> {
    let hover = server.read(move |snapshot| {
        let at = from_proto::file_position(snapshot, &params.text_document_position_params)?;
        let hover = match snapshot.configuration(&at.file) {
            Some(text) => ide::configuration_hover(&at, &text),
            None => ide::hover(&snapshot.analysis, &at),
        };
        to_proto::hover(snapshot, &at.file, hover?)
    });
    Ok(hover.await)
}

/// `textDocument/definition`
pub async fn definition(server: &Server, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
    let places = server.read(move |snapshot| {
        let at = from_proto::file_position(snapshot, &params.text_document_position_params)?;
        let places = ide::definitions(&snapshot.analysis, &at).into_iter();
        let places = places.filter_map(|(file, range)| to_proto::location(snapshot, &file, range));
        Some(GotoDefinitionResponse::Array(places.collect()))
    });
    Ok(places.await)
}

/// `textDocument/codeLens`
pub async fn code_lens(server: &Server, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let lenses = server.read(move |snapshot| {
        let file = snapshot.path(&params.text_document.uri)?;
        let mut lenses = ide::code_lenses(&snapshot.analysis, &file, |runnable| {
            snapshot.results.suffix(&runnable.file)
        });
        if snapshot.results.of(&file).is_some() {
            lenses.extend(ide::report_lens(&snapshot.analysis, &file));
        }
        lenses.extend(ide::resume_lenses(&snapshot.analysis, &file));
        lenses.extend(ide::target_lenses(&snapshot.analysis, &file, |runnable| {
            snapshot.target(runnable).shown()
        }));
        Some(
            lenses
                .iter()
                .filter_map(|lens| to_proto::code_lens(snapshot, &file, lens))
                .collect(),
        )
    });
    Ok(lenses.await)
}

/// `textDocument/codeAction`
pub async fn code_action(server: &Server, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let actions = server.read(move |snapshot| {
        let range = from_proto::file_range(snapshot, &params.text_document.uri, params.range)?;
        let only = params.context.only;
        let is_wanted = |kind: AssistKind| {
            only.as_ref()
                .is_none_or(|only| only.iter().any(|wanted| kind.is_within(wanted.as_str())))
        };
        let mut assists = ide::code_actions(&snapshot.analysis, &range, is_wanted);
        let report = snapshot.results.of(&range.file).is_some();
        let report = report.then(|| ide::report_action(&range.file));
        assists.extend(report.filter(|report| is_wanted(report.kind)));
        let action = |assist| to_proto::code_action(snapshot, &range.file, assist).map(CodeActionOrCommand::CodeAction);
        let command =
            |assist| to_proto::action_command(snapshot, &range.file, assist).map(CodeActionOrCommand::Command);
        Some(if snapshot.features.action_literals {
            assists.iter().filter_map(action).collect()
        } else {
            assists.iter().filter_map(command).collect()
        })
    });
    Ok(actions.await)
}

/// `codeAction/resolve`: the edit for the text as it is. An action of another version is refused: its place has moved.
pub async fn code_action_resolve(server: &Server, mut action: CodeAction) -> Result<CodeAction> {
    let Some(reference) = action.data.clone() else {
        return Ok(action);
    };
    let reference: ActionReference =
        serde_json::from_value(reference).map_err(|error| Error::invalid_params(error.to_string()))?;
    let resolve = move |snapshot: &Snapshot| {
        let file = snapshot.path(&reference.uri)?;
        let version = snapshot.documents.get(&file).map(|document| document.version);
        let change = (version == reference.version).then(|| ide::resolve(&snapshot.analysis, &file, &reference.id));
        let change = change??;
        Some((to_proto::workspace_edit(snapshot, &change)?, change))
    };
    let mut resolved = server.read(resolve.clone()).await;
    if let Some((_, change)) = &resolved
        && edit::catch_up(server, change).await
    {
        resolved = server.read(resolve).await;
    }
    let (edit, _) = resolved.ok_or_else(content_modified)?;
    action.edit = Some(edit);
    Ok(action)
}

fn content_modified() -> Error {
    Error {
        code: ErrorCode::ContentModified,
        message: "the document has changed since".into(),
        data: None,
    }
}
