//! What the recorder keeps for the tests of a function: `<integration>/tests/<function>.test.json`.

mod hash;

use syntax::json::{Json, JsonKind, Member};

use crate::{FilePath, Function, FunctionKind, Project};

/// The folder of an integration's tests.
const FOLDER: &str = "tests";

/// The folder of an integration's mocks in the layout of old: a folder for each function, and many files in it.
pub(crate) const LEGACY_FOLDER: &str = "mocks";

/// What stands behind the name of a function.
const SUFFIX: &str = ".test.json";

/// The length of a hash: that of SHA-1 in hexadecimal digits.
const HASH_LENGTH: usize = 40;

/// What the path of a file with mocks says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MockName {
    /// The folder of the integration.
    pub integration: FilePath,
    /// What stands before `.test.json`: the name of a function, perhaps behind that of the integration.
    pub stem: Box<str>,
}

/// A request as it was recorded, with its response.
#[derive(Debug, Clone, Copy)]
pub struct RecordedRequest<'a> {
    /// The method, a key.
    pub method: &'a Member,
    /// The path, a key: with a slash before it.
    pub endpoint: &'a Member,
    /// What is recorded: `response`, `status`, `headers`, `hash`, `request`.
    pub entry: &'a Json,
}

impl MockName {
    /// What a path says; none if no mocks lie there.
    pub fn of(file: &FilePath) -> Option<MockName> {
        let stem = file.name().strip_suffix(SUFFIX)?;
        let folder = file.folder().filter(|folder| folder.name() == FOLDER)?;
        Some(MockName {
            integration: folder.folder()?,
            stem: stem.into(),
        })
    }

    /// The name of a function of this integration whose test reads the file, whether or not there is one.
    pub fn is_of(&self, function: &str) -> bool {
        let (stem, integration) = (&*self.stem, self.integration.name());
        let prefixed = stem.strip_prefix(integration).and_then(|rest| rest.strip_prefix('-'));
        stem == function || prefixed == Some(function)
    }
}

impl Project {
    /// The functions whose test reads these mocks: an action and a sync may have one name, and share them. None if the folder
    /// around is no integration.
    pub fn mocked_functions(&self, name: &MockName) -> Option<Vec<&Function>> {
        let integration = self.integrations().find(|it| it.dir == name.integration)?;
        let functions = integration.functions.iter().filter_map(|file| self.function_at(file));
        let has_tests = |function: &&Function| matches!(function.kind, FunctionKind::Action | FunctionKind::Sync);
        Some(
            functions
                .filter(|function| name.is_of(&function.name))
                .filter(has_tests)
                .collect(),
        )
    }

    /// Where the mocks of the function in `file` may be, the place that the recorder writes to first.
    pub fn mocks_of(&self, file: &FilePath) -> Vec<FilePath> {
        let Some(function) = self.function_at(file) else {
            return Vec::new();
        };
        let (integration, name) = (&function.integration, &function.name);
        let names = [format!("{name}{SUFFIX}"), format!("{integration}-{name}{SUFFIX}")];
        let place = |file: String| self.root().join(&format!("{integration}/{FOLDER}/{file}"));
        names.into_iter().map(|file| self.links().real(place(file))).collect()
    }

    /// The folder with the mocks of the function in `file` in the old layout, below the root, if there is one.
    pub fn legacy_mocks_of(&self, file: &FilePath) -> Option<String> {
        let Function { integration, name, .. } = self.function_at(file)?;
        let folder = format!("{integration}/{LEGACY_FOLDER}/{name}");
        let real = self.links().real(self.root().join(&folder));
        let is_there = self.manifest().legacy_mocks.binary_search(&real).is_ok();
        is_there.then_some(folder)
    }
}

impl<'a> RecordedRequest<'a> {
    /// The requests of a file with mocks.
    pub fn all(json: &'a Json) -> Vec<RecordedRequest<'a>> {
        let mut all = Vec::new();
        for method in member(json, "api").map_or(&[][..], |api| members(&api.value)) {
            for endpoint in members(&method.value) {
                let entries = match &endpoint.value.kind {
                    JsonKind::Array(entries) => &entries[..],
                    _ => std::slice::from_ref(&endpoint.value),
                };
                all.extend(entries.iter().map(|entry| RecordedRequest {
                    method,
                    endpoint,
                    entry,
                }));
            }
        }
        all
    }

    /// A property of what is recorded.
    pub fn property(&self, name: &str) -> Option<&'a Member> {
        member(self.entry, name)
    }

    /// The hash, if it has the form of one.
    pub fn hash(&self) -> Option<&'a str> {
        match &self.property("hash")?.value.kind {
            JsonKind::String(hash) if is_hash(hash) => Some(hash),
            _ => None,
        }
    }

    /// Whether the hash is that of the request. None where it cannot be known: there is none, or something of the request is not
    /// kept.
    pub fn has_its_hash(&self) -> Option<bool> {
        let (hash, request) = (self.hash()?, self.property("request")?);
        let identity = hash::Identity {
            method: &self.method.key,
            endpoint: self.endpoint.key.strip_prefix('/').unwrap_or(&self.endpoint.key),
            params: member(&request.value, "params").map_or(&[][..], |params| members(&params.value)),
            headers: member(&request.value, "headers").map_or(&[][..], |headers| members(&headers.value)),
            data: member(&request.value, "data").map(|data| &data.value),
        };
        identity.hashes().map(|mut hashes| hashes.any(|own| own == hash))
    }
}

/// Whether a text has the form of a hash: 40 hexadecimal digits in lower case.
pub fn is_hash(text: &str) -> bool {
    text.len() == HASH_LENGTH && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
}

/// The property of that name.
pub fn member<'a>(json: &'a Json, name: &str) -> Option<&'a Member> {
    members(json).iter().rfind(|member| *member.key == *name)
}

/// The properties of an object; of anything else none.
pub fn members(json: &Json) -> &[Member] {
    match &json.kind {
        JsonKind::Object(members) => members,
        _ => &[],
    }
}
