//! What a change of the disk means, read on a thread that may wait for it.

use lint::Analysis;
use project::manifest::Vitest;
use project::{FilePath, FixtureName, Manifest, load};

/// More changes than these are a checkout of another branch: then everything is read anew, on all processors.
const MANY: usize = 200;

/// What became of the files that changed.
#[derive(Debug)]
pub enum News {
    /// Projects may have come or gone, or whole folders: everything has to be read.
    Everything,
    /// This, in the order in which it was told.
    Of(Vec<(FilePath, Change)>),
}

/// What became of one file.
#[derive(Debug)]
pub enum Change {
    /// A source has this text.
    Source(load::Text),
    /// A source is gone, or cannot be read.
    Gone,
    /// A fixture has this text; `None` when it is gone, or cannot be read.
    Fixture(Option<load::Text>),
    /// Mocks that were looked at have this text; `None` when they are gone, or cannot be read.
    Mocks(Option<load::Text>),
    /// What stands beside the functions of this project changed.
    Manifest(FilePath, Box<Manifest>),
    /// The `nango-lsp.toml` of this project has this text; `None` when it is gone.
    Settings(FilePath, Option<String>),
}

impl Change {
    /// The text that the file itself has, if it is read for it.
    pub fn text(&self) -> Option<&load::Text> {
        match self {
            Self::Source(text) => Some(text),
            Self::Fixture(text) | Self::Mocks(text) => text.as_ref(),
            Self::Gone | Self::Manifest(..) | Self::Settings(..) => None,
        }
    }
}

/// Reads what has become of `files`. `folders` are those of the workspace.
pub fn read(known: &Analysis, folders: &[FilePath], files: Vec<FilePath>) -> News {
    let (outputs, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| is_output(known, folders, file));
    if files.len() > MANY || files.iter().any(|file| is_structure(known, file)) {
        return News::Everything;
    }
    let closed = outputs.into_iter().filter_map(|file| {
        let change = without_editor(known, &file)?;
        Some((file, change))
    });
    News::Of(
        files
            .into_iter()
            .flat_map(|file| of_file(known, file))
            .chain(closed)
            .collect(),
    )
}

/// What nobody edits. A dry run rewrites `build/` and `.nango/nango.json`, and nothing of ours depends on them. A project may
/// itself lie below a folder that is called so.
fn is_output(known: &Analysis, folders: &[FilePath], file: &FilePath) -> bool {
    let projects = || known.workspace.projects();
    if projects().any(|project| project.contains(file)) {
        return false;
    }
    let roots = projects().map(|project| project.root()).chain(folders);
    let below = roots
        .filter_map(|root| file.relative_to(root))
        .min_by_key(|path| path.len());
    let mut folders = below.unwrap_or(file.as_str()).rsplit('/').skip(1);
    folders.any(|folder| matches!(folder, "node_modules" | "build" | "dist" | ".nango" | ".git"))
}

/// What becomes of a file that is known only because an editor had it open.
fn without_editor(known: &Analysis, file: &FilePath) -> Option<Change> {
    let workspace = &known.workspace;
    let fixture = || workspace.fixture(file).map(|_| Change::Fixture(None));
    workspace.file(file).map(|_| Change::Gone).or_else(fixture)
}

/// Whether projects come or go with it: their markers, their registry, and whole folders.
fn is_structure(known: &Analysis, file: &FilePath) -> bool {
    let workspace = &known.workspace;
    let manifest = || Some(workspace.project(&file.folder()?)?.manifest());
    match file.name() {
        // A run writes into `.nango/`, which some watchers report as a change of the folder.
        ".nango" => file.exists() != manifest().is_some_and(|manifest| manifest.has_dot_nango),
        "nango.yaml" => file.exists() != manifest().is_some_and(|manifest| manifest.yaml.is_some()),
        "index.ts" => file.is_file() != workspace.file(file).is_some(),
        _ if file.is_dir() => true,
        _ => {
            let is_known = workspace.file(file).is_some();
            let is_inside = |known: &FilePath| known != file && known.relative_to(file).is_some();
            let mut all = workspace.files().map(|(known, _)| known);
            let mut fixtures = workspace.fixtures().map(|(known, _)| known);
            !is_known && !file.exists() && (all.any(is_inside) || fixtures.any(is_inside))
        }
    }
}

fn of_file(known: &Analysis, file: FilePath) -> Vec<(FilePath, Change)> {
    let projects = || known.workspace.projects().map(|project| project.root());
    match file.name() {
        lint::settings::FILE_NAME => {
            let text = load::read_file(&file).ok().map(|text| text.text);
            let of_root = projects().find(|root| file.folder().as_ref() == Some(*root)).cloned();
            of_root
                .map(|root| (file, Change::Settings(root, text)))
                .into_iter()
                .collect()
        }
        name if load::is_source(name) => {
            let change = load::read_file(&file).map_or(Change::Gone, Change::Source);
            // Of what vitest reads, it counts as well that it is there.
            let mut changes = if Vitest::is_named(name) {
                manifests(known, &file).collect()
            } else {
                Vec::new()
            };
            changes.push((file, change));
            changes
        }
        _ if FixtureName::of(&file).is_some() => {
            let text = load::read_file(&file).ok();
            vec![(file, Change::Fixture(text))]
        }
        _ => {
            // Mocks and tests are judged while they are open.
            let is_looked_at = known.workspace.fixture(&file).is_some();
            let mocks = is_looked_at.then(|| (file.clone(), Change::Mocks(load::read_file(&file).ok())));
            let tested = known.workspace.file(&file).map(|_| (file.clone(), Change::Gone));
            manifests(known, &file).chain(mocks).chain(tested).collect()
        }
    }
}

/// The manifests of the projects that a file may concern, read anew.
fn manifests(known: &Analysis, file: &FilePath) -> impl Iterator<Item = (FilePath, Change)> {
    let roots = known.workspace.projects().map(|project| project.root());
    let concerned = roots.filter(|root| load::is_of_manifest(root, file));
    concerned.map(|root| {
        let manifest = Box::new(load::read_manifest(root));
        (file.clone(), Change::Manifest(root.clone(), manifest))
    })
}

#[cfg(test)]
mod tests {
    use lint::{Audience, Settings};
    use syntax::SourceFile;

    use super::*;

    #[test]
    fn what_is_known_of_an_output_ends_with_its_document() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = load::canonical(folder.path());
        let (declarations, fixture) = (
            root.join("node_modules/crm/index.d.ts"),
            root.join("build/fixtures/get.input.json"),
        );
        let mut known = Analysis::new(Settings::default(), Audience::Editor);
        known.set_source(declarations.clone(), SourceFile::parse("export const limit: number;"));
        known.set_fixture(fixture.clone(), Some(project::Fixture::new("{}", false)));
        let other = root.join("node_modules/mail/index.d.ts");
        let News::Of(changes) = read(&known, &[root], vec![declarations.clone(), other, fixture.clone()]) else {
            panic!("nothing has to be read");
        };
        assert!(
            matches!(&changes[..], [(gone, Change::Gone), (no_more, Change::Fixture(None))]
                if *gone == declarations && *no_more == fixture),
            "{changes:?}"
        );
    }
}
