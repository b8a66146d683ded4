//! `nango/pick`: one of many.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::request::Request;

/// The request `nango/pick`: the server asks the user to choose from a list.
#[derive(Debug)]
pub enum Pick {}

impl Request for Pick {
    type Params = PickParams;
    type Result = Option<PickResult>;
    const METHOD: &'static str = "nango/pick";
}

/// What there is to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickParams {
    /// What is chosen, one short sentence.
    pub title: String,
    /// What there is, in this order.
    pub offers: Vec<Offer>,
}

/// One of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it is called.
    pub label: String,
    /// What else there is to know; the user searches in it too.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// What the user chose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickResult {
    /// Where it stands in the list, from zero; `None` when the user left it.
    #[serde(default)]
    pub index: Option<usize>,
}
