//! How far two words are apart.

/// How many characters may differ between a word and what it was meant to be.
const MAX_DISTANCE: usize = 3;

/// How many characters have to be inserted, deleted or replaced, case aside; none if it is too many.
pub(crate) fn distance(a: &str, b: &str) -> Option<usize> {
    // Thousands of paths are asked about at a key, of which nearly all end here or a few characters later.
    if a.is_ascii() && b.is_ascii() && a.len().abs_diff(b.len()) > MAX_DISTANCE {
        return None;
    }
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if a.len().abs_diff(b.len()) > MAX_DISTANCE {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
        // It never gets less again.
        if row.iter().all(|distance| *distance > MAX_DISTANCE) {
            return None;
        }
    }
    row.pop().filter(|distance| *distance <= MAX_DISTANCE)
}
