//! What the client can, and what we offer it.

use syntax::PositionEncoding;
use tower_lsp::ls_types::*;

use super::ext;

/// What the client announced in `initialize`, as far as we act on it. Everything is off until it is announced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientFeatures {
    /// Answers `nango/input` ([`ext::Input`]).
    pub input: bool,
    /// Answers `nango/pick` ([`ext::Pick`]).
    pub pick: bool,
    /// Answers `nango/save` ([`ext::Save`]).
    pub save: bool,
    /// Shows a tree of functions, and is to be told when it has changed ([`ext::functions`]).
    pub functions: bool,
    /// The user does not trust the workspace: nothing of it is run.
    pub is_untrusted: bool,
    /// Answers `workspace/configuration`.
    pub configuration: bool,
    /// Lets us register for `workspace/didChangeConfiguration`.
    pub register_configuration: bool,
    /// Lets us register for `workspace/didChangeWatchedFiles`.
    pub register_watched_files: bool,
    /// Answers `window/workDoneProgress/create` and shows `$/progress`.
    pub progress: bool,
    /// Answers `window/showDocument`.
    pub show_document: bool,
    /// Shows buttons under a message, and lets the user go on meanwhile.
    pub buttons: bool,
    /// Answers `workspace/codeLens/refresh`.
    pub lens_refresh: bool,
    /// Takes `documentChanges` in a workspace edit.
    pub document_changes: bool,
    /// Takes file creations, renames and deletions in `documentChanges`.
    pub resource_operations: bool,
    /// Takes code actions as literals, not only as commands.
    pub action_literals: bool,
    /// Takes a code action without its `edit`, and resolves it with the `data` we sent along.
    pub action_resolve: bool,
    /// Expands snippets in completions.
    pub snippets: bool,
    /// Shows related information of a diagnostic.
    pub related_information: bool,
    /// Shows a diagnostic's tags.
    pub diagnostic_tags: bool,
    /// Shows a diagnostic's `codeDescription`.
    pub code_description: bool,
}

impl ClientFeatures {
    /// Reads them from the parameters of `initialize`.
    pub fn of(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let workspace = capabilities.workspace.clone().unwrap_or_default();
        let document = capabilities.text_document.clone().unwrap_or_default();
        let window = capabilities.window.clone().unwrap_or_default();
        let edit = workspace.workspace_edit.unwrap_or_default();
        let action = document.code_action.unwrap_or_default();
        let publish = document.publish_diagnostics.unwrap_or_default();
        let resolves_edits = action
            .resolve_support
            .is_some_and(|it| it.properties.iter().any(|it| it == "edit"));
        let operations = edit.resource_operations.unwrap_or_default();
        let snippets = document
            .completion
            .and_then(|it| it.completion_item)
            .and_then(|it| it.snippet_support);
        Self {
            input: ext::announced(params, "input").unwrap_or_default(),
            pick: ext::announced(params, "pick").unwrap_or_default(),
            save: ext::announced(params, "save").unwrap_or_default(),
            functions: ext::announced(params, "functions").unwrap_or_default(),
            is_untrusted: ext::announced(params, "trusted") == Some(false),
            configuration: workspace.configuration.unwrap_or_default(),
            register_configuration: registers(
                workspace
                    .did_change_configuration
                    .and_then(|it| it.dynamic_registration),
            ),
            register_watched_files: registers(
                workspace
                    .did_change_watched_files
                    .and_then(|it| it.dynamic_registration),
            ),
            progress: window.work_done_progress.unwrap_or_default(),
            buttons: window.show_message.is_some() && !asks_in_the_way(params),
            show_document: window.show_document.is_some_and(|it| it.support),
            lens_refresh: workspace
                .code_lens
                .and_then(|it| it.refresh_support)
                .unwrap_or_default(),
            document_changes: edit.document_changes.unwrap_or_default(),
            resource_operations: [
                ResourceOperationKind::Create,
                ResourceOperationKind::Rename,
                ResourceOperationKind::Delete,
            ]
            .iter()
            .all(|kind| operations.contains(kind)),
            action_literals: action.code_action_literal_support.is_some(),
            action_resolve: action.data_support.unwrap_or_default() && resolves_edits,
            snippets: snippets.unwrap_or_default(),
            related_information: publish.related_information.unwrap_or_default(),
            diagnostic_tags: publish.tag_support.is_some(),
            code_description: publish.code_description_support.unwrap_or_default(),
        }
    }
}

/// Whether a message with buttons is a question that has to be answered before anything else can be done: a list over the text.
/// That is right for a question, and in the way of everything else. No capability tells it.
fn asks_in_the_way(params: &InitializeParams) -> bool {
    let client = params
        .client_info
        .as_ref()
        .map(|client| client.name.to_ascii_lowercase());
    client.is_some_and(|name| ["neovim", "helix"].contains(&&*name))
}

fn registers(dynamic_registration: Option<bool>) -> bool {
    dynamic_registration.unwrap_or_default()
}

/// UTF-8 when the client has it: then no line has to be read to convert a position. UTF-16 is what every client has.
pub fn negotiate_encoding(params: &InitializeParams) -> PositionEncoding {
    let offered = params
        .capabilities
        .general
        .as_ref()
        .and_then(|general| general.position_encodings.as_deref());
    if offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8)) {
        PositionEncoding::Utf8
    } else {
        PositionEncoding::Utf16
    }
}

/// Characters beside the letters that open a completion: a string in code, a path, a decorator-like scaffold prefix.
const COMPLETION_TRIGGERS: [&str; 3] = ["'", "\"", "/"];

/// What we offer a client with these features.
pub fn server_capabilities(encoding: PositionEncoding, features: &ClientFeatures) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match encoding {
            PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
            PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
            PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(COMPLETION_TRIGGERS.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(if features.action_literals {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    CodeActionKind::SOURCE,
                    // Never the bare `source.fixAll`: editors run that on save for every server at once.
                    FIX_ALL,
                ]),
                resolve_provider: Some(features.action_resolve),
                ..CodeActionOptions::default()
            })
        } else {
            CodeActionProviderCapability::Simple(true)
        }),
        code_lens_provider: Some(CodeLensOptions {
            resolve_provider: Some(false),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: ide::commands().map(|command| command.id.to_owned()).collect(),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                did_create: Some(files_of_functions()),
                did_rename: Some(files_of_functions()),
                did_delete: Some(files_of_functions()),
                ..WorkspaceFileOperationsServerCapabilities::default()
            }),
        }),
        experimental: Some(ext::vocabulary()),
        ..ServerCapabilities::default()
    }
}

/// The kind of our fix-all action.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.nango");

fn files_of_functions() -> FileOperationRegistrationOptions {
    let filter = |glob: &str, matches| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern {
            glob: glob.to_owned(),
            matches: Some(matches),
            options: None,
        },
    };
    FileOperationRegistrationOptions {
        filters: vec![
            filter("**/*.ts", FileOperationPatternKind::File),
            filter(FIXTURES, FileOperationPatternKind::File),
            filter("**", FileOperationPatternKind::Folder),
        ],
    }
}

/// What is kept for dry runs.
const FIXTURES: &str = "**/fixtures/*.json";

/// What is watched for us: sources, fixtures, the files that facts come from, and the settings.
/// `build/` is not here: a run rewrites it, and nothing of ours depends on it.
pub const WATCHED: [&str; 13] = [
    "**/*.ts",
    "**/*.test.json",
    FIXTURES,
    "**/package.json",
    "**/tsconfig.json",
    "**/nango.yaml",
    "**/*.sh",
    "**/README.md",
    "**/.github/workflows/*",
    "**/.gitlab-ci.yml",
    "**/.env",
    "**/nango-lsp.toml",
    "**/.nango",
];

/// The registration for [`WATCHED`].
pub fn watchers() -> Registration {
    let watchers = WATCHED
        .iter()
        .map(|glob| FileSystemWatcher {
            glob_pattern: GlobPattern::String((*glob).to_owned()),
            kind: None,
        })
        .collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    Registration {
        id: "nango-watched-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}

/// The registration for changes of the section `nango` of the settings.
pub fn configuration_changes() -> Registration {
    Registration {
        id: "nango-configuration".to_owned(),
        method: "workspace/didChangeConfiguration".to_owned(),
        register_options: Some(serde_json::json!({ "section": "nango" })),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_button_is_for_clients_that_show_it_beside_the_text() {
        let has_buttons = |client: &str, window: serde_json::Value| {
            let params = json!({ "capabilities": { "window": window }, "clientInfo": { "name": client } });
            ClientFeatures::of(&serde_json::from_value(params).expect("parameters of `initialize`")).buttons
        };
        let buttons = json!({ "showMessage": { "messageActionItem": {} } });
        assert!(has_buttons("Visual Studio Code", buttons.clone()));
        assert!(!has_buttons("Visual Studio Code", json!({})));
        assert!(!has_buttons("Neovim", buttons));
    }
}
