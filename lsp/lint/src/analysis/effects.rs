//! What functions do, put together when somebody asks.

use std::cell::RefCell;
use std::sync::Arc;

use flow::{Deeds, DeedsOf, Effects};
use project::FilePath;
use rustc_hash::FxHashMap;

use super::Analysis;

/// The property of a definition whose function a run calls.
const EXEC: &str = "exec";

impl Analysis {
    /// What the function in a file does, helpers of other files included.
    pub fn effects(&self, file: &FilePath) -> Effects {
        flow::effects(file, &Known::new(self), |_| true)
    }

    /// What a run of the function in a file does: a handler of webhooks is not run.
    pub fn effects_of_run(&self, file: &FilePath) -> Effects {
        flow::effects(file, &Known::new(self), |property| property == EXEC)
    }
}

/// What one question needs to know: of open files it is read for it.
struct Known<'a> {
    analysis: &'a Analysis,
    opened: RefCell<FxHashMap<FilePath, Option<Arc<Deeds>>>>,
}

impl<'a> Known<'a> {
    fn new(analysis: &'a Analysis) -> Known<'a> {
        Known {
            analysis,
            opened: RefCell::default(),
        }
    }
}

impl DeedsOf for Known<'_> {
    fn deeds(&self, file: &FilePath) -> Option<Arc<Deeds>> {
        let Some(source) = self.analysis.workspace.file(file)?.source.as_ref() else {
            return self.analysis.findings(file)?.deeds.clone();
        };
        let mut opened = self.opened.borrow_mut();
        let deeds = opened
            .entry(file.clone())
            .or_insert_with(|| flow::deeds(source).map(Arc::new));
        deeds.clone()
    }

    fn resolve(&self, from: &FilePath, source: &str) -> Option<FilePath> {
        self.analysis.workspace.project_of(from)?.resolve(from, source)
    }
}

#[cfg(test)]
mod tests {
    use syntax::SourceFile;

    use crate::testing::{Sandbox, absolute};

    #[test]
    fn a_helper_counts_whether_it_is_open_or_not() {
        let mut sandbox = Sandbox::new(
            "//- /crm/actions/close.ts
import { createAction } from 'nango';
import { close } from '../client.js';
export default createAction({ exec: async (nango, id) => close(nango, `/deals/${id}`) });
//- /crm/client.ts
import type { NangoAction } from 'nango';
export const close = (sdk: NangoAction, endpoint: string) => sdk.patch({ endpoint });
",
        );
        let (main, helper) = (absolute("/crm/actions/close.ts"), absolute("/crm/client.ts"));
        let text = sandbox.text("/crm/client.ts").unwrap_or_default().to_owned();
        assert_eq!(sandbox.analysis.effects(&main).to_string(), "PATCH /deals/{id}");
        let edited = text.replace("patch", "delete");
        sandbox.analysis.set_source(helper.clone(), SourceFile::parse(edited));
        assert_eq!(sandbox.analysis.effects_of_run(&main).to_string(), "DELETE /deals/{id}");
        sandbox.analysis.set_closed(helper.clone(), &text, false);
        assert_eq!(sandbox.analysis.effects(&main).to_string(), "PATCH /deals/{id}");
        sandbox.analysis.remove(&helper);
        assert_eq!(sandbox.analysis.effects(&main).to_string(), "what cannot be read");
    }
}
