//! In which environment and with which connection a function runs, when a run is not told.

use std::path::Path;

use lint::settings::{DEFAULT_ENVIRONMENT, DryrunSettings};

use super::Choices;

/// Where the functions of an integration run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The environment.
    pub environment: String,
    /// The connection, if one is known.
    pub connection: Option<String>,
}

impl Target {
    /// As the settings say, which are what a team has agreed on; else as the user chose. `environment` is one that is given.
    pub fn new(
        settings: &DryrunSettings,
        choices: &Choices,
        root: &Path,
        integration: &str,
        environment: Option<&str>,
    ) -> Self {
        let environment = environment
            .or(set_environment(settings))
            .or_else(|| choices.environment(root, integration))
            .unwrap_or(DEFAULT_ENVIRONMENT);
        let connection = set_connection(settings, integration);
        Self {
            connection: connection
                .or_else(|| choices.connection(root, integration, environment))
                .map(str::to_owned),
            environment: environment.to_owned(),
        }
    }

    /// As a lens shows it.
    pub fn shown(&self) -> String {
        let connection = self.connection.as_deref().unwrap_or("pick a connection");
        format!("{} · {connection}", self.environment)
    }
}

/// The environment of the settings.
pub fn set_environment(settings: &DryrunSettings) -> Option<&str> {
    settings.environment.as_deref().filter(|name| !name.is_empty())
}

/// The connection of an integration in the settings.
pub fn set_connection<'s>(settings: &'s DryrunSettings, integration: &str) -> Option<&'s str> {
    let connection = settings.connections.get(integration)?;
    (!connection.is_empty()).then_some(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_before_choices_and_what_is_given_before_both() {
        let root = Path::new("/project");
        let mut choices = Choices::default();
        let mut settings = DryrunSettings::default();
        let shown = |settings: &DryrunSettings, choices: &Choices, given| {
            Target::new(settings, choices, root, "crm", given).shown()
        };
        assert_eq!(shown(&settings, &choices, None), "dev · pick a connection");
        choices.set_connection(root, "crm", "dev", "of-dev");
        choices.set_connection(root, "crm", "staging", "of-staging");
        assert_eq!(shown(&settings, &choices, None), "dev · of-dev");
        choices.set_environment(root, "crm", "staging");
        assert_eq!(shown(&settings, &choices, None), "staging · of-staging");
        assert_eq!(shown(&settings, &choices, Some("prod")), "prod · pick a connection");
        settings.environment = Some("dev".to_owned());
        assert_eq!(shown(&settings, &choices, None), "dev · of-dev");
        settings.connections.insert("crm".to_owned(), "of-all".to_owned());
        assert_eq!(shown(&settings, &choices, Some("prod")), "prod · of-all");
    }
}
