//! Workspaces out of fixtures, for the unit tests of this crate.

use std::sync::Arc;

use syntax::SourceFile;
use test_support::Fixture;

use crate::{File, FilePath, Links, Manifest, Project, Workspace};

/// The folder that a fixture's `/` stands for.
fn root() -> FilePath {
    FilePath::new("/p")
}

/// The file that a fixture calls `path`.
pub(crate) fn file(path: &str) -> FilePath {
    root().join(path)
}

/// A workspace of one project, all files closed.
pub(crate) fn workspace(fixture: &str) -> Workspace {
    let files = Fixture::parse(fixture).files.into_iter().map(|fixture| {
        let path = file(&fixture.path);
        let file = File::closed(&path, &SourceFile::parse(fixture.text), false);
        (path, file)
    });
    Workspace::new([Project::new(root(), Manifest::default(), Links::default())], files)
}

/// The one project of a fixture.
pub(crate) fn project(fixture: &str) -> Arc<Project> {
    let workspace = workspace(fixture);
    workspace.projects().next().map(Arc::clone).expect("one was put in")
}
