"""The module that keeps a service's settings: the application loads it, and it reads the environment for them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.environment_reads import reads_of
from codemods.model.parsable import readable
from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile

# With fewer reads of the environment it is no module that all settings have gone to.
_FEW = 3


def module_of_settings(file: SourceFile) -> str:
    """The path of the module that the service's settings are read in, where this file reads none; or ''."""
    project = file.project
    root = project.service_root(file.path)
    if _count(file):
        return ""
    for other in readable(project.mentioning(b"from_object")):
        if project.is_test(other.path) or project.service_root(other.path) != root:
            continue
        for call in other.nodes(ast.Call):
            match call:
                case ast.Call(func=ast.Attribute(attr="from_object"), args=[given]):
                    found = next((each for each in _modules(other, given) if _count(each) >= _FEW), None)
                    if found is not None:
                        return found.path
    return ""


def _count(file: SourceFile) -> int:
    return sum(map(len, reads_of(file).values()))


def _modules(file: SourceFile, given: ast.expr) -> Iterator[SourceFile]:
    """What `from_object` is given: "app.config.Config", a class or a table of another module, or that module."""
    names = [literal(given) or ""]
    first = given
    while isinstance(first, ast.Attribute | ast.Subscript | ast.Call):
        first = first.func if isinstance(first, ast.Call) else first.value
    for each in lookup(file, first, first.id) if isinstance(first, ast.Name) else ():
        if isinstance(each.node, ast.ImportFrom):
            module = file.project.absolute_name(file.path, each.node.level, each.node.module)
            names += [module, *(f"{module}.{alias.name}" for alias in each.node.names)]
    for name in names:
        for dotted in (name, name.rpartition(".")[0]):
            found = file.project.module(dotted, file.path) if dotted else None
            if found is not None and found is not file:
                yield found
