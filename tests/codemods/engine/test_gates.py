"""What spares a file the parser spares no finding: patterns and gates say no only where the finders find nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from codemods.analysis.project import Project
from codemods.engine.find import candidates, find, unparsable
from codemods.engine.registry import rules
from codemods.rule import Rule
from tests.codemods.test_cases import CASES, contents

GATED = [code for code, rule in rules().items() if rule.pattern or rule.gates]


def findings(rule: Rule, files: dict[str, bytes]) -> Iterator[tuple[str, int, str]]:
    project = Project(Path(), files)
    for path in sorted(candidates(project, {rule.code: rule}, project.files)):
        for each in find(project.files[path], [rule])[0]:
            yield each.path, each.span.line, each.message


@pytest.mark.parametrize("code", GATED)
def test_gates_cost_no_finding(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    every = {
        f"{folder.parent.name}/{path}": data
        for folder in sorted(CASES.glob(f"{code[:3]}*/*/before"))
        for path, data in contents(folder).items()
    }
    gated = set(findings(rules()[code], every))
    monkeypatch.setattr(Rule, "admits", lambda self, file: True)
    assert gated == set(findings(rules()[code], every))


def test_a_rule_asks_its_gates_last() -> None:
    asked = []
    rule = Rule("OP599", "a-rule", needles=("key",), pattern=re.compile(rb"key\s*="))

    @rule.gate
    def gate(file: object) -> bool:
        asked.append(file)
        return False

    project = Project(Path(), {"a.py": b"key = 1\n", "b.py": b"key\n"})
    assert [rule.admits(project.files[path]) for path in ("a.py", "b.py")] == [False, False]
    assert asked == [project.files["a.py"]]


def test_a_gate_that_fails_lets_the_finder_report_it() -> None:
    rule = Rule("OP599", "a-rule", needles=("key",))
    rule.gate(lambda file: 1 / 0 > 0)
    assert rule.admits(Project(Path(), {"a.py": b"key = 1\n"}).files["a.py"])


@pytest.mark.parametrize(
    "data", [b"print 'x'\n", b"def f(:\n", b"x = 1\0\n", b"\xff\n", b"nonlocal x\n", b"f" + b"(" * 5000 + b"\n"]
)
def test_a_file_that_no_rule_looks_at_is_reported_as_its_tree_says(data: bytes) -> None:
    from codemods.analysis.source import Unreadable

    file = Project(Path(), {"a.py": data}).files["a.py"]
    try:
        file.tree  # noqa: B018
        expected = []
    except Unreadable as error:
        expected = [(str(error), error.line)]
    again = Project(Path(), {"a.py": data}).files["a.py"]
    assert [(each.message, each.line) for each in unparsable(again)] == expected
    assert "tree" not in again.__dict__
