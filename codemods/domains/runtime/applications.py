"""The WSGI or ASGI application object in a file, or the factory that makes it; whether a service serves at all."""

from __future__ import annotations

import ast
import re

from codemods.libraries.frameworks.web import APPLICATIONS, ASGI, MOUNTS, SERVING
from codemods.model.functions import FUNCTIONS, returns
from codemods.model.names import qualified
from codemods.model.scopes import tables
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.unreadable import Unreadable

_FACTORY = re.compile(r"(create|make|build|get|init)_?(\w+_)?app(lication)?$|app_factory$")
_PREFERRED = ("app", "application", "server", "api")


@once
def application(file: SourceFile) -> str:
    """The name of the application object at a file's module level, else of a factory as a call, '' for neither."""
    try:
        names = tables(file)[file.tree].names
    except Unreadable:
        return ""
    found: list[str] = []
    factories: list[str] = []
    for name, bindings in names.items():
        for binding in bindings:
            if binding.value is not None and _is_application(file, binding.value):
                found.append(name)
            elif binding.kind == "def" and isinstance(binding.node, FUNCTIONS):
                if not _is_command(binding.node) and (_FACTORY.match(name) or _makes_application(file, binding.node)):
                    factories.append(f"{name}()")
            elif binding.kind == "from" and name in _PREFERRED and _is_application(file, _imported(file, binding.node)):
                found.append(name)
    for preferred in _PREFERRED:
        if preferred in found:
            return preferred
    return next(iter((*found, *sorted(factories, key=lambda each: not _FACTORY.match(each[:-2])))), "")


def _is_command(function: ast.AST) -> bool:
    """Whether a decorator makes it a command: `@cli.command("init") def initialize_app():` is no factory."""
    return any("command" in ast.unparse(each) for each in getattr(function, "decorator_list", ()))


def _imported(file: SourceFile, node: ast.AST) -> ast.expr | None:
    """The value that an imported application object has where it is made."""
    if isinstance(node, ast.ImportFrom):
        module = file.project.absolute_name(file.path, node.level, node.module)
        target = file.project.module(module, file.path) if module else None
        if target is not None and target is not file:
            for alias in node.names:
                for binding in tables(target)[target.tree].names.get(alias.name, []):
                    if binding.value is not None and _is_application(target, binding.value):
                        return binding.value
    return None


def _is_application(file: SourceFile, value: ast.expr | None, seen: frozenset[ast.AST] = frozenset()) -> bool:
    """`seen`: the functions whose results are being looked at already."""
    if not isinstance(value, ast.Call | ast.Attribute | ast.Name):
        return False
    if APPLICATIONS.match(qualified(file, value)):
        return True
    if not isinstance(value, ast.Call):
        return False
    things = evaluate(file, value.func)
    return any(
        _FACTORY.match(getattr(each.node, "name", "")) or _makes_application(each.file, each.node, seen)
        for each in things
        if each.kind == "function"
    ) or (not things and _FACTORY.match(qualified(file, value.func).rpartition(".")[2]) is not None)


def _makes_application(file: SourceFile, function: ast.AST, seen: frozenset[ast.AST] = frozenset()) -> bool:
    return function not in seen and any(_is_application(file, each, seen | {function}) for each in returns(function))


def is_asgi(project: Project, root: str) -> bool:
    """Whether code of the service at `root` makes an ASGI application, which no WSGI worker can serve."""
    return any(ASGI.search(each.spelled) for each in project.services.get(root, ()))


def is_mounted(project: Project, root: str) -> bool:
    """Whether code of the service at `root` puts an application under a path of another one."""
    return any(MOUNTS.search(each.spelled) for each in project.services.get(root, ()))


@once
def serves(project: Project, root: str) -> bool:
    """Whether any Python file of the service at `root` names a framework that serves requests."""
    return any(_names_framework(file) for file in project.python() if project.service_root(file.path) == root)


@fact
def _names_framework(file: SourceFile) -> bool:
    return SERVING.search(file.spelled) is not None
