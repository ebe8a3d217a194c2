"""What a project reads from the environment today: the names that a fix must not give a second meaning."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.libraries.settings import READERS
from codemods.libraries.standard import ENVIRONMENT_READS
from codemods.model.names import qualified
from codemods.model.strings import argument, literal, text
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once
from codemods.vocabulary.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Read:
    """One place that reads a variable. `default` is None where there is none or it can't be known."""

    name: str
    default: str | None
    required: bool
    path: str
    line: int


def reads(project: Project, root: str, name: str) -> list[Read]:
    """The places that read the environment variable of that name in the Python files under `root`."""
    found: list[Read] = []
    for file in project.words.holding(name.encode(), whole=True):
        if file.path.startswith(f"{root}/" if root else "") and _may_read(file):
            found += reads_of(file).get(name, ())
    return found


def _may_read(file: SourceFile) -> bool:
    return any(each in file.spelled for each in (b"env", b"decouple", b"starlette"))


@once
def reads_of(file: SourceFile) -> dict[str, list[Read]]:
    """All reads of a file that can be parsed, by their variables."""
    found: dict[str, list[Read]] = {}
    with contextlib.suppress(Unreadable, RecursionError):
        for read in _reads(file):
            found.setdefault(read.name, []).append(read)
    return found


def environment_read(file: SourceFile, node: ast.AST) -> tuple[str, ast.expr | None, bool] | None:
    """The variable's name, the default's expression and whether it is required, if the node reads the environment."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        name = literal(node.slice)
        if name and qualified(file, node.value) == "os.environ":
            return name, None, True
    elif isinstance(node, ast.Call) and (node.args or node.keywords):
        name = literal(argument(node, 0, "key"))
        if name is None:
            return None
        called, default = qualified(file, node.func), argument(node, 1, "default")
        if _asks(called):
            return name, default, default is None and called not in ENVIRONMENT_READS
    return None


def is_computed_read(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node reads a variable whose name the code computes: `environ.get(f"SHOP_{key}")`."""
    match node:
        case ast.Subscript(value=value, slice=key, ctx=ast.Load()) if literal(key) is None:
            return isinstance(value, ast.Attribute | ast.Name) and qualified(file, value) == "os.environ"
        case ast.Call(func=function, args=[key, *_]) if literal(key) is None:
            return _asks(qualified(file, function))
    return False


def _asks(called: str) -> bool:
    """Whether a function gives a variable's value, by its name."""
    return called in ENVIRONMENT_READS or any(called == each or called.startswith(f"{each}.") for each in READERS)


def _reads(file: SourceFile) -> Iterator[Read]:
    for node in (*file.nodes(ast.Call), *file.nodes(ast.Subscript)):
        if found := environment_read(file, node):
            name, default, required = found
            if default is None and not required:
                default = alternative(file, node)
            known = text(file, default).exact if default is not None else None
            yield Read(name, known, required, file.path, node.lineno)


def alternative(file: SourceFile, node: ast.AST) -> ast.expr | None:
    """The `"x"` of `environ.get("NAME") or "x"`."""
    parent = file.parents.get(node)
    if isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.Or) and parent.values[0] is node:
        return parent.values[1]
    return None


def another_spelling(file: SourceFile, name: str) -> str:
    """What the service's code calls the address that a variable is named after: MONGODB_URI for MONGO_URL; or ''."""
    system = name.rpartition("_")[0]
    project, root = file.project, file.project.service_root(file.path)
    pattern = re.compile(rf"\b{system}(?:DB)?_(?:URL|URI|DSN)\b".encode())
    own = [
        each for each in project.python() if project.service_root(each.path) == root and not project.is_test(each.path)
    ]
    names = {match[0].decode() for each in own for match in pattern.finditer(each.spelled)}
    return min(names - {name}, default="")
