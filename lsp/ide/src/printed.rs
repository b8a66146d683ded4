//! From what Babel printed of a file to the file itself: the second step from a stack frame of a dry run to the source.
//!
//! The maps of the CLI's bundles lead to Babel's print (the CLI's `zeroYaml/compile.ts`), in which lines, quotes, commas and
//! parentheses are not the author's. The tokens are, so those are aligned.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use syntax::{Position, PositionEncoding, SourceFile, TextRange};

/// Where the token of `file` stands that a place in its print is part of. None if the print is of another file, or of a version
/// in which that place was something else.
///
/// `position` is in UTF-16 units, as Node counts them.
pub fn original(print: &str, position: Position, file: &SourceFile) -> Option<TextRange> {
    let print = SourceFile::parse(print);
    let offset = print.offset(position, PositionEncoding::Utf16);
    let (printed, written) = (meaningful(&print), meaningful(file));
    let at = printed.partition_point(|token| token.end() <= offset);
    // A place between two tokens, or on one that Babel added, stands for what follows it.
    let at = at.min(printed.len().checked_sub(1)?);
    let keys = |file: &'_ SourceFile, tokens: &[TextRange]| -> Vec<String> {
        tokens.iter().map(|token| key(file.slice(*token)).to_owned()).collect()
    };
    let operations = capture_diff_slices(Algorithm::Myers, &keys(&print, &printed), &keys(file, &written));
    operations.into_iter().find_map(|operation| match operation {
        DiffOp::Equal {
            old_index,
            new_index,
            len,
        } if (old_index..old_index + len).contains(&at) => written.get(new_index + at - old_index).copied(),
        _ => None,
    })
}

/// The tokens without those that Babel adds and drops.
fn meaningful(file: &SourceFile) -> Vec<TextRange> {
    let mut tokens = file.tokens();
    tokens.retain(|token| !matches!(file.slice(*token), ";" | "," | "(" | ")"));
    tokens
}

/// A token as it is compared: Babel has quotes of its own.
fn key(token: &str) -> &str {
    let quote = ['\'', '"'].into_iter().find(|quote| token.starts_with(*quote));
    match quote {
        Some(quote) if token.len() > 1 => token[1..].strip_suffix(quote).unwrap_or(token),
        _ => token,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `$0` marks the place in the print and the token in the file.
    #[track_caller]
    fn check(print: &str, written: &str) {
        let at = print.find("$0").expect("a place in the print");
        let before = &print[..at];
        let position = Position {
            line: before.matches('\n').count() as u32,
            character: before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() as u32,
        };
        let expected = written.find("$0").expect("a token in the file");
        let file = SourceFile::parse(written.replace("$0", ""));
        let found = original(&print.replace("$0", ""), position, &file);
        assert_eq!(
            found.map(|range| usize::from(range.start())),
            Some(expected),
            "{written}"
        );
    }

    #[test]
    fn lines_quotes_and_commas_are_looked_through() {
        check(
            "const a = \"b\";\nthrow new $0Error(\"c\", { d });\n",
            "// A comment.\nconst a = 'b'\n\n\nthrow new $0Error(\n    'c',\n    { d, },\n)\n",
        );
    }

    #[test]
    fn what_the_compiler_took_out_is_looked_over() {
        check(
            "export default {\n  exec: async nango => {\n    await nango.$0log(\"a\");\n  }\n};",
            "export default createAction({\n    exec: async (nango) => {\n        await nango.$0log('a');\n    },\n});",
        );
    }

    #[test]
    fn columns_are_in_utf_16() {
        check("f(\"😀\", $0g());", "f('😀', $0g())");
    }

    #[test]
    fn an_empty_print_leads_nowhere() {
        let file = SourceFile::parse("a;");
        assert_eq!(original("", Position { line: 0, character: 0 }, &file), None);
    }
}
