//! The pattern that the server holds a frequency against when it is deployed.

const UNITS: [&str; 18] = [
    "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour",
    "hours", "d", "day", "days",
];

/// What stands without a number, and without a second blank.
const NAMED: [&str; 5] = ["month", "week", "half day", "half hour", "quarter hour"];

/// Whether a frequency matches `frequencySchema`.
pub fn is_accepted(frequency: &str) -> bool {
    let interval = frequency.strip_prefix("every ").unwrap_or(frequency);
    let unit = interval.trim_start_matches(|char: char| char.is_ascii_digit());
    let unit = unit.strip_prefix(is_white_space).unwrap_or(unit);
    NAMED.contains(&interval) || UNITS.contains(&unit)
}

/// What `\s` matches in JavaScript.
fn is_white_space(char: char) -> bool {
    matches!(
        char,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
    ) || matches!(
        char,
        '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}
