//! What SARIF says of our rules. All of them are listed: a report says what was looked for, not only what was found.

use lint::{Reporter, Rule};

use super::level;
use super::log::{Help, Level, Message, ReportingConfiguration, ReportingDescriptor, RuleProperties};

/// Every rule, in the order of the catalogue.
pub(super) fn descriptors() -> Vec<ReportingDescriptor> {
    lint::rules().map(descriptor).collect()
}

fn descriptor(rule: &'static Rule) -> ReportingDescriptor {
    let page = rule.page();
    let reporters = rule.reporters.iter().copied().map(Reporter::as_str);
    ReportingDescriptor {
        id: rule.id,
        short_description: Message::text(rule.summary()),
        help: Help {
            text: page.clone(),
            markdown: page,
        },
        help_uri: rule.url,
        default_configuration: match rule.levels.recommended {
            lint::Level::Off => ReportingConfiguration {
                enabled: false,
                level: Level::Note,
            },
            lint::Level::On(severity) => ReportingConfiguration {
                enabled: true,
                level: level(severity),
            },
        },
        properties: RuleProperties {
            tags: ["nango", rule.group()].into_iter().chain(reporters).collect(),
        },
    }
}
