"""Which modules are plug-ins that their loader configures: it imports each by a computed name and sets its values."""

from __future__ import annotations

import ast
import posixpath

from codemods.libraries.standard import LOADS_PLUGIN
from codemods.model.import_graph import importers
from codemods.model.parsable import readable
from codemods.model.strings import literal
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once


def is_configured_plugin(file: SourceFile) -> bool:
    """Whether the values of a module are set by what loads it, from somebody's list of such modules."""
    inside = posixpath.dirname(file.path) in _folders(file.project) and posixpath.basename(file.path) != "__init__.py"
    return inside and not any(importers(file))


@once
def _folders(project: Project) -> frozenset[str]:
    """The packages whose own `__init__.py` imports by computed names and sets attributes by such."""
    loaders = [
        each for each in project.mentioning(b"setattr")
        if posixpath.basename(each.path) == "__init__.py" and not project.is_test(each.path)
    ]  # fmt: skip
    return frozenset(posixpath.dirname(each.path) for each in readable(loaders) if _loads(each) and _configures(each))


def _loads(file: SourceFile) -> bool:
    return any(_last(each) in LOADS_PLUGIN and bool(each.args) and literal(each.args[0]) is None
               for each in file.nodes(ast.Call))  # fmt: skip


def _configures(file: SourceFile) -> bool:
    """Whether values are set by the names that a mapping gives: `for key, value in given.items(): setattr(…)`."""
    return any(
        _last(each) == "setattr" and len(each.args) == 3 and isinstance(each.args[1], ast.Name)
        and isinstance(each.args[0], ast.Name) and each.args[0].id not in ("self", "cls")
        for each in file.nodes(ast.Call)
    )  # fmt: skip


def _last(call: ast.Call) -> str:
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")
