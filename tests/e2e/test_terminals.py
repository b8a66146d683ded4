"""Editors of the terminal as their users see them: the screens are kept as text."""

import os
import pathlib

import pytest
from conftest import BINARY, STATE, TOP
from terminal import Terminal, keep
from test_neovim import SCRIPTS, VERSIONS
from test_registration import PING


@pytest.fixture
def unregistered(connected: pathlib.Path) -> pathlib.Path:
    """A function that `index.ts` does not import."""
    (connected / "github/actions/ping.ts").write_text(PING)
    return connected


@pytest.mark.parametrize("version", VERSIONS)
def test_neovim_shows_report_lens_and_outcome(unregistered, version):
    environment = {"NANGO_LSP": BINARY, "NANGO_LSP_TOP": str(TOP), "XDG_STATE_HOME": STATE}
    command = [VERSIONS[version], "--clean", "-u", SCRIPTS / "init.lua"]
    # Messages find room without a key to be pressed.
    settings = ["-c", "set cmdheight=3", "-c", "lua vim.diagnostic.config({ virtual_text = true })"]
    with Terminal([*command, *settings, "github/actions/ping.ts"], unregistered, environment) as neovim:
        reported = neovim.until("createAction", "is not registered")
        neovim.press(":NangoRegister", "Enter")
        neovim.until("createAction", without="is not registered")
        # The edit of `index.ts` is unsaved; the next keystroke asks for lenses in 0.11 too.
        neovim.press(":wall", "Enter", "i", "Escape")
        registered = neovim.until("Dry run")
        neovim.press(":NangoDryrun", "Enter")
        outcome = neovim.until("returned its output", "✓")
    keep(f"neovim-{version}", reported, registered, outcome)


def test_helix_shows_reports_and_code_actions(unregistered, tmp_path):
    """With the configuration that users copy, and vtsls under the name of the TypeScript server that it begins with."""
    settings = (TOP / "editors/helix/languages.toml").read_text()
    vtsls = os.environ["EDITOR_vtsls"]
    settings += f'\n[language-server.typescript-language-server]\ncommand = "{vtsls}"\nargs = ["--stdio"]\n'
    config = tmp_path / "config/helix"
    config.mkdir(parents=True)
    (config / "languages.toml").write_text(settings)
    (config / "config.toml").write_text('[editor]\nend-of-line-diagnostics = "hint"\n')
    environment = {
        "HELIX_RUNTIME": os.environ["EDITOR_hx_runtime"],
        "XDG_CONFIG_HOME": str(config.parent),
        "XDG_STATE_HOME": STATE,
        "PATH": f"{pathlib.Path(BINARY).parent}:{os.environ['PATH']}",
    }
    with Terminal([os.environ["EDITOR_hx"], "github/actions/ping.ts"], unregistered, environment) as helix:
        reported = helix.until("createAction", "is not registered")
        helix.press("]", "d")
        helix.press("Space", "a")
        # Once, though it is a quick fix and an action of the whole file.
        actions = helix.until("Register it in", without="Register in index.ts")
        helix.press("Enter")
        # The fix is an edit of `index.ts`, which Helix opens for it; the report goes at once, and then there is something to write.
        helix.until(without="Register it in")
        helix.until(without="is not registered")
        helix.press(":write-all", "Enter")
        helix.until("ping.ts")
        index = unregistered / "index.ts"
        helix.press(":open index.ts", "Enter")
        registry = helix.until("import './github/actions/ping.js';")
        helix.press(":open github/actions/ping.ts", "Enter", "Space", "a")
        runnable = helix.until("Dry run")
        assert "./github/actions/ping.js" in index.read_text()
        helix.press("Escape", "%", "Space", "a")
        helix.until("Dry run")
    keep("helix", reported, actions, registry, runnable)
