//! What the functions of one file do, as far as that file says: kept of closed files too, and put together on demand.

/// What the functions of one file do with what they are handed. A pure function of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Deeds {
    /// The values with parts: those behind [`Value::PLAIN`].
    pub(super) values: Box<[Value<Box<str>>]>,
    pub(super) functions: Box<[FunctionDeeds]>,
    /// The functions that the create call of the file is handed, by their property: `exec`.
    /// One that does nothing is [`V::ABSENT`], here and among the exports.
    pub(super) handlers: Box<[(Box<str>, V)]>,
    /// What other files see of it, by name: functions, and what it passes on from others. `*` is all of another file.
    pub(super) exports: Box<[(Box<str>, V)]>,
}

/// What one function does.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct FunctionDeeds {
    pub(super) acts: Box<[Act]>,
    /// What it returns, if that is of use to who calls it.
    pub(super) returns: V,
    /// The parameters, as bits, of which it is written down what is read of them.
    pub(super) tracks: u32,
}

/// One thing that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Act {
    /// With what: the SDK object, metadata, something that was handed over.
    pub(super) on: V,
    pub(super) what: What,
}

/// What is done. Only with the SDK object, if it is a call of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Requests(Verb, V),
    /// `batchSave` or `batchSend` of a model.
    Saves(V),
    Updates(V),
    Deletes(V),
    /// `trackDeletesStart`.
    Opens(V),
    /// `trackDeletesEnd`, and its predecessor: what was not saved since is deleted.
    Closes(V),
    ReadsMetadata,
    WritesMetadata(V),
    ReadsCheckpoint,
    SavesCheckpoint(V),
    ClearsCheckpoint,
    TriggersAction(V),
    TriggersSync(V),
    ReadsConnection,
    ReadsEnvironment,
    /// A property of metadata, a checkpoint or the connection.
    ReadsField(V),
    /// What stands there is a call of another function, and is made.
    Runs,
    /// It is handed to something that is not looked into.
    Hides,
}

/// Where the method of a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    /// `proxy`: the configuration says it.
    Configured,
    /// `paginate`: the configuration says it.
    Paginated,
    /// `uncontrolledFetch`: the options say it, and the whole address.
    Fetched,
}

/// A handle of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(super) struct V(pub(super) u16);

impl V {
    /// The handles of the values without parts.
    pub(super) const OTHER: V = V(0);
    pub(super) const ABSENT: V = V(1);
    pub(super) const SDK: V = V(2);
    pub(super) const METADATA: V = V(3);
    pub(super) const CHECKPOINT: V = V(4);
    pub(super) const CONNECTION: V = V(5);
}

/// What is known of a value before anything runs. `S` is a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Value<S> {
    /// Nothing.
    Other,
    /// It is not there.
    Absent,
    Sdk,
    /// What `getMetadata` gives.
    Metadata,
    /// What `getCheckpoint` gives.
    Checkpoint,
    /// What `getConnection` gives.
    Connection,
    /// A text. What is filled in when it runs stands in braces: `/deals/{id}`.
    Text(S),
    /// One text after the other.
    Join(Box<[V]>),
    /// The text that a value is; if it is none, its name in braces.
    Hole(V, S),
    /// What the function is handed.
    Param(u8),
    Member(V, S),
    /// Properties in their order; without a name, what is spread. Of an array the names are numbers.
    Object(Box<[(Option<S>, V)]>),
    /// One or the other.
    Either(V, V),
    /// The first, or where that is absent, the second.
    Or(V, V),
    /// A function of the file.
    Function(u16),
    /// What a module exports under a name; all of it is `*`.
    Import(Box<(S, S)>),
    /// What a call gives.
    Called(V, Box<[V]>),
    /// A function that stands in another: what it does is that one's doing. Of the reader alone.
    Inner(u16),
}

impl<S> Value<S> {
    /// The values that every file has, at the handles of [`V`].
    pub(super) const PLAIN: [Value<S>; 6] = [
        Value::Other,
        Value::Absent,
        Value::Sdk,
        Value::Metadata,
        Value::Checkpoint,
        Value::Connection,
    ];
}

/// The values that no file has to keep.
static PLAIN: [Value<Box<str>>; 6] = Value::PLAIN;

impl Deeds {
    pub(super) fn value(&self, v: V) -> &Value<Box<str>> {
        let at = v.0 as usize;
        match PLAIN.get(at) {
            Some(plain) => plain,
            None => &self.values[at - PLAIN.len()],
        }
    }
}
