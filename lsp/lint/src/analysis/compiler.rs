//! What the compiler of the CLI itself says, as a diagnostic.

use std::borrow::Cow;

use project::FilePath;
use syntax::TextRange;

use super::Analysis;
use crate::diagnostic::Diagnostic;
use crate::rule::{Level, Reporter};
use crate::rules::cli::cli_compile_error;

impl Analysis {
    /// A fault that `nango compile` reports and that no rule knows; none where the configuration silences them.
    pub fn compile_error(
        &self,
        file: &FilePath,
        range: TextRange,
        message: String,
        reporters: &'static [Reporter],
    ) -> Option<Diagnostic> {
        let rule = &cli_compile_error::RULE;
        let project = self.workspace.project_of(file);
        let settings = project.map_or(self.settings(), |project| self.settings_of(project.root()));
        let place = project.and_then(|project| file.relative_to(project.root()));
        let Level::On(severity) = settings.level(rule, place.unwrap_or(file.as_str()), self.audience) else {
            return None;
        };
        Some(Diagnostic {
            rule,
            severity,
            reporters: Cow::Borrowed(reporters),
            range,
            message,
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        })
    }
}
