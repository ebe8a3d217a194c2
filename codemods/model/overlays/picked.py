"""Modules of settings of which one is picked by a name when the program starts: `import_module(f"settings.{name}")`."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator

from codemods.libraries.settings import TAKERS_OF_ANY
from codemods.libraries.standard import LOADS_CLASS
from codemods.model.import_graph import importing
from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.model.strings import argument, literal
from codemods.project.audience.test_settings import says_tests
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_SETTINGS = frozenset((
    "settings", "setting", "config", "configs", "conf", "cfg", "configuration", "configurations", "env", "envs",
    "environment", "environments", "profiles",
))  # fmt: skip
_NEEDLES = (b"import_module", b"import_string", b"__import__", b"from_object", b"from_pyfile", b"SETTINGS_MODULE")
_VARIABLE = re.compile(r"SETTINGS_MODULE$")
# A display of modules is of settings where its name, or each of its values, says so.
_TABLES = re.compile(rb"(?i)(?:settings?|config\w*|conf|env\w*|profiles?)\b")
_DEPLOYED = frozenset(("prod", "production", "live", "default", "base", "staging", "common"))


def is_picked(file: SourceFile) -> bool:
    """Whether a module is one of a set of which a name picks one: what it says holds for one environment alone."""
    return file.path in _picked(file.project)


def is_picked_for_tests(file: SourceFile) -> bool:
    """Whether such a module says itself that tests are run with it: TESTING, no CSRF, a database of the tests' own."""
    stem = file.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    if not is_picked(file) or not _DEPLOYED.isdisjoint(parts(stem)):
        return False
    try:
        return says_tests(file.tree.body)
    except Unreadable:
        return False


@once
def _picked(project: Project) -> frozenset[str]:
    found: set[str] = set()
    pattern = re.compile(rb"|".join(_NEEDLES))
    for file in project.matching(pattern, _NEEDLES):
        if not project.is_test(file.path):
            found |= _made_up_in(file)
    for file in project.matching(_TABLES, (b"ettings", b"onfig", b"conf", b"env", b"rofile")):
        if not project.is_test(file.path):
            found |= _displayed_in(file)
    return frozenset(found)


@once
def _made_up_in(file: SourceFile) -> frozenset[str]:
    return frozenset[str]().union(*_sets(file))


@once
def _displayed_in(file: SourceFile) -> frozenset[str]:
    return frozenset[str]().union(*_displays(file)) if b"{" in file.spelled else frozenset()


def _sets(file: SourceFile) -> Iterator[set[str]]:
    """The modules that each name which the file makes up at run time may be of."""
    try:
        for call in file.nodes(ast.Call):
            if (made := _made_up(file, call)) is not None:
                yield _alternatives(_beginning_with(file, *made))
        for assign in file.nodes(ast.Assign):
            match assign.targets:
                case [ast.Subscript(slice=ast.Constant(value=str(key)))] if _VARIABLE.search(key):
                    if start := _start(file, assign.value):
                        yield _alternatives(_beginning_with(file, start, True))
    except (Unreadable, RecursionError):
        return


def _made_up(file: SourceFile, call: ast.Call) -> tuple[str, bool] | None:
    """What the name of a module that the call loads begins with, and whether it surely is one of settings."""
    name = called(file, call).rpartition(".")[2] or getattr(call.func, "attr", "")
    if name in TAKERS_OF_ANY:
        start = _start(file, argument(call, 0, "obj", "filename"))
        return None if start is None else (start.replace("/", "."), True)
    if name == "setdefault" and len(call.args) == 2 and _VARIABLE.search(literal(call.args[0]) or ""):
        start = _start(file, call.args[1])
        return None if start is None else (start, True)
    if name not in LOADS_CLASS:
        return None
    start = _start(file, argument(call, 0, "name"))
    package = argument(call, 1, "package")
    if start is not None and start.startswith(".") and package is not None:
        around = literal(package) or (_own_package(file) if isinstance(package, ast.Name) else "")
        start = f"{around}{start}"
    return None if start is None else (start, False)


def _own_package(file: SourceFile) -> str:
    return posixpath.dirname(file.path).replace("/", ".")


def _start(file: SourceFile, node: ast.AST | None, seen: frozenset[ast.AST | None] = frozenset()) -> str | None:
    """What a string surely begins with, where it goes on with what the running program alone knows; else None."""
    if node in seen:
        return None
    seen |= {node}
    match node:
        case ast.JoinedStr(values=[first, *_]):
            return _known(file, first.value if isinstance(first, ast.FormattedValue) else first, node.values[1:])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            if (before := _start(file, left, seen)) is not None or literal(right) is not None:
                return before
            return literal(left) if literal(left) is not None else _known(file, left, [right])
        case ast.BinOp(left=left, op=ast.Mod()):
            text = literal(left)
            return text.partition("%")[0] if text and "%" in text else None
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            text = literal(inner)
            return text.partition("{")[0] if text and "{" in text else None
        case ast.Call(func=ast.Attribute(value=inner, attr="lower" | "strip")):
            return _start(file, inner, seen)
        case ast.Name(id=name):
            bound = [each.value for each in lookup(file, node, name) if each.kind == "value"]
            return _start(file, bound[0], seen) if len(bound) == 1 and bound[0] is not None else None
    return None


def _known(file: SourceFile, first: ast.AST, rest: list[ast.expr]) -> str | None:
    if all(literal(each) is not None for each in rest):
        return None
    if (text := literal(first)) is not None:
        return text
    match first, rest:
        case ast.Name(id="__name__" | "__package__" as own), [ast.Constant(value=str(dot)), *_]:
            package = file.path.endswith("/__init__.py") or own == "__package__"
            return f"{_own_package(file)}{dot}" if package else None
    return None


def _beginning_with(file: SourceFile, start: str, surely: bool) -> list[SourceFile]:
    """The modules of the file's service whose names begin so, where they are of settings."""
    package, _, stem = start.lstrip(".").rpartition(".")
    folder = package.replace(".", "/")
    said = [*parts(posixpath.basename(folder)), *parts(stem)]
    if not (folder or stem) or not (surely or _SETTINGS.intersection(said)):
        return []
    root = file.project.service_root(file.path)
    return [
        each for each in file.project.python()
        if (of := _module_of(each, folder)) and of.startswith(stem) and of != stem
        and file.project.service_root(each.path) == root and each is not file
    ]  # fmt: skip


def _module_of(file: SourceFile, folder: str) -> str:
    """What a module is called in a package, given by the end of its folder's path; '' where it lies elsewhere."""
    path = file.path.removesuffix(".py").removesuffix("/__init__")
    around, _, name = path.rpartition("/")
    return name if around == folder or (folder and around.endswith(f"/{folder}")) else ""


def _alternatives(files: list[SourceFile]) -> set[str]:
    """The paths of those that no other one builds upon, where there are several."""
    paths = {each.path for each in files}
    found = {each.path for each in files if not any(other.path in paths for other in importing(each))}
    return found if len(found) > 1 else set()


def _displays(file: SourceFile) -> Iterator[set[str]]:
    """The modules that a dictionary holds by names, or whose classes or dotted paths it holds."""
    try:
        for table in file.nodes(ast.Dict):
            keyed = all(literal(each) is not None for each in table.keys)
            if keyed and 2 <= len(table.values) <= 12:
                held = [_module_behind(file, each) for each in table.values]
                if all(held) and len({each.path for each in held if each}) == len(held):
                    yield _alternatives([each for each in held if each is not None])
    except (Unreadable, RecursionError):
        return


def _module_behind(file: SourceFile, node: ast.expr) -> SourceFile | None:
    """The module of settings that a value is, or is a class of."""
    name = (literal(node) or "").replace(":", ".")
    if isinstance(node, ast.Name | ast.Attribute):
        name = qualified(file, node)
    for dotted in (name, name.rpartition(".")[0]):
        found = file.project.module(dotted, file.path) if "." in dotted or dotted == name != "" else None
        if found is not None:
            said = parts(posixpath.basename(posixpath.dirname(found.path))) + parts(dotted.rpartition(".")[2])
            own = found is not file and not _SETTINGS.isdisjoint((*said, *parts(name.rpartition(".")[2])))
            return found if own else None
    return None
