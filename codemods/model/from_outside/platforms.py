"""Which branches only developers' systems take: `if platform.system() == "Windows":`, `sys.platform == "darwin"`.

Servers run in containers of Linux. A tree that tells how it is served by Windows shows none of this by its branches.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.model.names import called, qualified
from codemods.model.scopes import lookup
from codemods.model.strings import literal
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import fact, once
from codemods.vocabulary.signs import Sign

_ASKS = Sign(rb"\bplatform\b|\bos\.name\b|\bfrom os import\b[^\n]*\bname\b")
_SERVED_BY_WINDOWS = Sign(rb"(?i)\bwfastcgi\b|\bhttpPlatformHandler\b|\bwin32serviceutil\b|\bpywin32_postinstall\b")
_NAMES = ("sys.platform", "os.name", "platform.system")
# What a name of a platform begins with; `linux2` is Python's of old.
_DEVELOPERS = ("win", "nt", "darwin", "mac", "cygwin")
_SERVERS = ("linux", "posix")
_SPELLED = frozenset(("lower", "casefold", "upper"))


def developers_branches(file: SourceFile) -> Iterator[list[ast.stmt] | ast.expr]:
    """What is done on a developer's system alone: the bodies of branches, and the values of conditional expressions."""
    if not asks_for_platform(file) or _is_served_by_windows(file.project):
        return
    branches: tuple[ast.If | ast.IfExp, ...] = (*file.nodes(ast.If), *file.nodes(ast.IfExp))
    for branch in branches:
        asked = is_for_developers(file, branch.test)
        if asked is True:
            yield branch.body
        elif asked is False and branch.orelse:
            yield branch.orelse


@fact
def asks_for_platform(file: SourceFile) -> bool:
    """Whether a file may ask on which system it runs."""
    return _ASKS.search(file.spelled) is not None


@once
def _is_served_by_windows(project: Project) -> bool:
    return any(map(_tells_of_windows, project.files.values()))


@fact
def _tells_of_windows(file: SourceFile) -> bool:
    return _SERVED_BY_WINDOWS.search(file.spelled) is not None


def is_for_developers(file: SourceFile, test: ast.expr) -> bool | None:
    """Whether a test holds on systems of developers alone; False where it does not hold on them alone; or None."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            asked = is_for_developers(file, inner)
            return None if asked is None else not asked
        case ast.BoolOp(op=ast.And(), values=values):
            return True if any(is_for_developers(file, each) is True for each in values) else None
        case ast.BoolOp(values=values):
            answers = [is_for_developers(file, each) for each in values]
            return False if False in answers else True if None not in answers else None
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _compared(file, left, operator, right)
        case ast.Call(func=ast.Attribute(value=asked, attr="startswith"), args=[begun]) if _is_system(file, asked):
            return _is_developers(begun)
        case ast.Name():
            value = _value(file, test)
            return is_for_developers(file, value) if isinstance(value, ast.Compare) else None
    return None


def _compared(file: SourceFile, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> bool | None:
    if not isinstance(operator, ast.Eq | ast.NotEq | ast.In | ast.NotIn):
        return None
    named = right if _is_system(file, left) else left if _is_system(file, right) else None
    found = None if named is None else _is_developers(named)
    return found is False if found is not None and isinstance(operator, ast.NotEq | ast.NotIn) else found


def _is_developers(named: ast.expr) -> bool | None:
    """Whether all systems that are named are those of developers, or of servers: True or False; None where it is not
    known.
    """
    words = [literal(each) for each in (named.elts if isinstance(named, ast.Tuple | ast.List | ast.Set) else [named])]
    for prefixes, answer in ((_DEVELOPERS, True), (_SERVERS, False)):
        if words and all(each is not None and each.lower().startswith(prefixes) for each in words):
            return answer
    return None


def _is_system(file: SourceFile, node: ast.expr) -> bool:
    """Whether an expression tells of the system, also in small letters, and by a name that keeps it."""
    kept = _plain(_value(file, _plain(node)) or node)
    name = called(file, kept) if isinstance(kept, ast.Call) else qualified(file, kept)
    return name in _NAMES


def _plain(node: ast.expr) -> ast.expr:
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr=method), args=[]) if method in _SPELLED:
            return inner
    return node


def _value(file: SourceFile, node: ast.expr) -> ast.expr | None:
    """What a name is given, where that is one thing."""
    found = lookup(file, node, node.id) if isinstance(node, ast.Name) else ()
    return found[0].value if len(found) == 1 else None
