//! Requests to the provider.

use crate::rule::Rule;

pub(crate) mod req_absolute_endpoint;
pub(crate) mod req_config_type;
pub(crate) mod req_doc_link;
pub(crate) mod req_endpoint_missing;
pub(crate) mod req_fetch_url;
pub(crate) mod req_get_with_data;
pub(crate) mod req_method_on_verb;
pub(crate) mod req_paginate_on_single_call;
pub(crate) mod req_params_type;
pub(crate) mod req_query_in_endpoint;
pub(crate) mod req_redundant_retry_on;
pub(crate) mod req_retries_missing;
pub(crate) mod req_retries_on_write;
pub(crate) mod req_retries_too_high;
pub(crate) mod req_retries_type;
pub(crate) mod req_retryon_without_retries;
pub(crate) mod req_uncontrolled_fetch;
pub(crate) mod req_untyped_response;

pub(super) static RULES: &[&Rule] = &[
    &req_retryon_without_retries::RULE,
    &req_retries_type::RULE,
    &req_endpoint_missing::RULE,
    &req_absolute_endpoint::RULE,
    &req_method_on_verb::RULE,
    &req_params_type::RULE,
    &req_fetch_url::RULE,
    &req_uncontrolled_fetch::RULE,
    &req_retries_missing::RULE,
    &req_retries_too_high::RULE,
    &req_retries_on_write::RULE,
    &req_redundant_retry_on::RULE,
    &req_query_in_endpoint::RULE,
    &req_doc_link::RULE,
    &req_config_type::RULE,
    &req_paginate_on_single_call::RULE,
    &req_get_with_data::RULE,
    &req_untyped_response::RULE,
];
