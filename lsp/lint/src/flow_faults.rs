//! What goes wrong on the ways through a function, as the rules report it.

use flow::{Ended, Fault, FaultKind, Helpers, PathStep, Program, What};
use project::FilePath;
use syntax::TextRange;

use crate::change::SourceChange;
use crate::context::{FileContext, Scope};
use crate::diagnostic::Diagnostic;
use crate::findings::LocalFix;

/// How many places of a way are shown.
const MAX_PLACES: usize = 6;

impl Helpers for Scope<'_> {
    fn helper(&self, from: &FilePath, source: &str) -> Option<(FilePath, &Program)> {
        let file = self.project.resolve(from, source)?;
        let program = self.analysis.findings(&file)?.flow.helpers()?;
        Some((file, program))
    }
}

impl<'a> FileContext<'a> {
    /// What goes wrong on the ways through the function of the file, helpers of other files included.
    pub(crate) fn faults(&self) -> &'a [Fault] {
        self.asked.faults.get_or_init(|| {
            let findings = self.scope.analysis.findings(self.file);
            findings.map_or_else(Vec::new, |it| it.flow.faults(self.file, &self.scope))
        })
    }

    /// Reports a fault at the call that it is about, with the way there. In a helper of another file, at the create call.
    pub(crate) fn report_fault(&mut self, fault: &Fault, message: impl Into<String>) -> &mut Diagnostic {
        let is_here = fault.file.as_ref().is_none_or(|file| file == self.file);
        let at = match self.create_call() {
            Some(create) if !is_here => create.callee_span.0,
            _ => fault.span.0,
        };
        let here = self.file;
        let offers = self.offers(fault);
        let diagnostic = self.report(at, message);
        for fix in offers {
            diagnostic.fix(
                fix.title.clone(),
                fix.applicability,
                SourceChange::edit(here, fix.edits.clone()),
            );
        }
        for (file, range, words) in places(fault) {
            diagnostic.related(file.unwrap_or(here), range, words);
        }
        if let Some(file) = fault.file.as_ref().filter(|_| !is_here) {
            diagnostic.related(file, fault.span.0, "this is the call");
        }
        diagnostic
    }

    /// The fixes that the rule keeps for the call of a fault, or for where it is caught, in this file.
    fn offers(&self, fault: &Fault) -> Vec<&'a LocalFix> {
        let is_here = |file: Option<&FilePath>| file.is_none_or(|file| file == self.file);
        let call = is_here(fault.file.as_ref()).then_some(fault.span.0);
        let caught = fault
            .path
            .iter()
            .filter(|step| step.what == What::Caught && is_here(step.file.as_ref()));
        let places: Vec<TextRange> = call.into_iter().chain(caught.map(|step| step.span.0)).collect();
        let offers = self.scope.analysis.findings(self.file).map_or(&[][..], |it| &it.offers);
        let own = offers
            .iter()
            .filter(|offer| offer.rule == self.sink.rule && places.contains(&offer.at));
        own.map(|offer| &offer.fix).collect()
    }
}

/// The places of the way to a fault, in the order in which control comes there.
fn places(fault: &Fault) -> Vec<(Option<&FilePath>, TextRange, &'static str)> {
    let mut places: Vec<_> = fault
        .path
        .iter()
        .filter_map(|step| Some((step.file.as_ref(), step.span.0, words(fault, step)?)))
        .collect();
    // The last ones lead to it.
    places.split_off(places.len().saturating_sub(MAX_PLACES))
}

fn words(fault: &Fault, step: &PathStep) -> Option<&'static str> {
    Some(match step.what {
        What::Opens if matches!(fault.kind, FaultKind::Closed(_)) => "the first run opens the window here",
        What::Opens => "the window is opened here",
        What::Fails => "this fails",
        What::Interrupted => "the run is interrupted here, after the checkpoint was written",
        What::Caught => "the failure is caught here",
        What::Finally => "the failure comes here",
        What::Skips => "what should have been saved is skipped",
        What::Saves => "this is the checkpoint that the run leaves",
        What::RunEnds(Ended::StoppedAfterEnd) => "the run stops here, and the next one begins with that checkpoint",
        What::RunEnds(Ended::Stopped) => "the run stops here, and the next one goes on",
        // The end of the function is no place in the text.
        What::RunEnds(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Sandbox, absolute};

    fn project(end: &str) -> String {
        format!(
            "//- /crm/syncs/deals.ts
import {{ createSync }} from 'nango';
import * as z from 'zod';
import {{ all }} from '../all.js';

export default createSync({{
    description: 'Syncs deals',
    version: '1.0.0',
    frequency: 'every hour',
    autoStart: true,
    models: {{ Deal: z.object({{ id: z.string() }}) }},
    exec: async (nango) => {{
        await nango.trackDeletesStart('Deal');
        await all({{ limit: 3, nango }});
        await nango.trackDeletesEnd('Deal');
    }}
}});
//- /crm/all.ts
import type {{ NangoSync }} from 'nango';

export async function all({{ nango }}: {{ nango: NangoSync; limit: number }}) {{
    for (const id of ['1', '2']) {{
        try {{
            await nango.batchSave([await nango.get({{ endpoint: `/deals/${{id}}` }})], 'Deal');
        }} catch (error) {{
            {end}
        }}
    }}
}}
"
        )
    }

    #[test]
    fn helpers_of_other_files_are_followed() {
        let sandbox = Sandbox::new(&project("await nango.log('no');"));
        assert_eq!(sandbox.findings("/crm/syncs/deals.ts"), ["del-swallowed-error"]);
        let found = sandbox.analysis.diagnose(&absolute("/crm/syncs/deals.ts"));
        let places: Vec<_> = found[0]
            .related
            .iter()
            .map(|it| (it.file.name(), &*it.message))
            .collect();
        assert_eq!(
            places,
            [
                ("deals.ts", "the window is opened here"),
                ("all.ts", "this fails"),
                ("all.ts", "the failure is caught here"),
            ]
        );
        let sandbox = Sandbox::new(&project("throw error;"));
        assert!(sandbox.findings("/crm/syncs/deals.ts").is_empty());
    }

    #[test]
    fn an_edit_of_a_helper_concerns_who_calls_it() {
        let mut sandbox = Sandbox::new(&project("throw error;"));
        let text = sandbox
            .text("/crm/all.ts")
            .unwrap_or_default()
            .replace("throw error;", "throw_error;");
        let change = sandbox.analysis.set_closed(absolute("/crm/all.ts"), &text, false);
        assert!(change.dependents.contains(&absolute("/crm/syncs/deals.ts")));
        assert_eq!(sandbox.findings("/crm/syncs/deals.ts"), ["del-swallowed-error"]);
    }
}
