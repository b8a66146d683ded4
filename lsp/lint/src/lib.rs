//! What is wrong with a project: rules, diagnostics, fixes, suppressions, configuration.
//!
//! An [`Analysis`] is the value that every feature reads: the workspace, what the rules found in each file while its tree
//! was alive, and the configuration. [`Analysis::diagnose`] is pure.

mod analysis;
mod catalogue;
mod change;
mod context;
mod diagnostic;
mod directive;
mod eslint;
mod findings;
mod flow_faults;
mod node_kind;
mod pagination;
mod places;
mod prelude;
mod request;
mod rivals;
mod rule;
mod rules;
mod schemas;
mod sdk_call;
pub mod settings;
mod statements;
mod suppression;
mod tables;
#[cfg(test)]
mod testing;
mod words;

pub use analysis::{Analysis, Loaded};
pub use catalogue::catalogue;
pub use change::{FileEdit, SourceChange};
pub use context::{
    FileContext, FixtureContext, IndexContext, MockContext, ProjectContext, Scope, Settled, StrayContext, SyntaxContext,
};
pub use diagnostic::{Diagnostic, Fix, Related, Tag};
pub use eslint::PLUGIN as ESLINT_PLUGIN;
pub use findings::{Findings, examine};
pub use node_kind::NodeKind;
pub use rivals::Rivals;
pub use rule::{Applicability, Level, Levels, Measured, Reach, Reporter, Rule, Severity, Visit};
pub use rules::{all as rules, find as rule};
pub use settings::{Audience, Settings};
pub use suppression::{suppress_file, suppress_line};
