"""The engine on code that nobody wrote for it: a fixed sample of the standard library and of installed packages.

No rule fails, every written file compiles, and a second run changes nothing.
"""

from __future__ import annotations

import hashlib
import re
import sysconfig
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from codemods.engine.files.discover import MAX_BYTES
from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import rules
from codemods.project.project import Project

# Code that the rules have something to say about; the rest is sampled to see that they say nothing.
_TELLING = re.compile(
    rb"FileHandler|basicConfig|SECRET_KEY|password\s*=|create_engine|\.connect\(|app\.run\(|environ|open\([^)]*[\"']w"
)
_FILES = 60


def _places() -> dict[str, Path]:
    paths = sysconfig.get_paths()
    installed = Path(paths["purelib"])
    packages = ("flask", "sqlalchemy", "gunicorn", "boto3", "werkzeug", "_pytest", "hypothesis")
    return {"stdlib": Path(paths["stdlib"])} | {
        name: installed / name for name in packages if (installed / name).is_dir()
    }


def _sample(root: Path) -> dict[str, bytes]:
    """The same files on every run: half of those with something to find, half of all, by a hash of the path."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root)
        if {"site-packages", "dist-packages", "__pycache__"} & set(relative.parts) or path.stat().st_size > MAX_BYTES:
            continue
        found[relative.as_posix()] = path.read_bytes()
    order = sorted(found, key=lambda path: hashlib.sha256(path.encode()).digest())
    telling = [path for path in order if _TELLING.search(found[path])][: _FILES // 2]
    return {path: found[path] for path in dict.fromkeys([*telling, *order[: _FILES // 2]])}


@pytest.fixture(scope="module", params=sorted(_places()))
def result(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Fixed:
    """All fixes of all rules on one sample. The root is an empty folder: only the sample plays a part."""
    place = _places()[request.param]
    project = Project(tmp_path_factory.mktemp("corpus"), _sample(place))
    assert project.files
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return fix(project, rules(), unsafe=True, jobs=1)


def _said(result: Fixed) -> Iterator[str]:
    yield from (f"{each.path}:{each.line}: {each.message}" for each in (*result.left.problems, *result.dropped))


def test_no_rule_fails(result: Fixed) -> None:
    assert [each for each in _said(result) if "defect" in each] == []


def test_what_is_said_fits_a_line(result: Fixed) -> None:
    assert [each for each in _said(result) if "\n" in each] == []


def test_every_written_file_compiles(result: Fixed) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path, data in result.changes.items():
            if path.endswith(".py"):
                compile(data, path, "exec", dont_inherit=True)


def test_line_ends_and_encodings_stay(result: Fixed) -> None:
    for path, data in result.changes.items():
        if path in result.before.files and path.endswith(".py"):
            old = result.before.files[path].data
            assert (b"\r\n" in data) == (b"\r\n" in old), path
            assert data.startswith(b"\xef\xbb\xbf") == old.startswith(b"\xef\xbb\xbf"), path
            assert data.endswith(b"\n") == old.endswith(b"\n"), path


def test_a_second_run_changes_nothing(result: Fixed) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        again = fix(result.after, rules(), unsafe=True, jobs=1)
    assert sorted(again.changes) == []
