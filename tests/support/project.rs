//! Small Nango projects in temporary folders, and edits as an editor applies them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

/// A Nango project; gone when it is dropped.
pub struct Project {
    folder: TempDir,
}

/// An action without a fault.
pub const ACTION: &str = "\
import { createAction } from 'nango';
import * as z from 'zod';

const action = createAction({
    description: 'Gets a contact',
    version: '1.0.0',
    input: z.object({ id: z.string() }),
    output: z.object({ id: z.string() }),
    scopes: [],
    exec: async (nango, input) => {
        await nango.log(input.id);
        return { id: input.id };
    }
});

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0];
export default action;
";

impl Project {
    /// A project of these files; `.nango/` and `package.json` come by themselves.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let project = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        project.write(".nango/.gitkeep", "");
        project.write(
            "package.json",
            "{\n    \"type\": \"module\",\n    \"devDependencies\": { \"nango\": \"0.71.10\", \"zod\": \"4.3.6\" }\n}\n",
        );
        project.write(".env", "NANGO_SECRET_KEY_DEV=planted-secret\n");
        project.write(".gitignore", ".env\nnode_modules\nbuild\n");
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    /// One registered action, `crm/actions/get-contact.ts`.
    pub fn registered() -> Self {
        Self::new(&[
            ("index.ts", "import './crm/actions/get-contact.js';\n"),
            ("crm/actions/get-contact.ts", ACTION),
        ])
    }

    /// One registered action and one that is not, `crm/actions/find-contact.ts`.
    pub fn unregistered() -> Self {
        let project = Self::registered();
        project.write(
            "crm/actions/find-contact.ts",
            &ACTION.replace("Gets a contact", "Finds a contact"),
        );
        project
    }

    /// The root.
    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder exists")
    }

    /// The path of a file.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root().join(relative)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, relative: &str, text: &str) -> PathBuf {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    }

    /// The text of a file.
    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).expect("a file")
    }
}

/// The text after LSP text edits with UTF-16 positions, as an editor applies them.
pub fn apply(text: &str, edits: &[Value]) -> String {
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("a line") as usize;
        let character = position["character"].as_u64().expect("a character") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = 0;
        text[start..]
            .char_indices()
            .find(|(_, char)| {
                let found = units >= character;
                units += char.len_utf16();
                found
            })
            .map_or(text.len(), |(at, _)| start + at)
    };
    let mut edits: Vec<_> = edits
        .iter()
        .map(|edit| {
            (
                offset(&edit["range"]["start"]),
                offset(&edit["range"]["end"]),
                edit["newText"].as_str().unwrap(),
            )
        })
        .collect();
    edits.sort_by_key(|edit| edit.0);
    let mut result = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        result.replace_range(start..end, new);
    }
    result
}

/// The edits that a workspace edit makes to one document, and the version that it was made for.
pub fn edits_of(edit: &Value, uri: &str) -> (Vec<Value>, Option<i64>) {
    if let Some(edits) = edit["changes"][uri].as_array() {
        return (edits.clone(), None);
    }
    let changes = edit["documentChanges"].as_array().cloned().unwrap_or_default();
    let change = changes.iter().find(|change| change["textDocument"]["uri"] == uri);
    let change = change.unwrap_or_else(|| panic!("no edit of {uri} in {edit}"));
    (
        change["edits"].as_array().cloned().unwrap_or_default(),
        change["textDocument"]["version"].as_i64(),
    )
}

/// All files under a folder, relative to it.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => found.push(path.strip_prefix(folder).expect("below it").to_owned()),
            }
        }
    }
    found.sort();
    found
}
