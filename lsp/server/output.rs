//! Reports of `check`, one file a format.

pub mod agent;
mod bases;
mod effects;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod summary;
pub mod text;

use std::io;

use clap::ValueEnum;
use lint::{Analysis, Applicability, Diagnostic, Severity};
use project::FilePath;
use project::load::Problem;
use syntax::{PositionEncoding, TextRange};

pub use self::bases::{Bases, current_folder};
use crate::sources::Sources;

/// How a report is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people, with the source beside it
    #[default]
    Text,
    /// For programs
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For GitHub Actions: annotations of a pull request
    Github,
    /// For GitLab: a code quality report
    Gitlab,
    /// For CI systems that show tests: JUnit XML
    Junit,
    /// For coding agents: one line a finding, with what to do
    Agent,
}

/// What `check` has found, to be printed in one of the formats.
#[derive(Debug)]
pub struct Report<'a> {
    /// Everything that is known of the projects.
    pub analysis: &'a Analysis,
    /// Texts and their lines.
    pub sources: &'a Sources<'a>,
    /// The projects' roots, sorted.
    pub roots: Vec<FilePath>,
    /// The files that were looked at, sorted.
    pub files: Vec<FilePath>,
    /// The findings, sorted by path and place.
    pub findings: Vec<(FilePath, Diagnostic)>,
    /// What could not be read.
    pub problems: Vec<(FilePath, Problem)>,
    /// What is at least this severe makes the check fail.
    pub fails_at: Severity,
    /// What paths are shown relative to.
    pub bases: Bases,
}

/// A range in lines and columns, both from 1, columns in UTF-16 units, as TypeScript counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The first line.
    pub line: u32,
    /// The first column.
    pub column: u32,
    /// The last line.
    pub end_line: u32,
    /// The column behind the last one.
    pub end_column: u32,
}

impl Report<'_> {
    /// Writes the whole report.
    ///
    /// # Errors
    ///
    /// Those of `out`: what is reported can be written as JSON.
    pub fn write(&self, format: ReportFormat, out: &mut dyn io::Write) -> io::Result<()> {
        let text = match format {
            ReportFormat::Text => text::render(self),
            ReportFormat::Json => {
                json::write(self, out)?;
                "\n".to_owned()
            }
            ReportFormat::Sarif => sarif::render(self)? + "\n",
            ReportFormat::Github => github::render(self),
            ReportFormat::Gitlab => gitlab::render(self)? + "\n",
            ReportFormat::Junit => junit::render(self),
            ReportFormat::Agent => agent::render(self),
        };
        out.write_all(text.as_bytes())
    }

    /// Where a range lies; the top of the file where its lines are not known.
    pub fn place(&self, file: &FilePath, range: TextRange) -> Place {
        let lines = self.sources.lines(file);
        let position = |offset| {
            let position = lines
                .as_ref()
                .map(|lines| lines.position(offset, PositionEncoding::Utf16));
            position.map_or((1, 1), |it| (it.line + 1, it.character + 1))
        };
        let ((line, column), (end_line, end_column)) = (position(range.start()), position(range.end()));
        Place {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// Whether a finding makes the check fail.
    pub fn fails(&self, found: &Diagnostic) -> bool {
        found.severity <= self.fails_at
    }
}

impl ReportFormat {
    /// Whether it is read beside a checkout of the repository, and therefore names files as the repository does.
    pub fn is_for_ci(self) -> bool {
        !matches!(self, Self::Text | Self::Json)
    }
}

/// Whether `--fix` takes care of it.
pub fn is_fixable(diagnostic: &Diagnostic) -> bool {
    diagnostic
        .fixes
        .iter()
        .any(|fix| fix.applicability == Applicability::Safe)
}

/// A message of several lines on one.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
