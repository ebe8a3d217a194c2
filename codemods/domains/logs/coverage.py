"""What becomes of a file handler, seen beside the other handlers: no line may be lost, none may come twice."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.domains.logs.choice import is_chosen
from codemods.domains.logs.consoles import consoles_elsewhere, files_elsewhere, is_beside, list_of_root
from codemods.domains.logs.formats import Fields, basic_fields, fields_of, same_formatter, says_as_much
from codemods.domains.logs.handlers import (
    Handler,
    Use,
    conditions,
    handlers,
    level_of,
    loads,
    logger_key,
    root_files,
    root_streams,
)
from codemods.domains.logs.paths import log_path
from codemods.domains.logs.propagation import comes_to, is_ancestor, propagates
from codemods.domains.logs.readers import read_back
from codemods.model.scopes import lookup
from codemods.project.source_file import SourceFile


@dataclass(slots=True)
class Plan:
    """`convert`: it becomes a console handler, else it goes.

    `dropped` are the uses of it that go, `default` those where Flask's default handler must give way, `widened` the
    `setLevel` calls (or whole statements, where no level is left) of a console handler that must take more lines now.
    `unclear` is why only a person can say what becomes of it; `told`: the console may have all of its lines already, so
    that none is known to be lost.
    """

    convert: bool
    dropped: list[Use] = field(default_factory=list)
    default: list[Use] = field(default_factory=list)
    widened: list[ast.AST] = field(default_factory=list)
    unsafe: bool = False
    unclear: str = ""
    told: bool = False


def plan(file: SourceFile, handler: Handler) -> Plan:
    """What to do with a file handler of the file."""
    if (other := consoles_elsewhere(file, handler)) is not None:
        return Plan(
            convert=True, unclear=f"{other.path} may write the same lines to the console", told=is_beside(file, other)
        )
    if (other := files_elsewhere(file, handler)) is not None:
        return Plan(convert=True, unclear=f"{other.path} sends the same lines to a file")
    if reason := _unclear(file, handler):
        return Plan(convert=True, unclear=reason, told=_is_listed_with_console(file, handler))
    if handler.filtered or not handler.uses:
        beside = any(other.kind == "stream" for other in handlers(file)) or any(root_streams(file))
        return Plan(convert=True, unclear="another handler writes to the console" if beside else "", told=beside)
    covered = [use for use in handler.uses if _covered(file, handler, use)]
    flask = [use for use in handler.uses if use.logger == "flask" and use not in covered]
    if flask and b"default_handler" not in file.spelled and not _takes_all(file, handler):
        covered += flask
        flask = []
    if len(covered) == len(handler.uses):
        unsure = handler.elsewhere or handler.level is None
        return Plan(convert=handler.elsewhere, dropped=covered, unsafe=unsure)
    narrower = None if covered or handler.elsewhere else _narrower(file, handler)
    if narrower is not None:
        return _widened(file, handler, narrower)
    if any(_sometimes_twice(file, handler, use) or _joined_elsewhere(file, use) for use in handler.uses):
        return Plan(convert=True, unclear="a console handler may be on the same logger", told=True)
    if any(_may_meet_root(file, use) for use in handler.uses if use not in covered):
        return Plan(convert=True, unclear="the root logger may write the same lines to the console")
    if any(_meets_part(file, handler, use) for use in handler.uses if use not in covered):
        return Plan(convert=True, unclear="the handler of a logger above it writes a part of its lines")
    default = [] if b"default_handler" in file.spelled else [use for use in flask if use.list is None]
    if default and _hides(file, handler, default):
        return Plan(convert=True, unclear="Flask's own handler shows more lines where the debugger is on")
    return Plan(convert=True, dropped=covered, default=default)


def is_taken_off(file: SourceFile, handler: Handler) -> bool:
    """Whether the function that puts the handler on a logger takes it off again: it has what one job says."""
    return bool(handler.name) and any(
        isinstance(call := file.parents[node], ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "removeHandler"
        and file.function(call) is not None
        and file.function(call) is file.function(handler.call)
        for node in loads(file).get(handler.name, [])
    )


def _unclear(file: SourceFile, handler: Handler) -> str:
    """Why it is not known which other handlers' lines meet those of this one, or whether they say as much."""
    if not handler.uses and handler.elsewhere:
        return "it is not known which logger takes the handler"
    if any(_is_unknown(file, use) for use in handler.uses):
        return "it is not known which other handlers the logger has"
    if any(root_files(file)) and any(
        comes_to(file, each.logger, "root") or each.logger == "root" for each in handler.uses
    ):
        return "basicConfig sends its lines to a file too"
    for use in handler.uses:
        found = list(_covering(file, handler, use))
        if not found and _is_below(file, use):
            return "a console handler on another logger writes a part of its lines"
        if found and not any(says_as_much(each, fields_of(file, handler, use)) for each in found):
            return "the console's lines say less"
    return ""


def _is_listed_with_console(file: SourceFile, handler: Handler) -> bool:
    """Whether a console handler that takes as much stands in the list that the root logger gets this one from."""
    mine = list_of_root(file, handler)
    return mine is not None and any(
        other.kind == "stream"
        and other.covers(handler)
        and list_of_root(file, other) == mine
        and conditions(file, other.call) <= conditions(file, handler.call)
        for other in handlers(file)
    )


def _is_unknown(file: SourceFile, use: Use) -> bool:
    """Whether the logger is handed in or one of several: it may have other handlers. Flask's has only its own."""
    call = use.statement.value if isinstance(use.statement, ast.Expr) else None
    if use.list is not None or use.logger == "flask" or not isinstance(call, ast.Call):
        return False
    node = call.func
    while isinstance(node, ast.Attribute):
        node = node.value
    if not isinstance(node, ast.Name) or node.id in ("self", "cls"):
        return False
    bindings = lookup(file, node, node.id)
    return len(bindings) > 1 or any(each.kind == "param" for each in bindings)


def _covered(file: SourceFile, handler: Handler, use: Use) -> bool:
    """Whether each line that this use writes is written to the console by another handler."""
    return any(True for _ in _covering(file, handler, use))


def _covering(file: SourceFile, handler: Handler, use: Use) -> Iterator[Fields | None]:
    """The fields of those handlers that write each line of this use to the console."""
    for other, beside in _beside(file, handler, use):
        if other.covers(handler) and beside.conditions <= use.conditions:
            first = other.kind == "stream" or not handler.covers(other) or other.call.lineno < handler.call.lineno
            if first and (other.kind == "stream" or _becomes_console(file, other)):
                listed = use.list is not None and not (handler.formatter or other.formatter)
                same = same_formatter(handler, other) or listed
                yield fields_of(file, handler, use) if same else fields_of(file, other, beside)
    for call in root_streams(file):
        above = use.logger == "root" or propagates(file, use.logger)
        in_time = use.logger != "root" or call.lineno < use.statement.lineno
        if above and in_time and _reaches(file, handler, conditions(file, call), call, use):
            yield basic_fields(file, call)


def _becomes_console(file: SourceFile, other: Handler) -> bool:
    """Whether another file handler will write to the console."""
    path = log_path(other.call)
    asked = path is not None and (is_chosen(file, path) or read_back(file, path) is not None)
    return not (asked or other.elsewhere or other.broken or any(_may_meet_root(file, each) for each in other.uses))


def _is_below(file: SourceFile, use: Use) -> bool:
    """Whether a console handler is on a logger below this one, or between this one and the root."""
    return any(
        is_ancestor(use.logger, beside.logger) or (beside.logger != "root" and is_ancestor(beside.logger, use.logger))
        for other in handlers(file)
        if other.kind == "stream"
        for beside in other.uses
    )


def _beside(file: SourceFile, handler: Handler, use: Use) -> Iterator[tuple[Handler, Use]]:
    """The other handlers' uses whose lines meet those of this use: on the same logger, or on one above it."""
    for other in handlers(file):
        for beside in other.uses if other is not handler else ():
            same = beside.logger == use.logger and (use.list is None or use.list is beside.list)
            if (same or comes_to(file, use.logger, beside.logger)) and _same_function(
                file, beside.statement, use.statement
            ):
                yield other, beside


def _reaches(file: SourceFile, handler: Handler, reached: frozenset[tuple[str, str]], node: ast.AST, use: Use) -> bool:
    return reached <= use.conditions and _same_function(file, node, use.statement)


def _same_function(file: SourceFile, node: ast.AST, other: ast.AST) -> bool:
    mine = file.function(node)
    return mine is None or mine is file.function(other)


def _sometimes_twice(file: SourceFile, handler: Handler, use: Use) -> bool:
    """Whether a console handler joins the logger under conditions that may hold together with this use's."""
    for other, beside in _beside(file, handler, use):
        opposite = {(test, "else" if branch == "body" else "body") for test, branch in beside.conditions}
        if other.kind == "stream" and not opposite & use.conditions:
            return True
    return False


def _may_meet_root(file: SourceFile, use: Use) -> bool:
    """Whether basicConfig gives the root a console handler somewhere else, in what may run as well."""
    above = use.logger == "root" or propagates(file, use.logger)
    reached = [conditions(file, call) for call in root_streams(file)] if above else []
    return any(not {(test, "else" if branch == "body" else "body") for test, branch in each} & use.conditions
               for each in reached)  # fmt: skip


def _meets_part(file: SourceFile, handler: Handler, use: Use) -> bool:
    """Whether a file handler of a logger above will write a part of this use's lines to the console."""
    return any(
        beside.logger != use.logger and other.kind != "stream" and _becomes_console(file, other)
        for other, beside in _beside(file, handler, use)
    )  # fmt: skip


def _joined_elsewhere(file: SourceFile, use: Use) -> bool:
    """Whether another function of the file adds a console handler to the same logger."""
    return any(
        beside.logger == use.logger and not _same_function(file, beside.statement, use.statement)
        for other in handlers(file)
        if other.kind == "stream"
        for beside in other.uses
    )


def _narrower(file: SourceFile, handler: Handler) -> Handler | None:
    """The one console handler that is on the same loggers and takes only a part of the lines."""
    found = []
    for use in handler.uses:
        streams = [
            other for other, beside in _beside(file, handler, use)
            if other.kind == "stream" and beside.conditions <= use.conditions and beside.logger == use.logger
        ]  # fmt: skip
        if len(streams) != 1:
            return None
        found += streams
    first = found[0]
    use = handler.uses[0]
    if not says_as_much(fields_of(file, first, use), fields_of(file, handler, use)):
        return None
    same = all(each is first for each in found) and len(first.uses) == len(handler.uses)
    return first if same and not first.filtered and first.level is not None and first.set_level else None


def _widened(file: SourceFile, handler: Handler, stream: Handler) -> Plan:
    call = stream.set_level
    assert call is not None
    node: ast.AST = call if handler.set_level else file.statement(call)
    return Plan(convert=False, dropped=list(handler.uses), widened=[node], unsafe=True)


def _hides(file: SourceFile, handler: Handler, uses: list[Use]) -> bool:
    """Whether lines would go with Flask's default handler: the debugger lets all through where no level is set."""
    guarded = all(any("debug" in test.lower() for test, _ in use.conditions) for use in uses)
    return not guarded and not _given_levels(file) and (handler.level or logging.NOTSET) > logging.DEBUG


def _given_levels(file: SourceFile) -> list[ast.expr]:
    """What the file sets the level of Flask's logger to."""
    return [
        node.args[0]
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "setLevel"
        and node.args
        and logger_key(file, node.func.value) == "flask"
    ]


def _takes_all(file: SourceFile, handler: Handler) -> bool:
    """Whether a handler on Flask's logger takes every line that this logger lets through."""
    given = _given_levels(file)
    own = handler.set_level.args[0] if handler.set_level else None
    if own is not None and given and all(ast.dump(own) == ast.dump(each) for each in given):
        return True
    level = handler.level
    if level is None:
        return False
    known = [level_of(file, each) for each in given]
    return all(each is None or level <= each for each in known) if known else level <= 30
