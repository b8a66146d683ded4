//! Reading what stands beside the functions.

use std::iter;
use std::sync::Arc;

use super::discover::{self, Sighting};
use super::read_file;
use crate::FilePath;
use crate::manifest::{EnvFile, GitIgnore, Manifest, PackageJson, TsConfig, Version, installed_version};

/// Reads the manifest of a root, which is canonical. What is absent or cannot be read is left out.
pub fn read_manifest(root: &FilePath) -> Manifest {
    let tests = discover::walk(root).into_iter().filter_map(|sighting| match sighting {
        Sighting::Test(file) => Some(file),
        _ => None,
    });
    read_beside(root, tests.collect())
}

/// Reads the manifest of a root whose tests are known.
pub(super) fn read_beside(root: &FilePath, mut tests: Vec<FilePath>) -> Manifest {
    tests.sort_unstable();
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
    Manifest {
        has_dot_nango: root.join(".nango").exists(),
        yaml: Some(root.join("nango.yaml")).filter(|file| file.exists()),
        package: upwards("package.json").map(|(text, file)| Arc::new(PackageJson::parse(file, &text))),
        nango: installed("nango"),
        zod: installed("zod"),
        env: beside(".env").map(|(file, text)| Arc::new(EnvFile::parse(file, &text))),
        gitignore: beside(".gitignore").map(|(file, text)| Arc::new(GitIgnore::parse(file, &text))),
        tsconfig: beside("tsconfig.json").map(|(file, text)| Arc::new(TsConfig::parse(file, &text))),
        tests: tests.into(),
    }
}

/// A folder and those around it, the nearest first.
fn folders(root: &FilePath) -> impl Iterator<Item = FilePath> {
    iter::successors(Some(root.clone()), FilePath::folder)
}
