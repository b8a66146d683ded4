//! A number within the limits that a schema sets.

use project::items::ZodWord;
use project::schema::{JsonValue, Schema};

/// The number nearest to nothing that fits; 0 if none was found.
pub(super) fn make(schema: &Schema) -> JsonValue {
    let limits: Vec<f64> = schema
        .checks
        .iter()
        .filter_map(project::schema::Check::number)
        .collect();
    let steps = schema
        .checks
        .iter()
        .filter(|check| matches!(check.word, ZodWord::MultipleOf | ZodWord::Step));
    let step = steps.filter_map(project::schema::Check::number).next();
    let around = limits.iter().flat_map(|limit| {
        let stepped = step.map(|step| {
            [
                (limit / step).ceil() * step,
                (limit / step).floor() * step,
                ((limit / step).floor() + 1.0) * step,
                ((limit / step).ceil() - 1.0) * step,
            ]
        });
        let plain = [
            *limit,
            limit.ceil(),
            limit.floor(),
            limit + 1.0,
            limit - 1.0,
            limit.floor() + 1.0,
            limit + 0.5,
            limit - 0.5,
        ];
        plain.into_iter().chain(stepped.into_iter().flatten())
    });
    // Between two limits that are close.
    let middle = limits
        .iter()
        .flat_map(|a| limits.iter().map(move |b| f64::midpoint(*a, *b)));
    let mut candidates = [0.0, 1.0, -1.0].into_iter().chain(around).chain(middle).map(json);
    candidates
        .find(|value| schema.fit(value).is_certain())
        .unwrap_or_else(|| json(0.0))
}

/// It without the noise of a sum of tenths.
fn json(number: f64) -> JsonValue {
    let rounded = (number * 1e9).round() / 1e9;
    let number = if rounded.is_finite() { rounded } else { number };
    JsonValue::Number(format!("{}", if number == 0.0 { 0.0 } else { number }).into())
}
