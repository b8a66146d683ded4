//! The grammar of the package `ms`, version 3.0.0-canary.1 (`parse` of its `index.ts`).

use super::{DAY, HOUR, MINUTE, SECOND, WEEK, YEAR};

/// It throws at longer texts, counted in UTF-16 units.
pub(super) const MAX_LENGTH: usize = 100;

/// The milliseconds of `1.5 hours`; none if it is not in the grammar.
pub(super) fn parse(text: &str) -> Option<f64> {
    let (number, rest) = text.split_at(number_length(text)?);
    let unit = unit(&rest.trim_start_matches(' ').to_ascii_lowercase())?;
    Some(number.parse::<f64>().ok()? * unit)
}

/// The length of `-?(?:\d+)?\.?\d+` at the start of a text.
fn number_length(text: &str) -> Option<usize> {
    let digits = |at: usize| {
        text.as_bytes()[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let start = usize::from(text.starts_with('-'));
    let whole = digits(start);
    let point = start + whole;
    let fraction = match text.as_bytes().get(point) {
        Some(b'.') => digits(point + 1),
        _ => 0,
    };
    match (whole, fraction) {
        (0, 0) => None,
        // Of `5.h` the `5` is a number; the point is then no unit.
        (_, 0) => Some(point),
        _ => Some(point + 1 + fraction),
    }
}

/// The milliseconds of a unit, in lower case; the empty one is milliseconds.
pub(super) fn unit(unit: &str) -> Option<f64> {
    match unit {
        "milliseconds" | "millisecond" | "msecs" | "msec" | "ms" | "" => Some(1.0),
        "seconds" | "second" | "secs" | "sec" | "s" => Some(SECOND),
        "minutes" | "minute" | "mins" | "min" | "m" => Some(MINUTE),
        "hours" | "hour" | "hrs" | "hr" | "h" => Some(HOUR),
        "days" | "day" | "d" => Some(DAY),
        "weeks" | "week" | "w" => Some(WEEK),
        "years" | "year" | "yrs" | "yr" | "y" => Some(YEAR),
        _ => None,
    }
}
