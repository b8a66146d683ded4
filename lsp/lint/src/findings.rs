//! What is found in one file while its tree is alive, and kept when the tree is gone: what the syntax rules say, and the
//! suppression comments.

use std::sync::{Arc, OnceLock};

use flow::{Deeds, Summary};
use project::providers::Provider;
use syntax::ast::Node;
use syntax::{SourceFile, TextEdit, TextRange};

use crate::context::SyntaxContext;
use crate::diagnostic::Tag;
use crate::node_kind::NodeKind;
use crate::request::Request;
use crate::rule::{Applicability, Reporter, Rule, Severity, Visit};
use crate::rules;
use crate::suppression::{self, Suppression, Target};
use crate::{directive, eslint};

/// What was found in one file. A pure function of its text.
#[derive(Debug, Default, PartialEq)]
pub struct Findings {
    /// Their edits refer to the file itself; their severities mean nothing yet.
    pub(crate) found: Box<[Found]>,
    pub(crate) offers: Box<[Offer]>,
    pub(crate) suppressions: Box<[Suppression]>,
    /// Where TypeScript is told to be silent.
    pub(crate) untyped: Box<[Target]>,
    /// What goes wrong on the ways through the function, and what the helpers do.
    pub(crate) flow: Summary,
    /// What its functions do, of a closed file: of an open one the text is at hand for who asks.
    pub(crate) deeds: Option<Arc<Deeds>>,
}

/// One finding of a syntax rule, before it is known where the file lies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) rule: &'static Rule,
    pub(crate) range: TextRange,
    pub(crate) message: String,
    /// Other places of the file, and what is there.
    pub(crate) related: Vec<(TextRange, String)>,
    /// How serious it is at most; none as serious as its rule.
    pub(crate) at_most: Option<Severity>,
    /// Who else finds it, where that differs from the rule.
    pub(crate) reporters: Option<&'static [Reporter]>,
    /// What has to be true of the provider; none if it does not depend on that.
    pub(crate) of_provider: Option<OfProvider>,
    pub(crate) fixes: Vec<LocalFix>,
    /// How an editor may draw it.
    pub(crate) tag: Option<Tag>,
}

/// A finding that is one with some providers only.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OfProvider {
    /// What makes it one.
    pub(crate) doubt: Doubt,
    /// How serious it is at most where the provider is not known; none if it is nothing there.
    pub(crate) unknown: Option<Severity>,
}

/// What is not known of the provider while only the text of the file is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Doubt {
    /// Whether its preset for pagination lacks all of these keys.
    LacksPreset(&'static [&'static str]),
    /// Whether this address is another one than that of its API.
    IsElsewhere(Box<str>),
}

/// A fix of what may be found at a place when the ways through the function are known: the tree is gone then.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offer {
    pub(crate) rule: &'static Rule,
    pub(crate) at: TextRange,
    pub(crate) fix: LocalFix,
}

/// A fix within the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LocalFix {
    pub(crate) title: String,
    pub(crate) applicability: Applicability,
    pub(crate) edits: Vec<TextEdit>,
}

impl Found {
    /// Says that it is less serious than its rule, and who else finds it.
    pub(crate) fn merely(&mut self, at_most: Severity, reporters: &'static [Reporter]) -> &mut Found {
        self.at_most = Some(at_most);
        self.reporters = Some(reporters);
        self
    }

    /// Says what has to be true of the provider, and how serious it is at most where that is not known; none if it is nothing there.
    pub(crate) fn if_provider(&mut self, doubt: Doubt, unknown: Option<Severity>) -> &mut Found {
        self.of_provider = Some(OfProvider { doubt, unknown });
        self
    }

    /// Says how it may be drawn.
    pub(crate) fn tagged(&mut self, tag: Tag) -> &mut Found {
        self.tag = Some(tag);
        self
    }

    /// Adds another place of the file.
    pub(crate) fn related(&mut self, range: TextRange, message: impl Into<String>) -> &mut Found {
        self.related.push((range, message.into()));
        self
    }

    /// Adds a fix.
    pub(crate) fn fix(
        &mut self,
        title: impl Into<String>,
        applicability: Applicability,
        edits: Vec<TextEdit>,
    ) -> &mut Found {
        self.fixes.push(LocalFix {
            title: title.into(),
            applicability,
            edits,
        });
        self
    }
}

impl OfProvider {
    /// How serious it is at most with these providers, or where they are not known: none if it is no finding with any of them.
    pub(crate) fn at_most(&self, providers: &[&Provider]) -> Option<Severity> {
        let is_one = |provider: &&&Provider| match &self.doubt {
            Doubt::LacksPreset(keys) => keys.iter().all(|key| provider.preset(key).is_none()),
            Doubt::IsElsewhere(address) => !provider.base_url.as_deref().is_some_and(|base| is_below(address, base)),
        };
        match providers.iter().filter(is_one).count() {
            _ if providers.is_empty() => self.unknown,
            0 => None,
            all if all == providers.len() => Some(Severity::Error),
            // With some of them.
            _ => self.unknown,
        }
    }
}

/// Whether an address is below that of an API, as far as the latter is the same for every connection.
fn is_below(address: &str, base: &str) -> bool {
    match base.split_once("${") {
        Some((same, _)) => address.starts_with(same),
        None => {
            let rest = address.strip_prefix(base.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        }
    }
}

/// What is kept of a closed file: what is found in it, and what only its text could answer later.
pub fn examine_closed(file: &SourceFile) -> Findings {
    Findings {
        deeds: flow::deeds(file).map(Arc::new),
        ..examine(file, None)
    }
}

/// Runs the syntax rules over a file, in one visit, and reads its suppressions. `before` is what was found before an edit.
pub fn examine(file: &SourceFile, before: Option<&Findings>) -> Findings {
    let (mut found, mut offers) = (Vec::new(), Vec::new());
    let (ast, table) = (file.ast(), TABLE.get_or_init(Table::new));
    if !ast.has_errors() {
        for node in ast.nodes() {
            let Some(kind) = NodeKind::of(ast, node) else { continue };
            let is_request = kind == NodeKind::Call && Request::read(file, node).is_some();
            let requests: &[Checker] = if is_request {
                &table.rules[NodeKind::Request as usize]
            } else {
                &[]
            };
            for (rule, check) in table.rules[kind as usize].iter().chain(requests) {
                check(&mut SyntaxContext::new(file, rule, (&mut found, &mut offers)), node);
            }
        }
        for (rule, check) in &table.whole {
            check(&mut SyntaxContext::new(file, rule, (&mut found, &mut offers)));
        }
        for allowed in eslint::read(file) {
            found.retain(|found| !allowed.covers(file, found.rule, found.range.start()));
        }
        found.sort_by_key(|found| (found.range.start(), found.range.end()));
        // What several calls have in hand is said once.
        found.dedup_by(|other, one| (one.rule, one.range, &one.message) == (other.rule, other.range, &other.message));
    }
    Findings {
        found: found.into(),
        offers: offers.into(),
        suppressions: suppression::read(file).into(),
        untyped: directive::read(file).into(),
        flow: Summary::of(file, before.map(|before| &before.flow)),
        deeds: None,
    }
}

/// A rule, and what it does with a node.
type Checker = (&'static Rule, fn(&mut SyntaxContext<'_>, Node));

/// A rule, and what it does with a file.
type Reader = (&'static Rule, fn(&mut SyntaxContext<'_>));

/// Which rules want to see which kind of node.
struct Table {
    rules: [Vec<Checker>; NodeKind::COUNT],
    /// Those that want the file as a whole.
    whole: Vec<Reader>,
}

static TABLE: OnceLock<Table> = OnceLock::new();

impl Table {
    fn new() -> Table {
        let mut table = Table {
            rules: [const { Vec::new() }; NodeKind::COUNT],
            whole: Vec::new(),
        };
        for (rule, visit) in rules::all().flat_map(|rule| rule.visits.iter().map(move |visit| (rule, visit))) {
            match *visit {
                Visit::Syntax(kinds, check) => {
                    for kind in kinds {
                        table.rules[*kind as usize].push((rule, check));
                    }
                }
                Visit::Text(check) => table.whole.push((rule, check)),
                _ => {}
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use project::providers::Providers;

    use super::{Doubt, OfProvider};
    use crate::rule::Severity;

    #[test]
    fn one_integration_of_several_providers() {
        let table =
            "crm:\n    proxy:\n        paginate:\n            limit_name_in_request: n\nerp:\n    auth_mode: NONE\n";
        let table = Providers::parse(table).expect("a table");
        let (crm, erp) = (
            table.get("crm").expect("a provider"),
            table.get("erp").expect("a provider"),
        );
        let doubt = Doubt::LacksPreset(&["limit_name_in_request"]);
        let unknown = Some(Severity::Hint);
        let finding = OfProvider { doubt, unknown };
        assert_eq!(finding.at_most(&[]), unknown);
        assert_eq!(finding.at_most(&[crm]), None);
        assert_eq!(finding.at_most(&[erp]), Some(Severity::Error));
        assert_eq!(finding.at_most(&[crm, erp]), unknown);
    }
}
