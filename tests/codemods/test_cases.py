"""Every rule against its cases: tests/codemods/cases/<rule>/<case>/.

A case holds `before/` and, where the rule rewrites, `after/`; a case without `after/` must stay as it is. `dot.env`
stands for `.env`, and so on; a file of one line, `# emitted: databases.py` (or `# emitted: readers.py, in no package`),
for that module. `case.toml` may hold `findings`, what must be found, as "path:line" (a case with neither `after/` nor
`findings` is a trap: nothing may be found), and `unsafe = false`, to apply without --unsafe.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from codemods.engine.fix import fix
from codemods.engine.registry import rules, select
from codemods.engine.session import check
from codemods.project.project import Project
from codemods.vocabulary.finding import Safety
from tests.codemods.case_files import CASE_FOLDERS, contents


def text(files: dict[str, bytes]) -> dict[str, str]:
    return {path: data.decode("utf-8", "backslashreplace") for path, data in files.items()}


@pytest.mark.parametrize("case", CASE_FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_case(case: Path, tmp_path: Path) -> None:
    rule = select((case.parent.name,))
    card = tomllib.loads((case / "case.toml").read_text()) if (case / "case.toml").exists() else {}
    before = contents(case / "before")
    # An empty folder as root: nothing beside the case's own files may play a part.
    project = Project(tmp_path, before)

    checked = check(project, rule, jobs=1)
    assert not checked.problems
    found = [f"{each.path}:{each.span.line}" for each in checked.findings]
    if rule[case.parent.name].once:
        found += [f"{path}:{line}" for each in checked.findings for path, line in each.also]
    if "findings" in card:
        assert sorted(found) == sorted(card["findings"])
    elif (case / "after").exists():
        assert found
    else:
        assert found == []

    unsafe = card.get("unsafe", any(each.safety is not Safety.SAFE for each in checked.findings))
    fixed = fix(project, rule, unsafe=unsafe, jobs=1)
    assert fixed.dropped == []
    after = contents(case / "after") if (case / "after").exists() else before
    assert text({path: file.data for path, file in fixed.after.files.items()}) == text(after)

    again = fix(Project(tmp_path, after), rule, unsafe=unsafe, jobs=1)
    assert again.changes == {}, "a second apply must change nothing"


def test_every_rule_has_cases() -> None:
    assert set(rules()) == {path.parent.name for path in CASE_FOLDERS}


@pytest.mark.parametrize("code", sorted(rules()))
def test_every_rule_is_documented(code: str) -> None:
    doc = rules()[code].doc
    assert doc.startswith(f"{code}: ")
    assert "By hand:" in doc
    assert rules()[code].safety is Safety.NONE or ("Before::" in doc and "After::" in doc)
