"""A scaffold completed in an empty file: text, registration, and what the compiler says to it."""

import json
import re

from lsprotocol import types as lsp

from conftest import nango
from editor import Editor


async def test_a_sync_is_completed_registered_and_compiled(editor: Editor, project):
    await editor.start(editor.client.editor_name)
    index = editor.open("index.ts")
    labels = editor.open("github/syncs/repository-labels.ts", "")
    await editor.until(lambda: index in editor.client.diagnostics, "the project")

    items = await editor.until_async(lambda: editor.complete(labels, 0, 0), "completions in an empty file")
    assert items and all("createSync" in item.label for item in items), [item.label for item in items]
    item = next(item for item in items if "full refresh" in item.label)
    assert item.insert_text_format == lsp.InsertTextFormat.Snippet

    editor.type(labels, plain(item.text_edit.new_text))
    await editor.run(item.command)
    await editor.until(lambda: "import './github/syncs/repository-labels.js';" in editor.texts[index], "the registration")
    await editor.until(lambda: not editor.severe(), "a clean project")

    editor.save_all()
    compiled = nango("compile", "--no-interactive", cwd=project)
    assert compiled.returncode == 0, compiled.stdout + compiled.stderr
    built = json.loads((project / ".nango" / "nango.json").read_text())
    models = {sync["name"]: sync["output"] for integration in built for sync in integration["syncs"]}
    assert models["repository-labels"] == ["RepositoryLabels"] or models["repository-labels"] == ["RepositoryLabel"]


async def test_a_new_function_without_dialogs(editor: Editor, project):
    await editor.start(editor.client.editor_name)
    index = editor.open("index.ts")
    await editor.until(lambda: index in editor.client.diagnostics, "the project")
    arguments = {"root": project.as_uri(), "template": "action", "integration": "github", "name": "star-repository"}
    await editor.run(lsp.Command(title="", command="nango.newFunction", arguments=[arguments]))

    made = (project / "github/actions/star-repository.ts").as_uri()
    await editor.until(lambda: "createAction" in editor.texts.get(made, ""), "the new file")
    assert "import './github/actions/star-repository.js';" in editor.texts[index]
    await editor.until(lambda: not editor.severe(), "a clean project")


def plain(snippet: str) -> str:
    """The text a user gets who leaves every tab stop as it is."""
    stops: dict[str, str] = {}

    def stop(match: re.Match[str]) -> str:
        if match["escaped"]:
            return match["escaped"]
        number = match["bare"] or match["number"]
        if match["choices"]:
            stops[number] = match["choices"].split(",")[0]
        elif match["default"] is not None:
            stops[number] = match["default"]
        return stops.get(number, "")

    return re.sub(
        r"\\\\(?P<escaped>.)|\$(?P<bare>\d+)|\$\{(?P<number>\d+)(?::(?P<default>[^}]*)|\|(?P<choices>[^}]*)\|)?\}", stop, snippet
    )
