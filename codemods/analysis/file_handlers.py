"""Which files can make a handler that writes to a file, as far as their bytes tell."""

from __future__ import annotations

import re

from codemods.analysis.held import holds
from codemods.analysis.log_handlers import FILE_HANDLERS
from codemods.analysis.source import SourceFile

_CLASSES = tuple(sorted({each.rpartition(".")[2] for each in FILE_HANDLERS}))
_HANDLER_CLASS = re.compile(rb"\bclass\s+(\w*Handler)\b")


def may_make_file_handler(file: SourceFile) -> bool:
    """Whether the file's bytes name a file handler, or a class that may be one, from a file that names one."""
    project = file.project
    names: tuple[str, ...] | None = project.__dict__.get("_may_be_file_handlers")
    if names is None:
        defining = [each for each in project.python() if holds(each, *_CLASSES)]
        own = {name.decode() for each in defining for name in _HANDLER_CLASS.findall(each.data)}
        names = project.__dict__["_may_be_file_handlers"] = (*_CLASSES, *sorted(own))
    return holds(file, *names)
