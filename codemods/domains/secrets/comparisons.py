"""Whether a program compares its secret with another constant: with its default, to refuse to start with that one."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from typing import TypeGuard

from codemods.domains.secrets.names_and_values import is_secret_name
from codemods.model.environment_reads import environment_read
from codemods.model.names import last_name
from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable

# What a name has in it that says secret, as it is written.
_WORDS = (
    "secret", "SECRET", "Secret", "password", "PASSWORD", "Password", "passwd", "PASSWD", "PASS", "Pass", "_pass",
    "passphrase", "passwrd", "pwd", "PWD", "Pwd", "pswd", "PSWD", "psw", "PSW", "psk", "PSK", "_pw", "_PW", "pw_",
    "PW_", "token", "TOKEN", "Token", "salt", "SALT", "Salt", "credential", "CREDENTIAL", "Credential", "_key", "_KEY",
    "Key", "apikey", "APIKEY",
)  # fmt: skip
_OPERATORS = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)


def is_compared(project: Project, name: str, value: str) -> bool:
    """Whether a comparison has the value itself, or the setting of that name and another setting or literal."""
    wanted = [*project.words.holding(name.encode(), whole=True)] if name else []
    wanted += [file for file in _comparing(project) if file not in wanted]
    return any(_compares(file, name, value) for file in wanted if not project.is_test(file.path))


def is_refused(project: Project, names: Collection[str], value: str) -> bool:
    """Whether the program stops where the setting of one of the names is its default: `if KEY == "dev": raise …`."""
    said = {each.lower() for each in names if each}
    files = {file.path: file for each in names if each for file in project.words.holding(each.encode(), whole=True)}
    return any(_refuses(file, said, value) for path, file in files.items() if not project.is_test(path))


def _refuses(file: SourceFile, names: Collection[str], value: str) -> bool:
    try:
        branches = file.nodes(ast.If)
        return any(
            isinstance(each, ast.Compare)
            and all(isinstance(op, ast.Eq | ast.In) for op in each.ops)
            and any(_called(file, side).lower() in names for side in (each.left, *each.comparators))
            and any(value in _values(file, side) for side in (each.left, *each.comparators))
            and _stops(branch.body) and _is_run(file, branch)
            for branch in branches for each in ast.walk(branch.test)
        )  # fmt: skip
    except (Unreadable, RecursionError):
        return False


def _values(file: SourceFile, node: ast.expr) -> list[str]:
    """The literals that an operand is, or that a name or a set of them holds."""
    if isinstance(node, ast.Name):
        bound = [each.value for each in lookup(file, node, node.id)]
        return _values(file, bound[0]) if len(bound) == 1 and _is_plain(bound[0]) else []
    if isinstance(node, ast.Call) and node.args:
        return _values(file, node.args[0]) if last_name(node.func) in ("frozenset", "set") else []
    return [said for each in _parts(node) if (said := literal(each))]


def _is_plain(node: ast.AST | None) -> TypeGuard[ast.expr]:
    return isinstance(node, ast.Constant | ast.Tuple | ast.List | ast.Set | ast.Call)


def _stops(body: list[ast.stmt]) -> bool:
    match body[-1]:
        case ast.Raise():
            return True
        case ast.Expr(value=ast.Call(func=function)):
            return last_name(function) in ("exit", "_exit")
    return False


def _is_run(file: SourceFile, node: ast.AST) -> bool:
    """Whether something runs the function around the node: a call by its name, a decorator, Python itself."""
    function = file.function(node)
    name = getattr(function, "name", "")
    if function is None or name.startswith("__") or getattr(function, "decorator_list", ()):
        return True
    word = re.compile(rb"\b%s\b" % re.escape(name.encode()))
    naming = file.project.words.holding(name.encode(), whole=True)
    return sum(len(word.findall(each.spelled)) for each in naming if not file.project.is_test(each.path)) > 1


@once
def _comparing(project: Project) -> tuple[SourceFile, ...]:
    """The files that compare what is called like a secret with a literal."""
    named = project.words.naming_any(each.encode() for each in _WORDS)
    return tuple(file for file in named if not project.is_test(file.path) and _compares_secrets(file))


@once
def _compares_secrets(file: SourceFile) -> bool:
    return any(
        any(map(literal, sides)) and any(is_secret_name(_called(file, each)) for each in sides)
        for sides in _comparisons(file)
    )


def _compares(file: SourceFile, name: str, value: str) -> bool:
    for sides in _comparisons(file):
        if any(literal(each) == value for each in sides) and any(is_secret_name(_called(file, each)) for each in sides):
            return True
        ours = [each for each in sides if _called(file, each) == name]
        if ours and any(each not in ours and _is_setting(file, each) for each in sides):
            return True
    return False


def _comparisons(file: SourceFile) -> Iterator[list[ast.expr]]:
    """What each comparison of a file compares."""
    try:
        nodes = file.nodes(ast.Compare)
    except (Unreadable, RecursionError):
        return
    for node in nodes:
        if all(isinstance(each, _OPERATORS) for each in node.ops):
            yield [part for each in (node.left, *node.comparators) for part in _parts(each)]


def _parts(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]


def _called(file: SourceFile, node: ast.expr) -> str:
    """The name of a constant, an attribute, a setting or a variable of the environment."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(name)), *_]):
            return name
        case ast.Call() if read := environment_read(file, node):
            return read[0]
    return ""


def _is_setting(file: SourceFile, node: ast.expr) -> bool:
    """Whether the operand is fixed when the program starts, rather than what a request brings."""
    if text := literal(node):
        return bool(text.strip())
    return _called(file, node).isupper()
