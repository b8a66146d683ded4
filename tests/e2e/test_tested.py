"""Tests of a function with the real CLI and the real vitest: recorded, generated, green, and red where the function has changed."""

import os
import pathlib
import subprocess

import pytest
from lsprotocol import types as lsp

from editor import Editor
from test_dryrun import opened, said
from test_registration import PING

CHANGED = PING.replace("return { ok: response.data.ok };", "return { ok: !response.data.ok };")


@pytest.fixture
def project(connected: pathlib.Path) -> pathlib.Path:
    (connected / "node_modules").unlink()
    (connected / "node_modules").symlink_to(pathlib.Path(os.environ["NANGO_VITEST"]) / "node_modules")
    return connected


def in_terminal(project: pathlib.Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [os.environ["NANGO_LSP"], "test", "ping"],
        cwd=project, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
    )


@pytest.mark.parametrize("client", ["visual-studio-code"], indirect=True)
async def test_recorded_generated_green_and_red(editor: Editor, project: pathlib.Path):
    uri, _ = await opened(editor, PING)
    (project / "vite.config.ts").write_text(
        "// my own\nimport { defineConfig } from 'vitest/config';\n\n"
        "export default defineConfig({ test: { setupFiles: 'vitest.setup.ts' } });\n"
    )
    command = lsp.Command("", "nango.test", arguments=[{"file": uri}])
    editor.buttons = ["Record mocks"]
    await editor.run(command)
    await editor.until(said(editor, "`ping`: 1 test passed"), "the outcome")
    assert editor.asked[0] == "`ping` cannot be tested: there are no mocks, `github/tests/ping.test.json`"
    assert (project / "github/tests/github-ping.test.ts").exists()
    assert (project / "vite.config.ts").read_text().startswith("// my own"), "it is not overwritten"
    titles = [lens.command.title for lens in await editor.lenses(uri)]
    assert any("✓ 1 test passed" in title for title in titles), titles
    passed = in_terminal(project)
    assert passed.returncode == 0 and "1 test passed" in passed.stderr, passed.stderr

    (project / "github/actions/ping.ts").write_text(CHANGED)
    failed = in_terminal(project)
    assert failed.returncode == 1 and "AssertionError: expected" in failed.stdout, failed.stderr

    test = project / "github/tests/github-ping.test.ts"
    editor.type(uri, CHANGED)
    editor.save(uri)
    await editor.run(command)
    await editor.until(said(editor, "`ping`: 1 of 1 test failed"), "the outcome")

    def shown():
        problems = ((u, d) for u, d in editor.problems() if d.code == "dryrun-tests-failed")
        return next(((u, d) for u, d in problems if u == test.as_uri()), None)

    _, diagnostic = await editor.until(shown, "the diagnostic")
    at = diagnostic.range.start
    assert test.read_text().splitlines()[at.line][at.character :].startswith("toEqual(output)")
    assert "AssertionError" not in diagnostic.message
