//! All rules that concern a file, run on it.

mod visits;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::iter;

use project::manifest::ProviderTable;
use project::providers::Provider;
use project::{File, FilePath, Fixture, FixtureName, Function, Integration, Items, MockName, Project, ProjectKind};
use syntax::{TextEdit, TextRange};

use self::visits::Visits;
use super::{Analysis, beside, suppress};
use crate::context::{
    Asked, FileContext, FixtureContext, IndexContext, MockContext, ProjectContext, Scope, Sink, StrayContext,
};
use crate::diagnostic::{Diagnostic, Fix, Related};
use crate::rule::{Applicability, Level, Reach, Reporter, Rule, Severity};
use crate::settings::{self, Settings};
use crate::{Findings, SourceChange, words};

impl Analysis {
    /// What is wrong with a file: configured, suppressed, in the order of the text.
    pub fn diagnose(&self, path: &FilePath) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        match (self.workspace.project_of(path), self.workspace.file(path)) {
            (Some(project), Some(file)) => self.source_file(project, path, file, &mut diagnostics),
            (None, Some(file)) => self.stray(path, &file.items, &mut diagnostics),
            (Some(project), None) if self.workspace.fixture(path).is_some() => {
                Run::new(self, project, path).fixture(&mut diagnostics);
            }
            (_, None) => self.beside(path, &mut diagnostics),
        }
        diagnostics.sort_by(|a, b| {
            let key = |it: &Diagnostic| (it.range.start(), it.range.end());
            key(a)
                .cmp(&key(b))
                .then(a.severity.cmp(&b.severity))
                .then(a.rule.id.cmp(b.rule.id))
        });
        diagnostics
    }

    fn source_file(&self, project: &Project, path: &FilePath, file: &File, diagnostics: &mut Vec<Diagnostic>) {
        let run = Run::new(self, project, path);
        let nothing = Findings::default();
        let findings = self.findings(path).unwrap_or(&nothing);
        if path == project.index_path() {
            if project.kind() == ProjectKind::Zero {
                run.index(diagnostics);
            }
        } else {
            run.file(&file.items, diagnostics);
            run.findings(findings, diagnostics);
            run.as_bundled(diagnostics);
        }
        diagnostics.retain(|it| {
            !it.rule.is_found_by_typescript() || !findings.untyped.iter().any(|target| target.holds(it.range.start()))
        });
        suppress::apply(&run, findings, file.items.has_errors, diagnostics);
    }

    fn stray(&self, path: &FilePath, items: &Items, diagnostics: &mut Vec<Diagnostic>) {
        for (rule, check) in &Visits::get().stray {
            let Level::On(severity) = self.settings.level(rule, path.as_str(), self.audience) else {
                continue;
            };
            check(&mut StrayContext {
                file: path,
                items,
                sink: Sink {
                    rule,
                    severity,
                    diagnostics,
                },
            });
        }
    }

    fn beside(&self, path: &FilePath, diagnostics: &mut Vec<Diagnostic>) {
        for project in beside::projects_of(self, path) {
            let run = Run::new(self, project, path);
            let before = diagnostics.len();
            run.project(diagnostics);
            // What several projects say of one `package.json` is said once.
            let new = diagnostics.split_off(before);
            diagnostics.extend(
                new.into_iter()
                    .filter(|it| {
                        !diagnostics.iter().any(|other| {
                            other.rule == it.rule && other.range == it.range && other.message == it.message
                        })
                    })
                    .collect::<Vec<_>>(),
            );
            if *path == project.root().join(settings::FILE_NAME) {
                run.configuration(diagnostics);
            }
        }
    }
}

/// One file of one project, and the settings that hold for it.
pub(super) struct Run<'a> {
    analysis: &'a Analysis,
    scope: Scope<'a>,
    pub(super) path: &'a FilePath,
    /// The path relative to the root, as patterns see it.
    place: Cow<'a, str>,
    function: Option<&'a Function>,
    is_entry: bool,
    entries: OnceCell<Vec<FilePath>>,
    written_for: OnceCell<Vec<&'a Provider>>,
    asked: Asked,
}

impl<'a> Run<'a> {
    fn new(analysis: &'a Analysis, project: &'a Project, path: &'a FilePath) -> Run<'a> {
        let settings: &Settings = analysis.settings_of(project.root());
        let scope = Scope {
            analysis,
            project,
            settings,
        };
        Run {
            analysis,
            scope,
            path,
            place: scope.place(path),
            function: project.function_at(path),
            is_entry: project.registered(path),
            entries: OnceCell::new(),
            written_for: OnceCell::new(),
            asked: Asked::default(),
        }
    }

    /// The level of a rule in this file.
    pub(super) fn severity(&self, rule: &Rule) -> Option<Severity> {
        match self.scope.settings.level(rule, &self.place, self.analysis.audience) {
            Level::On(severity) => Some(severity),
            Level::Off => None,
        }
    }

    fn file(&'a self, items: &'a Items, diagnostics: &mut Vec<Diagnostic>) {
        let visits = Visits::get();
        let sound: &[_] = if items.has_errors { &[] } else { &visits.sound_file };
        for (rule, check) in visits.file.iter().chain(sound) {
            if !self.reaches(rule.reach) {
                continue;
            }
            let Some(severity) = self.severity(rule) else { continue };
            let sink = Sink {
                rule,
                severity,
                diagnostics,
            };
            check(&mut FileContext {
                scope: self.scope,
                file: self.path,
                items,
                function: self.function,
                asked: &self.asked,
                sink,
            });
        }
    }

    fn findings(&self, findings: &Findings, diagnostics: &mut Vec<Diagnostic>) {
        for found in &findings.found {
            if !self.reaches(found.rule.reach) {
                continue;
            }
            let Some(severity) = self.severity(found.rule) else {
                continue;
            };
            let of_provider = match &found.of_provider {
                Some(_) if *self.providers() == ProviderTable::Unread => None,
                Some(of_provider) => of_provider.at_most(self.written_for()),
                None => Some(Severity::Error),
            };
            let Some(at_most) = of_provider else { continue };
            let fixes = found.fixes.iter().map(|fix| Fix {
                title: fix.title.clone(),
                applicability: fix.applicability,
                change: SourceChange::edit(self.path, fix.edits.iter().cloned()),
            });
            let related = found.related.iter().map(|(range, message)| Related {
                file: self.path.clone(),
                range: *range,
                message: message.clone(),
            });
            diagnostics.push(Diagnostic {
                rule: found.rule,
                // The greater, the quieter.
                severity: severity.max(at_most).max(found.at_most.unwrap_or(at_most)),
                reporters: Cow::Borrowed(found.reporters.unwrap_or(found.rule.reporters)),
                range: found.range,
                message: found.message.clone(),
                related: related.collect(),
                fixes: fixes.collect(),
                tag: found.tag,
            });
        }
    }

    fn index(&self, diagnostics: &mut Vec<Diagnostic>) {
        let registry = self.scope.project.registry();
        for (rule, check) in &Visits::get().index {
            let Some(severity) = self.severity(rule) else { continue };
            let sink = Sink {
                rule,
                severity,
                diagnostics,
            };
            check(&mut IndexContext {
                scope: self.scope,
                file: self.path,
                registry,
                sink,
            });
        }
    }

    fn project(&self, diagnostics: &mut Vec<Diagnostic>) {
        for (rule, check) in &Visits::get().project {
            let Some(severity) = self.severity(rule) else { continue };
            check(&mut ProjectContext {
                scope: self.scope,
                file: self.path,
                sink: Sink {
                    rule,
                    severity,
                    diagnostics,
                },
            });
        }
    }

    fn fixture(&self, diagnostics: &mut Vec<Diagnostic>) {
        let fixture: Option<&Fixture> = self.analysis.workspace.fixture(self.path).map(|fixture| &**fixture);
        let Some(fixture) = fixture else { return };
        if let Some(name) = MockName::of(self.path) {
            return self.mock(&name, fixture, diagnostics);
        }
        let Some(name) = FixtureName::of(self.path) else { return };
        for (rule, check) in &Visits::get().fixture {
            let Some(severity) = self.severity(rule) else { continue };
            check(&mut FixtureContext {
                scope: self.scope,
                file: self.path,
                name: name.clone(),
                fixture,
                sink: Sink {
                    rule,
                    severity,
                    diagnostics,
                },
            });
        }
    }

    fn mock(&self, name: &MockName, mock: &Fixture, diagnostics: &mut Vec<Diagnostic>) {
        for (rule, check) in &Visits::get().mock {
            let Some(severity) = self.severity(rule) else { continue };
            check(&mut MockContext {
                scope: self.scope,
                file: self.path,
                name: name.clone(),
                mock,
                sink: Sink {
                    rule,
                    severity,
                    diagnostics,
                },
            });
        }
    }

    fn configuration(&self, diagnostics: &mut Vec<Diagnostic>) {
        let Some(configuration) = self.analysis.configurations.get(self.scope.project.root()) else {
            return;
        };
        for problem in configuration.problems.iter() {
            let Some(severity) = self.severity(problem.rule) else {
                continue;
            };
            let fix = problem.meant.as_ref().map(|meant| Fix {
                title: format!("Write `{}`", meant.trim_matches('"')),
                applicability: Applicability::Unsafe,
                change: SourceChange::edit(self.path, [TextEdit::replace(problem.range, meant.clone())]),
            });
            diagnostics.push(Diagnostic {
                rule: problem.rule,
                severity,
                reporters: Cow::Borrowed(problem.rule.reporters),
                range: problem.range,
                message: problem.message.clone(),
                related: Vec::new(),
                fixes: fix.into_iter().collect(),
                tag: None,
            });
        }
    }

    /// What the compiler's part in the findings is. It reads what `index.ts` brings in and nothing else, so of other files
    /// it says nothing; of a helper it speaks as of the entry that bundles it, which is named.
    fn as_bundled(&self, diagnostics: &mut [Diagnostic]) {
        if self.is_entry || diagnostics.is_empty() {
            return;
        }
        let entries = self.entries();
        for diagnostic in diagnostics {
            if entries.is_empty() {
                diagnostic.not_reported_by(Reporter::is_cli);
            } else if diagnostic.reporters.contains(&Reporter::Compile)
                && let Some(entry) = entries.first()
            {
                diagnostic.related(entry, TextRange::default(), bundled_by(&self.scope, entries));
            }
        }
    }

    fn reaches(&self, reach: Reach) -> bool {
        match reach {
            Reach::Project => true,
            Reach::Function => self.function.is_some(),
            Reach::Entry => self.is_entry,
            Reach::Bundled => self.function.is_some() || !self.entries().is_empty(),
        }
    }

    fn providers(&self) -> &'a ProviderTable {
        &self.scope.project.manifest().providers
    }

    /// The providers that the file is written for, if that is certain: all functions that bundle the file are of one integration, and
    /// that is called as a provider is. A link in the root is an integration of its own, with a provider of its own.
    fn written_for(&self) -> &[&'a Provider] {
        self.written_for.get_or_init(|| {
            let ProviderTable::Read(providers) = self.providers() else {
                return Vec::new();
            };
            let Some(integration) = self.integration() else {
                return Vec::new();
            };
            let names = iter::once(&integration.name).chain(&integration.aliases);
            let providers: Option<Vec<_>> = names.map(|name| providers.get(name)).collect();
            providers.unwrap_or_default()
        })
    }

    /// The only integration whose bundles hold the file.
    fn integration(&self) -> Option<&'a Integration> {
        let project = self.scope.project;
        if let Some(function) = self.function {
            return project.integration_of(&function.file);
        }
        let mut of_entries = self.entries().iter().map(|file| project.integration_of(file));
        let first = of_entries.next()??;
        let is_same = |other: Option<&Integration>| other.is_some_and(|other| other.dir == first.dir);
        of_entries.all(is_same).then_some(first)
    }

    /// The entries whose bundle holds the file. Asked by every rule on bundled files, answered once.
    fn entries(&self) -> &[FilePath] {
        self.entries
            .get_or_init(|| self.scope.project.entries_reaching(self.path))
    }
}

/// Which entries bring a helper in: one is named, the others are counted.
fn bundled_by(scope: &Scope<'_>, entries: &[FilePath]) -> String {
    let (first, others) = (&scope.place(&entries[0]), entries.len() - 1);
    match others {
        0 => format!("bundled by `{first}`"),
        _ => format!("bundled by `{first}` and {}", words::count(others, "other")),
    }
}
