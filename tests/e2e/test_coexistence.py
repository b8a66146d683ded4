"""nango-lsp beside vtsls in Neovim: nothing is said twice, on the scaffolds and on every bad example of the rules; and a rename
is answered by one server at most."""

import os
import pathlib
import shutil
import subprocess

import pytest
from conftest import BINARY, CLI, TOP
from test_neovim import VERSIONS, neovim

TEMPLATES = """action sync-timestamp sync-cursor sync-full sync-webhook
    post-connection-creation pre-connection-deletion validate-connection""".split()


@pytest.fixture
def examples(made: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """Every bad example as a project, in a folder with the CLI's types and the compiler options of `nango init`."""
    folder = tmp_path / "examples"
    folder.mkdir()
    for name in ("tsconfig.json", "package.json"):
        shutil.copy(made / name, folder)
    (folder / "node_modules").symlink_to(CLI / "node_modules")
    subprocess.run(
        ["cargo", "test", "--quiet", "-p", "lint", "examples_are_written_down", "--", "--ignored"],
        cwd=TOP, check=True, capture_output=True, env={**os.environ, "NANGO_LSP_EXAMPLES": str(folder)},
    )
    return folder


def scaffold(root: pathlib.Path):
    """Makes a function of every template."""
    for template in TEMPLATES:
        run = subprocess.run([BINARY, "new", "github", f"new-{template}", "--template", template], cwd=root)
        assert run.returncode == 0, template


def seen_in(folder: pathlib.Path, version: str, every: int = 1) -> dict:
    """What both servers say in the files of a folder, or in each of so many; nothing of it may be there twice."""
    seen = neovim(VERSIONS[version], "doubles.lua", folder, VTSLS=os.environ["EDITOR_vtsls"], EVERY=str(every))
    assert seen["doubles"] == []
    # A hint leaves the fault to TypeScript: that has to report it indeed.
    assert seen["unsaid"] == []
    return seen


def test_nothing_is_said_twice_of_the_examples(examples):
    seen = seen_in(examples, "newest")
    assert seen["files"] > 200 and seen["errors"] > 100 and seen["explained"] > 20 and seen["places"] > 400, seen
    assert seen["overlaps"] >= 8, "both servers report some places, and ours by a hint"


def test_nothing_is_said_twice_in_the_oldest_neovim(examples):
    # The servers say the same as in the newest; what Neovim makes of it is seen in some files.
    seen = seen_in(examples, "0.11", every=5)
    assert seen["files"] > 40 and seen["errors"] > 20 and seen["places"] > 80, seen


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_said_twice_of_the_scaffolds(made, version):
    scaffold(made)
    (made / "github/actions/empty.ts").write_text("")
    (made / "github/syncs/begun.ts").write_text("createS")
    (made / "index.ts").write_text((made / "index.ts").read_text() + "import './github/syncs/'\n")
    seen = seen_in(made, version)
    assert seen["files"] > len(TEMPLATES) and seen["completions"] > 4 and seen["hovers"] > 4, seen


@pytest.mark.parametrize("version", VERSIONS)
def test_a_rename_is_made_once(made, examples, version):
    scaffold(made)
    beside = {"VTSLS": os.environ["EDITOR_vtsls"]}
    seen = neovim(VERSIONS[version], "renames.lua", made, **beside)
    assert seen["wrong"] == []
    assert min(seen["renamed"].get(kind, 0) for kind in ("a function", "a schema", "a field", "a model")) > 0, seen
    seen = neovim(VERSIONS[version], "renames.lua", examples, EVERY="20", **beside)
    assert seen["wrong"] == []
    assert seen["files"] > 15 and seen["asked"] > 10, seen


def test_a_rename_that_is_made_twice_is_seen(made):
    seen = neovim(VERSIONS["newest"], "renames.lua", made, VTSLS=os.environ["EDITOR_vtsls"], RIVAL="yes")
    assert any("a function: several servers answer" in line for line in seen["wrong"]), seen
