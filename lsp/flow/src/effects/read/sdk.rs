//! Calls on the SDK object (`NangoActionBase` and `NangoSyncBase` of `@nangohq/runner-sdk`).

use std::borrow::Cow;

use super::Reader;
use crate::effects::deeds::{V, Value, Verb, What};

/// What is read of a configuration.
const CONFIGURATION: [&str; 4] = ["method", "baseUrlOverride", "endpoint", "url"];

/// The methods that have no effect of their own.
const WITHOUT_EFFECT: [&str; 13] = [
    "getFlowAttributes",
    "getIntegration",
    "getRecordsByIds",
    "getWebhookURL",
    "listRecords",
    "log",
    "modelFullName",
    "releaseAllLocks",
    "releaseLock",
    "setLogger",
    "setMergingStrategy",
    "tryAcquireLock",
    "zodValidateInput",
];

/// The methods that have one.
const WITH_EFFECT: [&str; 31] = [
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "proxy",
    "paginate",
    "uncontrolledFetch",
    "batchSave",
    "batchSend",
    "batchUpdate",
    "batchDelete",
    "trackDeletesStart",
    "trackDeletesEnd",
    "deleteRecordsFromPreviousExecutions",
    "getMetadata",
    "setMetadata",
    "updateMetadata",
    "getFieldMapping",
    "setFieldMapping",
    "getCheckpoint",
    "saveCheckpoint",
    "clearCheckpoint",
    "triggerAction",
    "triggerSync",
    "startSync",
    "getConnection",
    "getToken",
    "getEnvironmentVariables",
    "invoke",
    "createConnection",
];

/// Whether the SDK object has a method of that name that does something.
pub(super) fn is_method(name: &str) -> bool {
    WITH_EFFECT.contains(&name)
}

impl<'a> Reader<'a> {
    /// `on.method(args)`, where `on` is the SDK object, or may be; and what the call gives.
    pub(super) fn sdk_call(&mut self, on: V, method: &str, args: &[V]) -> V {
        let arg = |at: usize| args.get(at).copied().unwrap_or(V::ABSENT);
        let verb = match method {
            "get" => Some(Verb::Get),
            "post" => Some(Verb::Post),
            "put" => Some(Verb::Put),
            "patch" => Some(Verb::Patch),
            "delete" => Some(Verb::Delete),
            "proxy" => Some(Verb::Configured),
            "paginate" => Some(Verb::Paginated),
            "uncontrolledFetch" => Some(Verb::Fetched),
            _ => None,
        };
        if let Some(verb) = verb {
            let config = self.only(arg(0), &CONFIGURATION);
            self.act(on, What::Requests(verb, config));
            return V::OTHER;
        }
        let what = match method {
            "batchSave" | "batchSend" => What::Saves(arg(1)),
            "batchUpdate" => What::Updates(arg(1)),
            "batchDelete" => What::Deletes(arg(1)),
            "trackDeletesStart" => What::Opens(arg(0)),
            "trackDeletesEnd" | "deleteRecordsFromPreviousExecutions" => What::Closes(arg(0)),
            "getMetadata" => {
                self.act(on, What::ReadsMetadata);
                return V::METADATA;
            }
            "setMetadata" | "updateMetadata" => What::WritesMetadata(self.shape(arg(0))),
            "setFieldMapping" => {
                let mapping = (Some(Cow::Borrowed("fieldMapping")), V::OTHER);
                What::WritesMetadata(self.values.add(Value::Object([mapping].into())))
            }
            "getFieldMapping" => {
                self.act(on, What::ReadsMetadata);
                let field = self.values.text("fieldMapping");
                self.act(V::METADATA, What::ReadsField(field));
                return V::OTHER;
            }
            "getCheckpoint" => {
                self.act(on, What::ReadsCheckpoint);
                return V::CHECKPOINT;
            }
            "saveCheckpoint" => What::SavesCheckpoint(self.shape(arg(0))),
            "clearCheckpoint" => What::ClearsCheckpoint,
            "triggerAction" => What::TriggersAction(arg(2)),
            "triggerSync" => What::TriggersSync(self.sync_name(arg(2))),
            "startSync" => {
                let sync = self.values.element(arg(1));
                What::TriggersSync(self.sync_name(sync))
            }
            "getConnection" => {
                self.act(on, What::ReadsConnection);
                return V::CONNECTION;
            }
            "getToken" => What::ReadsConnection,
            "getEnvironmentVariables" => What::ReadsEnvironment,
            "zodValidateInput" => {
                let input = self.values.member(arg(0), Cow::Borrowed("input"));
                let entries = [(Some(Cow::Borrowed("data")), input)];
                return self.values.add(Value::Object(entries.into()));
            }
            _ if WITHOUT_EFFECT.contains(&method) => return V::OTHER,
            // A method that we do not know.
            _ => What::Hides,
        };
        self.act(on, what);
        V::OTHER
    }

    /// `'deals'` or `{ name: 'deals', variant }`.
    fn sync_name(&mut self, sync: V) -> V {
        match self.values.get(sync) {
            Value::Object(_) => self.values.member(sync, Cow::Borrowed("name")),
            _ => sync,
        }
    }
}
