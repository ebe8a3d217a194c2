"""Add a requirement to the file that names them: requirements.txt, requirements.in or pyproject.toml."""

from __future__ import annotations

import re

from codemods.domains.dependencies.server_requirement import dependencies
from codemods.rewriting.edit import Edit
from codemods.vocabulary.finding import Span
from codemods.vocabulary.rule import Skip

_LIST = re.compile(r"^dependencies\s*=\s*\[", re.MULTILINE)
_ITEM = re.compile(r"""\s*("[^"\n]*"|'[^'\n]*'|,|#[^\n]*|\])""")


def require(edit: Edit, requirement: str) -> None:
    """Add the requirement as the last one. Raises Skip where the list is written in a way that is not understood."""
    text = edit.file.text
    end = "\r\n" if "\r\n" in text else "\n"
    if edit.file.kind != "toml":
        number, last = len(edit.file.lines), edit.file.lines[-1]
        if last.endswith("\\"):
            raise Skip(f"{edit.file.path} ends in the middle of a line")
        place = Span(number, len(last) + 1, number, len(last) + 1)
        edit.replace(place, f"{end if last.strip() else ''}{requirement}{end}")
        return
    for at, new in sorted(_in_project(text, requirement, end), reverse=True):
        line, column = edit.file.text.count("\n", 0, at) + 1, at - edit.file.text.rfind("\n", 0, at)
        edit.replace(Span(line, column, line, column), new)
        text = text[:at] + new + text[at:]
    if dependencies(text) != [*(dependencies(edit.file.text) or []), requirement]:
        raise Skip("the dependencies of pyproject.toml are written in an unusual way")


def _in_project(text: str, requirement: str, end: str) -> list[tuple[int, str]]:
    """Where in a pyproject.toml's text what has to be inserted."""
    start = _LIST.search(text)
    if start is None:
        raise Skip("pyproject.toml has no list of dependencies")
    at = last = start.end()
    quote, comma, several = '"', True, False
    while match := _ITEM.match(text, at):
        at = match.end()
        several = several or "\n" in match[0]
        if match[1] == "]":
            break
        if not match[1].startswith("#"):
            comma, last = match[1] == ",", at
            quote = quote if comma else match[1][0]
    item = f"{quote}{requirement}{quote}"
    if not several or last == start.end():
        return [(last, f"{'' if comma else ','}{' ' if last != start.end() else ''}{item}")]
    before = text[:last].rstrip(",")
    line = before[before.rfind("\n") + 1 :]
    indent = line[: len(line) - len(line.lstrip())]
    # Behind a comment on the last item's line.
    behind = re.compile(r"[^\r\n]*").match(text, last)
    place = behind.end() if behind and "]" not in behind[0] else last
    new = [(place, f"{end}{indent}{item}{',' if comma else ''}")]
    return new if comma else [(last, ","), *new] if place > last else [(last, f",{new[0][1]}")]
