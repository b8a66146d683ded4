//! The texts of new functions, filled from the place where the file is.
//!
//! Each is a snippet in `texts/`, and compiles as it stands (`tests/scaffolds/verify.mjs` asks the real CLI). They follow
//! what Nango's guides say today: no `endpoint(s)`, `syncType` and `trackDeletes`, which are deprecated; checkpoints of
//! plain values; a deletion window that nothing can close early. Conventions are those of seeds S0 (action with
//! `ActionError`, link to the API above the endpoint, explicit retries) and S3 (sync with checkpoint).

mod names;
mod snippet;
#[cfg(test)]
mod tests;

use project::FunctionKind;

pub(crate) use names::{is_valid_model_name, model_name};
pub(crate) use snippet::escape;

/// A text for a new function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scaffold {
    /// An action that gets one thing from the provider.
    Action,
    /// A sync that asks for what has changed since a time.
    SyncTimestamp,
    /// A sync that reads on from the cursor of a feed of changes.
    SyncCursor,
    /// A sync that reads everything, page by page, and detects what was deleted.
    SyncFull,
    /// A sync that is kept fresh by webhooks.
    SyncWebhook,
    /// What happens after a connection was created.
    PostConnectionCreation,
    /// What happens before a connection is deleted.
    PreConnectionDeletion,
    /// What decides whether a connection is valid.
    ValidateConnection,
}

/// What a scaffold is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Blanks<'a> {
    /// The folder of the integration.
    pub(crate) integration: &'a str,
    /// The name of the function: of its file, without the extension.
    pub(crate) name: &'a str,
    /// The name of the model that a sync fills.
    pub(crate) model: &'a str,
    /// Whether the project writes `import * as z from 'zod'`.
    pub(crate) zod_namespace: bool,
}

/// An import that a scaffold needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NeededImport {
    /// The name that it uses.
    pub(crate) name: &'static str,
    /// Where the name comes from.
    pub(crate) package: &'static str,
    /// Whether it is `* as name`.
    pub(crate) is_namespace: bool,
}

/// A filled scaffold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled {
    /// Its imports, in their order.
    pub(crate) imports: [NeededImport; 2],
    /// The text after the imports, as a snippet, with LF as line ends.
    body: String,
}

impl Scaffold {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Scaffold; 8] = [
        Scaffold::Action,
        Scaffold::SyncTimestamp,
        Scaffold::SyncCursor,
        Scaffold::SyncFull,
        Scaffold::SyncWebhook,
        Scaffold::PostConnectionCreation,
        Scaffold::PreConnectionDeletion,
        Scaffold::ValidateConnection,
    ];

    /// Those of one kind, the one that is taken when nothing else is said first. None for `createFunction`, which is
    /// experimental.
    pub fn of_kind(kind: FunctionKind) -> impl Iterator<Item = Scaffold> {
        Scaffold::ALL
            .into_iter()
            .filter(move |scaffold| scaffold.kind() == kind)
    }

    /// The scaffold of this [`id`](Scaffold::id).
    pub fn from_id(id: &str) -> Option<Scaffold> {
        Scaffold::ALL.into_iter().find(|scaffold| scaffold.id() == id)
    }

    /// Its stable name, for commands.
    pub fn id(self) -> &'static str {
        match self {
            Scaffold::Action => "action",
            Scaffold::SyncTimestamp => "sync-timestamp",
            Scaffold::SyncCursor => "sync-cursor",
            Scaffold::SyncFull => "sync-full",
            Scaffold::SyncWebhook => "sync-webhook",
            Scaffold::PostConnectionCreation => "post-connection-creation",
            Scaffold::PreConnectionDeletion => "pre-connection-deletion",
            Scaffold::ValidateConnection => "validate-connection",
        }
    }

    /// What it makes.
    pub fn kind(self) -> FunctionKind {
        match self {
            Scaffold::Action => FunctionKind::Action,
            Scaffold::SyncTimestamp | Scaffold::SyncCursor | Scaffold::SyncFull | Scaffold::SyncWebhook => {
                FunctionKind::Sync
            }
            Scaffold::PostConnectionCreation | Scaffold::PreConnectionDeletion | Scaffold::ValidateConnection => {
                FunctionKind::OnEvent
            }
        }
    }

    /// How it is called in a list. It begins with the name of the create call, which is what people type.
    pub fn label(self) -> &'static str {
        match self {
            Scaffold::Action => "createAction: get one record",
            Scaffold::SyncTimestamp => "createSync: incremental by timestamp",
            Scaffold::SyncCursor => "createSync: incremental by cursor",
            Scaffold::SyncFull => "createSync: full refresh with deletion detection",
            Scaffold::SyncWebhook => "createSync: webhook",
            Scaffold::PostConnectionCreation => "createOnEvent: post-connection-creation",
            Scaffold::PreConnectionDeletion => "createOnEvent: pre-connection-deletion",
            Scaffold::ValidateConnection => "createOnEvent: validate-connection",
        }
    }

    /// When to take it, in one sentence.
    pub fn description(self) -> &'static str {
        match self {
            Scaffold::Action => "An action that gets one record from the provider and returns it, typed and validated.",
            Scaffold::SyncTimestamp => {
                "A sync for a provider that can list what changed since a time; the checkpoint is the newest change saved."
            }
            Scaffold::SyncCursor => {
                "A sync for a provider with a feed of changes; the checkpoint is the cursor behind the last page saved."
            }
            Scaffold::SyncFull => {
                "A sync for a provider that can only list everything; what is no longer listed is marked as deleted, and an \
                 interrupted run resumes at its page."
            }
            Scaffold::SyncWebhook => {
                "A sync that saves what the provider sends, and once a day fetches what a lost webhook has left out."
            }
            Scaffold::PostConnectionCreation => {
                "A function that runs when a connection was created; it keeps the account's id in the metadata."
            }
            Scaffold::PreConnectionDeletion => {
                "A function that runs before a connection is deleted; it removes the provider's webhooks, and can be repeated."
            }
            Scaffold::ValidateConnection => {
                "A function that checks a new connection, and refuses it by throwing an `ActionError`."
            }
        }
    }

    /// The text of a new function. `blanks` may hold any text; it cannot break out of the strings it is put into.
    pub(crate) fn fill(self, blanks: Blanks<'_>) -> Filled {
        let subject = names::subject(blanks.name);
        let words = names::words(blanks.name);
        let mut body = body(self.text()).to_owned();
        for (blank, value) in [
            ("{{integration}}", &*one_line(blanks.integration)),
            ("{{model}}", blanks.model),
            (
                "{{sentence}}",
                &*names::sentence(if words.is_empty() { &subject } else { &words }),
            ),
            ("{{subject}}", &*subject.join(" ")),
            ("{{path}}", &*subject.join("-")),
            ("{{key}}", &*subject.join("_")),
        ] {
            body = body.replace(blank, &escape(value));
        }
        let create = NeededImport {
            name: self.kind().create_name(),
            package: "nango",
            is_namespace: false,
        };
        let zod = NeededImport {
            name: "z",
            package: "zod",
            is_namespace: blanks.zod_namespace,
        };
        Filled {
            imports: [create, zod],
            body,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Scaffold::Action => include_str!("scaffold/texts/action.ts.in"),
            Scaffold::SyncTimestamp => include_str!("scaffold/texts/sync-timestamp.ts.in"),
            Scaffold::SyncCursor => include_str!("scaffold/texts/sync-cursor.ts.in"),
            Scaffold::SyncFull => include_str!("scaffold/texts/sync-full.ts.in"),
            Scaffold::SyncWebhook => include_str!("scaffold/texts/sync-webhook.ts.in"),
            Scaffold::PostConnectionCreation => include_str!("scaffold/texts/post-connection-creation.ts.in"),
            Scaffold::PreConnectionDeletion => include_str!("scaffold/texts/pre-connection-deletion.ts.in"),
            Scaffold::ValidateConnection => include_str!("scaffold/texts/validate-connection.ts.in"),
        }
    }
}

impl Filled {
    /// The text after the imports, with tab stops.
    pub(crate) fn snippet(&self) -> &str {
        &self.body
    }

    /// The text after the imports, without tab stops.
    pub(crate) fn plain(&self) -> String {
        snippet::plain(&self.body)
    }

    /// A whole file, without tab stops.
    pub(crate) fn file(&self) -> String {
        let [create, zod] = self.imports.map(|import| import.line());
        format!("{create}\n{zod}\n\n{}", self.plain())
    }
}

impl NeededImport {
    /// The line that imports it, without its line end.
    pub(crate) fn line(&self) -> String {
        let NeededImport {
            name,
            package,
            is_namespace,
        } = self;
        if *is_namespace {
            format!("import * as {name} from '{package}';")
        } else {
            format!("import {{ {name} }} from '{package}';")
        }
    }
}

/// A scaffold's text without its imports, which [`Filled::imports`] holds: a file that has them gets none twice.
fn body(text: &str) -> &str {
    text.split_once("\n\n").map_or(text, |(_, body)| body)
}

/// `text` without what would end a string or a line.
fn one_line(text: &str) -> String {
    let ends = |char: char| char.is_control() || matches!(char, '\'' | '\\' | '`' | '\u{2028}' | '\u{2029}');
    text.chars().filter(|char| !ends(*char)).collect()
}
