"""Secrets that some who run the code do without: what is off until it is switched on, what other classes replace."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from codemods.model.environment_reads import environment_read
from codemods.model.functions import FUNCTIONS
from codemods.model.names import qualified
from codemods.model.scopes import stored_name
from codemods.model.strings import literal
from codemods.model.targets import environment_named, place_of, words
from codemods.model.test_scopes import debug_branch, is_test_code
from codemods.model.types import subclasses
from codemods.project.source_file import SourceFile

_SWITCHES = frozenset(("enabled", "enable", "use", "is", "on", "active", "activated", "with"))
_OFF = frozenset(("", "0", "false", "no", "off", "n", "f"))
_OF_DEVELOPERS = frozenset(("test", "tests", "testing", "development", "dev", "local", "debug"))


def switch_of(file: SourceFile, node: ast.AST) -> str:
    """The switch beside a setting without which nothing uses it, and which is off by default; '' for none.

    `SEARCH_ENABLED = os.getenv("SEARCH_ENABLED", "false") == "true"`, beside `SEARCH_PASSWORD`.
    """
    place = place_of(file, node)
    if place is None or place.kind not in ("constant", "attribute") or _is_called(file, node):
        return ""
    named = words(place.name)
    body: list[ast.stmt] = getattr(file.parents.get(file.statement(node)), "body", [])
    return next((name for name, value in _given(body) if _stem_leads(name, named) and _is_off(file, value)), "")


def heir_without(file: SourceFile, node: ast.AST, names: Collection[str]) -> str:
    """The class that inherits from the one around a setting, and gives it a value that asks for no variable of these
    names; '' for none. Those of tests and development left out.
    """
    place = place_of(file, node)
    owner = place.owner if place is not None and place.kind == "attribute" else None
    if place is None or not isinstance(owner, ast.ClassDef) or _is_called(file, node):
        return ""
    for other, heir in subclasses(file, owner):
        if environment_named(heir.name) in ("development", "local") or not _OF_DEVELOPERS.isdisjoint(words(heir.name)):
            continue
        for name, value in _given(heir.body):
            # A literal is a secret of its own, which is asked for under the same name.
            other_value = name == place.name and not literal(value) and not is_test_code(other, value)
            if other_value and not _asks_for(other, value, names):
                return heir.name
    return ""


def is_beside_sqlite(file: SourceFile, node: ast.AST) -> bool:
    """Whether the environment gives Django's database all at once: without it the engine is SQLite, and no password
    opens anything.
    """
    place = place_of(file, node)
    if place is None or place.kind != "key" or not isinstance(place.owner, ast.Dict):
        return False
    engines = [
        value for key, value in zip(place.owner.keys, place.owner.values, strict=True) if literal(key) == "ENGINE"
    ]
    reads = [read for each in engines for node in ast.walk(each) if (read := environment_read(file, node)) is not None]
    return any("sqlite" in (literal(default) or "") for _, default, _ in reads)


def is_for_debugging(file: SourceFile, node: ast.AST) -> bool:
    """Whether a secret is given in a branch for the debug mode alone, which is off where nobody sets it."""
    branch = debug_branch(file, node)
    if branch is None or not isinstance(branch.test, ast.Name):
        return False
    values = [value for name, value in _given(file.tree.body) if name == branch.test.id]
    return bool(values) and all(_is_off(file, each) for each in values)


def _is_called(file: SourceFile, node: ast.AST) -> bool:
    return any(isinstance(each, FUNCTIONS) for each in file.ancestors(node))


def _given(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    for each in body:
        if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None:
            targets = each.targets if isinstance(each, ast.Assign) else [each.target]
            yield from ((name, each.value) for target in targets if (name := stored_name(target)))


def _stem_leads(switch: str, named: list[str]) -> bool:
    """Whether a name is that of a switch, and what it switches the beginning of the setting's."""
    said = words(switch)
    stem = [each for each in said if each not in _SWITCHES]
    return bool(stem) and len(stem) < len(said) and len(stem) < len(named) and named[: len(stem)] == stem


def _is_off(file: SourceFile, value: ast.expr) -> bool:
    """Whether a switch is off where nobody sets it."""
    if any(isinstance(each, ast.NotEq | ast.NotIn | ast.Not) for each in ast.walk(value)):
        return False
    if isinstance(value, ast.Constant):
        return value.value is False
    if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.In):
        return qualified(file, value.comparators[0]) == "os.environ"
    reads = [read for each in ast.walk(value) if (read := environment_read(file, each)) is not None]
    return len(reads) == 1 and not reads[0][2] and _is_false(reads[0][1])


def _is_false(default: ast.expr | None) -> bool:
    if isinstance(default, ast.Constant) and not isinstance(default.value, str):
        return not default.value
    said = "" if default is None else literal(default)
    return said is not None and said.lower() in _OFF


def _asks_for(file: SourceFile, value: ast.expr, names: Collection[str]) -> bool:
    reads = (environment_read(file, each) for each in ast.walk(value))
    return any(read is not None and read[0] in names for read in reads) or any(
        isinstance(each, ast.Subscript) and literal(each.slice) in names for each in ast.walk(value)
    )
