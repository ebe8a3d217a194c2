"""What `explain` shows of a rule is what the rule does: each page's Before and After stand in one of the rule's cases.

`test_cases.py` proves the cases. A line with `…`, or an empty one, stands for any lines. Indentation is relative.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from codemods.engine.registry import rules
from codemods.vocabulary.finding import Safety
from tests.codemods.case_files import CASES, Files

ROOT = Path(__file__).parents[2]

# These take something from outside of a project, so they have no case of their own. The pair shows what they do, in
# this file of its two trees: tests/pair proves that the codemods make after/ of before/.
PAIR = {"OP205": "payments.py", "OP206": "payments.py", "OP209": "requirements.txt"}

# This one changes no file, but adds what a package index gives: tests/codemods/test_lock.py shows it.
ADDING = ("OP208",)

EXPLAINED = sorted(code for code, rule in rules().items() if "Before::" in rule.doc and code not in ADDING)


def block(doc: str, name: str) -> list[str]:
    """The lines under `Before::` or `After::`, those between two pieces that are shown as one empty line."""
    found = re.search(rf"^{name}::\n\n((?:(?:    .*)?\n)+)", doc + "\n", re.MULTILINE)
    assert found, f"no {name}"
    lines = textwrap.dedent(found[1]).strip("\n").splitlines()
    return ["" if line.strip() in ("…", "...") else line.rstrip() for line in lines]


def pieces(lines: list[str]) -> list[list[str]]:
    return [text.splitlines() for text in re.split(r"\n\n+", "\n".join(lines))]


def place(text: str, lines: list[str]) -> tuple[int, int] | None:
    """The first and the last line (from 1) of the text that hold the block, or None."""
    have = [line.rstrip() for line in text.splitlines()]
    indents = {line[: len(line) - len(line.lstrip())] for line in have if line}
    for indent in sorted(indents, key=len):
        at, first = 0, 0
        for piece in pieces([indent + line if line else "" for line in lines]):
            starts = (start for start in range(at, len(have)) if have[start : start + len(piece)] == piece)
            start = next(starts, None)
            if start is None:
                break
            first, at = first or start + 1, start + len(piece)
        else:
            return first, at
    return None


def texts(files: Files | None) -> dict[str, str]:
    return {path: data.decode(errors="replace") for path, data in (files or {}).items()}


def changes(code: str) -> Iterator[tuple[str, str]]:
    """Each file of the rule's cases, as it was and as the rule makes it."""
    for case in (each for each in CASES if each.rule == code and each.after is not None):
        made = texts(case.after)
        yield from ((text, made.get(path, "")) for path, text in texts(case.before).items())
    if code in PAIR:
        yield (ROOT / "before" / PAIR[code]).read_text(), (ROOT / "after" / PAIR[code]).read_text()


def rewritten(code: str, before: list[str], after: list[str]) -> bool:
    """Whether a case makes the one of the other, and the two differ where they stand."""
    return any(
        place(old, before) and place(new, after) and not (place(old, after) and place(new, before))
        for old, new in changes(code)
    )


def reported(code: str, before: list[str]) -> bool:
    """Whether a case holds it, with a finding in it."""
    for case in (each for each in CASES if each.rule == code and each.findings):
        for path, text in texts(case.before).items():
            at = place(text, before)
            if at and any(f"{path}:{line}" in (case.findings or ()) for line in range(at[0], at[1] + 1)):
                return True
    return False


@pytest.mark.parametrize("code", EXPLAINED)
def test_the_page_shows_what_the_rule_does(code: str) -> None:
    rule = rules()[code]
    before = block(rule.doc, "Before")
    if rule.safety is Safety.NONE:
        assert "After::" not in rule.doc, "nothing is rewritten: say under By hand what to do"
        shown, wanted = reported(code, before), "no case reports what stands under Before"
    else:
        shown, wanted = rewritten(code, before, block(rule.doc, "After")), "no case makes After of Before"
    assert shown, wanted
