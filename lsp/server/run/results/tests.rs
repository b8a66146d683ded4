use std::sync::Arc;

use lint::{Analysis, Audience, Settings};
use project::FilePath;
use proptest::prelude::*;
use syntax::{Position, PositionEncoding, Revision, SourceFile, TextRange};

use super::super::faults::{Fault, Spot};
use super::{Ground, Outcome, Results};
use crate::sources::Sources;

const FUNCTION: &str = "\
import { createAction } from 'nango';
import { first } from './first.js';

const Output = z.object({ id: z.string() });
const limit = 10;

export default createAction({
    output: Output,
    exec: async (nango) => {
        const found = await nango.get({ endpoint: '/contacts', params: { limit } });
        return first(found.data);
    }
});
";

fn path() -> FilePath {
    FilePath::new("/p/crm/actions/a.ts")
}

/// The failed run of [`FUNCTION`]: something in its schema, made at its `return`.
fn failed() -> Results {
    let mut analysis = Analysis::new(Settings::default(), Audience::Editor);
    analysis.set_source(path(), SourceFile::parse(FUNCTION));
    let at = |text: &str| {
        let start = u32::try_from(FUNCTION.find(text).expect("it is there")).expect("a short text");
        TextRange::at(start.into(), u32::try_from(text.len()).expect("a short text").into())
    };
    let fault = Fault {
        file: path(),
        range: at("id: z.string()"),
        message: "wrong".to_owned(),
        related: vec![Spot {
            file: path(),
            range: at("return first(found.data);"),
            message: "returned here".to_owned(),
        }],
    };
    let places = fault.places().map(|(_, range)| (path(), range)).collect::<Vec<_>>();
    let places = places.iter().map(|(file, range)| (file, *range));
    let ground = Ground::of(&Sources::new(&analysis), [&path()], places);
    let failure = Outcome::Failure {
        class: "validation",
        message: "it does not fit".to_owned(),
        effort: String::new(),
        faults: vec![fault],
    };
    let mut results = Results::default();
    results.set(path(), Some((failure, ground)));
    results
}

/// The places that are shown, as long as the result stands.
fn places(results: &Results) -> Option<Vec<TextRange>> {
    let run = results.runs.get(&path())?;
    let places = run.outcome.faults().iter().flat_map(Fault::places);
    Some(places.map(|(_, range)| range).collect())
}

/// What is shown after the text has become `new`: the lens, and the text of each place.
fn shown(results: &Results, new: &str) -> Option<(String, Vec<String>)> {
    let places = places(results)?.into_iter().map(|range| new[range].to_owned());
    Some((results.suffix(&path())?, places.collect()))
}

fn edited(new: &str) -> Option<(String, Vec<String>)> {
    let mut results = failed();
    results.edited(&path(), Some(&Arc::new(Revision::of(&SourceFile::parse(new)))));
    shown(&results, new)
}

const LENS: &str = "✗ it does not fit";

#[test]
fn what_a_formatter_does_moves_a_result() {
    let whole = || vec!["id: z.string()".to_owned(), "return first(found.data);".to_owned()];
    assert_eq!(edited(FUNCTION), Some((LENS.to_owned(), whole())));
    assert_eq!(
        edited(&format!("// Gets.\n{FUNCTION}\n")),
        Some((LENS.to_owned(), whole()))
    );
    let formatted = FUNCTION.replace("{ id: z.string() }", "{\n    // The id.\n    id: z.string()\n}");
    assert_eq!(edited(&formatted), Some((LENS.to_owned(), whole())));
}

#[test]
fn an_edit_elsewhere_makes_it_stale_and_one_of_what_it_is_about_ends_it() {
    let (lens, places) = edited(&FUNCTION.replace("limit = 10", "limit = 100")).expect("it stands");
    assert_eq!(lens, format!("{LENS} · before the last edit"));
    assert_eq!(places, ["id: z.string()", "return first(found.data);"]);
    for [old, new] in [
        ["'/contacts'", "'/deals'"],
        ["z.object({ id", "z.object({ at: z.date(), id"],
        ["z.string() });", "z.string() }).partial();"],
        ["exec: async", "retries: 3,\n    exec: async"],
    ] {
        assert_eq!(edited(&FUNCTION.replace(old, new)), None, "{new}");
    }
}

#[test]
fn what_it_does_not_stand_on_is_nothing_to_it_and_what_is_lost_ends_it() {
    let mut results = failed();
    let other = FilePath::new("/p/crm/actions/b.ts");
    assert!(!results.knows(&other));
    results.edited(&other, None);
    assert_eq!(results.suffix(&path()).as_deref(), Some(LENS));
    let changed = results.edited(&path(), None);
    assert!(changed.lenses);
    assert_eq!(results.suffix(&path()), None);
}

#[test]
fn the_lens_says_so_as_long_as_one_of_several_runs_goes_on() {
    let mut results = failed();
    results.begin(path());
    results.begin(path());
    results.end(&path());
    assert_eq!(results.suffix(&path()).as_deref(), Some("running…"));
    results.end(&path());
    assert_eq!(results.suffix(&path()).as_deref(), Some(LENS));
}

proptest! {
    /// Each edit replaces a few characters, as typing does.
    #[test]
    fn after_any_edits_a_shown_place_covers_the_same_text_or_is_gone(
        edits in prop::collection::vec((0..15_u32, 0..60_u32, 0..6_u32, "[a-z(){};\n/' ]{0,4}"), 1..8),
    ) {
        let mut results = failed();
        let mut source = SourceFile::parse(FUNCTION);
        // Spaces and comments may come between the tokens of a place.
        let covered = |source: &SourceFile, results: &Results| -> Option<Vec<Vec<String>>> {
            let tokens = source.tokens();
            let of = |place: TextRange| tokens.iter().filter(move |token| place.contains_range(**token));
            Some(places(results)?.into_iter().map(|place| of(place).map(|token| source.slice(*token).to_owned()).collect()).collect())
        };
        let before = covered(&source, &results).expect("nothing was edited");
        prop_assert!(before.iter().all(|tokens| tokens.len() > 5));
        for (line, character, length, text) in edits {
            let start = Position::new(line, character);
            let range = Some((start, Position::new(line, character + length)));
            source = source.apply(&[syntax::ContentChange { range, text }], PositionEncoding::Utf16);
            results.edited(&path(), Some(&Arc::new(Revision::of(&source))));
            match covered(&source, &results) {
                Some(now) => prop_assert_eq!(&now, &before),
                None => return Ok(()),
            }
        }
    }
}
