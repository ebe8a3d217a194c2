"""The corpus: the wheels of packages.txt, the standard library, and the library's test suite where Python has it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

PACKAGES = Path(__file__).with_name("packages.txt")


def assemble(folder: Path) -> dict[str, Path]:
    """A folder for each tree, by its name; what a former run has fetched is used again."""
    wheels, trees = folder / "wheels", folder / "trees"
    trees.mkdir(parents=True, exist_ok=True)
    pinned = PACKAGES.read_text().split()
    if not wheels.is_dir() or len(list(wheels.glob("*.whl"))) < len(pinned):
        download = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:")
        subprocess.run([*download, "--dest", str(wheels), "--requirement", str(PACKAGES)], check=True)
    for wheel in sorted(wheels.glob("*.whl")):
        target = trees / wheel.name.partition("-")[0]
        if not target.exists():
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(target)
    _copy_library(trees)
    return {path.name: path for path in sorted(trees.iterdir())}


def _copy_library(trees: Path) -> None:
    """Copies: a fix is never tried where Python itself runs from."""
    library = Path(sysconfig.get_path("stdlib"))
    if not (trees / "stdlib").exists():
        passed_over = shutil.ignore_patterns("site-packages", "dist-packages", "__pycache__", "*.so", "test", "tests")
        shutil.copytree(library, trees / "stdlib", ignore=passed_over)
    if (library / "test").is_dir() and not (trees / "stdlib-test").exists():
        shutil.copytree(library / "test", trees / "stdlib-test", ignore=shutil.ignore_patterns("__pycache__"))
