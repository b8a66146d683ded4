//! `--changed-since`: what changed since a git revision, asked of `git` itself.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use lint::{Analysis, Diagnostic};
use project::FilePath;
use project::load::is_source;

/// What changed since a revision.
pub(super) struct Changed {
    /// Files that are new or differ, and what they were called before.
    files: BTreeSet<FilePath>,
    /// The `index.ts` of projects in which a function came or went.
    indices: BTreeSet<FilePath>,
}

impl Changed {
    /// Asks git, in the repository of every project. What changed on the side of `revision` since the branches parted is not
    /// counted: the comparison is with the merge base.
    ///
    /// # Errors
    ///
    /// One sentence that says why git cannot answer.
    pub(super) fn since(revision: &str, analysis: &Analysis) -> Result<Self, String> {
        if revision.is_empty() || revision.starts_with('-') {
            return Err(format!("`{revision}` is no git revision"));
        }
        let roots = || analysis.workspace.projects().map(|project| project.root());
        let mut checkouts = BTreeSet::new();
        for root in roots() {
            checkouts.insert(Git::around(root)?.folder);
        }
        let mut changed = Self {
            files: BTreeSet::new(),
            indices: BTreeSet::new(),
        };
        for folder in checkouts {
            for (status, file) in (Git { folder }).changes(revision)? {
                let came_or_went = status != MODIFIED && is_source(file.name());
                // A function that came or went is what `index.ts` is about, whether or not it was edited.
                if came_or_went && let Some(project) = analysis.workspace.project_of(&file) {
                    changed.indices.insert(project.index_path().clone());
                }
                changed.files.insert(file);
            }
        }
        Ok(changed)
    }

    /// Whether a file is reported on as a whole.
    pub(super) fn holds(&self, file: &FilePath) -> bool {
        self.files.contains(file) || self.indices.contains(file)
    }

    /// Whether a finding is about what changed: it stands there, or it points there, as the other end of a duplicate does.
    pub(super) fn concerns(&self, file: &FilePath, found: &Diagnostic) -> bool {
        self.holds(file) || found.related.iter().any(|related| self.files.contains(&related.file))
    }
}

/// The letter by which git says that a file was there before and is there now.
const MODIFIED: char = 'M';

/// A file that git does not know yet.
const UNTRACKED: char = '?';

/// A checkout.
struct Git {
    /// Its top.
    folder: FilePath,
}

impl Git {
    fn around(folder: &FilePath) -> Result<Self, String> {
        let top = git(folder, &["rev-parse", "--show-toplevel"])?;
        let top = top.ok_or_else(|| format!("{folder} is in no git repository"))?;
        let folder = project::load::canonical(Path::new(top.trim_end_matches(['\n', '\r'])));
        Ok(Self { folder })
    }

    /// What differs from the merge base with `revision`, and what is untracked.
    fn changes(&self, revision: &str) -> Result<Vec<(char, FilePath)>, String> {
        let commit = format!("{revision}^{{commit}}");
        let commit = self.answer(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let commit = commit.ok_or_else(|| format!("git knows no revision `{revision}`"))?;
        let base = self.answer(&["merge-base", "--end-of-options", &commit, "HEAD"])?;
        let base = base.ok_or_else(|| {
            format!("git finds no common ancestor of `{revision}` and HEAD: a shallow clone lacks it, fetch more of the history")
        })?;
        let refused = || "git does not say what changed".to_owned();
        let diff = [
            "diff",
            "--name-status",
            "--no-renames",
            "--no-ext-diff",
            "--ignore-submodules",
            "-z",
            "--end-of-options",
            &base,
            "--",
        ];
        let diff = git(&self.folder, &diff)?.ok_or_else(refused)?;
        let untracked = ["ls-files", "--others", "--exclude-standard", "-z", "--"];
        let untracked = git(&self.folder, &untracked)?.ok_or_else(refused)?;
        let mut words = diff.split_terminator('\0');
        let mut changes = Vec::new();
        while let (Some(status), Some(path)) = (words.next(), words.next()) {
            changes.push((status.chars().next().unwrap_or(MODIFIED), self.folder.join(path)));
        }
        changes.extend(
            untracked
                .split_terminator('\0')
                .map(|path| (UNTRACKED, self.folder.join(path))),
        );
        Ok(changes)
    }

    /// One word that git answers; `None` when it refuses.
    fn answer(&self, arguments: &[&str]) -> Result<Option<String>, String> {
        let text = git(&self.folder, arguments)?;
        Ok(text.map(|text| text.trim().to_owned()).filter(|word| !word.is_empty()))
    }
}

/// Variables by which a hook of git names its own repository and index: they would speak of another folder than this one.
const OF_HOOKS: [&str; 5] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
];

/// What git prints; `None` when it refuses.
fn git(folder: &Path, arguments: &[&str]) -> Result<Option<String>, String> {
    let mut command = Command::new("git");
    // A repository can name a program that watches its files. None is started for a question.
    command
        .current_dir(folder)
        .args(["-c", "core.fsmonitor=false"])
        .args(arguments);
    for variable in OF_HOOKS {
        command.env_remove(variable);
    }
    let output = command.env("GIT_OPTIONAL_LOCKS", "0").output();
    let output = output.map_err(|error| format!("git cannot be started: {error}"))?;
    Ok(output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned()))
}
