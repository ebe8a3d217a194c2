"""What a command line has other tools run: no more than it starts, and each text once."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.domains.commands.run_through import run_through
from codemods.project.project import Project

TOX = b"[testenv]\ncommands = pytest\n"


def told(files: dict[str, bytes], line: str) -> list[str]:
    return [each.strip() for each in run_through(Project(Path("nowhere"), files), "", line)]


@pytest.mark.parametrize("line", ["tox", "tox -e py", "cd x && tox", "python -m tox", "poetry run tox"])
def test_tox_is_started(line: str) -> None:
    assert told({"tox.ini": TOX}, line) == ["pytest"]


@pytest.mark.parametrize("line", ["pip install tox", "cp tox.ini /x", "echo tox", "pip install nox tox-uv"])
def test_tox_is_only_named(line: str) -> None:
    assert told({"tox.ini": TOX}, line) == []


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("./boot.sh", True),
        ("sh boot.sh", True),
        ("chmod a+x boot.sh && ./boot.sh", True),
        ("chmod a+x boot.sh", False),
        ("sed -i 's/x/y/' boot.sh; dos2unix boot.sh", False),
        ("cp boot.sh /usr/local/bin", False),
    ],
)
def test_a_script_that_is_only_handled_is_not_run(line: str, runs: bool) -> None:
    assert told({"boot.sh": b"flask db upgrade\n"}, line) == (["flask db upgrade"] if runs else [])


def test_scripts_that_start_each_other() -> None:
    names = [f"step{number}.sh" for number in range(20)]
    text = "\n".join(f"./{name}" for name in names).encode()
    files = {name: b"# %s\n%s" % (name.encode(), text) for name in names}
    assert len(told(files, "./step0.sh")) == len(names)
