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

/// What repeats the address of the repository, which stands in the `Cargo.toml` at the top.
const ADDRESSED: [&str; 6] = [
    "README.md",
    "editors/neovim/doc/nango.txt",
    "editors/npm/package.json",
    "editors/vscode/package.json",
    "editors/zed/Cargo.toml",
    "editors/zed/extension.toml",
];

/// `UPDATE_ADDRESS=1` writes it everywhere.
#[test]
fn everything_names_one_repository() {
    let address = env!("CARGO_PKG_REPOSITORY");
    if std::env::var_os("UPDATE_ADDRESS").is_some() {
        let zed = read("editors/zed/Cargo.toml");
        let before = values(&zed, "repository")[0];
        for file in ADDRESSED {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            std::fs::write(path, read(file).replace(before, address)).expect("written");
        }
    }
    for file in ADDRESSED {
        let text = read(file);
        let others = text.replace(address, "");
        assert!(text.contains(address), "{file} does not name {address}");
        assert!(
            !others.contains("/nango-lsp.git") && !others.contains("OWNER"),
            "{file}"
        );
    }
}

/// The values of `"key": "…"` and `key = "…"` in a text.
fn values<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    let lines = text.lines().map(str::trim);
    let values = lines.filter_map(|line| {
        let rest = line.strip_prefix('"').unwrap_or(line).strip_prefix(key)?;
        let rest = rest.trim_start_matches(['"', ' ', ':', '=']);
        rest.split('"').next()
    });
    values.collect()
}

#[test]
fn everything_that_a_release_carries_has_one_version() {
    let version = env!("CARGO_PKG_VERSION");
    for file in [
        "editors/zed/Cargo.toml",
        "editors/zed/extension.toml",
        "editors/npm/package.json",
    ] {
        assert_eq!(values(&read(file), "version").first(), Some(&version), "{file}");
    }
    let vscode = "editors/vscode/package.json";
    if Path::new(env!("CARGO_MANIFEST_DIR")).join(vscode).exists() {
        assert_eq!(values(&read(vscode), "version").first(), Some(&version), "{vscode}");
    }
    let wrapper = read("editors/npm/package.json");
    let platforms = values(&wrapper, "@nango-lsp/");
    assert_eq!(platforms.len(), 6);
    for platform in ["darwin", "linux", "win32"]
        .into_iter()
        .flat_map(|os| ["arm64", "x64"].map(|cpu| format!("{os}-{cpu}")))
    {
        assert_eq!(values(&wrapper, &format!("@nango-lsp/{platform}")), [version]);
    }
    let lock = read("editors/zed/Cargo.lock");
    let own = lock
        .split("name = \"nango-lsp-zed\"")
        .nth(1)
        .expect("the extension itself");
    assert_eq!(values(own, "version").first(), Some(&version));
}
