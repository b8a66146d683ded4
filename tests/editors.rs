//! What the folders of the editors repeat of the server is what the server says.

use std::path::Path;

fn read(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn the_help_of_neovim_has_the_arguments_of_a_run() {
    let help = read("editors/neovim/doc/nango.txt");
    let dryrun = ide::commands().find(|command| command.id == ide::DRYRUN);
    // What the file says already.
    let implied = ["file", "kind", "name"];
    let arguments = dryrun.expect("it is there").arguments.iter();
    for argument in arguments.filter(|argument| !implied.contains(&argument.name)) {
        assert!(
            help.contains(&format!("`{}`", argument.name)),
            "the help lacks `{}`",
            argument.name
        );
    }
}
