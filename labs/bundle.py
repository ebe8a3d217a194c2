"""`make bundle`: one archive for a room without a network: the tree, the wheels of this platform, and how to use them.

It holds what the labs run on and what experiment 2 builds, which both come from the package index elsewhere.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click

from labs.cluster import dockerfile
from labs.cluster.processes import workspace
from labs.trees import AFTER, BEFORE, ROOT

NAME = "operable-workshop"
OFFLINE = """\
# Source this in the bundle's folder: . ./offline.sh
# pip and uv then take packages from wheels/ alone. The first time: make setup-lab, and source it once more.
export PIP_CONFIG_FILE=/dev/null PIP_NO_INDEX=1 PIP_FIND_LINKS="$PWD/wheels"
export UV_NO_INDEX=1 UV_OFFLINE=1 UV_FIND_LINKS="$PWD/wheels"
[ ! -e .venv/bin/activate ] || . .venv/bin/activate
"""


def wheels(folder: Path) -> None:
    """Download what is needed, as wheels of this platform and Python. Raises CalledProcessError."""
    _download(folder, ROOT, "--require-hashes", "-r", "requirements-lab.lock")
    for tree in (BEFORE, AFTER):
        for words in dockerfile.pip_installs(tree):
            _download(folder, tree, *(word for word in words if word != "--no-cache-dir"))
    # A lock is for all platforms; this wheel of another one is read when it is compiled.
    _download(folder, ROOT, "tzdata", *_build_requirements())


def _download(folder: Path, tree: Path, *words: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    only = ["--only-binary=:all:", "--dest", str(folder)]
    subprocess.run([*command, *only, *words], cwd=tree, check=True)


def _build_requirements() -> Iterator[str]:
    """What the local packages of after/ are built by."""
    for path in sorted(AFTER.glob("*/pyproject.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["build-system"]["requires"]


def pack(archive: Path) -> None:
    """Write the archive. Raises CalledProcessError where git or pip fail."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with workspace("bundle-") as home:
        wheels(home / "wheels")
        (home / "offline.sh").write_text(OFFLINE, encoding="utf-8")
        with tarfile.open(archive, "w:gz") as tar:
            for name in filter(None, listed.split("\0")):
                if (ROOT / name).is_file():
                    tar.add(ROOT / name, f"{NAME}/{name}")
            tar.add(home / "wheels", f"{NAME}/wheels")
            tar.add(home / "offline.sh", f"{NAME}/offline.sh")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Write the bundle for this platform and Python to FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    archive = folder / f"{NAME}-{sysconfig.get_platform().replace('.', '_')}-{python}.tar.gz"
    try:
        pack(archive)
    except subprocess.CalledProcessError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    click.echo(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB. There: tar xf, cd {NAME}, . ./offline.sh")


if __name__ == "__main__":
    main()
