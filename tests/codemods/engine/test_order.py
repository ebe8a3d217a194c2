"""What is found does not hang on who asks first: processes, files, rules, what else stands in the tree."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from codemods.engine import session
from codemods.engine.registry import rules
from codemods.engine.session import check
from codemods.project.project import Project
from codemods.vocabulary.rule import Rule
from tests.codemods.case_files import CASES

# Services of several modules, each in a folder of its own.
TREE = {
    f"{case.name}_{case.rule}/{path}": data
    for case in [each for each in CASES if each.rule[2] in "1348"][::6]
    for path, data in case.before.items()
}


def told(tmp_path: Path, files: Mapping[str, bytes], of: Mapping[str, Rule], jobs: int = 1) -> list[tuple[object, ...]]:
    found = check(Project(tmp_path, files), of, jobs=jobs).findings
    return sorted((each.path, each.span, each.rule, each.message, each.remedy, each.safety) for each in found)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    return told(tmp_path_factory.mktemp("tree"), TREE, rules())


@pytest.mark.parametrize("jobs", [2, 8])
def test_processes(
    jobs: int, expected: list[tuple[object, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PARALLEL_FROM", 0)
    monkeypatch.setattr(session, "_CHUNK", 7)
    assert told(tmp_path, TREE, rules(), jobs) == expected


@pytest.mark.parametrize("seed", [1, 2])
def test_files_and_rules_in_another_order(seed: int, expected: list[tuple[object, ...]], tmp_path: Path) -> None:
    files, of = list(TREE.items()), list(rules().items())
    random.Random(seed).shuffle(files)
    random.Random(seed).shuffle(of)
    assert told(tmp_path, dict(files), dict(of)) == expected


def test_a_function_that_nobody_calls(expected: list[tuple[object, ...]], tmp_path: Path) -> None:
    more = {
        path: data.rstrip() + b"\n\n\ndef nobody_calls_this(it):\n    return it\n"
        if path.endswith("app.py") else data
        for path, data in TREE.items()
    }  # fmt: skip
    assert told(tmp_path, more, rules()) == expected


def test_a_file_that_cannot_be_read_costs_another_file_nothing(tmp_path: Path) -> None:
    image = {"web/Dockerfile": b"FROM python:3.12\nRUN pip install uwsgi\nCMD flask run --host 0.0.0.0\n"}
    broken = {"web/app.py": b"from flask import Flask\napp = Flask(__name__)\n", "compose.yaml": b"services: a: b: c\n"}
    alone = check(Project(tmp_path, {**image, "web/app.py": broken["web/app.py"]}), rules(), jobs=1)
    beside = check(Project(tmp_path, {**image, **broken}), rules(), jobs=1)
    assert "OP201" in {each.rule for each in alone.findings}
    assert {each.rule for each in beside.findings} >= {"OP201"}
    assert [each.path for each in beside.problems] == ["compose.yaml"]
