"""Checks what `workflow.py` has left: everything a release carries is there, and is what its name says.

    assets.py ARTIFACTS
"""

import gzip
import hashlib
import io
import json
import pathlib
import re
import sys
import tarfile
import zipfile

FOLDER = pathlib.Path(sys.argv[1])
ASSETS = FOLDER / "assets"
MATRIX = json.loads((FOLDER / "matrix.json").read_text())
TOP = pathlib.Path(__file__).resolve().parents[2]
VERSION = re.search(r'^version = "(.+)"', (TOP / "Cargo.toml").read_text(), re.M)[1]
TARGETS = {
    f"{system}-{architecture}": f"{cpu}-{triple}"
    for system, triple in (("linux", "unknown-linux-musl"), ("darwin", "apple-darwin"), ("win32", "pc-windows-msvc"))
    for architecture, cpu in (("x64", "x86_64"), ("arm64", "aarch64"))
}


def asset(name: str) -> bytes:
    return (ASSETS / name).read_bytes()


def is_executable(mode: int) -> bool:
    return mode & 0o111 == 0o111


def check_platform(platform: str, target: str, program: bytes):
    """The program of one platform, as each of its readers unpacks it."""
    windows = platform.startswith("win32")
    name = "nango-lsp.exe" if windows else "nango-lsp"

    # Zed, and who downloads it.
    if windows:
        with zipfile.ZipFile(io.BytesIO(asset(f"nango-lsp-{target}.zip"))) as archive:
            assert archive.namelist() == [name], archive.namelist()
            assert archive.read(name) == program
    else:
        assert gzip.decompress(asset(f"nango-lsp-{target}.gz")) == program

    # VS Code.
    with zipfile.ZipFile(io.BytesIO(asset(f"nango-lsp-{VERSION}-{platform}.vsix"))) as archive:
        identity = re.search(r"<Identity[^>]*>", archive.read("extension.vsixmanifest").decode())[0]
        assert f'TargetPlatform="{platform}"' in identity and f'Version="{VERSION}"' in identity, identity
        servers = [entry for entry in archive.infolist() if entry.filename.startswith("extension/bin/")]
        assert [entry.filename for entry in servers] == [f"extension/bin/{name}"], servers
        assert is_executable(servers[0].external_attr >> 16), oct(servers[0].external_attr >> 16)
        assert archive.read(servers[0]) == program
        assert "extension/dist/extension.js" in archive.namelist()

    # npm.
    with tarfile.open(fileobj=io.BytesIO(asset(f"nango-lsp-{platform}-{VERSION}.tgz"))) as archive:
        manifest = json.load(archive.extractfile("package/package.json"))
        assert manifest["name"] == f"@nango-lsp/{platform}" and manifest["version"] == VERSION, manifest
        assert [*manifest["os"], *manifest["cpu"]] == platform.split("-"), manifest
        entry = archive.getmember(f"package/{name}")
        assert is_executable(entry.mode), oct(entry.mode)
        assert archive.extractfile(entry).read() == program


def main():
    assert {entry["platform"]: entry["target"] for entry in MATRIX} == TARGETS, "other platforms are built than readers ask for"
    archives = {f"nango-lsp-{target}.{'zip' if 'windows' in target else 'gz'}" for target in TARGETS.values()}
    extensions = {f"nango-lsp-{VERSION}-{platform}.vsix" for platform in TARGETS}
    packages = {f"nango-lsp-{platform}-{VERSION}.tgz" for platform in TARGETS} | {f"nango-lsp-{VERSION}.tgz"}
    others = {"nango-lsp-zed.tar.gz", "SHA256SUMS"}
    names = {path.name for path in ASSETS.iterdir()}
    assert names == archives | extensions | packages | others, names ^ (archives | extensions | packages | others)

    programs = {}
    for platform, target in TARGETS.items():
        name = f"nango-lsp-{target}" + (".exe" if platform.startswith("win32") else "")
        programs[name] = (FOLDER / "programs" / f"program-{platform}" / "programs" / name).read_bytes()
        check_platform(platform, target, programs[name])
    assert len(set(programs.values())) == len(TARGETS), "two platforms have one program"

    # Each asset and each program is listed once, and rightly.
    listed = dict(reversed(line.split("  ")) for line in asset("SHA256SUMS").decode().splitlines())
    everything = {**programs, **{name: asset(name) for name in names - {"SHA256SUMS"}}}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in everything.items()}

    with tarfile.open(fileobj=io.BytesIO(asset("nango-lsp-zed.tar.gz"))) as archive:
        assert sorted(archive.getnames()) == ["README.md", "extension.toml", "extension.wasm"], archive.getnames()

    release, *published = (FOLDER / "services").read_text().splitlines()
    assert release.startswith(f"release create v{VERSION} --verify-tag"), release
    assert all(f"assets/{name}" in release.split() for name in names), release
    order = [line.rsplit("/", 1)[1] for line in published]
    assert set(order) == packages and order[-1] == f"nango-lsp-{VERSION}.tgz", "the wrapper comes last"
    print(f"{len(names)} assets for {len(TARGETS)} platforms, as their readers unpack them")


main()
