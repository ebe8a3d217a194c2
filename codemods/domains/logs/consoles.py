"""Handlers elsewhere that may have the same lines on the console: in other files above a logger, in the root's list."""

from __future__ import annotations

import ast
import re

from codemods.domains.logs.handlers import Handler, handlers, loads, root_files, root_streams
from codemods.domains.logs.paths import is_command
from codemods.domains.logs.propagation import comes_to
from codemods.libraries.loggers import CELERY, CONSOLE_MAKES, CONSOLE_WORDS, FILE_MAKES, FILE_WORDS
from codemods.model.import_graph import knowing, known_by
from codemods.model.names import called
from codemods.model.strings import keyword
from codemods.project.source_file import SourceFile
from codemods.vocabulary.unreadable import Unreadable

_ROOT = re.compile(rb"""["'](?:root|)["']\s*:\s*\{""")


def consoles_elsewhere(file: SourceFile, handler: Handler) -> SourceFile | None:
    """Another file whose console handler may take the lines of this one: on its logger or on the root above it.

    `basicConfig` does nothing where the root has a handler: a list that is given to it meets no other.
    """
    loggers = {use.logger for use in handler.uses if use.list is None}
    if not loggers:
        return None
    makers = sorted(file.project.matching(CONSOLE_MAKES, CONSOLE_WORDS), key=lambda each: each.path)
    return next(
        (
            other
            for other in makers
            if other is not file
            and not file.project.is_test(other.path)
            and not is_command(other)
            and _has_console(other, loggers)
        ),
        None,
    )


def files_elsewhere(file: SourceFile, handler: Handler) -> SourceFile | None:
    """Another file of a process that has this one too, whose file handler takes the lines of this one.

    Both would write them to the console. `basicConfig` gives one to the root, and so does a dictionary.
    """
    loggers = {use.logger for use in handler.uses}
    if not loggers:
        return None
    for other in sorted(file.project.matching(FILE_MAKES, FILE_WORDS), key=lambda each: each.path):
        if other is file or file.project.is_test(other.path) or is_command(other) or not _runs_with(file, other):
            continue
        if any(each == mine or comes_to(file, mine, each) for each in _of_files(other) for mine in loggers):
            return other
    return None


def _of_files(other: SourceFile) -> set[str]:
    """The loggers that a file gives file handlers to; `__name__` is another one in each file."""
    try:
        found = {use.logger for each in handlers(other) if each.kind != "stream" for use in each.uses}
        if any(True for _ in root_files(other)):
            found.add("root")
    except (Unreadable, RecursionError):
        return set()
    if b"dictConfig" in other.spelled and b"FileHandler" in other.spelled and _ROOT.search(other.spelled):
        found.add("root")
    return found - {"__name__"}


def _runs_with(file: SourceFile, other: SourceFile) -> bool:
    """Whether some module imports both, or one of them the other."""
    return not ({file.path} | knowing(file)).isdisjoint({other.path} | knowing(other))


def is_beside(file: SourceFile, other: SourceFile) -> bool:
    """Whether a process that has the one file's handlers has the other's too, as far as the imports tell.

    A worker's console handler, which Celery makes, is in another process than the one that serves.
    """
    if CELERY.search(other.spelled):
        return False
    return file.path in known_by({other}) or other.path in known_by({file})


def list_of_root(file: SourceFile, handler: Handler) -> tuple[ast.AST | None, str] | None:
    """The list, by its function and name, that a handler is put into and `basicConfig` gets; None for no such."""
    function = file.function(handler.call)
    nodes = loads(file).get(handler.name, []) if handler.name else [handler.call]
    for node in nodes:
        match file.parents[node]:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append")):
                pass
            case ast.List() | ast.Tuple() as around if isinstance(given := file.parents[around], ast.Assign):
                name = given.targets[0].id if isinstance(given.targets[0], ast.Name) else ""
            case _:
                continue
        if file.function(node) is function and any(
            called(file, call) == "logging.basicConfig"
            and (listed := keyword(call, "handlers")) is not None
            and isinstance(listed.value, ast.Name)
            and listed.value.id == name
            for call in file.nodes(ast.Call)
            if file.function(call) is function
        ):
            return function, name
    return None


def _has_console(other: SourceFile, loggers: set[str]) -> bool:
    try:
        if any(True for _ in root_streams(other)):
            return True
        streams = [use.logger for each in handlers(other) if each.kind == "stream" for use in each.uses]
    except (Unreadable, RecursionError):
        return False
    if any(each == "root" or each in loggers for each in streams):
        return True
    # A worker of Celery has a console handler on the root logger.
    if loggers != {"root"} and CELERY.search(other.spelled):
        return True
    return (
        b"dictConfig" in other.spelled and b"StreamHandler" in other.spelled and _ROOT.search(other.spelled) is not None
    )
