//! One keystroke in a sync of 200 lines, step by step: where a slower keystroke got slower.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use syntax::{ContentChange, PositionEncoding, SourceFile, TextSize};

/// Written by `benches/corpus/generate.mjs`.
const SYNC: &str = include_str!("sync.ts");

/// What is typed, and after which text.
const KEYS: [(&str, &str, &str); 3] = [
    ("a letter in a name", "number", "x"),
    ("an open parenthesis", "let hasMore = true;", "("),
    ("a letter in the frequency", "frequency: '", "x"),
];

fn keystroke(criterion: &mut Criterion) {
    let file = SourceFile::parse(SYNC);
    let mut group = criterion.benchmark_group("keystroke");
    group.bench_function("parse and lower the whole file", |bencher| {
        bencher.iter(|| SourceFile::parse(black_box(SYNC)))
    });
    for (name, after, typed) in KEYS {
        let change = [insertion(&file, after, typed)];
        group.bench_function(format!("edit: {name}"), |bencher| {
            bencher.iter(|| black_box(&file).apply(&change, PositionEncoding::Utf16));
        });
    }
    group.finish();
}

/// `typed` behind the first place where `after` stands.
fn insertion(file: &SourceFile, after: &str, typed: &str) -> ContentChange {
    let offset = SYNC.find(after).expect("the sync has it") + after.len();
    let position = file.position(TextSize::new(offset as u32), PositionEncoding::Utf16);
    ContentChange {
        range: Some((position, position)),
        text: typed.to_owned(),
    }
}

criterion_group!(benches, keystroke);
criterion_main!(benches);
