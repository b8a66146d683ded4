//! `check --fix` and `--diff`.

use crate::support::project::files;
use crate::{faulty, run, stdout};

#[test]
fn fixes_are_shown_and_then_made() {
    let project = faulty();
    let before = project.read("index.ts");
    let output = run(&project.root(), &["check", "--diff"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(stdout(&output));
    assert_eq!(project.read("index.ts"), before, "`--diff` changes nothing");

    let output = run(&project.root(), &["check", "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let imports = project.read("index.ts");
    for name in ["get-contact", "update-contact", "find-contact"] {
        assert_eq!(
            imports
                .matches(&format!("\nimport './crm/actions/{name}.js';\n"))
                .count()
                + usize::from(imports.starts_with(&format!("import './crm/actions/{name}.js';\n"))),
            1,
            "{imports}"
        );
    }
    let left = files(&project.root());
    assert!(
        left.iter().all(|file| !file.to_string_lossy().contains(".tmp")),
        "{left:?}"
    );
    assert_eq!(
        stdout(&run(&project.root(), &["check", "--diff"])),
        "",
        "nothing is left to fix"
    );
}
