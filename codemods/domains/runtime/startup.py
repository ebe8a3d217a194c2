"""What happens before the web process can serve: the way that leads to a call, and the statement that begins it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.domains.runtime.phases import Phase, startable, starts, trail
from codemods.model.call_graph import Code, code_at
from codemods.model.callers import callers
from codemods.model.functions import FUNCTIONS, returns
from codemods.model.import_graph import imports
from codemods.model.names import exported, qualified
from codemods.model.scopes import Binding, Scope, lookup, scope_of, tables
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile

_HOPS = 6
_PREFERRED = ("app", "application", "server", "flask_app")


@dataclass(frozen=True, slots=True)
class Step:
    """A statement that leads to a call: `code` is what runs it."""

    file: SourceFile
    code: Code
    statement: ast.stmt


def at_start(file: SourceFile, node: ast.AST) -> bool:
    """Whether the web process runs the node before it serves."""
    return starts(file, node)


def witness(file: SourceFile, node: ast.AST) -> str:
    """How the start comes to the node: "app.py → create_app → init_db"."""
    return " → ".join(dict.fromkeys(trail(file, node, Phase.START)))


def steps(file: SourceFile, node: ast.AST) -> Iterator[Step]:
    """The statement that holds the node, then the only one at start that calls its function, and so on outwards."""
    code, statement = code_at(file, node), file.statement(node)
    for _ in range(_HOPS):
        yield Step(code.file, code, statement)
        if not isinstance(code.node, FUNCTIONS):
            return
        edges = [each for each in callers(code, startable(code.file.project)) if at_start(each.caller.file, each.node)]
        if len(edges) != 1 or edges[0].kind != "call":
            return
        code, statement = edges[0].caller, edges[0].caller.file.statement(edges[0].node)


def flask_name(step: Step) -> str:
    """The name of the Flask application that the same code has made before the statement, '' without one.

    What a function does with an application that others made may run too late for a command.
    """
    file = step.file
    scope: Scope = scope_of(file, step.statement)
    names = tables(file)[scope].names
    for name in sorted(names, key=lambda each: each not in _PREFERRED):
        if any(_is_flask(file, scope, name, each, step.statement.lineno) for each in names[name]):
            return name
    return ""


def _is_flask(file: SourceFile, scope: Scope, name: str, binding: Binding, before: int) -> bool:
    if getattr(binding.node, "lineno", 0) >= before:
        return False
    if isinstance(binding.node, ast.ImportFrom) and isinstance(scope, ast.Module):
        source = file.project.absolute_name(file.path, binding.node.level, binding.node.module)
        return file.project.module(source, file.path) is not None and exported(file, name) == "flask.Flask"
    if binding.kind != "value" or binding.value is None:
        return False
    return qualified(file, binding.value) == "flask.Flask" or (
        isinstance(binding.value, ast.Call) and _makes_flask(file, binding.value)
    )


def _makes_flask(file: SourceFile, call: ast.Call) -> bool:
    return any(
        qualified(thing.file, value) == "flask.Flask"
        for thing in evaluate(file, call.func)
        if thing.kind == "function"
        for value in returns(thing.node)
    )


def read_elsewhere(file: SourceFile, statements: Sequence[ast.stmt]) -> bool:
    """Whether a name that the statements bind is read outside of them, in the file or by who imports it."""
    nodes = [node for each in statements for node in ast.walk(each)]
    inside = {id(node) for node in nodes}
    bound = {
        node.id: lookup(file, node, node.id)
        for node in nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    if any(
        node.id in bound and id(node) not in inside and isinstance(node.ctx, ast.Load)
        and lookup(file, node, node.id) is bound[node.id]
        for node in file.nodes(ast.Name)
    ):  # fmt: skip
        return True
    shared = [name for name, found in bound.items() if found is tables(file)[file.tree].names.get(name)]
    return any(
        other is not file and re.search(rf"import[^\n]*\b{name}\b|\.{name}\b".encode(), other.spelled)
        for name in shared
        for other in file.project.mentioning(name.encode())
        if any(each.file is file for each in imports(other))
    )


def reads_what_changes(file: SourceFile, statements: Sequence[ast.stmt], guard: ast.If | None = None) -> bool:
    """Whether a name means something else when the statements run later: bound again behind, or under the main guard.

    `path = "a"; model = load(path); path = "b"`: what is loaded later would be another file.
    """
    nodes = [node for each in statements for node in ast.walk(each)]
    inside = {id(node) for node in nodes}
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    end = statements[-1].end_lineno or 0
    for node in nodes:
        if not isinstance(node, ast.Name) or node.id in own:
            continue
        for binding in lookup(file, node, node.id):
            line = getattr(binding.node, "lineno", 0)
            later = line > end and binding.kind in ("value", "other")
            if id(binding.node) not in inside and (later or (guard is not None and line >= guard.lineno)):
                return True
    return False


def own_lines(file: SourceFile, statements: Sequence[ast.stmt]) -> bool:
    """Whether no other statement shares a line with these, which stand one after the other."""
    first, last = statements[0], statements[-1]
    head = file.lines[first.lineno - 1][: file.column(first.lineno, first.col_offset) - 1]
    tail = file.lines[(last.end_lineno or 0) - 1][file.column(last.end_lineno or 0, last.end_col_offset or 0) - 1 :]
    return not head.strip() and (not tail.strip() or tail.strip().startswith("#"))


def has_text_block(statements: Sequence[ast.AST]) -> bool:
    """Whether a string goes over several lines: moved to another depth, it would be another string."""
    return any(
        isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno != node.lineno
        for each in statements
        for node in ast.walk(each)
    )


def lines_of(file: SourceFile, first: int, last: int) -> list[str]:
    """The lines from `first` to `last` (from 1, both included) without the depth of the first one."""
    lines = file.lines[first - 1 : last]
    depth = len(lines[0]) - len(lines[0].lstrip())
    return [each[depth:] if not each[:depth].strip() else each.lstrip() for each in lines]


def step_of(file: SourceFile) -> str:
    """The indentation of one level in the file."""
    found = [each for each in file.nodes(ast.FunctionDef) if isinstance(file.parents.get(each), ast.Module)]
    for each in found:
        line = file.lines[each.body[0].lineno - 1]
        if each.body[0].lineno > each.lineno and (depth := line[: len(line) - len(line.lstrip())]):
            return depth
    return "    "


def blank_before(file: SourceFile, statement: ast.stmt) -> int:
    """How many blank lines stand above a statement, its comments and its decorators."""
    line = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))]) - 1
    while line > 0 and file.lines[line - 1].lstrip().startswith("#"):
        line -= 1
    count = 0
    while line - count > 0 and not file.lines[line - count - 1].strip():
        count += 1
    return count
