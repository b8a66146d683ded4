//! How often a sync runs: the `frequency` of a definition, as its two judges read it.
//!
//! The CLI reads it with `getInterval` (`helpers.ts` of `@nangohq/nango-yaml`) on version 3.0.0-canary.1 of the package
//! `ms`; the server holds it against a pattern (`frequencySchema` of its `helpers/validation.ts`). Neither accepts all that
//! the other does. `tests/frequency` records both, and a test of this crate holds us to them.

mod cron;
mod ms;
mod server;
mod spelling;

pub use server::is_accepted as is_accepted_by_server;
pub use spelling::{Spelling, spelling};

/// The longest interval that Nango's documentation allows, in milliseconds. Nobody checks it.
pub const LONGEST: f64 = 31.0 * DAY;

/// The shortest interval that the CLI accepts, in milliseconds.
const SHORTEST: f64 = 30.0 * SECOND;

const SECOND: f64 = 1000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const WEEK: f64 = 7.0 * DAY;
/// What `every month` stands for.
const MONTH: f64 = 30.0 * DAY;
const YEAR: f64 = 365.25 * DAY;

/// Why the CLI refuses a frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is no interval, or one of no length.
    Invalid,
    /// It is less than 30 seconds.
    TooShort,
    /// It is empty or longer than 100 characters: the CLI does not expect the error that `ms` throws, and crashes.
    Crash,
}

/// The interval that the CLI reads, in milliseconds.
pub fn read_by_cli(frequency: &str) -> Result<f64, Refusal> {
    let named = match frequency {
        "every half day" => 12.0 * HOUR,
        "every half hour" => 30.0 * MINUTE,
        "every quarter hour" => 15.0 * MINUTE,
        "every hour" => HOUR,
        "every day" => DAY,
        "every month" => MONTH,
        "every week" => WEEK,
        // The first `every ` goes, wherever it stands.
        _ => return read_interval(&frequency.replacen("every ", "", 1)),
    };
    Ok(named)
}

fn read_interval(interval: &str) -> Result<f64, Refusal> {
    let length = interval.encode_utf16().count();
    if length == 0 || length > ms::MAX_LENGTH {
        return Err(Refusal::Crash);
    }
    match ms::parse(interval) {
        Some(interval) if interval >= SHORTEST => Ok(interval),
        Some(interval) if interval != 0.0 => Err(Refusal::TooShort),
        _ => Err(Refusal::Invalid),
    }
}
