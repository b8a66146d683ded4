"""Deployments with the real CLI: planned, agreed to, sent; and what is never sent."""

import json
import os
import pathlib
import subprocess

import pytest
from lsprotocol import types as lsp

from conftest import KEY, TOP
from editor import Editor
from test_dryrun import opened, said
from test_registration import PING

PROD_KEY = "22222222-2222-4222-8222-222222222222"
NOTHING = {
    "newSyncs": [], "updatedSyncs": [], "newActions": [], "updatedActions": [], "deletedActions": [],
    "newOnEventScripts": [], "updatedOnEventScripts": [], "deletedOnEventScripts": [],
}
DELETES = {**NOTHING, "deletedSyncs": [{"name": "issues", "providerConfigKey": "github", "connections": 3}], "deletedModels": ["Issue"]}
"""What a server answers that takes the deployment of one function for one of all. Nango's own does not, today."""


class Nango:
    """A stand-in for Nango that knows two environments."""

    def __init__(self, folder: pathlib.Path, faults: list):
        fixture = {
            "secretKeys": {"dev": KEY, "prod": PROD_KEY},
            "integrations": [{"unique_key": "github", "provider": "github"}],
            "faults": faults,
        }
        (folder / "nango.json").write_text(json.dumps(fixture))
        self.log = folder / "requests.jsonl"
        command = ["node", TOP / "tests/nango-stub/nango-stub.mjs", "--fixture", folder / "nango.json", "--log", self.log]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = json.loads(self.process.stdout.readline())["url"]

    def asked(self) -> list[tuple[str, str]]:
        """The path and the environment of each request."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        requests = [json.loads(line) for line in lines]
        return [(request["path"], request.get("environment")) for request in requests]


@pytest.fixture
def faults() -> list:
    return []


@pytest.fixture
def nango(tmp_path: pathlib.Path, faults: list):
    nango = Nango(tmp_path, faults)
    yield nango
    nango.process.terminate()
    nango.process.wait(10)


@pytest.fixture
def project(made: pathlib.Path, nango: Nango) -> pathlib.Path:
    (made / ".env").write_text(
        f"NANGO_SECRET_KEY_DEV={KEY}\nNANGO_SECRET_KEY_PROD={PROD_KEY}\nNANGO_HOSTPORT={nango.url}\n"
    )
    return made


async def deploy(editor: Editor, environment: str):
    uri, _ = await opened(editor, PING)
    await editor.run(lsp.Command("", "nango.deploy", arguments=[{"file": uri, "environment": environment}]))


QUESTION, SENT = "/sync/deploy/confirmation", "/sync/deploy"


@pytest.mark.parametrize("client", ["visual-studio-code"], indirect=True)
async def test_what_was_agreed_to_is_deployed(editor: Editor, nango: Nango):
    editor.buttons = ["Deploy"]
    await deploy(editor, "dev")
    await editor.until(said(editor, "ping", "deployed to `dev`: `ping@v1.0.0`"), "the outcome")
    assert editor.asked == ["deploying `ping` to `dev` creates `github → ping`"]
    assert nango.asked() == [(QUESTION, "dev"), (QUESTION, "dev"), (SENT, "dev")]


@pytest.mark.parametrize("client", ["visual-studio-code"], indirect=True)
async def test_nothing_is_sent_without_an_answer(editor: Editor, nango: Nango):
    await deploy(editor, "dev")
    await editor.until(said(editor, "`ping` is not deployed to `dev`"), "the outcome")
    assert nango.asked() == [(QUESTION, "dev")]


@pytest.mark.parametrize("client", ["visual-studio-code"], indirect=True)
async def test_production_is_for_who_types_the_name(editor: Editor, nango: Nango):
    editor.inputs, editor.buttons = ["pong"], ["Deploy"]
    await deploy(editor, "prod")
    await editor.until(said(editor, "`pong` is not its name"), "the outcome")
    assert nango.asked() == [(QUESTION, "prod")]


@pytest.mark.parametrize("client", ["visual-studio-code"], indirect=True)
@pytest.mark.parametrize("faults", [[{"match": {"path": QUESTION}, "respond": {"status": 200, "json": DELETES}}]])
async def test_what_deletes_is_left_to_a_person(editor: Editor, nango: Nango):
    editor.buttons = ["Deploy"]
    await deploy(editor, "dev")
    message = await editor.until(said(editor, "not deployed, because it deletes"), "the outcome")
    assert "`github → issues` (3 impacted connections) and removes the model `Issue`" in message.message
    assert "npx nango deploy dev --integration github --action ping" in message.message
    assert nango.asked() == [(QUESTION, "dev")] and editor.asked == []


@pytest.mark.parametrize("version", ["NANGO_CLI", "NANGO_CLI_OLDEST"])
def test_in_a_terminal_with_both_versions(version: str, project: pathlib.Path, nango: Nango):
    (project / "node_modules").unlink()
    (project / "node_modules").symlink_to(pathlib.Path(os.environ[version]) / "node_modules")
    (project / "github/actions/ping.ts").write_text(PING)
    index = project / "index.ts"
    index.write_text(index.read_text() + "import './github/actions/ping.js';\n")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [os.environ["NANGO_LSP"], "deploy", "ping", *arguments],
            cwd=project, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
        )

    plan = run("-e", "prod", "--plan")
    assert (plan.returncode, plan.stdout.splitlines()[1]) == (0, " + github → ping"), plan.stderr
    refused = run("-e", "prod", "--yes")
    assert refused.returncode == 2 and "--confirm ping" in refused.stderr
    assert nango.asked() == [(QUESTION, "prod")]
    deployed = run("-e", "prod", "--confirm", "ping")
    assert deployed.returncode == 0 and "deployed to `prod`: `ping@v1.0.0`" in deployed.stderr, deployed.stderr
    assert nango.asked() == [(QUESTION, "prod")] * 3 + [(SENT, "prod")]
    assert PROD_KEY not in plan.stderr + deployed.stderr + deployed.stdout
