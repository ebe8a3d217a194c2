"""One service's way of picking a configuration by the environment's name: it shows in many places, and is one fault.

The dictionary of its classes is told (OP602), with the other places; without one, what the application loads (OP604),
else the classes (OP603), else the variable (OP608).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from codemods.domains.environments.classes import is_environment_class, is_switched, picks_environment, words
from codemods.domains.environments.maps import environment_map
from codemods.domains.environments.names import config_receiver, is_development, is_variable
from codemods.model.environment_reads import environment_read
from codemods.model.names import called, last_name
from codemods.model.parsable import readable
from codemods.model.scopes import lookup
from codemods.model.strings import argument
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, begin, end
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_MAKERS = re.compile(
    r"(create|make|build|init|get|load|register|configure)?_?\w*(app|application|config|configuration|settings)$",
    re.IGNORECASE,
)
_PICKERS = ("getattr", "import_string", "import_module")


# The rule that tells of the pattern is the first of these that has anything to say.
_ORDER = ("OP602", "OP604", "OP603", "OP608")
# Dictionaries, of which each is a finding.
_OF_THEIR_OWN = ("values", "OP602")
_NEEDLES = (b"from_object", b"onfig", b"ettings", b"CONFIG", b"ENV", b"SETTINGS")


class Place(NamedTuple):
    """Where the pattern stands: a file's path, where a node begins and ends there, and what it is about."""

    path: str
    begin: tuple[int, int]
    end: tuple[int, int]
    what: str


Places = dict[str, list[Place]]


def loads_picked(file: SourceFile, node: ast.Call) -> bool:
    """Whether a call of `config.from_object` loads what an environment's name picks."""
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr != "from_object":
        return False
    picked = argument(node, 0, "obj")
    if picked is None or is_switched(file, node):
        return False
    return config_receiver(file, function.value) and picks_environment(file, picked)


def is_told_elsewhere(file: SourceFile, rule: str) -> bool:
    """Whether another rule tells of the way in which the file's service picks its configuration."""
    found = _places(file.project, file.project.service_root(file.path))
    # A dictionary of values tells of the variable that it is looked up by; of classes it says nothing.
    before = ("values", *_ORDER) if rule == "OP608" else _ORDER
    return any(found[each] for each in before[: before.index(rule)])


def is_first(file: SourceFile, node: ast.AST, rule: str) -> bool:
    """Whether this is the place of the service at which the rule tells of all."""
    found = _places(file.project, file.project.service_root(file.path))[rule]
    deployed = [each for each in found if not any(map(is_development, words(each.what)))]
    return _is_at(file, node, (deployed or found)[0])


def beside(file: SourceFile, node: ast.AST) -> str:
    """The pattern's other places, as the end of a message."""
    others = [
        f"{what} (line {line})" if path == file.path else f"{what} ({path}:{line})"
        for path, line, what in _others(file, node)
        if what
    ]
    return f"; with it go {', '.join(others)}" if others else ""


def also(file: SourceFile, node: ast.AST) -> tuple[tuple[str, int], ...]:
    """The pattern's other places, path and line."""
    return tuple(dict.fromkeys((path, line) for path, line, _ in _others(file, node)))


def _others(file: SourceFile, node: ast.AST) -> Iterator[tuple[str, int, str]]:
    for rule, places in _places(file.project, file.project.service_root(file.path)).items():
        for each in places if rule not in _OF_THEIR_OWN else ():
            if not _is_at(file, node, each):
                yield each.path, each.begin[0], each.what


def _is_at(file: SourceFile, node: ast.AST, place: Place) -> bool:
    return (file.path, begin(node), end(node)) == place[:3]


@once
def _places(project: Project, root: str) -> Places:
    """The places of the service at `root` by rule, in the order of path and line."""
    found: Places = {each: [] for each in ("values", *_ORDER)}
    for each in sorted(project.services.get(root, []), key=lambda one: one.path):
        for rule, place in _places_in(each):
            found[rule].append(place)
    return found


@once
def _places_in(file: SourceFile) -> tuple[tuple[str, Place], ...]:
    """The rules and places of a file, in the order of its lines."""
    if not any(needle in file.spelled for needle in _NEEDLES) or file.project.is_migration(file.path):
        return ()
    try:
        found = [(rule, Place(file.path, begin(node), end(node), what)) for rule, node, what in _in_file(file)]
    except (Unreadable, RecursionError):
        return ()
    return tuple(sorted(found, key=lambda row: row[1].begin[0]))


def _in_file(file: SourceFile) -> Iterator[tuple[str, ast.AST, str]]:
    for owner in file.nodes(ast.ClassDef):
        if is_environment_class(file, owner):
            yield "OP603", owner, owner.name
    for call in file.nodes(ast.Call):
        if loads_picked(file, call):
            yield "OP604", call, "from_object"
    displays: list[ast.Dict | ast.Call] = [*file.nodes(ast.Dict), *file.nodes(ast.Call)]
    for display in displays:
        found = environment_map(file, display)
        if found is not None:
            yield "OP602" if found.holds_classes else "values", display, ""
    for read in (*file.nodes(ast.Call), *file.nodes(ast.Subscript)):
        named = environment_read(file, read)
        if named is not None and is_variable(named[0]) and picks(file, read):
            yield "OP608", read, named[0]


def picks(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether the value of an expression is the key of a configuration, or is handed to what makes the application."""
    parent = file.parents[node]
    match parent:
        case ast.BoolOp() | ast.IfExp() | ast.JoinedStr() | ast.FormattedValue() | ast.NamedExpr():
            return picks(file, parent, depth)
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            return picks(file, parent, depth)
        case ast.Attribute(attr="lower" | "upper" | "strip" | "title" | "capitalize" | "format"):
            call = file.parents[parent]
            return isinstance(call, ast.Call) and picks(file, call, depth)
        case ast.Subscript(slice=key, value=holder) if key is node:
            return isinstance(holder, ast.Name | ast.Attribute)
        case ast.keyword():
            call = file.parents[parent]
            if not isinstance(call, ast.Call) or not makes(call) or _is_of_library(file, call):
                return False
            return not _is_record(file, call, parent.arg or "") or _decides(file.project, parent.arg or "", depth)
        case ast.Call() if node in parent.args:
            if isinstance(parent.func, ast.Attribute) and parent.func.attr == "format":
                return picks(file, parent, depth)
            is_lookup = isinstance(parent.func, ast.Attribute) and parent.func.attr == "get"
            if is_lookup and node is not parent.args[0]:
                # What counts where the key has nothing: `config.get("TRACES_ENVIRONMENT", os.getenv("ENVIRONMENT"))`.
                return picks(file, parent, depth)
            made = makes(parent) and (last_name(parent.func) in _PICKERS or not _is_of_library(file, parent))
            return made or (is_lookup and not environment_read(file, parent))
        case ast.arguments():
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) if depth < 2:
            bindings = lookup(file, parent.targets[0], name)
            return any(
                isinstance(each, ast.Name)
                and each.id == name
                and isinstance(each.ctx, ast.Load)
                and lookup(file, each, name) is bindings
                and picks(file, each, depth + 1)
                for each in ast.walk(file.tree)
            )
    return False


def _is_record(file: SourceFile, call: ast.Call, name: str) -> bool:
    """Whether a call makes an object of the project that only keeps the value in a field of that name."""
    classes = [each.node for each in evaluate(file, call.func) if isinstance(each.node, ast.ClassDef)]
    return bool(classes) and all(
        any(isinstance(each, ast.AnnAssign) and last_name(each.target) == name for each in node.body)
        and not any(isinstance(each, ast.FunctionDef) and each.name.endswith("init__") for each in node.body)
        for node in classes
    )


def _decides(project: Project, name: str, depth: int) -> bool:
    """Whether something asks for a field of that name to choose by it: a comparison, a key, a factory's argument."""
    if depth > 1:
        return True
    return any(
        each.attr == name
        and isinstance(each.ctx, ast.Load)
        and (isinstance(other.parents[each], ast.Compare | ast.Match) or picks(other, each, depth + 1))
        for other in readable(project.mentioning(name.encode()))
        if not project.is_test(other.path)
        for each in other.nodes(ast.Attribute)
    )


def _is_of_library(file: SourceFile, call: ast.Call) -> bool:
    """Whether what is called is a library's, which has no configurations of this service: `basicConfig(format=…)`."""
    root = called(file, call).partition(".")[0]
    return bool(root) and file.project.module(root, file.path) is None


def makes(call: ast.Call) -> bool:
    """Whether a call is named after what makes an application or its configuration."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    # What is loaded by from_object is OP604's.
    return name != "from_object" and (_MAKERS.match(name) is not None or name in _PICKERS)
