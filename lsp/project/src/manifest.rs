//! What stands beside the functions: `package.json`, versions, `.env` key names, `.gitignore`, `nango.yaml`, tests, and the
//! command lines of the CLI in scripts, CI and READMEs.
//!
//! All of it is read by [`load::read_manifest`](crate::load::read_manifest) and is a value from then on.

mod env;
mod gitignore;
mod package;
mod tsconfig;
mod version;
mod vitest;

use std::sync::Arc;

use crate::FilePath;
use crate::command_line::CommandFile;
use crate::providers::Providers;

pub use env::EnvFile;
pub use gitignore::GitIgnore;
pub use package::{Dependency, DependencyKind, ModuleType, PackageJson};
pub use tsconfig::{CompilerOption, TsConfig};
pub use version::Version;
pub use vitest::Vitest;

pub(crate) use package::installed_version;

/// What stands beside the functions of one project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// Whether `.nango` stands in the root (a folder, or a file of that name).
    pub has_dot_nango: bool,
    /// `nango.yaml` in the root: it blocks every command of the CLI, even when it is empty.
    pub yaml: Option<FilePath>,
    /// The nearest `package.json`, in the root or above it.
    pub package: Option<Arc<PackageJson>>,
    /// Those above it, the nearest first: what they install is found as well.
    pub packages_above: Arc<[PackageJson]>,
    /// The version of the installed CLI: of `node_modules/nango/package.json`, in the root or above it.
    pub nango: Option<Version>,
    /// The version of the installed zod.
    pub zod: Option<Version>,
    /// `.env` in the root.
    pub env: Option<Arc<EnvFile>>,
    /// `.gitignore` in the root.
    pub gitignore: Option<Arc<GitIgnore>>,
    /// `tsconfig.json` in the root.
    pub tsconfig: Option<Arc<TsConfig>>,
    /// The files with command lines of the CLI: in the root, the `package.json` above it, and CI at the top of the repository.
    pub commands: Arc<[CommandFile]>,
    /// `*.test.json` and `*.test.ts` below the root, sorted.
    pub tests: Arc<[FilePath]>,
    /// Folders of mocks in the old layout, `<integration>/mocks/<function>`, sorted.
    pub legacy_mocks: Arc<[FilePath]>,
    /// What stands for vitest beside the nearest `package.json`.
    pub vitest: Vitest,
    /// What the installed CLI knows of the providers.
    pub providers: ProviderTable,
}

/// The table of the providers, and whether it was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ProviderTable {
    /// There is none: the CLI is not installed beside the project.
    #[default]
    Absent,
    /// It takes a moment, and the first look at a file does without it.
    Unread,
    /// What it says.
    Read(Arc<Providers>),
}

impl Manifest {
    /// Whether a `package.json`, in the root or above it, asks for a package.
    pub fn asks_for(&self, package: &str) -> bool {
        let nearest = self.package.as_deref();
        let mut packages = nearest.into_iter().chain(&*self.packages_above);
        packages.any(|json| json.dependency(package).is_some())
    }
}
