//! `corpus/`: what the grammar makes of the code that we rely on, and where it is wrong.
//!
//! The files are in the format of `tree-sitter test`, which can run them too. With `UPDATE_CORPUS=1` the trees are
//! written anew.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_grammar_reads_the_corpus_as_it_says() {
    let mut wrong = Vec::new();
    for path in corpus() {
        let text = fs::read_to_string(&path).expect("a readable corpus");
        let cases = read(&text);
        assert!(!cases.is_empty(), "{} has no case", path.display());
        if env::var_os("UPDATE_CORPUS").is_some() {
            fs::write(&path, cases.iter().map(Case::written).collect::<Vec<_>>().join("\n"))
                .expect("a writable corpus");
            continue;
        }
        for case in cases.iter().filter(|case| case.tree != case.parsed()) {
            wrong.push(format!("{}: {}\n{}", path.display(), case.name, case.parsed()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

struct Case<'a> {
    name: &'a str,
    source: &'a str,
    tree: String,
}

impl Case<'_> {
    fn parsed(&self) -> String {
        let tree = grammars::parser().parse(self.source, None).expect("a tree");
        tree_sitter::format_sexp(&tree.root_node().to_sexp(), 0)
    }

    fn written(&self) -> String {
        let rule = "=".repeat(80);
        format!(
            "{rule}\n{}\n{rule}\n\n{}\n\n---\n\n{}\n",
            self.name,
            self.source,
            self.parsed()
        )
    }
}

/// A case is its name between two lines of `=`, the source, a line of `-`, and the tree.
fn read(text: &str) -> Vec<Case<'_>> {
    let is_rule = |line: &str| line.len() > 2 && line.chars().all(|char| char == '=');
    let mut rules = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_rule(line.trim_end()) {
            rules.push((at, at + line.len()));
        }
        at += line.len();
    }
    let starts = rules.chunks_exact(2);
    let ends = starts.clone().skip(1).map(|next| next[0].0).chain([text.len()]);
    let cases = starts.zip(ends).map(|(rules, end)| {
        let (source, tree) = text[rules[1].1..end]
            .rsplit_once("\n---\n")
            .expect("a source and a tree");
        let tree = tree.split_whitespace().collect::<Vec<_>>().join(" ");
        Case {
            name: text[rules[0].1..rules[1].0].trim(),
            source: source.trim_matches('\n'),
            tree: tree_sitter::format_sexp(&tree, 0),
        }
    });
    cases.collect()
}

fn corpus() -> Vec<PathBuf> {
    let entries = fs::read_dir(corpus_folder()).expect("the folder of the corpus");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn corpus_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}
