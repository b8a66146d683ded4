//! Who claims what in an integration.

use rustc_hash::FxHashMap;

use crate::FilePath;
use crate::items::Claim;

/// Who claims what in an integration: kept up to date file by file, so that nobody has to compare every function with every
/// other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Claims {
    of: FxHashMap<FilePath, Box<[Claim]>>,
    /// Sorted.
    holders: FxHashMap<Claim, Vec<FilePath>>,
}

impl Claims {
    /// The files that claim something, sorted.
    pub(super) fn holders(&self, claim: &Claim) -> &[FilePath] {
        self.holders.get(claim).map_or(&[], Vec::as_slice)
    }

    /// What a file claims.
    pub(super) fn of(&self, file: &FilePath) -> &[Claim] {
        self.of.get(file).map_or(&[], |claims| claims)
    }

    /// Takes in what a file claims now.
    pub(super) fn set(&mut self, file: &FilePath, claims: Box<[Claim]>) {
        self.remove(file);
        for claim in &claims {
            let holders = self.holders.entry(claim.clone()).or_default();
            if let Err(at) = holders.binary_search(file) {
                holders.insert(at, file.clone());
            }
        }
        self.of.insert(file.clone(), claims);
    }

    /// Forgets what a file claims.
    pub(super) fn remove(&mut self, file: &FilePath) {
        for claim in self.of.remove(file).unwrap_or_default() {
            if let Some(holders) = self.holders.get_mut(&claim) {
                holders.retain(|holder| holder != file);
                if holders.is_empty() {
                    self.holders.remove(&claim);
                }
            }
        }
    }
}
