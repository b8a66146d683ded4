//! From a frame of a stack to the program that was bundled.
//!
//! The CLI hands each file to Babel, what Babel prints to esbuild, and gives the bundle a map that leads back to what Babel
//! printed, not to what the author wrote (`bundleFile` of the CLI's `zeroYaml/compile.ts`). The second step back, from the
//! print to the file, needs the grammar, and is not ours.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sourcemap::SourceMap;

use crate::outcome::{Exception, Frame, Outcome};
use crate::{Dryrun, Kind};

/// A place in what Babel printed of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file, relative to the root, with `/`.
    pub file: String,
    /// The line of the print, from 1.
    pub line: u32,
    /// The column of the print, from 1, in UTF-16 units.
    pub column: u32,
    /// The whole print.
    pub text: Arc<str>,
}

/// Without the text, which is the user's program.
impl fmt::Debug for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Looks up the frames of an exception. Reads the function's bundle, so it has to be called before another run may write it.
pub(crate) fn locate(outcome: &mut Outcome, request: &Dryrun) {
    match outcome {
        Outcome::Exception(Exception { frames, .. }) => {
            for frame in frames {
                frame.printed = Printed::of(request, frame);
            }
        }
        failure => locate_loaded(failure, &request.root),
    }
}

/// Looks up the frames of bundles that throw when they are loaded, in the project at `root`. Reads them, as [`locate`] does.
pub(crate) fn locate_loaded(outcome: &mut Outcome, root: &Path) {
    if let Outcome::CompileError(messages) = outcome {
        for frame in messages.iter_mut().flat_map(|message| &mut message.frames) {
            frame.printed = Printed::of_loaded(root, frame);
        }
    }
}

impl Printed {
    /// Where a frame of a run stands, by the function's bundle on the disk. None for a frame outside of the bundle, and for a
    /// bundle without a map (`nango compile --sourcemap false`).
    pub fn of(request: &Dryrun, frame: &Frame) -> Option<Printed> {
        // The name that the CLI gives the script when it runs it (`services/dryrun.service.ts`).
        if frame.script != format!("{}-{}.js", request.name, request.integration) {
            return None;
        }
        read(&bundle(request), frame)
    }

    /// Where a frame of a bundle stands that was loaded in the project at `root`: `build/<name>.cjs`. None without a map.
    pub fn of_loaded(root: &Path, frame: &Frame) -> Option<Printed> {
        let name = frame.script.strip_prefix("build/")?;
        read(&root.join("build").join(name), frame)
    }
}

fn read(bundle: &Path, frame: &Frame) -> Option<Printed> {
    lookup(&map(&fs::read_to_string(bundle).ok()?)?, frame.line, frame.column)
}

/// `build/<integration>_<actions|syncs>_<name>.cjs` (`tsToJsPath` of the CLI's `zeroYaml/utils.ts`).
fn bundle(request: &Dryrun) -> PathBuf {
    let folder = match request.kind {
        Kind::Action => "actions",
        Kind::Sync => "syncs",
    };
    let name = format!("{}_{folder}_{}.cjs", request.integration, request.name);
    request.root.join("build").join(name)
}

/// The map at the end of a bundle.
fn map(bundle: &str) -> Option<SourceMap> {
    const COMMENT: &str = "//# sourceMappingURL=";
    let url = &bundle[bundle.rfind(COMMENT)? + COMMENT.len()..];
    match sourcemap::decode_data_url(url.trim_end()).ok()? {
        sourcemap::DecodedMap::Regular(map) => Some(map),
        _ => None,
    }
}

/// Line and column as V8 counts them: from 1.
fn lookup(map: &SourceMap, line: u32, column: u32) -> Option<Printed> {
    let (line, column) = (line.checked_sub(1)?, column.checked_sub(1)?);
    let token = map.lookup_token(line, column)?;
    // What stands before the first mapping of a line was made by the bundler.
    if token.get_dst_line() != line {
        return None;
    }
    Some(Printed {
        file: token.get_source()?.to_owned(),
        line: token.get_src_line() + 1,
        column: token.get_src_col() + 1,
        text: map.get_source_contents(token.get_src_id())?.into(),
    })
}
