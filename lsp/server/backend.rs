//! The protocol's methods, one line each, in the order of the specification.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::handlers::{command, document, feature, file, lifecycle, workspace};
use crate::lifecycle::Lifecycle;
use crate::lsp::ext::functions::Functions;
use crate::server::Server;

/// What the transport calls. State moves before the first await of a method, so the order of arrival is the order of
/// effect; and no method awaits the client: its answer would have to come through the reader that waits for us.
#[derive(Debug, Clone)]
pub struct Backend(Server);

impl Backend {
    /// A server for this client, which knows nothing yet.
    pub fn new(client: Client, lifecycle: Lifecycle) -> Self {
        Self(Server::new(client, lifecycle))
    }

    /// `window/workDoneProgress/cancel`, which the framework's trait does not have.
    pub async fn cancel_progress(&self, params: WorkDoneProgressCancelParams) {
        if let NumberOrString::String(token) = &params.token {
            self.0.runs().cancel(token);
        }
    }

    /// `nango/functions`
    pub async fn functions(&self) -> Result<Functions> {
        workspace::functions(&self.0).await
    }

    /// Cancels all dry runs and waits briefly for their end.
    pub async fn stop_runs(&self) {
        self.0.runs().stop_all().await;
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        Ok(lifecycle::initialize(&self.0, &params))
    }

    async fn initialized(&self, _: InitializedParams) {
        lifecycle::initialized(&self.0);
    }

    async fn shutdown(&self) -> Result<()> {
        lifecycle::shutdown(&self.0).await;
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        document::did_open(&self.0, params);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        document::did_change(&self.0, params);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        document::did_save(&self.0, &params);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        document::did_close(&self.0, &params);
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        feature::code_lens(&self.0, params).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        feature::completion(&self.0, params).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        feature::hover(&self.0, params).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        feature::definition(&self.0, params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        feature::code_action(&self.0, params).await
    }

    async fn code_action_resolve(&self, params: CodeAction) -> Result<CodeAction> {
        feature::code_action_resolve(&self.0, params).await
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        workspace::did_change_configuration(&self.0, params);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        workspace::did_change_workspace_folders(&self.0, &params);
    }

    async fn did_create_files(&self, params: CreateFilesParams) {
        file::did_create(&self.0, &params);
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        file::did_rename(&self.0, &params);
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        file::did_delete(&self.0, &params);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        file::did_change_watched(&self.0, &params);
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        command::execute(&self.0, params)
    }
}
