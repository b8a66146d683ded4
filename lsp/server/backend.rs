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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
    use tower_lsp::LspService;

    use super::*;
    use crate::lsp::ext::{Save, SaveParams};
    use crate::lsp::framing;

    #[tokio::test]
    async fn what_came_with_an_answer_is_known_after_it() {
        let mut server = None;
        let (service, socket) = LspService::new(|client| {
            let backend = Backend::new(client, Lifecycle::default());
            server = Some(backend.0.clone());
            backend
        });
        let server = server.expect("the service makes its backend at once");
        let (mut editor, wire) = tokio::io::duplex(1 << 16);
        let (input, output) = tokio::io::split(wire);
        tokio::spawn(tower_lsp::Server::new(input, output, socket).serve(service));
        let uri = "file:///p/crm/actions/get-contact.ts";
        let initialize = json!({ "id": 1, "method": "initialize", "params": { "capabilities": {} } });
        tell(&mut editor, &[initialize]).await;
        until(&mut editor, "\"id\":1").await;
        let document = json!({ "uri": uri, "languageId": "typescript", "version": 1, "text": "old" });
        let opened = json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } });
        tell(&mut editor, &[opened]).await;

        let asking = {
            let server = server.clone();
            tokio::spawn(async move {
                let params = SaveParams { documents: Vec::new() };
                let answer = server.have_done::<Save>(params).await;
                let snapshot = server.snapshot();
                let (_, document) = snapshot.documents.iter().next().expect("it is open");
                (answer.ok().flatten().is_some_and(|it| it.saved), document.version)
            })
        };
        until(&mut editor, "nango/save").await;
        let changes = json!([{ "text": "new" }]);
        let changed = json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": changes });
        tell(
            &mut editor,
            &[
                json!({ "method": "textDocument/didChange", "params": changed }),
                json!({ "id": 0, "result": { "saved": true } }),
            ],
        )
        .await;
        assert_eq!(asking.await.expect("it does not panic"), (true, 2));
    }

    /// Sends messages in one write.
    async fn tell(editor: &mut DuplexStream, messages: &[Value]) {
        let mut bytes = Vec::new();
        for message in messages {
            let mut message = message.clone();
            message["jsonrpc"] = json!("2.0");
            framing::write(&mut bytes, &message).expect("a vector grows");
        }
        editor.write_all(&bytes).await.expect("the server reads");
    }

    /// Reads until something was said.
    async fn until(editor: &mut DuplexStream, said: &str) {
        let mut heard = Vec::new();
        while !String::from_utf8_lossy(&heard).contains(said) {
            assert_ne!(editor.read_buf(&mut heard).await.expect("the server writes"), 0);
        }
    }
}
