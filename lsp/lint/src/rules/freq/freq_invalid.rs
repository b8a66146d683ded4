//! A frequency that the CLI refuses.

use project::frequency::{Refusal, read_by_cli};

use super::{frequency, named, refuse};
use crate::prelude::*;

declare_rule! {
    /// The frequency of a sync is no interval for the CLI, or one of less than 30 seconds.
    ///
    /// ## Why
    ///
    /// `nango compile` takes the word `every` off and reads the rest as the package `ms` does: one number, one unit. Without a
    /// number it knows `every hour`, `every day`, `every week`, `every month`, `every half day`, `every half hour` and
    /// `every quarter hour`, in lower case and with single blanks. It refuses the project at anything else, and crashes on
    /// an empty frequency.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'hourly',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: '30 min',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the nearest frequency that the CLI and the server accept. It is safe where the words can have meant nothing
    /// else, and a proposal otherwise.
    "freq-invalid" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`getInterval` of `@nangohq/nango-yaml` on `ms` 3.0.0-canary.1, called by `parseSync` of `zeroYaml/definitions.ts`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some((settled, text)) = frequency(ctx) else { return };
    let refusal = match read_by_cli(text) {
        Ok(_) => return,
        Err(Refusal::Invalid) => format!("the CLI cannot read {}", named(text)),
        Err(Refusal::TooShort) => format!("the CLI refuses {}, which is less than 30 seconds", named(text)),
        Err(Refusal::Crash) if text.is_empty() => "the CLI crashes on an empty frequency".to_owned(),
        Err(Refusal::Crash) => "the CLI crashes on a frequency of more than 100 characters".to_owned(),
    };
    refuse(ctx, settled, &refusal, text);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, sync};

    #[test]
    fn what_is_read_at_run_time_counts() {
        check(&sync(&["frequency: 'every ' + 'minute'"]), "freq-invalid");
        check(&sync(&["frequency: `every ${2 + 3}m`"]), "");
        check(
            &format!("const often = 'hourly';\n{}", sync(&["frequency: often"])),
            "freq-invalid",
        );
        check(&format!("let often = 'hourly';\n{}", sync(&["frequency: often"])), "");
        check(&sync(&["...base,\n    frequency: 'hourly'"]), "freq-invalid");
        check(&sync(&["frequency: 'hourly',\n    ...base"]), "");
        check(&sync(&["'frequency': ''"]), "freq-invalid");
    }

    #[test]
    fn a_constant_is_put_right_where_it_stands() {
        let fixed = fixed(&format!("const often = 'hourly';\n{}", sync(&["frequency: often"]))).unwrap();
        assert!(
            fixed.contains("const often = 'every hour';") && fixed.contains("frequency: often"),
            "{fixed}"
        );
    }

    #[test]
    fn other_kinds_have_none() {
        check(
            "export default createAction({ description: 'a', version: '1.0.0', frequency: 'hourly', input: z.object({}), output: z.object({}), exec: async () => ({}) });",
            "def-unknown-prop",
        );
    }
}
