//! Functions of one integration that claim the same.

use project::Function;
use project::items::Claim;
use syntax::TextRange;

use crate::context::FileContext;
use crate::diagnostic::Diagnostic;
use crate::words;

/// The other functions that claim the same as the one at hand, each with the place.
pub struct Rivals<'a>(Vec<(&'a Function, TextRange)>);

impl<'a> FileContext<'a> {
    /// What the function claims, with the places.
    pub fn claims(&self) -> Vec<(Claim, TextRange)> {
        let name = self.function.map_or("", |function| &function.name);
        let claims = self.items.claims(name).into_iter();
        claims.map(|(claim, span)| (claim, span.0)).collect()
    }

    /// The registered functions of the same integration that claim the same; none unless this one is registered.
    pub fn rivals(&self, claim: &Claim) -> Rivals<'a> {
        let scope = self.scope;
        let rivals = scope.project.rivals(self.file, claim).filter_map(|file| {
            let function = scope.project.function_at(file)?;
            let claims = scope.items(file)?.claims(&function.name);
            let (_, place) = claims.into_iter().find(|(other, _)| other == claim)?;
            Some((function, place.0))
        });
        Rivals(rivals.collect())
    }
}

impl<'a> Rivals<'a> {
    /// Whether nobody else claims it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first of them.
    pub fn first(&self) -> Option<&'a Function> {
        self.0.first().map(|(function, _)| *function)
    }

    /// Their names, as part of a sentence.
    pub fn names(&self) -> String {
        words::list_briefly(self.0.iter().map(|(function, _)| &*function.name))
    }

    /// Adds their places to what is said of this one.
    pub fn relate(&self, diagnostic: &mut Diagnostic, what: &str) {
        for (function, place) in &self.0 {
            diagnostic.related(&function.file, *place, what);
        }
    }
}
