//! The imports that an inserted scaffold needs and its file lacks.

use project::items::{Import, ImportForm, SpecifierForm};
use syntax::{TextEdit, TextSize};

use super::site::Site;
use crate::scaffold::NeededImport;

/// What brings the imports.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// Lines that go above the scaffold itself, with the empty line after them.
    pub(super) above: String,
    /// Edits elsewhere, in the file without the word that is being typed.
    pub(super) edits: Vec<TextEdit>,
}

impl Imports {
    pub(super) fn missing(site: &Site, needed: &[NeededImport]) -> Imports {
        let imports = &site.items.imports;
        let missing: Vec<&NeededImport> = needed
            .iter()
            .filter(|needed| !imports.iter().any(|import| brings(import, needed)))
            .collect();
        let lines = |missing: &[&NeededImport]| missing.iter().map(|it| it.line()).collect::<Vec<_>>().join("\n");

        if missing.is_empty() {
            return Imports::default();
        }
        if imports.is_empty() && !site.has_code_above() {
            return Imports {
                above: lines(&missing) + "\n\n",
                edits: Vec::new(),
            };
        }
        let mut edits = Vec::new();
        let mut own_line = Vec::new();
        for needed in missing {
            match imports.iter().find_map(|import| room_in(import, needed)) {
                Some(at) => edits.push(TextEdit::insert(at, format!(", {}", needed.name))),
                None => own_line.push(needed),
            }
        }
        if !own_line.is_empty() {
            edits.push(match imports.last() {
                Some(last) => TextEdit::insert(last.span.end(), format!("\n{}", lines(&own_line))),
                None => TextEdit::insert(first_statement(site), lines(&own_line) + "\n\n"),
            });
        }
        Imports {
            above: String::new(),
            edits,
        }
    }
}

/// Whether `import` binds the name already, under which form ever.
fn brings(import: &Import, needed: &NeededImport) -> bool {
    let is_bound = |name: &str| import.specifiers.iter().any(|it| &*it.local == name && !it.type_only);
    &*import.source == needed.package && !import.type_only && is_bound(needed.name)
}

/// Where the name can be added to an import of the same package.
fn room_in(import: &Import, needed: &NeededImport) -> Option<TextSize> {
    let is_open = import.form == ImportForm::Bindings && !import.type_only && &*import.source == needed.package;
    let last = import
        .specifiers
        .iter()
        .rfind(|specifier| specifier.form == SpecifierForm::Named)?;
    (is_open && !needed.is_namespace).then_some(last.span.end())
}

fn first_statement(site: &Site) -> TextSize {
    let ast = site.around.ast();
    ast[ast.body()]
        .first()
        .map_or(TextSize::new(0), |stmt| stmt.range.start())
}
