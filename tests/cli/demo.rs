//! `demo`.

use std::process::Command;

use crate::support::project::files;
use crate::{stderr, stdout};

#[test]
fn the_demo_runs_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    // Without a `PATH` there is neither node nor the CLI: the run says so, and the rest is the same everywhere.
    let output = command
        .arg("demo")
        .current_dir(folder.path())
        .env("TMPDIR", folder.path())
        .env("PATH", "")
        .output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    insta::assert_snapshot!(stdout(&output));
    assert_eq!(files(folder.path()), Vec::<std::path::PathBuf>::new());
}
