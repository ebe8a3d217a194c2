"""A module's value that takes long to make: the statements that make it, and all places that use it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.domains.commands.commands import web_entries
from codemods.domains.runtime.applications import is_asgi
from codemods.domains.runtime.slow_calls import downloads
from codemods.domains.runtime.startup import has_text_block, own_lines, reads_what_changes, steps
from codemods.libraries.servers import STARTED
from codemods.model.call_graph import code_at, main_guard
from codemods.model.callers import references
from codemods.model.functions import FUNCTIONS
from codemods.model.import_graph import imports
from codemods.model.names import called
from codemods.model.scopes import Binding, lookup, tables
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_TALK = re.compile(r"^(print|(\w+\.)*(logger|logging|log)\.\w+)$")
# A shorter string is a mode or an encoding.
_WORD = 4
_MOVES_BADLY = (*FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Await)
_LOADED = re.compile(r"load|ready", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Getter:
    """Statements at a module's level, one after the other, that make `name`; `product` assigns it.

    `uses` are the nodes that read it, in all files: Name, or Attribute where another file says `module.name`.
    `following` is what stands behind the statements.
    """

    file: SourceFile
    name: str
    statements: tuple[ast.stmt, ...]
    product: ast.stmt
    uses: tuple[tuple[SourceFile, ast.AST], ...]
    following: ast.stmt | None


def getter(file: SourceFile, node: ast.AST) -> Getter | None:
    """How the value that a call at start makes can be made at its first use, None where that is not certain."""
    last = [*steps(file, node)][-1]
    if last.code.node is not last.file.tree or last.file.parents[last.statement] is not last.file.tree:
        top = _top(last.file, last.statement) if last.code.node is last.file.tree else None
        if top is None:
            return None
        file, statement = last.file, top
    else:
        file, statement = last.file, last.statement
    body = file.tree.body
    product = _product(file, body, statement)
    if product is None or (name := _name(product)) == "":
        return None
    run = _run(file, body, statement, product, name)
    uses = None if run is None else _uses(file, name, run, product)
    if run is None or uses is None or has_text_block(run) or not own_lines(file, run) or reads_what_changes(file, run):
        return None
    if not all(_is_written(*each) for each in uses) or not _is_written_in(file, run, name):
        return None
    if _is_named(file, name) or _blocks_a_loop(file, uses):
        return None
    behind = body.index(run[-1]) + 1
    return Getter(file, name, tuple(run), product, tuple(uses), body[behind] if behind < len(body) else None)


def _is_named(file: SourceFile, name: str) -> bool:
    """Whether something takes the value by its name: a command, a manifest, a string of another module."""
    if name in STARTED or any(each.file is file and each.attribute == name for each in web_entries(file.project)):
        return True
    stem = file.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    named = re.compile(rf"\b{re.escape(stem)}[:.]{name}\b".encode())
    quoted = re.compile(rf"[\"'](?:[\w.]+\.)?{re.escape(stem)}[:.]{name}\b".encode())
    return any(
        (quoted if each.kind == "python" else named).search(each.spelled) for each in file.project.files.values()
    )


def _blocks_a_loop(file: SourceFile, uses: Sequence[tuple[SourceFile, ast.AST]]) -> bool:
    """Whether the first use may stand in a coroutine: the load would keep all others waiting."""
    root = file.project.service_root(file.path)
    return is_asgi(file.project, root) or any(
        isinstance(each, ast.AsyncFunctionDef) for other, node in uses for each in other.ancestors(node)
    )


def _is_written(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node stands where its place says: before Python 3.12 what is in an f-string may not."""
    line = file.lines[node.lineno - 1][file.column(node.lineno, node.col_offset) - 1 :]  # type: ignore[attr-defined]
    name = node.id if isinstance(node, ast.Name) else ""
    return re.match(rf"{name}\b", line) is not None if name else file.source(node) == ast.unparse(node)


def _is_written_in(file: SourceFile, run: Sequence[ast.stmt], name: str) -> bool:
    names = [node for each in run for node in ast.walk(each) if isinstance(node, ast.Name) and node.id == name]
    return all(_is_written(file, each) for each in names)


def _top(file: SourceFile, node: ast.AST) -> ast.stmt | None:
    """The statement of the module's own level that the node stands in, no definition and no main guard."""
    way = [node, *file.ancestors(node)]
    top = way[-2] if len(way) > 1 else None
    kinds = (ast.If, ast.With, ast.Try)
    return top if isinstance(top, kinds) and top is not main_guard(file) else None


def _name(statement: ast.stmt) -> str:
    """What a statement assigns, `name = …` or `with open(…) as f: name = …`; '' for any other."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return name
        case ast.With(body=[ast.Assign(targets=[ast.Name(id=name)])]):
            return name
    return ""


def _product(file: SourceFile, body: Sequence[ast.stmt], statement: ast.stmt) -> ast.stmt | None:
    """The statement that gives the value: the one itself, or what reads the file that it fetches."""
    if _name(statement):
        return statement
    if not isinstance(statement, ast.If | ast.Expr) or not any(downloads(file, each) for each in ast.walk(statement)):
        return None
    fetched = _operands(file, statement)
    for each in body[body.index(statement) + 1 :][:3]:
        if _name(each) and _operands(file, each) & fetched:
            return each
    return None


def _operands(file: SourceFile, statement: ast.stmt) -> set[str]:
    """The names, settings and strings that are arguments of the statement's calls: paths, as far as one can tell."""
    values = [
        each for call in ast.walk(statement) if isinstance(call, ast.Call) for each in call.args
        if isinstance(each, ast.Attribute | ast.Name)
        or (isinstance(each, ast.Constant) and isinstance(each.value, str) and len(each.value) > _WORD)
    ]  # fmt: skip
    return {ast.unparse(each) for each in values}


def _run(
    file: SourceFile, body: Sequence[ast.stmt], statement: ast.stmt, product: ast.stmt, name: str
) -> list[ast.stmt] | None:
    """All statements that only serve the value: what fetches its file, what is called on it, a line that says so."""
    first, last = sorted((body.index(statement), body.index(product)))
    paths = _operands(file, product)
    while first > 0 and _fetches(file, body[first - 1], paths):
        first -= 1
    while last + 1 < len(body) and _completes(body[last + 1], name):
        last += 1
    run = list(body[first : last + 1])
    for each in run:
        if each is not product and not isinstance(each, ast.If | ast.Expr):
            return None
        if any(isinstance(node, _MOVES_BADLY) for node in ast.walk(each)):
            return None
    stores = [node.id for each in run for node in ast.walk(each)
              if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del)]  # fmt: skip
    opened = {node.optional_vars.id for node in ast.walk(product)
              if isinstance(node, ast.withitem) and isinstance(node.optional_vars, ast.Name)}  # fmt: skip
    if stores.count(name) != 1 or not set(stores) <= {name} | opened or _read_on(file, opened, run):
        return None
    return run


def _read_on(file: SourceFile, names: set[str], run: Sequence[ast.stmt]) -> bool:
    """Whether a file that `with` opened is read outside of the statements, through the module's name."""
    inside = {id(node) for each in run for node in ast.walk(each)}
    module = tables(file)[file.tree].names
    return any(
        node.id in names and id(node) not in inside and isinstance(node.ctx, ast.Load)
        and lookup(file, node, node.id) is module.get(node.id) and not _rebound(file, node)
        for node in file.nodes(ast.Name)
    )  # fmt: skip


def _rebound(file: SourceFile, node: ast.Name) -> bool:
    """Whether the name is opened anew by a `with` around it."""
    return any(
        isinstance(each, ast.With)
        and any(isinstance(item.optional_vars, ast.Name) and item.optional_vars.id == node.id for item in each.items)
        for each in file.ancestors(node)
    )


def _fetches(file: SourceFile, statement: ast.stmt, paths: set[str]) -> bool:
    """Whether a statement only gets the file that the value is read from."""
    if not isinstance(statement, ast.If | ast.Expr) or not _operands(file, statement) & paths:
        return False
    calls = [each for each in ast.walk(statement) if isinstance(each, ast.Call)]
    makes = any(called(file, each) in ("os.makedirs", "os.mkdir") for each in calls)
    return makes or any(downloads(file, each) for each in calls)


def _completes(statement: ast.stmt, name: str) -> bool:
    """`model.eval()`, or a line of output that says that it is loaded."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=receiver)))) if receiver == name:
            return True
        case ast.Expr(value=ast.Call(func=function, args=[ast.Constant(value=str(said))], keywords=[])):
            return _TALK.match(ast.unparse(function)) is not None and _LOADED.search(said) is not None
    return False


def _uses(
    file: SourceFile, name: str, run: Sequence[ast.stmt], product: ast.stmt
) -> list[tuple[SourceFile, ast.AST]] | None:
    """Every read of the value outside of the statements; None where one could not be a call instead."""
    bindings = tables(file)[file.tree].names.get(name, [])
    own = [each for each in bindings if not isinstance(each.node, ast.Global)]
    inside = {id(node) for each in run for node in ast.walk(each)}
    if len(own) != 1 or id(own[0].node) not in inside or _assigned_by_global(file, name, bindings):
        return None
    found: list[tuple[SourceFile, ast.AST]] = []
    for node in file.nodes(ast.Name):
        if node.id == name and id(node) not in inside and lookup(file, node, name) is bindings:
            if not isinstance(node.ctx, ast.Load) or not _late(file, node):
                return None
            found.append((file, node))
    for other in file.project.mentioning(name.encode()):
        if other is not file and any(each.file is file for each in imports(other)):
            try:
                more = _imported(file, name, other)
            except Unreadable:
                return None
            if more is None:
                return None
            found += more
    return found


def _assigned_by_global(file: SourceFile, name: str, bindings: list[Binding]) -> bool:
    """Whether a function that says `global name` gives it another value."""
    for binding in bindings:
        if isinstance(binding.node, ast.Global):
            function = file.function(binding.node)
            if function is None or any(
                isinstance(each, ast.Name) and each.id == name and not isinstance(each.ctx, ast.Load)
                for each in ast.walk(function)
            ):
                return True
    return False


def _late(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node is evaluated when a function is called, or when the file is run as a script."""
    code = code_at(file, node).node
    return isinstance(code, (*FUNCTIONS, ast.If))


def _imported(file: SourceFile, name: str, other: SourceFile) -> list[tuple[SourceFile, ast.AST]] | None:
    """The reads of the value in a file that imports the module; None where that does more with it than read it."""
    found: list[tuple[SourceFile, ast.AST]] = []
    for local, bindings in _aliases(file, name, other):
        if local == "*" or file.project.is_test(other.path) or len(bindings) != 1:
            return None
        if any(_hands_on(other, local, each) for each in file.project.mentioning(local.encode())):
            return None
        for node in other.nodes(ast.Name):
            if node.id == local and lookup(other, node, local) is bindings:
                if not isinstance(node.ctx, ast.Load) or not _late(other, node):
                    return None
                found.append((other, node))
    for attribute in references(other).get(name, ()):
        if isinstance(attribute, ast.Attribute) and any(
            thing.kind == "module" and thing.file is file for thing in evaluate(other, attribute.value)
        ):
            if (
                file.project.is_test(other.path)
                or not isinstance(attribute.ctx, ast.Load)
                or not _late(other, attribute)
            ):
                return None
            found.append((other, attribute))
    return found


def _aliases(file: SourceFile, name: str, other: SourceFile) -> Iterator[tuple[str, list[Binding]]]:
    """The names by which a file imports the value, `*` where it imports everything."""
    for statement in other.nodes(ast.ImportFrom):
        module = other.project.absolute_name(other.path, statement.level, statement.module)
        if (other.project.module(module, other.path) if module else None) is file:
            for alias in statement.names:
                if alias.name in (name, "*"):
                    local = alias.asname or alias.name
                    yield local, lookup(other, statement, local)


def _hands_on(middle: SourceFile, local: str, other: SourceFile) -> bool:
    """Whether a third file takes the value from the one that imported it."""
    if other is middle or not any(each.file is middle for each in imports(other)):
        return False
    return any(True for _ in _aliases(middle, local, other)) or any(
        isinstance(each, ast.Attribute)
        and any(thing.kind == "module" and thing.file is middle for thing in evaluate(other, each.value))
        for each in references(other).get(local, ())
    )
