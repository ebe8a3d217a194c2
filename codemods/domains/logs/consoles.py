"""Console handlers that other files of the project put above a logger: a line may come from both."""

from __future__ import annotations

import re

from codemods.domains.logs.handlers import Handler, handlers, root_streams
from codemods.domains.logs.paths import is_command
from codemods.libraries.loggers import CELERY, CONSOLE_MAKES, CONSOLE_WORDS
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
