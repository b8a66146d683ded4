//! Tests: generated where there are none, and run. The first step that fails is the last.

use crate::Test;
use crate::event::{Event, Phase};
use crate::locate::Cli;
use crate::outcome::{NotTested, Outcome, TimeLimit};
use crate::process::Program;
use crate::test::{KEEP, vitest};

use super::{Steps, blocking};

impl Steps<'_> {
    /// Tests a function.
    pub(super) async fn test(&mut self, test: &Test) -> Result<Outcome, Outcome> {
        let (obstacle, is_generated) = {
            let test = test.clone();
            blocking(move || (test.obstacle(), test.needs_generation())).await?
        };
        if let Some(obstacle) = obstacle {
            return Ok(Outcome::NotTested(obstacle));
        }
        if is_generated {
            self.generate(test).await?;
        }
        self.execute(test, is_generated).await
    }

    /// Has the CLI write the test file.
    async fn generate(&mut self, test: &Test) -> Result<(), Outcome> {
        self.observer.send(Event::Phase(Phase::TypeChecking));
        let sources = self.digest().await?;
        let arguments = test.generation();
        let program = Program {
            answer: Some(KEEP),
            ..self.program(&arguments)
        };
        let transcript = self.process(program).await?;
        self.note_compiled(&transcript, sources).await?;
        let (test, redactor) = (test.clone(), self.prepared.redactor.clone());
        let failure = blocking(move || {
            let failure = transcript.outcome_of_generation(&redactor);
            // It says so with exit code 0 whatever it did; and what is run is what is on the disk.
            failure.or_else(|| {
                let is_there = test.root.join(test.file()).is_file();
                (!is_there).then(|| Outcome::NotTested(NotTested::NotGenerated { path: test.file() }))
            })
        });
        failure.await?.map_or(Ok(()), Err)
    }

    /// Has vitest run the test file.
    async fn execute(&mut self, test: &Test, is_generated: bool) -> Result<Outcome, Outcome> {
        let root = self.root.to_owned();
        let Some(script) = blocking(move || vitest(&root)).await? else {
            return Ok(Outcome::NotTested(NotTested::NoVitest));
        };
        self.observer.send(Event::Phase(Phase::Testing));
        // What vitest writes compares records: it is for the report, and not for a log.
        self.observer.fall_silent();
        let arguments = test.execution();
        let Cli { node, .. } = &self.prepared.cli;
        let program = Program {
            node,
            preload: None,
            script: &script,
            arguments: &arguments,
            folder: self.root,
            answer: None,
            limit: TimeLimit::Tests(self.options.limits.function),
        };
        let transcript = self.process(program).await?;
        let (test, redactor) = (test.clone(), self.prepared.redactor.clone());
        blocking(move || transcript.outcome_of_test(&test, is_generated, &redactor)).await
    }
}
