//! `dryrun`: what is refused before anything runs.

use std::process::Command;

use crate::stderr;
use crate::support::project::Project;

#[test]
fn a_dry_run_says_what_it_lacks() {
    let project = Project::registered();
    let folder = project.root();
    let refused = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
        command
            .current_dir(&folder)
            .arg("dryrun")
            .args(arguments)
            .env("XDG_STATE_HOME", &folder);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    insta::assert_snapshot!(refused(&["get-contcat"]), @"nango-lsp: `index.ts` registers no function `get-contcat`; did you mean `get-contact`?");
    insta::assert_snapshot!(refused(&["get-contact"]), @"nango-lsp: no connection is set for `crm`: name it behind the function, or in `nango-lsp.toml` under `[dryrun.connections]`");
    insta::assert_snapshot!(refused(&["get-contact", "conn-1"]));
    insta::assert_snapshot!(refused(&["get-contact", "conn-1", "--input", "{"]));
    insta::assert_snapshot!(refused(&["get-contact", "conn-1", "--input", "{}", "-e", "prod"]), @"nango-lsp: `get-contact` would run in `prod`; say `--yes` if it shall");
}
