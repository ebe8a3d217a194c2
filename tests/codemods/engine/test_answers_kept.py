"""A check with the answers of the last one finds what a check from nothing finds, whatever was edited in between."""

from __future__ import annotations

import ast
import multiprocessing
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from codemods.engine import cache, checking, session
from codemods.engine.again import recorder, store
from codemods.engine.checking import Checking
from codemods.engine.request import Options, Request, load
from codemods.engine.workers import spread
from codemods.vocabulary.noting import Question, Reason, noting
from tests.codemods.case_files import CASES
from tests.codemods.trees import plant

# Hundreds of edits take minutes: OPERABLE_AGAIN=1 for them.
TREES = 60 if os.environ.get("OPERABLE_AGAIN") else 6
TOGETHER, STEPS = 12, 6

Edit = Callable[[random.Random, Path, list[Path]], None]


@pytest.fixture(autouse=True)
def small_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FROM", 0)


def _comment(chance: random.Random, file: Path, files: list[Path]) -> None:
    file.write_bytes(b"# A comment.\n" + file.read_bytes())


def _at_the_end(chance: random.Random, file: Path, files: list[Path]) -> None:
    file.write_bytes(file.read_bytes() + b"\n# At the end.\n")


def _without_line(chance: random.Random, file: Path, files: list[Path]) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    file.write_bytes(b"".join(lines))


def _without_statement(chance: random.Random, file: Path, files: list[Path]) -> None:
    try:
        statements = ast.parse(file.read_bytes()).body
    except (SyntaxError, ValueError):
        return
    if len(statements) > 1:
        gone = chance.choice(statements)
        lines = file.read_bytes().splitlines(keepends=True)
        file.write_bytes(b"".join([*lines[: gone.lineno - 1], *lines[gone.end_lineno :]]))


def _another_files(chance: random.Random, file: Path, files: list[Path]) -> None:
    file.write_bytes(chance.choice([each for each in files if each.suffix == file.suffix]).read_bytes())


def _with_lines_of_another(chance: random.Random, file: Path, files: list[Path]) -> None:
    other = chance.choice([each for each in files if each.suffix == file.suffix])
    file.write_bytes(file.read_bytes() + b"\n" + other.read_bytes())


def _renamed(chance: random.Random, file: Path, files: list[Path]) -> None:
    try:
        named = [
            each for each in ast.walk(ast.parse(file.read_bytes())) if isinstance(each, ast.FunctionDef | ast.ClassDef)
        ]
    except (SyntaxError, ValueError):
        return
    if named:
        name = chance.choice(named).name.encode()
        for each in chance.choice(([file], files)):
            each.write_bytes(each.read_bytes().replace(name, b"renamed_here"))


def _gone(chance: random.Random, file: Path, files: list[Path]) -> None:
    file.unlink()
    files.remove(file)


EDITS: list[Edit] = [
    _comment, _at_the_end, _without_line, _without_statement, _another_files, _with_lines_of_another, _renamed, _gone,
]  # fmt: skip


def told(report: Checking) -> object:
    checked = report.checked
    return (
        [
            (each.rule, each.path, each.span, each.message, each.remedy, each.safety, each.also)
            for each in checked.findings
        ],
        checked.problems,
        checked.limits,
        report.excerpts,
    )


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", range(TREES))
def test_edits_at_random(number: int, jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "PARALLEL_FROM", 0)
    monkeypatch.setattr(session, "_CHUNK", 5)
    # The smallest reasons too become groups: of two processes they must not be taken for one another.
    monkeypatch.setattr(recorder, "_MANY", 1)
    chance = random.Random(number)
    tree = tmp_path / "tree"
    for case in chance.sample(CASES, TOGETHER):
        plant(tree / f"{case.rule}_{case.name.replace('-', '_')}", case.before)
    files = sorted(path for path in tree.rglob("*") if path.is_file())
    for step in range(STEPS):
        again = checking.run(Request(tree, Options()), jobs, None, cached=True)
        assert noting.recorder is None
        assert noting.open == []
        anew = checking.run(Request(tree, Options()), 1, None)
        assert told(again) == told(anew), f"step {step}"
        for _ in range(chance.choice((1, 1, 1, 3))):
            edit = chance.choice(EDITS)
            edit(chance, chance.choice(files), files)


def test_what_nobody_edited_is_not_looked_at_again(tmp_path: Path) -> None:
    module = "import os\nimport requests\n\n\ndef get():\n    return requests.get(os.environ['URL'], timeout=1)\n"
    files = {f"shop/part{number}.py": module for number in range(40)}
    tree = plant(tmp_path / "tree", {"app.py": "import shop.part1\n", "shop/__init__.py": "", **files})
    checking.run(Request(tree, Options()), 1, None, cached=True)
    edited = tree / "shop/part7.py"
    edited.write_bytes(edited.read_bytes() + b"\n# A comment.\n")
    request = Request(tree, Options())
    checking.run(request, 1, None, cached=True)
    parsed = [path for path, file in request.project.files.items() if file.is_parsed]
    assert parsed == ["shop/part7.py"]


def test_another_library_outside_is_looked_at(tmp_path: Path) -> None:
    library = plant(tmp_path / "mounted", {"taxes.py": "RATE = 19\n"})
    program = f'import sys\n\nsys.path.insert(0, "{library}")\nimport taxes\n\nprint(taxes.RATE)\n'
    tree = plant(tmp_path / "tree", {"app.py": program, "other.py": "import taxes\n"})
    first = checking.run(Request(tree, Options()), 1, None, cached=True)
    (tree / "other.py").write_text("# A comment.\nimport taxes\n")
    assert told(checking.run(Request(tree, Options()), 1, None, cached=True)) == told(first)
    (library / "taxes.py").write_text("import numpy\n")
    again = checking.run(Request(tree, Options()), 1, None, cached=True)
    assert told(again) == told(checking.run(Request(tree, Options()), 1, None)) != told(first)


def test_no_secret_is_kept(tmp_path: Path) -> None:
    secret = "sk9f8e7d6c5b4a3f2e1d0c"
    tree = plant(
        tmp_path / "tree",
        {
            "keys.py": f'API_KEY = "{secret}"\n',
            "app.py": f'import requests\n\nrequests.get("https://pay", headers={{"x-api-key": "{secret}"}})\n',
            "compose.yaml": f"services:\n  db:\n    environment:\n      DB_PASSWORD: {secret}\n",
        },
    )
    assert checking.run(Request(tree, Options()), 1, None, cached=True).checked.findings
    (kept,) = cache.folder().glob("*.answers")
    assert secret.encode() not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("data", [b"", b"\x80", b"cos\nsystem\n(S'true'\ntR.", b"(lp0\n."])
def test_damaged_answers_are_found_anew(tmp_path: Path, data: bytes) -> None:
    tree = plant(tmp_path / "tree", CASES[0].before)
    first = checking.run(Request(tree, Options()), 1, None, cached=True)
    for path in cache.folder().glob("*"):
        path.write_bytes(data)
    assert told(checking.run(Request(tree, Options()), 1, None, cached=True)) == told(first)


def test_answers_that_others_could_have_written_are_not_read(tmp_path: Path) -> None:
    tree = plant(tmp_path / "tree", CASES[0].before)
    checking.run(Request(tree, Options()), 1, None, cached=True)
    (kept,) = cache.folder().glob("*.answers")
    assert store.begin(Request(tree, Options()).project, kept.stem).earlier
    kept.chmod(0o666)
    assert not store.begin(Request(tree, Options()).project, kept.stem).earlier


def test_two_processes_never_call_their_reasons_alike(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("x = 1\n")
    shared = recorder.Recorder(load(tmp_path)[0], b"", {}, 0, b"")
    # Each process gets one of the two, whichever is the faster.
    both = multiprocessing.get_context("fork").Barrier(2)

    def fold(number: int) -> set[Question]:
        both.wait(60)
        why = Reason()
        why.questions = {("question", number, each) for each in range(recorder._MANY + 1)}
        shared.fold(why)
        return why.questions

    one, other = spread(fold, (1, 2), jobs=2)

    assert len(one) == len(other) == 1
    assert one.isdisjoint(other)
