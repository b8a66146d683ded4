//! Positions in every encoding, over every line end.

use proptest::prelude::*;
use syntax::{ContentChange, LineIndex, Position, PositionEncoding, SourceFile, TextSize};

use PositionEncoding::{Utf8, Utf16, Utf32};

const ENCODINGS: [PositionEncoding; 3] = [Utf8, Utf16, Utf32];

#[track_caller]
fn check(text: &str, at: usize, encoding: PositionEncoding, line: u32, character: u32) {
    let lines = LineIndex::new(text);
    let (offset, position) = (TextSize::new(at as u32), Position { line, character });
    assert_eq!(
        lines.position(offset, encoding),
        position,
        "position of {at} in {text:?}"
    );
    assert_eq!(
        lines.offset(position, encoding),
        offset,
        "offset of {position:?} in {text:?}"
    );
}

#[test]
fn each_encoding_counts_its_own_units() {
    // One, two, three and four bytes; a letter and its accent; a byte order mark.
    let text = "\u{feff}aé€😀e\u{301}!";
    check(text, text.len() - 1, Utf8, 0, 16);
    check(text, text.len() - 1, Utf16, 0, 8);
    check(text, text.len() - 1, Utf32, 0, 7);
}

#[test]
fn lines_end_at_lf_crlf_and_cr_only() {
    let text = "a\nb\r\nc\rd\u{2028}e\u{b}f\u{c}g\u{85}h";
    check(text, 2, Utf16, 1, 0);
    check(text, 5, Utf16, 2, 0);
    check(text, 7, Utf16, 3, 0);
    check(text, text.len(), Utf16, 3, 9);
    assert_eq!(LineIndex::new(text).line_count(), 4);
}

#[test]
fn a_character_past_the_end_of_its_line_is_its_end() {
    for text in ["ab\ncd", "ab\rcd", "ab\r\ncd"] {
        let lines = LineIndex::new(text);
        assert_eq!(lines.offset(Position::new(0, 99), Utf16), 2.into(), "{text:?}");
        assert_eq!(lines.offset(Position::new(0, u32::MAX), Utf8), 2.into(), "{text:?}");
    }
}

#[test]
fn a_line_past_the_end_is_the_end() {
    for text in ["", "ab", "ab\n", "ab\ncd"] {
        let end = TextSize::of(text);
        assert_eq!(LineIndex::new(text).offset(Position::new(9, 3), Utf16), end, "{text:?}");
    }
}

#[test]
fn what_lies_inside_of_something_is_moved_to_its_start() {
    let lines = LineIndex::new("😀\r\n");
    assert_eq!(
        lines.offset(Position::new(0, 1), Utf16),
        0.into(),
        "half of a surrogate pair"
    );
    assert_eq!(
        lines.offset(Position::new(0, 3), Utf8),
        0.into(),
        "a byte of a character"
    );
    assert_eq!(
        lines.position(2.into(), Utf8),
        Position::new(0, 0),
        "a byte of a character"
    );
    assert_eq!(
        lines.position(5.into(), Utf16),
        Position::new(0, 2),
        "between CR and LF"
    );
    assert_eq!(lines.position(99.into(), Utf16), Position::new(1, 0), "past the end");
}

#[test]
fn a_reversed_range_is_turned_round() {
    let change = ContentChange {
        range: Some((Position::new(0, 3), Position::new(0, 1))),
        text: "-".into(),
    };
    assert_eq!(SourceFile::parse("abcd").apply(&[change], Utf16).text(), "a-d");
}

#[test]
fn a_change_is_relative_to_the_one_before() {
    let insert = |line, character, text: &str| {
        let at = Position::new(line, character);
        ContentChange {
            range: Some((at, at)),
            text: text.into(),
        }
    };
    let file = SourceFile::parse("b").apply(&[insert(0, 0, "a\n"), insert(1, 1, "c"), insert(9, 9, "\r\nd")], Utf16);
    assert_eq!(file.text(), "a\nbc\r\nd");
}

proptest! {
    #[test]
    fn every_position_leads_back(text in "(a|é|€|😀|\u{301}|\u{feff}|\u{2028}|\t|\n|\r\n|\r){0,40}") {
        let lines = LineIndex::new(&text);
        for encoding in ENCODINGS {
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                if at > 0 && text[..at].ends_with('\r') && text[at..].starts_with('\n') {
                    continue;
                }
                let offset = TextSize::new(at as u32);
                let position = lines.position(offset, encoding);
                prop_assert_eq!(lines.offset(position, encoding), offset);
                prop_assert_eq!(position, counted(&text[..at], encoding));
            }
        }
    }

    #[test]
    fn the_rope_and_the_index_agree(
        text in "(a|é|€|😀|\u{301}|\n|\r\n|\r){0,30}",
        line in 0..8_u32,
        character in 0..12_u32,
        encoding in proptest::sample::select(&ENCODINGS[..]),
    ) {
        let at = Position::new(line, character);
        let mut expected = text.clone();
        expected.insert(LineIndex::new(&text).offset(at, encoding).into(), '|');
        let insert = ContentChange { range: Some((at, at)), text: "|".into() };
        let file = SourceFile::parse(text).apply(&[insert], encoding);
        prop_assert_eq!(file.text(), expected);
    }
}

/// The position of the end of `before`, counted naively.
fn counted(before: &str, encoding: PositionEncoding) -> Position {
    let unix = before.replace("\r\n", "\n").replace('\r', "\n");
    let line = unix.matches('\n').count();
    let last = unix.rsplit('\n').next().unwrap_or_default();
    let character = match encoding {
        Utf8 => last.len(),
        Utf16 => last.encode_utf16().count(),
        Utf32 => last.chars().count(),
    };
    Position {
        line: line as u32,
        character: character as u32,
    }
}
