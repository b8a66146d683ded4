//! Completions: a whole function where a statement may begin, and what a fixture may hold.

mod imports;
mod site;

use lint::Analysis;
use project::{Eol, FilePath};
use syntax::{TextEdit, TextSize};

use crate::Command;
use crate::fixture;
use crate::place::Place;
use crate::scaffold::{Filled, Scaffold};

use imports::Imports;
use site::Site;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePosition {
    /// The file.
    pub file: FilePath,
    /// Bytes from its beginning.
    pub offset: TextSize,
}

/// One proposal to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletionItem {
    /// What the list shows.
    pub label: String,
    /// What stands beside it, in a few words.
    pub detail: String,
    /// What it is and what it inserts, as Markdown.
    pub documentation: String,
    /// What is typed is replaced by this.
    pub edit: TextEdit,
    /// Whether `edit` holds tab stops, and `$`, `}` and `\` of the text are escaped.
    pub is_snippet: bool,
    /// What changes elsewhere in the file: imports. Disjoint from `edit`.
    pub additional: Vec<TextEdit>,
    /// What to execute after the insertion. A completion can change no other file, so this brings the registration.
    pub command: Option<Command>,
    /// What the list is sorted by.
    pub sort: String,
    /// What the typed text is compared with.
    pub filter: String,
    /// What it is.
    pub kind: CompletionKind,
}

/// What is proposed: an editor shows a sign for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    /// A whole function.
    Scaffold,
    /// A key of an object.
    Key,
    /// A value.
    Value,
}

/// What can be inserted at `position` of an open file; `snippets` says whether the client knows tab stops.
///
/// Scaffolds are offered at the beginning of a top-level statement of a file that is where a function belongs, and that has
/// none yet. In a fixture keys and values are offered. In doubt nothing is.
pub fn completions(analysis: &Analysis, position: &FilePosition, snippets: bool) -> Vec<CompletionItem> {
    let in_fixture = || fixture::completions(analysis, position, snippets);
    scaffolds(analysis, position, snippets)
        .or_else(in_fixture)
        .unwrap_or_default()
}

fn scaffolds(analysis: &Analysis, position: &FilePosition, snippets: bool) -> Option<Vec<CompletionItem>> {
    let place = Place::of(analysis, &position.file)?;
    let file = analysis.workspace.file(&position.file)?;
    let site = Site::at(file.source.as_ref()?, position.offset)?;
    let command = (!place.project.registered(&position.file)).then(|| Command::Register {
        file: position.file.clone(),
    });

    let items = Scaffold::of_kind(place.kind).enumerate().map(|(rank, scaffold)| {
        let filled = place.fill(scaffold, analysis);
        let imports = Imports::missing(&site, &filled.imports);
        let body = if snippets {
            filled.snippet().to_owned()
        } else {
            filled.plain()
        };
        let text = format!("{}{}{}", site.gap(), imports.above, body.trim_end());
        let eol = site.items.eol;
        let in_file = |edit| site.with_word(with_eol(edit, eol));
        CompletionItem {
            label: scaffold.label().to_owned(),
            detail: format!("Nango: {}", place.integration),
            documentation: documentation(scaffold, &filled),
            edit: with_eol(TextEdit::replace(site.word, text), eol),
            is_snippet: snippets,
            additional: imports.edits.into_iter().map(in_file).collect(),
            command: command.clone(),
            sort: rank.to_string(),
            filter: scaffold.label().to_owned(),
            kind: CompletionKind::Scaffold,
        }
    });
    Some(items.collect())
}

fn documentation(scaffold: Scaffold, filled: &Filled) -> String {
    format!("{}\n\n```ts\n{}```\n", scaffold.description(), filled.file())
}

fn with_eol(edit: TextEdit, eol: Eol) -> TextEdit {
    TextEdit {
        text: edit.text.replace('\n', eol.as_str()),
        ..edit
    }
}

#[cfg(test)]
mod tests {
    use super::{FilePosition, completions};
    use crate::tests::{analysis_of, text_after};
    use syntax::TextSize;
    use test_support::Fixture;

    /// The labels that are offered at `$0`.
    #[track_caller]
    fn labels(fixture: &str) -> Vec<String> {
        let fixture = Fixture::parse(fixture);
        let (file, offset) = fixture.cursor();
        let position = FilePosition {
            file: crate::tests::path(&file.path),
            offset: TextSize::new(offset as u32),
        };
        completions(&analysis_of(&fixture), &position, true)
            .into_iter()
            .map(|item| item.label)
            .collect()
    }

    /// The file after the first completion at `$0` whose label holds `label`, without snippets.
    #[track_caller]
    fn complete(label: &str, fixture: &str) -> String {
        let fixture = Fixture::parse(fixture);
        let (file, offset) = fixture.cursor();
        let position = FilePosition {
            file: crate::tests::path(&file.path),
            offset: TextSize::new(offset as u32),
        };
        let items = completions(&analysis_of(&fixture), &position, false);
        let item = items
            .into_iter()
            .find(|item| item.label.contains(label))
            .expect("offered");
        assert!(!item.is_snippet);
        text_after(&file.text, &[vec![item.edit], item.additional].concat())
    }

    fn in_sync(text: &str) -> String {
        format!("//- /index.ts\n//- /crm/syncs/deals.ts\n{text}")
    }

    #[test]
    fn the_folder_decides_what_is_offered() {
        let at = |path: &str| labels(&format!("//- /index.ts\n//- {path}\n$0"));
        assert_eq!(at("/crm/actions/get.ts"), ["createAction: get one record"]);
        assert_eq!(
            at("/crm/syncs/deals.ts"),
            [
                "createSync: incremental by timestamp",
                "createSync: incremental by cursor",
                "createSync: full refresh with deletion detection",
                "createSync: webhook",
            ]
        );
        assert_eq!(
            at("/crm/on-events/on.ts"),
            [
                "createOnEvent: post-connection-creation",
                "createOnEvent: pre-connection-deletion",
                "createOnEvent: validate-connection",
            ]
        );
        for path in [
            "/crm/helpers/map.ts",
            "/crm/models.ts",
            "/crm/syncs/v2/deals.ts",
            "/crm/syncs/deals.test.ts",
            "/syncs/deals.ts",
            "/crm/functions/deals.ts",
        ] {
            assert_eq!(at(path), [""; 0], "{path}");
        }
    }

    #[test]
    fn a_statement_may_begin() {
        for text in [
            "$0",
            "createS$0",
            "\n\ncreateS$0\n\n",
            "import { createSync } from 'nango'\n\nc$0",
            "import { z } from 'zod';\n$0\nconst Deal = z.object({ id: z.string() });\n",
            "const Deal = z.object({ id: z.string() })\ncreate$0",
            "// notes\n$0",
            "/* notes */\n$0",
            "function map() {}\n$0",
        ] {
            assert_eq!(labels(&in_sync(text)).len(), 4, "{text}");
        }
    }

    #[test]
    fn nothing_is_offered_inside_of_anything() {
        for text in [
            "'createS$0'",
            "const a = `\ncreateS$0\n`;",
            "// createS$0",
            "/*\ncreateS$0\n*/",
            "/*\ncreateS$0",
            "const a =\ncreateS$0",
            "const a =\n$0",
            "a.\ncreateS$0",
            "const a = {\ncreateS$0\n};",
            "function f() {\ncreateS$0\n}",
            "if (a)\n$0",
            "import {\ncreateS$0\n} from 'nango';",
            "import {\n$0\n} from 'nango';",
            "import { createS$0 } from 'nango';",
            "export default\ncreateS$0",
            "f(\ncreateS$0\n);",
            "type A =\n$0",
            "  createS$0",
            "createS$0(",
            "createS$0ync",
            "const b = createS$0",
        ] {
            assert_eq!(labels(&in_sync(text)), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_file_with_a_function_gets_no_other() {
        let text = "import { createSync } from 'nango';\nexport default createSync({});\n$0";
        assert_eq!(labels(&in_sync(text)), [""; 0]);
    }

    #[test]
    fn imports_come_along_once() {
        let start = |text: &str| {
            let text = complete("timestamp", &in_sync(text));
            text.split("const Deal").next().unwrap_or_default().to_owned()
        };
        let both = "import { createSync } from 'nango';\nimport { z } from 'zod';\n";
        assert_eq!(start("createS$0"), format!("{both}\n"));
        assert_eq!(start("// why\n$0"), format!("// why\n\n{both}\n"));
        assert_eq!(start(&format!("{both}$0")), format!("{both}\n"));
        assert_eq!(start(&format!("{both}\n$0\n")), format!("{both}\n"));
        assert_eq!(
            start("import { z } from 'zod';\n\n$0"),
            "import { z } from 'zod';\nimport { createSync } from 'nango';\n\n"
        );
        assert_eq!(
            start("import * as z from 'zod';\nimport { createAction } from 'nango';\n\n$0"),
            "import * as z from 'zod';\nimport { createAction, createSync } from 'nango';\n\n"
        );
        assert_eq!(
            start("import type { z } from 'zod';\nimport type { NangoSync } from 'nango';\n\n$0"),
            format!("import type {{ z }} from 'zod';\nimport type {{ NangoSync }} from 'nango';\n{both}\n")
        );
        assert_eq!(start("const a = 1;\n\n$0"), format!("{both}\nconst a = 1;\n\n"));
    }

    #[test]
    fn line_ends_are_those_of_the_file() {
        let text = complete("cursor", &in_sync("import { z } from 'zod';\r\n\r\n$0"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }

    #[test]
    fn the_model_differs_from_those_of_other_syncs() {
        let text = complete(
            "webhook",
            "
            //- /index.ts
            //- /crm/syncs/fetch-deals.ts
            import { createSync } from 'nango';
            import { z } from 'zod';
            export default createSync({ models: { Deal: z.object({ id: z.string() }) } });
            //- /crm/syncs/deals.ts
            $0",
        );
        assert!(text.contains("models: { Deals },"), "{text}");
    }

    #[test]
    fn zod_is_imported_as_elsewhere_in_the_project() {
        let text = complete(
            "get one",
            "
            //- /index.ts
            //- /crm/actions/list.ts
            import { createAction } from 'nango';
            import * as z from 'zod';
            export default createAction({ input: z.void() });
            //- /crm/actions/get.ts
            $0",
        );
        assert!(text.contains("import * as z from 'zod';"), "{text}");
    }

    #[test]
    fn a_registration_follows_unless_there_is_one() {
        let command = |index: &str| {
            let fixture = Fixture::parse(&format!("//- /index.ts\n{index}//- /crm/syncs/deals.ts\n"));
            let position = FilePosition {
                file: crate::tests::path("/crm/syncs/deals.ts"),
                offset: TextSize::new(0),
            };
            completions(&analysis_of(&fixture), &position, true).remove(0).command
        };
        assert!(command("").is_some_and(|command| command.id() == crate::REGISTER));
        assert_eq!(command("import './crm/syncs/deals.js';\n"), None);
    }

    #[test]
    fn odd_file_names_give_sound_texts() {
        for path in [
            "/o'neil/syncs/1.ts",
            "/crm(eu)/syncs/größe $x.ts",
            "/a`b/syncs/日本.ts",
            "/c}d/actions/${x}.ts",
        ] {
            let label = if path.contains("syncs") {
                "full refresh"
            } else {
                "get one"
            };
            let text = complete(label, &format!("//- /index.ts\n//- {path}\n$0"));
            assert!(!syntax::SourceFile::parse(&*text).ast().has_errors(), "{text}");
        }
    }
}
