//! Graphs as text, for tests.

use syntax::SourceFile;

use super::{Graph, Step};
use crate::ir::OpKind;
use crate::summary::Alone;

/// The graph of a sync with this body.
pub(crate) fn graph_of(body: &str) -> Option<Graph> {
    let text = format!("export default createSync({{ exec: async (nango) => {{\n{body}\n}} }}); // trackDeletes");
    let program = crate::lower::program(&SourceFile::parse(text))?;
    Graph::of(None, &program, &Alone)
}

impl Graph {
    /// One line for each node that control comes to, in that order: what it does, and which lines come next; after `!` the one
    /// that comes if it fails.
    pub(crate) fn picture(&self) -> String {
        let mut order = Vec::new();
        let mut agenda = vec![self.entry];
        while let Some(at) = agenda.pop() {
            if order.contains(&at) {
                continue;
            }
            order.push(at);
            let node = &self.nodes[at as usize];
            let is_end = matches!(node.step, Step::Exit | Step::Fail);
            if matches!(node.step, Step::Op { .. }) {
                agenda.push(node.fails);
            }
            if !is_end {
                agenda.extend([node.next[1], node.next[0]]);
            }
        }
        let number = |at: u32| order.iter().position(|known| *known == at).unwrap_or_default();
        let lines = order.iter().map(|at| {
            let node = &self.nodes[*at as usize];
            let (name, forks, fails) = match &node.step {
                Step::Pass => ("set".to_owned(), 1, false),
                Step::Branch { .. } => ("if".to_owned(), 2, false),
                Step::Choice { .. } => ("either".to_owned(), 2, false),
                Step::Op { kind, .. } => (name(*kind), 1, true),
                Step::Throw { .. } => ("throw".to_owned(), 1, false),
                Step::Caught { is_finally: true, .. } => ("finally".to_owned(), 1, false),
                Step::Caught { .. } => ("catch".to_owned(), 1, false),
                Step::Recovered(_) => ("recovered".to_owned(), 1, false),
                Step::Exit => ("exit".to_owned(), 0, false),
                Step::Fail => ("fail".to_owned(), 0, false),
                Step::Collect { .. } => ("collect".to_owned(), 1, false),
                Step::Doubt => ("doubt".to_owned(), 1, false),
                Step::Deep => ("deep".to_owned(), 1, false),
            };
            let next: Vec<String> = node.next[..forks].iter().map(|to| number(*to).to_string()).collect();
            let fails = if fails {
                format!(" !{}", number(node.fails))
            } else {
                String::new()
            };
            format!("{} {name} {}{fails}", number(*at), next.join(" "))
                .trim_end()
                .to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn name(kind: OpKind) -> String {
    let text = format!("{kind:?}");
    text.split('(').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::graph_of;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let picture = graph_of(body).map_or_else(|| "none".to_owned(), |graph| graph.picture());
        let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
        assert_eq!(picture, expected.join("\n"), "{body}");
    }

    #[test]
    fn what_decides_nothing_is_left_out() {
        check(
            "let n = 0; for (const a of as) { if (a) { n += 1; } } if (n > 3) { throw new Error(); } await nango.batchSave(as, 'A');",
            "0 Save 1 !2
             1 exit
             2 fail",
        );
    }

    #[test]
    fn loops_and_conditions() {
        check(
            "for (const id of ids) { const r = await nango.get({}); if (!r.data) { continue; } if (r.last) break; await nango.batchSave(r.data, 'A'); }",
            "0 either 1 5\n1 Fetch 2 !8\n2 set 3\n3 if 4 6\n4 either 1 5\n5 exit\n6 if 5 7\n7 Save 4 !8\n8 fail",
        );
    }

    #[test]
    fn failures() {
        check(
            "try { await nango.get({}); } catch { return; } finally { await nango.clearCheckpoint(); } await nango.saveCheckpoint({});",
            "0 Fetch 1 !5
             1 ClearCheckpoint 2 !4
             2 SaveCheckpoint 3 !4
             3 exit
             4 fail
             5 catch 6
             6 recovered 7
             7 ClearCheckpoint 3 !4",
        );
    }

    #[test]
    fn jumps() {
        check(
            "outer: for (;;) { switch (await nango.getMetadata()) { case 1: await nango.get({}); case 2: continue outer; default: break outer; } } await nango.clearCheckpoint();",
            "0 if 1 3
             1 Fetch 0 !2
             2 fail
             3 if 0 4
             4 ClearCheckpoint 5 !2
             5 exit",
        );
    }

    #[test]
    fn callbacks_and_functions() {
        check(
            "const save = async (rows) => { if (rows.length === 0) { return; } await nango.batchSave(rows, 'A'); }; await Promise.all(ids.map(async (id) => { await nango.get({ id }); })); await save(ids);",
            "0 either 1 3
             1 Fetch 2 !7
             2 either 1 3
             3 set 4
             4 if 5 6
             5 exit
             6 Save 5 !7
             7 fail",
        );
    }

    #[test]
    fn pages() {
        check(
            "for await (const page of nango.paginate({ paginate: { type: 'cursor', on_page: async () => { await nango.saveCheckpoint({}); } } })) { await nango.batchSave(page, 'A'); }",
            "0 Fetch 1 !9
             1 either 2 8
             2 set 3
             3 set 4
             4 Save 5 !9
             5 set 6
             6 SaveCheckpoint 7 !9
             7 if 0 8
             8 exit
             9 fail",
        );
    }

    #[test]
    fn what_is_not_understood_silences() {
        for body in [
            "await helper(nango); await nango.clearCheckpoint();",
            "new Client(nango); await nango.clearCheckpoint();",
        ] {
            check(body, "none");
        }
    }
}
