//! The comparison runner: what the server and `check` cost beside the bare parse of the same files.
//!
//! `cargo bench --bench compare -- [PROJECT]` measures, interleaved and round by round, the floor (find, read and parse
//! every file, nothing else), `nango-lsp check`, and a server that an editor starts on the project; then a session of
//! keystrokes. `benches/README.md` says what each figure means.

mod client;
mod floor;
mod project;
mod report;
mod server;
mod usage;

use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::project::Project;
use crate::report::{Figure, Limit, Report};
use crate::usage::Usage;

/// An error that ends the measurement: something did not start, did not answer, or answered wrongly.
type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// Measures the release binary on a Nango project, beside the bare parse of the same files.
#[derive(Parser)]
#[command(bin_name = "cargo bench --bench compare --")]
struct Options {
    /// Folder of a Nango project; a generated one where it is left out
    project: Option<PathBuf>,
    /// How many functions the generated project has
    #[arg(long, default_value_t = 1000)]
    functions: usize,
    /// Rounds of floor, `check` and server start
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Keystrokes typed into a sync
    #[arg(long, default_value_t = 1000)]
    keys: usize,
    /// Milliseconds between an answer and the next keystroke
    #[arg(long, default_value_t = 5)]
    gap: u64,
    /// The binary to measure; the one of this build where it is left out
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Also write the figures, with the sample of each round, to this file
    #[arg(long)]
    json: Option<PathBuf>,
    /// Exit with 1 when a limit on CPU or memory is missed
    #[arg(long)]
    gate: bool,
    /// What the limits on CPU and memory are multiplied by
    #[arg(long, default_value_t = 1.0)]
    cpu_tolerance: f64,
    /// Gate latencies too, at their limits times this
    #[arg(long)]
    wall_tolerance: Option<f64>,
    /// Be the floor: find, read and parse every file of this folder, then exit
    #[arg(long, hide = true, value_name = "FOLDER")]
    floor: Option<PathBuf>,
    /// What `cargo bench` passes, and `cargo test --all-targets` does not
    #[arg(long, hide = true)]
    bench: bool,
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]
fn main() -> ExitCode {
    let options = Options::parse();
    if let Some(folder) = &options.floor {
        println!("{}", floor::parse_all(folder));
        return ExitCode::SUCCESS;
    }
    if cfg!(debug_assertions) && !options.bench {
        println!("an unoptimised build says nothing about speed: run `cargo bench --bench compare`");
        return ExitCode::SUCCESS;
    }
    match measure(&options) {
        Ok(report) => {
            println!("{report}");
            if options.gate && report.misses() {
                ExitCode::FAILURE
            } else {
                ExitCode::SUCCESS
            }
        }
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::from(2)
        }
    }
}

fn measure(options: &Options) -> Result<Report> {
    let generated = tempfile::tempdir()?;
    let root = match &options.project {
        Some(folder) => folder.canonicalize()?,
        None => project::generate(generated.path(), options.functions)?,
    };
    let project = Project::read(&root)?;
    let binary = options
        .binary
        .as_deref()
        .unwrap_or(Path::new(env!("CARGO_BIN_EXE_nango-lsp")));

    let bulk = bulk(options, &project, binary)?;
    let keys = server::keystrokes(binary, &project, options.keys, Duration::from_millis(options.gap))?;
    let report = Report {
        title: format!("{project}, {} rounds, {} keystrokes", options.rounds, options.keys),
        figures: bulk.into_iter().chain(keys).collect(),
        cpu_tolerance: options.cpu_tolerance,
        wall_tolerance: options.wall_tolerance,
    };
    if let Some(path) = &options.json {
        serde_json::to_writer_pretty(File::create(path)?, &report.to_json())?;
    }
    Ok(report)
}

/// Floor, `check` and server start in turn, so that a slow minute of the machine falls on all of them. The first round
/// warms the page cache and is not counted.
fn bulk(options: &Options, project: &Project, binary: &Path) -> Result<Vec<Figure>> {
    let (mut floors, mut checks, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    let this = std::env::current_exe()?;
    for round in 0..=options.rounds {
        let floor = Usage::of(&this, &["--floor".as_ref(), project.root.as_os_str()])?;
        let check = Usage::of(
            binary,
            &[
                "check".as_ref(),
                "--format".as_ref(),
                "json".as_ref(),
                project.root.as_os_str(),
            ],
        )?;
        let start = server::start(binary, project)?;
        if round > 0 {
            floors.push(floor);
            checks.push(check);
            starts.push(start);
        }
    }
    let ratios = checks
        .iter()
        .zip(&floors)
        .map(|(check, floor)| check.cpu / floor.cpu)
        .collect();
    let seconds = |figures: &[Usage], of: fn(&Usage) -> f64| figures.iter().map(of).collect::<Vec<_>>();
    Ok(vec![
        Figure::new("floor: CPU", "s", seconds(&floors, |usage| usage.cpu)),
        Figure::new("floor: wall", "s", seconds(&floors, |usage| usage.wall)),
        Figure::new("floor: peak RSS", "MB", seconds(&floors, |usage| usage.rss)),
        Figure::new("`check`: CPU", "s", seconds(&checks, |usage| usage.cpu)),
        Figure::new("`check`: wall", "s", seconds(&checks, |usage| usage.wall)),
        // With every rule on, those that walk the ways through a function too.
        Figure::new("`check` / floor: CPU", "×", ratios).limit(Limit::Cost(2.0)),
        Figure::new("`check`: peak RSS", "MB", seconds(&checks, |usage| usage.rss)).limit(Limit::Cost(100.0)),
    ]
    .into_iter()
    .chain(server::Start::figures(&starts))
    .collect())
}
