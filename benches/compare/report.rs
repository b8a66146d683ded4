//! Figures and their limits, as a Markdown table and as JSON.

use std::cmp::Ordering;
use std::fmt;

use serde_json::{Value, json};

/// One measured quantity: a sample for each round.
pub struct Figure {
    name: String,
    unit: &'static str,
    samples: Vec<f64>,
    limit: Option<Limit>,
}

/// What the median of a figure may reach.
#[derive(Clone, Copy)]
pub enum Limit {
    /// CPU and memory: the same on a busy machine, so `--gate` holds them.
    Cost(f64),
    /// Wall time: gated only with a tolerance, because the neighbours' load is in it.
    Latency(f64),
}

/// All figures of a run.
pub struct Report {
    /// What was measured, in one line.
    pub title: String,
    /// In the order of the table.
    pub figures: Vec<Figure>,
    /// What limits on CPU and memory are multiplied by.
    pub cpu_tolerance: f64,
    /// What limits on wall time are multiplied by; `None` leaves them ungated.
    pub wall_tolerance: Option<f64>,
}

impl Figure {
    /// A figure without a limit.
    pub fn new(name: impl Into<String>, unit: &'static str, samples: Vec<f64>) -> Figure {
        Figure {
            name: name.into(),
            unit,
            samples,
            limit: None,
        }
    }

    /// The same figure, held to `limit`.
    pub fn limit(self, limit: Limit) -> Figure {
        Figure {
            limit: Some(limit),
            ..self
        }
    }

    fn median(&self) -> f64 {
        quantile(&self.samples, 0.5)
    }

    /// Whether the median keeps the limit as it stands, with no tolerance.
    fn is_within_limit(&self) -> Option<bool> {
        self.limit.map(|limit| self.median() <= limit.value())
    }
}

impl Limit {
    fn value(self) -> f64 {
        let (Limit::Cost(value) | Limit::Latency(value)) = self;
        value
    }
}

impl Report {
    /// Whether a gated limit is missed, tolerance included.
    pub fn misses(&self) -> bool {
        self.figures.iter().any(|figure| {
            let allowed = match figure.limit {
                Some(Limit::Cost(limit)) => Some(limit * self.cpu_tolerance),
                Some(Limit::Latency(limit)) => self.wall_tolerance.map(|tolerance| limit * tolerance),
                None => None,
            };
            // A figure that is not a number (a round without samples) must not pass for a small one.
            allowed.is_some_and(|allowed| figure.median().partial_cmp(&allowed).is_none_or(Ordering::is_gt))
        })
    }

    /// Every sample, for comparisons over time.
    pub fn to_json(&self) -> Value {
        let figures = self.figures.iter().map(|figure| {
            json!({
                "name": figure.name,
                "unit": figure.unit,
                "median": figure.median(),
                "samples": figure.samples,
                "limit": figure.limit.map(Limit::value),
                "withinLimit": figure.is_within_limit(),
            })
        });
        json!({ "title": self.title, "figures": figures.collect::<Vec<_>>() })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}\n\n| figure | median | min–max | limit | |\n|---|---:|---:|---:|---|",
            self.title
        )?;
        for figure in &self.figures {
            let range = match figure.samples.as_slice() {
                [] | [_] => String::new(),
                samples => format!("{}–{}", short(quantile(samples, 0.0)), short(quantile(samples, 1.0))),
            };
            let limit = figure
                .limit
                .map_or(String::new(), |limit| format!("{} {}", limit.value(), figure.unit));
            let verdict = figure
                .is_within_limit()
                .map_or("", |within| if within { "kept" } else { "**missed**" });
            let (name, median, unit) = (&figure.name, short(figure.median()), figure.unit);
            writeln!(f, "| {name} | {median} {unit} | {range} | {limit} | {verdict} |")?;
        }
        Ok(())
    }
}

/// The sample at the share `q` of the sorted samples; not a number where there are none.
pub fn quantile(samples: &[f64], q: f64) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted
        .get((last as f64 * q).round() as usize)
        .copied()
        .unwrap_or(f64::NAN)
}

/// Three significant digits are what such a measurement can carry.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}
