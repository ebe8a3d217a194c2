"""Calls that make the tables of a database, write to it or read from it, themselves or by what they run."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Callable, Iterator

from codemods.domains.runtime.phases import starts
from codemods.libraries import sqlalchemy
from codemods.model.call_graph import Code, body, code_at, edges_at, made_by
from codemods.model.callers import callers
from codemods.model.names import called, last_name, qualified
from codemods.model.scopes import lookup
from codemods.model.strings import argument, keyword, literal, text
from codemods.model.targets import defaults
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_HANDLE = re.compile(r"(^|\.)(db|database|metadata|Base\.metadata|SQLModel\.metadata|_db|model)$")
_SESSION = re.compile(r"(^|[._])(session|db|con|conn|connection|cur|cursor|c)(\(\))?$", re.IGNORECASE)
_DDL = re.compile(r"\s*(create|drop|alter)\s+(table|index|schema|type|extension)\b", re.IGNORECASE)

# Scripts that make tables by their name, where the file itself is not to be seen.
_SCHEMA = re.compile(r"(^|[/_.-])(schema|create|tables?|ddl|init|setup)([/_.-]|$)", re.IGNORECASE)
_RUNS_COMMAND = frozenset(each.rpartition(".")[2] for each in sqlalchemy.RUNS_COMMAND)
_ENVIRONMENT = re.compile(r"\benviron\b|\bgetenv\b")

Predicate = Callable[[SourceFile, ast.AST], bool]


def makes_tables(file: SourceFile, node: ast.AST) -> str:
    """`create_all`, `CREATE TABLE`, `upgrade` or the like where a call does that to a database, else ''."""
    if not isinstance(node, ast.Call):
        return ""
    node = made_by(file, node)
    if ast.unparse(node.func).endswith(("upgrade", "stamp")) and (
        match := sqlalchemy.MIGRATIONS.match(called(file, node))
    ):
        return match[2]
    if called(file, node) == sqlalchemy.MIGRATES_BY_WORDS:
        words = argument(node, 0, "argv")
        listed = words.elts if isinstance(words, ast.List | ast.Tuple) else []
        return "upgrade" if "upgrade" in map(literal, listed) else ""
    if last_name(node.func) in _RUNS_COMMAND and (found := _command(file, node)):
        return found
    if last_name(node.func) in sqlalchemy.OTHER_WORDS:
        return _of_another_mapper(file, node)
    if not isinstance(node.func, ast.Attribute):
        return ""
    method = node.func.attr
    if method in sqlalchemy.TABLE_MAKERS:
        receiver = qualified(file, node.func.value)
        known = sqlalchemy.LIBRARY.search(receiver) or _HANDLE.search(ast.unparse(node.func.value))
        ours = any(each.kind == "function" for each in evaluate(file, node.func))
        return method if known and not ours else ""
    if method in ("execute", "executescript") and node.args:
        first = argument(node, 0)
        if isinstance(first, ast.Call) and first.args:
            first = first.args[0]
        match = _DDL.match(text(file, first).prefix)
        return match[0].strip().upper() if match else _script(file, first) if first is not None else ""
    return ""


def _of_another_mapper(file: SourceFile, node: ast.Call) -> str:
    """What a call of Peewee's, Tortoise's or Pony's that makes tables is said to run."""
    name = called(file, node)
    for makes, told_by in sqlalchemy.OTHER_MAKERS:
        if makes.match(name):
            told = keyword(node, told_by) if told_by else None
            off = isinstance(told.value, ast.Constant) and not told.value.value if told else bool(told_by)
            return "" if off else told_by or last_name(node.func)
    return ""


def _command(file: SourceFile, node: ast.Call) -> str:
    """The command of Django's that a call runs, where that makes tables, fills or empties them."""
    # What a manage.py does hangs on who runs it, and on the words that he gives.
    place = None if file.path.endswith("manage.py") else sqlalchemy.RUNS_COMMAND.get(called(file, node))
    first = argument(node, 0) if place is not None else None
    if isinstance(first, ast.List | ast.Tuple):
        first = first.elts[place] if place is not None and place < len(first.elts) else None
    name = literal(first) or ""
    return name if name in sqlalchemy.DJANGO_COMMANDS else ""


def _script(file: SourceFile, statements: ast.expr) -> str:
    """The name of the file of SQL that is read for the statements, where that makes tables; else ''."""
    pending, seen = [statements], set[str]()
    for expression in pending:
        for node in ast.walk(expression):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".sql"):
                return posixpath.basename(node.value) if _holds_tables(file, node.value) else ""
            if isinstance(node, ast.Name) and node.id not in seen:
                seen.add(node.id)
                pending += [each.value for each in lookup(file, node, node.id) if each.value is not None]
    return ""


def _holds_tables(file: SourceFile, name: str) -> bool:
    above = posixpath.dirname(file.path)
    for folder in dict.fromkeys((above, file.project.service_root(file.path), "")):
        try:
            place = file.project.place(posixpath.normpath(posixpath.join(folder, name)))
        except OSError:
            continue
        if place is not None:
            return re.search(_DDL.pattern, place.read_text("utf-8", "replace"), re.IGNORECASE) is not None
    return _SCHEMA.search(posixpath.basename(name)) is not None


def writes(file: SourceFile, node: ast.AST) -> bool:
    """Whether a call writes to a database, or makes its tables."""
    if not isinstance(node, ast.Call):
        return False
    method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if method in sqlalchemy.WRITES_ANYWHERE or (
        isinstance(node.func, ast.Attribute)
        and method in sqlalchemy.WRITES_OF_SESSION
        and _SESSION.search(ast.unparse(node.func.value))
    ):
        return True
    return bool(makes_tables(file, node))


def asks(file: SourceFile, node: ast.AST) -> bool:
    """Whether a node reads or writes a database."""
    if isinstance(node, ast.Attribute) and node.attr == "query" and isinstance(node.ctx, ast.Load):
        return True
    if writes(file, node):
        return True
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr in sqlalchemy.READS_OF_SESSION and _SESSION.search(ast.unparse(node.func.value)) is not None


def is_chosen(file: SourceFile, node: ast.AST) -> bool:
    """Whether the environment is asked first, by an `if` around the node: then it decides already."""
    code = code_at(file, node).node
    for each in file.ancestors(node):
        if each is code:
            break
        if isinstance(each, ast.If) and _ENVIRONMENT.search(_with_names(file, each.test)):
            return True
    return False


def _with_names(file: SourceFile, test: ast.expr) -> str:
    """A test as it is written, and what the names were given that it is made of: `auto = getenv("AUTO") == "true"`.

    What a name in a call was made from decides nothing: `if not inspect(engine).has_table("books"):`.
    """
    given = (
        binding.value for name in _operands(test) if isinstance(name, ast.Name)
        for binding in lookup(file, name, name.id) if binding.value is not None
    )  # fmt: skip
    return "\n".join(map(ast.unparse, (test, *given)))


def _operands(test: ast.expr) -> Iterator[ast.expr]:
    """What `and`, `or` and `not` put together."""
    match test:
        case ast.BoolOp(values=values):
            for each in values:
                yield from _operands(each)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _operands(operand)
        case _:
            yield test


def is_switched_off(file: SourceFile, node: ast.AST, seen: frozenset[Code] = frozenset()) -> bool:
    """Whether the node stands under `if reset:`, where all that call the function at the start leave that parameter
    false, or where all those calls stand so themselves.
    """
    code = code_at(file, node)
    if not isinstance(code.node, ast.FunctionDef | ast.AsyncFunctionDef) or code in seen:
        return False
    arguments = code.node.args
    names = [each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    otherwise = {argument.arg: default for argument, default in defaults(arguments)}
    calls = [each for each in callers(code) if starts(each.caller.file, each.node)]
    if not calls:
        return False
    switched = any(
        all(_leaves_false(each.node, name, names.index(name), otherwise) for each in calls)
        for name in _switches(file, node, code.node)
        if name in names
    )
    return switched or all(is_switched_off(each.caller.file, each.node, seen | {code}) for each in calls)


def _switches(file: SourceFile, node: ast.AST, function: ast.AST) -> Iterator[str]:
    """The names that alone decide whether the node runs."""
    child = node
    for each in file.ancestors(node):
        if each is function:
            return
        if isinstance(each, ast.If) and isinstance(each.test, ast.Name) and child in each.body:
            yield each.test.id
        child = each


def _leaves_false(call: ast.AST, name: str, position: int, otherwise: dict[str, ast.expr]) -> bool:
    if not isinstance(call, ast.Call) or any(isinstance(each, ast.Starred) for each in call.args):
        return False
    if any(each.arg is None for each in call.keywords):
        return False
    named = next((each.value for each in call.keywords if each.arg == name), None)
    value = named or (call.args[position] if position < len(call.args) else otherwise.get(name))
    return isinstance(value, ast.Constant) and not value.value


def prepares(file: SourceFile, statement: ast.stmt) -> bool:
    """Whether a statement writes to a database, itself or by what it calls."""
    calls = [each for each in ast.walk(statement) if isinstance(each, ast.Call)]
    return any(writes(file, each) or leads_to(file, each, writes) for each in calls)


def leads_to(file: SourceFile, node: ast.AST, predicate: Predicate) -> bool:
    """Whether a call runs functions of the project in which the predicate holds somewhere."""
    if not isinstance(node, ast.Call):
        return False
    return any(each.kind == "call" and _reaches(each.callee, predicate) for each in edges_at(file, node))


def _reaches(code: Code, predicate: Predicate) -> bool:
    found = [code]
    for here in found:
        try:
            nodes = body(here)
            if any(predicate(here.file, each) for each in nodes):
                return True
            edges = [edge for each in nodes if isinstance(each, ast.Call) for edge in edges_at(here.file, each)]
        except Unreadable:
            continue
        found += dict.fromkeys(each.callee for each in edges if each.kind == "call" and each.callee not in found)
    return False
