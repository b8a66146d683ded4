//! What a run is told, refused at once where the CLI would refuse it some seconds later, ignore it or take it for an option.

use dryrun::Argument;
use ide::Runnable;
use project::FunctionKind;
use serde_json::Value;

/// The arguments of a run, by the names of the command's.
#[derive(Debug, Clone, Default)]
pub struct Given<'a> {
    /// The input of an action.
    pub input: Option<&'a Argument>,
    /// The metadata that a sync sees.
    pub metadata: Option<&'a Argument>,
    /// The checkpoint that it starts from.
    pub checkpoint: Option<&'a Argument>,
    /// The `lastSyncDate` of a sync.
    pub last_sync_date: Option<&'a str>,
    /// The variant of a sync.
    pub variant: Option<&'a str>,
}

impl Given<'_> {
    /// Checks them for a function.
    ///
    /// # Errors
    /// What is wrong, as a sentence.
    pub fn check(&self, runnable: &Runnable) -> Result<(), String> {
        let of_syncs = [
            ("metadata", self.metadata.is_some()),
            ("lastSyncDate", self.last_sync_date.is_some()),
            ("variant", self.variant.is_some()),
        ];
        let name = &runnable.name;
        match runnable.kind {
            FunctionKind::Action => {
                if let Some((argument, _)) = of_syncs.iter().find(|(_, is_given)| *is_given) {
                    return Err(format!("`{name}` is an action: a dry run of it takes no `{argument}`"));
                }
            }
            FunctionKind::Sync if self.input.is_some() => {
                return Err(format!("`{name}` is a sync: it takes no `input`"));
            }
            _ => {}
        }
        if let Some(Argument::Json(metadata)) = self.metadata
            && !metadata.is_object()
        {
            return Err("`metadata` has to be an object".to_owned());
        }
        if let Some(Argument::Json(checkpoint)) = self.checkpoint {
            check_checkpoint(checkpoint)?;
        }
        if let Some(date) = self.last_sync_date
            && !is_date(date)
        {
            return Err(format!("`lastSyncDate` is no date as `2026-01-31T09:30:00Z`: `{date}`"));
        }
        self.variant.map_or(Ok(()), |variant| word("variant", variant))
    }
}

/// `checkpointSchema` of the SDK: a record of strings, numbers and booleans.
fn check_checkpoint(checkpoint: &Value) -> Result<(), String> {
    let Value::Object(entries) = checkpoint else {
        return Err("`checkpoint` has to be an object".to_owned());
    };
    let is_plain = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    match entries.iter().find(|(_, value)| !is_plain(value)) {
        Some((key, _)) => Err(format!(
            "a checkpoint holds strings, numbers and booleans: `{key}` is none of them"
        )),
        None => Ok(()),
    }
}

/// Checks a word that stands in the argument vector: a connection, an environment, a variant.
///
/// # Errors
/// What is wrong, as a sentence.
pub fn word(name: &str, word: &str) -> Result<(), String> {
    /// As everywhere in Nango's API.
    const LONGEST: usize = 255;
    if word.trim().is_empty() {
        return Err(format!("`{name}` is empty"));
    }
    if word.starts_with('-') {
        return Err(format!(
            "`{name}` starts with a dash, which the CLI would read as an option"
        ));
    }
    if word.len() > LONGEST || word.chars().any(char::is_control) {
        return Err(format!(
            "`{name}` is longer than a name can be, or has a control character in it"
        ));
    }
    // `envSchema` and `variantSchema` of Nango's server; the CLI takes the environment in capitals too. The ids of
    // connections may hold almost anything.
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    if matches!(name, "environment" | "variant") && !word.chars().all(is_plain) {
        return Err(format!("`{name}` is of letters, digits, `-` and `_`, and not `{word}`"));
    }
    Ok(())
}

/// Whether a text is a date, or a date and a time of day, in ISO 8601: what `new Date()` takes for sure.
fn is_date(text: &str) -> bool {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let numbers = |text: &str, separator: char, widths: &[usize]| -> Option<Vec<u64>> {
        let parts: Vec<_> = text.split(separator).collect();
        let fits = parts.len() == widths.len() && parts.iter().zip(widths).all(|(part, width)| part.len() == *width);
        let is_digit = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        (fits && parts.iter().all(is_digit)).then(|| parts.iter().filter_map(|part| part.parse().ok()).collect())
    };
    let is_day =
        numbers(date, '-', &[4, 2, 2]).is_some_and(|date| (1..=12).contains(&date[1]) && (1..=31).contains(&date[2]));
    let is_time = |time: &str| {
        let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
        let (clock, zone) = time.split_at(zone);
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let clock = numbers(clock, ':', &[2, 2, 2]).or_else(|| numbers(clock, ':', &[2, 2]));
        let is_clock = clock.is_some_and(|clock| clock[0] < 24 && clock[1..].iter().all(|it| *it < 60));
        let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        let offset = zone
            .strip_prefix(['+', '-'])
            .and_then(|zone| numbers(zone, ':', &[2, 2]));
        let is_zone = matches!(zone, "" | "Z") || offset.is_some_and(|offset| offset[0] < 24 && offset[1] < 60);
        is_clock && is_fraction && is_zone
    };
    is_day && time.is_none_or(is_time)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(kind: FunctionKind, given: &Given<'_>) -> String {
        let runnable = Runnable {
            file: project::FilePath::new("/p/crm/x/deals.ts"),
            integration: "crm".into(),
            kind,
            name: "deals".into(),
        };
        given.check(&runnable).err().unwrap_or_default()
    }

    #[test]
    fn what_belongs_to_the_other_kind_is_refused() {
        let object = Argument::Json(json!({}));
        let input = Given {
            input: Some(&object),
            ..Given::default()
        };
        assert_eq!(
            said(FunctionKind::Sync, &input),
            "`deals` is a sync: it takes no `input`"
        );
        assert_eq!(said(FunctionKind::Action, &input), "");
        let variant = Given {
            variant: Some("eu"),
            ..Given::default()
        };
        assert_eq!(
            said(FunctionKind::Action, &variant),
            "`deals` is an action: a dry run of it takes no `variant`"
        );
        assert_eq!(said(FunctionKind::Sync, &variant), "");
    }

    #[test]
    fn a_checkpoint_is_flat_and_metadata_are_an_object() {
        let checkpoint = |value| {
            let value = Argument::Json(value);
            let given = Given {
                checkpoint: Some(&value),
                ..Given::default()
            };
            said(FunctionKind::Sync, &given)
        };
        assert_eq!(checkpoint(json!({ "a": 1, "b": "c", "d": true })), "");
        assert_eq!(checkpoint(json!("a")), "`checkpoint` has to be an object");
        assert_eq!(
            checkpoint(json!({ "a": 1, "b": { "c": 1 } })),
            "a checkpoint holds strings, numbers and booleans: `b` is none of them"
        );
        let metadata = Argument::Json(json!([]));
        let given = Given {
            metadata: Some(&metadata),
            ..Given::default()
        };
        assert_eq!(said(FunctionKind::Sync, &given), "`metadata` has to be an object");
    }

    #[test]
    fn words_are_words() {
        for (name, good) in [
            ("connection", "a b{\"c\"}"),
            ("environment", "Dev_2"),
            ("variant", "eu-west"),
        ] {
            assert_eq!(word(name, good), Ok(()));
        }
        for (name, bad) in [
            ("connection", ""),
            ("connection", " "),
            ("connection", "--debug"),
            ("connection", "a\nb"),
            ("environment", "de v"),
            ("variant", "eu.west"),
        ] {
            assert!(word(name, bad).is_err(), "{bad:?}");
        }
        assert!(word("connection", &"a".repeat(256)).is_err());
    }

    #[test]
    fn dates_are_those_of_iso_8601() {
        for good in [
            "2026-01-31",
            "2024-02-29",
            "2026-01-31T09:30:00Z",
            "2026-01-31T09:30:00.123+02:00",
            "2026-01-31T09:30",
        ] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "yesterday",
            "31.01.2026",
            "2026-1-31",
            "2026-01-32",
            "2026-13-01",
            "2026-01-31T",
            "2026-01-31T25:00Z",
            "2026-01-31T09:30:00.Z",
            "2026-01-31T09:30:00+2",
            "1769851800000",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
