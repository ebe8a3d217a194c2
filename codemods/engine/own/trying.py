"""`test-rule`: a rule's examples, each a folder of what is checked and what has to come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from codemods.engine.fix import fix
from codemods.engine.request import load
from codemods.engine.session import check
from codemods.vocabulary.rule import Rule
from codemods.vocabulary.wrong_request import WrongRequest

_FINDINGS = "findings.txt"


class NoExamples(WrongRequest):
    """A rule without examples."""


@dataclass(frozen=True)
class Tried:
    """One example; `wrong` is what is not as it should be, '' if all is."""

    name: str
    wrong: str


def tried(rule: Rule, file: Path) -> Iterator[Tried]:
    """Each example of the rule in FILE: those of the folder beside it that has its name. Raises NoExamples.

    `before/` is what is checked. With `after/` beside it, that is what its fixes have to make of it; with
    `findings.txt`, a line `path:line` for each finding, it may only be found; with neither, nothing may be found.
    """
    folder = file.with_suffix("")
    cases = [folder] if (folder / "before").is_dir() else sorted(each.parent for each in folder.glob("*/before"))
    if not cases:
        raise NoExamples(f"{file} has no examples: put them into {folder}/NAME/before and {folder}/NAME/after")
    for case in cases:
        yield Tried(case.relative_to(folder.parent).as_posix(), _wrong(rule, case))


def _wrong(rule: Rule, case: Path) -> str:
    project, unread = load(case / "before")
    if unread:
        return f"{unread[0].path} {unread[0].message}"
    only = {rule.code: rule}
    found = check(project, only, jobs=1)
    if found.problems:
        return f"{found.problems[0].path}:{found.problems[0].line} {found.problems[0].message}"
    places = sorted(f"{each.path}:{each.span.line}" for each in found.findings)
    if (case / "after").is_dir():
        if not places:
            return "nothing was found in before/"
        fixed = fix(project, only, unsafe=True, jobs=1)
        after = {path: file.data for path, file in fixed.after.files.items()}
        wanted = {path: file.data for path, file in load(case / "after")[0].files.items()}
        different = sorted(path for path in after.keys() | wanted.keys() if after.get(path) != wanted.get(path))
        reasons = "".join(f"; {each.message}" for each in fixed.dropped[:1])
        return f"the fixes make another {different[0]} than after/ has{reasons}" if different else ""
    notes = case / _FINDINGS
    expected = sorted(notes.read_text(encoding="utf-8").split()) if notes.is_file() else []
    return (
        "" if places == expected else f"found {', '.join(places) or 'nothing'}, not {', '.join(expected) or 'nothing'}"
    )
