//! What the tests of rules need: a project in memory, whose files a fix can change.

mod snippets;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::panic::Location;
use std::path::Path;
use std::sync::Arc;

use project::command_line::CommandFile;
use project::load::is_source;
use project::manifest::{EnvFile, GitIgnore, Manifest, PackageJson, ProviderTable, TsConfig, Version, Vitest};
use project::providers::Providers;
use project::{FilePath, Fixture, FixtureName, Links, MockName, Project};
use syntax::{SourceFile, apply_edits};

use self::snippets::ordinary;
pub(crate) use self::snippets::{action, in_sync, sections, sync};
use crate::change::{FileEdit, SourceChange};
use crate::diagnostic::Diagnostic;
use crate::rule::{Level, Reporter, Rule, Severity};
use crate::rules;
use crate::settings::FILE_NAME;
use crate::{Analysis, Audience, Settings};

/// The root of the project of a fixture; the file system is not asked.
const ROOT: &str = "/repo/nango-integrations";

/// The CLI that the project of a fixture has installed.
const CLI: Version = Version::new(0, 71, 10);

/// A project in memory.
pub(crate) struct Sandbox {
    files: BTreeMap<FilePath, String>,
    settings: Settings,
    pub(crate) analysis: Analysis,
}

impl Sandbox {
    /// The files of a fixture: `//- /path` begins one, `//- /path createAction` is an ordinary action. Text without a
    /// header is one function, at the place of its kind. Without an `index.ts` every function in the folder of a kind is
    /// registered; `//- /index.ts missing` leaves the file out.
    ///
    /// In the tests of a rule mere conventions are silent but for its own: snippets are short.
    #[track_caller]
    pub(crate) fn new(fixture: &str) -> Sandbox {
        Sandbox::about(fixture, rule_of(Location::caller()).as_slice())
    }

    /// The same, where of all conventions only those of `rules` count.
    pub(crate) fn about(fixture: &str, rules: &[&Rule]) -> Sandbox {
        let mut files = BTreeMap::new();
        let mut has_index = false;
        for (header, text) in sections(fixture) {
            let (path, kind) = header.split_once(' ').unwrap_or((header, ""));
            has_index |= path == "/index.ts";
            if kind == "missing" {
                continue;
            }
            let text = if kind.is_empty() {
                text
            } else {
                ordinary(kind).to_owned()
            };
            files.insert(absolute(path), text);
        }
        if !has_index {
            let root = FilePath::new(ROOT);
            let entries = files
                .keys()
                .filter_map(|file| file.relative_to(&root)?.strip_suffix(".ts"));
            let entries = entries
                .filter(|path| is_in_place(path))
                .map(|path| format!("import './{path}.js';\n"));
            let index: String = entries.collect();
            if !index.is_empty() {
                files.insert(absolute("/index.ts"), index);
            }
        }
        let settings = about(rules, fixture);
        Sandbox {
            analysis: analysis(&files, &settings),
            files,
            settings,
        }
    }

    /// The text of a file, by its path below the root.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(&absolute(path)).map(String::as_str)
    }

    /// The ids of what is found in a file.
    pub(crate) fn findings(&self, path: &str) -> Vec<&'static str> {
        self.analysis
            .diagnose(&absolute(path))
            .iter()
            .map(|diagnostic| diagnostic.rule.id)
            .collect()
    }

    /// Everything that is found, by file.
    pub(crate) fn all(&self) -> Vec<(FilePath, Diagnostic)> {
        let mut files = self.analysis.files();
        files.extend(self.files.keys().cloned());
        files.sort_unstable();
        files.dedup();
        let diagnose = |file: &FilePath| {
            self.analysis
                .diagnose(file)
                .into_iter()
                .map(|it| (file.clone(), it))
                .collect()
        };
        files.iter().flat_map(|file| -> Vec<_> { diagnose(file) }).collect()
    }

    /// Makes the first fix of the first finding of a rule in a file.
    #[track_caller]
    pub(crate) fn fix(&mut self, path: &str, rule: &str) {
        let diagnostics = self.analysis.diagnose(&absolute(path));
        let finding = diagnostics.iter().find(|diagnostic| diagnostic.rule.id == rule);
        let fix = finding
            .and_then(|finding| finding.fixes.first())
            .expect("a finding with a fix");
        self.apply(&fix.change);
    }

    /// Makes a change.
    #[track_caller]
    pub(crate) fn apply(&mut self, change: &SourceChange) {
        for edit in &change.edits {
            if let FileEdit::Edit { file, edits } = edit {
                let text = self.files.get_mut(file).expect("an edit of a file that exists");
                *text = apply_edits(text, edits).expect("edits that fit the text");
            }
        }
        for edit in &change.edits {
            match edit {
                FileEdit::Edit { .. } => {}
                FileEdit::Create { path, text } => {
                    self.files.insert(FilePath::new(path), text.clone());
                }
                FileEdit::Delete { file } => {
                    self.files.remove(file);
                }
                FileEdit::Rename { from, to } => {
                    let text = self.files.remove(from).expect("a file to rename");
                    self.files.insert(FilePath::new(to), text);
                }
            }
        }
        self.analysis = analysis(&self.files, &self.settings);
    }

    /// The files, by their paths below the root.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&FilePath, &str)> {
        self.files.iter().map(|(path, text)| (path, text.as_str()))
    }
}

/// Asserts what is found in one function, with the rule of the caller's file switched on; `expected` are ids, in the order of the text, with blanks in between. Of what
/// TypeScript finds too, only the caller's own group counts: snippets are short, and leave out what others want.
#[track_caller]
pub(crate) fn check(snippet: &str, expected: &str) {
    let caller = Path::new(Location::caller().file()).parent();
    let group = caller.and_then(Path::file_name).and_then(OsStr::to_str);
    let announced = expected.split(' ').filter_map(rules::find);
    let own: Vec<&Rule> = rule_of(Location::caller()).into_iter().chain(announced).collect();
    let counts =
        |rule: &Rule| !rule.is_found_by_typescript() || Some(rule.group()) == group || expected.contains(rule.id);
    let found: Vec<_> = Sandbox::about(snippet, &own)
        .all()
        .into_iter()
        .filter(|(_, diagnostic)| counts(diagnostic.rule))
        .map(|(_, diagnostic)| diagnostic.rule.id)
        .collect();
    assert_eq!(found.join(" "), expected, "in {snippet}");
}

/// One function after the first fix of the first finding that has one.
#[track_caller]
pub(crate) fn fixed(snippet: &str) -> Option<String> {
    let mut sandbox = Sandbox::new(snippet);
    let (file, fix) = sandbox
        .all()
        .into_iter()
        .find_map(|(file, it)| Some((file, it.fixes.into_iter().next()?)))?;
    sandbox.apply(&fix.change);
    sandbox.files.get(&file).cloned()
}

/// The path in the file system of a path below the root.
pub(crate) fn absolute(path: &str) -> FilePath {
    FilePath::new(ROOT).join(path.trim_start_matches('/'))
}

fn is_in_place(path: &str) -> bool {
    let segments: Vec<&str> = path.split('/').collect();
    matches!(segments[..], [_, folder, _] if project::FunctionKind::of_folder(folder).is_some())
}

fn analysis(files: &BTreeMap<FilePath, String>, settings: &Settings) -> Analysis {
    let root = FilePath::new(ROOT);
    let mut analysis = Analysis::new(settings.clone(), Audience::Check);
    analysis.add_project(Project::new(root.clone(), manifest(files), Links::default()));
    for (path, text) in files {
        if is_source(path.name()) {
            analysis.set_closed(path.clone(), text, false);
        } else if path.name().ends_with(".test.ts") {
            // They are judged while they are open.
            analysis.set_source(path.clone(), SourceFile::parse(text.as_str()));
        } else if FixtureName::of(path).is_some() || MockName::of(path).is_some() {
            analysis.set_fixture(path.clone(), Some(Fixture::new(text, false)));
        }
    }
    let configuration = files.get(&root.join(FILE_NAME));
    analysis.set_configuration(&root, configuration.map(String::as_str));
    analysis
}

fn manifest(files: &BTreeMap<FilePath, String>) -> Manifest {
    let file = |name: &str| {
        let path = FilePath::new(ROOT).join(name);
        files.get(&path).map(|text| (path, text.as_str()))
    };
    Manifest {
        has_dot_nango: true,
        yaml: file("nango.yaml").map(|(path, _)| path),
        package: file("package.json").map(|(path, text)| PackageJson::parse(path, text).into()),
        packages_above: file("../package.json")
            .map(|(path, text)| PackageJson::parse(path, text))
            .into_iter()
            .collect(),
        nango: Some(CLI),
        zod: None,
        env: file(".env").map(|(path, text)| EnvFile::parse(path, text).into()),
        gitignore: file(".gitignore").map(|(path, text)| GitIgnore::parse(path, text).into()),
        tsconfig: file("tsconfig.json").map(|(path, text)| TsConfig::parse(path, text).into()),
        commands: files
            .iter()
            .filter_map(|(path, text)| CommandFile::parse(path.clone(), text))
            .collect(),
        tests: files
            .keys()
            .filter(|path| path.name().ends_with(".test.ts") || MockName::of(path).is_some())
            .cloned()
            .collect(),
        legacy_mocks: legacy_mocks(files).into_iter().collect(),
        vitest: Vitest::read(|name| file(name).map(|(_, text)| text.to_owned())),
        providers: file("node_modules/@nangohq/providers/providers.yaml")
            .and_then(|(_, text)| Providers::parse(text))
            .map_or(ProviderTable::Absent, |table| ProviderTable::Read(Arc::new(table))),
    }
}

/// The folders of mocks in the old layout.
fn legacy_mocks(files: &BTreeMap<FilePath, String>) -> BTreeSet<FilePath> {
    let folders = files
        .keys()
        .flat_map(|file| std::iter::successors(file.folder(), FilePath::folder));
    let is_one = |folder: &FilePath| folder.folder().is_some_and(|around| around.name() == "mocks");
    folders.filter(is_one).collect()
}

/// The rule in whose file something stands.
fn rule_of(place: &Location<'_>) -> Option<&'static Rule> {
    let name = Path::new(place.file()).file_stem().and_then(OsStr::to_str)?;
    rules::find(&name.replace('_', "-"))
}

/// The settings for a test of some rules: these speak, and other conventions do not, unless the fixture names them. Without rules
/// it is the default.
fn about(rules: &[&Rule], fixture: &str) -> Settings {
    let mut settings = Settings::default();
    let is_convention = |rule: &Rule| {
        rule.reporters == [Reporter::Convention]
            && matches!(rule.levels.recommended, Level::Off | Level::On(Severity::Hint))
    };
    for rule in rules::all().filter(|rule| !rules.is_empty() && is_convention(rule) && !fixture.contains(rule.id)) {
        settings.rules.insert(rule.id, Level::Off);
    }
    for rule in rules
        .iter()
        .filter(|rule| rule.levels.recommended == Level::Off || is_convention(rule))
    {
        settings.rules.insert(rule.id, Level::On(Severity::Hint));
    }
    settings
}

/// The folder of this crate.
pub(crate) fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a generated file with the one that is checked in. `UPDATE_RULES=1` writes it instead.
#[track_caller]
pub(crate) fn is_up_to_date(name: &str, text: &str) {
    let path = crate_folder().join(name);
    if std::env::var_os("UPDATE_RULES").is_some() {
        std::fs::write(&path, text).expect("the file can be written");
    }
    let current = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        current == text,
        "{name} is stale: run `UPDATE_RULES=1 cargo test -p lint`"
    );
}
