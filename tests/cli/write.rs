//! `register` and `new`: what the editor's commands make, written to the disk.

use crate::support::project::{ACTION, Project};
use crate::{run, stderr, stdout};

#[test]
fn functions_are_registered() {
    for arguments in [&["register"][..], &["register", "crm/actions/find-contact.ts"][..]] {
        let project = Project::unregistered();
        let output = run(&project.root(), arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stdout(&output), "index.ts\n");
        assert_eq!(
            project.read("index.ts"),
            "import './crm/actions/find-contact.js';\nimport './crm/actions/get-contact.js';\n"
        );
        let again = run(&project.root(), arguments);
        assert_eq!(again.status.code(), Some(2));
        assert!(stderr(&again).contains("registered already"), "{}", stderr(&again));
    }
}

#[test]
fn several_functions_are_registered_one_after_the_other() {
    let project = Project::unregistered();
    project.write("crm/actions/a.ts", ACTION);
    let files = ["register", "crm/actions/find-contact.ts", "crm/actions/a.ts"];
    let output = run(&project.root(), &files);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(project.read("index.ts").lines().count(), 3);
}

#[test]
fn a_function_is_made_and_not_made_twice() {
    let project = Project::registered();
    let arguments = ["new", "crm", "deals", "--template", "sync-full", "--model", "Deal"];
    let output = run(&project.root(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(project.read("crm/syncs/deals.ts").contains("Deal"));
    assert!(project.read("index.ts").contains("./crm/syncs/deals.js"));
    assert_eq!(run(&project.root(), &arguments).status.code(), Some(2));
    let unknown = run(&project.root(), &["new", "crm", "deals", "--template", "x"]);
    assert!(
        stderr(&unknown).contains("there is no template `x`"),
        "{}",
        stderr(&unknown)
    );
}
