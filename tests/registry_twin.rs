//! Our registry beside the real CLI's: the recorded answers of `nango compile` to hundreds of variants of `index.ts`.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use project::items::{Argument, DefaultForm, ExportForm};
use project::registry::EntryTarget;
use project::{FunctionKind, Items, Project, ProjectKind, Workspace, load};
use serde_json::Value;

/// Variants of which the answer is no matter of the registry: what esbuild bundles, and what a later bundle overwrites.
const BUNDLES: [&str; 2] = ["ext-js-and-ts", "dup-build-path"];

#[test]
fn nango_0_71_10() {
    check("0.71.10", include_str!("registry-twin/recorded-0.71.10.json"));
}

#[test]
fn nango_0_70_4() {
    check("0.70.4", include_str!("registry-twin/recorded-0.70.4.json"));
}

fn check(version: &str, recorded: &str) {
    let data = json(include_str!("registry-twin/variants.json"));
    let recorded = json(recorded);
    let variants = data["variants"].as_array().expect("a list");
    let differences: Vec<String> = variants
        .iter()
        .filter_map(|variant| {
            let id = text(&variant["id"]);
            let folder = tempfile::tempdir().expect("a folder");
            let project = folder.path().join("project");
            write(&data, variant, &project);
            install(version, &project);
            let loaded = load::load(&[project], |_, _| (), |_, _| ());
            let ours = Answer::of(&loaded.workspace, version);
            let theirs = &recorded["variants"][&id];
            ours.difference(&id, theirs)
                .map(|difference| format!("{id}: {difference}"))
        })
        .collect();
    assert!(variants.len() >= 150, "the data is gone");
    assert!(
        differences.is_empty(),
        "{} of {}:\n{}",
        differences.len(),
        variants.len(),
        differences.join("\n")
    );
}

/// What we say of a project.
struct Answer {
    /// None if we see no project.
    entries: Option<Vec<String>>,
    functions: Vec<[String; 3]>,
    faults: Vec<&'static str>,
}

impl Answer {
    fn of(workspace: &Workspace, version: &str) -> Answer {
        let Some(project) = workspace.projects().next() else {
            return Answer {
                entries: None,
                functions: Vec::new(),
                faults: vec!["not-a-nango-folder", "yaml-project"],
            };
        };
        let entries = project.registry().entries().iter();
        let functions = project.registered_functions().into_iter();
        let functions = functions.map(|function| {
            [
                function.integration.to_string(),
                function.kind.to_string(),
                function.name.to_string(),
            ]
        });
        Answer {
            entries: Some(entries.map(|entry| with_extension(&entry.path)).collect()),
            functions: functions.collect(),
            faults: faults(workspace, project, version),
        }
    }

    fn difference(mut self, id: &str, theirs: &Value) -> Option<String> {
        let entries: Vec<String> = list(&theirs["entries"]).iter().map(text).collect();
        if self.entries.as_ref().is_some_and(|ours| *ours != entries) {
            return Some(format!("entries {:?}, not {entries:?}", self.entries));
        }
        if BUNDLES.contains(&id) {
            return None;
        }
        if let Some(failure) = theirs["failure"].as_str() {
            let class = failure.split(':').next().unwrap_or(failure);
            let is_known = self.faults.contains(&class) || is_beyond(class);
            return (!is_known).then(|| format!("fails with {failure}, we see {:?}", self.faults));
        }
        let mut functions: Vec<[String; 3]> = list(&theirs["functions"])
            .iter()
            .map(|function| [0, 1, 2].map(|at| text(&function[at])))
            .collect();
        functions.sort();
        self.functions.sort();
        if self.functions != functions {
            return Some(format!("functions {:?}, not {functions:?}", self.functions));
        }
        (!self.faults.is_empty()).then(|| format!("compiles, we see {:?}", self.faults))
    }
}

fn with_extension(path: &str) -> String {
    format!("{}.js", path.strip_suffix(".js").unwrap_or(path))
}

/// Classes of failures that need types, models or the disk.
fn is_beyond(class: &str) -> bool {
    const BEYOND: [&str; 6] = [
        "type-error",
        "duplicate-model",
        "invalid-model-name",
        "case-conflict",
        "unreadable-entry",
        "unreadable-index",
    ];
    BEYOND.contains(&class)
}

/// Why a project does not compile, as far as its facts say.
fn faults(workspace: &Workspace, project: &Project, version: &str) -> Vec<&'static str> {
    let mut faults = Vec::new();
    if project.kind() != ProjectKind::Zero {
        faults.push("yaml-project");
    }
    if !project.manifest().has_dot_nango {
        faults.push("not-a-nango-folder");
    }
    if project.root().join(".nango").is_file() {
        faults.push("crash");
    }
    if project.registry().entries().is_empty() {
        faults.push("no-entry-points");
    }
    let mut functions: BTreeMap<_, usize> = BTreeMap::new();
    for entry in project.registry().entries() {
        match &entry.target {
            EntryTarget::Missing(_) => faults.extend(["file-not-found", "javascript-file", "unsupported-extension"]),
            // Which of them a CLI meets first depends on the file that is there, or not.
            EntryTarget::RootLevel => {
                faults.extend(["outside-integration", "no-default-export", "file-not-found", "crash"]);
            }
            EntryTarget::OutsideRoot => faults.extend(["outside-project", "file-not-found", "crash"]),
            EntryTarget::NotPlain(_) => faults.extend(["crash", "file-not-found"]),
            EntryTarget::File(file) => {
                if let Some(items) = workspace.file(file).map(|file| &file.items) {
                    faults.extend(faults_of(items, version));
                    let is_function = items
                        .function()
                        .is_some_and(|create| create.kind == FunctionKind::Function);
                    *functions
                        .entry((&entry.integration, &entry.name, is_function))
                        .or_default() += 1;
                }
            }
        }
    }
    if functions
        .iter()
        .any(|((_, _, is_function), count)| *is_function && *count > 1)
    {
        faults.push("duplicate-function");
    }
    faults
}

/// Why a registered file does not compile: the compiler's Babel plugin (`nangoPlugin` of `zeroYaml/compile.ts`).
fn faults_of(items: &Items, version: &str) -> Vec<&'static str> {
    let mut faults = Vec::new();
    if items.has_errors {
        faults.push("type-error");
    }
    let knows_functions = version != "0.70.4";
    let may_be_exported = |name: &str| {
        FunctionKind::of_create_name(name).is_some_and(|kind| knows_functions || kind != FunctionKind::Function)
    };
    let is_seen = |form: &ExportForm| {
        matches!(
            form,
            ExportForm::Const | ExportForm::Function | ExportForm::Specifier { quoted: false, .. }
        )
    };
    if items
        .exports
        .iter()
        .any(|export| is_seen(&export.form) && !may_be_exported(&export.name))
    {
        faults.push("named-export");
    }
    let create = items.function();
    match items.default_export.as_ref().map(|export| &export.form) {
        None => faults.push("no-default-export"),
        // The first bundles, for the second there is a named export of that name.
        Some(DefaultForm::ReExport { .. } | DefaultForm::Specifier { .. }) => {}
        Some(DefaultForm::Create(_)) => {
            if create.is_some_and(|create| !matches!(create.argument, Argument::Object(_))) {
                faults.push("invalid-parameter");
            }
            if create.is_some_and(|create| create.kind == FunctionKind::Function) && !knows_functions {
                faults.push("type-error");
            }
        }
        Some(_) => faults.push("invalid-default-export"),
    }
    faults
}

/// Writes a variant's project, as `writeProject` of `registry-twin/variants.mjs`.
fn write(data: &Value, variant: &Value, project: &Path) {
    let mut files: BTreeMap<String, Value> = entries(&data["base"]);
    for gone in list(&variant["remove"]).iter().map(text) {
        files.retain(|path, _| *path != gone && !path.starts_with(&format!("{gone}/")));
    }
    files.extend(entries(&variant["files"]));
    fs::create_dir_all(project).expect("a folder");
    for (path, source) in files {
        let lines = list(&data["sources"][text(&source)]);
        put(
            &project.join(path),
            lines.iter().map(text).collect::<String>().as_bytes(),
        );
    }
    if let Some(latin1) = variant["index_latin1"].as_str() {
        put(
            &project.join("index.ts"),
            &latin1.chars().map(|char| char as u8).collect::<Vec<u8>>(),
        );
    } else if let Some(index) = variant["index"].as_str() {
        put(&project.join("index.ts"), index.as_bytes());
    }
    for (path, target) in entries(&variant["links"]) {
        let link = project.join(path);
        fs::create_dir_all(link.parent().expect("it is below the project")).expect("a folder");
        symlink(text(&target), link).expect("a link");
    }
}

fn install(version: &str, project: &Path) {
    let package = format!(r#"{{ "name": "nango", "version": "{version}" }}"#);
    put(&project.join("node_modules/nango/package.json"), package.as_bytes());
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn entries(value: &Value) -> BTreeMap<String, Value> {
    value
        .as_object()
        .map(|map| map.clone().into_iter().collect())
        .unwrap_or_default()
}
