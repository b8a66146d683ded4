//! What a function does to the world, as far as its calls on the SDK object say so.

use std::collections::BTreeSet;
use std::fmt;

use project::items::NangoCall;
use project::{FilePath, Items, Workspace};

/// What a function does to the world. Of a call that cannot be read, the worst is supposed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Requests to the provider, through Nango's proxy.
    pub requests: BTreeSet<Request>,
    /// Models whose records are saved or updated. They stay local in a dry run.
    pub models_saved: BTreeSet<Box<str>>,
    /// Models whose records are deleted. They stay local in a dry run.
    pub models_deleted: BTreeSet<Box<str>>,
    /// Whether the metadata of the connection is written: really, even in a dry run.
    pub writes_metadata: bool,
    /// Whether other functions are started: really, even in a dry run.
    pub triggers: bool,
}

/// A request to the provider.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Request {
    /// The HTTP method in upper case; `None` where it cannot be read.
    pub method: Option<Box<str>>,
    /// The endpoint as it is written, substitutions included; `None` where it cannot be read.
    pub endpoint: Option<Box<str>>,
}

/// The effects of the function in `file`, with those of the files of its project that it imports.
pub fn effects(workspace: &Workspace, file: &FilePath) -> Effects {
    let mut effects = Effects::default();
    let project = workspace.project_of(file);
    let mut seen = BTreeSet::from([file.clone()]);
    let mut waiting = vec![file.clone()];
    while let Some(file) = waiting.pop() {
        if let Some(known) = workspace.file(&file) {
            effects.add(&known.items);
        }
        let imports = project.into_iter().flat_map(|project| project.imports_of(&file));
        waiting.extend(
            imports
                .filter(|import| seen.insert((*import).clone()))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }
    effects
}

impl Effects {
    /// Whether something is written that a dry run does not keep local (`NangoActionCLI` and `NangoSyncCLI` of the CLI's
    /// `services/sdk.ts`: only records, checkpoints and deletion tracking are).
    pub fn writes(&self) -> bool {
        self.writes_metadata || self.triggers || self.requests.iter().any(Request::writes)
    }

    /// What is really written, each in a few words.
    pub fn written(&self) -> impl Iterator<Item = String> + '_ {
        let requests = self
            .requests
            .iter()
            .filter(|request| request.writes())
            .map(ToString::to_string);
        let metadata = self.writes_metadata.then(|| "the connection's metadata".to_owned());
        let triggers = self.triggers.then(|| "other functions are started".to_owned());
        requests.chain(metadata).chain(triggers)
    }

    fn add(&mut self, items: &Items) {
        for call in &items.calls {
            self.add_call(call);
        }
    }

    fn add_call(&mut self, call: &NangoCall) {
        let model = || call.model.iter().map(|model| model.text.clone());
        match &*call.method {
            "get" | "post" | "put" | "patch" | "delete" | "proxy" | "paginate" | "uncontrolledFetch" => {
                self.requests.insert(Request {
                    method: call.http_method.clone(),
                    endpoint: call.endpoint.clone(),
                });
            }
            "batchSave" | "batchUpdate" | "batchSend" => self.models_saved.extend(model()),
            "batchDelete" => self.models_deleted.extend(model()),
            "setMetadata" | "updateMetadata" => self.writes_metadata = true,
            "triggerAction" | "triggerSync" | "startSync" => self.triggers = true,
            _ => {}
        }
    }
}

impl Request {
    /// Whether it may change something at the provider.
    pub fn writes(&self) -> bool {
        !matches!(self.method.as_deref(), Some("GET" | "HEAD" | "OPTIONS"))
    }
}

/// What is really written, in a few words: ``POST /contacts, the connection's metadata``.
impl fmt::Display for Effects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<_> = self.written().collect();
        f.write_str(&all.join(", "))
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = self.method.as_deref().unwrap_or("a request");
        write!(
            f,
            "{method} {}",
            self.endpoint.as_deref().unwrap_or("to a computed endpoint")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syntax::SourceFile;

    fn check(body: &str) -> (bool, String) {
        let text = format!("export default createAction({{ exec: async (nango) => {{ {body} }} }});\n");
        let mut effects = Effects::default();
        effects.add(&Items::of(&SourceFile::parse(text)));
        (effects.writes(), effects.to_string())
    }

    #[test]
    fn reading_is_no_effect() {
        for body in [
            "await nango.get({ endpoint: '/a' });",
            "nango.paginate({ endpoint: '/a' });",
            "nango.log('a');",
        ] {
            assert_eq!(check(body), (false, String::new()), "{body}");
        }
    }

    #[test]
    fn records_stay_local() {
        assert_eq!(
            check("await nango.batchSave([], 'A'); await nango.batchDelete([], 'A');"),
            (false, String::new())
        );
    }

    #[test]
    fn what_is_written_is_named() {
        let body = "await nango.post({ endpoint: '/a' }); await nango.delete({ endpoint: `/a/${id}` }); \
                    await nango.setMetadata({}); await nango.triggerAction('crm', 'b');";
        let words = "DELETE /a/${id}, POST /a, the connection's metadata, other functions are started";
        assert_eq!(check(body), (true, words.to_owned()));
    }

    #[test]
    fn a_request_that_cannot_be_read_may_write() {
        assert_eq!(
            check("await nango.proxy(config);"),
            (true, "a request to a computed endpoint".to_owned())
        );
    }
}
