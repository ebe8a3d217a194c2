"""Calls that give the application, or its configuration, to a function of a library that nobody here knows."""

from __future__ import annotations

import ast
import sys

from codemods.domains.dependencies.distributions import is_known
from codemods.model.targets import is_config
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_APPLICATIONS = frozenset(("app", "application", "flask_app"))
_KINDS = frozenset(("constant", "attribute", "setting", "member"))


def unknown_loader(file: SourceFile, kind: str) -> str:
    """What a library may put over the service's settings, in words; '' where none is seen to.

    `kind`: that of the place (model/targets) of a setting. A library that lets the environment win over the
    configuration reads a variable of the setting's own name today.
    """
    return _loader(file.project, file.project.service_root(file.path)) if kind in _KINDS else ""


@once
def _loader(project: Project, root: str) -> str:
    own = (each for each in project.services.get(root, ()) if not project.is_test(each.path))
    return next((where for each in own if (where := _in_file(each))), "")


def _in_file(file: SourceFile) -> str:
    try:
        foreign = _foreign(file)
        calls = file.nodes(ast.Call) if foreign else []
    except (Unreadable, RecursionError):
        return ""
    found = next((each for each in calls if _top(each.func) in foreign and _gives_application(each)), None)
    if found is None:
        return ""
    return f"the library that {file.path}:{found.lineno} calls may do so already, by a variable of its own choice"


def _foreign(file: SourceFile) -> frozenset[str]:
    """The names that the file imports from libraries that are neither Python's, the project's nor known."""
    plain = [(alias, alias.name) for each in file.nodes(ast.Import) for alias in each.names]
    taken = [
        (alias, "." * each.level + (each.module or "")) for each in file.nodes(ast.ImportFrom) for alias in each.names
    ]  # fmt: skip
    return frozenset(
        (alias.asname or alias.name).partition(".")[0] for alias, module in plain + taken if _is_unknown(file, module)
    )


def _is_unknown(file: SourceFile, module: str) -> bool:
    """Whether a module is of an unknown library; an extension of Flask's sets up itself, not the configuration."""
    top = module.partition(".")[0]
    if not top or top in sys.stdlib_module_names or top.startswith(("flask_", "_")) or is_known(top):
        return False
    return file.project.module(top, file.path) is None and top not in _folders(file.project)


@once
def _folders(project: Project) -> frozenset[str]:
    """The names of all files and folders of code."""
    parts = (part for each in project.python() for part in each.path.removesuffix(".py").split("/"))
    return frozenset(parts)


def _top(function: ast.expr) -> str:
    """The name that what is called begins with: a function, or a module with it; no method of an object."""
    while isinstance(function, ast.Attribute):
        function = function.value
    return function.id if isinstance(function, ast.Name) else ""


def _gives_application(call: ast.Call) -> bool:
    return any(_is_application(each) for each in (*call.args, *(each.value for each in call.keywords)))


def _is_application(node: ast.expr) -> bool:
    """Whether an argument is the application or its configuration, by its name."""
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in _APPLICATIONS or (isinstance(node, ast.Attribute) and is_config(node))
