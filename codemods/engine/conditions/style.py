"""What a change writes passes the checks that the service's CI or its hooks run on every file: lines no longer."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.style import Limit, limit

_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
# Where a formatter would break a line: in brackets, between what commas or operators part.
_BREAKS = re.compile(r"[(\[{]\s*[^)\]}\s]|,\s*\S|\s(?:and|or|in|if|[-+*/%|&]|[=!<>]=)\s")


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """Which file would have a line that a check of the project refuses, or None."""
    for path in sorted(paths):
        file, old = after.files[path], before.files.get(path)
        if file.kind != "python" or (old is not None and old.kind != "python"):
            continue
        allowed = limit(before, before.service_root(path))
        if allowed.where and _refused(file, allowed) and (old is None or not _refused(old, allowed)):
            return f"{path} would have lines that are too long for a check that {allowed.where} runs"
    return None


def _refused(file: SourceFile, allowed: Limit) -> bool:
    """Whether a line is too long; one that is marked for the linter, or that no formatter could break, is none."""
    told = {
        number
        for each in ast.walk(file.tree)
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
        for number in range(each.lineno, (each.end_lineno or each.lineno) + 1)
    }
    return any(
        (len(line) > allowed.text and "noqa" not in line)
        or (
            len(line) > allowed.code
            and number not in told
            and not line.lstrip().startswith("#")
            and _BREAKS.search(_STRING.sub("''", line)) is not None
        )
        for number, line in enumerate(file.lines, 1)
    )
