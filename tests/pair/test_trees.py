"""The two trees side by side: the same files, and what the fixes add."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pathspec import GitIgnoreSpec

import codemods.emitted
from tests.pair.conftest import AFTER, BEFORE, ROOT

EMITTED = ("databases.py", "gunicorn.conf.py", "health.py", "once.py", "storage.py")
ADDED = {
    *EMITTED,
    ".dockerignore",
    ".env.example",
    "cardnetwork/__init__.py",
    "cardnetwork/pyproject.toml",
    "env/production.env",
    "env/staging.env",
    "requirements.in",
    "taxes/__init__.py",
    "taxes/pyproject.toml",
}


def files(tree: Path) -> set[str]:
    """Everything but what running leaves behind."""
    ignored = GitIgnoreSpec.from_lines((AFTER / ".gitignore").read_text().splitlines())
    paths = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    return paths - set(ignored.match_files(paths))


def test_both_have_the_same_files_but_for_what_the_fixes_add() -> None:
    assert files(AFTER) - files(BEFORE) == ADDED
    assert files(BEFORE) - files(AFTER) == set()


def test_what_needs_no_fix_is_the_same() -> None:
    same = {name for name in files(BEFORE) if (BEFORE / name).read_bytes() == (AFTER / name).read_bytes()}
    assert {"books.csv", "models.py", "seed.py", "settings.ini", "static/style.css"} < same
    assert {name for name in files(BEFORE) if name.startswith("templates/")} < same


@pytest.mark.parametrize("name", EMITTED)
def test_what_the_codemods_copy_is_copied_exactly(name: str) -> None:
    assert (AFTER / name).read_bytes() == (Path(codemods.emitted.__file__).parent / name).read_bytes()


@pytest.mark.parametrize(("name", "source"), [("cardnetwork", "python"), ("taxes", "lib")])
def test_a_library_of_the_file_server_is_a_package(name: str, source: str, tmp_path: Path) -> None:
    package = AFTER / name
    library = ROOT / "infra" / "before" / "fileserver" / source / f"{name}.py"
    assert (package / "__init__.py").read_bytes() == library.read_bytes()
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", tmp_path, package], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    version = re.search(r'^__version__ = "(.+)"$', library.read_text(), re.MULTILINE)
    assert version
    assert wheel.name.startswith(f"{name}-{version[1]}-")
    assert f"{name}/__init__.py" in zipfile.ZipFile(wheel).namelist()


def test_the_lock_pins_and_hashes_everything_and_names_no_index() -> None:
    lines = (AFTER / "requirements.txt").read_text().replace("\\\n", "").splitlines()
    pinned = [line for line in lines if not line.lstrip().startswith("#")]
    wanted = (AFTER / "requirements.in").read_text().split()
    assert len(pinned) >= len(wanted)
    assert all(re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in pinned)
    assert not re.search(r"https?:|file:|--index|--find-links|[^\w./-]/", "\n".join(lines))
