//! What is kept of a file when its tree is gone.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use project::FilePath;
use rustc_hash::FxHasher;
use syntax::SourceFile;

use crate::certain;
use crate::explore::{self, Fault};
use crate::graph::{Graph, Helpers};
use crate::ir::Program;
use crate::lower;

/// What goes wrong in the function of a file, where its text alone decides of that; and what its helpers do, for other files. A pure
/// function of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    verdict: Verdict,
    /// What the functions do that other files can call; and the function itself, if helpers of other files have a part in it.
    program: Option<Arc<Program>>,
    /// Tells programs that differ in more than places.
    shape: u64,
}

#[derive(Debug, Clone, Default, PartialEq)]
enum Verdict {
    /// Nothing goes wrong, whatever other files hold.
    #[default]
    Sound,
    /// This goes wrong, whatever other files hold.
    Faulty(Arc<[Fault]>),
    /// Helpers of other files decide.
    Depends,
}

impl Summary {
    /// What is to be kept of a file. `before` is what was kept before an edit: what did not change is not looked at again.
    pub fn of(file: &SourceFile, before: Option<&Summary>) -> Summary {
        let Some(program) = lower::program(file) else {
            return Summary::default();
        };
        let mut hasher = FxHasher::default();
        program.hash(&mut hasher);
        let shape = hasher.finish();
        let was_sound = before.is_some_and(|before| before.verdict == Verdict::Sound && before.shape == shape);
        let verdict = match program.exec {
            Some(_) if program.traits.calls_others => Verdict::Depends,
            Some(_) if !was_sound => {
                let faults = explore(None, &program, &Alone);
                match faults.is_empty() {
                    true => Verdict::Sound,
                    false => Verdict::Faulty(faults.into()),
                }
            }
            _ => Verdict::Sound,
        };
        let is_needed = verdict == Verdict::Depends || program.has_exports();
        Summary {
            verdict,
            program: is_needed.then(|| Arc::new(program)),
            shape,
        }
    }

    /// What goes wrong in the function of the file, with what `helpers` do.
    pub fn faults(&self, file: &FilePath, helpers: &dyn Helpers) -> Vec<Fault> {
        match (&self.verdict, &self.program) {
            (Verdict::Faulty(faults), _) => faults.to_vec(),
            (Verdict::Depends, Some(program)) => explore(Some(file), program, helpers),
            _ => Vec::new(),
        }
    }

    /// What the functions do that other files can call.
    pub fn helpers(&self) -> Option<&Arc<Program>> {
        self.program.as_ref().filter(|program| program.has_exports())
    }
}

/// Empty if nothing can go wrong; and where something in the function is not understood, but for what is certain anyway.
fn explore(file: Option<&FilePath>, program: &Program, helpers: &dyn Helpers) -> Vec<Fault> {
    if !program.traits.is_worth_a_look() {
        return Vec::new();
    }
    match Graph::of(file, program, helpers) {
        Some(graph) => explore::faults(&graph),
        None => certain::faults(program),
    }
}

/// No other file.
pub(crate) struct Alone;

impl Helpers for Alone {
    fn helper(&self, _: &FilePath, _: &str) -> Option<(FilePath, &Program)> {
        None
    }
}
