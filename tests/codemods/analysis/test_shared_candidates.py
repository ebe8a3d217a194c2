"""Which files are parsed for what a process keeps, asked in small services."""

from __future__ import annotations

import pytest

from codemods.analysis.indented import around, at_top
from codemods.analysis.shared_candidates import candidates
from tests.codemods.analysis.small import project


def parsed(**files: str) -> list[str]:
    """The files that make and those that change a collection of another's, or of their own."""
    makers, changers = candidates(list(project(**files).python()))
    return sorted({each.path for each in (*makers, *changers)})


@pytest.mark.parametrize(
    "change",
    ["x.append(1)", "x[a] = 1", "x[a][1] += 1", "x[f(a=1)].pop()", "del x[a]", "x |= a", "print(a); x[a[0]] = 1",
     'x["]"] = 1', "(lambda: x.clear())()"],
)  # fmt: skip
def test_a_change_in_a_function_of_the_same_file(change: str) -> None:
    assert parsed(a_py=f"x = []\ndef f(a):\n    {change}\n")
    assert parsed(a_py=f"import y\nif True:\n    x: list[\n        int\n    ] = []\ndef f(a):\n    {change}\n")


@pytest.mark.parametrize("change", ["x[a]", "y = x[a] == 1", "print(x[a], end=1)", "x[a].y = 1", "x[f(a=1)]"])
def test_what_only_reads(change: str) -> None:
    assert parsed(a_py=f"x = []\ndef f(a):\n    {change}\n") == []


def test_what_no_function_changes_and_what_is_a_functions_own() -> None:
    assert parsed(a_py="x = []\nx.append(1)\nfor y in x:\n    x.append(y)\n") == []
    assert parsed(a_py="def f():\n    x = []\n    x.append(1)\n") == []
    assert parsed(a_py="x_cache = {}\ndef f(a):\n    x_cache[a] = 1\n") == []


def test_a_collection_of_another_module() -> None:
    state = {"state_py": "x = []\n", "other_py": "x = []\n"}
    both = ["a.py", "state.py"]
    assert parsed(a_py="from state import x\ndef f():\n    x.append(1)\n", **state) == both
    assert parsed(a_py="import state\ndef f():\n    state.x.append(1)\n", **state) == both
    assert parsed(a_py="import state as s\ndef f():\n    s.x.append(1)\n", **state) == both
    assert parsed(a_py="import state\ndef f(y):\n    y.x.append(1)\n", **state) == []
    assert parsed(a_py="def f(state):\n    state.x.append(1)\n", **state) == []
    assert parsed(a_py="from third import x\ndef f():\n    x.append(1)\n", **state) == []


def test_an_attribute_of_a_class_by_itself_and_from_outside() -> None:
    body = "class A:\n    x = []\n"
    changes = "    def f(self):\n        self.x.append(1)\n"
    assert parsed(a_py=body + changes) == ["a.py"]
    assert parsed(a_py=f"{body}class B:\n{changes}") == []
    assert parsed(a_py=body, b_py="from a import A\ndef f():\n    A.x.append(1)\n") == ["a.py", "b.py"]
    assert parsed(a_py=body, b_py="def f(a):\n    a.x.append(1)\n") == []


def test_an_attribute_of_an_object_counts_where_a_module_keeps_one() -> None:
    body = "class A:\n    def __init__(self):\n        self.x = []\n    def f(self):\n        self.x.append(1)\n"
    assert parsed(a_py=body) == []
    assert parsed(a_py=f"{body}def g():\n    a = A()\n") == []
    assert parsed(a_py=f"{body}try:\n    a = A()\nexcept E:\n    pass\n") == ["a.py"]
    assert parsed(a_py=body, b_py="import a\none: A = a.A()\n") == ["a.py"]
    assert parsed(a_py=body, b_py="from a import A as B\none = B()\n") == ["a.py"]
    assert parsed(a_py=body, b_py="from other import A\none = A()\n") == []


def test_what_a_line_stands_in() -> None:
    text = "class A:\n    async def f(self):\n        if self:\n            x\n    y\nif A:\n    z\ndef g(): pass\nw"
    (file,) = project(a_py=text).python()
    names = {each: [header.name for header in around(file, text.index(each))] for each in "xyw"}
    assert names == {"x": [b"f", b"A"], "y": [b"A"], "w": []}
    assert [each for each in "xyzw" if at_top(file, text.index(f"{each}\n" if each != "w" else "w"))] == ["z", "w"]
