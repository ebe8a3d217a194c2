"""What a service's application takes its configuration from: a module that reads the environment, or what it loads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.settings import LOADERS, TAKERS
from codemods.model.environment_reads import reads_of
from codemods.model.parsable import readable
from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile

# With fewer reads of the environment it is no module that all settings have gone to.
_FEW = 3
_LOADS = LOADERS.union(TAKERS) - {"from_prefixed_env"}


def configuration(file: SourceFile) -> str:
    """What the service's configuration is loaded from: the module that its settings are read in, else what loads it;
    '' for a file that settings have gone to itself. One read of the environment, which a fix may have put there, makes
    it none.
    """
    project = file.project
    root = project.service_root(file.path)
    if _count(file) >= _FEW:
        return ""
    loads = ""
    for other in readable(project.mentioning(b"from_")):
        if project.is_test(other.path) or project.service_root(other.path) != root:
            continue
        for call in other.nodes(ast.Call):
            match call:
                case ast.Call(func=ast.Attribute(ast.Attribute(attr="config"), attr), args=[given, *_]) if (
                    attr in _LOADS
                ):
                    found = next((each for each in _modules(other, given) if _count(each) >= _FEW), None)
                    if found is not None and attr == "from_object":
                        return found.path
                    loads = loads or f"what {other.path} loads"
    return loads


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
