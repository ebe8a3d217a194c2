"""The one place where a project reads its settings by a function or a class of its own: new ones belong there."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.model.environment_reads import is_computed_read, reads_of
from codemods.model.names import last_name, module_name, qualified
from codemods.model.parsable import mentioning, readable
from codemods.model.strings import argument, literal
from codemods.project.memo import asked
from codemods.project.project import Project
from codemods.project.source_file import SourceFile

# With fewer uses it is a helper, and no place that all settings have gone to.
_FEW = 3
_SAYS = re.compile(r"env|setting|config", re.IGNORECASE)


def place_of_settings(file: SourceFile) -> str:
    """What the service reads its settings with, and where: `get_env_config() of shop/env.py`; '' for nothing of its
    own, and in a file that asks the environment itself.
    """
    if reads_of(file) or any(is_computed_read(file, each) for each in _nodes(file)):
        return ""
    project, root = file.project, file.project.service_root(file.path)
    places = asked(project, (place_of_settings, root), lambda: _places(project, root))
    return next((said for said, package in places if file.path.startswith(package)), "")


def _nodes(file: SourceFile) -> list[ast.Call | ast.Subscript]:
    return [*file.nodes(ast.Call), *file.nodes(ast.Subscript)]


def _places(project: Project, root: str) -> Iterator[tuple[str, str]]:
    """What reads settings, and the folder of the package that it is of."""
    naming = {*project.mentioning(b"environ"), *project.mentioning(b"getenv")}
    files = [
        each for each in readable(sorted(naming, key=lambda each: each.path))
        if project.service_root(each.path) == root and not project.is_test(each.path)
    ]  # fmt: skip
    plain = sum(len(reads) for each in files for reads in reads_of(each).values())
    for file in files:
        for name in _functions(file):
            if len(list(_uses(file, name))) >= max(_FEW, plain):
                yield f"{name}() of {file.path}", _package(file)
        for call in file.nodes(ast.Call):
            if home := _given_all(file, call):
                yield f"{last_name(call.func)} of {home.path}", _package(home)


def _package(file: SourceFile) -> str:
    folder = posixpath.dirname(file.path)
    while f"{(outer := posixpath.dirname(folder))}/__init__.py".lstrip("/") in file.project.files and outer != folder:
        folder = outer
    return f"{folder}/" if folder else ""


def _functions(file: SourceFile) -> set[str]:
    """The functions of a file that ask the environment for what their caller names."""
    found = set()
    for node in (each for each in _nodes(file) if is_computed_read(file, each)):
        function = file.function(node)
        key = argument(node, 0, "key") if isinstance(node, ast.Call) else node.slice
        if isinstance(function, ast.FunctionDef) and isinstance(key, ast.Name):
            named = (*function.args.posonlyargs, *function.args.args)
            found |= {function.name} if any(each.arg == key.id for each in named) else set()
    return found


def _uses(home: SourceFile, name: str) -> Iterator[ast.Call]:
    """The calls that name a variable to it."""
    for file in mentioning(home.project, name):
        for call in file.nodes(ast.Call):
            if last_name(call.func) == name and call.args and literal(call.args[0]):
                found = qualified(file, call.func)
                if found.startswith(module_name(home)):
                    yield call


def _given_all(file: SourceFile, call: ast.Call) -> SourceFile | None:
    """Where the class is that is given the whole environment: `Environment(os.environ)`."""
    if len(call.args) != 1 or not _SAYS.search(last_name(call.func)) or qualified(file, call.args[0]) != "os.environ":
        return None
    module, _, name = qualified(file, call.func).rpartition(".")
    home = file.project.module(module, file.path) if module else None
    return home if home is not None and any(each.name == name for each in home.nodes(ast.ClassDef)) else None
