"""The logging handlers that a file makes: what kind, at which level, on which loggers, and all code that uses them."""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.libraries.loggers import FILE_HANDLERS, FILE_ONLY, NOT_A_STREAM, SETUP, STREAM_HANDLERS, STREAMS
from codemods.model.names import called, qualified
from codemods.model.scopes import Binding, lookup
from codemods.model.strings import argument, keyword, literal
from codemods.project.project import Project
from codemods.project.source_file import SourceFile, walk
from codemods.vocabulary.kept import fact, once

Condition = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Use:
    """Where a handler is put on a logger: by a statement `x.addHandler(h)`, or in the `list` of `handlers=[…]`."""

    logger: str
    statement: ast.stmt
    conditions: frozenset[Condition]
    list: ast.List | None = None


@dataclass(slots=True)
class Handler:
    """One handler. `level` is a number, 0 where none is set, None where it can't be known.

    `setup` are the statements that only set it up, `file_only` those of them that a StreamHandler would not
    understand. `elsewhere`: the program also uses it in a way that is not understood here.
    """

    call: ast.Call
    kind: str
    name: str = ""
    level: int | None = 0
    set_level: ast.Call | None = None
    filtered: bool = False
    formatter: ast.expr | None = None
    uses: list[Use] = field(default_factory=list)
    setup: list[ast.stmt] = field(default_factory=list)
    file_only: list[ast.stmt] = field(default_factory=list)
    elsewhere: bool = False
    broken: bool = False

    def covers(self, other: Handler) -> bool:
        """Whether every record that the other one takes is taken by this one too."""
        if self.filtered or self.level is None:
            return False
        return self.level == 0 or (other.level is not None and self.level <= other.level)


@once
def handlers(file: SourceFile) -> list[Handler]:
    """Every file and console handler that the file makes, in the order of the text."""
    calls = file.nodes(ast.Call)
    found = [handler for node in calls if (handler := _handler(file, node))]
    return sorted(found, key=lambda each: each.call.lineno)


def file_handler_class(file: SourceFile, name: str) -> ast.ClassDef | None:
    """The project's own class of this qualified name, if it derives from a file handler."""
    module, _, class_name = name.rpartition(".")
    target = file.project.module(module, file.path) if module else None
    if target is None or b"Handler" not in target.data:
        return None
    for node in walk(target.tree):
        if (
            isinstance(node, ast.ClassDef)
            and node.name == class_name
            and any(qualified(target, base) in FILE_HANDLERS for base in node.bases)
        ):
            return node
    return None


def is_left_without_use(file: SourceFile, handler: Handler) -> bool:
    """Whether the handler's class is one of the project's that nothing else names: a fix would leave it behind."""
    name = called(file, handler.call)
    module, _, own = name.rpartition(".")
    home = file.project.module(module, file.path)
    if home is None or file_handler_class(file, name) is None:
        return False
    word = re.compile(rf"^(?![ \t]*(?:class\b|from\b|import\b)).*\b{own}\b".encode(), re.MULTILINE)
    holding = file.project.words.holding(own.encode(), whole=True)
    return sum(len(word.findall(each.spelled)) for each in holding if not file.project.is_test(each.path)) <= 1


def conditions(file: SourceFile, node: ast.AST) -> frozenset[Condition]:
    """The branches that lead to the node inside its function: pairs of a test's dump and the branch's name."""
    found = set()
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            break
        if isinstance(each, ast.If | ast.While | ast.IfExp):
            branch = "else" if child in _as_list(each.orelse) else "body" if child is not each.test else ""
            if branch:
                found.add((ast.dump(each.test), branch))
        elif isinstance(each, ast.ExceptHandler | ast.For | ast.match_case):
            found.add((str(id(each)), "body"))
        child = each
    return frozenset(found)


def logger_key(file: SourceFile, node: ast.expr) -> str:
    """One string for one logger: its name in `logging`, `flask` for an application's own, else the expression."""
    if isinstance(node, ast.Name):
        bindings = lookup(file, node, node.id)
        if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].value is not None:
            return logger_key(file, bindings[0].value)
    if (given := _given_to_self(file, node)) is not None:
        return logger_key(file, given)
    if isinstance(node, ast.Call) and called(file, node) == "logging.getLogger":
        name = argument(node, 0, "name")
        if name is None or literal(name) in ("", "root"):
            return "root"
        return literal(name) or ast.unparse(name)
    if qualified(file, node) == "logging.root":
        return "root"
    return "flask" if _is_flask_logger(file, node) else ast.unparse(node)


def _given_to_self(file: SourceFile, node: ast.expr) -> ast.Call | None:
    """The call whose logger an object keeps: of `self.log`, where its class gives that once, as it is made."""
    owner = file.enclosing_class(node)
    if owner is None or not isinstance(node, ast.Attribute) or ast.unparse(node.value) != "self":
        return None
    given = [each.value for each in ast.walk(owner) if isinstance(each, ast.Assign) and len(each.targets) == 1
             and isinstance(held := each.targets[0], ast.Attribute) and held.attr == node.attr
             and ast.unparse(held.value) == "self"]  # fmt: skip
    match given:
        case [ast.Call() as call] if called(file, call) == "logging.getLogger":
            return call
    return None


def _is_flask_logger(file: SourceFile, node: ast.expr) -> bool:
    if not (isinstance(node, ast.Attribute) and node.attr == "logger"):
        return False
    name = qualified(file, node)
    owner = ast.unparse(node.value).rpartition(".")[2].strip("_")
    return name in ("flask.Flask.logger", "flask.current_app.logger") or (
        not name and owner in ("app", "current_app", "application") and uses_flask(file)
    )


def uses_flask(file: SourceFile) -> bool:
    """Whether the project makes a Flask application of version 1 or later (older ones log in another way)."""
    return _uses_flask(file.project)


@once
def _uses_flask(project: Project) -> bool:
    old = any(
        b"lask==0." in each.spelled or b"lask<1" in each.spelled
        for each in project.files.values()
        if each.kind in ("requirements", "toml")
    )
    return not old and any(project.mentioning(b"flask", b"Flask("))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _handler(file: SourceFile, call: ast.Call) -> Handler | None:
    said = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if "handler" not in said.lower():
        return None
    name = called(file, call)
    if name in FILE_HANDLERS:
        kind = "file"
    elif name in STREAM_HANDLERS and isinstance(call.func, ast.Name | ast.Attribute) and _is_console(file, call):
        kind = "stream"
    elif name.endswith("Handler") and isinstance(call.func, ast.Name | ast.Attribute):
        if not _is_class(file, call.func) or file_handler_class(file, name) is None:
            return None
        kind = "subclass"
    else:
        return None
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        return None
    if kind != "subclass" and not _is_class(file, call.func):
        return None
    handler = Handler(call, kind)
    if level := keyword(call, "level"):
        handler.level = level_of(file, level.value)
    _follow(file, handler)
    return handler


def _is_class(file: SourceFile, node: ast.expr) -> bool:
    """Whether the called thing is the class itself and not a method of an instance: `handler()`, `handler.x()`."""
    if isinstance(node, ast.Name):
        return all(each.kind in ("import", "from", "class") for each in lookup(file, node, node.id))
    return isinstance(node, ast.Attribute) and (_is_class(file, node.value))


def _is_console(file: SourceFile, call: ast.Call) -> bool:
    stream = argument(call, 0, "stream", "strm")
    return stream is None or qualified(file, stream) in STREAMS


def level_of(file: SourceFile, node: ast.expr) -> int | None:
    """The number of a level's expression, None where it can't be known."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    name = literal(node) or qualified(file, node).removeprefix("logging.")
    return logging.getLevelNamesMapping().get(name.upper())


def _follow(file: SourceFile, handler: Handler) -> None:
    """Everything that the file does with the handler."""
    parent = file.parents[handler.call]
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        target = parent.targets[0]
        if isinstance(target, ast.Name):
            handler.name = target.id
            handler.setup.append(parent)
            nodes = _names(file, parent, target)
            handler.elsewhere = nodes is None or _taken_elsewhere(file, parent, target.id)
            handler.broken = nodes is None and _asked_for_file(file, target)
            for node in nodes or ():
                _use(file, handler, node)
            return
        handler.elsewhere = True
    else:
        _use(file, handler, handler.call)


def _asked_for_file(file: SourceFile, target: ast.Name) -> bool:
    """Whether code around asks the name for what only a file handler has."""
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == target.id
        and node.attr in NOT_A_STREAM
        for node in walk(file.function(target) or file.tree)
    )


def _taken_elsewhere(file: SourceFile, assignment: ast.Assign, name: str) -> bool:
    """Whether another module may import the name."""
    stem = file.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    return assignment in file.tree.body and any(
        other is not file and re.search(rf"\b{name}\b".encode(), other.spelled)
        for other in file.project.mentioning(stem.encode(), name.encode())
    )


def _names(file: SourceFile, assignment: ast.Assign, target: ast.Name) -> list[ast.Name] | None:
    """The places that read this very assignment's value; None where another one may reach them too."""
    bindings = lookup(file, target, target.id)
    found = loads(file).get(target.id, [])
    mine = [each for each in found if lookup(file, each, target.id) is bindings]
    if len(bindings) == 1:
        return mine
    block = file.block(assignment)
    if not all(isinstance(each.node, ast.Assign) and each.node in block for each in bindings):
        return None
    return [each for each in mine if _latest(bindings, each) is assignment]


def _latest(bindings: list[Binding], node: ast.Name) -> ast.AST | None:
    before = [each.node for each in bindings if each.node.lineno < node.lineno]  # type: ignore[attr-defined]
    return before[-1] if before else None


@fact
def loads(file: SourceFile) -> dict[str, list[ast.Name]]:
    """Where the file reads each name."""
    found: dict[str, list[ast.Name]] = {}
    for node in walk(file.tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            found.setdefault(node.id, []).append(node)
    return found


def _use(file: SourceFile, handler: Handler, node: ast.expr) -> None:
    """One place where the handler stands: what happens there."""
    parent = file.parents[node]
    statement = file.statement(node)
    match parent:
        case ast.Attribute(value=value, attr=attr) if value is node:
            _attribute(file, handler, parent, attr, statement)
        case ast.Call(func=ast.Attribute(attr="addHandler", value=logger), args=[first]) if first is node:
            if isinstance(statement, ast.Expr) and statement.value is parent:
                handler.uses.append(Use(logger_key(file, logger), statement, conditions(file, statement)))
            else:
                handler.elsewhere = True
        case ast.List() if (listed := _listed(file, parent)) is not None:
            handler.uses.append(Use(listed, statement, conditions(file, statement), parent))
        case ast.Expr():
            pass
        case _:
            handler.elsewhere = True


def _attribute(file: SourceFile, handler: Handler, node: ast.Attribute, attr: str, statement: ast.stmt) -> None:
    call = file.parents[node]
    alone = isinstance(statement, ast.Expr) and statement.value is call
    if attr in FILE_ONLY and (alone or (isinstance(statement, ast.Assign) and statement.targets == [node])):
        handler.file_only.append(statement)
    elif attr in SETUP and alone and isinstance(call, ast.Call):
        handler.setup.append(statement)
        handler.filtered |= attr == "addFilter"
        if attr == "setFormatter" and call.args:
            handler.formatter = call.args[0]
        if attr == "setLevel" and call.args:
            again = handler.set_level is not None or conditions(file, statement) - conditions(file, handler.call)
            handler.level = None if again else level_of(file, call.args[0])
            handler.set_level = call
    elif isinstance(statement, ast.Assign) and statement.targets == [node] and attr in ("level", "formatter"):
        handler.setup.append(statement)
        handler.level = None if attr == "level" else handler.level
        if attr == "formatter":
            handler.formatter = statement.value
    else:
        handler.elsewhere = True
        handler.broken |= attr in NOT_A_STREAM


def _listed(file: SourceFile, node: ast.List) -> str | None:
    """The logger that a list of handlers is for: `basicConfig(handlers=[…])`."""
    call = file.parents[file.parents[node]]
    if isinstance(file.parents[node], ast.keyword) and isinstance(call, ast.Call):
        return "root" if called(file, call) == "logging.basicConfig" else None
    return None


def root_streams(file: SourceFile) -> Iterator[ast.Call]:
    """Calls that give the root logger a console handler without naming it: `logging.basicConfig()`."""
    for node in walk(file.tree):
        if (
            isinstance(node, ast.Call)
            and called(file, node) in ("logging.basicConfig", "coloredlogs.install")
            and not any(each.arg in ("filename", "handlers", None) for each in node.keywords)
            and ((stream := keyword(node, "stream")) is None or qualified(file, stream.value) in STREAMS)
        ):
            yield node


def root_files(file: SourceFile) -> Iterator[ast.Call]:
    """Calls that give the root logger a file handler without naming it: `logging.basicConfig(filename=…)`."""
    for node in file.nodes(ast.Call):
        if called(file, node) == "logging.basicConfig" and keyword(node, "filename") is not None:
            yield node
