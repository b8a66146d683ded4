//! The floor: what finding, reading and parsing every file costs before a single fact is taken from it.

use std::fs;
use std::path::Path;

use crate::project::source_files;

/// Parses every source file below `folder` on one thread with one parser and the allocator of the platform, as a
/// process of its own so that its CPU and memory can be read as a whole. The sum of the trees' top-level nodes is the
/// result, so that no step can be optimised away.
pub fn parse_all(folder: &Path) -> usize {
    let mut parser = grammars::parser();
    let mut nodes = 0;
    for path in source_files(folder) {
        let Ok(text) = fs::read(path) else { continue };
        nodes += parser
            .parse(&text, None)
            .map_or(0, |tree| tree.root_node().child_count() as usize);
    }
    nodes
}
