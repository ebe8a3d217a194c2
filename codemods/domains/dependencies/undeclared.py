"""Imports of a service's own code whose distribution none of its manifests names."""

from __future__ import annotations

import ast
import posixpath
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.declared import Declared, declared
from codemods.domains.dependencies.distributions import brought, is_known, is_often_brought, provides
from codemods.domains.runtime.entry_points import entries
from codemods.libraries.distributions import SHARED
from codemods.model.import_graph import imports
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import Names, once
from codemods.vocabulary.unreadable import Unreadable

_LATE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.If, ast.Try, ast.TryStar, ast.Match)


@dataclass(frozen=True, slots=True)
class Missing:
    """The first import of a top-level module that no manifest names."""

    file: SourceFile
    statement: ast.stmt
    module: str


def libraries(file: SourceFile, late: bool = False) -> Iterator[tuple[ast.stmt, str]]:
    """The imports that always run with the file, of modules that neither Python nor the project has.

    `late`: those too that run later or under a condition, but for those that may fail and those for type checkers.
    """
    try:
        statements = file.nodes(ast.Import) + file.nodes(ast.ImportFrom)
    except Unreadable:
        return
    for statement in sorted(statements, key=lambda each: each.lineno):
        around = [each for each in file.ancestors(statement) if isinstance(each, _LATE)]
        if any(not late or _never_needed(file, each) for each in around):
            continue
        if isinstance(statement, ast.Import):
            names = [each.name for each in statement.names]
        else:
            names = [statement.module or ""] if not statement.level else []
        for top in dict.fromkeys(each.partition(".")[0] for each in names):
            if top and top not in sys.stdlib_module_names and not is_own(file.project, top, file.path):
                yield statement, top


def _never_needed(file: SourceFile, around: ast.AST) -> bool:
    return isinstance(around, (ast.Try, ast.TryStar)) or (
        isinstance(around, ast.If) and "TYPE_CHECKING" in ast.unparse(around.test)
    )


@once
def undeclared(project: Project, root: str) -> tuple[Missing, ...]:
    """What the processes of the service at `root` import and no manifest names, one for each module."""
    return tuple(_undeclared(project, root))


def _undeclared(project: Project, root: str) -> Iterator[Missing]:
    found = declared(project, root)
    if found is None:
        return
    held, whole = brought(found.names)
    seen: set[str] = set(SHARED)
    for file in reached(project, root):
        if seen >= _tops(file):
            continue
        for statement, module in libraries(file):
            if module not in seen:
                seen.add(module)
                if not _is_named(module, found, held, whole) and is_known(module):
                    yield Missing(file, statement, module)


@once
def _tops(file: SourceFile) -> Names:
    """The modules of `libraries`, without the statements: what is kept from one check to the next."""
    return Names(module for _, module in libraries(file))


def is_nowhere(project: Project, root: str, module: str) -> bool:
    """Whether the manifests of the service at `root` are all understood, and none names or brings a library."""
    found = declared(project, root)
    return found is not None and not _is_named(module, found, *brought(found.names))


def _is_named(module: str, found: Declared, held: frozenset[str], whole: bool) -> bool:
    if provides(held, module):
        return True
    if found.locked:
        return False
    return not found.sure or (not whole and is_often_brought(module))


def reached(project: Project, root: str) -> list[SourceFile]:
    """The files that the service's web processes and workers import, in the order in which they do."""
    pending = [each.file for each in entries(project, root) if each.role in ("web", "worker")]
    found: dict[str, SourceFile] = {}
    while pending:
        file = pending.pop(0)
        if file.path in found or manifests.is_aside(file) or project.service_root(file.path) != root:
            continue
        found[file.path] = file
        pending += [each.file for each in imports(file)]
    return list(found.values())


def is_own(project: Project, module: str, importer: str) -> bool:
    """Whether some file or folder of code of the service, wherever it lies, has the module's name."""
    if project.module(module, importer) is not None:
        return True
    places = (project.root / posixpath.dirname(importer), project.root, project.root.parent)
    shapes = (f"{module}.py", f"{module}/__init__.py")
    own = _own_names(project, project.service_root(importer))
    return module in own or any((each / shape).exists() for each in places for shape in shapes)


@once
def _own_names(project: Project, root: str) -> set[str]:
    """What the files and folders of code of the service at `root` are called."""
    names: set[str] = set()
    for file in project.services.get(root, ()):
        names.update(file.path.removeprefix(root).removesuffix(".py").split("/"))
    return names
