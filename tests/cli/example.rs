//! `example`: a value for the schema of a function.

use crate::support::project::Project;
use crate::{run, stderr, stdout};

const CREATE: &str = "import { createAction } from 'nango';
import { z } from 'zod';

export default createAction({
    description: 'Creates a deal',
    version: '1.0.0',
    input: z.object({ title: z.string().min(1).describe('e.g. \"Big deal\"'), owner: z.email().optional(), size: z.int().default(5) }),
    metadata: z.object({ team: z.string().refine(isTeam) }),
    output: z.void(),
    exec: async () => {}
});
";

#[test]
fn an_example_of_the_input() {
    let project = Project::registered();
    project.write("crm/actions/create-deal.ts", CREATE);
    project.write("index.ts", "import './crm/actions/create-deal.js';\n");
    let root = project.root();
    let minimal = run(&root, &["example", "create-deal"]);
    insta::assert_snapshot!(stdout(&minimal), @r#"
    {
      "title": "Big deal",
      "size": 5
    }
    "#);
    let full = run(&root, &["example", "crm/create-deal", "--full"]);
    insta::assert_snapshot!(stdout(&full), @r#"
    {
      "title": "Big deal",
      "owner": "user@example.com",
      "size": 5
    }
    "#);
    let metadata = run(&root, &["example", "create-deal", "--metadata"]);
    assert_eq!(stdout(&metadata), "{\n  \"team\": \"\"\n}\n");
    assert_eq!(
        stderr(&metadata),
        "part of the schema is not understood: this may not fit it\n"
    );
    let checkpoint = run(&root, &["example", "create-deal", "--checkpoint"]);
    assert_eq!(checkpoint.status.code(), Some(2));
    assert_eq!(
        stderr(&checkpoint),
        "nango-lsp: `create-deal` has no `checkpoint` that is understood\n"
    );
    let all = run(&root, &["example"]);
    insta::assert_snapshot!(stdout(&all), @r#"{"function":"crm/create-deal","file":"crm/actions/create-deal.ts","minimal":{"value":{"title":"Big deal","size":5},"sure":true},"full":{"value":{"title":"Big deal","owner":"user@example.com","size":5},"sure":true}}"#);
}

#[test]
fn an_example_is_kept_once() {
    let project = Project::registered();
    let root = project.root();
    let kept = run(&root, &["example", "get-contact", "--save"]);
    assert_eq!(
        stdout(&kept),
        "crm/fixtures/get-contact.input.json\n",
        "{}",
        stderr(&kept)
    );
    assert_eq!(
        project.read("crm/fixtures/get-contact.input.json"),
        "{\n  \"id\": \"\"\n}\n"
    );
    project.write("crm/fixtures/get-contact.input.json", "mine");
    let again = run(&root, &["example", "get-contact", "--full", "--save"]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(
        stderr(&again),
        "nango-lsp: `crm/fixtures/get-contact.input.json` is there already\n"
    );
    assert_eq!(project.read("crm/fixtures/get-contact.input.json"), "mine");
    let metadata = run(&root, &["example", "get-contact", "--metadata", "--save"]);
    assert_eq!(
        stderr(&metadata),
        "nango-lsp: a dry run of `get-contact` takes no metadata\n"
    );
}
