//! The scaffolds as they come out, and what our own rules say of them.

use lint::Settings;
use lint::settings::Profile;
use syntax::SourceFile;

use super::{Scaffold, body};
use crate::tests::{path, with_settings};
use crate::{NewFunction, new_function};
use lint::FileEdit;

/// A file for each scaffold, and whether the project imports zod as a namespace.
fn project(settings: Settings, index: &str) -> (lint::Analysis, Vec<(Scaffold, String)>) {
    let analysis = with_settings(&format!("//- /index.ts\n{index}"), settings);
    let texts = Scaffold::ALL.into_iter().enumerate().map(|(at, scaffold)| {
        let new = NewFunction {
            root: path(""),
            integration: "hubspot".to_owned(),
            name: NAMES[at].to_owned(),
            scaffold,
            model: None,
        };
        let change = new_function(&analysis, &new).expect("valid");
        match change.edits.into_iter().next() {
            Some(FileEdit::Create { text, .. }) => (scaffold, text),
            other => panic!("a new file first, not {other:?}"),
        }
    });
    let texts = texts.collect();
    (analysis, texts)
}

/// Names for the functions of all scaffolds, none of which gives the model of another.
const NAMES: [&str; 8] = [
    "get-contact",
    "contacts",
    "fetch-deals",
    "list-companies",
    "tickets",
    "on-connected",
    "on-deleted",
    "on-validated",
];

#[test]
fn expanded() {
    for (scaffold, text) in project(Settings::default(), "").1 {
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(scaffold.id(), text);
        });
    }
}

#[test]
fn no_rule_has_anything_to_say_in_any_profile() {
    for profile in [Profile::Recommended, Profile::Strict, Profile::Agent] {
        let mut settings = Settings::default();
        settings.profile = profile;
        let entries: String = NAMES
            .iter()
            .zip(Scaffold::ALL)
            .map(|(name, scaffold)| format!("import './hubspot/{}/{name}.js';\n", scaffold.kind().folder()))
            .collect();
        let (mut analysis, texts) = project(settings, "");
        analysis.set_source(path("/index.ts"), SourceFile::parse(entries));
        let files: Vec<_> = NAMES
            .iter()
            .zip(&texts)
            .map(|(name, (scaffold, _))| path(&format!("/hubspot/{}/{name}.ts", scaffold.kind().folder())))
            .collect();
        for (file, (_, text)) in files.iter().zip(&texts) {
            analysis.set_source(file.clone(), SourceFile::parse(&**text));
        }
        for file in files.iter().chain([&path("/index.ts")]) {
            let found: Vec<_> = analysis
                .diagnose(file)
                .into_iter()
                .map(|it| (it.rule.id, it.message))
                .collect();
            assert!(found.is_empty(), "{profile:?} {file}: {found:?}");
        }
        // The rules do look at these files.
        let broken = texts[0].1.replace("version: '1.0.0'", "version: 'one'");
        analysis.set_source(files[0].clone(), SourceFile::parse(broken));
        assert_eq!(analysis.diagnose(&files[0]).len(), 1);
    }
}

#[test]
fn the_imports_of_a_text_are_those_that_are_added_for_it() {
    let (_, texts) = project(Settings::default(), "");
    for (scaffold, filled) in texts {
        let header = scaffold
            .text()
            .strip_suffix(body(scaffold.text()))
            .expect("imports first");
        assert!(filled.starts_with(header), "{header}");
    }
}

#[test]
fn every_blank_is_filled() {
    for (scaffold, text) in project(Settings::default(), "").1 {
        assert!(!text.contains("{{") && !text.contains("}}'"), "{scaffold:?}\n{text}");
    }
}
