//! After any edits, what a fresh start would say; and whom an edit concerns.

use std::collections::BTreeMap;

use project::manifest::{Manifest, PackageJson, Version};
use project::{FilePath, Fixture, Links, Project};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use syntax::{SourceFile, TextRange};

use super::Analysis;
use crate::testing::{Sandbox, absolute};
use crate::{Audience, Settings, Severity};

const FILES: [&str; 7] = [
    "/index.ts",
    "/crm/actions/list.ts",
    "/crm/syncs/list.ts",
    "/crm/syncs/l-ist.ts",
    "/crm/helpers/map.ts",
    "/crm/helpers/deep.ts",
    "/shop/functions/hello.ts",
];

const TEXTS: [&str; 21] = [
    "",
    "import './crm/actions/list.js';\nimport './crm/syncs/list.js';\n",
    "import './crm/syncs/list.js';\n  import './crm/actions/list.js';\nimport './crm/syncs/l-ist.js';\n",
    "import list from './crm/actions/list.js';\nimport './shop/functions/hello.js';\nimport './crm/helpers/map.js';\n",
    "/*\nimport './crm/actions/list.js';\n*/\nimport './crm/actions/list.ts';\n",
    "import { createAction } from 'nango';\nexport default createAction({ description: '', exec: async () => {} });\n",
    "// nango-ignore-file index-unregistered-function, def-version: a draft\nimport { createSync } from 'nango';\n\
     import { map } from '../helpers/map.js';\nexport default createSync({ metadata: map, exec: async (sdk) => sdk });\n",
    "import { createSync } from 'nango';\nimport '../helpers/map.js';\nconst sync = createSync({ metadata: 1 });\n\
     export default sync;\nexport const other = 1;\n",
    "import { createFunction } from 'nango/experimental';\nexport default createFunction({ data: { models: {} } });\n",
    "import './deep.js';\nexport const map = { authorization: 'Bearer 9f8e7d6c5b4a39281706' };\n",
    "import { createAction } from 'nango';\nexport const deep = createAction({});\n// nango-ignore def-verison: so\n",
    "export default createAction({ description: 'half typed', ",
    "import { createSync } from 'nango';\nexport default createSync({ frequency: 'hourly', models: { Deal, stage: Stage },\n\
     endpoints: [{ method: 'GET', path: '/deals' }, { method: 'GET', path: '/deals' }], exec: async () => {} });\n",
    "const GET = 'GET';\nconst endpoints = [{ method: GET, path: '/deals' }];\nexport default createSync({\n\
     models: { Other, Deal }, endpoints, metadata: z.object({}), trackDeletes: true, exec: async () => {} });\n",
    "export default createAction({ endpoint: { method: 'GET', path: '/deals', group: '' }, exec: async () => {} });\n",
    "import './crm/syncs/l-ist.js';\nimport './crm/syncs/list.js';\nimport './crm/actions/list.js';\n",
    "import * as z from 'zod';\nimport './deep.js';\nexport const map = z.object({ title: z.string(), deep: z.number() });\n",
    "import { createAction } from 'nango';\nimport { map } from '../helpers/map.js';\n\
     export default createAction({ input: map, metadata: map, checkpoint: map, exec: async () => {} });\n",
    "import { createAction } from 'nango';\nimport { load } from '../helpers/map.js';\n\
     export default createAction({ exec: async (nango, id) => load(nango, `/deals/${id}`) });\n",
    "export { load } from './deep.js';\nexport const map = {};\n",
    "export async function load(nango, endpoint) {\n    await nango.delete({ endpoint });\n    return (await nango.getMetadata()).team;\n}\n",
];

/// What is kept of functions that are there or not, of other integrations, and of none.
const FIXTURES: [&str; 5] = [
    "/crm/fixtures/list.input.json",
    "/crm/fixtures/list.metadata.json",
    "/crm/fixtures/l-ist.checkpoint.json",
    "/crm/fixtures/gone.input.json",
    "/shop/fixtures/hello.input.json",
];

const VALUES: [&str; 4] = ["{}", "{ \"deep\": 1, \"title\": true }", "{ \"title\": \"a\", ", "[]"];

const CONFIGURATIONS: [Option<&str>; 3] = [
    None,
    Some("profile = \"strict\"\nrules.def-version = \"error\"\n"),
    Some("[registry]\nparked = [\"crm/**\"]\nx = 1\n"),
];

const PACKAGES: [Option<&str>; 3] = [
    None,
    Some("{ \"name\": \"x\" }"),
    Some("{ \"type\": \"module\", \"devDependencies\": { \"nango\": \"0.70.4\" } }"),
];

/// One thing that happens to a workspace.
#[derive(Debug, Clone, Copy)]
enum Step {
    Open(&'static str, &'static str),
    Close(&'static str, &'static str),
    Remove(&'static str),
    Keep(&'static str, Option<&'static str>),
    Configure(Option<&'static str>),
    Describe(Option<&'static str>),
}

fn step() -> impl Strategy<Value = Step> {
    let file = || select(&FILES[..]);
    let text = || select(&TEXTS[..]);
    prop_oneof![
        4 => (file(), text()).prop_map(|(file, text)| Step::Open(file, text)),
        4 => (file(), text()).prop_map(|(file, text)| Step::Close(file, text)),
        2 => file().prop_map(Step::Remove),
        3 => (select(&FIXTURES[..]), proptest::option::of(select(&VALUES[..]))).prop_map(|(file, text)| Step::Keep(file, text)),
        1 => select(&CONFIGURATIONS[..]).prop_map(Step::Configure),
        1 => select(&PACKAGES[..]).prop_map(Step::Describe),
    ]
}

fn root() -> FilePath {
    absolute("/")
}

fn manifest(package: Option<&str>) -> Manifest {
    Manifest {
        has_dot_nango: true,
        nango: Some(Version::new(0, 71, 10)),
        package: package.map(|text| PackageJson::parse(absolute("/package.json"), text).into()),
        ..Manifest::default()
    }
}

fn empty(package: Option<&str>) -> Analysis {
    let mut analysis = Analysis::new(Settings::default(), Audience::Check);
    analysis.add_project(Project::new(root(), manifest(package), Links::default()));
    analysis
}

/// What an editor shows of a file. Its fixes are computed anew when they are asked for.
type Shown = Vec<(
    &'static str,
    Severity,
    TextRange,
    String,
    Vec<(FilePath, TextRange, String)>,
)>;

fn shown(analysis: &Analysis, file: &FilePath) -> Shown {
    let diagnostics = analysis.diagnose(file).into_iter();
    diagnostics
        .map(|it| {
            let related = it
                .related
                .into_iter()
                .map(|it| (it.file, it.range, it.message))
                .collect();
            (it.rule.id, it.severity, it.range, it.message, related)
        })
        .collect()
}

fn everything() -> impl Iterator<Item = FilePath> {
    FILES
        .into_iter()
        .chain(FIXTURES)
        .chain(["/package.json", "/nango-lsp.toml"])
        .map(absolute)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn edits_lead_where_a_fresh_start_leads(steps in vec(step(), 1..24)) {
        let mut analysis = empty(None);
        let mut screen: BTreeMap<FilePath, Shown> = everything().map(|file| (file.clone(), shown(&analysis, &file))).collect();
        let (mut files, mut configuration, mut package) = (BTreeMap::new(), None, None);
        let mut fixtures = BTreeMap::new();
        for step in steps {
            let (file, change) = match step {
                Step::Open(file, text) => {
                    files.insert(file, text);
                    (file, analysis.set_source(absolute(file), SourceFile::parse(text)))
                }
                Step::Close(file, text) => {
                    files.insert(file, text);
                    (file, analysis.set_closed(absolute(file), text, false))
                }
                Step::Remove(file) => {
                    files.remove(file);
                    (file, analysis.remove(&absolute(file)))
                }
                Step::Keep(file, text) => {
                    fixtures.insert(file, text);
                    let fixture = text.map(|text| Fixture::new(text, false));
                    (file, analysis.set_fixture(absolute(file), fixture))
                }
                Step::Configure(text) => {
                    configuration = text;
                    ("/nango-lsp.toml", analysis.set_configuration(&root(), text))
                }
                Step::Describe(text) => {
                    package = text;
                    ("/package.json", analysis.set_manifest(&root(), manifest(text)))
                }
            };
            for file in change.dependents.into_iter().chain([absolute(file)]) {
                screen.insert(file.clone(), shown(&analysis, &file));
            }
        }

        let mut fresh = empty(package);
        for (file, text) in files {
            fresh.set_closed(absolute(file), text, false);
        }
        for (file, text) in fixtures {
            fresh.set_fixture(absolute(file), text.map(|text| Fixture::new(text, false)));
        }
        fresh.set_configuration(&root(), configuration);
        for file in everything() {
            let expected = shown(&fresh, &file);
            prop_assert_eq!(&shown(&analysis, &file), &expected, "the state of {}", file);
            prop_assert_eq!(&screen[&file], &expected, "nobody was told of {}", file);
        }
        for file in FILES.map(absolute) {
            prop_assert_eq!(analysis.effects(&file), fresh.effects(&file), "what is done in {}", file);
        }
        prop_assert_eq!(analysis.files(), fresh.files());
    }
}

#[test]
fn a_comment_parks_a_function_and_the_summary_follows() {
    let mut sandbox = Sandbox::new(
        "//- /index.ts
import './crm/actions/get.js';
//- /crm/actions/get.ts createAction
//- /crm/actions/list.ts createAction
",
    );
    assert_eq!(sandbox.findings("/index.ts"), ["index-unregistered-function"]);
    let text = sandbox.text("/crm/actions/list.ts").unwrap();
    let parked = format!("// nango-ignore-file index-unregistered-function: parked until May\n{text}");
    let change = sandbox
        .analysis
        .set_source(absolute("/crm/actions/list.ts"), SourceFile::parse(parked));
    assert!(!change.moved_only() && change.dependents.contains(&absolute("/index.ts")));
    assert_eq!(sandbox.findings("/index.ts"), Vec::<&str>::new());
    assert_eq!(sandbox.findings("/crm/actions/list.ts"), Vec::<&str>::new());
}
