"""The corpus: the packages of packages.txt, the standard library with its test suite, and what is installed beside us.

`wheels` is what a package installs, `sdists` what it is made from: its tests, examples and setup.py too.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import tomllib
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

PACKAGES = Path(__file__).with_name("packages.txt")


def assemble(folder: Path) -> dict[str, Path]:
    """A folder for each tree of `make corpus`, by its name; what a former run has fetched is used again."""
    return sdists(folder) | _installed(folder / "trees")


def wheels(folder: Path) -> dict[str, Path]:
    """The unpacked wheel of each package, by the package's name: the benchmark's files."""
    found, wanted = folder / "wheels", _pinned()
    if not found.is_dir() or len(list(found.glob("*.whl"))) < len(wanted):
        download = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:")
        subprocess.run([*download, "--dest", str(found), "--requirement", str(PACKAGES)], check=True)
    trees = {}
    for wheel in sorted(found.glob("*.whl")):
        name = wheel.name.partition("-")[0].replace("_", "-").lower()
        trees[name] = folder / "installed" / f"{name}-{wanted[name]}"
        if not trees[name].exists():
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(trees[name])
    return trees


def sdists(folder: Path) -> dict[str, Path]:
    """The unpacked sdist of each package, by the package's name. None is built: no line of it is run."""
    found = {name: folder / "trees" / f"{name}-{version}" for name, version in _pinned().items()}
    if not all(target.is_dir() for target in found.values()):
        for package in _located():
            target = found[package["name"]]
            if not target.is_dir():
                _unpack(_downloaded(package["sdist"], folder / "sdists" / f"{target.name}.tar.gz"), target)
    return found


def _pinned() -> dict[str, str]:
    return dict(line.split("==") for line in PACKAGES.read_text().split())


def _located() -> list[dict[str, Any]]:
    """Where the index keeps each file, and its hash. To download an sdist pip runs its build; uv has no need to."""
    command = (str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "--no-deps")
    asked = (*command, "--format", "pylock.toml", str(PACKAGES))
    # Fails where a package has no wheel: the second call would then build it. It alone tells of sdists.
    subprocess.run([*asked, "--no-build"], stdout=subprocess.DEVNULL, check=True)
    done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=True)
    packages: list[dict[str, Any]] = tomllib.loads(done.stdout)["packages"]
    return packages


def _downloaded(sdist: dict[str, Any], archive: Path) -> Path:
    archive.parent.mkdir(parents=True, exist_ok=True)
    if not archive.exists():
        with urllib.request.urlopen(sdist["url"], timeout=60) as answer:
            archive.write_bytes(answer.read())
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sdist["hashes"]["sha256"]:
        archive.unlink()
        raise ValueError(f"{archive.name} is not what the index says it is")
    return archive


def _unpack(archive: Path, target: Path) -> None:
    """The archive's only folder becomes the target, whole or not at all."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        with tarfile.open(archive) as opened:
            # Nothing outside of the folder, no device, no link that leads out.
            opened.extractall(folder, filter="data")
        (inner,) = Path(folder).iterdir()
        target.parent.mkdir(parents=True, exist_ok=True)
        inner.rename(target)


def _installed(trees: Path) -> dict[str, Path]:
    """Copies: a fix is never tried where Python itself runs from."""
    library, here = Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("purelib"))
    sources = {
        "stdlib": (library, ("site-packages", "dist-packages", "test", "tests")),
        "stdlib-test": (library / "test", ()),
        "site-packages": (here, ()),
    }
    for name, (source, passed_over) in sources.items():
        if source.is_dir() and not (trees / name).exists():
            ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.so.*", "bin", "native", *passed_over)
            shutil.copytree(source, trees / name, ignore=ignored, symlinks=True)
    return {name: trees / name for name in sources if (trees / name).is_dir()}
