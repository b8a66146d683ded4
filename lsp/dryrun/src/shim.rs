//! The batch files that package managers put on `PATH` in Windows in the place of links.
//!
//! Such a shim cannot be started without a shell, and a shell would read the arguments: a connection's id or an input could be a
//! command then. It names the script that it starts, and Node can start that.

use std::path::{Path, PathBuf};

/// The script of the shim with this text, which lies in `folder`. It is named relative to the folder of the shim, by
/// `%dp0%` (npm, which sets it to `%~dp0`) or `%~dp0` itself (pnpm, Yarn). None for a batch file of another kind.
pub(crate) fn target(text: &str, folder: &Path) -> Option<PathBuf> {
    let named = text.split('"').skip(1).step_by(2);
    named.filter_map(|word| relative(word, folder)).find(|path| {
        let extension = path.extension().unwrap_or_default();
        ["js", "mjs", "cjs"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// `%~dp0\\node_modules\\a.js`, with either slash.
fn relative(word: &str, folder: &Path) -> Option<PathBuf> {
    let rest = word.strip_prefix("%~dp0").or_else(|| word.strip_prefix("%dp0%"))?;
    let names = rest.split(['\\', '/']).filter(|name| !name.is_empty() && *name != ".");
    Some(names.fold(folder.to_owned(), |mut path, name| {
        match name {
            // Not left to the file system: the folder of a package manager may be a link.
            ".." => drop(path.pop()),
            name => path.push(name),
        }
        path
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        let found = target(text, Path::new("/users/a/npm"))?;
        Some(found.to_string_lossy().into_owned())
    }

    #[test]
    fn a_shim_names_its_script_after_node() {
        let npm = "@ECHO off\r\nCALL :find_dp0\r\nIF EXIST \"%dp0%\\node.exe\" (\r\n  SET \"_prog=%dp0%\\node.exe\"\r\n)\r\n\
                   endLocal & \"%_prog%\"  \"%dp0%\\node_modules\\nango\\dist\\index.js\" %*\r\n";
        assert_eq!(
            of(npm).as_deref(),
            Some("/users/a/npm/node_modules/nango/dist/index.js")
        );
        let pnpm = "@SETLOCAL\n@IF EXIST \"%~dp0\\node.exe\" (\n  \"%~dp0\\node.exe\"  \"%~dp0\\global\\5\\node_modules\\nango\\dist\\index.js\" %*\n\
                    ) ELSE (\n  node  \"%~dp0\\global\\5\\node_modules\\nango\\dist\\index.js\" %*\n)\n";
        assert_eq!(
            of(pnpm).as_deref(),
            Some("/users/a/npm/global/5/node_modules/nango/dist/index.js")
        );
        let above = "node  \"%~dp0/../lib/./nango/dist/index.JS\" %*";
        assert_eq!(of(above).as_deref(), Some("/users/a/lib/nango/dist/index.JS"));
    }

    #[test]
    fn another_batch_file_names_none() {
        for other in [
            "",
            "@echo off\nnode \"C:\\nango\\index.js\" %*",
            "\"%~dp0\\nango.exe\" %*",
            "\"%~dp0",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
