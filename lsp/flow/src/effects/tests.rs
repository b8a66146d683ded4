use std::collections::BTreeMap;
use std::sync::Arc;

use project::FilePath;
use syntax::SourceFile;

use super::{Deeds, DeedsOf, Effects, Fields, deeds, effects};

/// A few files beside each other.
struct Files(BTreeMap<FilePath, Arc<Deeds>>);

impl Files {
    fn new(files: &[(&str, &str)]) -> Files {
        let files = files.iter().filter_map(|(name, text)| {
            let deeds = deeds(&SourceFile::parse(*text))?;
            Some((FilePath::new(format!("/{name}")), Arc::new(deeds)))
        });
        Files(files.collect())
    }
}

impl DeedsOf for Files {
    fn deeds(&self, file: &FilePath) -> Option<Arc<Deeds>> {
        self.0.get(file).cloned()
    }

    fn resolve(&self, _: &FilePath, source: &str) -> Option<FilePath> {
        let name = source.strip_prefix("./")?.replace(".js", ".ts");
        Some(FilePath::new(format!("/{name}")))
    }
}

fn fields(word: &str, fields: &Fields) -> Option<String> {
    let more = if fields.has_more { " …" } else { "" };
    let names: Vec<_> = fields.names.iter().map(|name| &**name).collect();
    fields.is_any.then(|| {
        format!("{word}: {}{more}", names.join(" "))
            .replace("  ", " ")
            .trim_end()
            .to_owned()
    })
}

/// All effects, a line each.
fn lines(effects: &Effects) -> Vec<String> {
    let mut lines: Vec<String> = effects
        .requests
        .iter()
        .map(|request| match request.is_paginated {
            true => format!("{request} (pages)"),
            false => request.to_string(),
        })
        .collect();
    let sets = [
        ("saves", &effects.models_saved),
        ("updates", &effects.models_updated),
        ("deletes", &effects.models_deleted),
        ("window", &effects.deletion_windows),
        ("starts action", &effects.actions_triggered),
        ("starts sync", &effects.syncs_triggered),
    ];
    for (word, names) in sets {
        lines.extend(names.iter().map(|name| format!("{word} {name}")));
    }
    lines.extend(fields("reads metadata", &effects.metadata_read));
    lines.extend(fields("writes metadata", &effects.metadata_written));
    lines.extend(fields("reads checkpoint", &effects.checkpoint_read));
    lines.extend(fields("saves checkpoint", &effects.checkpoint_written));
    lines.extend(effects.clears_checkpoint.then(|| "clears checkpoint".to_owned()));
    lines.extend(fields("reads connection", &effects.connection_read));
    lines.extend(effects.reads_environment.then(|| "reads environment".to_owned()));
    lines.extend(effects.has_computed_names.then(|| "computed names".to_owned()));
    lines.extend(effects.hides_calls.then(|| "hides".to_owned()));
    lines
}

fn of_files(files: &[(&str, &str)]) -> Vec<String> {
    lines(&effects(&FilePath::new("/main.ts"), &Files::new(files), |_| true))
}

/// The effects of a sync whose `exec` has that body, with `beside` at the top level.
fn of(beside: &str, body: &str) -> Vec<String> {
    let text = format!("{beside}\nexport default createSync({{ exec: async (nango, input) => {{ {body} }} }});\n");
    of_files(&[("main.ts", &text)])
}

fn check(body: &str, expected: &[&str]) {
    assert_eq!(of("", body), expected, "{body}");
}

#[test]
fn requests_have_method_and_path() {
    check("await nango.get({ endpoint: '/deals' });", &["GET /deals"]);
    check(
        "await nango.put({ endpoint: `/deals/${input.id}` });",
        &["PUT /deals/{id}"],
    );
    check(
        "const config = { endpoint: '/deals/' + encodeURIComponent(id) + '/notes' }; await nango.post(config);",
        &["POST /deals/{id}/notes"],
    );
    check("await nango.proxy({ endpoint: '/a', method: 'patch' });", &["PATCH /a"]);
    check("await nango.proxy({ endpoint: '/a' });", &["GET /a"]);
    check(
        "await nango.proxy(input.config);",
        &["a request to a computed endpoint"],
    );
    check("await nango.proxy({ ...input, endpoint: '/a' });", &["a request /a"]);
    check(
        "for await (const page of nango.paginate({ endpoint: '/a', method: 'POST' })) {}",
        &["POST /a (pages)"],
    );
    check(
        "await nango.get({ baseUrlOverride: 'https://files.crm.example', endpoint: '/a' });",
        &["GET https://files.crm.example/a"],
    );
    check(
        "await nango.uncontrolledFetch({ url: new URL(address), method: 'POST' });",
        &["POST to a computed endpoint"],
    );
    check(
        "await nango.get({ endpoint: input.all ? '/deals' : `/deals/${input.id.trim()}` });",
        &["GET /deals", "GET /deals/{id}"],
    );
}

#[test]
fn what_is_assigned_later_counts_before() {
    check(
        "let endpoint = '/a'; while (true) { const page = await nango.get({ endpoint }); endpoint = page.data.next; }",
        &["GET to a computed endpoint", "GET /a"],
    );
    check(
        "const config = { endpoint: '/a' }; if (input.all) { config.endpoint = '/all'; } await nango.get(config);",
        &["GET /a", "GET /all"],
    );
    check(
        "let path = ''; if (input.id) { path = `/deals/${input.id}`; } else { path = '/deals'; } await nango.get({ endpoint: path });",
        &["GET /deals", "GET /deals/{id}"],
    );
}

#[test]
fn constants_are_put_in() {
    let found = of(
        "const VERSION = 'v3';\nconst PATHS = { deals: `/crm/${VERSION}/deals` } as const;\nconst MODEL = 'Deal';",
        "await nango.get({ endpoint: PATHS.deals }); await nango.batchSave(rows, MODEL);
         for (const model of ['Note', 'Task']) { await nango.trackDeletesStart(model); }",
    );
    assert_eq!(found, ["GET /crm/v3/deals", "saves Deal", "window Note", "window Task"]);
}

#[test]
fn records_and_functions_are_named() {
    check(
        "await nango.batchSave([], 'A'); await nango.batchUpdate([], 'B'); await nango.batchDelete([], 'C');
         await nango.trackDeletesStart('A'); await nango.trackDeletesEnd('A'); await nango.batchSave([], model);",
        &["saves A", "updates B", "deletes C", "window A", "computed names"],
    );
    check(
        "await nango.triggerAction('crm', '1', 'close-deal', {}); await nango.triggerSync('crm', '1', { name: 'deals', variant: 'x' });
         await nango.startSync('crm', ['notes'], '1');",
        &["starts action close-deal", "starts sync deals", "starts sync notes"],
    );
}

#[test]
fn fields_are_named() {
    check(
        "const metadata = await nango.getMetadata(); const { board = 'a', ...rest } = metadata ?? {}; use(metadata.team, metadata['own-er']);",
        &["reads metadata: board own-er team …"],
    );
    check(
        "const { pipeline } = await nango.getMetadata(); await nango.updateMetadata({ seen: 1 }); await nango.setMetadata(input);",
        &["reads metadata: pipeline", "writes metadata: seen …"],
    );
    check(
        "const checkpoint = await nango.getCheckpoint(); let cursor = checkpoint?.cursor ?? '';
         await nango.saveCheckpoint({ ...checkpoint, cursor, page: 1 }); await nango.clearCheckpoint();",
        &[
            "reads checkpoint: cursor",
            "saves checkpoint: cursor page",
            "clears checkpoint",
        ],
    );
    check(
        "const [deals, metadata] = await Promise.all([nango.get({ endpoint: '/a' }), nango.getMetadata()]); return metadata.team;",
        &["GET /a", "reads metadata: team"],
    );
    check(
        "const parsed = Schema.safeParse(await nango.getMetadata()); if (parsed.success) { use(parsed.data.team); }",
        &["reads metadata: team"],
    );
    check("return await nango.getMetadata();", &["reads metadata: …"]);
    check(
        "const connection = await nango.getConnection(); use(connection.connection_config['host'], connection.metadata?.team);
         await nango.getEnvironmentVariables();",
        &["reads metadata: team", "reads connection: connection_config metadata", "reads environment"],
    );
}

#[test]
fn functions_of_the_file_are_followed() {
    let helpers = "
async function load(client: NangoSync, { path, limit = 3 }: { path: string; limit: number }) {
    return await request(client, { endpoint: `/v1/${path}`, params: { limit } });
}
const request = async (sdk, config) => sdk.get({ ...config, retries: 3 });
function idle(raw) { return { id: raw.id, name: raw.name }; }
const settings = async (nango) => { const metadata = await nango.getMetadata(); return metadata; };
function owner(given) { return given.owner; }
const config = (id) => ({ endpoint: `/deals/${id}`, retries: 3 });
";
    assert_eq!(
        of(
            helpers,
            "await load(nango, { path: 'deals' }); await load(nango, { path: input.path });"
        ),
        ["GET /v1/deals", "GET /v1/{path}"]
    );
    assert_eq!(of(helpers, "idle(input);"), Vec::<String>::new());
    assert_eq!(
        of(
            helpers,
            "const metadata = await settings(nango); use(metadata.team); owner(metadata);"
        ),
        ["reads metadata: owner team"]
    );
    assert_eq!(
        of(helpers, "await nango.delete(config(input.id));"),
        ["DELETE /deals/{id}"]
    );
    // One that calls itself, and one that stands in another.
    assert_eq!(
        of(
            "async function walk(nango, id) { await nango.get({ endpoint: `/folders/${id}` }); await walk(nango, id + 1); }",
            "const one = async (path) => { await nango.post({ endpoint: path }); }; await walk(nango, 'root'); await one('/a');",
        ),
        ["GET /folders/root", "GET /folders/{id}", "POST /a"]
    );
}

#[test]
fn callbacks_are_read_where_they_stand() {
    check(
        "await Promise.all(ids.map(async (id) => nango.delete({ endpoint: `/deals/${id}` })));
         await retry(() => nango.post({ endpoint: '/a' }));",
        &["DELETE /deals/{id}", "POST /a"],
    );
    check(
        "await Promise.all(['/a', '/b'].map((endpoint) => nango.get({ endpoint })));",
        &["GET /a", "GET /b"],
    );
}

#[test]
fn functions_of_other_files_are_followed() {
    let main = "
import { all as every, touch } from './lib.js';
import * as deep from './deep.js';
import { gone } from './gone.js';
import { mapDeal } from './lib.js';
export default createAction({ exec: async (nango, input) => {
    await every({ nango, model: 'Deal' }); await deep.load(nango); await touch(nango); mapDeal(input);
} });
";
    let library = "
export async function all({ nango, model }: { nango: NangoSync; model: string }) { await nango.batchSave([], model); }
export * from './deep.js';
export const mapDeal = (raw) => ({ id: raw.id });
export { send as touch } from './deep.js';
";
    let deep = "
export async function load(client) { for await (const page of client.paginate({ endpoint: '/deals' })) {} }
export async function send(sdk: NangoAction) { await sdk.post({ endpoint: '/touch' }); }
// nango
";
    let files = [("main.ts", main), ("lib.ts", library), ("deep.ts", deep)];
    assert_eq!(of_files(&files), ["GET /deals (pages)", "POST /touch", "saves Deal"]);
    let gone = main.replace("mapDeal(input)", "gone(nango)");
    let files = [("main.ts", &*gone), ("lib.ts", library), ("deep.ts", deep)];
    assert_eq!(
        of_files(&files),
        ["GET /deals (pages)", "POST /touch", "saves Deal", "hides"]
    );
}

#[test]
fn what_is_not_followed_is_said() {
    for body in [
        "new Client(nango).load();",
        "await load(nango);",
        "await nango[input.method]({});",
        "const get = nango.get.bind(nango);",
        "holder.client = nango;",
        "await nango.somethingNew({});",
    ] {
        check(body, &["hides"]);
    }
    for body in [
        "throw new nango.ActionError({ message: 'no' });",
        "await nango.log('a', nango.connectionId);",
        "const sdk = nango; await sdk.zodValidateInput({ zodSchema, input });",
        "raw.get('a'); new Map().delete('b');",
    ] {
        check(body, &[]);
    }
}

#[test]
fn handlers_are_told_apart() {
    let text = "
const definition = {
    onWebhook: async (nango, payload) => { await nango.post({ endpoint: '/hook' }); },
    exec: run,
};
async function run(sdk) { await sdk.get({ endpoint: '/a' }); }
export default createSync(definition);
// nango
";
    let files = Files::new(&[("main.ts", text)]);
    let main = FilePath::new("/main.ts");
    assert_eq!(lines(&effects(&main, &files, |it| it == "exec")), ["GET /a"]);
    assert_eq!(lines(&effects(&main, &files, |_| true)), ["GET /a", "POST /hook"]);
    assert!(!effects(&main, &files, |it| it == "exec").writes());
}

#[test]
fn what_is_really_written_is_named() {
    let written = |body: &str| {
        let text = format!("export default createAction({{ exec: async (nango) => {{ {body} }} }});");
        let effects = effects(&FilePath::new("/main.ts"), &Files::new(&[("main.ts", &text)]), |_| true);
        (effects.writes(), effects.to_string())
    };
    let body = "await nango.post({ endpoint: '/a' }); await nango.delete({ endpoint: `/a/${id}` }); \
                await nango.setMetadata({}); await nango.triggerAction('crm', '1', 'b'); lib(nango);";
    let words = "DELETE /a/{id}, POST /a, the connection's metadata, other functions are started, what cannot be read";
    assert_eq!(written(body), (true, words.to_owned()));
    let reads =
        "await nango.get({ endpoint: '/a' }); nango.paginate({ endpoint: '/a' }); await nango.batchSave([], 'A');";
    assert_eq!(written(reads), (false, String::new()));
    assert_eq!(
        written("nango.proxy(config);"),
        (true, "a request to a computed endpoint".to_owned())
    );
}

#[test]
fn what_goes_round_or_deep_comes_to_an_end() {
    let main = "
import { one } from './lib.js';
export default createAction({ exec: async (nango) => { await one(nango); } });
";
    let round = [
        ("main.ts", main),
        ("lib.ts", "export { one } from './deep.js'; export * from './deep.js';"),
        ("deep.ts", "export { one } from './lib.js'; export * from './lib.js';"),
    ];
    assert_eq!(of_files(&round), ["hides"]);
    // A chain of properties, of constants and of calls, each longer than a stack is deep.
    let properties: String = (0..20_000)
        .map(|at| format!("const v{} = v{at}.next;\n", at + 1))
        .collect();
    check(
        &format!("const v0 = input;\n{properties} await nango.get({{ endpoint: v9000 }});"),
        &["GET to a computed endpoint"],
    );
    let constants: String = (0..20_000).map(|at| format!("const c{at} = c{};\n", at + 1)).collect();
    assert_eq!(
        of(&constants, "await nango.get({ endpoint: c0 });"),
        ["GET to a computed endpoint"]
    );
    let calls: String = (0..250)
        .map(|at| format!("function f{at}(nango) {{ return f{}(nango); }}\n", at + 1))
        .collect();
    assert_eq!(of(&calls, "f0(nango);"), ["hides"]);
    let nested = format!(
        "await nango.get({{ endpoint: {}input{} }});",
        "f(".repeat(300),
        ")".repeat(300)
    );
    assert_eq!(of("", &nested).len(), 1);
}
