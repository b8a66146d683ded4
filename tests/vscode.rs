//! The manifest of the extension for VS Code says what the server says: its commands, its settings, its version.

use std::collections::BTreeSet;
use std::path::Path;

use lint::Settings;
use serde_json::{Value, json};

/// What the extension keeps to itself: the server is not told of it.
const OWN_SETTINGS: [&str; 3] = ["server.path", "inlineResults", "trace.server"];

fn read(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode").join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn manifest() -> Value {
    serde_json::from_str(&read("package.json")).expect("JSON")
}

/// The settings, by their names without `nango.`.
fn settings(manifest: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let properties = manifest["contributes"]["configuration"]["properties"].as_object();
    properties.expect("settings").iter().map(|(name, setting)| {
        let name = name.strip_prefix("nango.").expect("one section");
        (name, setting)
    })
}

#[test]
fn every_command_of_the_server_is_one_of_the_palette() {
    let manifest = manifest();
    let offered = manifest["contributes"]["commands"].as_array().expect("commands");
    let offered: BTreeSet<_> = offered.iter().filter_map(|it| it["command"].as_str()).collect();
    let palette = manifest["contributes"]["menus"]["commandPalette"]
        .as_array()
        .expect("a menu");
    // The client of VS Code knows code actions as such.
    for command in ide::commands().filter(|command| command.id != ide::APPLY) {
        assert!(
            offered.contains(command.id),
            "add {} to the commands of the manifest, and to its palette",
            command.id
        );
        let entry = palette.iter().find(|entry| entry["command"] == command.id);
        let when = entry.and_then(|entry| entry["when"].as_str()).unwrap_or_default();
        assert!(
            when.contains("nango.ready"),
            "{} is offered without a server: {when}",
            command.id
        );
        assert_eq!(
            when.contains("isWorkspaceTrusted"),
            command.needs_trust,
            "{} in a workspace that is not trusted: {when}",
            command.id
        );
    }
    let own = read("src/commands.ts");
    for command in offered {
        let is_servers = ide::commands().any(|it| it.id == command);
        let is_own = own.contains(&format!("registerCommand('{command}'"));
        assert!(is_servers != is_own, "{command} is made by nobody, or twice");
    }
}

#[test]
fn menus_name_commands_that_are_there() {
    let manifest = manifest();
    let commands = manifest["contributes"]["commands"].as_array().expect("commands");
    let menus = manifest["contributes"]["menus"].as_object().expect("menus");
    for entry in menus.values().filter_map(Value::as_array).flatten() {
        let id = &entry["command"];
        let command = commands.iter().find(|command| command["command"] == *id);
        let command = command.unwrap_or_else(|| panic!("there is no command {id}"));
        assert!(command["icon"].is_string(), "{id} has no icon");
    }
}

#[test]
fn every_setting_is_one_of_the_server_or_of_the_extension() {
    let manifest = manifest();
    for (name, setting) in settings(&manifest) {
        assert!(setting["markdownDescription"].is_string(), "{name} is not described");
        let section = name
            .rsplit('.')
            .fold(setting["default"].clone(), |value, key| json!({ key: value }));
        let problems = Settings::default().with_editor(&section).1;
        assert_eq!(
            problems.is_empty(),
            !OWN_SETTINGS.contains(&name),
            "{name}: {problems:?}"
        );
        let names_a_program = name.ends_with(".path");
        assert_eq!(setting["scope"] == "machine", names_a_program, "the scope of {name}");
    }
}

#[test]
fn what_the_file_takes_the_settings_take() {
    let manifest = manifest();
    let mut missing = Vec::new();
    compare("", &lint::settings::schema(), &manifest, &mut missing);
    assert_eq!(missing, [""; 0]);
}

/// Goes down the tables of the schema of `nango-lsp.toml`; each key is a setting of the same kind.
fn compare(prefix: &str, table: &Value, manifest: &Value, missing: &mut Vec<String>) {
    for (key, value) in table["properties"].as_object().into_iter().flatten() {
        let name = format!("{prefix}{key}");
        if value["properties"].is_object() {
            compare(&format!("{name}."), value, manifest, missing);
            continue;
        }
        let Some((_, setting)) = settings(manifest).find(|(setting, _)| *setting == name) else {
            missing.push(name);
            continue;
        };
        for aspect in ["enum", "default", "minimum"] {
            if let Some(said) = value.get(aspect) {
                assert_eq!(&setting[aspect], said, "{aspect} of {name}");
            }
        }
        let description = value["description"].as_str().expect("it is described");
        let shown = setting["markdownDescription"].as_str().unwrap_or_default();
        assert!(shown.starts_with(description), "{name}: {description}");
    }
}

#[test]
fn the_extension_has_the_version_of_the_server() {
    assert_eq!(manifest()["version"], env!("CARGO_PKG_VERSION"));
    let lock: Value = serde_json::from_str(&read("package-lock.json")).expect("JSON");
    assert_eq!(lock["version"], env!("CARGO_PKG_VERSION"));
}
