//! The reader of schemas beside TypeScript: what `tests/zod/record.mjs` recorded.

use project::schema::SchemaKind;
use project::{File, FilePath, Links, Manifest, Project, Schema, Workspace};
use serde_json::Value;
use syntax::SourceFile;

#[test]
fn every_schema_has_the_class_that_typescript_gives_it() {
    let recorded = include_str!("../../../tests/zod/recorded-0.71.10.json");
    let recorded: Value = serde_json::from_str(recorded).expect("JSON");
    let classes: Vec<(&str, &str)> = recorded["classes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| (line[0].as_str().expect("a schema"), line[1].as_str().expect("a class")))
        .collect();
    assert!(classes.len() >= 500, "the data is gone");

    // In an array, as what is merely read out of another schema is no declaration of one by its looks.
    let declarations: String = classes
        .iter()
        .enumerate()
        .map(|(at, (text, _))| format!("const s{at} = z.array({text});\n"))
        .collect();
    let (root, path) = (FilePath::new("/p"), FilePath::new("/p/models.ts"));
    let source = SourceFile::parse(format!("import * as z from 'zod';\n{declarations}"));
    let file = File::closed(&path, &source, false);
    let workspace = Workspace::new(
        [Project::new(root, Manifest::default(), Links::default())],
        [(path.clone(), file)],
    );
    for (at, (text, class)) in classes.iter().enumerate() {
        let array = Schema::named(&workspace, &path, &format!("s{at}"));
        let SchemaKind::Array(schema) = array.kind else {
            panic!("{text}");
        };
        assert_eq!(schema.class(), Some(*class), "{text}");
    }
}
