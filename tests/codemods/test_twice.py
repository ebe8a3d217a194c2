"""A second apply changes nothing: trees of several cases, rules drawn at random, also where fixes were dropped.

OPERABLE_IDEMPOTENCE=1 takes all cases; otherwise a sample of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from codemods.engine import contract
from codemods.engine.fix import fix
from codemods.engine.registry import rules
from codemods.project.project import Project
from tests.codemods.case_files import CASES, Case

Merge = Callable[[Sequence[Case]], dict[str, bytes]]

_TOGETHER = 8


def _samples() -> list[Sequence[Case]]:
    """The cases, shuffled, in handfuls: each is a tree."""
    shuffled = Random(13).sample(CASES, len(CASES))
    handfuls = [shuffled[start : start + _TOGETHER] for start in range(0, len(shuffled), _TOGETHER)]
    return handfuls if os.environ.get("OPERABLE_IDEMPOTENCE") else handfuls[:3]


SAMPLES = _samples()


def below_folders(cases: Sequence[Case]) -> dict[str, bytes]:
    """Each case in a folder of its own."""
    return {
        f"{case.rule}_{case.name.replace('-', '_')}/{path}": data
        for case in cases
        for path, data in case.before.items()
    }


def flat(cases: Sequence[Case]) -> dict[str, bytes]:
    """The files of all cases side by side; of two that have a name in common the second one is left out."""
    tree: dict[str, bytes] = {}
    for case in cases:
        if not tree.keys() & case.before.keys():
            tree |= case.before
    return tree


def again(tmp_path: Path, tree: Mapping[str, bytes], codes: Sequence[str], unsafe: bool) -> list[str]:
    """The paths that a second apply would change."""
    chosen = {code: rule for code, rule in rules().items() if code in codes}
    first = fix(Project(tmp_path, dict(tree)), chosen, unsafe=unsafe, jobs=1)
    after = {path: file.data for path, file in first.after.files.items()}
    return sorted(fix(Project(tmp_path, after), chosen, unsafe=unsafe, jobs=1).changes)


@pytest.mark.parametrize("number", range(len(SAMPLES)))
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("merge", [below_folders, flat])
def test_all_rules(merge: Merge, unsafe: bool, number: int, tmp_path: Path) -> None:
    assert again(tmp_path, merge(SAMPLES[number]), sorted(rules()), unsafe) == []


@pytest.mark.parametrize("number", range(len(SAMPLES)))
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_some_rules(unsafe: bool, number: int, tmp_path: Path) -> None:
    random = Random(number)
    codes = random.sample(sorted(rules()), random.randrange(5, len(rules())))
    assert again(tmp_path, below_folders(SAMPLES[number]), codes, unsafe) == []


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_where_fixes_are_dropped(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contract refuses every third file, by its path."""
    inner = contract.objection

    def refusing(before: Project, after: Project, paths: Collection[str]) -> str | None:
        return "refused" if any(sum(path.encode()) % 3 == 0 for path in paths) else inner(before, after, paths)

    monkeypatch.setattr(contract, "objection", refusing)
    assert again(tmp_path, below_folders(SAMPLES[number]), sorted(rules()), True) == []
