//! What the file of a rule needs.

pub(crate) use project::items::{
    Argument, CalleeForm, Claim, CreateCall, DefaultForm, Definition, ExportForm, KeyForm, Property, Value,
};
pub(crate) use project::manifest::{DependencyKind, ModuleType, Version};
pub(crate) use project::registry::{Entry, EntryTarget, WhyUnmatched};
pub(crate) use project::{FilePath, Function, FunctionKind, ProjectKind};
pub(crate) use syntax::{LineIndex, PositionEncoding, TextEdit, TextRange, TextSize};

pub(crate) use crate::change::{FileEdit, SourceChange};
pub(crate) use crate::context::{
    FileContext, FixtureContext, IndexContext, MockContext, ProjectContext, Scope, Settled, StrayContext, SyntaxContext,
};
pub(crate) use crate::node_kind::NodeKind;
pub(crate) use crate::rule::{Applicability, Levels, Reporter, Severity, Visit};
pub(crate) use crate::{declare_rule, places, words};
