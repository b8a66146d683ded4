//! The messages of the compiler that we know: which rules find the same fault, and how its place is found.
//!
//! They are thrown in `zeroYaml/compile.ts`, `zeroYaml/definitions.ts` and `zeroYaml/utils.ts` of the CLI. What the type checker
//! says is not among them: it says where.

/// A message that is known.
#[derive(Debug)]
pub(super) struct Known {
    /// What stands in it, in this order; the first piece begins it.
    pieces: &'static [&'static str],
    /// The rules that find this fault.
    pub(super) rules: &'static [&'static str],
    /// How its place is found.
    pub(super) seat: Seat,
}

/// How the place of a fault is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    /// The import of the package that is quoted, on the line that is given, in any file of the bundle.
    Import,
    /// The call of the method that is named, on the line that is given, in any file of the bundle.
    Call,
    /// Any call of the SDK on the line that is given, in any file of the bundle.
    AnyCall,
    /// The call of the method that begins the message, on the line that is given, in the function itself. Only the first of
    /// several that are in the wrong order is reported.
    OwnCall,
    /// The line that is given, in the function itself.
    Line,
    /// The property that begins the message.
    Property,
    /// The function whose bundle or file is quoted.
    Function,
    /// The line of `index.ts` that names what is quoted.
    Entry,
    /// `index.ts` as a whole.
    Index,
}

/// What is known of a message. That of a definition comes without the path of its property.
pub(super) fn known(message: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| holds(message, known.pieces))
}

fn holds(message: &str, pieces: &[&str]) -> bool {
    let Some((first, others)) = pieces.split_first() else {
        return false;
    };
    let mut rest = message.strip_prefix(first);
    for piece in others {
        rest = rest.and_then(|rest| Some(&rest[rest.find(piece)? + piece.len()..]));
    }
    rest.is_some()
}

const fn entry(pieces: &'static [&'static str], rules: &'static [&'static str], seat: Seat) -> Known {
    Known { pieces, rules, seat }
}

const START: &str = "trackDeletesStart for model '";
const END: &str = "trackDeletesEnd for model '";

static KNOWN: &[Known] = &[
    // The plugin that goes over every file of a bundle.
    entry(
        &["Import of package '", "' is not allowed"],
        &["imp-disallowed-package"],
        Seat::Import,
    ),
    entry(&["nango.", "() calls must be awaited"], &["await-required"], Seat::Call),
    entry(
        &["Proxy call: 'retryOn' should not be used"],
        &["req-retryon-without-retries"],
        Seat::AnyCall,
    ),
    entry(
        &["Named export '", "' is not allowed"],
        &["def-named-export", "def-invalid-default-export"],
        Seat::Line,
    ),
    entry(
        &["Invalid function parameter"],
        &["def-arg-not-object-literal"],
        Seat::Line,
    ),
    entry(
        &["Invalid default export"],
        &["def-invalid-default-export", "def-create-function-unsupported"],
        Seat::Line,
    ),
    // What it noted of the function itself, compared by lines.
    entry(
        &["setMergingStrategy should be called before any batching"],
        &["merge-after-batch"],
        Seat::OwnCall,
    ),
    entry(
        &["setMergingStrategy should be called before any proxy"],
        &["merge-after-request"],
        Seat::OwnCall,
    ),
    entry(
        &["deleteRecordsFromPreviousExecutions should be called only once"],
        &["del-previous-executions-once"],
        Seat::OwnCall,
    ),
    entry(
        &["deleteRecordsFromPreviousExecutions should be called after"],
        &["del-previous-executions-order"],
        Seat::OwnCall,
    ),
    entry(
        &[START, "' should be called only once"],
        &["del-multiple-calls"],
        Seat::OwnCall,
    ),
    entry(
        &[END, "' should be called only once"],
        &["del-multiple-calls"],
        Seat::OwnCall,
    ),
    entry(
        &[END, "trackDeletesStart is never called"],
        &["del-end-without-start"],
        Seat::OwnCall,
    ),
    entry(
        &[START, "trackDeletesEnd is never called"],
        &["del-start-without-end"],
        Seat::OwnCall,
    ),
    entry(
        &[START, "' should be called before trackDeletesEnd"],
        &["del-start-after-end"],
        Seat::OwnCall,
    ),
    entry(
        &[START, "' should be called before any batching"],
        &["del-batch-before-start"],
        Seat::OwnCall,
    ),
    entry(
        &[END, "' should be called after any batching"],
        &["del-batch-after-end"],
        Seat::OwnCall,
    ),
    // Definitions, read from the bundles.
    entry(&["Interval is invalid"], &["freq-invalid"], Seat::Property),
    entry(
        &["The number of endpoints doesn't match"],
        &["ep-count-mismatch"],
        Seat::Property,
    ),
    entry(
        &["Track deletes is not supported for incremental"],
        &["sync-incremental-track-deletes"],
        Seat::Property,
    ),
    entry(
        &["Endpoint \"", "\" is used multiple times"],
        &["ep-duplicate"],
        Seat::Property,
    ),
    entry(
        &["Model \"", "\" contains invalid characters"],
        &["model-name"],
        Seat::Property,
    ),
    entry(
        &["Model \"", "\" is defined multiple times"],
        &[
            "model-duplicate",
            "fs-metadata-model-collision",
            "index-duplicate-entry",
        ],
        Seat::Property,
    ),
    entry(
        &["Script should have a default export"],
        &[
            "def-missing-default-export",
            "index-entry-not-function",
            "def-reexported-default",
        ],
        Seat::Function,
    ),
    entry(
        &["Script should be declared using utility function"],
        &[
            "def-invalid-default-export",
            "index-entry-not-function",
            "def-reexported-default",
        ],
        Seat::Function,
    ),
    entry(
        &["Function '"],
        &["def-create-function-unsupported", "fs-duplicate-name"],
        Seat::Function,
    ),
    // The registry.
    entry(
        &["File '", "' not found"],
        &["index-missing-file", "index-ts-extension"],
        Seat::Entry,
    ),
    entry(
        &["Script '", "' must be inside"],
        &["index-root-level-file", "fs-function-path-shape"],
        Seat::Entry,
    ),
    entry(
        &["No entry points found in index.ts"],
        &["index-no-entry-points"],
        Seat::Index,
    ),
    entry(&["Could not read index.ts"], &["proj-index-missing"], Seat::Index),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_exist() {
        for id in KNOWN.iter().flat_map(|known| known.rules) {
            assert!(lint::rule(id).is_some(), "there is no rule `{id}`");
        }
    }

    #[test]
    fn a_message_is_known_by_its_pieces() {
        let rules = |message: &str| known(message).map_or(&[][..], |known| known.rules);
        let message = "trackDeletesEnd for model 'Deal' is called but trackDeletesStart is never called";
        assert_eq!(rules(message), ["del-end-without-start"]);
        assert_eq!(
            rules("Model \"deal\" contains invalid characters. It should …"),
            ["model-name"]
        );
        assert_eq!(rules("Type 'string' is not assignable to type 'number'."), [""; 0]);
    }
}
