//! What the tests of all features share: a project from a fixture, and pictures of what comes out.

use lint::{Analysis, Audience, FileEdit, Settings, SourceChange};
use project::{FilePath, Fixture as Kept, FixtureName, Links, Manifest, Project};
use syntax::{SourceFile, TextEdit, apply_edits};
use test_support::Fixture;

/// The root of the projects of fixtures: their paths are relative to it.
const ROOT: &str = "/project";

/// The file that a fixture calls `path`.
pub(crate) fn path(path: &str) -> FilePath {
    FilePath::new(format!("{ROOT}{path}"))
}

/// A project whose files are all open.
pub(crate) fn analysis(fixture: &str) -> Analysis {
    analysis_of(&Fixture::parse(fixture))
}

/// A project whose files are all open.
pub(crate) fn analysis_of(fixture: &Fixture) -> Analysis {
    project(fixture, Links::default(), Settings::default())
}

/// A project with symbolic links: each with what it leads to.
pub(crate) fn with_links(fixture: &str, links: impl IntoIterator<Item = (FilePath, FilePath)>) -> Analysis {
    project(&Fixture::parse(fixture), Links::new(links), Settings::default())
}

/// A project with settings of its own.
pub(crate) fn with_settings(fixture: &str, settings: Settings) -> Analysis {
    project(&Fixture::parse(fixture), Links::default(), settings)
}

fn project(fixture: &Fixture, links: Links, settings: Settings) -> Analysis {
    let mut analysis = Analysis::new(settings, Audience::Editor);
    analysis.add_project(Project::new(path(""), Manifest::default(), links));
    for file in &fixture.files {
        let file_path = path(&file.path);
        if FixtureName::of(&file_path).is_some() {
            analysis.set_fixture(file_path, Some(Kept::new(&file.text, false)));
        } else {
            analysis.set_source(file_path, SourceFile::parse(&*file.text));
        }
    }
    analysis
}

/// `text` after `edits`, which have to fit together.
#[track_caller]
pub(crate) fn text_after(text: &str, edits: &[TextEdit]) -> String {
    apply_edits(text, edits).expect("the edits are disjoint and within the text")
}

/// A change as a picture: each file with its text afterwards.
#[track_caller]
pub(crate) fn picture(analysis: &Analysis, change: &SourceChange) -> String {
    let name = |path: &str| path.strip_prefix(ROOT).unwrap_or(path).to_owned();
    let after = |edit: &FileEdit| match edit {
        FileEdit::Create { path, text } => format!("new {}\n{text}", name(&path.to_string_lossy())),
        FileEdit::Edit { file, edits } => {
            let workspace = &analysis.workspace;
            let source = || Some(workspace.file(file)?.source.as_ref()?.text());
            let kept = || Some(&*workspace.fixture(file)?.text);
            let text = source().or_else(kept).expect("open");
            format!("{}\n{}", name(file.as_str()), text_after(text, edits))
        }
        FileEdit::Delete { file } => format!("no {}\n", name(file.as_str())),
        FileEdit::Rename { from, to } => format!("{} -> {}\n", name(from.as_str()), name(&to.to_string_lossy())),
    };
    change.edits.iter().map(|edit| format!("//- {}", after(edit))).collect()
}
