"""Logs kept by hand: files that the program opens to append lines to, and the statements that do so."""

from __future__ import annotations

import ast
import posixpath
import re
from dataclasses import dataclass, field

from codemods.libraries.files import OPENS
from codemods.model.names import called
from codemods.model.scopes import lookup
from codemods.model.strings import argument, keyword, literal, text
from codemods.project.source_file import SourceFile

_DATA = (
    ".csv",
    ".db",
    ".sqlite",
    ".sqlite3",
    ".pid",
    ".env",
    ".md",
    ".html",
    ".py",
    ".pkl",
    ".xml",
    ".yml",
    ".yaml",
    ".lock",
    ".key",
    ".pem",
    ".crt",
    ".token",
    ".toml",
    ".ini",
    ".cfg",
    ".conf",
)
_EXTENSION = re.compile(r"\.(log|out|err)(\.(txt|\d+))?$", re.IGNORECASE)
_WORD = re.compile(
    r"(^|[_\-. \d]|(?<=[a-z])(?=[A-Z]))"
    r"(logs?|logfile|logging|errors?|err|debug|trace|tracebacks?|audit|exceptions?|crash(es)?)"
    r"($|[_\-. \d]|(?=[A-Z]))",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"(^|/)(logs?|error_?logs?)/", re.IGNORECASE)
_NOT_A_LOG = re.compile(r"log(in|o|os|out|ic|istics?|ged)s?\b|change_?log|catalog|blog|dialog", re.IGNORECASE)


@dataclass(slots=True)
class HandLog:
    """A file opened as a log.

    `writes` are the calls that write a line, `block` the `with` that opens it, `statements` what only opens, flushes
    and closes it. `unclear` says what else the program does with it, where the writes can't just become log calls.
    """

    call: ast.Call
    path: ast.expr
    name: str = ""
    block: ast.With | None = None
    writes: list[ast.Call] = field(default_factory=list)
    statements: list[ast.stmt] = field(default_factory=list)
    unclear: bool = False


def hand_log(file: SourceFile, call: ast.Call) -> HandLog | None:
    """What the call opens, if that is a log kept by hand."""
    if called(file, call) in OPENS:
        path, mode = argument(call, 0, "file", "filename"), argument(call, 1, "mode")
    elif isinstance(call.func, ast.Attribute) and call.func.attr == "open":
        path, mode = call.func.value, argument(call, 0, "mode")
    else:
        return None
    flags = literal(mode) or ""
    if path is None or not flags or flags[0] not in "awx" or "b" in flags:
        return None
    if isinstance(parent := file.parents[call], ast.Attribute) and parent.attr == "close":
        return None
    if only_tries(file, call):
        return None
    log = HandLog(call, path)
    _follow(file, log)
    # What each run or request overwrites is its last state, and no log.
    log.unclear |= flags[0] != "a"
    return log if _is_log(file, log, appends=flags[0] == "a") else None


def only_tries(file: SourceFile, call: ast.Call) -> bool:
    """Whether the file is opened to see whether that can be done, or to be there: `with open(path, "a"): pass`."""
    item = file.parents[call]
    block = file.parents[item] if isinstance(item, ast.withitem) else None
    return isinstance(block, ast.With) and all(isinstance(each, ast.Pass) for each in block.body)


def _is_log(file: SourceFile, log: HandLog, appends: bool) -> bool:
    """Whether the name, the folder, or else what is written says that it is a log."""
    whole = text(file, log.path).known
    name = posixpath.basename(whole).replace("\0", "")
    if name.lower().endswith(_DATA) or _NOT_A_LOG.search(name):
        return False
    if _EXTENSION.search(name) and (appends or ".log" in name.lower()):
        return True
    in_folder = _FOLDER.search(whole.replace("\0", "")) is not None
    named = _WORD.search(posixpath.splitext(name)[0]) is not None
    if not appends:
        logs = re.search(r"(^|[_\-. ])logs?($|[_\-. ])", posixpath.splitext(name)[0], re.IGNORECASE)
        return in_folder or logs is not None
    if name.endswith((".json", ".jsonl")):
        return in_folder or named
    return in_folder or named or (not name and _says_log(log.path)) or _writes_error(file, log)


def _says_log(path: ast.expr) -> bool:
    """Whether an unknown path has a name like `log_file` or `LOG_PATH`."""
    names = [
        each.id if isinstance(each, ast.Name) else each.attr
        for each in ast.walk(path)
        if isinstance(each, ast.Name | ast.Attribute)
    ]
    return any(re.search(r"(^|_)log(s|file|path|_|$)", each, re.IGNORECASE) for each in names)


def _writes_error(file: SourceFile, log: HandLog) -> bool:
    """Whether an exception or its traceback is appended."""
    handler = next((each for each in file.ancestors(log.call) if isinstance(each, ast.ExceptHandler)), None)
    for write in log.writes:
        for node in ast.walk(write):
            if isinstance(node, ast.Call) and called(file, node).startswith("traceback."):
                return True
            if handler and handler.name and isinstance(node, ast.Name) and node.id == handler.name:
                return True
    return False


def _follow(file: SourceFile, log: HandLog) -> None:
    parent = file.parents[log.call]
    match parent:
        case ast.withitem(optional_vars=ast.Name(id=name)):
            block = file.parents[parent]
            log.name = name
            if isinstance(block, ast.With) and len(block.items) == 1:
                log.block = block
                _uses(file, log, block.items[0].optional_vars)
            else:
                log.unclear = True
        case ast.Assign(targets=[ast.Name(id=name) as target]):
            log.name = name
            log.statements.append(parent)
            _uses(file, log, target)
            log.unclear |= file.function(parent) is None
        case ast.Attribute(attr="write"):
            _write(file, log, file.parents[parent])
        case ast.keyword(arg="file"):
            _write(file, log, file.parents[parent])
        case _:
            log.unclear = True


def _uses(file: SourceFile, log: HandLog, target: ast.expr | None) -> None:
    assert isinstance(target, ast.Name)
    bindings = lookup(file, target, target.id)
    inside = {id(node) for node in ast.walk(log.block)} if log.block else None
    if inside is None and len(bindings) != 1:
        log.unclear = True
    for node in ast.walk(file.function(target) or file.tree):
        if not isinstance(node, ast.Name) or node.id != log.name or isinstance(node.ctx, ast.Store):
            continue
        if inside is not None and id(node) not in inside:
            log.unclear |= not any(isinstance(each.node, ast.withitem | ast.Assign) for each in bindings)
            continue
        parent = file.parents[node]
        statement = file.statement(node)
        if isinstance(parent, ast.Attribute) and parent.attr in ("close", "flush", "seek", "truncate"):
            alone = isinstance(statement, ast.Expr) and statement.value is file.parents[parent]
            log.statements.append(statement)
            log.unclear |= not alone
        elif (isinstance(parent, ast.Attribute) and parent.attr == "write") or (
            isinstance(parent, ast.keyword) and parent.arg == "file"
        ):
            _write(file, log, file.parents[parent])
        elif isinstance(parent, ast.Call) and called(file, parent) == "json.dump" and parent.args[1:2] == [node]:
            _write(file, log, parent)
        else:
            log.unclear = True


def _write(file: SourceFile, log: HandLog, call: ast.AST) -> None:
    """A call that writes: whole lines, as a statement."""
    statement = file.statement(call)
    if not isinstance(call, ast.Call) or not isinstance(statement, ast.Expr) or statement.value is not call:
        log.unclear = True
        return
    log.writes.append(call)
    name = called(file, call)
    if name == "builtins.print":
        log.unclear |= keyword(call, "sep", "end") is not None or not call.args
    elif name != "json.dump":
        log.unclear |= len(call.args) != 1 or bool(call.keywords)


def whole_lines(file: SourceFile, log: HandLog) -> bool:
    """Whether each write is a line of its own."""
    written = [each for each in log.writes if isinstance(each.func, ast.Attribute) and each.func.attr == "write"]
    if len(written) <= 1:
        return True
    return all(_ends_line(file, each.args[0]) for each in written)


def _ends_line(file: SourceFile, node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        node = node.left
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        node = node.func.value
    return text(file, node).suffix.endswith("\n")
