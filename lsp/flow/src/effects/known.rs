//! What is known of a value where it is used, when what the function was handed is put in.

use project::FilePath;

/// How many alternatives a value may have.
const MAX_ALTERNATIVES: usize = 8;

/// What is known of a value where it is used.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Known {
    Other,
    Absent,
    Sdk,
    Metadata,
    Checkpoint,
    Connection,
    Text(String),
    Object(Vec<(Option<Box<str>>, Known)>),
    Either(Vec<Known>),
    /// A function of a file, by its number there.
    Function(FilePath, u16),
    /// All of a module.
    Module(FilePath),
    /// A function of a file that does nothing.
    Idle,
}

/// What it may be.
pub(super) fn alternatives(known: &Known) -> Vec<&Known> {
    match known {
        Known::Either(all) => all.iter().collect(),
        _ => vec![known],
    }
}

/// One of several; nothing known if there are too many.
pub(super) fn either(values: Vec<Known>) -> Known {
    let mut all: Vec<Known> = Vec::new();
    for value in values {
        let several = match value {
            Known::Either(several) => several,
            one => vec![one],
        };
        for one in several {
            if one != Known::Absent && !all.contains(&one) {
                all.push(one);
            }
        }
    }
    match all.len() {
        0 => Known::Absent,
        1 => all.remove(0),
        2..=MAX_ALTERNATIVES => Known::Either(all),
        _ => Known::Other,
    }
}

/// A property of a value.
pub(super) fn member(object: &Known, name: &str) -> Known {
    match object {
        Known::Absent => Known::Absent,
        Known::Connection if name == "metadata" => Known::Metadata,
        Known::Object(entries) => {
            let mut found = Vec::new();
            for (key, value) in entries.iter().rev() {
                match key {
                    Some(key) if &**key == name => {
                        found.push(value.clone());
                        break;
                    }
                    Some(_) => {}
                    None => match member(value, name) {
                        Known::Absent => {}
                        Known::Other => found.push(Known::Other),
                        known => {
                            found.push(known);
                            break;
                        }
                    },
                }
            }
            either(found)
        }
        Known::Either(all) => either(all.iter().map(|one| member(one, name)).collect()),
        _ => Known::Other,
    }
}
