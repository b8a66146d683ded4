//! Cron expressions, which people write where Nango wants an interval.

use super::{DAY, HOUR, MINUTE, MONTH, WEEK};

/// The interval between two runs, in milliseconds, where it is always the same. At which minute or hour is lost.
pub(super) fn interval(text: &str) -> Option<f64> {
    let fields: Vec<Field> = text.split_whitespace().map(Field::of).collect::<Option<_>>()?;
    let &[minute, hour, day, month, weekday] = fields.as_slice() else {
        return None;
    };
    let interval = match (minute, hour, day, month, weekday) {
        (Field::Any, Field::Any, Field::Any, Field::Any, Field::Any) => MINUTE,
        (Field::Step(minutes), Field::Any, Field::Any, Field::Any, Field::Any) => minutes * MINUTE,
        (Field::At, Field::Any, Field::Any, Field::Any, Field::Any) => HOUR,
        (Field::At, Field::Step(hours), Field::Any, Field::Any, Field::Any) => hours * HOUR,
        (Field::At, Field::At, Field::Any, Field::Any, Field::Any) => DAY,
        (Field::At, Field::At, Field::Any, Field::Any, Field::At) => WEEK,
        (Field::At, Field::At, Field::At, Field::Any, Field::Any) => MONTH,
        _ => return None,
    };
    Some(interval)
}

#[derive(Clone, Copy)]
enum Field {
    /// `*`
    Any,
    /// `*/15`
    Step(f64),
    /// `0`
    At,
}

impl Field {
    fn of(text: &str) -> Option<Field> {
        let number = |text: &str| text.parse::<u8>().ok();
        match text {
            "*" => Some(Field::Any),
            _ => match text.strip_prefix("*/") {
                Some(step) => Some(Field::Step(number(step)?.into())),
                None => number(text).map(|_| Field::At),
            },
        }
    }
}
