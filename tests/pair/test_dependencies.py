"""before/'s dependencies become after/'s, byte for byte: image, manifest, lock, and the file server's libraries."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.pair.conftest import AFTER, BEFORE, ROOT


def apply(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "codemods", "apply", str(BEFORE), "--unsafe", "--output", str(tree), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "no package index can be reached" in done.stdout + done.stderr:
        pytest.skip("no package index can be reached: uv needs one to compile the lock")
    return done


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("dependencies") / "tree"
    apply(tree)
    return tree


@pytest.mark.parametrize(
    "name",
    [
        "Dockerfile", "requirements.in", "requirements.txt", "cardnetwork/__init__.py", "cardnetwork/pyproject.toml",
        "taxes/__init__.py", "taxes/pyproject.toml",
    ],
)  # fmt: skip
def test_what_the_build_reads_is_the_same(name: str, migrated: Path) -> None:
    assert (migrated / name).read_text() == (AFTER / name).read_text()


def test_the_imports_of_the_payments_are_the_same(migrated: Path) -> None:
    def imports(path: Path) -> list[str]:
        return path.read_text().partition("\n# ")[0].splitlines()

    assert imports(migrated / "payments.py") == imports(AFTER / "payments.py")


def test_alone_it_leaves_nothing_and_a_second_apply_changes_nothing(tmp_path: Path) -> None:
    done = apply(tmp_path / "tree", "--select", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    files = {path: path.read_bytes() for path in (tmp_path / "tree").rglob("*") if path.is_file()}
    again = [sys.executable, "-m", "codemods", "apply", str(tmp_path / "tree"), "--unsafe", "--select", "2"]
    done = subprocess.run([*again, "--allow-no-vcs"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path: path.read_bytes() for path in (tmp_path / "tree").rglob("*") if path.is_file()} == files
