"""The catalogue of dry runs with the real CLI, from the command to the message, the lens and the diagnostic; and no secret
anywhere in what we say and write. Projects are run side by side in one server."""

import asyncio
import json
import os
import pathlib
import subprocess
import tempfile

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient

import catalogue
from catalogue import ANSWERS, LEAKS, NANGO, OLDER, RESULTS, SECRETS, Case
from conftest import BINARY, CLI, TOP
from editor import Editor

OWN = pathlib.Path(tempfile.mkdtemp(prefix="nango-lsp-own-"))
"""Where this server keeps what it keeps, and what it says on stderr."""

for folder in ("state", "tmp"):
    (OWN / folder).mkdir()

OLDEST = pathlib.Path(os.environ["NANGO_CLI_OLDEST"])


@pytest_lsp.fixture(
    config=ClientServerConfig(
        server_command=["sh", "-c", f'exec "{BINARY}" 2>"{OWN}/stderr"'],
        server_env={**os.environ, "XDG_STATE_HOME": str(OWN / "state"), "TMPDIR": str(OWN / "tmp"), "NANGO_LSP_LOG": "trace"},
    )
)
async def busy(lsp_client: LanguageClient):
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def url(tmp_path: pathlib.Path):
    (tmp_path / "nango.json").write_text(json.dumps(NANGO))
    command = ["node", TOP / "tests" / "nango-stub" / "nango-stub.mjs", "--fixture", tmp_path / "nango.json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    yield json.loads(process.stdout.readline())["url"]
    process.terminate()
    process.wait(10)


async def test_the_catalogue_with_the_real_cli(busy: LanguageClient, url: str, tmp_path: pathlib.Path):
    folder = tmp_path / "projects"
    folder.mkdir()
    new = [catalogue.project(folder / name, CLI, "0.71.10", url) for name in ("answers", "results")]
    old = catalogue.project(folder / "older", OLDEST, "0.70.4", url)
    editor = Editor(busy, folder)
    await editor.start("visual-studio-code", {"nango": {"input": True}})

    async def results() -> list[str]:
        return await chain(editor, new[1], RESULTS) + await chain(editor, old, OLDER)

    failures = await asyncio.gather(chain(editor, new[0], ANSWERS + LEAKS), results())
    assert sum(failures, []) == []

    said = {
        "messages": [m.message for m in busy.messages],
        "log": [m.message for m in busy.log_messages],
        "diagnostics": [str(d) for _, d in editor.problems()],
        "progress": [str(report) for reports in busy.progress_reports.values() for report in reports],
        "questions": editor.asked,
        **{str(path): [path.read_text(errors="replace")] for path in OWN.rglob("*") if path.is_file()},
    }
    assert any("[redacted]" in line for line in said["log"]), "what the functions print is shown, without the secrets"
    found = [(place, secret, line) for place, lines in said.items() for line in lines for secret in SECRETS if secret in line]
    assert found == []


async def chain(editor: Editor, root: pathlib.Path, cases: list[Case]) -> list[str]:
    """Runs the cases of one project, one after the other; what went wrong."""
    wrong = []
    for case in cases:
        if problem := await tried(editor, root, case):
            wrong.append(f"{root.name}: {case.path} {case.input}: {problem}")
    return wrong


async def tried(editor: Editor, root: pathlib.Path, case: Case) -> str | None:
    uri = (root / case.path).as_uri()
    if uri not in editor.texts:
        editor.open(str((root / case.path).relative_to(editor.root)))
        await editor.until_async(lambda: editor.lenses(uri), "the lens")
    arguments = {"file": uri, "connection": case.connection}
    if case.input is not None:
        arguments["input"] = case.input
    client = editor.client
    before = len(client.messages)
    await editor.run(lsp.Command(title="", command="nango.dryrun", arguments=[arguments]))
    start = f"`{pathlib.Path(case.path).stem}`: "
    # No two projects run functions of one name at a time.
    said = lambda: next((m.message for m in client.messages[before:] if m.message.startswith(start)), None)  # noqa: E731
    message = await editor.until(said, f"the outcome of {case}")
    if missing := [word for word in case.words if word not in message]:
        return f"{missing} not in: {message}"
    [lens, *_] = [lens.command.title for lens in await editor.lenses(uri)]
    if ("✓" in lens) != (case.code is None):
        return f"{message}, but the lens says: {lens}"
    shown = lambda: [str(d.code) for u, d in editor.problems() if u.startswith(root.as_uri())]  # noqa: E731
    if case.code and case.code not in shown():
        await asyncio.sleep(1)
        if case.code not in shown():
            return f"{message}, but no diagnostic {case.code}: {shown()}"
    return None
