//! What vitest runs the tests with.

/// What stands for vitest beside the nearest `package.json`: where `nango generate:tests` writes it (`generateTestConfigs` of
/// `services/test.service.ts`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Vitest {
    /// Whether there is a configuration.
    pub has_config: bool,
    /// Whether there is the file that makes `global.vitest`, or the configuration names none of that name.
    pub has_setup: bool,
}

impl Vitest {
    /// The configuration that the CLI writes.
    pub const CONFIG: &str = "vite.config.ts";

    /// The file that makes `global.vitest`.
    pub const SETUP: &str = "vitest.setup.ts";

    /// How a configuration may be called, the name that counts first.
    const STEMS: [&str; 2] = ["vitest.config", "vite.config"];

    /// What may stand behind that.
    const EXTENSIONS: [&str; 6] = ["ts", "mts", "cts", "js", "mjs", "cjs"];

    /// Whether a file of that name is among those looked for.
    pub fn is_named(name: &str) -> bool {
        let is_config =
            |(stem, extension): (&str, &str)| Vitest::STEMS.contains(&stem) && Vitest::EXTENSIONS.contains(&extension);
        name == Vitest::SETUP || name.rsplit_once('.').is_some_and(is_config)
    }

    /// What there is, by how the text of a file of a name is read.
    pub fn read(text: impl Fn(&str) -> Option<String>) -> Vitest {
        let of_stem = |stem| Vitest::EXTENSIONS.map(|extension| format!("{stem}.{extension}"));
        let config = Vitest::STEMS.iter().flat_map(of_stem).find_map(|name| text(&name));
        let names_setup = config.as_ref().is_none_or(|config| config.contains("vitest.setup"));
        Vitest {
            has_config: config.is_some(),
            has_setup: !names_setup || text(Vitest::SETUP).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Vitest;

    fn read(files: &[(&str, &str)]) -> (bool, bool) {
        let text = |name: &str| {
            let file = files.iter().find(|(other, _)| *other == name)?;
            Some(file.1.to_owned())
        };
        let Vitest { has_config, has_setup } = Vitest::read(text);
        (has_config, has_setup)
    }

    #[test]
    fn what_there_is() {
        let generated = ("vite.config.ts", "setupFiles: \"vitest.setup.ts\"");
        assert_eq!(read(&[]), (false, false));
        assert_eq!(read(&[generated]), (true, false));
        assert_eq!(read(&[generated, (Vitest::SETUP, "")]), (true, true));
        assert_eq!(read(&[(Vitest::SETUP, "")]), (false, true));
        assert_eq!(read(&[("vitest.config.mjs", "setupFiles: './mocks.ts'")]), (true, true));
    }

    #[test]
    fn names() {
        assert!(
            ["vite.config.ts", "vitest.config.mjs", "vitest.setup.ts"]
                .iter()
                .all(|it| Vitest::is_named(it))
        );
        assert!(
            !["vite.ts", "vite.config.json", "config.ts"]
                .iter()
                .any(|it| Vitest::is_named(it))
        );
    }
}
