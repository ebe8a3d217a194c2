"""Every rule against its cases; how they are written, `tests/codemods/case_files.py` says.

A case that is not rewritten must stay as it is; one that says nothing of findings besides is a trap: nothing may be
found.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.engine.fix import fix
from codemods.engine.registry import rules, select
from codemods.engine.session import check
from codemods.vocabulary.finding import Safety
from tests.codemods.case_files import CASES, Case, Files, project


def text(files: Files) -> dict[str, str]:
    return {path: data.decode("utf-8", "backslashreplace") for path, data in files.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.id)
def test_case(case: Case, tmp_path: Path) -> None:
    rule = select((case.rule,))
    before = project(tmp_path / "before", case.before)

    checked = check(before, rule, jobs=1)
    assert not checked.problems
    found = [f"{each.path}:{each.span.line}" for each in checked.findings]
    if rule[case.rule].once:
        found += [f"{path}:{line}" for each in checked.findings for path, line in each.also]
    if case.findings is not None:
        assert sorted(found) == sorted(case.findings)
    elif case.after is not None:
        assert found
    else:
        assert found == []

    unsafe = any(each.safety is not Safety.SAFE for each in checked.findings) if case.unsafe is None else case.unsafe
    fixed = fix(before, rule, unsafe=unsafe, jobs=1)
    assert fixed.dropped == []
    after = case.before if case.after is None else case.after
    assert text({**case.before, **fixed.changes}) == text(after)

    again = fix(project(tmp_path / "after", after), rule, unsafe=unsafe, jobs=1)
    assert again.changes == {}, "a second apply must change nothing"


def test_every_rule_has_cases() -> None:
    assert set(rules()) == {case.rule for case in CASES}


@pytest.mark.parametrize("code", sorted(rules()))
def test_every_rule_is_documented(code: str) -> None:
    doc = rules()[code].doc
    assert doc.startswith(f"{code}: ")
    assert "By hand:" in doc
    assert rules()[code].safety is Safety.NONE or ("Before::" in doc and "After::" in doc)
