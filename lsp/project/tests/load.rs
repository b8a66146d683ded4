//! Which projects and files are found on a disk.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use project::load::{self, Loaded, Problem};
use project::manifest::ProviderTable;
use project::{FilePath, Project, ProjectKind};
use tempfile::TempDir;

const ACTION: &str = "import { createAction } from 'nango';\nexport default createAction({});\n";

/// A folder on the disk.
struct Disk(TempDir);

impl Disk {
    /// From paths and texts; a path that ends in `/` is a folder.
    fn new(files: &[(&str, &str)]) -> Disk {
        let disk = Disk(tempfile::tempdir().unwrap());
        for (path, text) in files {
            disk.write(path, text.as_bytes());
        }
        disk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match path.to_str().unwrap().strip_suffix('/') {
            Some(folder) => fs::create_dir_all(folder).unwrap(),
            None => fs::write(path, bytes).unwrap(),
        }
    }

    fn link(&self, path: &str, target: &str) {
        symlink(target, self.path(path)).unwrap();
    }

    fn load(&self, folder: &str) -> Loaded<()> {
        load::load(&[self.path(folder)], |_, _| (), |_, _| ())
    }

    /// Each project as `root: files`, relative to the disk.
    fn projects(&self, folder: &str) -> Vec<String> {
        let top = load::canonical(self.0.path());
        let loaded = self.load(folder);
        let line = |project: &Project| {
            let mut files: Vec<&str> = project.files().filter_map(|file| file.relative_to(&top)).collect();
            files.sort_unstable();
            format!("{}: {}", project.root().relative_to(&top).unwrap(), files.join(" "))
        };
        loaded.workspace.projects().map(|project| line(project)).collect()
    }
}

#[test]
fn a_root_has_dot_nango_and_index_ts_at_any_depth() {
    let disk = Disk::new(&[
        ("a/.nango/", ""),
        ("a/index.ts", ""),
        ("a/crm/actions/get.ts", ACTION),
        ("apps/x/nango-integrations/.nango/", ""),
        ("apps/x/nango-integrations/index.ts", ""),
        ("apps/x/src/other.ts", ACTION),
        ("index.ts", ""),
    ]);
    assert_eq!(
        disk.projects(""),
        [
            "a: a/crm/actions/get.ts a/index.ts",
            "apps/x/nango-integrations: apps/x/nango-integrations/index.ts"
        ]
    );
}

#[test]
fn a_folder_inside_of_a_root_opens_the_root() {
    let disk = Disk::new(&[("a/.nango/", ""), ("a/index.ts", ""), ("a/crm/actions/get.ts", ACTION)]);
    assert_eq!(disk.projects("a/crm/actions"), ["a: a/crm/actions/get.ts a/index.ts"]);
}

#[test]
fn dot_nango_of_an_integration_is_no_root_but_an_index_beside_it_makes_one() {
    let disk = Disk::new(&[
        ("a/.nango/", ""),
        ("a/index.ts", ""),
        ("a/crm/.nango/schema.ts", ""),
        ("a/crm/actions/get.ts", ACTION),
        ("a/a/.nango/", ""),
        ("a/a/index.ts", ""),
        ("a/a/crm/actions/get.ts", ACTION),
    ]);
    assert_eq!(
        disk.projects(""),
        [
            "a: a/crm/actions/get.ts a/index.ts",
            "a/a: a/a/crm/actions/get.ts a/a/index.ts"
        ]
    );
}

#[test]
fn where_there_is_no_project_nothing_is_read() {
    let disk = Disk::new(&[
        ("src/index.ts", ACTION),
        ("x/.nango/", ""),
        ("x/src/a.ts", "export const a = 1;"),
    ]);
    let loaded = disk.load("");
    assert_eq!(
        (loaded.workspace.projects().len(), loaded.workspace.files().count()),
        (0, 0)
    );
}

#[test]
fn functions_without_index_are_a_project_that_lacks_it() {
    let disk = Disk::new(&[("a/.nango/", ""), ("a/crm/actions/get.ts", ACTION)]);
    let loaded = disk.load("");
    let kinds: Vec<ProjectKind> = loaded.workspace.projects().map(|project| project.kind()).collect();
    assert_eq!(kinds, [ProjectKind::MissingIndex]);
}

#[test]
fn nango_yaml_makes_a_project_of_the_old_kind_unless_it_lies_below_a_root() {
    let disk = Disk::new(&[
        ("old/nango.yaml", ""),
        ("new/.nango/", ""),
        ("new/index.ts", ""),
        ("new/x/nango.yaml", ""),
    ]);
    let loaded = disk.load("");
    let kinds: Vec<ProjectKind> = loaded.workspace.projects().map(|project| project.kind()).collect();
    assert_eq!(kinds, [ProjectKind::Zero, ProjectKind::Yaml]);
}

#[test]
fn a_linked_integration_is_counted_once() {
    let disk = Disk::new(&[
        ("a/.nango/", ""),
        (
            "a/index.ts",
            "import './crm/actions/get.js';\nimport './crm-eu/actions/get.js';\n",
        ),
        ("a/crm/actions/get.ts", ACTION),
    ]);
    disk.link("a/crm-eu", "crm");
    let loaded = disk.load("");
    let project = loaded.workspace.projects().next().unwrap();
    assert_eq!(project.functions().len(), 1);
    let crm = project.integration("crm-eu").unwrap();
    assert_eq!((&*crm.name, &*crm.aliases), ("crm", &["crm-eu".into()][..]));
    let registered = project.registered_functions();
    assert_eq!(
        registered
            .iter()
            .map(|function| &*function.integration)
            .collect::<Vec<_>>(),
        ["crm", "crm-eu"]
    );
}

#[test]
fn a_link_out_of_the_project_brings_its_files_in() {
    let disk = Disk::new(&[("a/.nango/", ""), ("a/index.ts", ""), ("shared/actions/get.ts", ACTION)]);
    disk.link("a/crm", "../shared");
    let loaded = disk.load("a");
    let function = loaded
        .workspace
        .projects()
        .next()
        .unwrap()
        .functions()
        .next()
        .cloned()
        .unwrap();
    assert_eq!(
        (&*function.integration, function.folder.as_deref()),
        ("crm", Some("actions"))
    );
}

#[test]
fn links_in_a_circle_end() {
    let disk = Disk::new(&[("a/.nango/", ""), ("a/index.ts", ""), ("a/crm/actions/get.ts", ACTION)]);
    disk.link("a/crm/again", "..");
    disk.link("a/self", "self");
    assert_eq!(disk.projects(""), ["a: a/crm/actions/get.ts a/index.ts"]);
}

#[test]
fn ignore_files_count_but_not_against_the_index() {
    let disk = Disk::new(&[
        ("a/.nango/", ""),
        ("a/.gitignore", "crm/drafts\ncrm/actions\n"),
        (
            "a/index.ts",
            "import './crm/actions/get.js';\nimport './build/actions/get.js';\n",
        ),
        ("a/crm/actions/get.ts", ACTION),
        ("a/crm/drafts/get.ts", ACTION),
        ("a/build/actions/get.ts", ACTION),
        ("a/node_modules/x/index.ts", ACTION),
        ("a/dist/x.ts", ACTION),
        ("a/crm/types.d.ts", ""),
        ("a/crm/tests/get.test.ts", ""),
        ("a/crm/mocks/get/input.json", "{}"),
        ("a/crm/mocks/nango/get/contacts/1.json", "{}"),
        ("a/package.json", "{}"),
        ("a/vite.config.js", "// vitest.setup.ts"),
    ]);
    assert_eq!(
        disk.projects(""),
        ["a: a/build/actions/get.ts a/crm/actions/get.ts a/index.ts"]
    );
    let loaded = disk.load("");
    let manifest = loaded.workspace.projects().next().unwrap().manifest();
    let names = |files: &[FilePath]| files.iter().map(|file| file.name().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&manifest.tests), ["get.test.ts"]);
    assert_eq!(names(&manifest.legacy_mocks), ["get", "nango"]);
    assert!(manifest.vitest.has_config && !manifest.vitest.has_setup);
}

#[test]
fn what_cannot_be_read_is_said() {
    let disk = Disk::new(&[("a/.nango/", ""), ("a/index.ts", "")]);
    disk.write("a/crm/large.ts", &vec![b' '; 5 << 20]);
    disk.write("a/crm/latin1.ts", b"// caf\xE9");
    disk.write("a/crm/utf16.ts", b"\xFF\xFE/\0/\0");
    let loaded = disk.load("");
    let problems: Vec<_> = loaded
        .problems
        .iter()
        .map(|(file, problem)| (file.name(), problem.clone()))
        .collect();
    assert_eq!(
        problems,
        [
            ("large.ts", Problem::TooLarge),
            ("latin1.ts", Problem::NotUtf8),
            ("utf16.ts", Problem::Utf16)
        ]
    );
    assert_eq!(loaded.workspace.files().count(), 2);
}

#[test]
fn every_file_is_shown_once_and_progress_reaches_the_end() {
    let disk = Disk::new(&[("a/.nango/", ""), ("a/index.ts", ""), ("a/crm/actions/get.ts", ACTION)]);
    let furthest = AtomicUsize::new(0);
    let loaded = load::load(
        &[disk.path("a"), disk.path("a/crm")],
        |_, source| source.text().len(),
        |done, all| {
            assert_eq!(all, 2);
            furthest.fetch_max(done, Ordering::Relaxed);
        },
    );
    assert_eq!(furthest.into_inner(), 2);
    assert_eq!(
        loaded.extra.iter().map(|(_, len)| *len).collect::<Vec<_>>(),
        [ACTION.len(), 0]
    );
}

#[test]
fn the_manifest_is_looked_for_upwards_where_npm_does() {
    let disk = Disk::new(&[
        ("package.json", r#"{ "type": "module" }"#),
        ("node_modules/nango/package.json", r#"{ "version": "0.71.10" }"#),
        ("apps/a/.nango/", ""),
        ("apps/a/index.ts", ""),
        ("apps/a/.env", "NANGO_SECRET_KEY_DEV=secret\n"),
    ]);
    let manifest = load::read_manifest(&load::canonical(Path::new(&disk.path("apps/a"))));
    assert_eq!(
        manifest.nango.map(|version| version.to_string()),
        Some("0.71.10".to_owned())
    );
    assert_eq!(
        manifest.package.as_ref().map(|package| package.file.name()),
        Some("package.json")
    );
    assert_eq!(
        manifest.env.as_ref().map(|env| &*env.keys[0].text),
        Some("NANGO_SECRET_KEY_DEV")
    );
    assert!(manifest.packages_above.is_empty());
    assert!(!format!("{manifest:?}").contains("secret"), "a value is kept");
}

#[test]
fn command_lines_are_looked_for_in_the_root_above_it_and_in_ci() {
    let disk = Disk::new(&[
        (".git/", ""),
        (".github/workflows/ci.yml", "- run: nango compile\n"),
        (".github/other/ci.yml", "- run: nango compile\n"),
        (".gitlab-ci.yml", "script:\n- nango compile\n"),
        ("package.json", r#"{ "scripts": { "a": "nango compile" } }"#),
        ("README.md", "```\nnango compile\n```\n"),
        ("flows/README.md", "```\nnango compile\n```\n"),
        ("flows/package.json", r#"{ "scripts": { "a": "nango compile" } }"#),
        ("flows/run.sh", "nango compile\n"),
        ("flows/nothing.sh", "echo nango\n"),
        ("flows/other.yml", "- run: nango compile\n"),
        ("flows/.nango/", ""),
        ("flows/index.ts", ""),
    ]);
    let loaded = disk.load("flows");
    let top = load::canonical(&disk.path(""));
    let project = loaded.workspace.projects().next().unwrap();
    let commands = project.manifest().commands.iter();
    let files: Vec<_> = commands.filter_map(|it| it.file.relative_to(&top)).collect();
    assert_eq!(
        files,
        [
            ".github/workflows/ci.yml",
            ".gitlab-ci.yml",
            "flows/README.md",
            "flows/package.json",
            "flows/run.sh",
            "package.json",
        ]
    );
}

#[test]
fn fixtures_are_read_ignored_or_not_and_under_the_path_behind_links() {
    let disk = Disk::new(&[
        ("p/.nango/", ""),
        ("p/index.ts", "import './crm/actions/get.js';\n"),
        ("p/.gitignore", "fixtures\n"),
        ("p/crm/actions/get.ts", ACTION),
        ("p/crm/fixtures/get.input.json", "{}"),
        ("p/crm/fixtures/other.json", "{}"),
        ("p/crm/actions/fixtures/get.input.json", "{}"),
        ("p/build/fixtures/get.input.json", "{}"),
    ]);
    disk.write("p/crm/fixtures/get.metadata.json", b"\xEF\xBB\xBF{}");
    disk.link("p/crm-eu", "crm");
    let loaded = disk.load("p");
    let top = load::canonical(&disk.path("p"));
    let found = loaded
        .workspace
        .fixtures()
        .map(|(path, fixture)| (path.relative_to(&top), fixture.byte_order_mark));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            (Some("crm/fixtures/get.input.json"), false),
            (Some("crm/fixtures/get.metadata.json"), true)
        ]
    );
}

/// As npm and as pnpm install it: beside the CLI, and where links lead to.
#[test]
fn the_table_of_the_providers_is_that_of_the_cli() {
    let disk = Disk::new(&[
        ("npm/p/.nango/", ""),
        ("npm/p/index.ts", ""),
        ("npm/node_modules/nango/package.json", "{}"),
        ("npm/node_modules/@nangohq/providers/providers.yaml", "crm:\n"),
        ("pnpm/.nango/", ""),
        ("pnpm/index.ts", ""),
        ("pnpm/store/node_modules/nango/package.json", "{}"),
        ("pnpm/store/node_modules/@nangohq/providers/providers.yaml", "tasks:\n"),
        ("pnpm/node_modules/", ""),
        ("bare/.nango/", ""),
        ("bare/index.ts", ""),
    ]);
    disk.link("pnpm/node_modules/nango", "../store/node_modules/nango");
    for (folder, provider) in [("npm/p", Some("crm")), ("pnpm", Some("tasks")), ("bare", None)] {
        let loaded = disk.load(folder);
        let project = loaded.workspace.projects().next().unwrap();
        match (&project.manifest().providers, provider) {
            (ProviderTable::Read(providers), Some(provider)) => assert!(providers.get(provider).is_some(), "{folder}"),
            (ProviderTable::Absent, None) => {}
            (found, _) => panic!("{folder}: {found:?}"),
        }
    }
}
