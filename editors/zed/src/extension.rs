//! nango-lsp in Zed: which program is started, and what it is told. All else is the server's.

mod release;

use zed_extension_api::serde_json::Value;
use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

/// The extension.
struct Nango {
    /// What was downloaded or found in the extension's folder, once it was.
    downloaded: Option<String>,
}

impl zed::Extension for Nango {
    fn new() -> Self {
        Nango { downloaded: None }
    }

    /// The program of the settings, else the one on `PATH`, else the one of the latest release.
    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = settings(id, worktree).and_then(|settings| settings.binary);
        let path = binary.as_ref().and_then(|binary| binary.path.clone());
        let command = match path.or_else(|| worktree.which(PROGRAM)) {
            Some(program) => program,
            None => self.of_release(id)?,
        };
        let mut env = worktree.shell_env();
        let own = binary.as_ref().and_then(|binary| binary.env.clone());
        env.extend(own.into_iter().flatten());
        Ok(Command {
            command,
            args: binary.and_then(|binary| binary.arguments).unwrap_or_default(),
            env,
        })
    }

    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(settings(id, worktree).and_then(|settings| settings.initialization_options))
    }

    /// As the server asks for it: the section `nango` is a key of it.
    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(settings(id, worktree).and_then(|settings| settings.settings))
    }
}

/// The name of the server's program.
const PROGRAM: &str = "nango-lsp";

impl Nango {
    fn of_release(&mut self, id: &LanguageServerId) -> Result<String> {
        if let Some(program) = self.downloaded.as_ref().filter(|program| release::is_file(program)) {
            return Ok(program.clone());
        }
        let program = release::install(id).map_err(|why| {
            format!("{PROGRAM} is not on the PATH, and could not be downloaded: {why}; install it, or set `lsp.{id}.binary.path`")
        })?;
        self.downloaded = Some(program.clone());
        Ok(program)
    }
}

/// What the user has set under `lsp.nango-lsp`. Settings that cannot be read are Zed's to report.
fn settings(id: &LanguageServerId, worktree: &Worktree) -> Option<LspSettings> {
    LspSettings::for_worktree(id.as_ref(), worktree).ok()
}

zed::register_extension!(Nango);
