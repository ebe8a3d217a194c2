"""Safe fixes change nothing that a program does until the environment says so; and fixing is a function."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codemods.engine.fix import fix
from codemods.engine.registry import rules, select
from codemods.project.project import Project
from tests.codemods.behaviour.programs import FILES, PIECES, program, programs
from tests.codemods.trees import environment, plant, project

ASK = Path(__file__).with_name("ask.py")
SLOW = settings(
    deadline=None, max_examples=int(os.environ.get("OPERABLE_PROGRAMS", "8")), suppress_health_check=list(HealthCheck)
)
FAMILIES = "12345678"


def fixed(files: dict[str, str], unsafe: bool = False) -> Project:
    """The program behind all its fixes."""
    return fix(project(files), rules(), unsafe=unsafe, jobs=1).after


def texts(tree: Project) -> dict[str, bytes]:
    return {path: file.data for path, file in tree.files.items()}


def lines(tree: Project) -> dict[str, list[bytes]]:
    """Without their order: among imports that are in none, a new one's place depends on what came before it."""
    return {path: sorted(data.splitlines()) for path, data in texts(tree).items()}


FIRED: Counter[str] = Counter()
# The rules whose fixes some programs must have shown to change nothing.
SAFE = {"OP501", "OP505", "OP506", "OP507", "OP701", "OP702", "OP703"}
UNSAFE = {"OP101", "OP322", "OP401", "OP502", "OP503", "OP601", "OP602", "OP605", "OP606"}


def behaves_the_same(files: dict[str, str], unsafe: bool) -> None:
    result = fix(project(files), rules(), unsafe=unsafe, jobs=1)
    FIRED.update({each.rule for each in result.fixed})
    with tempfile.TemporaryDirectory() as folder:
        old, new = plant(Path(folder, "old"), files), plant(Path(folder, "new"), texts(result.after))
        plant(new, {path: text for path, text in FILES.items() if path not in result.after.files})
        done = subprocess.run(
            [sys.executable, str(ASK), str(old), str(new)],
            capture_output=True, text=True, env=environment(), timeout=60, check=True,
        )  # fmt: skip
    before, after = (json.loads(line) for line in done.stdout.splitlines())
    assert "failed" not in before, before
    assert after == before


@SLOW
@given(programs())
def test_what_a_program_does_stays(files: dict[str, str]) -> None:
    behaves_the_same(files, unsafe=False)


@SLOW
@given(programs())
def test_unsafe_fixes_need_their_secrets_and_nothing_else(files: dict[str, str]) -> None:
    behaves_the_same(files, unsafe=True)


@pytest.mark.parametrize("unsafe", [False, True])
def test_each_piece_alone(unsafe: bool) -> None:
    """Chance leaves rules out; here each that can be has changed a program, and the program does what it did."""
    FIRED.clear()
    for name in sorted(PIECES):
        behaves_the_same(program([name]), unsafe)
    print(dict(FIRED))
    assert SAFE | (UNSAFE if unsafe else set()) <= set(FIRED)


@SLOW
@given(programs(), st.booleans())
def test_a_second_apply_changes_nothing(files: dict[str, str], unsafe: bool) -> None:
    once = fixed(files, unsafe)
    assert fix(once, rules(), unsafe=unsafe, jobs=1).changes == {}


@SLOW
@given(programs(), st.permutations(FAMILIES))
def test_the_order_of_rules_does_not_matter(files: dict[str, str], order: list[str]) -> None:
    tree = project(files)
    for family in order:
        tree = fix(tree, select((family,)), jobs=1).after
    assert lines(tree) == lines(fixed(files))


@SLOW
@given(programs())
def test_rules_may_be_listed_in_any_order(files: dict[str, str]) -> None:
    backwards = dict(reversed(rules().items()))
    assert texts(fix(project(files), backwards, unsafe=True, jobs=1).after) == texts(fixed(files, unsafe=True))
