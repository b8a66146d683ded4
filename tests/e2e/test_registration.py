"""A project of the real `nango init`, a function that nobody registered, and the fix."""

import json

from conftest import nango
from editor import Editor

PING = """\
import { createAction } from 'nango';
import * as z from 'zod';

const action = createAction({
    description: 'Asks the provider whether it is there',
    version: '1.0.0',
    input: z.object({}),
    output: z.object({ ok: z.boolean() }),

    exec: async (nango) => {
        // https://docs.github.com/en/rest/meta
        const response = await nango.get<{ ok: boolean }>({ endpoint: '/ping', retries: 3 });
        return { ok: response.data.ok };
    }
});

export default action;
"""


async def test_a_new_project_is_clean(editor: Editor):
    await editor.start(editor.client.editor_name)
    index = editor.open("index.ts")
    sync = editor.open("github/syncs/fetchIssues.ts")
    await editor.until(lambda: {index, sync} <= set(editor.client.diagnostics), "diagnostics of both open files")
    lenses = await editor.until_async(lambda: editor.lenses(sync), "a lens on the sync")
    assert [lens.command.title for lens in lenses] == ["▷ Dry run", "dev · pick a connection"]
    assert editor.severe() == []


async def test_an_unregistered_function_is_reported_fixed_and_compiled(editor: Editor, project):
    await editor.start(editor.client.editor_name)
    index = editor.open("index.ts")
    ping = editor.open("github/actions/ping.ts", PING)
    editor.save(ping)

    await editor.until(lambda: "index-unregistered-function" in editor.codes(ping), "the report on the create call")
    await editor.until(lambda: "index-unregistered-function" in editor.codes(index), "the summary on index.ts")
    report = next(d for _, d in editor.problems(ping) if d.code == "index-unregistered-function")
    line = PING.splitlines()[report.range.start.line]
    assert line[report.range.start.character :].startswith("createAction"), line
    assert report.source == "nango"
    published = editor.client.capabilities.text_document.publish_diagnostics
    assert (report.code_description is not None) == bool(published.code_description_support)

    fixes = [action for action in await editor.actions(ping, report) if action.kind == "quickfix"]
    await editor.choose(next(action for action in fixes if action.is_preferred))
    await editor.until(lambda: not editor.codes(ping) and not editor.codes(index), "both reports gone")
    assert "import './github/actions/ping.js';\n" in editor.texts[index]
    assert editor.rejected == []

    editor.save_all()
    compiled = nango("compile", "--no-interactive", cwd=project)
    assert compiled.returncode == 0, compiled.stdout + compiled.stderr
    built = json.loads((project / ".nango" / "nango.json").read_text())
    assert "ping" in [action["name"] for integration in built for action in integration["actions"]]


async def test_register_all_is_a_fix_all(editor: Editor):
    await editor.start(editor.client.editor_name)
    index = editor.open("index.ts")
    for name in ("ping", "pong", "pang"):
        editor.create_on_disk(f"github/actions/{name}.ts", PING)
    await editor.until(lambda: "index-unregistered-function" in editor.codes(index), "the summary on index.ts")

    [fix_all] = await editor.actions(index, only=["source.fixAll.nango"])
    await editor.choose(fix_all)
    await editor.until(lambda: not editor.codes(index), "the summary gone")
    registered = editor.texts[index].splitlines()
    assert {f"import './github/actions/{name}.js';" for name in ("ping", "pong", "pang")} <= set(registered)


async def test_an_entry_that_the_compiler_drops_is_an_error(editor: Editor):
    await editor.start(editor.client.editor_name)
    index = editor.open("index.ts")
    await editor.until(lambda: index in editor.client.diagnostics, "the first diagnostics")
    editor.type(index, editor.texts[index].replace("import './github/actions", "  import './github/actions"))
    await editor.until(lambda: "index-import-not-matched" in editor.codes(index), "the indented entry")

    dropped = next(d for _, d in editor.problems(index) if d.code == "index-import-not-matched")
    await editor.choose((await editor.actions(index, dropped))[0])
    await editor.until(lambda: not editor.codes(index), "the entry back in the registry")
