"""The server as Zed meets it: with the capabilities that Zed's source declares. Zed has no commands of extensions, no text
input, and by its capabilities opens no documents for a server: code actions and the server's commands have to be enough."""

import json
import os
import pathlib

import pytest
import pytest_lsp
from conftest import BINARY, STATE
from editor import Editor
from lsprotocol import converters
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient
from test_dryrun import said
from test_registration import PING

RECORDED = json.loads((pathlib.Path(__file__).parent / "zed.json").read_text())
CAPABILITIES = converters.get_converter().structure(RECORDED["capabilities"], lsp.ClientCapabilities)


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[BINARY], server_env={**os.environ, "XDG_STATE_HOME": f"{STATE}/zed"}),
)
async def zed(lsp_client: LanguageClient):
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(zed: LanguageClient, connected) -> Editor:
    return Editor(zed, connected)


def titled(actions: list[lsp.CodeAction], start: str) -> lsp.CodeAction | None:
    return next((action for action in actions if action.title.startswith(start)), None)


async def test_everything_is_reached_by_code_actions(editor: Editor, connected):
    (connected / "github/actions/ping.ts").write_text(PING)
    await editor.start(CAPABILITIES)
    assert editor.encoding == "utf-16"
    index, ping = editor.open("index.ts"), editor.open("github/actions/ping.ts")

    def unregistered():
        return next((d for _, d in editor.problems(ping) if d.code == "index-unregistered-function"), None)

    report = await editor.until(unregistered, "the unregistered function")
    await editor.choose(titled(await editor.actions(ping, report), "Register"))
    await editor.until(lambda: "./github/actions/ping.js" in editor.texts[index], "the registration")
    editor.save_all()

    async def dry_run():
        return titled(await editor.actions(ping, only=["source"]), "Dry run")

    await editor.choose(await editor.until_async(dry_run, "the dry run among the actions"))
    await editor.until(said(editor, "ping", "returned its output"), "the outcome, as a message")

    shown = titled(await editor.actions(ping, only=["source"]), "Show the report")
    await editor.choose(shown)
    message = await editor.until(said(editor, "the report is in"), "where the report is")
    assert "# " in pathlib.Path(message.message.split("`")[1]).read_text()


async def test_a_missing_connection_leads_to_the_setting(editor: Editor, connected):
    index = connected / "index.ts"
    index.write_text(index.read_text() + "import './github/actions/ping.js';\n")
    (connected / "github/actions/ping.ts").write_text(PING)
    (connected / "nango-lsp.toml").unlink()
    await editor.start(CAPABILITIES)
    ping = editor.open("github/actions/ping.ts")
    [lens, *_] = await editor.until_async(lambda: editor.lenses(ping), "the lenses")
    await editor.run(lens.command)
    await editor.until(lambda: editor.asked, "a question with buttons")
    assert "github" in editor.asked[0], editor.asked
