//! The name that was probably meant.

/// The candidate most like `name`, if one is like it at all: at most one letter in three is different.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance * 3 <= name.len().max(candidate.len()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let names = ["def-version", "def-description", "index-missing-file"];
        assert_eq!(nearest("def-verison", names), Some("def-version"));
        assert_eq!(nearest("index-mising-file", names), Some("index-missing-file"));
        assert_eq!(nearest("semicolons", names), None);
    }
}
