//! From the name of a file to the names and texts of a scaffold.

/// What a model may not be called: what our scaffolds declare themselves, and what it would hide from the rest of the file.
const RESERVED: [&str; 13] = [
    "Array",
    "Buffer",
    "Checkpoint",
    "Date",
    "Error",
    "Map",
    "Number",
    "Object",
    "Promise",
    "Set",
    "String",
    "Symbol",
    "URL",
];

/// What a name of several words may begin with that says what is done, not to what.
const VERBS: [&str; 22] = [
    "add", "archive", "copy", "create", "delete", "edit", "fetch", "find", "get", "import", "list", "load", "post",
    "pull", "read", "remove", "search", "send", "set", "sync", "update", "write",
];

/// Plurals that the simple rules of [`singular`] would cut wrongly.
const SAME_IN_SINGULAR: [&str; 5] = ["analytics", "lens", "news", "series", "species"];

/// The words of a name, in lower case: `fetchOpenDeals` and `fetch-open_deals` are both `fetch`, `open`, `deals`. Only
/// ASCII letters and digits make words.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for char in name.chars() {
        if char.is_ascii_alphanumeric() {
            let hump = char.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
            let lower = char.to_ascii_lowercase();
            match words.last_mut() {
                Some(word) if !hump && before.is_ascii_alphanumeric() => word.push(lower),
                _ => words.push(lower.to_string()),
            }
        }
        before = char;
    }
    words
}

/// The words of a name without its verb: of `fetch-open-deals`, `open` and `deals`. At least one word.
pub(crate) fn subject(name: &str) -> Vec<String> {
    let mut words = words(name);
    if words.len() > 1 && VERBS.contains(&words[0].as_str()) {
        words.remove(0);
    }
    if words.is_empty() {
        words.push("items".to_owned());
    }
    words
}

/// The name of the model that a sync of this name fills: `OpenDeal` for `fetch-open-deals`. It matches
/// `^[A-Z][a-zA-Z0-9_]+$`, as `nango compile` asks for, whatever the file is called, and `is_taken` says no to it: the
/// models of an integration have different names.
pub(crate) fn model_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let free = |model: &str| is_valid_model_name(model) && !RESERVED.contains(&model) && !is_taken(model);
    let mut short = subject(name);
    if let Some(last) = short.last_mut() {
        *last = singular(last);
    }
    let short = pascal_case(&short);
    let candidates = [
        short.clone(),
        pascal_case(&words(name)),
        format!("{short}Record"),
        format!("Model{short}"),
    ];
    let numbered = (2..).map(|number| format!("Model{short}{number}"));
    // The numbers never end, so there is always one that is free.
    candidates
        .into_iter()
        .chain(numbered)
        .find(|model| free(model))
        .unwrap_or_default()
}

/// Whether `nango compile` takes this as the name of a model (`validateModels` of `zeroYaml/definitions.ts`).
pub(crate) fn is_valid_model_name(model: &str) -> bool {
    model.len() > 1
        && model.starts_with(|char: char| char.is_ascii_uppercase())
        && model.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
}

/// The words as one sentence: `Create contact`.
pub(crate) fn sentence(words: &[String]) -> String {
    capitalized(&words.join(" "))
}

fn pascal_case(words: &[String]) -> String {
    words.iter().map(|word| capitalized(word)).collect()
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(chars)
        .collect()
}

/// The singular of an English noun, where a simple rule gives it; else the word as it is.
fn singular(word: &str) -> String {
    if SAME_IN_SINGULAR.contains(&word) || word.len() < 4 {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "tuses"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_valid_model_name, model_name, subject, words};
    use proptest::prelude::*;

    #[test]
    fn words_are_split_at_signs_and_humps() {
        for (name, expected) in [
            ("fetch-open_deals", "fetch open deals"),
            ("fetchOpenDeals", "fetch open deals"),
            ("v2Users", "v2 users"),
            ("größe a.b", "gr e a b"),
            ("--", ""),
        ] {
            assert_eq!(words(name).join(" "), expected);
        }
    }

    #[test]
    fn the_verb_is_no_subject() {
        for (name, expected) in [
            ("list-deals", "deals"),
            ("list", "list"),
            ("whoami", "whoami"),
            ("_", "items"),
        ] {
            assert_eq!(subject(name).join(" "), expected);
        }
    }

    #[test]
    fn models_are_named_after_one_record() {
        for (name, expected) in [
            ("contacts", "Contact"),
            ("fetch-companies", "Company"),
            ("fetchIssues", "Issue"),
            ("open-addresses", "OpenAddress"),
            ("campus", "Campus"),
            ("news", "News"),
            ("order-statuses", "OrderStatus"),
            ("invoices", "Invoice"),
            ("warehouses", "Warehouse"),
            // Too short, or not a name at all.
            ("c", "CRecord"),
            ("2fa-codes", "Model2faCode"),
            ("日本", "Item"),
            // A name that the scaffold has a use for.
            ("checkpoints", "Checkpoints"),
            ("checkpoint", "CheckpointRecord"),
        ] {
            assert_eq!(model_name(name, |_| false), expected, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_taken_is_not_given_again() {
        let mut taken: Vec<String> = Vec::new();
        for _ in 0..6 {
            let model = model_name("fetch-deals", |model| taken.iter().any(|other| other == model));
            taken.push(model);
        }
        assert_eq!(
            taken,
            [
                "Deal",
                "FetchDeals",
                "DealRecord",
                "ModelDeal",
                "ModelDeal2",
                "ModelDeal3"
            ]
        );
    }

    proptest! {
        #[test]
        fn every_file_name_gives_a_model_name(name in "[^/]{0,40}") {
            prop_assert!(is_valid_model_name(&model_name(&name, |_| false)));
        }
    }
}
