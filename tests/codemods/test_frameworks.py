"""README's table of frameworks: one small service for each framework and anti-pattern, in tests/codemods/frameworks.

The table is what check and apply do with them; `OPERABLE_TABLE=1` writes it anew. What a fix adds for Flask or WSGI
never comes to a service of another kind.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codemods.engine.fix import fix
from codemods.engine.registry import select
from codemods.engine.request import load
from codemods.engine.session import check
from codemods.vocabulary.antipatterns import ANTI_PATTERNS
from codemods.vocabulary.finding import Safety

SERVICES = Path(__file__).parent / "frameworks"
README = Path(__file__).parents[2] / "README.md"
FRAMEWORKS = {
    "flask": "Flask",
    "fastapi": "FastAPI",
    "django": "Django",
    "aiohttp": "aiohttp",
    "tornado": "Tornado",
    "celery": "Celery worker",
}
FOR_FLASK = {"storage.py", "health.py", "databases.py", "readers.py", "mappings.py"}
_BEGIN, _END = "<!-- frameworks:begin -->\n", "<!-- frameworks:end -->\n"
_WORDS = {Safety.SAFE: "fixed", Safety.UNSAFE: "`--unsafe`", Safety.NONE: "reported"}


def word(framework: str, number: int) -> str:
    """What becomes of a framework's service with one anti-pattern: the best that a finding of it is offered."""
    project, unread = load(SERVICES / framework / str(number))
    checked = check(project, select((str(number),)), jobs=1)
    assert not unread
    assert not checked.problems
    safeties = {each.safety for each in checked.findings}
    return next((said for safety, said in _WORDS.items() if safety in safeties), "not found")


def table() -> str:
    """The table, a row for each anti-pattern."""
    rows = [f"| | {' | '.join(FRAMEWORKS.values())} |", f"|---|{'---|' * len(FRAMEWORKS)}"]
    for each in ANTI_PATTERNS.values():
        words = " | ".join(word(framework, each.number) for framework in FRAMEWORKS)
        rows.append(f"| {each.number} {each.title.lower()} | {words} |")
    return "\n".join(rows) + "\n"


def test_the_readme_tells_what_is_found_and_fixed() -> None:
    head, _, rest = README.read_text(encoding="utf-8").partition(_BEGIN)
    shown, _, tail = rest.partition(_END)
    if os.environ.get("OPERABLE_TABLE"):
        README.write_text(f"{head}{_BEGIN}{table()}{_END}{tail}", encoding="utf-8")
    else:
        assert shown == table()


@pytest.mark.parametrize("framework", [each for each in FRAMEWORKS if each != "flask"])
def test_nothing_of_flask_s_comes_to_another_framework(framework: str) -> None:
    for number in ANTI_PATTERNS:
        project, _ = load(SERVICES / framework / str(number))
        fixed = fix(project, select((str(number),)), unsafe=True, jobs=1)
        added = {path.rpartition("/")[2] for path in fixed.changes} - {
            path.rpartition("/")[2] for path in project.files
        }
        assert not added & FOR_FLASK, number
