"""Dictionaries whose keys are environments, and where they are looked up by the environment's name."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from codemods.domains.environments.classes import words
from codemods.domains.environments.names import Subject, is_environment, is_testing, subject
from codemods.model.scopes import lookup
from codemods.model.strings import literal, text
from codemods.project.source_file import SourceFile
from codemods.project.test_code import operates

_CALLED = re.compile(r"config|settings|conf\b|environment|_env\b|envs?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lookup:
    """The whole expression `node[env]` or `node.get(env, default)`, the environment's name and the default."""

    whole: ast.expr
    present: Subject
    default: ast.expr | None


@dataclass(frozen=True, slots=True)
class EnvironmentMap:
    """The values by environment, the name that the dictionary is given, and its lookups. `uses`: of the name, all."""

    entries: dict[str, ast.expr]
    name: ast.Name | None
    lookups: tuple[Lookup, ...]
    uses: int
    holds_classes: bool


def environment_map(file: SourceFile, node: ast.Dict | ast.Call) -> EnvironmentMap | None:
    """The dictionary, where it holds classes of settings or is looked up by the environment's name."""
    entries = _entries(file, node)
    if entries is None or not _keys_are_environments(entries) or operates(file.spelled):
        return None
    name = _assigned_name(file, node)
    uses = [node] if name is None else _uses(file, name)
    lookups = tuple(looked for each in uses if (looked := _lookup(file, each)))
    holds_classes = all(_is_class(each) for each in entries.values())
    if not lookups and not (holds_classes and (name is None or _CALLED.search(name.id) or _all_configs(entries))):
        return None
    return EnvironmentMap(entries, name, lookups, len(uses), holds_classes)


def is_entry(file: SourceFile, node: ast.AST) -> bool:
    """Whether the value is one of those that the environment's name picks from: one setting takes the place of all."""
    around = file.parents.get(node)
    return isinstance(around, ast.Dict) and environment_map(file, around) is not None


def _entries(file: SourceFile, node: ast.Dict | ast.Call) -> dict[str, ast.expr] | None:
    """The values by key, of a display, whose keys may be constants, or of `dict(…)` with keywords."""
    if isinstance(node, ast.Dict):
        keys = [None if each is None else literal(each) or text(file, each).exact for each in node.keys]
        known = [each for each in keys if each is not None]
        return dict(zip(known, node.values, strict=True)) if len(known) == len(keys) else None
    if isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args:
        named = {each.arg: each.value for each in node.keywords if each.arg}
        return named if len(named) == len(node.keywords) else None
    return None


def _keys_are_environments(entries: dict[str, ast.expr]) -> bool:
    """Whether each key but one names an environment, and one of them surely."""
    named = [each for each in entries if is_environment(each, surely=False) or is_testing(each)]
    return len(entries) >= 2 and len(named) >= max(2, len(entries) - 1) and any(map(is_environment, named))


def _is_class(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    if isinstance(node, ast.Call) and not node.args:
        return _is_class(node.func)
    path = literal(node)
    if path is not None and "." in path:
        name = path.rpartition(".")[2]
    return bool(re.match(r"_?[A-Z]\w*[a-z]", name))


def _all_configs(entries: dict[str, ast.expr]) -> bool:
    return all({"config", "settings", "configuration"} & set(words(ast.unparse(each))) for each in entries.values())


def _assigned_name(file: SourceFile, node: ast.expr) -> ast.Name | None:
    match file.parents[node]:
        case ast.Assign(targets=[ast.Name() as name]) | ast.AnnAssign(target=ast.Name() as name):
            return name
    return None


def _uses(file: SourceFile, name: ast.Name) -> list[ast.expr]:
    bindings = lookup(file, name, name.id)
    return [
        each
        for each in ast.walk(file.tree)
        if isinstance(each, ast.Name)
        and each.id == name.id
        and isinstance(each.ctx, ast.Load)
        and lookup(file, each, name.id) is bindings
    ]


def _lookup(file: SourceFile, node: ast.expr) -> Lookup | None:
    parent = file.parents[node]
    if isinstance(parent, ast.Subscript) and parent.value is node:
        found = subject(file, parent.slice)
        return Lookup(parent, found, None) if found else None
    call = file.parents.get(parent)
    if isinstance(parent, ast.Attribute) and parent.attr == "get" and isinstance(call, ast.Call) and call.args:
        found = subject(file, call.args[0])
        return Lookup(call, found, call.args[1] if len(call.args) > 1 else None) if found else None
    return None
