"""When a fix is refused: what each rule says to the cases of its own tests that get less than its best fix."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from codemods.engine.registry import rules, select
from codemods.engine.session import check
from codemods.project.project import Project
from codemods.vocabulary.finding import Safety
from tests.codemods.case_files import CASES

# What names a place in a case: a file, with a line or without one.
_PLACE = re.compile(r"\b[\w/.-]+\.(py|sh|yml|yaml|toml|txt|conf|ini|cfg)(:\d+)?\b|\bDockerfile(:\d+)?\b")


def refusals(codes: Collection[str] = ()) -> dict[str, dict[str, Safety]]:
    """By rule (all, unless `codes` are named), each remedy of a finding that is less than `rule.safety`, with it.

    Remedies that differ in their places only are one. Some 10 s for all: every case is checked.
    """
    nowhere = Path(__file__).parent / "no-such-folder"
    found: dict[str, dict[str, Safety]] = {code: {} for code in codes or rules()}
    seen: set[tuple[str, str]] = set()
    for case in CASES:
        code = case.rule
        if code not in found:
            continue
        for each in check(Project(nowhere, case.before), select((code,)), jobs=1).findings:
            mark = code, _PLACE.sub("…", each.remedy)
            if each.safety is not rules()[code].safety and mark not in seen:
                seen.add(mark)
                found[code][each.remedy] = each.safety
    return found
