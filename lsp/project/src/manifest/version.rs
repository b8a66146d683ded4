//! Versions of npm packages.

use std::fmt;

/// A version of an npm package, as far as anything depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// The first number.
    pub major: u64,
    /// The second number.
    pub minor: u64,
    /// The third number.
    pub patch: u64,
}

impl Version {
    /// `major.minor.patch`.
    pub const fn new(major: u64, minor: u64, patch: u64) -> Version {
        Version { major, minor, patch }
    }

    /// Reads a version as npm writes it; what follows `-` or `+` is left out. None if it is not one, as a range.
    pub fn parse(text: &str) -> Option<Version> {
        let version = nodejs_semver::Version::parse(text).ok()?;
        Some(Version {
            major: version.major(),
            minor: version.minor(),
            patch: version.patch(),
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}
