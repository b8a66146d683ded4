//! What the folders of the editors repeat of the server is what the server says.

use std::path::Path;

fn read(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The values of `key = '…'` in a Lua text.
fn quoted<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    let start = format!("{key} = '");
    let values = text.split(start.as_str()).skip(1);
    values.filter_map(|rest| rest.split('\'').next()).collect()
}

#[test]
fn neovim_offers_the_scaffolds_of_the_server() {
    let text = read("editors/neovim/lua/nango/scaffolds.lua");
    let ids: Vec<_> = ide::Scaffold::ALL.into_iter().map(ide::Scaffold::id).collect();
    let labels: Vec<_> = ide::Scaffold::ALL.into_iter().map(ide::Scaffold::label).collect();
    assert_eq!((quoted(&text, "id"), quoted(&text, "title")), (ids, labels));
}

#[test]
fn neovim_knows_the_arguments_of_a_run() {
    let text = read("editors/neovim/lua/nango/commands.lua");
    let list = text.split("RUN_ARGUMENTS =").nth(1).expect("the list");
    let list = list.split('}').next().expect("its end");
    let mut known: Vec<_> = list.split('\'').skip(1).step_by(2).collect();
    known.sort_unstable();
    let dryrun = ide::commands()
        .find(|command| command.id == ide::DRYRUN)
        .expect("it is there");
    // What the file says already.
    let implied = ["file", "kind", "name"];
    let arguments = dryrun.arguments.iter().map(|argument| argument.name);
    let mut arguments: Vec<_> = arguments.filter(|name| !implied.contains(name)).collect();
    arguments.sort_unstable();
    assert_eq!(known, arguments);
    let help = read("editors/neovim/doc/nango.txt");
    for name in known {
        assert!(help.contains(&format!("`{name}`")), "the help lacks `{name}`");
    }
}
