//! `GET /connections`: which connections an environment has.
//!
//! The source of the form: `getPublicConnections` of Nango's server, and `connectionSimpleToPublicApi` for what an answer
//! holds. The newest come first.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use super::http::printable;
use super::{Api, ApiError};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Those of one integration.
    pub integration: Option<String>,
    /// Those with this in the connection id, or in the name or address of the end user.
    pub search: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Connections {
    /// The connections, the newest first.
    pub found: Vec<Connection>,
    /// Whether there are no more.
    pub is_all: bool,
}

/// One connection. Credentials are not asked for, and metadata are not read.
#[derive(Debug, Clone, Deserialize)]
pub struct Connection {
    /// What `nango dryrun` takes.
    #[serde(rename = "connection_id")]
    pub id: String,
    /// The integration.
    #[serde(rename = "provider_config_key")]
    pub integration: String,
    /// When it was made, in ISO 8601.
    #[serde(default)]
    created: Option<String>,
    #[serde(default)]
    errors: Option<Vec<Failure>>,
    #[serde(default)]
    end_user: Option<EndUser>,
    #[serde(default)]
    tags: Option<BTreeMap<String, String>>,
}

/// Something that keeps the connection from working: `auth`, `sync`.
#[derive(Debug, Clone, Deserialize)]
struct Failure {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Debug, Clone, Deserialize)]
struct EndUser {
    id: String,
    display_name: Option<String>,
    email: Option<String>,
    organization: Option<Organization>,
}

#[derive(Debug, Clone, Deserialize)]
struct Organization {
    id: String,
    display_name: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    connections: Vec<Connection>,
}

/// How many connections are asked for at once. The server gives up to 2,000 (`validationQuery`).
const PAGE: usize = 500;
/// How many are asked for in all: nobody reads more, and whoever has more can search.
const PAGES: usize = 4;

impl Api {
    /// Lists connections. Blocks, for up to half a minute a page of 500.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn connections(&self, wanted: &Wanted) -> Result<Connections, ApiError> {
        let limit = PAGE.to_string();
        let mut connections = Connections::default();
        let mut known = HashSet::new();
        for page in 0..PAGES {
            let page = page.to_string();
            let filters = [("integrationId", &wanted.integration), ("search", &wanted.search)];
            let filters = filters
                .into_iter()
                .filter_map(|(name, value)| Some((name, value.as_deref()?)));
            let query: Vec<_> = filters.chain([("limit", &*limit), ("page", &*page)]).collect();
            let found = match self.get::<Answer>("/connections", &query) {
                // A server of before 2026 refuses the parameters that it does not know, and has all connections on one page.
                Err(ApiError::Status { status: 400, .. }) => self.get::<Answer>("/connections", &[])?,
                answer => answer?,
            };
            let is_last = found.connections.len() != PAGE;
            let before = known.len();
            for connection in found.connections {
                if known.insert((connection.integration.clone(), connection.id.clone())) && wanted.takes(&connection) {
                    connections.found.push(connection);
                }
            }
            // The second: a server that knows no pages gives the first one again.
            if is_last || known.len() == before {
                connections.is_all = true;
                break;
            }
        }
        Ok(connections)
    }
}

impl Wanted {
    /// Whether a connection is wanted, for servers that do not look.
    fn takes(&self, connection: &Connection) -> bool {
        let is_of_it = |integration: &String| *integration == connection.integration;
        let is_found = |text: &String| connection.mentions(text);
        self.integration.as_ref().is_none_or(is_of_it) && self.search.as_ref().is_none_or(is_found)
    }
}

impl Connection {
    /// Whether a text stands in what is shown of it, in whatever case.
    pub fn mentions(&self, text: &str) -> bool {
        let shown = format!("{} {}", self.label(), self.description());
        shown.to_lowercase().contains(&text.to_lowercase())
    }

    /// Its id, on a line.
    pub fn label(&self) -> String {
        printable(&self.id)
    }

    /// Whose it is and how it fares, on a line: `Ada <ada@example.com>, Acme · team=eu · 1 auth error`. Empty when
    /// nothing is known.
    pub fn description(&self) -> String {
        let tags = self.tags.iter().flatten();
        // Nango writes the end user into tags too.
        let tags = tags.filter(|(name, _)| !name.starts_with("end_user_") && !name.starts_with("organization_"));
        let tags: Vec<_> = tags.map(|(name, value)| format!("{name}={value}")).collect();
        let parts = [
            self.end_user.as_ref().map(EndUser::shown).unwrap_or_default(),
            tags.join(" "),
            self.errors(),
        ];
        let parts: Vec<_> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| &**part)
            .collect();
        printable(&parts.join(" · "))
    }

    /// The day on which it was made, as `2026-01-31`.
    pub fn day(&self) -> Option<String> {
        let day = self.created.as_deref()?.get(..10)?;
        Some(printable(day))
    }

    fn errors(&self) -> String {
        let failures = self.errors.as_deref().unwrap_or_default();
        let mut kinds: Vec<_> = failures.iter().map(|failure| &*failure.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        match failures.len() {
            0 => String::new(),
            1 => format!("1 {} error", kinds.join(", ")),
            count => format!("{count} {} errors", kinds.join(", ")),
        }
    }
}

impl EndUser {
    fn shown(&self) -> String {
        let name = self
            .display_name
            .as_deref()
            .or(self.email.as_deref())
            .unwrap_or(&self.id);
        let address = self.email.as_deref().filter(|email| *email != name);
        let address = address.map(|email| format!(" <{email}>")).unwrap_or_default();
        let organization = self
            .organization
            .as_ref()
            .map(|it| it.display_name.as_ref().unwrap_or(&it.id));
        let organization = organization.map(|name| format!(", {name}")).unwrap_or_default();
        format!("{name}{address}{organization}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        let connection: Connection = serde_json::from_str(json).unwrap();
        let day = connection.day().unwrap_or_default();
        let found = format!("{} | {} | {day}", connection.label(), connection.description());
        assert_eq!(found, expected);
    }

    #[test]
    fn a_connection_is_shown_on_a_line() {
        check(r#"{ "connection_id": "c1", "provider_config_key": "crm" }"#, "c1 |  | ");
        check(
            r#"{ "id": 7, "connection_id": "c1", "provider_config_key": "crm", "provider": "hubspot",
                 "created": "2026-01-31T09:30:00.000Z", "metadata": { "token": "t" },
                 "end_user": { "id": "u1", "display_name": "Ada", "email": "ada@example.com", "tags": null,
                               "organization": { "id": "o1", "display_name": "Acme" } },
                 "tags": { "end_user_email": "ada@example.com", "team": "eu" },
                 "errors": [{ "type": "auth", "log_id": "l1" }] }"#,
            "c1 | Ada <ada@example.com>, Acme · team=eu · 1 auth error | 2026-01-31",
        );
        check(
            r#"{ "connection_id": "c\u001b[2J2", "provider_config_key": "crm", "tags": null,
                 "end_user": { "id": "u1", "display_name": null, "email": null, "organization": null },
                 "errors": [{ "type": "sync" }, { "type": "auth" }, { "type": "sync" }] }"#,
            "c [2J2 | u1 · 3 auth, sync errors | ",
        );
    }

    #[test]
    fn a_search_is_in_what_is_shown() {
        let json = r#"{ "connection_id": "c1", "provider_config_key": "crm", "tags": { "team": "EU" } }"#;
        let connection: Connection = serde_json::from_str(json).unwrap();
        assert!(connection.mentions("C1") && connection.mentions("team=eu") && !connection.mentions("crm"));
    }
}
