//! What leads to the report of a dry run. Whether there is one is the caller's to know.

use lint::Analysis;
use project::FilePath;

use crate::code_actions::{Assist, AssistKind};
use crate::code_lens::Lens;
use crate::commands::Command;

/// The lens beside that of the run.
pub fn report_lens(analysis: &Analysis, file: &FilePath) -> Option<Lens> {
    let call = analysis.workspace.file(file)?.items.function()?;
    Some(Lens {
        range: *call.callee_span,
        title: "Report".to_owned(),
        command: Command::ShowReport { file: file.clone() },
    })
}

/// The same as a code action.
pub fn report_action(file: &FilePath) -> Assist {
    Assist {
        id: "show-report".to_owned(),
        title: "Show the report of the last dry run".to_owned(),
        kind: AssistKind::Source,
        diagnostics: Vec::new(),
        is_preferred: false,
        command: Some(Command::ShowReport { file: file.clone() }),
    }
}
