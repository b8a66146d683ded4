//! Arguments that the user keeps in files of the project: `<integration>/fixtures/<function>.input.json`.

use std::path::{Path, PathBuf};

use dryrun::Argument;
use ide::Runnable;
use project::ArgumentKind;

/// The argument, if there is a file with it. The CLI reads it: what is in it stays out of the argument vector.
pub fn fixture(root: &Path, runnable: &Runnable, argument: ArgumentKind) -> Option<Argument> {
    let path = PathBuf::from(argument.fixture_of(&runnable.integration, &runnable.name));
    root.join(&path).is_file().then_some(Argument::File(path))
}
