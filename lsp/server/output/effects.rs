//! `functions[].effects` of `check --format json`: what each function does.

use flow::{Effects, Fields, Request};
use serde::Serialize;

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What a function does, helpers included. What it does not do is left out.
#[derive(Serialize, Default, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(super) struct EffectsView {
    #[serde(skip_serializing_if = "is_default")]
    requests: Vec<RequestView>,
    #[serde(skip_serializing_if = "is_default")]
    models: ModelsView,
    #[serde(skip_serializing_if = "is_default")]
    metadata: AccessView,
    #[serde(skip_serializing_if = "is_default")]
    checkpoint: AccessView,
    /// Whether the checkpoint is cleared.
    #[serde(skip_serializing_if = "is_default")]
    clears_checkpoint: bool,
    /// The fields that are read of the connection.
    #[serde(skip_serializing_if = "is_default")]
    connection: Option<FieldsView>,
    /// Whether the environment variables are read.
    #[serde(skip_serializing_if = "is_default")]
    environment: bool,
    #[serde(skip_serializing_if = "is_default")]
    triggers: TriggersView,
    /// Whether a dry run really writes something.
    writes: bool,
    /// Whether there may be more than it says.
    partial: bool,
}

#[derive(Serialize, Default, PartialEq)]
#[serde(rename_all = "camelCase")]
struct RequestView {
    /// Null where only a run knows it, as the endpoint.
    method: Option<Box<str>>,
    #[serde(skip_serializing_if = "is_default")]
    base_url: Option<Box<str>>,
    /// What is filled in when it runs stands in braces.
    endpoint: Option<Box<str>>,
    #[serde(skip_serializing_if = "is_default")]
    paginated: bool,
}

#[derive(Serialize, Default, PartialEq)]
#[serde(rename_all = "camelCase")]
struct ModelsView {
    #[serde(skip_serializing_if = "is_default")]
    saved: Vec<Box<str>>,
    #[serde(skip_serializing_if = "is_default")]
    updated: Vec<Box<str>>,
    #[serde(skip_serializing_if = "is_default")]
    deleted: Vec<Box<str>>,
    /// Those of which everything is deleted that was not saved again.
    #[serde(skip_serializing_if = "is_default")]
    deletes_tracked: Vec<Box<str>>,
}

#[derive(Serialize, Default, PartialEq)]
struct AccessView {
    #[serde(skip_serializing_if = "is_default")]
    read: Option<FieldsView>,
    #[serde(skip_serializing_if = "is_default")]
    written: Option<FieldsView>,
}

#[derive(Serialize, Default, PartialEq)]
struct FieldsView {
    fields: Vec<Box<str>>,
    /// Whether other fields may be meant too.
    partial: bool,
}

#[derive(Serialize, Default, PartialEq)]
struct TriggersView {
    #[serde(skip_serializing_if = "is_default")]
    actions: Vec<Box<str>>,
    #[serde(skip_serializing_if = "is_default")]
    syncs: Vec<Box<str>>,
}

impl EffectsView {
    pub(super) fn of(effects: Effects) -> EffectsView {
        EffectsView {
            writes: effects.writes(),
            partial: effects.is_partial(),
            requests: effects.requests.into_iter().map(RequestView::of).collect(),
            models: ModelsView {
                saved: effects.models_saved.into_iter().collect(),
                updated: effects.models_updated.into_iter().collect(),
                deleted: effects.models_deleted.into_iter().collect(),
                deletes_tracked: effects.deletion_windows.into_iter().collect(),
            },
            metadata: AccessView {
                read: FieldsView::of(effects.metadata_read),
                written: FieldsView::of(effects.metadata_written),
            },
            checkpoint: AccessView {
                read: FieldsView::of(effects.checkpoint_read),
                written: FieldsView::of(effects.checkpoint_written),
            },
            clears_checkpoint: effects.clears_checkpoint,
            connection: FieldsView::of(effects.connection_read),
            environment: effects.reads_environment,
            triggers: TriggersView {
                actions: effects.actions_triggered.into_iter().collect(),
                syncs: effects.syncs_triggered.into_iter().collect(),
            },
        }
    }
}

impl RequestView {
    fn of(request: Request) -> RequestView {
        RequestView {
            method: request.method,
            base_url: request.base_url,
            endpoint: request.endpoint,
            paginated: request.is_paginated,
        }
    }
}

impl FieldsView {
    fn of(fields: Fields) -> Option<FieldsView> {
        fields.is_any.then(|| FieldsView {
            fields: fields.names.into_iter().collect(),
            partial: fields.has_more,
        })
    }
}
