//! What a rule says: a diagnostic, the places it points to, and the changes it proposes.

use std::borrow::Cow;

use project::FilePath;
use syntax::{TextEdit, TextRange};

use crate::change::SourceChange;
use crate::rule::{Applicability, Reporter, Rule, Severity};

/// One finding of one rule, in the file that was asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Which rule found it.
    pub rule: &'static Rule,
    /// How serious it is, with the configuration applied.
    pub severity: Severity,
    /// Who else finds this very fault: those of the rule, unless this case is special. The CLI is not among them where it
    /// never looks: in a file that no entry of `index.ts` brings into a bundle.
    pub reporters: Cow<'static, [Reporter]>,
    /// Where, in bytes of its file.
    pub range: TextRange,
    /// One sentence, lower case, no full stop, names in backquotes.
    pub message: String,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What can be done about it, the best first.
    pub fixes: Vec<Fix>,
    /// How an editor may draw it.
    pub tag: Option<Tag>,
}

/// Another place that belongs to a diagnostic.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// The file, which may be another one.
    pub file: FilePath,
    /// Where, in bytes of that file.
    pub range: TextRange,
    /// What is there.
    pub message: String,
}

/// A change that puts a finding right.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// The change, in as many files as it takes.
    pub change: SourceChange,
}

/// How an editor may draw a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Struck through.
    Deprecated,
    /// Faded.
    Unnecessary,
}

impl Diagnostic {
    /// Adds another place.
    pub fn related(&mut self, file: &FilePath, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        self.related.push(Related {
            file: file.clone(),
            range,
            message: message.into(),
        });
        self
    }

    /// Adds a fix.
    pub fn fix(
        &mut self,
        title: impl Into<String>,
        applicability: Applicability,
        change: SourceChange,
    ) -> &mut Diagnostic {
        self.fixes.push(Fix {
            title: title.into(),
            applicability,
            change,
        });
        self
    }

    /// Adds a safe fix of one file.
    pub fn safe_fix(
        &mut self,
        title: impl Into<String>,
        file: &FilePath,
        edits: impl IntoIterator<Item = TextEdit>,
    ) -> &mut Diagnostic {
        self.fix(title, Applicability::Safe, SourceChange::edit(file, edits))
    }

    /// Adds a fix of one file that needs a decision.
    pub fn unsafe_fix(
        &mut self,
        title: impl Into<String>,
        file: &FilePath,
        edits: impl IntoIterator<Item = TextEdit>,
    ) -> &mut Diagnostic {
        self.fix(title, Applicability::Unsafe, SourceChange::edit(file, edits))
    }

    /// Says who else finds it, where that differs from the rule.
    pub fn reported_by(&mut self, reporters: &'static [Reporter]) -> &mut Diagnostic {
        self.reporters = Cow::Borrowed(reporters);
        self
    }

    /// Says that it is less serious than its rule, and who else finds it.
    pub fn merely(&mut self, at_most: Severity, reporters: &'static [Reporter]) -> &mut Diagnostic {
        // The greater, the quieter.
        self.severity = self.severity.max(at_most);
        self.reported_by(reporters)
    }

    /// Takes out who never looks at the file.
    pub(crate) fn not_reported_by(&mut self, absent: impl Fn(Reporter) -> bool) {
        if self.reporters.iter().any(|reporter| absent(*reporter)) {
            self.reporters.to_mut().retain(|reporter| !absent(*reporter));
        }
    }

    /// Says how it may be drawn.
    pub fn tagged(&mut self, tag: Tag) -> &mut Diagnostic {
        self.tag = Some(tag);
        self
    }
}
