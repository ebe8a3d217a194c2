"""Where Python gives a variable of the environment a value: for the process itself, for tests, for what it starts."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator

from codemods.model.names import last_name
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact
from codemods.vocabulary.unreadable import Unreadable

_SETTERS = frozenset(("setenv", "putenv"))
_GIVING = frozenset(("env", "environ", "extra_env", "env_vars"))


@fact
def writes_of(file: SourceFile) -> tuple[tuple[str, str | None, int], ...]:
    """The variables that a file gives a value, that where it is a literal, and the line."""
    found: list[tuple[str, str | None, int]] = []
    with contextlib.suppress(Unreadable, RecursionError):
        for name, value in _pairs(file):
            if (variable := literal(name)) is not None:
                found.append((variable, literal(value), value.lineno))
    return tuple(found)


def _pairs(file: SourceFile) -> Iterator[tuple[ast.expr, ast.expr]]:
    for assign in file.nodes(ast.Assign):
        for target in assign.targets:
            if isinstance(target, ast.Subscript) and last_name(target.value) in ("environ", "env"):
                yield target.slice, assign.value
    for call in file.nodes(ast.Call):
        if last_name(call.func) in _SETTERS and len(call.args) > 1:
            yield call.args[0], call.args[1]
        elif _changes(call):
            yield from ((ast.Constant(each.arg), each.value) for each in call.keywords if each.arg)
    for display in file.nodes(ast.Dict):
        if _is_environment(file, display):
            yield from ((key, value) for key, value in zip(display.keys, display.values, strict=True) if key)


def _changes(call: ast.Call) -> bool:
    """`os.environ.update(X="…")`, `patch.dict(os.environ, X="…")`, `dict(os.environ, X="…")`."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "update":
        return last_name(call.func.value) == "environ"
    return last_name(call.func) == "dict" and bool(call.args) and _is_whole(call.args[0])


def _is_environment(file: SourceFile, display: ast.Dict) -> bool:
    """Whether the dictionary is what a process, or a test, gets for an environment, or is added to one."""
    if any(key is None and _is_whole(value) for key, value in zip(display.keys, display.values, strict=True)):
        return True
    match file.parents.get(display):
        case ast.keyword(arg=name):
            return name in _GIVING
        case ast.Call() as call:
            return _changes(call)
    return False


def _is_whole(node: ast.expr) -> bool:
    """Whether it is the environment itself, or its name: `os.environ`, `"os.environ"`, `os.environ.copy()`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
        node = node.func.value
    return last_name(node) == "environ" or literal(node) == "os.environ"
