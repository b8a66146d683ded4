//! Strings and numbers against their checks.

use regex::Regex;

use super::Fitting;
use crate::items::ZodWord;
use crate::schema::{Check, JsonValue, Scalar, format};

impl Fitting {
    pub(super) fn format(&mut self, text: &str, word: ZodWord) {
        match format::has(text, word) {
            Some(true) => {}
            Some(false) => self.misfit(format!("the format is `{}`", word.as_str())),
            None => self.fit.is_unsure = true,
        }
    }

    pub(super) fn text(&mut self, class: Scalar, checks: &[Check], text: &str) {
        if let Scalar::Format(word) | Scalar::Iso(word) = class {
            self.format(text, word);
        }
        // The CLI's validator counts what zod counts twice, an emoji, once.
        self.size(checks, text.chars().count(), "characters");
        for check in checks {
            let part = match &check.value {
                Some(JsonValue::String(part)) => Some(&**part),
                _ => None,
            };
            let fits = match (check.word, part) {
                (ZodWord::StartsWith, Some(part)) => text.starts_with(part),
                (ZodWord::EndsWith, Some(part)) => text.ends_with(part),
                (ZodWord::Includes, Some(part)) => text.contains(part),
                (ZodWord::Regex, Some(literal)) => match matches(literal, text) {
                    Some(fits) => fits,
                    None => {
                        self.fit.is_unsure = true;
                        continue;
                    }
                },
                (ZodWord::Min | ZodWord::Max | ZodWord::Length | ZodWord::Nonempty, _)
                | (
                    ZodWord::Trim | ZodWord::ToLowerCase | ZodWord::ToUpperCase | ZodWord::Normalize | ZodWord::Slugify,
                    _,
                ) => true,
                (word, _) => {
                    self.format(text, word);
                    continue;
                }
            };
            if !fits {
                self.misfit(format!("`{}` refuses it", check.word.as_str()));
            }
        }
    }

    pub(super) fn size(&mut self, checks: &[Check], size: usize, what: &str) {
        for check in checks {
            if check.word == ZodWord::Nonempty {
                if size == 0 {
                    self.misfit("it is empty");
                }
                continue;
            }
            if !matches!(check.word, ZodWord::Min | ZodWord::Max | ZodWord::Length) {
                continue;
            }
            let Some(limit) = check.number() else {
                self.fit.is_unsure = true;
                continue;
            };
            let size = size as f64;
            let (fits, bound) = match check.word {
                ZodWord::Min => (size >= limit, "at least"),
                ZodWord::Max => (size <= limit, "at most"),
                _ => (size == limit, "exactly"),
            };
            if !fits {
                self.misfit(format!("{bound} {limit} {what} are expected"));
            }
        }
    }

    pub(super) fn number(&mut self, class: Scalar, checks: &[Check], text: &str) {
        let Ok(number) = text.parse::<f64>() else {
            self.fit.is_unsure = true;
            return;
        };
        let word = match class {
            Scalar::Format(word) => Some(word),
            _ => None,
        };
        for word in word.into_iter().chain(checks.iter().map(|check| check.word)) {
            let fits = match word {
                ZodWord::Int | ZodWord::Safe => number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0,
                ZodWord::Int32 => number.fract() == 0.0 && (-2_147_483_648.0..=2_147_483_647.0).contains(&number),
                ZodWord::Uint32 => number.fract() == 0.0 && (0.0..=4_294_967_295.0).contains(&number),
                ZodWord::Positive => number > 0.0,
                ZodWord::Negative => number < 0.0,
                ZodWord::Nonnegative => number >= 0.0,
                ZodWord::Nonpositive => number <= 0.0,
                _ => true,
            };
            if !fits {
                self.misfit(format!("`{}` refuses it", word.as_str()));
            }
        }
        for check in checks {
            let (word, limit) = (check.word, check.number());
            let fits = match (word, limit) {
                (ZodWord::Min | ZodWord::Gte, Some(limit)) => number >= limit,
                (ZodWord::Max | ZodWord::Lte, Some(limit)) => number <= limit,
                (ZodWord::Gt, Some(limit)) => number > limit,
                (ZodWord::Lt, Some(limit)) => number < limit,
                (ZodWord::MultipleOf | ZodWord::Step, Some(step)) => {
                    let times = number / step;
                    // 0.3 / 0.1 is 2.9999999999999996.
                    (times - times.round()).abs() < 1e-9
                }
                (
                    ZodWord::Min
                    | ZodWord::Gte
                    | ZodWord::Max
                    | ZodWord::Lte
                    | ZodWord::Gt
                    | ZodWord::Lt
                    | ZodWord::MultipleOf
                    | ZodWord::Step,
                    None,
                ) => {
                    self.fit.is_unsure = true;
                    continue;
                }
                _ => true,
            };
            if let (false, Some(limit)) = (fits, limit) {
                self.misfit(format!("`{}({limit})` refuses it", word.as_str()));
            }
        }
    }
}

impl Check {
    /// Its argument, if it is a number.
    pub fn number(&self) -> Option<f64> {
        match &self.value {
            Some(JsonValue::Number(text)) => text.parse().ok(),
            _ => None,
        }
    }
}

/// Whether a regular expression of JavaScript, as written, matches; none where it cannot be read, or is another one in Rust.
fn matches(literal: &str, text: &str) -> Option<bool> {
    let (pattern, flags) = literal.strip_prefix('/')?.rsplit_once('/')?;
    // Classes as `\w` and `.` know other letters, blanks and ends of lines in Rust.
    if !text.is_ascii() || text.contains('\r') || flags.contains('y') || is_rusts_own(pattern) {
        return None;
    }
    let flags: String = flags.chars().filter(|flag| "ims".contains(*flag)).collect();
    let prefix = if flags.is_empty() {
        String::new()
    } else {
        format!("(?{flags})")
    };
    let pattern = Regex::new(&format!("{prefix}{pattern}")).ok()?;
    Some(pattern.is_match(text))
}

/// Whether a pattern has what Rust reads in its own way: operators on sets and sets in sets (`[a&&b]`, `[a[b]]`), ends of words and
/// texts (`\<`, `\A`, `\z`).
fn is_rusts_own(pattern: &str) -> bool {
    let mut chars = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(char) = chars.next() {
        match char {
            '\\' if chars
                .next()
                .is_some_and(|escaped| "<>Azab".contains(escaped) && (in_class || escaped != 'b')) =>
            {
                return true;
            }
            '[' if in_class => return true,
            '&' | '-' | '~' if in_class && chars.peek() == Some(&char) => return true,
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn what_javascript_and_rust_read_alike() {
        for (pattern, text, fits) in [
            (r"/^[\w.-]+$/", "a.b-c", true),
            (r"/^[\\/]$/", "\\", true),
            (r"/^[\/]$/", "/", true),
            (r"/^\/deals\/\d+$/", "/deals/7", true),
            (r"/^\$\{x\}-\_$/", "${x}-_", true),
            (r"/^deal$/i", "DEAL", true),
            (r"/\bdeal\b/", "a deal", true),
            (r"/^a&&b$/", "a&&b", true),
            (r"/^\d{4}$/", "12", false),
        ] {
            assert_eq!(matches(pattern, text), Some(fits), "{pattern}");
        }
    }

    #[test]
    fn what_they_do_not_is_not_judged() {
        for (pattern, text) in [
            (r"/^[a~~b]$/", "~"),
            (r"/^[a&&b]$/", "&"),
            (r"/^[+--]$/", ","),
            (r"/^[a[b]+$/", "["),
            (r"/^\<b\>$/", "<b>"),
            (r"/^\s$/", "\u{feff}"),
            (r"/^.$/", "\r"),
            (r"/^(?!x)/", "x"),
            (r"/x/y", "ax"),
            (r"/^[\b]$/", "\u{8}"),
        ] {
            assert_eq!(matches(pattern, text), None, "{pattern}");
        }
    }
}
