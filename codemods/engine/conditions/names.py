"""Each name is bound where it is read, also at import; no import and no variable is left without a use."""

from __future__ import annotations

import ast
import warnings
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from pyflakes import messages
from pyflakes.checker import Checker

from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

# What pyflakes says, and what is said of it here, `{0}` being the name.
_SAID: dict[type, str] = {
    messages.UndefinedName: "{0} would be undefined",
    messages.UndefinedLocal: "the local variable {0} would be read before it is bound",
    messages.UndefinedExport: "__all__ would name {0}, which is gone",
    messages.UnusedImport: "the import of {0} would be left without a use",
    messages.UnusedVariable: "the variable {0} would be left without a use",
    messages.RedefinedWhileUnused: "{0} would be bound twice",
}


def objection(before: Project, after: Project, paths: Collection[str]) -> str | None:
    """Why the names of the changed Python files do not hold; what was wrong before may stay.

    What a fix adds whole, a library for one, is as its author wrote it.
    """
    for path in sorted(paths):
        file, old = after.files[path], before.files.get(path)
        if file.kind != "python" or old is None:
            continue
        for kind, name in _heard(file.text) - (_heard(old.text) if _parses(old) else Counter()):
            if kind is messages.UndefinedName and name in _bound(file.tree):
                return f"{name} would be used above the statement that binds it"
            return _SAID[kind].format(name)
    return None


def _parses(file: SourceFile) -> bool:
    try:
        return file.kind == "python" and bool(file.tree)
    except (Unreadable, RecursionError):
        return False


@lru_cache(maxsize=256)
def _heard(text: str) -> Counter[tuple[type, str]]:
    """What pyflakes has to say of a module, by kind and name."""
    # It writes into the tree, so that it gets one of its own.
    with warnings.catch_warnings(action="ignore"):
        found = Checker(ast.parse(text)).messages
    heard = ((type(each), str(each.message_args[0])) for each in found if type(each) in _SAID)
    # What a star brings is for those who import this module too: Django's settings for one environment.
    return Counter(each for each in heard if not (each[0] is messages.UnusedImport and each[1].endswith(".*")))


def _bound(tree: ast.Module) -> set[str]:
    """The names that statements of the module bind, in whatever scope."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
    return found
