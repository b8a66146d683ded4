"""Runs the release workflow of GitHub here: its `run:` steps, job by job, in a copy of the sources.

    workflow.py ARTIFACTS [--build PLATFORM]…

What the runners and services of GitHub would do is done by stand-ins: `gh` and `npm publish` write down what they are told, and
`cargo build` makes small scripts in place of programs, but those of the platforms after `--build`, which are built. What the
release would carry is left in ARTIFACTS/assets, and checked by `assets.py`.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

from ruamel.yaml import YAML

TOP = pathlib.Path(__file__).resolve().parents[2]
VERSION = re.search(r'^version = "(.+)"', (TOP / "Cargo.toml").read_text(), re.M)[1]

STAND_INS = {
    # What is built is known by its target. A Windows finds the program without its ending.
    "cargo": """
        [ "$1" != metadata ] || exec "$REAL_CARGO" "$@"
        [ -z "$REALLY" ] || RUSTUP_HOME=$RELEASE_RUSTUP exec "$REAL_CARGO" "$@"
        while [ $# -gt 0 ]; do case $1 in --target) target=$2 ;; --manifest-path) folder=${2%Cargo.toml} ;; esac; shift; done
        out=${folder:-}target/$target/release
        mkdir -p "$out"
        printf '#!/bin/sh\\necho nango-lsp %s for %s\\n[ "$1" != check ]\\n' "$VERSION" "$target" >"$out/nango-lsp"
        chmod +x "$out/nango-lsp"
        cp "$out/nango-lsp" "$out/nango_lsp_zed.wasm"
        case $target in *windows*) cp "$out/nango-lsp" "$out/nango-lsp.exe" ;; esac""",
    "rustup": '[ -z "$REALLY" ] || RUSTUP_HOME=$RELEASE_RUSTUP exec "$REAL_RUSTUP" "$@"',
    "sudo": '[ -z "$REALLY" ] || exec "$@"',
    "gh": 'printf "%s\\n" "$*" >>"$SERVICES"',
    "npm": '[ "$1" = publish ] || exec "$REAL_NPM" "$@"\nprintf "npm %s\\n" "$*" >>"$SERVICES"',
}


def evaluate(expression: str, contexts: dict):
    """An expression of a workflow, as far as ours need them."""
    python = expression.replace("&&", " and ").replace("||", " or ")
    # What is not set is empty.
    return eval(python, {"__builtins__": {}, "contains": lambda text, part: part in text}, contexts)


def fill(text: str, contexts: dict) -> str:
    return re.sub(r"\$\{\{(.+?)\}\}", lambda found: str(evaluate(found[1].strip(), contexts)), str(text))


def run_job(job: dict, folder: pathlib.Path, contexts: dict, environment: dict):
    """The steps of a job that are commands; the first that fails ends it."""
    for step in job["steps"]:
        name = step.get("name", step.get("run", ""))
        if "run" not in step or not evaluate(step.get("if", "True"), contexts):
            continue
        script = fill(step["run"], contexts)
        own = {key: fill(value, contexts) for key, value in step.get("env", {}).items()}
        # As GitHub starts `shell: bash`.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        run = subprocess.run(command, cwd=folder, env={**environment, **own}, capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"release: the step `{name}` fails ({run.returncode}):\n{script}\n{run.stdout}{run.stderr}")


def copy_sources(folder: pathlib.Path):
    """What a checkout would have, with what is not committed yet."""
    listed = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=TOP, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (TOP / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TOP / name, folder / name)


def stand_ins(folder: pathlib.Path) -> dict:
    """An environment whose first programs are the stand-ins."""
    folder.mkdir()
    for name, script in STAND_INS.items():
        (folder / name).write_text(f"#!/usr/bin/env bash\nset -euo pipefail\n{script}\n")
        (folder / name).chmod(0o755)
    real = {f"REAL_{name.upper()}": shutil.which(name) or name for name in ("cargo", "rustup", "npm")}
    # Those of the machine that runs this must not decide what is built.
    inherited = {key: value for key, value in os.environ.items() if key not in ("CARGO_TARGET_DIR", "RUSTFLAGS")}
    # The newest stable toolchain is installed as the workflow does it, and that of the machine stays as it is.
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", TOP / "target")).resolve()
    own = {"RELEASE_RUSTUP": str(target / "release-rustup")}
    return {**inherited, **real, **own, "PATH": f"{folder}:{os.environ['PATH']}", "VERSION": VERSION, "REALLY": ""}


def main():
    artifacts = pathlib.Path(sys.argv[1]).resolve()
    built = sys.argv[3::2] if "--build" in sys.argv else []
    jobs = YAML(typ="safe").load(TOP / ".github/workflows/release.yml")["jobs"]
    sources = artifacts / "sources"
    sources.mkdir(parents=True)
    copy_sources(sources)
    environment = stand_ins(artifacts / "bin")
    environment |= {"GITHUB_REF_NAME": f"v{VERSION}", "SERVICES": str(artifacts / "services")}
    contexts = {
        "vars": SimpleNamespace(PUBLISH_NPM="true"),
        "secrets": SimpleNamespace(NPM_TOKEN=""),
        "github": SimpleNamespace(token=""),
    }
    for entry in jobs["program"]["strategy"]["matrix"]["include"]:
        platform = entry["platform"]
        really = "yes" if platform in built else ""
        run_job(jobs["program"], sources, {**contexts, "matrix": SimpleNamespace(**entry)}, {**environment, "REALLY": really})
        # As the artefact is named, and found again.
        kept = artifacts / "programs" / f"program-{platform}"
        shutil.move(sources / "assets", kept)
    shutil.copytree(artifacts / "programs", sources / "programs")
    run_job(jobs["release"], sources, contexts, {**environment, "REALLY": "yes" if "zed" in built else ""})
    shutil.move(sources / "assets", artifacts / "assets")
    (artifacts / "matrix.json").write_text(json.dumps(jobs["program"]["strategy"]["matrix"]["include"]))


main()
