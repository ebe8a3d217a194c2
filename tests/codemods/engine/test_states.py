"""A project after changes answers as one that is made anew from the same files, whatever was asked before."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import pytest

from codemods.engine.registry import rules
from codemods.engine.session import check
from codemods.project.project import Project
from tests.codemods.case_files import CASES

# Each case in a folder of its own, and what its fix makes of it.
BEFORE, AFTER = (
    {f"{case.name}_{case.rule}/{path}": data for case in CASES[::9] for path, data in (side(case) or {}).items()}
    for side in (attrgetter("before"), attrgetter("after"))
)
STEPS = 4

Edit = Callable[[random.Random, str, bytes], bytes]


def _fixed(chance: random.Random, path: str, data: bytes) -> bytes:
    return AFTER.get(path, data)


def _moved(chance: random.Random, path: str, data: bytes) -> bytes:
    return b"# Moved.\n\n" + data


def _without_statement(chance: random.Random, path: str, data: bytes) -> bytes:
    """The file without one of the statements of its top level."""
    try:
        statements = ast.parse(data).body
    except (SyntaxError, ValueError):
        return data
    if len(statements) < 2:
        return data
    gone = chance.choice(statements)
    lines = data.splitlines(keepends=True)
    return b"".join([*lines[: gone.lineno - 1], *lines[gone.end_lineno :]])


def _renamed(chance: random.Random, path: str, data: bytes) -> bytes:
    """One of the file's functions and classes has another name there."""
    try:
        named = [each for each in ast.walk(ast.parse(data)) if isinstance(each, ast.FunctionDef | ast.ClassDef)]
    except (SyntaxError, ValueError):
        return data
    return data.replace(chance.choice(named).name.encode(), b"renamed_here") if named else data


def _of_another(chance: random.Random, path: str, data: bytes) -> bytes:
    """What another file holds."""
    return BEFORE[chance.choice(sorted(BEFORE))]


def _broken(chance: random.Random, path: str, data: bytes) -> bytes:
    return data + b"\ndef (\n"


EDITS: tuple[Edit, ...] = (_fixed, _fixed, _moved, _without_statement, _renamed, _of_another, _broken)


def changes(chance: random.Random, project: Project) -> dict[str, bytes]:
    """Random edits of some files, and a file more."""
    paths = chance.sample(sorted(project.files), 12)
    found = {path: chance.choice(EDITS)(chance, path, project.files[path].data) for path in paths}
    folder, _, name = chance.choice(sorted(BEFORE)).rpartition("/")
    return {**found, f"{folder}/more_{name}": BEFORE[f"{folder}/{name}"]}


def told(project: Project, paths: list[str] | None = None) -> list[tuple[object, ...]]:
    found = check(project, rules(), jobs=1, paths=paths, thorough=True)
    findings = [
        (each.path, each.span, each.rule, each.message, each.remedy, each.safety, each.sites, each.settings, each.also)
        for each in found.findings
    ]
    return [*findings, *((each.path, each.line, each.message) for each in (*found.problems, *found.limits))]


@pytest.mark.parametrize("seed", [1, 2])
def test_changed_and_made_anew(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    project = Project(tmp_path, BEFORE)
    told(project)
    for _ in range(STEPS):
        project = project.with_changes(changes(chance, project))
        # As a pass does: some files first.
        told(project, chance.sample(sorted(project.files), 30))
        anew = Project(tmp_path, {path: file.data for path, file in project.files.items()})
        assert told(project) == told(anew)
