//! What Nango knows of the providers: `providers.yaml` of `@nangohq/providers`, which every CLI brings along.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser, StrInput};

/// The providers, by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Providers {
    by_id: FxHashMap<Box<str>, Provider>,
}

/// What is kept of a provider.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provider {
    /// Where its API is, as written: `https://${connectionConfig.subdomain}.example.com`.
    pub base_url: Option<Box<str>>,
    /// How its lists are paged where a function does not say it: `type`, `limit_name_in_request`, … and their values.
    pub paginate: Box<[(Box<str>, Box<str>)]>,
}

/// An entry of the table: another provider under a name of its own says only what differs.
#[derive(Default)]
struct Entry {
    alias: Option<Box<str>>,
    /// Replaced as a whole where it is given at all.
    proxy: Option<Provider>,
}

impl Providers {
    /// Reads a `providers.yaml`; none if it is no YAML, or has no providers.
    ///
    /// Aliases are resolved in the order of the file, as `loadProvidersYaml` (`packages/providers/lib/index.ts`) does.
    pub fn parse(text: &str) -> Option<Providers> {
        let mut events = Events(Parser::new_from_str(text));
        while !matches!(events.next()?, Event::DocumentStart(_)) {}
        let mut entries: Vec<(Box<str>, Entry)> = Vec::new();
        events.mapping(|events, id| {
            entries.push((id.into(), events.entry()?));
            Some(())
        })?;
        let mut by_id: FxHashMap<Box<str>, Provider> = FxHashMap::default();
        for (id, entry) in &entries {
            if entry.alias.is_none() {
                by_id.insert(id.clone(), entry.proxy.clone().unwrap_or_default());
            }
        }
        for (id, entry) in entries {
            if let Some(alias) = entry.alias {
                let provider = entry.proxy.or_else(|| by_id.get(&alias).cloned());
                by_id.insert(id, provider.unwrap_or_default());
            }
        }
        (!by_id.is_empty()).then_some(Providers { by_id })
    }

    /// The provider of that id.
    pub fn get(&self, id: &str) -> Option<&Provider> {
        self.by_id.get(id)
    }
}

impl Provider {
    /// What its pagination has under a key.
    pub fn preset(&self, key: &str) -> Option<&str> {
        let (_, value) = self.paginate.iter().find(|(known, _)| **known == *key)?;
        Some(value)
    }
}

/// The events of a document, one node at a time. None ends everything: the text is no YAML.
struct Events<'a>(Parser<'a, StrInput<'a>>);

impl<'a> Events<'a> {
    fn next(&mut self) -> Option<Event<'a>> {
        Some(self.0.next_event()?.ok()?.0)
    }

    /// Reads a node: a mapping entry by entry, whose values `entry` has to read; of anything else nothing.
    fn mapping(&mut self, mut entry: impl FnMut(&mut Self, &str) -> Option<()>) -> Option<()> {
        let first = self.next()?;
        if !matches!(first, Event::MappingStart(..)) {
            return self.skip_rest(first);
        }
        loop {
            match self.next()? {
                Event::MappingEnd => return Some(()),
                Event::Scalar(key, ..) => entry(self, &key)?,
                other => {
                    self.skip_rest(other)?;
                    self.skip()?;
                }
            }
        }
    }

    fn entry(&mut self) -> Option<Entry> {
        let mut entry = Entry::default();
        self.mapping(|events, key| {
            match key {
                "alias" => entry.alias = events.text()?.map(|text| (&*text).into()),
                "proxy" => entry.proxy = Some(events.proxy()?),
                _ => events.skip()?,
            }
            Some(())
        })?;
        Some(entry)
    }

    fn proxy(&mut self) -> Option<Provider> {
        let mut provider = Provider::default();
        self.mapping(|events, key| {
            match key {
                "base_url" => provider.base_url = events.text()?.map(|text| (&*text).into()),
                "paginate" => {
                    let mut paginate = Vec::new();
                    events.mapping(|events, key| {
                        let value = events.text()?;
                        paginate.extend(value.map(|value| (key.into(), (&*value).into())));
                        Some(())
                    })?;
                    provider.paginate = paginate.into();
                }
                _ => events.skip()?,
            }
            Some(())
        })?;
        Some(provider)
    }

    /// Reads a node, and gives its text if it is one that says something.
    fn text(&mut self) -> Option<Option<Cow<'a, str>>> {
        match self.next()? {
            Event::Scalar(text, ..) => Some(Some(text).filter(|text| !matches!(&**text, "" | "~" | "null"))),
            other => self.skip_rest(other).map(|()| None),
        }
    }

    fn skip(&mut self) -> Option<()> {
        let first = self.next()?;
        self.skip_rest(first)
    }

    /// Reads what is left of a node that begins with `first`.
    fn skip_rest(&mut self, first: Event<'a>) -> Option<()> {
        let mut depth = depth_of(&first);
        while depth > 0 {
            depth += depth_of(&self.next()?);
        }
        Some(())
    }
}

/// How much deeper an event leads.
fn depth_of(event: &Event<'_>) -> i32 {
    match event {
        Event::MappingStart(..) | Event::SequenceStart(..) => 1,
        Event::MappingEnd | Event::SequenceEnd => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Providers;

    const TABLE: &str = "
# A comment.
crm:
    display_name: A CRM
    categories: [crm]
    proxy:
        base_url: https://${connectionConfig.domain}/api
        retry:
            at:
                - 'x-reset'
        paginate:
            type: offset
            offset_start_value: 1
            limit_name_in_request: 'per_page'
            response_path:
    docs: https://example.com
crm-eu:
    alias: crm
    display_name: A CRM in Europe
crm-sandbox:
    alias: crm
    proxy:
        base_url: https://sandbox.example.com
bare:
";

    #[test]
    fn a_table() {
        let table = Providers::parse(TABLE).expect("a table");
        let crm = table.get("crm").expect("a provider");
        assert_eq!(crm.base_url.as_deref(), Some("https://${connectionConfig.domain}/api"));
        assert_eq!(crm.preset("limit_name_in_request"), Some("per_page"));
        assert_eq!(crm.preset("offset_start_value"), Some("1"));
        assert_eq!(crm.preset("response_path"), None);
        assert_eq!(table.get("crm-eu"), Some(crm));
        // What an alias says of the proxy replaces all of it.
        let sandbox = table.get("crm-sandbox").expect("a provider");
        assert_eq!(sandbox.base_url.as_deref(), Some("https://sandbox.example.com"));
        assert_eq!(sandbox.preset("type"), None);
        assert!(table.get("bare").is_some());
        assert!(table.get("other").is_none());
    }

    #[test]
    fn what_is_no_table() {
        for text in ["", "- a", "a: [", "text", "{"] {
            assert_eq!(Providers::parse(text), None, "{text}");
        }
    }
}
