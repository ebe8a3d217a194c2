"""What a service keeps in its application object between requests, as each process has one of its own.

`request.app["votes"]` of aiohttp, `request.app.state.votes` of Starlette and FastAPI, `request.app.ctx.votes` of Sanic.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codemods.domains.state.memory.changes import Change, changed
from codemods.libraries.frameworks.web import APPLICATION_ITEMS, APPLICATION_STATES
from codemods.model.names import last_name, qualified
from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact

_APPLICATION = re.compile(r"_?(app|application|config_dict)$")
_MAKES = re.compile(r"(Application|FastAPI|Starlette|Sanic)$|(^|_)(app|application)$")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the application: where it is made, with what, and what changes it in a function."""

    file: SourceFile
    name: str
    statement: ast.Assign
    changes: tuple[Change, ...]


def items(files: Iterable[SourceFile]) -> Iterator[Item]:
    """The entries that some code makes and some code changes, in no special order."""
    made: dict[str, tuple[SourceFile, ast.Assign]] = {}
    changes: dict[str, list[Change]] = {}
    for file in files:
        if not _speaks_of_one(file):
            continue
        for statement in file.nodes(ast.Assign):
            for name in filter(None, (_item(file, each) for each in statement.targets)):
                made.setdefault(name, (file, statement))
                changes.setdefault(name, [])
                if file.function(statement) is not None:
                    changes[name].append(Change(file, statement))
        for name, node in _changed(file):
            changes.setdefault(name, []).append(Change(file, node))
    for name, (file, statement) in made.items():
        others = tuple(each for each in changes[name] if each.node is not statement)
        yield Item(file, name, statement, others)


def _changed(file: SourceFile) -> Iterator[tuple[str, ast.AST]]:
    """The entries that functions of a file change, each with the statement or call."""
    for node in (*file.nodes(ast.Call), *file.nodes(ast.Assign), *file.nodes(ast.AugAssign), *file.nodes(ast.Delete)):
        for base in changed(node):
            while isinstance(base, ast.Subscript) and not _item(file, base):
                base = base.value
            if (name := _item(file, base)) and file.function(node) is not None:
                yield name, node


@fact
def _speaks_of_one(file: SourceFile) -> bool:
    return any(each.search(file.spelled) for each in (APPLICATION_ITEMS, *APPLICATION_STATES.values()))


def _item(file: SourceFile, node: ast.expr) -> str:
    """What an entry of the application is called, where the expression is one; else ''."""
    match node:
        case ast.Name():
            found = lookup(file, node, node.id)
            value = found[0].value if len(found) == 1 and found[0].kind == "value" else None
            return _item(file, value) if isinstance(value, ast.Subscript | ast.Attribute) else ""
        case ast.Subscript(value=base, slice=key) if APPLICATION_ITEMS.search(file.spelled):
            return (literal(key) or last_name(key)) if _is_application(file, base) else ""
        case ast.Attribute(value=base, attr=name):
            return name if _is_state(file, base) else ""
    return ""


def _is_state(file: SourceFile, node: ast.expr) -> bool:
    match node:
        case ast.Name():
            found = lookup(file, node, node.id)
            value = found[0].value if len(found) == 1 and found[0].kind == "value" else None
            return isinstance(value, ast.Attribute) and _is_state(file, value)
        case ast.Attribute(value=base, attr=attr) if attr in APPLICATION_STATES:
            return APPLICATION_STATES[attr].search(file.spelled) is not None and _is_application(file, base)
    return False


def _is_application(file: SourceFile, node: ast.expr) -> bool:
    """Whether an expression is the application: `request.app`, the one that is made here, imported or handed in."""
    match node:
        case ast.Attribute(attr=attr):
            return _APPLICATION.match(attr) is not None
        case ast.Name(id=name) if _APPLICATION.match(name):
            return any(
                each.kind in ("param", "from")
                or (
                    isinstance(each.value, ast.Call)
                    and _MAKES.search(qualified(file, each.value) or last_name(each.value.func))
                )
                for each in lookup(file, node, name)
            )
    return False
