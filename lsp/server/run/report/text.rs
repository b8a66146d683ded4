//! Text of anybody's in Markdown of ours.

/// As code within a line.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('\n', " "))
}

/// In a cell of a table.
pub(super) fn cell(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    code(&text.replace('|', "\\|"))
}

/// As a block of code, whatever fences the text has itself.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n\n", text.trim_end_matches('\n'))
}

/// The beginning of a text.
pub(super) fn bounded(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
