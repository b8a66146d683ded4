//! A spelling of a frequency that both judges accept.

use super::{DAY, HOUR, MINUTE, MONTH, SECOND, SHORTEST, WEEK, YEAR, cron, is_accepted_by_server, ms, read_by_cli};
use crate::distance::distance;

/// Words of more letters than this may be misspelt.
const SHORT_WORD: usize = 3;

/// A spelling that both judges accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The frequency.
    pub text: String,
    /// Whether it says what was written, or the only thing that can have been meant. Otherwise it is a guess.
    pub is_certain: bool,
}

/// The nearest spelling that both judges accept; the text itself if they do. None if nobody can tell what is meant.
pub fn spelling(frequency: &str) -> Option<Spelling> {
    let certain = |text: String| Spelling { text, is_certain: true };
    let guess = |text: String| Spelling {
        text,
        is_certain: false,
    };
    if is_accepted(frequency) {
        return Some(certain(frequency.to_owned()));
    }
    let tidy = tidied(frequency);
    if let Ok(interval) = read_by_cli(frequency) {
        // What only the server refuses has a meaning, which is kept.
        return if is_accepted(&tidy) && read_by_cli(&tidy) == Ok(interval) {
            Some(certain(tidy))
        } else {
            written(interval)
                .map(certain)
                .or_else(|| written(rounded(interval)).map(guess))
        };
    }
    if is_accepted(&tidy) {
        return Some(certain(tidy));
    }
    let (interval, is_certain) = match worded(&tidy) {
        Some(known) => known,
        None => (cron::interval(frequency)?, false),
    };
    let is_long_enough = interval >= SHORTEST;
    let text = written(if is_long_enough { interval } else { SHORTEST })?;
    Some(Spelling {
        text,
        is_certain: is_certain && is_long_enough,
    })
}

fn is_accepted(frequency: &str) -> bool {
    is_accepted_by_server(frequency) && read_by_cli(frequency).is_ok()
}

/// In lower case, with single blanks, and with `every` in front.
fn tidied(frequency: &str) -> String {
    let lower = frequency.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.first() {
        Some(&"every") => words.join(" "),
        _ => format!("every {}", words.join(" ")),
    }
}

/// A whole number of seconds, the nearest one.
fn rounded(interval: f64) -> f64 {
    (interval / SECOND).round() * SECOND
}

/// An interval in the largest unit that it is a whole number of.
fn written(interval: f64) -> Option<String> {
    let named = [(WEEK, "every week"), (DAY, "every day"), (HOUR, "every hour")];
    if let Some((_, name)) = named.iter().find(|(unit, _)| *unit == interval) {
        return Some((*name).to_owned());
    }
    let units = [(DAY, 'd'), (HOUR, 'h'), (MINUTE, 'm'), (SECOND, 's')];
    let (amount, unit) = units
        .iter()
        .map(|(length, unit)| (interval / length, unit))
        .find(|(amount, _)| amount.fract() == 0.0)?;
    let text = format!("every {amount}{unit}");
    (is_accepted(&text) && read_by_cli(&text) == Ok(interval)).then_some(text)
}

/// The interval that a tidied text names in words, and whether that is certain.
fn worded(tidy: &str) -> Option<(f64, bool)> {
    let words = tidy.trim_start_matches("every ").trim_end_matches('.');
    let words = words
        .strip_prefix("each ")
        .or(words.strip_prefix("once "))
        .unwrap_or(words);
    let known = match words {
        "minutely" => MINUTE,
        "hourly" => HOUR,
        "daily" => DAY,
        "weekly" => WEEK,
        "monthly" => MONTH,
        "half an hour" => HOUR / 2.0,
        "half a day" => DAY / 2.0,
        "quarter of an hour" => HOUR / 4.0,
        _ => return counted(words),
    };
    Some((known, true))
}

/// `5 minutes`, `five minutes`, `other day`, `minute`, `5 minuts`.
fn counted(words: &str) -> Option<(f64, bool)> {
    let digits = words.len()
        - words
            .trim_start_matches(|char: char| char.is_ascii_digit() || char == '.')
            .len();
    let (amount, rest) = match words.split_once(' ') {
        _ if digits > 0 => (words[..digits].parse().ok()?, words[digits..].trim_start()),
        Some((first, rest)) => (number(first)?, rest),
        None => (1.0, words),
    };
    let (unit, is_certain) = unit(rest)?;
    (amount > 0.0).then_some((amount * unit, is_certain))
}

fn number(word: &str) -> Option<f64> {
    const NUMBERS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    match word {
        "a" | "an" => Some(1.0),
        "other" => Some(2.0),
        "fifteen" => Some(15.0),
        "twenty" => Some(20.0),
        "thirty" => Some(30.0),
        _ => NUMBERS.iter().position(|number| *number == word).map(|at| at as f64),
    }
}

/// The length of a unit, and whether it is certain: a month and a year have no fixed one, and a misspelt word is a guess.
fn unit(word: &str) -> Option<(f64, bool)> {
    const LONG: [(&str, f64); 7] = [
        ("seconds", SECOND),
        ("minutes", MINUTE),
        ("hours", HOUR),
        ("days", DAY),
        ("weeks", WEEK),
        ("months", MONTH),
        ("years", YEAR),
    ];
    match word {
        "" => return None,
        "month" | "months" => return Some((MONTH, false)),
        _ => {}
    }
    if let Some(length) = ms::unit(word) {
        return Some((length, length != YEAR));
    }
    let near = LONG
        .iter()
        .filter_map(|(name, length)| Some((distance(word, name)?, *length)));
    let nearest = near.min_by_key(|(distance, _)| *distance);
    nearest
        .filter(|(distance, _)| word.len() > SHORT_WORD && *distance <= 2)
        .map(|(_, length)| (length, false))
}

#[cfg(test)]
mod tests {
    use super::spelling;

    #[track_caller]
    fn check(frequency: &str, expected: &str) {
        let found = spelling(frequency).map(|it| {
            if it.is_certain {
                it.text
            } else {
                format!("{}?", it.text)
            }
        });
        assert_eq!(found.as_deref().unwrap_or("nothing"), expected, "for {frequency}");
    }

    #[test]
    fn what_is_accepted_stays() {
        check("every hour", "every hour");
        check("5 m", "5 m");
    }

    #[test]
    fn what_only_the_server_refuses_keeps_its_meaning() {
        check("every 2 weeks", "every 14d");
        check("every 1w", "every week");
        check("every 1.5 hours", "every 90m");
        check("every 1.5d", "every 36h");
        check("every 1 Hour", "every 1 hour");
        check("90000", "every 90s");
        check("every 1y", "every 8766h");
        check("every 45.5s", "every 46s?");
        check("1every h", "every hour");
    }

    #[test]
    fn what_the_cli_refuses_is_understood() {
        check("hourly", "every hour");
        check("Every hour", "every hour");
        check(" every  hour", "every hour");
        check("hour", "every hour");
        check("HALF DAY", "every half day");
        check("every half an hour", "every 30m");
        check("every minute", "every 1m");
        check("Every 2 Weeks", "every 14d");
        check("each day", "every day");
        check("every other day", "every 2d");
        check("every five minutes", "every 5m");
        check("monthly", "every 30d");
    }

    #[test]
    fn guesses_are_told_apart() {
        check("every 5 minuts", "every 5m?");
        check("every 10s", "every 30s?");
        check("every second", "every 30s?");
        check("every 2 months", "every 60d?");
        check("*/15 * * * *", "every 15m?");
        check("0 0 * * *", "every day?");
        check("", "nothing");
        check("every 0h", "nothing");
        check("sometimes", "nothing");
        check("every -5m", "nothing");
        check("0 9-17 * * *", "nothing");
    }
}
