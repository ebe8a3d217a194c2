"""Add a requirement to the file that names them: requirements.txt, requirements.in, pyproject.toml or Pipfile."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from codemods.domains.dependencies.servers.requirement import dependencies
from codemods.rewriting.edit import Edit
from codemods.vocabulary.finding import Span
from codemods.vocabulary.rule import Skip

_LIST = re.compile(r"^dependencies\s*=\s*\[", re.MULTILINE)
_TABLES = re.compile(r"^\[(?:tool\.poetry\.dependencies|packages)\][^\n]*$", re.MULTILINE)
_KEY = re.compile(r"""[\w."'-]+\s*=\s*(?:["'][^"'\n]*["']|\{[^{}\n]*\})\s*(?:#.*)?$|\s*(?:#.*)?$""")
_NAME = re.compile(r"[\"']?([A-Za-z0-9][\w.-]*)[^\n]*$")
# Fewer lines in the alphabet's order may be so by chance.
_SORTED_FROM = 4
# One in so many may have slipped out of it: `sqlalchemy==2.0.8` behind `sqlalchemy-utils`.
_SLIPS = 20
_ITEM = re.compile(r"""\s*("[^"\n]*"|'[^'\n]*'|,|#[^\n]*|\])""")


def require(edit: Edit, requirement: str) -> None:
    """Add the requirement where the alphabet puts it, as the last one where the lines have another order.

    Raises Skip where the list is written in a way that is not understood.
    """
    text = edit.file.text
    end = "\r\n" if "\r\n" in text else "\n"
    if edit.file.kind == "toml" and dependencies(text) is None:
        _into_table(edit, requirement, end)
        return
    if edit.file.kind != "toml":
        if (number := _in_order(edit.file.lines, requirement)) is not None:
            edit.replace(Span(number + 1, 1, number + 1, 1), f"{requirement}{end}")
            return
        number, last = len(edit.file.lines), edit.file.lines[-1]
        if last.endswith("\\"):
            raise Skip(f"{edit.file.path} ends in the middle of a line")
        place = Span(number, len(last) + 1, number, len(last) + 1)
        apart = end if _ends_below_a_heading(edit.file.lines) else ""
        edit.replace(place, f"{end if last.strip() else ''}{apart}{requirement}{end}")
        return
    for at, new in sorted(_in_project(text, requirement, end), reverse=True):
        line, column = edit.file.text.count("\n", 0, at) + 1, at - edit.file.text.rfind("\n", 0, at)
        edit.replace(Span(line, column, line, column), new)
        text = text[:at] + new + text[at:]
    if sorted(dependencies(text) or ()) != sorted((*(dependencies(edit.file.text) or ()), requirement)):
        raise Skip("the dependencies of pyproject.toml are written in an unusual way")


def _ends_below_a_heading(lines: Sequence[str]) -> bool:
    """Whether the last lines stand under a comment of their own: `# Development`, which is not what is added."""
    written = [*itertools.dropwhile(lambda line: not line.strip(), reversed(lines))]
    last = [*itertools.takewhile(lambda line: line.strip(), written)]
    return len(last) < len(written) and last[-1].lstrip().startswith("#")


def _in_order(lines: Sequence[str], requirement: str) -> int | None:
    """Before which line the alphabet puts the requirement; None where the lines are in no such order, or it is last."""
    head = sum(1 for _ in itertools.takewhile(lambda line: not line.strip() or line.startswith("#"), lines))
    rows = [(number, match[1].lower()) for number, line in enumerate(lines) if (match := _NAME.match(line))]
    plain = len(rows) == sum(1 for line in lines[head:] if line.strip()) and not any(
        each.endswith("\\") for each in lines
    )
    match = _NAME.match(requirement)
    if match is None or not plain:
        return None
    place = _before([name for _, name in rows], match[1].lower())
    return None if place is None else rows[place][0]


def _before(names: Sequence[str], name: str) -> int | None:
    """Before which of some names the alphabet puts another; None where they are in no such order, or it is last."""
    turned = sum(one > other for one, other in itertools.pairwise(names))
    if len(names) < _SORTED_FROM or turned * _SLIPS > len(names):
        return None
    return next((place for place, each in enumerate(names) if each > name), None)


def _into_table(edit: Edit, requirement: str, end: str) -> None:
    """Add a key to Poetry's table, or to Pipenv's."""
    head = _TABLES.search(edit.file.text)
    if head is None:
        raise Skip(f"{edit.file.path} has no table of dependencies")
    first = edit.file.text.count("\n", 0, head.start()) + 1
    rows = list(itertools.takewhile(lambda line: not line.lstrip().startswith("["), edit.file.lines[first:]))
    while rows and not rows[-1].strip():
        rows.pop()
    if any(not _KEY.match(each) for each in rows):
        raise Skip(f"the dependencies of {edit.file.path} are written in an unusual way")
    # The Python that is asked for stands first, wherever it would come.
    skipped = 1 if rows and rows[0].startswith("python ") else 0
    at = _in_order(rows[skipped:], requirement)
    line = first + (len(rows) if at is None else skipped + at) + 1
    if line > len(edit.file.lines):
        place = Span(len(edit.file.lines), len(edit.file.lines[-1]) + 1, line - 1, len(edit.file.lines[-1]) + 1)
        edit.replace(place, f"{end}{requirement}{end}")
        return
    edit.replace(Span(line, 1, line, 1), f"{requirement}{end}")


def _in_project(text: str, requirement: str, end: str) -> list[tuple[int, str]]:
    """Where in a pyproject.toml's text what has to be inserted."""
    start = _LIST.search(text)
    if start is None:
        raise Skip("pyproject.toml has no list of dependencies")
    at = last = start.end()
    quote, comma, several = '"', True, False
    items: list[tuple[int, str]] = []
    while match := _ITEM.match(text, at):
        at = match.end()
        several = several or "\n" in match[0]
        if match[1] == "]":
            break
        if not match[1].startswith("#"):
            comma, last = match[1] == ",", at
            quote = quote if comma else match[1][0]
            if not comma and (name := _NAME.match(match[1])):
                items.append((match.start(1), name[1].lower()))
    item = f"{quote}{requirement}{quote}"
    if not several or last == start.end():
        return [(last, f"{'' if comma else ','}{' ' if last != start.end() else ''}{item}")]
    wanted = _NAME.match(requirement)
    if wanted and (place := _before([name for _, name in items], wanted[1].lower())) is not None:
        first = items[place][0]
        row = text.rfind("\n", 0, first) + 1
        over = text[text.rfind("\n", 0, row - 1) + 1 : row]
        if not text[row:first].strip() and not over.lstrip().startswith("#"):
            return [(row, f"{text[row:first]}{item},{end}")]
    before = text[:last].rstrip(",")
    line = before[before.rfind("\n") + 1 :]
    indent = line[: len(line) - len(line.lstrip())]
    # Behind a comment on the last item's line.
    behind = re.compile(r"[^\r\n]*").match(text, last)
    place = behind.end() if behind and "]" not in behind[0] else last
    new = [(place, f"{end}{indent}{item}{',' if comma else ''}")]
    return new if comma else [(last, ","), *new] if place > last else [(last, f",{new[0][1]}")]
