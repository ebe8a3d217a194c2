"""Classes that hold the settings of one environment, and the expressions that pick one by the environment's name."""

from __future__ import annotations

import ast
import re

from codemods.domains.environments.names import is_environment, is_testing, is_variable, subject
from codemods.domains.environments.taken import is_never_taken
from codemods.libraries.settings import OTHER_BASES
from codemods.libraries.standard import LOADS_CLASS
from codemods.model.environment_reads import environment_read
from codemods.model.names import called, qualified
from codemods.model.parsable import readable
from codemods.model.scopes import lookup
from codemods.model.settings_classes.class_names import mentions
from codemods.model.settings_classes.conditions import is_switch, switches
from codemods.model.strings import argument, literal
from codemods.project.audience.loaded_by_tests import is_class_of_tests
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CONFIG = frozenset(("config", "configs", "settings", "setting", "configuration", "conf", "cfg"))
_AMBIGUOUS = frozenset(
    ("stage", "local", "docker", "heroku", "unix", "live", "demo", "preview", "sandbox", "integration")
)
_DEPTH = 4


def words(name: str) -> list[str]:
    """The lower-case words of a name: `ProdConfig` and `prod_config` are prod, config."""
    return [each.lower() for each in _CAMEL.findall(name)]


def names_environment(name: str) -> bool:
    """Whether a class or module is called after an environment to deploy to: `ProdConfig`, `config.production`."""
    parts = words(name)
    return any(is_environment(each) and each not in _AMBIGUOUS for each in parts) and not any(map(is_testing, parts))


def is_environment_class(file: SourceFile, node: ast.ClassDef) -> bool:
    """Whether a class holds the settings of one environment, other than the tests', and no switch alone picks it."""
    return _holds_environment(file, node) and not _are_switched(file)


def _holds_environment(file: SourceFile, node: ast.ClassDef) -> bool:
    if not _is_config_class(file, node) or any(map(is_testing, words(node.name))):
        return False
    if is_class_of_tests(file, node) or is_never_taken(file, node):
        return False
    if names_environment(node.name):
        return True
    return bool(_AMBIGUOUS.intersection(words(node.name))) and any(
        isinstance(each, ast.ClassDef) and names_environment(each.name) and _is_config_class(file, each)
        for each in file.tree.body
    )


@once
def _are_switched(file: SourceFile) -> bool:
    """Whether all classes for an environment in a module are on or off by a switch."""
    found = [each for each in file.nodes(ast.ClassDef) if _holds_environment(file, each)]
    return all(_is_switched_on(file, each) for each in found)


def _is_config_class(file: SourceFile, node: ast.ClassDef) -> bool:
    if _has_other_base(file, node, 0) or node.keywords:
        return False
    based = any(words(ast.unparse(each))[-1:] and words(ast.unparse(each))[-1] in _CONFIG for each in node.bases)
    own = words(node.name)
    if own[-1] not in _CONFIG and not (is_environment(own[-1]) and (based or not _CONFIG.isdisjoint(own))):
        return False
    body = [each for each in node.body if not isinstance(each, ast.Expr | ast.Pass)]
    settings = [each for each in body for name in _assigned(each) if name.isupper()]
    methods = all(isinstance(each, ast.FunctionDef) for each in body) and bool(node.bases)
    return bool(settings) or methods


def _assigned(statement: ast.stmt) -> list[str]:
    """The names that a statement of a class gives a value, also under conditions."""
    return [each.id for each in ast.walk(statement) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]


def _has_other_base(file: SourceFile, node: ast.ClassDef, depth: int) -> bool:
    for base in node.bases:
        if OTHER_BASES.search(qualified(file, base) or ast.unparse(base)) or OTHER_BASES.search(ast.unparse(base)):
            return True
        if isinstance(base, ast.Name) and depth < _DEPTH:
            for each in lookup(file, node, base.id):
                if isinstance(each.node, ast.ClassDef) and _has_other_base(file, each.node, depth + 1):
                    return True
    return False


def picks_environment(file: SourceFile, node: ast.expr, depth: int = 0) -> bool:
    """Whether an expression is a configuration picked by the environment's name, or one environment's own."""
    if depth > _DEPTH:
        return False
    if read := environment_read(file, node):
        return is_variable(read[0]) or bool(read[1] and picks_environment(file, read[1], depth + 1))
    match node:
        case ast.Constant(value=str(path)):
            return names_environment(path.rpartition(".")[2] or path) or names_environment(path.rpartition(":")[2])
        case ast.Subscript(slice=key):
            word = literal(key)
            return not isinstance(key, ast.Constant) if word is None else is_environment(word, surely=False)
        case ast.JoinedStr():
            return any(isinstance(each, ast.FormattedValue) for each in node.values)
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            return any(
                subject(file, each) is not None or environment_read(file, each) is not None for each in ast.walk(node)
            )
        case ast.Attribute(attr=attr):
            return names_environment(attr)
        case ast.BoolOp(values=values):
            return any(picks_environment(file, each, depth + 1) for each in values)
        case ast.IfExp(body=body, orelse=orelse):
            if is_switch(node.test) and not _asks_environment(file, node.test):
                return False
            return picks_environment(file, body, depth + 1) or picks_environment(file, orelse, depth + 1)
        case ast.Call():
            return _call_picks(file, node, depth)
        case ast.Name(id=name):
            values = [
                each.value for each in lookup(file, node, name) if each.kind == "value" and each.value is not None
            ]
            if values and all(is_switched(file, each) for each in values):
                return False
            return any(picks_environment(file, each, depth + 1) for each in values) or (
                not values and names_environment(name) and name[:1].isupper()
            )
    return False


def _is_handed_in(file: SourceFile, key: ast.expr) -> bool:
    """Whether a module is named by an argument whose name says nothing of an environment: `--config shop.local`."""
    return (
        isinstance(key, ast.Name)
        and subject(file, key) is None
        and {each.kind for each in lookup(file, key, key.id)} == {"param"}
    )


def _is_switched_on(file: SourceFile, owner: ast.ClassDef) -> bool:
    """Whether a switch for developers picks between the class and another one, and nothing but its heirs names it."""
    naming = file.project.mentioning(owner.name.encode())
    holding = readable(each for each in naming if not file.project.is_test(each.path))
    found = [
        (other, each) for other in holding
        if other is file or not any(each.name == owner.name for each in other.nodes(ast.ClassDef))
        for each in mentions(other, owner.name) if not isinstance(other.parents.get(each), ast.ClassDef)
    ]  # fmt: skip
    return bool(found) and all(is_switched(other, each) for other, each in found)


def is_switched(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node stands in a branch on a switch, and not on the environment's name."""
    return any(not _asks_environment(file, test) for test, _ in switches(file, node))


def _asks_environment(file: SourceFile, test: ast.expr) -> bool:
    return any((held := subject(file, each)) is not None and held.sure for each in ast.walk(test))


def _call_picks(file: SourceFile, node: ast.Call, depth: int) -> bool:
    name = called(file, node)
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr == "get" and node.args:
        return literal(node.args[0]) is None
    if isinstance(function, ast.Attribute) and function.attr == "format":
        return any(subject(file, each) is not None for each in [*node.args, *(each.value for each in node.keywords)])
    if name == "builtins.getattr" or name.rpartition(".")[2] in LOADS_CLASS:
        key = argument(node, 1 if name == "builtins.getattr" else 0)
        if key is None or (name != "builtins.getattr" and _is_handed_in(file, key)):
            return False
        return literal(key) is None or picks_environment(file, key, depth + 1)
    if not node.args and picks_environment(file, function, depth + 1):
        return True
    return _function_picks(file, name)


def _function_picks(file: SourceFile, name: str) -> bool:
    """Whether a function of the project returns what the environment's name picks."""
    module, _, function = name.rpartition(".")
    target = file.project.module(module, file.path) if module else None
    if target is None:
        return False
    try:
        found = [each for each in target.tree.body if isinstance(each, ast.FunctionDef) and each.name == function]
    except Unreadable:
        return False
    return any(
        (read := environment_read(target, node)) is not None and is_variable(read[0])
        for each in found
        for node in ast.walk(each)
    )
