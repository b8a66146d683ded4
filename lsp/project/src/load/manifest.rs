//! Reading what stands beside the functions.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::{fs, iter};

use super::discover::{self, Sighting, Tests};
use super::{providers, read_file};
use crate::FilePath;
use crate::command_line::CommandFile;
use crate::manifest::{
    EnvFile, GitIgnore, Manifest, PackageJson, ProviderTable, TsConfig, Version, Vitest, installed_version,
};

/// Where GitHub looks for workflows.
const WORKFLOWS: &str = "/.github/workflows";

/// Where GitLab looks for jobs.
const GITLAB: &str = ".gitlab-ci.yml";

/// Whether the manifest of a root may depend on a file that is no source.
pub fn is_of_manifest(root: &FilePath, file: &FilePath) -> bool {
    let Some(folder) = file.folder() else { return false };
    if file.name().ends_with(".sh") || file.name().eq_ignore_ascii_case("readme.md") {
        return folder == *root;
    }
    // `package.json` and CI may stand above the root, everything else stands in it.
    let holder = folder
        .as_str()
        .strip_suffix(WORKFLOWS)
        .map_or(folder.clone(), FilePath::new);
    root.relative_to(&holder).is_some() || file.relative_to(root).is_some()
}

/// Reads the manifest of a root, which is canonical. What is absent or cannot be read is left out.
pub fn read_manifest(root: &FilePath) -> Manifest {
    let mut tests = Tests::default();
    for sighting in discover::walk(root) {
        match sighting {
            Sighting::Test(file) => tests.files.push(file),
            Sighting::LegacyMocks(folder) => tests.legacy_mocks.push(folder),
            _ => {}
        }
    }
    read_with_providers(root, tests)
}

/// Reads the manifest of a root whose tests are known.
pub(super) fn read_with_providers(root: &FilePath, tests: Tests) -> Manifest {
    Manifest {
        providers: providers::of_root(root).map_or(ProviderTable::Absent, ProviderTable::Read),
        ..read_beside(root, tests)
    }
}

/// The same, but for the table of the providers, which takes a moment.
pub(super) fn read_beside(root: &FilePath, mut tests: Tests) -> Manifest {
    tests.files.sort_unstable();
    tests.legacy_mocks.sort_unstable();
    let text = |file: &FilePath| read_file(file).ok().map(|text| text.text);
    let beside = |name: &str| {
        let file = root.join(name);
        text(&file).map(|text| (file, text))
    };
    let upwards = |path: &str| {
        folders(root)
            .map(|folder| folder.join(path))
            .find_map(|file| Some((text(&file)?, file)))
    };
    let installed = |package: &str| -> Option<Version> {
        let (text, _) = upwards(&format!("node_modules/{package}/package.json"))?;
        installed_version(&text)
    };
    let mut packages = folders(root)
        .map(|folder| folder.join("package.json"))
        .filter_map(|file| Some(PackageJson::parse(file.clone(), &text(&file)?)));
    let package = packages.next();
    let package_folder = package.as_ref().and_then(|package| package.file.folder());
    let package_folder = package_folder.unwrap_or_else(|| root.clone());
    Manifest {
        has_dot_nango: root.join(".nango").exists(),
        yaml: Some(root.join("nango.yaml")).filter(|file| file.exists()),
        package: package.map(Arc::new),
        packages_above: packages.collect(),
        nango: installed("nango"),
        zod: installed("zod"),
        env: beside(".env").map(|(file, text)| Arc::new(EnvFile::parse(file, &text))),
        gitignore: beside(".gitignore").map(|(file, text)| Arc::new(GitIgnore::parse(file, &text))),
        tsconfig: beside("tsconfig.json").map(|(file, text)| Arc::new(TsConfig::parse(file, &text))),
        commands: command_lines(root),
        tests: tests.files.into(),
        legacy_mocks: tests.legacy_mocks.into(),
        vitest: Vitest::read(|name| text(&package_folder.join(name))),
        providers: ProviderTable::Unread,
    }
}

/// The command lines in the root, in the nearest `package.json` above it, and in the CI of the repository.
fn command_lines(root: &FilePath) -> Arc<[CommandFile]> {
    let mut files: BTreeSet<FilePath> = in_folder(root).collect();
    let repository = folders(root).find(|folder| folder.join(".git").exists());
    let is_ours = |folder: &FilePath| repository.as_ref().is_none_or(|top| folder.relative_to(top).is_some());
    let above = folders(root).skip(1).take_while(is_ours);
    files.extend(
        above
            .map(|folder| folder.join("package.json"))
            .find(|file| file.is_file()),
    );
    for top in repository.iter().chain([root]) {
        files.extend(in_folder(&top.join(WORKFLOWS)));
        files.extend([top.join(GITLAB)].into_iter().filter(|file| file.is_file()));
    }
    let read = |file: FilePath| {
        let text = read_file(&file).ok()?;
        CommandFile::parse(file, &text.text)
    };
    files.into_iter().filter_map(read).collect()
}

/// The files of a folder that may have command lines. YAML has some in CI only.
fn in_folder(folder: &FilePath) -> impl Iterator<Item = FilePath> {
    let is_ci = folder.as_str().ends_with(WORKFLOWS);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    files
        .map(|entry| folder.join(&entry.file_name().to_string_lossy()))
        .filter(move |file| CommandFile::is_named(file.name()) && is_yaml(file) == is_ci)
}

fn is_yaml(file: &FilePath) -> bool {
    [".yml", ".yaml"]
        .iter()
        .any(|extension| file.name().ends_with(extension))
}

/// A folder and those around it, the nearest first.
pub(super) fn folders(root: &FilePath) -> impl Iterator<Item = FilePath> {
    iter::successors(Some(root.clone()), FilePath::folder)
}
