"""What comments and docstrings beside a handler say of its file, and would go on saying when it logs to stdout."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Collection, Iterator

from codemods.model.strings import text
from codemods.project.source_file import SourceFile

_SAYS = re.compile(
    r"\b(?:log|logs|logging|write|writes|output|outputs)\b[^.\n]*\bfiles?\b|\bfile[ _-]?(?:log|handler|logger|logging)"
    r"|\blog[ _-]?files?\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"#+\s*(?:(?:create|add|set ?up|make|configure|define|use|log|write)\w*\s+)?(?:(?:an?|the|our)\s+)?(?:rotating\s+)?"
    r"(?:to\s+(?:an?\s+|the\s+)?)?(?:log\s+)?file(?:[ _-]?handler)?\s*[.:]?\s*$",
    re.IGNORECASE,
)


def said_of_file(file: SourceFile, call: ast.Call, path: ast.expr | None, gone: Collection[ast.stmt]) -> int:
    """The line of a comment or a docstring that names the handler's file, or says that it logs to one; 0 for none.

    What stands over, or behind, the statements that go is no longer there to say it.
    """
    name = posixpath.basename((text(file, path).exact or "") if path is not None else "")
    for line, said, whole in _beside(file, call, gone):
        if (name and name in said) or (not whole and _SAYS.search(said)):
            return line
    return 0


def also_to_mend(line: int) -> str:
    """What the remedy says of such a line."""
    return f"; line {line} goes on speaking of a file: mend it too" if line else ""


def is_all_said(file: SourceFile, call: ast.Call, line: int) -> bool:
    """Whether the line is the only comment over the handler's statement, and says nothing but that this is a file."""
    above = file.lines[line - 2] if line > 1 else ""
    alone = line == file.statement(call).lineno - 1 and not above.lstrip().startswith("#")
    return alone and _ONLY.match(file.lines[line - 1].strip()) is not None


def _beside(file: SourceFile, call: ast.Call, gone: Collection[ast.stmt]) -> Iterator[tuple[int, str, bool]]:
    """Lines, what they say, and whether they say it of the whole module."""
    statement = file.statement(call)
    away = {line for each in gone for line in range(each.lineno, (each.end_lineno or each.lineno) + 1)}
    for each in gone:
        line = each.lineno - 1
        while line and file.lines[line - 1].lstrip().startswith("#"):
            away.add(line)
            line -= 1
    line = statement.end_lineno or statement.lineno
    while line and file.lines[line - 1].strip():
        comment = file.lines[line - 1].partition("#")[2]
        if comment and line not in away and _is_comment(file, line):
            yield line, comment, False
        line -= 1
    for above in file.ancestors(call):
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module) and (
            said := ast.get_docstring(above, clean=False)
        ):
            yield above.body[0].lineno, said, isinstance(above, ast.Module)


def _is_comment(file: SourceFile, line: int) -> bool:
    """Whether what follows `#` in the line is no part of a string."""
    strings = (each for each in file.nodes(ast.Constant) if isinstance(each.value, str) and "#" in each.value)
    return not any(each.lineno <= line <= (each.end_lineno or each.lineno) for each in strings)
