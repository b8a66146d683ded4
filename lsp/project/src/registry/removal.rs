//! Lines of `index.ts` that go, and lines that are written anew.

use syntax::TextEdit;

use super::{Registry, Unmatched, WhyUnmatched};
use crate::Span;

impl Registry {
    /// The edit that takes the entry at `index` out: its line, the header of a group that it leaves empty included; only
    /// the import if something else stands on the line. None if there is no such entry.
    pub fn removal(&self, index: usize) -> Option<TextEdit> {
        let entry = self.index.matches.get(index)?;
        if !entry.alone {
            return Some(TextEdit::delete(entry.span.0));
        }
        let layout = &self.index.layout;
        let first_folder = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
        let integration = first_folder(&entry.path);
        let is_same = |other: usize| {
            self.index
                .matches
                .get(other)
                .is_some_and(|other| first_folder(&other.path) == integration)
        };
        let is_last_of_group = !is_same(index + 1) && !index.checked_sub(1).is_some_and(is_same);
        let header = layout
            .header_before(entry.line_span)
            .filter(|header| header.text.contains(&*integration));
        let range = match header {
            Some(header) if is_last_of_group => {
                let group = Span::new(header.line_span.start(), entry.line_span.end());
                let blank = layout.blank_after(group).or(layout.blank_before(group));
                blank.map_or(group.0, |blank| group.cover(blank.0))
            }
            _ => entry.line_span.0,
        };
        Some(TextEdit::delete(range))
    }

    /// The edit that writes an import in the form that the compiler sees, on a line of its own. None if the path leads out
    /// of the project, so that no form would do.
    pub fn canonical(&self, unmatched: &Unmatched) -> Option<TextEdit> {
        let missed = self.index.missed.iter().find(|missed| missed.span == unmatched.span)?;
        if missed.why == WhyUnmatched::ByteOrderMark {
            // The mark itself is outside of the text that an editor knows.
            return Some(TextEdit::insert(missed.span.start(), self.eol().as_str()));
        }
        let is_below = missed.source.starts_with("./") || (missed.why == WhyUnmatched::BarePath);
        is_below.then(|| {
            let line = self.style().import(&missed.source);
            let line = if missed.breaks_line {
                format!("{}{line}", self.eol().as_str())
            } else {
                line
            };
            TextEdit::replace(missed.replaced.0, line)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use syntax::{SourceFile, apply_edits};

    use crate::registry::{Index, Registry, Resolver};
    use crate::{FilePath, Links};

    fn registry(text: &str, byte_order_mark: bool) -> Registry {
        let index = Arc::new(Index::of(&SourceFile::parse(text), byte_order_mark));
        let (root, links) = (FilePath::new("/p"), Links::default());
        Registry::new(
            index,
            &Resolver {
                root: &root,
                links: &links,
                cli: None,
                exists: &|_| true,
            },
            None,
        )
    }

    #[track_caller]
    fn check_removal(before: &str, index: usize, after: &str) {
        let edit = registry(before, false).removal(index).unwrap();
        assert_eq!(apply_edits(before, &[edit]).unwrap(), after);
    }

    #[test]
    fn the_line_goes_or_only_the_import() {
        check_removal(
            "import './a/b.js';\r\nimport './a/c.js';\r\n",
            0,
            "import './a/c.js';\r\n",
        );
        check_removal("import './a/b.js'; foo();\n", 0, " foo();\n");
        check_removal("import './a/b.js'; // why\n", 0, " // why\n");
    }

    #[test]
    fn a_header_goes_with_the_last_line_of_its_group() {
        let text = "// -- crm\nimport './crm/a.js';\nimport './crm/b.js';\n\n// -- erp\nimport './erp/a.js';\n";
        check_removal(
            text,
            0,
            "// -- crm\nimport './crm/b.js';\n\n// -- erp\nimport './erp/a.js';\n",
        );
        check_removal(text, 2, "// -- crm\nimport './crm/a.js';\nimport './crm/b.js';\n");
    }

    #[track_caller]
    fn check_canonical(before: &str, byte_order_mark: bool, after: Option<&str>) {
        let registry = registry(before, byte_order_mark);
        let edit = registry.canonical(&registry.unmatched()[0]);
        let made = edit.map(|edit| apply_edits(before, &[edit]).unwrap());
        assert_eq!(made.as_deref(), after, "{before}");
    }

    #[test]
    fn an_import_is_written_as_the_compiler_sees_it() {
        for before in [
            "  import './crm/syncs/a.js';",
            "import a from './crm/syncs/a.js';",
            "import  './crm/syncs/a.ts'",
            "import'./crm/syncs/a'",
            "export * from './crm/syncs/a.js';",
            "import('./crm/syncs/a.js');",
            "import 'crm/syncs/a.js';",
        ] {
            check_canonical(before, false, Some("import './crm/syncs/a.js';"));
        }
        check_canonical("import '../crm/syncs/a.js';", false, None);
    }

    #[test]
    fn on_a_line_of_its_own() {
        let after = "import './a/b.js';\nimport './a/c.js';\n";
        check_canonical("import './a/b.js'; import './a/c.js';\n", false, Some(after));
        check_canonical("import './a/b.js';\n", true, Some("\nimport './a/b.js';\n"));
    }
}
