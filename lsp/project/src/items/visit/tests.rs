//! What is found, and under which names.

use crate::Items;
use crate::items::SdkType;
use syntax::SourceFile;

/// One line for each call: receiver and method, and what is known beside.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let items = Items::of(&SourceFile::parse(text));
    let line = |call: &super::NangoCall| {
        let mut line = format!("{}.{}", call.receiver, call.method);
        if call.awaited {
            line.insert_str(0, "await ");
        }
        let model = call.model.as_ref().map(|model| &model.text);
        let facts = [&call.http_method, &call.endpoint, &model.cloned(), &call.in_property].map(Clone::clone);
        for fact in facts.into_iter().flatten() {
            line = format!("{line} {fact}");
        }
        line
    };
    let found: Vec<String> = items.calls.iter().map(line).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_sdk_object_has_the_name_that_the_function_gives_it() {
    check(
        "createAction({ exec: async (n) => { await n.log('a'); other.log('b'); } })",
        &["await n.log exec"],
    );
    check(
        "createSync({ exec(nango) { nango?.log(); nango['log'](); (nango as any).log(); } })",
        &["nango.log exec", "nango.log exec", "nango.log exec"],
    );
    check(
        "createSync({ onWebhook: async (sdk) => { await sdk.batchSave([], 'Contact'); } })",
        &["await sdk.batchSave Contact onWebhook"],
    );
}

#[test]
fn functions_by_name_are_followed() {
    check(
        "async function run(sdk) { sdk.log(); }\nexport default createAction({ exec: run });",
        &["sdk.log exec"],
    );
    check(
        "const exec = (sdk) => sdk.log();\nconst options = { exec };\ncreateAction(options);",
        &["sdk.log exec"],
    );
}

#[test]
fn helpers_receive_it_by_name_or_type() {
    check("function save(nango) { nango.log(); }", &["nango.log"]);
    check("const save = (sdk: NangoSyncLocal) => sdk.log();", &["sdk.log"]);
    check("const nango = new Nango();\nnango.triggerSync();", &[]);
}

#[test]
fn names_follow_their_scope() {
    check(
        "createAction({ exec: (nango) => { const sdk = nango; sdk.log(); } })",
        &["sdk.log exec"],
    );
    check(
        "createAction({ exec: (n) => { xs.map((n) => n.log()); n.log(); } })",
        &["n.log exec"],
    );
    check(
        "createAction({ exec: (sdk) => { const sdk = other(); sdk.log(); } })",
        &[],
    );
}

#[test]
fn calls_of_one_block() {
    let block = |text: &str| -> Vec<bool> {
        let items = Items::of(&SourceFile::parse(text));
        items.calls.iter().map(|call| call.block.is_some()).collect()
    };
    assert_eq!(
        block(
            "const f = async (nango) => { await nango.trackDeletesEnd('Deal'); await (nango.batchSave([], 'Deal')); }"
        ),
        [true, true]
    );
    assert_eq!(
        block(
            "const f = async (nango) => { if (x) await nango.trackDeletesEnd('Deal'); nango.batchSave([], 'Deal'); }"
        ),
        [false, false]
    );
    assert_eq!(
        block("const f = async (nango) => { switch (x) { case 1: await nango.trackDeletesEnd('Deal'); } }"),
        [false]
    );
}

#[test]
fn a_model_may_stand_in_a_variable() {
    check(
        "const MODEL = 'Deal';\nconst f = (nango) => nango.batchSave(rows, MODEL);",
        &["nango.batchSave Deal"],
    );
}

#[test]
fn requests() {
    check(
        "const f = (nango) => nango.get({ endpoint: '/a' });",
        &["nango.get GET /a"],
    );
    check(
        "const f = (nango) => nango.post({ endpoint: `/a/${id}` });",
        &["nango.post POST /a/${id}"],
    );
    check(
        "const f = (nango) => nango.proxy({ endpoint: '/a', method: 'delete' });",
        &["nango.proxy DELETE /a"],
    );
    check(
        "const f = (nango) => { const config = { endpoint: '/a' }; nango.paginate(config); };",
        &["nango.paginate GET /a"],
    );
    check(
        "const f = (nango) => nango.proxy({ ...rest, endpoint });",
        &["nango.proxy"],
    );
    check("const f = (nango) => nango.get(config);", &["nango.get GET"]);
}

/// What TypeScript knows each call as.
#[track_caller]
fn typed(text: &str, expected: &[Option<SdkType>]) {
    let items = Items::of(&SourceFile::parse(text));
    let found: Vec<_> = items.calls.iter().map(|call| call.sdk).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn what_typescript_knows() {
    let definition = Some(SdkType::Definition);
    typed(
        "createAction({ exec: (n) => { n.log(); n?.log(); } })",
        &[definition, definition],
    );
    typed("createAction({ exec(n) { const sdk = n; sdk.log(); } })", &[definition]);
    typed(
        "createAction({ exec: (n) => { (n as any).log(); (n.log as any)(); } })",
        &[None, None],
    );
    typed("createAction({ exec: (n: any) => n.log() })", &[None]);
    typed("createAction({ exec: (n) => n.log() } as any)", &[None]);
    typed("const run = (n) => n.log(); createAction({ exec: run })", &[None]);
    typed("function f(nango) { nango.log(); }", &[None]);
    typed("function f(n: NangoSyncLocal) { n.log(); }", &[Some(SdkType::Sync)]);
    typed(
        "function f(n: NangoAction) { const nango: any = n; nango.log(); n.log(); }",
        &[None, Some(SdkType::Action)],
    );
}
