"""Validates what `check --format sarif` says of a clean project and of a faulty one; one line for each."""

import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

BINARY, SCHEMA = sys.argv[1], json.loads(pathlib.Path(sys.argv[2]).read_text())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)

FUNCTION = """\
import { createAction } from 'nango';
import * as z from 'zod';

const action = createAction({
    description: 'Gets a deal',
    version: '1.0.0',
    input: z.object({}),
    output: z.object({}),
    exec: async () => ({})
});

export default action;
"""

FAULTY = {
    # Fixes, related places, a name that a URI escapes, columns behind a surrogate pair, and a file that cannot be read.
    "index.ts": "import './crm/actions/get-deal.js';\n  import './crm/actions/find deal.js';\nimport './crm/actions/gone.js';\n",
    "crm/actions/find deal.ts": FUNCTION,
    "crm/actions/draft.ts": FUNCTION.replace("const action = createAction", "/* 🗂 */ const action = createAction"),
    "crm/actions/wrong.ts": FUNCTION.replace("'1.0.0'", "'one'") + "export const 名 = 1;\n",
    "crm/actions/utf16.ts": FUNCTION.encode("utf-16"),
    "nango-lsp.toml": "profil = 'strict'\n",
}
"""The files of a project with many kinds of findings."""


def report(files: dict[str, str | bytes]) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / ".nango").mkdir()
        base = {
            "package.json": '{ "type": "module", "devDependencies": { "nango": "0.71.10", "zod": "4.3.6" } }\n',
            "index.ts": "import './crm/actions/get-deal.js';\n",
            "crm/actions/get-deal.ts": FUNCTION,
        }
        for path, text in {**base, **files}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
        run = subprocess.run([BINARY, "check", "--format", "sarif"], cwd=root, capture_output=True, timeout=60)
        assert run.returncode in (0, 1), run.stderr
        return json.loads(run.stdout)


def verify(name: str, files: dict[str, str | bytes]) -> dict:
    log = report(files)
    faults = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in VALIDATOR.iter_errors(log)]
    assert not faults, f"{name}: " + "\n".join(faults)
    run = log["runs"][0]
    assert "file:" not in json.dumps(run["results"]), f"{name}: a path of this machine"
    print(f"{name}: valid, {len(run['tool']['driver']['rules'])} rules, {len(run['results'])} results")
    return run


jsonschema.Draft7Validator.check_schema(SCHEMA)
assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{}]}), "the validator sees faults"
assert verify("a clean project", {})["results"] == []
faulty = verify("a faulty project", FAULTY)
assert any("fixes" in result for result in faulty["results"])
assert any("relatedLocations" in result for result in faulty["results"])
assert any("%20" in json.dumps(result) for result in faulty["results"])
assert faulty["invocations"][0]["toolExecutionNotifications"], "a file that cannot be read is told"
