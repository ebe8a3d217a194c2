"""An answer is the same whoever asks first, in circles too."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from codemods.model.types import evaluate
from codemods.project.memo import asked
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

Equations = dict[int, tuple[frozenset[int], list[tuple[int, int]]]]


def equations(seed: int) -> Equations:
    """Sets that are given, and what each takes from others: as it is, or changed."""
    chance = random.Random(seed)
    number = chance.randint(2, 25)
    return {
        each: (
            frozenset(chance.sample(range(10), chance.randint(0, 2))),
            [(chance.randrange(number), chance.choice([0, 0, 0, 1, 2])) for _ in range(chance.randint(0, 3))],
        )
        for each in range(number)
    }


def passed(values: set[int], change: int) -> set[int]:
    return {(each + change) % 10 for each in values if each % 3} if change else values


def least(of: Equations) -> dict[int, set[int]]:
    """The answers, by going through all equations until nothing changes."""
    found: dict[int, set[int]] = {each: set() for each in of}
    while True:
        new = {
            each: set(own).union(*(passed(found[other], change) for other, change in taken))
            for each, (own, taken) in of.items()
        }
        if new == found:
            return found
        found = new


@pytest.mark.parametrize("seed", range(300))
def test_circles_are_gone_through_until_nothing_changes(seed: int) -> None:
    of = equations(seed)
    expected = least(of)
    for turn in range(3):
        project = Project(Path(), {})

        def ask(number: int, project: Project = project) -> tuple[int, ...]:
            return asked(project, number, lambda: answer(number, ask))

        def answer(number: int, ask: Callable[[int], tuple[int, ...]]) -> Iterator[int]:
            own, taken = of[number]
            yield from own
            for other, change in taken:
                yield from passed(set(ask(other)), change)

        order = list(of)
        random.Random(turn).shuffle(order)
        assert {each: set(ask(each)) for each in order} == expected


def test_an_answer_that_fails_leaves_nothing_behind() -> None:
    project = Project(Path(), {})

    def fail() -> Iterator[int]:
        yield from asked(project, "a", lambda: asked(project, "b", fail))
        raise LookupError

    with pytest.raises(LookupError):
        asked(project, "b", fail)
    assert asked(project, "b", lambda: [1]) == asked(project, "a", lambda: [1]) == (1,)


# Names that go in circles through loops, returns, attributes, classes, re-exports and stars.
PROGRAM = {
    "a.py": (
        "from b import *\nfrom b import Node, make as build\n\nclass Leaf(Node):\n    def grow(self):\n"
        "        self.next = build(self)\n        return self.next\n\nnode = Leaf()\nwhile node:\n"
        "    node = node.next\n"
        "last = node.grow()\n"
    ),
    "b.py": (
        "from a import Leaf\nfrom c import Other\n\nclass Node:\n    def __init__(self, up=None):\n"
        "        self.next = up or Other()\n"
        "        self.top = self.next.top if up else self\n\ndef make(it):\n    return again(it) or Leaf()\n\n"
        "def again(it):\n    return make(it) if it else Node()\n\nfirst = make(1)\nsecond = first.top.next.grow()\n"
    ),
    "c.py": (
        "import a, b\nfrom b import Node as Other\nfrom a import last\n\ndef pick():\n"
        "    for each in [last, b.first, pick()]:\n"
        "        return each\n\nx = pick()\ny = x.next\nx = y\nz = [x, y, a.last.next]\nfor w in z:\n    w = w.top\n"
    ),
}


def told(file: SourceFile, node: ast.AST) -> set[tuple[str, str, str]]:
    return {(each.kind, each.file.path, getattr(each.node, "name", "")) for each in evaluate(file, node)}


@pytest.mark.parametrize("seed", range(20))
def test_what_an_expression_is_does_not_hang_on_what_was_asked_before(seed: int) -> None:
    found = []
    for order in (0, seed + 1):
        project = Project(Path(), {path: text.encode() for path, text in PROGRAM.items()})
        nodes = [
            (path, number, node) for path, file in project.files.items()
            for number, node in enumerate(file.index[0]) if hasattr(node, "lineno")
        ]  # fmt: skip
        if order:
            random.Random(order).shuffle(nodes)
        found.append({(path, number): told(project.files[path], node) for path, number, node in nodes})
    assert found[0] == found[1]
    assert any(found[0].values())
