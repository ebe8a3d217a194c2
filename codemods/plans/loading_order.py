"""Whether `.env` is loaded too late for the code that reads a value from it: an import above `load_dotenv()` ran it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.model.import_graph import imports
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_LOADER = re.compile(r"^(?:load_dotenv|read_dotenv|read_env)$")


def late_loader(file: SourceFile, line: int, loaders: list[SourceFile]) -> str:
    """Where `.env` is loaded, as path:line, if each loader does so once the line of the file has run; '' otherwise."""
    try:
        if _is_in_function(file, line):
            return ""
        places = [_late(each, file, line) for each in loaders]
    except Unreadable:
        return ""
    return places[0] if places and all(places) else ""


def _is_in_function(file: SourceFile, line: int) -> bool:
    functions: tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]
    functions = (*file.nodes(ast.FunctionDef), *file.nodes(ast.AsyncFunctionDef))
    return any(each.body[0].lineno <= line <= (each.end_lineno or 0) for each in functions)


def _late(loader: SourceFile, file: SourceFile, line: int) -> str:
    """The place of the loader's first call if it stands below the line, or below the import that runs the file."""
    calls = [each for each in loader.nodes(ast.Call) if _LOADER.match(_last(each.func))]
    if not calls or any(loader.function(each) is not None for each in calls):
        return ""
    first = min(each.lineno for each in calls)
    runs = line if loader is file else next(_runs(loader, file), 0)
    return f"{loader.path}:{first}" if 0 < runs < first else ""


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _runs(loader: SourceFile, file: SourceFile) -> Iterator[int]:
    """The lines of a module's imports at its level that run a file, directly or not."""
    for each in imports(loader):
        if not each.lazy and _reaches(each.file, file):
            yield each.line


def _reaches(start: SourceFile, file: SourceFile) -> bool:
    seen, pending = {start.path}, [start]
    for each in pending:
        if each is file:
            return True
        new = [one.file for one in imports(each) if not one.lazy and one.file.path not in seen]
        seen.update(one.path for one in new)
        pending += new
    return False
