"""The same flow in Neovim itself, headless, with the plugin that users install: in the oldest version that it supports and
in the newest."""

import json
import os
import pathlib
import subprocess

import pytest
from conftest import BINARY, STATE, TOP
from test_registration import PING

SCRIPTS = TOP / "tests/e2e/neovim"
VERSIONS = {"0.11": os.environ["EDITOR_nvim"], "newest": os.environ["EDITOR_nvim_newest"]}


def neovim(program: str, script: str, folder: pathlib.Path, **environment: str) -> dict:
    """Runs a script in headless Neovim, and gives what it has seen."""
    run = subprocess.run(
        [program, "--headless", "--clean", "-u", SCRIPTS / "init.lua", "-c", f"luafile {SCRIPTS / script}"],
        cwd=folder, capture_output=True, text=True, timeout=1200,
        env={**os.environ, "NANGO_LSP": BINARY, "NANGO_LSP_TOP": str(TOP), "XDG_STATE_HOME": STATE, **environment},
    )
    report = json.loads(run.stdout.strip().splitlines()[-1])
    assert report.get("failed") is None, (report, run.stderr)
    return report["seen"]


@pytest.fixture(params=VERSIONS)
def program(request) -> str:
    return VERSIONS[request.param]


@pytest.mark.parametrize("version,beside", [("0.11", {}), ("newest", {"VTSLS": os.environ["EDITOR_vtsls"]})])
def test_neovim_reports_fixes_runs_and_completes(connected, version, beside, tmp_path):
    (connected / "nango-lsp.toml").unlink()
    (connected / "github/actions/ping.ts").write_text(PING)
    (connected / "github/fixtures").mkdir()
    (connected / "github/fixtures/ping.input.json").write_text("{}\n")
    seen = neovim(VERSIONS[version], "flow.lua", connected, XDG_STATE_HOME=str(tmp_path / "state"), **beside)
    assert (seen["client"], seen["root"], seen["encoding"]) == ("nango_lsp", True, "utf-8")
    assert seen["attached"] == {"manifest": False, "fixture": True}
    assert "createAction" in seen["reported_line"]
    assert seen["registered"] is True
    assert "Dry run" in seen["lens"]
    assert "github" in seen["asked"] or "Name" in seen["asked"]
    assert "returned its output" in seen["outcome"]
    assert "✓" in seen["lens_after"]
    assert seen["saved"] == "// typed"
    assert "connection is unknown" in seen["refused"]
    assert seen["report"].startswith("#")
    completed = seen["completed"]
    assert {"dryrun", "record", "register", "newFunction", "showReport"} <= set(completed["commands"])
    assert "connection=" in completed["keys"] and "file=" not in completed["keys"]
    assert completed["dryrun"] == ["input=", "integration="]
    assert completed["integrations"] == ["github"]
    assert completed["templates"] == ["sync-cursor", "sync-full", "sync-timestamp", "sync-webhook"]
    assert seen["completions"] and all("createSync" in label for label in seen["completions"])
    assert seen["new"].endswith("star-repository.ts")
    complaints = [line for line in seen["health"].splitlines() if "ERROR" in line or "WARNING" in line]
    assert len(complaints) == (0 if beside else 1), seen["health"]
    assert beside or "no TypeScript server" in complaints[0]
    assert "`NANGO_SECRET_KEY_DEV`" in seen["health"] and "nango 0.71.10" in seen["health"]


def test_lenses_outdated_while_they_are_asked_for_are_asked_for_again(tmp_path):
    """0.11's own refresh drops the second wish, and the answer to the first may be of before. 0.12 has no such thing of ours."""
    seen = neovim(VERSIONS["0.11"], "lenses.lua", tmp_path)
    assert seen["asked"] == [1, 1, 2, 2, 3] and seen["shown"] == "done"


def test_commands_are_for_the_project_around(tmp_path, program):
    for project, integration in (("first", "crm"), ("second", "mail")):
        root = tmp_path / project
        (root / ".nango").mkdir(parents=True)
        (root / integration / "actions").mkdir(parents=True)
        (root / "index.ts").write_text("")
    seen = neovim(program, "projects.lua", tmp_path)
    assert (seen["attached"], seen["beside"], seen["within"]) == (["mail"], ["crm"], ["mail"])
    assert len(seen["nowhere"]) == 0 and len(seen["said"]) == 1 and "several projects" in seen["said"][0], seen
    # All runs are cancelled, unless a file is named.
    run, cancel = "nango.dryrun", "nango.cancel"
    assert seen["asked"] == [[run, "of this file"], [cancel, "of all"], [cancel, "of this file"]]
    # The doctor is asked by all of the command.
    assert "does not answer" not in seen["health"] and "CLI" in seen["health"], seen["health"]


def test_the_help_has_its_tags(tmp_path, program):
    """`:helptags` refuses a tag that stands twice; the commands and the settings have one each."""
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc/nango.txt").write_text((TOP / "editors/neovim/doc/nango.txt").read_text())
    run = subprocess.run(
        [program, "--headless", "--clean", "-c", f"helptags {tmp_path / 'doc'}", "-c", "qall!"],
        capture_output=True, text=True, timeout=60,
    )
    assert run.returncode == 0 and not run.stderr.strip(), run.stderr
    tags = {line.split("\t")[0] for line in (tmp_path / "doc/tags").read_text().splitlines()}
    plugin = (TOP / "editors/neovim/plugin/nango.lua").read_text()
    commands = {part.split("'")[0] for part in plugin.split("create('")[1:]}
    assert len(commands) == 5 and {f":{command}" for command in commands} <= tags, tags
