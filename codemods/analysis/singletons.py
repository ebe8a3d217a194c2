"""Whether a module makes an object of a class when it is imported, so that the whole process shares it."""

from __future__ import annotations

import ast
import re

from codemods.analysis.imports import knowing
from codemods.analysis.indented import at_top
from codemods.analysis.mentions import readable
from codemods.analysis.objects import evaluate
from codemods.analysis.scopes import tables
from codemods.analysis.source import SourceFile

# A call that gives a name its value.
_MADE = tuple(re.compile(rb"%s[\s(\[]*(?:\w+\.)*(\w+)\(" % each) for each in (rb"=", rb"with\s"))
_ALIAS = re.compile(rb" as[ \t]+(\w+)")
_NAME = re.compile(rb"(\w+)\s*\Z")
_LONGEST = 80


def has_singleton(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether a module of the project makes an instance at its module level."""
    cache: dict[ast.ClassDef, bool] = file.__dict__.setdefault("_singletons", {})
    if owner not in cache:
        cache[owner] = any(_makes(other, owner) for other in readable(makers(file, owner.name.encode())))
    return cache[owner]


def makers(file: SourceFile, name: bytes) -> list[SourceFile]:
    """The files, tests left out, whose bytes can make an object of a class of the file at their module level."""
    project = file.project
    found = [each for each in project.words.holding(name, whole=True) if name in _module_calls(each)]
    known = knowing(file) if found else ()
    return [each for each in found if each.path in known and not project.is_test(each.path)]


def _module_calls(file: SourceFile) -> set[bytes]:
    """The last words of what is called at the file's module level to give a name its value."""
    found: set[bytes] | None = file.__dict__.get("_module_calls")
    if found is None:
        data = file.data
        calls = (each for pattern in _MADE for each in pattern.finditer(data))
        found = file.__dict__["_module_calls"] = {each[1] for each in calls if at_top(file, each.start())}
        for alias in _ALIAS.finditer(data):
            name = _NAME.search(data, max(0, alias.start() - _LONGEST), alias.start()) if alias[1] in found else None
            if name:
                found.add(name[1])
    return found


def _makes(file: SourceFile, owner: ast.ClassDef) -> bool:
    for bindings in tables(file)[file.tree].names.values():
        for each in bindings:
            if isinstance(each.value, ast.Call) and any(
                thing.kind == "class" and thing.node is owner for thing in evaluate(file, each.value.func)
            ):
                return True
    return False
