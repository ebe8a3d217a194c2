"""The one place where a project reads its settings by a function or a class of its own: new ones belong there."""

from __future__ import annotations

import ast
import posixpath
import re
from dataclasses import dataclass

from codemods.model.environment_reads import is_computed_read, reads_of
from codemods.model.names import last_name, module_name, qualified
from codemods.model.parsable import mentioning, readable
from codemods.model.strings import argument, literal
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import Names, once

# With fewer uses it is a helper, and no place that all settings have gone to.
_FEW = 3
_SAYS = re.compile(r"env|setting|config", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """What reads settings for others: functions or a class of a file; the folder of the package that it is of."""

    home: SourceFile
    name: Names
    calls: bool
    package: str


def place_of_settings(file: SourceFile) -> str:
    """What the service reads its settings with, and where: `get_env_config() of shop/env.py`; '' for nothing of its
    own, and in a file that asks the environment itself.
    """
    if reads_of(file) or any(is_computed_read(file, each) for each in _nodes(file)):
        return ""
    for each in _places(file.project, file.project.service_root(file.path)):
        if file.path.startswith(posixpath.join(each.package, "")):
            return f"{''.join(each.name)}{'()' if each.calls else ''} of {each.home.path}"
    return ""


def _nodes(file: SourceFile) -> list[ast.Call | ast.Subscript]:
    return [*file.nodes(ast.Call), *file.nodes(ast.Subscript)]


@once
def _places(project: Project, root: str) -> tuple[_Place, ...]:
    naming = {*project.mentioning(b"environ"), *project.mentioning(b"getenv")}
    files = [
        each for each in readable(sorted(naming, key=lambda each: each.path))
        if project.service_root(each.path) == root and not project.is_test(each.path)
    ]  # fmt: skip
    plain = sum(map(_plain, files))
    found = []
    for file in files:
        common = (each for each in sorted(_functions(file)) if _uses(file, each) >= max(_FEW, plain))
        found += [_Place(file, Names((each,)), True, _package(file)) for each in common]
        found += [_Place(home, name, False, _package(home)) for home, name in _given_all(file)]
    return tuple(found)


@once
def _plain(file: SourceFile) -> int:
    """How many variables a file reads by itself, at how many places."""
    return sum(map(len, reads_of(file).values()))


def _package(file: SourceFile) -> str:
    folder = posixpath.dirname(file.path)
    while f"{(outer := posixpath.dirname(folder))}/__init__.py".lstrip("/") in file.project.files and outer != folder:
        folder = outer
    return folder


@once
def _functions(file: SourceFile) -> Names:
    """The functions of a file that ask the environment for what their caller names."""
    found: set[str] = set()
    for node in (each for each in _nodes(file) if is_computed_read(file, each)):
        function = file.function(node)
        key = argument(node, 0, "key") if isinstance(node, ast.Call) else node.slice
        if isinstance(function, ast.FunctionDef) and isinstance(key, ast.Name):
            named = (*function.args.posonlyargs, *function.args.args)
            found |= {function.name} if any(each.arg == key.id for each in named) else set()
    return Names(found)


@once
def _uses(home: SourceFile, name: str) -> int:
    """How many calls name a variable to a function of a file."""
    return sum(_used(file, home, name) for file in mentioning(home.project, name))


@once
def _used(file: SourceFile, home: SourceFile, name: str) -> int:
    return sum(
        last_name(each.func) == name and bool(each.args and literal(each.args[0]))
        and qualified(file, each.func).startswith(module_name(home))
        for each in file.nodes(ast.Call)
    )  # fmt: skip


@once
def _given_all(file: SourceFile) -> tuple[tuple[SourceFile, Names], ...]:
    """The classes that a file gives the whole environment, `Environment(os.environ)`, and where they are."""
    found = [
        (home, Names((last_name(each.func),))) for each in file.nodes(ast.Call) if (home := _taking_all(file, each))
    ]
    return tuple(found)


def _taking_all(file: SourceFile, call: ast.Call) -> SourceFile | None:
    if len(call.args) != 1 or not _SAYS.search(last_name(call.func)) or qualified(file, call.args[0]) != "os.environ":
        return None
    module, _, name = qualified(file, call.func).rpartition(".")
    home = file.project.module(module, file.path) if module else None
    return home if home is not None and any(each.name == name for each in home.nodes(ast.ClassDef)) else None
