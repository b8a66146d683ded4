"""The same flow in Neovim itself, headless, with the configuration that users install."""

import json
import os
import subprocess

from conftest import BINARY, STATE, TOP
from test_registration import PING


def test_neovim_reports_fixes_runs_and_completes(connected):
    (connected / "nango-lsp.toml").unlink()
    (connected / "github/actions/ping.ts").write_text(PING)
    neovim = TOP / "tests/e2e/neovim"
    run = subprocess.run(
        [os.environ["NVIM"], "--headless", "--clean", "-u", neovim / "init.lua", "-c", f"luafile {neovim / 'flow.lua'}"],
        cwd=connected, capture_output=True, text=True, timeout=300,
        env={**os.environ, "NANGO_LSP": BINARY, "NANGO_LSP_TOP": str(TOP), "XDG_STATE_HOME": STATE},
    )
    report = json.loads(run.stdout.strip().splitlines()[-1])
    assert report.get("failed") is None, (report, run.stderr)
    seen = report["seen"]
    assert (seen["client"], seen["root"], seen["encoding"]) == ("nango_lsp", True, "utf-8")
    assert "createAction" in seen["reported_line"]
    assert seen["registered"] is True
    assert seen["lens"] == "▷ Dry run"
    assert "github" in seen["asked"]
    assert "returned its output" in seen["outcome"]
    assert seen["completions"] and all("createSync" in label for label in seen["completions"])
