//! Symbolic links below a root.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::FilePath;

/// Links give a chain of at most so many steps; a longer one is a loop.
const MAX_STEPS: usize = 8;

/// The symbolic links below a root, with what they lead to: 30 of the 223 integrations of Nango's own templates are links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    targets: FxHashMap<FilePath, FilePath>,
    /// The lengths of the links' paths: most prefixes of a path need not be looked up.
    lengths: Box<[usize]>,
}

impl Links {
    /// From pairs of a link's own path and the canonical path that it leads to.
    pub fn new(links: impl IntoIterator<Item = (FilePath, FilePath)>) -> Links {
        let targets: FxHashMap<FilePath, FilePath> =
            links.into_iter().filter(|(link, target)| link != target).collect();
        let lengths: BTreeSet<usize> = targets.keys().map(|link| link.as_str().len()).collect();
        Links {
            targets,
            lengths: lengths.into_iter().collect(),
        }
    }

    /// Each link and what it leads to, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&FilePath, &FilePath)> {
        self.targets.iter()
    }

    /// The path behind all links on the way.
    pub fn real(&self, path: FilePath) -> FilePath {
        let mut path = path;
        for _ in 0..MAX_STEPS {
            match self.step(&path) {
                Some(next) => path = next,
                None => break,
            }
        }
        path
    }

    fn step(&self, path: &FilePath) -> Option<FilePath> {
        let text = path.as_str();
        let is_segment = |end: &usize| matches!(text.as_bytes().get(*end), Some(b'/')) || *end == text.len();
        self.lengths.iter().copied().filter(is_segment).find_map(|end| {
            let target = self.targets.get(&text[..end])?;
            Some(target.join(text[end..].trim_start_matches('/')))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_wherever_they_stand() {
        let links = Links::new(
            [
                ("/p/eu", "/p/crm"),
                ("/p/crm/actions", "/q"),
                ("/p/x", "/p/y"),
                ("/p/y", "/p/x"),
            ]
            .map(|(link, target)| (FilePath::new(link), FilePath::new(target))),
        );
        assert_eq!(
            links.real(FilePath::new("/p/eu/actions/a.ts")),
            FilePath::new("/q/a.ts")
        );
        assert_eq!(
            links.real(FilePath::new("/p/europe/a.ts")),
            FilePath::new("/p/europe/a.ts")
        );
        // A circle ends somewhere.
        assert!(links.real(FilePath::new("/p/x/a.ts")).as_str().ends_with("/a.ts"));
    }
}
