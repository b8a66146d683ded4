//! What a deletion window loses by failures that are caught.

use super::{FaultKind, faults};
use crate::graph::picture::graph_of;

/// Whether a failure is forgotten in a window of deals, with these statements inside.
fn forgets(body: &str) -> bool {
    let body = format!("await nango.trackDeletesStart('Deal');\n{body}\nawait nango.trackDeletesEnd('Deal');");
    let graph = graph_of(&body).expect("a graph");
    faults(&graph).iter().any(|fault| fault.kind == FaultKind::Swallowed)
}

/// The same of a `try` block that assigns to `rows`.
fn assigned(before: &str, catch: &str, behind: &str) -> bool {
    forgets(&format!(
        "{before}\ntry {{\nrows = (await nango.get({{ endpoint: '/deals' }})).data;\n}} catch (error) {{\n{catch}\n}}\n{behind}"
    ))
}

/// The same of rows with details, which a `try` block assigns.
fn detailed(deal: &str) -> bool {
    forgets(&format!(
        "const {{ data }} = await nango.get({{ endpoint: '/deals' }});\nconst deals = [];\nfor (const row of data) {{\nlet details;\ntry {{\ndetails = (await nango.get({{ endpoint: `/deals/${{row.id}}` }})).data;\n}} catch {{\nawait nango.log('no');\n}}\n{deal}\n}}\nawait nango.batchSave(deals, 'Deal');"
    ))
}

/// The same of a loop over stages whose failures are caught so.
fn counted(before: &str, tried: &str, catch: &str, behind: &str) -> bool {
    forgets(&format!(
        "{before}\nfor (const stage of stages) {{\ntry {{\nconst {{ data }} = await nango.get({{ endpoint: `/stages/${{stage}}/deals` }});\nawait nango.batchSave(data, 'Deal');\n{tried}\n}} catch (error) {{\n{catch}\n}}\n}}\n{behind}"
    ))
}

const SAVE: &str = "await nango.batchSave(rows, 'Deal');";
const LOG: &str = "await nango.log('no');";

#[test]
fn what_a_try_block_assigns_is_saved_behind_it() {
    assert!(assigned("let rows = [];", LOG, SAVE));
    assert!(assigned("let rows;", "rows = [];", SAVE));
    assert!(assigned(
        "let rows = [];",
        LOG,
        "const deals = rows.map((row) => ({ id: row.id }));\nawait nango.batchSave(deals, 'Deal');"
    ));
    assert!(assigned(
        "let rows;",
        LOG,
        "await nango.batchSave(rows?.deals ?? [], 'Deal');"
    ));
    assert!(assigned(
        "let rows = null;",
        LOG,
        "if (rows) {\nawait nango.batchSave(rows, 'Deal');\n}"
    ));
    assert!(!assigned("let rows = [];", "throw error;", SAVE));
}

#[test]
fn what_was_there_before_is_saved_all_the_same() {
    assert!(!assigned("let rows = known;", LOG, SAVE));
    assert!(!assigned(
        "let rows = [];",
        "rows = (await nango.get({ endpoint: '/v1/deals' })).data;",
        SAVE
    ));
    let again = format!("if (rows.length === 0) rows = (await nango.get({{ endpoint: '/v1/deals' }})).data;\n{SAVE}");
    assert!(!assigned("let rows = [];", LOG, &again));
}

#[test]
fn somebody_looks_whether_it_came() {
    for look in [
        "if (rows.length === 0) return;",
        "if (rows.length === 0) throw new Error('none');",
        "if (!rows.length) isComplete = false;",
        "const isEmpty = rows.length === 0;\nif (isEmpty) throw new Error('none');",
    ] {
        let behind = format!("{look}\n{SAVE}\nif (!isComplete) return;");
        assert!(
            !assigned("let rows = [];\nlet isComplete = true;", LOG, &behind),
            "{look}"
        );
    }
    let behind = format!("{SAVE}\nif (failed) return;");
    assert!(!assigned(
        "let rows = [];\nlet failed = false;",
        "failed = true;",
        &behind
    ));
}

/// Each expression is asked once, and each variable.
#[test]
fn long_chains_come_to_an_end() {
    let chain = format!("{}known", "kind === 'a' ? rows : ".repeat(40));
    let behind = format!("await nango.batchSave({chain}, 'Deal');");
    assert!(!assigned("let rows = [];", LOG, &behind));
    let copies = "a = b;\nb = c;\nc = d;\n".repeat(400);
    let before = format!("let a, b, c, d;\n{copies}let rows = a;");
    assert!(assigned(&before, LOG, SAVE));
}

#[test]
fn details_are_optional() {
    assert!(detailed("if (details) deals.push(details);"));
    for deal in [
        "deals.push({ ...row, owner: details?.owner });",
        "deals.push({ ...row, ...details });",
        "deals.push(details ?? row);",
        "deals.push(toDeal(row, details));",
        "if (details) {\ndeals.push(details);\n} else {\ndeals.push(row);\n}",
        "let deal = row;\nif (details) deal = details;\ndeals.push(deal);",
    ] {
        assert!(!detailed(deal), "{deal}");
    }
}

#[test]
fn what_catch_puts_in_its_place() {
    let caught = |handler: &str, behind: &str| {
        forgets(&format!(
            "const rows = await nango.get({{ endpoint: '/deals' }}).catch({handler});\n{behind}"
        ))
    };
    let list = "async (error) => {\nawait nango.log('no');\nreturn [];\n}";
    assert!(caught(list, SAVE));
    assert!(caught("() => []", SAVE));
    assert!(caught("async () => {\nawait nango.log('no');\n}", SAVE));
    let skipped = |handler: &str| {
        let request = format!("const rows = await nango.get({{ endpoint: `/deals/${{id}}` }}).catch({handler});");
        forgets(&format!(
            "for (const id of ids) {{\n{request}\nif (!rows) continue;\n{SAVE}\n}}"
        ))
    };
    assert!(skipped("async () => {\nawait nango.log('no');\nreturn null;\n}"));
    assert!(!skipped(
        "(error) => {\nif (error.response?.status === 404) return null;\nthrow error;\n}"
    ));
    assert!(!skipped("(error) => {\nthrow error;\n}"));
    assert!(!caught(list, &format!("if (rows.length === 0) return;\n{SAVE}")));
}

#[test]
fn what_is_written_down_and_never_read() {
    let written = |before: &str, behind: &str| counted(before, "", "errors.push(error);", behind);
    assert!(written("const errors = [];", ""));
    assert!(written(
        "const errors = [];",
        "await nango.log(`${errors.length} failed`);"
    ));
    for behind in [
        "if (errors.length > 0) throw new Error('failed');",
        "await report(errors);",
        "for (const error of errors) await nango.log(error);",
        "const summary = { errors };",
        "await nango.log(String(errors.push('done')));\nif (errors.pop()) return;",
    ] {
        assert!(!written("const errors = [];", behind), "{behind}");
    }
    // What is handed over is read elsewhere.
    assert!(!written("const { errors } = state;", ""));
}

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
