"""The code that is read is never run: no module of the tree, no build of its requirements, no filter of its git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from codemods.rewriting.text.lock import compiled
from codemods.vocabulary.rule import Skip
from tests.codemods.trees import HANDLER, ROOT, committed, environment, git, plant

OPERABLE = Path(sys.executable).with_name("operable")
ENTRIES = {
    "operable": [str(OPERABLE)],
    "python -m codemods": [sys.executable, "-m", "codemods"],
}
# What the tool and its libraries import, what Python imports by itself, and what others would run to look at a tree.
NAMES = (
    "ast", "click", "conftest", "json", "libcst", "logging", "pathspec", "re", "rich", "setup", "sitecustomize",
    "symtable", "tomllib", "typing", "usercustomize", "uv", "yaml",
)  # fmt: skip
COMMANDS = (["check", "--no-cache", "."], ["apply", "--unsafe", "--allow-dirty", "."], ["env", "."], ["list"])


def trap(name: str, mark: Path) -> str:
    return f'open({str(mark)!r}, "a").write({name!r})\nraise SystemExit("{name} was run")\n'


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each[0])
@pytest.mark.parametrize("entry", ENTRIES)
def test_no_module_of_the_tree_is_run(entry: str, command: list[str], tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    files = {f"{name}.py": trap(name, mark) for name in NAMES}
    files |= {"ruamel/__init__.py": trap("ruamel", mark), "codemods_rules.py": "", "app.py": HANDLER}
    if entry != "python -m codemods":
        # Of `python -m` it is Python itself that runs a folder of the name it is given.
        files["codemods/__init__.py"] = trap("codemods", mark)
    tree = committed(tmp_path / "tree", files)
    done = subprocess.run(
        [*ENTRIES[entry], *command], cwd=tree, env=environment(), capture_output=True, text=True, check=False
    )
    assert not mark.exists(), mark.read_text()
    assert done.returncode in (0, 1), done.stderr
    assert command[0] != "check" or "app.py:3" in done.stdout
    assert command[0] != "apply" or "StreamHandler" in (tree / "app.py").read_text()


def test_the_traps_would_be_seen(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    tree = plant(tmp_path / "tree", {"click.py": trap("click", mark)})
    subprocess.run([sys.executable, "-c", "import click"], cwd=tree, capture_output=True, check=False)
    assert mark.read_text() == "click"


@pytest.mark.parametrize("driver", ["evil", "a=b"])
@pytest.mark.parametrize("kind", ["clean", "process", "fsmonitor"])
def test_no_command_of_the_trees_git_is_run(kind: str, driver: str, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    tree = committed(tmp_path / "tree", {"app.py": "x = 1\n"})
    setting = "core.fsmonitor" if kind == "fsmonitor" else f"filter.{driver}.{kind}"
    git(tree, "config", setting, f"touch {mark}; cat")
    plant(tree, {".git/info/attributes": f"* filter={driver}\n"})
    (tree / "app.py").write_text("x = 2\n")  # of the same size: git has to look into it
    (tree / "app.py").write_text("x = 1\n")
    done = subprocess.run(
        [str(OPERABLE), "apply", "."], cwd=tree, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not mark.exists()
    subprocess.run(["git", "-C", str(tree), "status"], capture_output=True, check=False)
    assert mark.exists(), "git had no reason to run it: the test shows nothing"


def test_no_requirement_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock needs each package's metadata; of one that is only source, that takes running its setup.py."""
    mark = tmp_path / "mark"
    source = plant(tmp_path / "evil-1.0", {"setup.py": trap("setup", mark), "PKG-INFO": "Metadata-Version: 1.0\n"})
    index = tmp_path / "index"
    index.mkdir()
    subprocess.run(["tar", "-czf", str(index / "evil-1.0.tar.gz"), "-C", str(tmp_path), source.name], check=True)
    monkeypatch.setenv("UV_FIND_LINKS", str(index))
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    with pytest.raises(Skip, match=r"evil.*no usable wheels|building source distributions"):
        compiled("evil\n", "requirements.in", "3.11", "")
    assert not mark.exists()


def test_the_package_needs_nothing_of_the_current_folder() -> None:
    """`python -m codemods` in a checkout that is not installed: the package is found before the folder is dropped."""
    done = subprocess.run(
        [sys.executable, "-m", "codemods", "list"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "OP701" in done.stdout
