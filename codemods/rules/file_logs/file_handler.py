"""OP701: a logging handler that writes to a file.

A container's files go with it, and with them the lines that would have said why it died. Nobody looks into a
container's disk, and ten replicas have ten files.

Before::

    handler = RotatingFileHandler("logs/app.log", maxBytes=1_000_000, backupCount=3)

After::

    handler = logging.StreamHandler(sys.stdout)

By hand: write log lines to stdout and let the platform collect, rotate and keep them. Level and formatter stay.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.names import called
from codemods.analysis.source import SourceFile
from codemods.finding import Finding, Safety
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule("OP701", "file-handler", needles=("FileHandler",), safety=Safety.SAFE)

_HANDLERS = (
    "logging.FileHandler",
    "logging.handlers.RotatingFileHandler",
    "logging.handlers.TimedRotatingFileHandler",
    "logging.handlers.WatchedFileHandler",
)


@rule.find(ast.Call)
def handlers(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls that make a file handler of the standard library."""
    name = called(file, node)
    if name in _HANDLERS and not file.project.is_test(file.path):
        kind = name.rpartition(".")[2]
        yield file.finding(rule, node, f"{kind} writes the log to a local file", "log to stdout with a StreamHandler")


@rule.rewrite("Call")
def to_stdout(node: cst.Call, finding: Finding, edit: Edit) -> cst.BaseExpression:
    """The handler for stdout."""
    return edit.expression(f"{edit.name('logging.StreamHandler')}({edit.name('sys.stdout')})")
