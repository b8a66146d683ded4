"""What every test needs: a project made by the real `nango init`, a stand-in for Nango's API, an editor."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest
import pytest_lsp
from pytest_lsp import ClientServerConfig, LanguageClient

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from editor import Editor  # noqa: E402

TOP = pathlib.Path(__file__).resolve().parents[2]
CLI = pathlib.Path(os.environ["NANGO_CLI"])
BINARY = os.environ["NANGO_LSP"]
STATE = tempfile.mkdtemp(prefix="nango-lsp-state-")
KEY = "11111111-1111-4111-8111-111111111111"

QUIET = {
    "NANGO_CLI_UPGRADE_MODE": "ignore",
    "NANGO_CLI_DEPENDENCY_UPDATE": "false",
    "NANGO_CLI_TELEMETRY": "false",
    "NO_COLOR": "1",
}
"""The environment in which the CLI asks nothing and changes nothing."""


def nango(*arguments: str, cwd: pathlib.Path) -> subprocess.CompletedProcess[str]:
    """Runs the real CLI."""
    program = CLI / "node_modules" / "nango" / "dist" / "index.js"
    return subprocess.run(
        ["node", program, *arguments],
        cwd=cwd, env={**os.environ, **QUIET}, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
    )


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """What `nango init --copy` makes, with the CLI installed: made once, for it takes some seconds."""
    folder = tmp_path_factory.mktemp("template")
    run = nango("init", "--copy", "--no-interactive", "nango-integrations", cwd=folder)
    assert run.returncode == 0, run.stdout + run.stderr
    root = folder / "nango-integrations"
    (root / "node_modules").symlink_to(CLI / "node_modules")
    return root


@pytest.fixture
def made(template: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """A new project of a test's own."""
    return shutil.copytree(template, tmp_path / template.name, symlinks=True)


@pytest.fixture
def project(made: pathlib.Path) -> pathlib.Path:
    """The project of a test; a module may put another in its place."""
    return made


@pytest.fixture
def stub(tmp_path: pathlib.Path):
    """The address of a running stand-in for Nango's API."""
    fixture = {
        "secretKeys": {"dev": KEY},
        "integrations": [{"unique_key": "github", "provider": "github"}],
        "connections": [{"connection_id": "conn-1", "provider_config_key": "github"}],
        "proxy": [
            {"match": {"method": "GET", "path": "/ping"}, "respond": {"status": 200, "json": {"ok": True}}},
            {"match": {"method": "GET", "path": "/never"}, "respond": {"hang": True}},
        ],
    }
    (tmp_path / "stub.json").write_text(json.dumps(fixture))
    process = subprocess.Popen(
        ["node", TOP / "tests" / "nango-stub" / "nango-stub.mjs", "--fixture", tmp_path / "stub.json"],
        stdout=subprocess.PIPE, text=True,
    )
    yield json.loads(process.stdout.readline())["url"]
    process.terminate()
    process.wait(10)


@pytest.fixture
def connected(made: pathlib.Path, stub: str) -> pathlib.Path:
    """That project, with a key and an address in its `.env` and a connection in its `nango-lsp.toml`."""
    (made / ".env").write_text(f"NANGO_SECRET_KEY_DEV={KEY}\nNANGO_HOSTPORT={stub}\n")
    (made / "nango-lsp.toml").write_text('[dryrun.connections]\ngithub = "conn-1"\n')
    return made


@pytest_lsp.fixture(
    params=["visual-studio-code", "neovim"],
    config=ClientServerConfig(server_command=[BINARY], server_env={**os.environ, "XDG_STATE_HOME": STATE}),
)
async def client(request, lsp_client: LanguageClient):
    lsp_client.editor_name = request.param
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client: LanguageClient, project: pathlib.Path) -> Editor:
    return Editor(client, project)
