//! The hashes of recorded requests beside the real ones: what `tests/mocks/record.mjs` recorded.

use project::mock::RecordedRequest;
use syntax::json::{Json, JsonKind};

#[test]
fn nango_0_71_10() {
    check(include_str!("../../../tests/mocks/recorded-0.71.10.json"));
}

#[test]
fn nango_0_70_4() {
    check(include_str!("../../../tests/mocks/recorded-0.70.4.json"));
}

#[track_caller]
fn check(recorded: &str) {
    let json = Json::parse(recorded).expect("JSON");
    let JsonKind::Array(all) = &json.kind else {
        panic!("a list is recorded");
    };
    let requests: Vec<_> = all.iter().flat_map(RecordedRequest::all).collect();
    assert!(requests.len() >= 25, "the data is gone");
    for request in requests {
        let place = (&request.method.key, &request.endpoint.key);
        assert_eq!(request.has_its_hash(), Some(true), "{place:?}");
    }
}

/// What a person changes is seen: any part of a request.
#[test]
fn what_was_edited() {
    let recorded = r#"{ "api": { "post": { "/deals": { "hash": "HASH",
        "request": { "params": { "page": "1" }, "headers": { "X-Team": "Sales" }, "data": { "stage": "won" } } } } } }"#;
    // `echo -n '{"method":"post","endpoint":"deals","params":[["page","1"]],"headers":[["X-Team","Sales"]],"data":"{\"stage\":\"won\"}"}' | sha1sum`
    let recorded = recorded.replace("HASH", HASH);
    let verdict = |text: &str| {
        let json = Json::parse(text).expect("JSON");
        RecordedRequest::all(&json)
            .first()
            .and_then(RecordedRequest::has_its_hash)
    };
    assert_eq!(verdict(&recorded), Some(true));
    for (part, edited) in [
        ("post", "put"),
        ("/deals", "/leads"),
        ("\"1\"", "1"),
        ("page", "size"),
        ("X-Team", "x-team"),
        ("Sales", "Support"),
        ("won", "lost"),
    ] {
        assert_eq!(verdict(&recorded.replacen(part, edited, 1)), Some(false), "{edited}");
    }
    // What the file does not keep whole is not judged: a repeated parameter, digits that JavaScript drops, half of an emoji, no hash
    // at all.
    for (part, edited) in [
        ("page", "pages[]"),
        ("\"won\"", "12345678901234567890"),
        ("won", r"\ud83d"),
        (HASH, "made-up"),
    ] {
        assert_eq!(verdict(&recorded.replace(part, edited)), None, "{edited}");
    }
}

const HASH: &str = "752039854d7b8c82a55a95ae73d8276eb206a3e4";
