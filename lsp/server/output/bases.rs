//! How the paths of a report are shown.

use project::FilePath;
use project::load::canonical;

/// Where GitHub and GitLab say that the repository is checked out: annotations name files from there.
const CHECKOUTS: [&str; 2] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The folders that paths are shown relative to.
#[derive(Debug, Default)]
pub struct Bases {
    folders: Vec<FilePath>,
    /// A file that is shown as it was named.
    given: Option<(FilePath, String)>,
}

impl Bases {
    /// Paths are shown relative to the first of these folders that they are in.
    pub fn of(folders: impl IntoIterator<Item = FilePath>) -> Self {
        Self {
            folders: folders.into_iter().collect(),
            given: None,
        }
    }

    /// The same, with a file that is shown as it was named.
    pub fn given(self, file: FilePath, name: String) -> Self {
        Self {
            given: Some((file, name)),
            ..self
        }
    }

    /// Names files as the repository does: from its checkout, which CI systems tell, else from the current folder.
    pub fn prefer_checkout(&mut self) {
        let checkouts = CHECKOUTS.into_iter().filter_map(std::env::var_os);
        let checkouts = checkouts.map(|folder| canonical(folder.as_ref()));
        self.folders.splice(..0, checkouts.chain(current_folder()));
    }

    /// How a path is shown, with forward slashes.
    pub fn shown<'p>(&'p self, path: &'p FilePath) -> &'p str {
        if let Some((file, name)) = &self.given
            && file == path
        {
            return name;
        }
        let relative = self
            .folders
            .iter()
            .find_map(|base| path.relative_to(base))
            .unwrap_or(path.as_str());
        if relative.is_empty() { "." } else { relative }
    }
}

/// The current folder, if there is one.
pub fn current_folder() -> Option<FilePath> {
    Some(canonical(&std::env::current_dir().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_from_the_first_folder_that_holds_it() {
        let bases = Bases::of(["/p/crm", "/p"].map(FilePath::new));
        for (path, shown) in [
            ("/p/crm/a.ts", "a.ts"),
            ("/p/index.ts", "index.ts"),
            ("/p", "."),
            ("/q/a.ts", "/q/a.ts"),
        ] {
            assert_eq!(bases.shown(&FilePath::new(path)), shown);
        }
        let bases = bases.given(FilePath::new("/p/crm/a.ts"), "./crm/a.ts".to_owned());
        assert_eq!(bases.shown(&FilePath::new("/p/crm/a.ts")), "./crm/a.ts");
    }
}
