"""The settings without which a module can't be imported, and where it could say so of all of them at once.

What is told here holds for the module by itself: each of the names is read further down, on every import, and nothing
in between can give it a value or leave the module. So the same imports fail, whoever runs them.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.libraries.standard import FOREIGN
from codemods.model.names import qualified
from codemods.model.strings import literal
from codemods.project.source_file import SourceFile

_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)
_BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.ClassDef)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# What may leave the module, or run code that is not seen here.
_LEAVING = (ast.Raise, ast.Assert, ast.Await, ast.Delete)
_CHANGING = frozenset(("setdefault", "update", "pop", "popitem", "clear", "__setitem__"))


@dataclass(frozen=True)
class Insisting:
    """`names` in the order of the reads. `first`: the statement that a check of them belongs before."""

    names: tuple[str, ...]
    first: ast.stmt


@dataclass(frozen=True)
class Check:
    """A check that stands in the module: its list of names, and those that it should have."""

    node: ast.Assign
    variable: str
    names: tuple[str, ...]
    wanted: tuple[str, ...]


def insisting(file: SourceFile) -> Insisting | None:
    """What a module insists on where nothing checks that yet; None where it can't be told for sure. May be Unreadable.

    A list of some of the names is taken for a check in a form of the author's own.
    """
    body = file.tree.body
    reading = [at for at, each in enumerate(body) if any(_reads(file, each))]
    if not reading or not all(_is_harmless(file, each) for each in body[reading[0] : reading[-1] + 1]):
        return None
    names = tuple(dict.fromkeys(name for at in reading for name in _reads(file, body[at])))
    if _listed(file) & set(names):
        return None
    start = reading[0]
    while start and _is_setting(file, body[start - 1]) and _is_harmless(file, body[start - 1]):
        start -= 1
    return Insisting(names, body[start])


def check(file: SourceFile) -> Check | None:
    """The check `[… for name in REQUIRED if name not in os.environ]` at the module level. May be Unreadable."""
    body = file.tree.body
    for at, statement in enumerate(body):
        where = statement.test if isinstance(statement, ast.If) else getattr(statement, "value", None)
        for each in ast.walk(where) if where is not None else ():
            if isinstance(each, ast.ListComp) and (variable := _checked(file, each)):
                node = next((one for one in reversed(body[:at]) if _lists(one, variable)), None)
                if not isinstance(node, ast.Assign):
                    return None
                names = tuple(filter(None, map(literal, node.value.elts)))  # type: ignore[attr-defined]
                judged = isinstance(statement, ast.Assign) and [*map(type, body[at + 1 : at + 2])] == [ast.If]
                wanted = _behind(file, body[at + 1 + judged :])
                complete = len(names) == len(node.value.elts)  # type: ignore[attr-defined]
                return Check(node, variable, names, wanted) if complete else None
    return None


def _behind(file: SourceFile, body: list[ast.stmt]) -> tuple[str, ...]:
    """What is read for sure behind a check."""
    found: dict[str, None] = {}
    for each in body:
        found |= dict.fromkeys(_reads(file, each))
        if not _is_harmless(file, each):
            break
    return tuple(found)


def _checked(file: SourceFile, node: ast.ListComp) -> str:
    """The name of the list that a comprehension looks for in the environment."""
    match node:
        case ast.ListComp(
            elt=ast.Name(id=one),
            generators=[ast.comprehension(
                target=ast.Name(id=two),
                iter=ast.Name(id=variable),
                ifs=[ast.Compare(left=ast.Name(id=three), ops=[ast.NotIn()], comparators=[where])],
            )],
        ) if one == two == three and qualified(file, where) == "os.environ":  # fmt: skip
            return variable
    return ""


def _lists(statement: ast.stmt, variable: str) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Tuple() | ast.List()):
            return name == variable
    return False


def _reads(file: SourceFile, node: ast.AST) -> Iterator[str]:
    """The variables that a statement at the module level reads in any case, and fails without."""
    match node:
        case ast.Subscript(value=value, slice=ast.Constant(value=str(name)), ctx=ast.Load()) if (
            qualified(file, value) == "os.environ"
        ):
            yield name
        case ast.Compare(left=left, comparators=[right, *_]):
            yield from (*_reads(file, left), *_reads(file, right))
        case ast.BoolOp(values=[first, *_]) | ast.IfExp(test=first):
            yield from _reads(file, first)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _reads(file, node.generators[0].iter)
        case ast.ClassDef():
            for each in node.body:
                yield from _reads(file, each)
        case ast.stmt() if not isinstance(node, _SIMPLE):
            pass
        case ast.Lambda():
            pass
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _reads(file, child)


def _is_harmless(file: SourceFile, statement: ast.stmt) -> bool:
    """Whether the statement can neither change the environment nor end the module."""
    return all(_is_quiet(file, each) for each in _run(statement))


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a statement that run when it does: no bodies of functions."""
    yield node
    children = ast.iter_child_nodes(node)
    if isinstance(node, _DEFINITIONS):
        children = iter(node.decorator_list)
    elif isinstance(node, ast.Lambda):
        return
    for child in children:
        yield from _run(child)


def _is_quiet(file: SourceFile, node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return all(_is_standard(each.name) for each in names)
        case ast.ImportFrom(module=module, level=level):
            return not level and _is_standard(module or "")
        case ast.Call(func=function):
            return _is_quiet_call(file, function)
        case ast.Subscript(value=value, ctx=ast.Store()):
            return qualified(file, value) != "os.environ"
        case ast.AugAssign(target=target):
            return qualified(file, target) != "os.environ"
        case ast.stmt():
            return isinstance(node, (*_SIMPLE, *_BLOCKS, *_DEFINITIONS, ast.Pass))
    return not isinstance(node, _LEAVING)


def _is_quiet_call(file: SourceFile, function: ast.expr) -> bool:
    """Whether a call is one of the standard library, or of a value's own method."""
    name = qualified(file, function)
    if name.startswith(("os.environ.", "os.environb.")) and name.rpartition(".")[2] in _CHANGING:
        return False
    if not name:
        return isinstance(function, ast.Attribute) and not isinstance(function.value, ast.Name)
    return _is_standard(name) and name not in FOREIGN


def _is_standard(name: str) -> bool:
    top = name.partition(".")[0]
    return top == "builtins" or top in sys.stdlib_module_names


def _is_setting(file: SourceFile, statement: ast.stmt) -> bool:
    """Whether a check may stand above the statement too: an assignment, but none of what heads a module."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return not name.startswith("__")
    return isinstance(statement, ast.If)


def _listed(file: SourceFile) -> set[str]:
    """The strings of the module's lists, tuples and sets."""
    displays: list[ast.List | ast.Tuple | ast.Set] = [
        *file.nodes(ast.List), *file.nodes(ast.Tuple), *file.nodes(ast.Set),
    ]  # fmt: skip
    return {name for each in displays for name in map(literal, each.elts) if name}
