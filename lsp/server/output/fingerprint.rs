//! Which finding is which: a name that outlives edits elsewhere in the file, so that CI systems tell new ones from known ones.

use rustc_hash::FxHashMap;
use syntax::PositionEncoding;

use super::Report;

/// One name for each finding of the report, in their order: of the rule, the file as it is shown, what the line says, and how
/// many of the same came before. Line numbers and messages are no part of it: they change with what stands around.
pub fn fingerprints(report: &Report<'_>) -> Vec<String> {
    let mut seen: FxHashMap<u64, u64> = FxHashMap::default();
    let of_finding = |(file, found): &(project::FilePath, lint::Diagnostic)| {
        let line = report
            .sources
            .text(file)
            .zip(report.sources.lines(file))
            .and_then(|(text, lines)| {
                let line = lines.position(found.range.start(), PositionEncoding::Utf8).line;
                let line = lines.line(line);
                Some(
                    text.get(usize::from(line.start())..usize::from(line.end()))?
                        .trim()
                        .to_owned(),
                )
            });
        let parts = [
            found.rule.id,
            report.bases.shown(file),
            line.as_deref().unwrap_or_default(),
        ];
        let same = hash(parts.into_iter().flat_map(|part| part.bytes().chain([0])));
        let count = seen.entry(same).or_default();
        *count += 1;
        format!(
            "{:016x}",
            hash(same.to_le_bytes().into_iter().chain(count.to_le_bytes()))
        )
    };
    report.findings.iter().map(of_finding).collect()
}

/// FNV-1a: a name that is stored elsewhere has to be the same in every build, which no hasher of ours promises.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash("foobar".bytes()), 0x8594_4171_f739_67e8);
    }
}
