"""The lens against the real CLI: a success, a validation failure, a missing connection, a cancel."""

import asyncio
import os
import pathlib

import pytest
from lsprotocol import types as lsp

from editor import Editor
from test_registration import PING

BAD_OUTPUT = PING.replace("return { ok: response.data.ok };", "return { ok: String(response.data.ok) as unknown as boolean };")
THROWING = PING.replace(
    "return { ok: response.data.ok };",
    "// Babel drops this line, and the parentheses.\n\n        if ((response.status > 0)) throw new RangeError('out of range');\n        return { ok: response.data.ok };",
)
NEVER = PING.replace("/ping", "/never")


async def opened(editor: Editor, text: str) -> tuple[str, lsp.CodeLens]:
    """A project whose function `ping` has this text, is registered and on the disk; its lens."""
    index = editor.root / "index.ts"
    index.write_text(index.read_text() + "import './github/actions/ping.js';\n")
    (editor.root / "github/actions/ping.ts").write_text(text)
    await editor.start(editor.client.editor_name, {"nango": {"input": True}})
    uri = editor.open("github/actions/ping.ts")
    [lens, *_] = await editor.until_async(lambda: editor.lenses(uri), "the lens")
    return uri, lens


def said(editor: Editor, *words: str):
    """A message to the user that holds all these words."""
    return lambda: next((m for m in editor.client.messages if all(word in m.message for word in words)), None)


@pytest.fixture
def project(connected):
    return connected


async def test_success_shows_in_message_and_lens(editor: Editor):
    uri, lens = await opened(editor, PING)
    assert lens.command.title == "▷ Dry run"
    await editor.run(lens.command)
    message = await editor.until(said(editor, "ping", "returned its output"), "the outcome")
    assert message.type == lsp.MessageType.Info
    titles = [lens.command.title for lens in await editor.lenses(uri)]
    assert any("✓" in title for title in titles), titles
    reports = [r for reports in editor.client.progress_reports.values() for r in reports]
    assert any(getattr(r, "kind", None) == "end" for r in reports), "the progress ends"


async def test_a_validation_failure_names_the_field(editor: Editor):
    uri, lens = await opened(editor, BAD_OUTPUT)
    await editor.run(lens.command)
    message = await editor.until(said(editor, "ok", "boolean"), "the outcome")
    assert message.type in (lsp.MessageType.Error, lsp.MessageType.Warning)

    def shown():
        return next((d for _, d in editor.problems(uri) if d.code == "dryrun-validation"), None)

    diagnostic = await editor.until(shown, "the diagnostic")
    line = BAD_OUTPUT.splitlines()[diagnostic.range.start.line]
    assert line[diagnostic.range.start.character : diagnostic.range.end.character] == "ok", line


async def test_what_is_thrown_is_shown_at_its_token(editor: Editor):
    uri, lens = await opened(editor, THROWING)
    await editor.run(lens.command)

    def shown():
        return next((d for _, d in editor.problems(uri) if d.code == "dryrun-exception"), None)

    diagnostic = await editor.until(shown, "the diagnostic")
    at = diagnostic.range.start
    assert THROWING.splitlines()[at.line][at.character :].startswith("new RangeError('out of range')")


async def test_a_connection_that_nango_does_not_know(editor: Editor, project):
    (project / "nango-lsp.toml").write_text('[dryrun.connections]\ngithub = "nobody"\n')
    _, lens = await opened(editor, PING)
    await editor.run(lens.command)
    await editor.until(said(editor, "ping", "connection is unknown"), "the outcome")


async def test_a_connection_is_asked_for_and_remembered(editor: Editor, project):
    (project / "nango-lsp.toml").unlink()
    _, lens = await opened(editor, PING)
    editor.inputs = ["conn-1"]
    await editor.run(lens.command)
    await editor.until(said(editor, "ping", "returned its output"), "the outcome")
    assert len(editor.asked) == 1 and "github" in editor.asked[0], editor.asked

    editor.client.messages.clear()
    await editor.run(lens.command)
    await editor.until(said(editor, "ping", "returned its output"), "the second outcome")
    assert len(editor.asked) == 1, "the connection is remembered"


async def test_mocks_are_saved_of_what_succeeds_only(editor: Editor, project):
    uri, lens = await opened(editor, BAD_OUTPUT)
    mocks = project / "github/tests/ping.test.json"
    record = lsp.Command("Save mocks", "nango.record", arguments=lens.command.arguments)
    await editor.run(record)
    await editor.until(said(editor, "ok", "boolean"), "the failure")
    assert not mocks.exists()

    (project / "github/actions/ping.ts").write_text(PING)
    editor.client.messages.clear()
    await editor.run(record)
    await editor.until(said(editor, "ping", "returned its output"), "the outcome")
    assert "/ping" in mocks.read_text()


async def test_a_cancel_leaves_no_process(editor: Editor, project):
    _, lens = await opened(editor, NEVER)
    await editor.run(lens.command)
    await editor.until(lambda: running_in(project), "the CLI at work")
    token = await editor.until(lambda: next(iter(dryrun_progress(editor)), None), "its progress")
    await asyncio.sleep(1)
    editor.client.window_work_done_progress_cancel(lsp.WorkDoneProgressCancelParams(token))
    await editor.until(said(editor, "cancelled"), "the outcome")
    assert running_in(project) == []


def dryrun_progress(editor: Editor) -> list:
    """The tokens of the progress that can be cancelled."""
    return [
        token
        for token, reports in editor.client.progress_reports.items()
        if any(getattr(report, "cancellable", False) for report in reports)
    ]


def running_in(folder: pathlib.Path) -> list[int]:
    """The processes whose working folder this is."""
    found = []
    for process in pathlib.Path("/proc").iterdir():
        try:
            if process.name.isdigit() and pathlib.Path(os.readlink(process / "cwd")) == folder:
                found.append(int(process.name))
        except OSError:
            continue
    return found
