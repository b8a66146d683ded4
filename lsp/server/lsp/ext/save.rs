//! `nango/save`: what is not saved is.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::Uri;
use tower_lsp::ls_types::request::Request;

/// The request `nango/save`: the user wants these documents saved before something is run.
#[derive(Debug)]
pub enum Save {}

impl Request for Save {
    type Params = SaveParams;
    type Result = Option<SaveResult>;
    const METHOD: &'static str = "nango/save";
}

/// What is to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveParams {
    /// Open documents.
    pub documents: Vec<Uri>,
}

/// What became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveResult {
    /// Whether all of them are saved now.
    #[serde(default)]
    pub saved: bool,
}
