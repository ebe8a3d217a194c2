"""Which of the tree's files a Python file means by a name that it spells."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterable

from codemods.model.call_graph import code_at
from codemods.model.callers import callers
from codemods.model.names import called
from codemods.project.source_file import SourceFile


def named(file: SourceFile, paths: Iterable[str]) -> list[str]:
    """Those of the paths whose base name stands in the file.

    Of several files of one base name those whose folder (`conf/x.yaml`) or package (`shop.conf/x.yaml`) stands before
    it most fully, where one does.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for path in paths:
        name = posixpath.basename(path)
        if name.encode() in file.spelled:
            found.setdefault(name, []).append((_spelled(file, path), path))
    return [path for group in found.values() for depth, path in group if depth == max(group)[0]]


def passed_over(settings: SourceFile) -> str:
    """Where code that loads these settings of the log goes on without them if that fails: "path:line", or ''."""
    for file in settings.project.mentioning(b"fileConfig"):
        if settings.project.is_test(file.path) or not named(file, [settings.path]):
            continue
        for call in file.nodes(ast.Call):
            if called(file, call) == "logging.config.fileConfig":
                above = [(each.caller.file, each.node) for each in callers(code_at(file, call))]
                for where, node in ((file, call), *above):
                    if _is_tried(where, node):
                        return f"{where.path}:{getattr(node, 'lineno', 0)}"
    return ""


def _is_tried(file: SourceFile, node: ast.AST) -> bool:
    """Whether an `except` around the node goes on, whatever it is that fails there."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return False
        if isinstance(each, ast.Try) and child in each.body:
            inner = [list(ast.walk(handler)) for handler in each.handlers]
            if any(not any(isinstance(one, ast.Raise) for one in nodes) for nodes in inner):
                return True
        child = each
    return False


def _spelled(file: SourceFile, path: str) -> int:
    """How many of the folders around a path stand before its name."""
    *folders, name = path.split("/")
    for start in range(len(folders)):
        own = folders[start:]
        if any(f"{mark.join(own)}/{name}".encode() in file.spelled for mark in ("/", ".")):
            return len(own)
    return 0
