//! What a deletion window loses by failures that are caught.

use super::{FaultKind, faults};
use crate::graph::picture::graph_of;

/// Whether a failure is forgotten in a window of deals, with these statements inside.
fn forgets(body: &str) -> bool {
    let body = format!("await nango.trackDeletesStart('Deal');\n{body}\nawait nango.trackDeletesEnd('Deal');");
    let graph = graph_of(&body).expect("a graph");
    faults(&graph).iter().any(|fault| fault.kind == FaultKind::Swallowed)
}

/// The same of a loop over stages whose failures are caught so.
fn counted(before: &str, tried: &str, catch: &str, behind: &str) -> bool {
    forgets(&format!(
        "{before}\nfor (const stage of stages) {{\ntry {{\nconst {{ data }} = await nango.get({{ endpoint: `/stages/${{stage}}/deals` }});\nawait nango.batchSave(data, 'Deal');\n{tried}\n}} catch (error) {{\n{catch}\n}}\n}}\n{behind}"
    ))
}

const LOG: &str = "await nango.log('no');";

#[test]
fn as_many_as_there_are() {
    let stages = "const stages = ['open', 'won'];\nlet saved = 0;";
    let saved = |guard: &str| counted(stages, "saved += 1;", LOG, guard);
    for guard in [
        "if (saved !== stages.length) return;",
        "if (saved < stages.length) return;",
        "if (saved < 2) throw new Error('incomplete');",
    ] {
        assert!(!saved(guard), "{guard}");
    }
    assert!(saved("if (saved === 0) return;"));
    assert!(saved("if (saved < 1) return;"));
}

#[test]
fn what_is_spread_over_a_row() {
    let spread = |fallback: &str, deal: &str| {
        forgets(&format!(
            "const extra = async (row) => {{\ntry {{\nreturn (await nango.get({{ endpoint: `/deals/${{row.id}}` }})).data;\n}} catch {{\nreturn {fallback};\n}}\n}};\nconst {{ data }} = await nango.get({{ endpoint: '/deals' }});\nconst deals = [];\nfor (const row of data) {{\n{deal}\n}}\nawait nango.batchSave(deals, 'Deal');"
        ))
    };
    for fallback in ["null", "{}"] {
        assert!(!spread(fallback, "deals.push({ ...row, ...(await extra(row)) });"));
    }
    assert!(spread("[]", "deals.push(...(await extra(row)));"));
}
