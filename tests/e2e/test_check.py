"""`nango-lsp check --with-cli` beside the real compiler: what it says, where the fault is."""

import json
import os
import pathlib
import subprocess

import pytest

from conftest import BINARY, nango
from test_registration import PING

HELPER = """\
import type { NangoAction } from 'nango';

export async function note(nango: Pick<NangoAction, 'log'>): Promise<void> {
    await nango.log('asked');
}
"""

AWAITED = "    await nango.log('asked');"
TYPE_ERROR = "        const attempts: number = 'three';\n        await nango.log(String(attempts));\n"


def check(root: pathlib.Path) -> list[str]:
    """What is reported of what the compiler says: place, rule, and the message of what no rule knows."""
    run = subprocess.run(
        [BINARY, "check", "--with-cli", "--format", "json"],
        cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=180, env={**os.environ, "NO_COLOR": "1"},
    )
    assert run.returncode in (0, 1), run.stderr
    said = []
    for found in json.loads(run.stdout)["diagnostics"]:
        own = found["code"] == "cli-compile-error"
        if own or any(related["message"].startswith("nango 0.71.10 says: ") for related in found["related"]):
            assert found["severity"] == "error" and "compile" in found["reportedBy"]
            place = f"{found['file']}:{found['range']['start']['line'] + 1}"
            said.append(f"{place} {found['code']}" + (f": {found['message']}" if own else ""))
    assert run.returncode == (1 if said else 0), run.stdout
    return said


@pytest.fixture
def pinged(made: pathlib.Path) -> pathlib.Path:
    """That project with an action that calls a helper."""
    (made / "github" / "helpers").mkdir()
    (made / "github" / "helpers" / "note.ts").write_text(HELPER)
    action = PING.replace("import * as z", "import { note } from '../helpers/note.js';\nimport * as z")
    action = action.replace("        const response", "        await note(nango);\n        const response")
    (made / "github" / "actions" / "ping.ts").write_text(action)
    index = made / "index.ts"
    index.write_text(index.read_text() + "import './github/actions/ping.js';\n")
    return made


def test_what_compiles_is_confirmed(pinged: pathlib.Path):
    assert nango("compile", "--no-interactive", cwd=pinged).returncode == 0
    assert check(pinged) == []


def test_a_type_error(pinged: pathlib.Path):
    ping = pinged / "github" / "actions" / "ping.ts"
    ping.write_text(ping.read_text().replace("        await note", TYPE_ERROR + "        await note"))
    line = ping.read_text().splitlines().index(TYPE_ERROR.splitlines()[0]) + 1
    message = "Type 'string' is not assignable to type 'number'"
    assert check(pinged) == [f"github/actions/ping.ts:{line} cli-compile-error: {message}"]


def test_a_call_in_a_helper_that_is_not_awaited(pinged: pathlib.Path):
    helper = pinged / "github" / "helpers" / "note.ts"
    helper.write_text(HELPER.replace("await nango", "nango"))
    line = HELPER.splitlines().index(AWAITED) + 1
    assert f"ping.ts:{line}" in nango("compile", "--no-interactive", cwd=pinged).stderr, "the compiler names the function"
    assert check(pinged) == [f"github/helpers/note.ts:{line} await-required"]


def test_a_definition(pinged: pathlib.Path):
    sync = pinged / "github" / "syncs" / "fetchIssues.ts"
    text = sync.read_text()
    frequency = next(line for line in text.splitlines() if line.strip().startswith("frequency:"))
    sync.write_text(text.replace(frequency, "    frequency: 'now and then',"))
    line = text.splitlines().index(frequency) + 1
    assert check(pinged) == [f"github/syncs/fetchIssues.ts:{line} freq-invalid"]
