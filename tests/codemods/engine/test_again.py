"""A second apply changes nothing, also where the first had to give a fix up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from codemods.engine.fix import fix
from codemods.vocabulary.finding import Safety
from codemods.vocabulary.rule import Rule, Skip
from tests.codemods.trees import by_code, project, renaming


def test_what_another_fix_brings_about_stops_none() -> None:
    """While a.py changes, b.py gets a finding that its own change has nothing to do with."""
    first, second = renaming("OP791", {"one": "uno"}), renaming("OP792", {"two": "due"})
    third = Rule("OP793", "third", needles=("due", "two"), safety=Safety.NONE)

    @third.find(ast.Module)
    def find(node: ast.Module, file: Any) -> Iterator[Any]:
        if "uno()" in file.project.files["a.py"].text:
            yield file.finding(third, node.body[0], "a.py has changed", "no")

    tree = project({"a.py": "one()\n", "b.py": "two()\n"})
    assert fix(tree, by_code(first, second, third), jobs=1).changes == {"a.py": b"uno()\n", "b.py": b"due()\n"}


def test_what_was_given_up_is_tried_once_more_when_others_are_done() -> None:
    first, second = renaming("OP792", {"one": "uno"}), renaming("OP791", {"two": "due"})
    inner, tries = second.rewriters[0][2], []

    def waiting(node: Any, finding: Any, edit: Any) -> Any:
        tries.append(finding.path)
        if "one()" in edit.file.project.files["a.py"].text:
            raise Skip("a.py is still the old one")
        return inner(node, finding, edit)

    second.rewriters = [("Call", "", waiting)]
    tree = project({"a.py": "one()\n", "b.py": "two()\n"})
    assert fix(tree, by_code(first, second), jobs=1).changes == {"a.py": b"uno()\n", "b.py": b"due()\n"}
    assert len(tries) == 2


def test_what_fails_for_good_is_tried_no_third_time() -> None:
    first, second = renaming("OP792", {"one": "uno"}), renaming("OP791", {"two": "due"})
    tries = []

    def failing(node: Any, finding: Any, edit: Any) -> Any:
        tries.append(finding.path)
        raise Skip("never")

    second.rewriters = [("Call", "", failing)]
    result = fix(project({"a.py": "one()\n", "b.py": "two()\n"}), by_code(first, second), jobs=1)
    assert result.changes == {"a.py": b"uno()\n"}
    assert [each.path for each in result.dropped] == ["b.py"]
    assert len(tries) == 2


def test_what_failed_one_by_one_is_tried_together_once_more() -> None:
    """Both changes of b.py go together only, and not before a.py has changed."""
    first, second = renaming("OP791", {"one": "uno"}), renaming("OP792", {"two": "due"})
    third = Rule("OP793", "third", needles=("due",), safety=Safety.NONE)
    inner = second.rewriters[0][2]

    def waiting(node: Any, finding: Any, edit: Any) -> Any:
        if "one()" in edit.file.project.files["a.py"].text:
            raise Skip("a.py is still the old one")
        return inner(node, finding, edit)

    @third.find(ast.Module)
    def find(node: ast.Module, file: Any) -> Iterator[Any]:
        if file.text.count("due()") == 1:
            yield file.finding(third, node.body[0], "one alone", "no")

    second.rewriters = [("Call", "", waiting)]
    tree = project({"a.py": "one()\n", "b.py": "two()\ntwo()\n"})
    assert fix(tree, by_code(first, second, third), jobs=1).changes == {"a.py": b"uno()\n", "b.py": b"due()\ndue()\n"}
