//! Requests to the provider.

use crate::rule::Rule;

pub(crate) mod req_endpoint_missing;
pub(crate) mod req_fetch_url;
pub(crate) mod req_method_on_verb;
pub(crate) mod req_params_type;
pub(crate) mod req_retries_type;
pub(crate) mod req_retryon_without_retries;
pub(crate) mod req_uncontrolled_fetch;

pub(super) static RULES: &[&Rule] = &[
    &req_retryon_without_retries::RULE,
    &req_retries_type::RULE,
    &req_endpoint_missing::RULE,
    &req_method_on_verb::RULE,
    &req_params_type::RULE,
    &req_fetch_url::RULE,
    &req_uncontrolled_fetch::RULE,
];
