//! Where Node and the CLI are: found once for each run, by reading a few small files, and never through npx.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use nodejs_semver::Version;
use serde_json::Value;

use crate::Environment;

/// The oldest version of the CLI whose options and output we know.
pub const OLDEST_CLI: &str = "0.70.4";

/// Paths that the user has set in the editor. They are never read from the workspace: opening a folder must not choose
/// the program that is run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The Node executable; else `node` on `PATH`.
    pub node: Option<PathBuf>,
    /// The CLI: its script, its package folder or a link to the script. Used where the project has none installed.
    pub cli: Option<PathBuf>,
}

/// The CLI, ready to be started.
#[derive(Debug, Clone, PartialEq)]
pub struct Cli {
    /// The Node executable.
    pub node: PathBuf,
    /// The script of the CLI: `bin.nango` of its `package.json`.
    pub script: PathBuf,
    /// The version in that `package.json`.
    pub version: Version,
}

/// Finds Node and the CLI for the project at `root`.
///
/// The CLI is the one installed for the project, by Node's rules: `node_modules/nango` in the root or in a folder above
/// it, which covers workspaces and pnpm. Else the setting, else `nango` on `PATH`. The script is started with Node
/// directly: a launcher such as npx swallows signals and leaves the real process running.
///
/// # Errors
/// Says what is missing; [`LocateError::cure`] says what helps.
pub fn locate(root: &Path, settings: &Settings, environment: &Environment) -> Result<Cli, LocateError> {
    let node = locate_node(settings, environment)?;
    let package = Package::installed(root, CLI).map_or_else(|| elsewhere(settings, environment), Ok)?;
    let version = package.version.clone().unwrap_or_default();
    let oldest = Version::parse(OLDEST_CLI).expect("the version is constant");
    match (Version::parse(&version), package.script()) {
        (Ok(version), Some(script)) if version >= oldest => Ok(Cli { node, script, version }),
        (Ok(_), Some(_)) => Err(LocateError::TooOld {
            version,
            package: package.folder,
        }),
        _ => Err(LocateError::Damaged {
            package: package.folder,
        }),
    }
}

/// Finds Node: the one that is set, else the one on `PATH`.
///
/// # Errors
/// [`LocateError::NoNode`] or [`LocateError::NoSuchNode`].
pub fn locate_node(settings: &Settings, environment: &Environment) -> Result<PathBuf, LocateError> {
    match &settings.node {
        Some(path) if is_program(path) => Ok(path.clone()),
        Some(path) => Err(LocateError::NoSuchNode { path: path.clone() }),
        None => on_path(environment, if cfg!(windows) { "node.exe" } else { "node" }).ok_or(LocateError::NoNode),
    }
}

fn elsewhere(settings: &Settings, environment: &Environment) -> Result<Package, LocateError> {
    if let Some(path) = &settings.cli {
        return Package::around(path).ok_or_else(|| LocateError::NotTheCli { path: path.clone() });
    }
    let found = match cfg!(windows) {
        true => on_path(environment, "nango.cmd"),
        false => on_path(environment, "nango"),
    };
    let found = found.ok_or(LocateError::NoCli)?;
    let package = match cfg!(windows) {
        true => Package::of_shim(&found),
        false => Package::around(&found),
    };
    package.ok_or(LocateError::NotTheCli { path: found })
}

/// A program on `PATH`. Relative entries are skipped: they would name a folder of the workspace.
fn on_path(environment: &Environment, name: &str) -> Option<PathBuf> {
    let path = environment.get("PATH")?;
    let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(name)).find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    const ANY_EXECUTE_BIT: u32 = 0o111;
    path.metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & ANY_EXECUTE_BIT != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The name of the CLI's package, and of its script.
const CLI: &str = "nango";

/// An installed package with a script of its own name.
pub(crate) struct Package {
    folder: PathBuf,
    version: Option<String>,
    bin: Option<String>,
}

impl Package {
    /// What `require.resolve('<name>/package.json')` finds from the root.
    pub(crate) fn installed(root: &Path, name: &str) -> Option<Self> {
        root.ancestors()
            .filter(|folder| folder.file_name() != Some(OsStr::new("node_modules")))
            .find_map(|folder| Self::read(&folder.join("node_modules").join(name), name))
    }

    fn read(folder: &Path, name: &str) -> Option<Self> {
        let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("package.json")).ok()?).ok()?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let bin = &manifest["bin"];
        (manifest["name"] == name).then(|| Self {
            folder: folder.to_owned(),
            version: text(&manifest["version"]),
            bin: text(bin).or_else(|| text(&bin[name])),
        })
    }

    /// The package of the CLI that holds `path`, after links are followed.
    fn around(path: &Path) -> Option<Self> {
        let path = path.canonicalize().ok()?;
        path.ancestors().find_map(|folder| Self::read(folder, CLI))
    }

    /// The package whose script a shim of Windows starts.
    fn of_shim(shim: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(shim).ok()?;
        Self::around(&crate::shim::target(&text, shim.parent()?)?)
    }

    /// The script, if it is there.
    pub(crate) fn script(&self) -> Option<PathBuf> {
        let script = self.folder.join(self.bin.as_ref()?.trim_start_matches("./"));
        script.is_file().then_some(script)
    }
}

/// Why the CLI cannot be started.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocateError {
    /// There is no `node` on `PATH`.
    #[error("Node.js is not on the `PATH`")]
    NoNode,
    /// The setting for Node names no program.
    #[error("the setting `nango.node.path` names no program: `{}`", path.display())]
    NoSuchNode {
        /// The path of the setting.
        path: PathBuf,
    },
    /// The CLI is neither installed in the project, nor set, nor on `PATH`.
    #[error("the Nango CLI is not installed in this project")]
    NoCli,
    /// The setting, or `nango` on `PATH`, leads to something else: a script of a version manager, another program.
    #[error("`{}` does not lead to the npm package `nango`", path.display())]
    NotTheCli {
        /// The path that was followed.
        path: PathBuf,
    },
    /// The CLI is older than [`OLDEST_CLI`].
    #[error("the Nango CLI {version} is too old, {OLDEST_CLI} is the oldest that is supported")]
    TooOld {
        /// The version found.
        version: String,
        /// The folder of the package.
        package: PathBuf,
    },
    /// The package has no readable version or its script is missing.
    #[error("the package in `{}` is damaged", package.display())]
    Damaged {
        /// The folder of the package.
        package: PathBuf,
    },
}

impl LocateError {
    /// What the user can do about it: a command, or an instruction.
    pub fn cure(&self) -> &'static str {
        match self {
            Self::NoNode => "install Node.js, or set `nango.node.path`",
            Self::NoSuchNode { .. } => "correct `nango.node.path`",
            Self::NoCli => "npm install --save-dev nango",
            Self::NotTheCli { .. } => "set `nango.cli.path` to the file `dist/index.js` of the package",
            Self::TooOld { .. } => "npm install --save-dev nango@latest",
            Self::Damaged { .. } => "npm install",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with an executable `bin/node` and whatever packages a test puts into it.
    struct Machine(tempfile::TempDir);

    impl Machine {
        fn new() -> Self {
            let machine = Self(tempfile::tempdir().expect("a folder"));
            machine.program("bin/node");
            machine
        }

        fn at(&self, path: &str) -> PathBuf {
            self.0.path().canonicalize().expect("the folder exists").join(path)
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.at(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }

        fn program(&self, path: &str) {
            let path = format!("{path}{}", std::env::consts::EXE_SUFFIX);
            self.write(&path, "");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                let mode = std::fs::Permissions::from_mode(0o755);
                std::fs::set_permissions(self.at(&path), mode).expect("permissions");
            }
        }

        fn package(&self, folder: &str, version: &str) {
            let manifest = format!(r#"{{"name":"nango","version":"{version}","bin":{{"nango":"./dist/index.js"}}}}"#);
            self.write(&format!("{folder}/package.json"), &manifest);
            self.write(&format!("{folder}/dist/index.js"), "");
        }

        fn locate(&self, root: &str, settings: &Settings) -> Result<Cli, LocateError> {
            let environment = Environment::new([("PATH", self.at("bin"))]);
            std::fs::create_dir_all(self.at(root)).expect("a root");
            locate(&self.at(root), settings, &environment)
        }
    }

    #[test]
    fn the_nearest_installation_above_the_root_wins() {
        let machine = Machine::new();
        machine.package("repo/node_modules/nango", "0.70.4");
        let far = machine
            .locate("repo/apps/nango-integrations", &Settings::default())
            .expect("found");
        assert_eq!(far.script, machine.at("repo/node_modules/nango/dist/index.js"));
        assert_eq!(far.version.to_string(), "0.70.4");
        machine.package("repo/apps/nango-integrations/node_modules/nango", "0.71.10");
        let near = machine
            .locate("repo/apps/nango-integrations", &Settings::default())
            .expect("found");
        assert_eq!(near.version.to_string(), "0.71.10");
    }

    #[test]
    fn else_the_setting() {
        let machine = Machine::new();
        machine.package("elsewhere/nango", "0.71.10");
        let at = |path: &str| Settings {
            cli: Some(machine.at(path)),
            ..Settings::default()
        };
        for path in ["elsewhere/nango", "elsewhere/nango/dist/index.js"] {
            assert!(machine.locate("repo", &at(path)).is_ok(), "{path}");
        }
        let wrong = machine.locate("repo", &at("bin/node")).unwrap_err();
        assert_eq!(
            wrong,
            LocateError::NotTheCli {
                path: machine.at("bin/node")
            }
        );
    }

    #[cfg(unix)]
    #[test]
    fn else_the_link_on_the_path() {
        let machine = Machine::new();
        machine.package("lib/node_modules/nango", "0.71.10");
        machine.program("lib/node_modules/nango/dist/index.js");
        std::os::unix::fs::symlink("../lib/node_modules/nango/dist/index.js", machine.at("bin/nango")).expect("a link");
        let cli = machine.locate("repo", &Settings::default()).expect("found");
        assert_eq!(cli.script, machine.at("lib/node_modules/nango/dist/index.js"));
    }

    #[test]
    fn a_shim_leads_to_the_package_of_its_script() {
        let machine = Machine::new();
        machine.package("npm/node_modules/nango", "0.71.10");
        machine.write(
            "npm/nango.cmd",
            "\"%_prog%\"  \"%dp0%\\node_modules\\nango\\dist\\index.js\" %*\r\n",
        );
        let package = Package::of_shim(&machine.at("npm/nango.cmd")).expect("found");
        assert_eq!(
            package.script(),
            Some(machine.at("npm/node_modules/nango/dist/index.js"))
        );
        machine.write("npm/nango.cmd", "\"%dp0%\\node_modules\\other\\index.js\" %*\r\n");
        assert!(Package::of_shim(&machine.at("npm/nango.cmd")).is_none());
    }

    #[test]
    fn what_is_missing_is_named_with_its_cure() {
        let machine = Machine::new();
        let none = machine.locate("repo", &Settings::default()).unwrap_err();
        assert_eq!(
            (none.clone(), none.cure()),
            (LocateError::NoCli, "npm install --save-dev nango")
        );

        let node = Settings {
            node: Some(machine.at("no/node")),
            ..Settings::default()
        };
        assert_eq!(
            machine.locate("repo", &node).unwrap_err(),
            LocateError::NoSuchNode {
                path: machine.at("no/node")
            }
        );
        let nowhere = locate(
            &machine.at("repo"),
            &Settings::default(),
            &Environment::new([("PATH", "")]),
        );
        assert_eq!(nowhere.unwrap_err(), LocateError::NoNode);

        machine.package("repo/node_modules/nango", "0.69.9");
        let old = machine.locate("repo", &Settings::default()).unwrap_err();
        assert_eq!(
            old.to_string(),
            "the Nango CLI 0.69.9 is too old, 0.70.4 is the oldest that is supported"
        );

        machine.write(
            "repo/node_modules/nango/package.json",
            r#"{"name":"nango","version":"0.71.10"}"#,
        );
        let damaged = machine.locate("repo", &Settings::default()).unwrap_err();
        assert_eq!(
            damaged,
            LocateError::Damaged {
                package: machine.at("repo/node_modules/nango")
            }
        );
    }
}
