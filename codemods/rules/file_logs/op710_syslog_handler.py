"""OP710: a handler that sends the log to syslog.

A container has no syslog daemon: `/dev/log` is not there, and `localhost:514` listens to nobody. The lines are lost,
or the program does not start.

By hand: log to stdout with a StreamHandler. Where a syslog server must have the lines, let the platform's log driver
send them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.libraries.loggers import SYSTEM_HANDLERS
from codemods.model.names import called
from codemods.model.strings import argument, literal
from codemods.model.test_scopes import is_test_code
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety
from codemods.vocabulary.rule import Rule

rule = Rule("OP710", "syslog-handler", needles=("SysLogHandler", "NTEventLogHandler"), safety=Safety.NONE)

_LOCAL = ("localhost", "127.0.0.1", "::1")


@rule.find(ast.Call)
def local_syslog(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls that make a handler for the machine's own log."""
    if (
        called(file, node) in SYSTEM_HANDLERS
        and not is_test_code(file, node)
        and _is_local(argument(node, 0, "address"))
    ):
        yield _finding(file, node)


@rule.find(ast.Dict)
def configured_syslog(node: ast.Dict, file: SourceFile) -> Iterator[Finding]:
    """The same in a dictConfig."""
    for key, value in zip(node.keys, node.values, strict=True):
        if literal(key) in ("class", "()") and literal(value) in SYSTEM_HANDLERS and not is_test_code(file, node):
            address = next(
                (each for name, each in zip(node.keys, node.values, strict=True) if literal(name) == "address"), None
            )
            if _is_local(address):
                yield _finding(file, node)


def _finding(file: SourceFile, node: ast.AST) -> Finding:
    return file.finding(
        rule, node, "the log goes to the machine's own syslog, which a container does not have", "log to stdout"
    )


def _is_local(address: ast.expr | None) -> bool:
    """Whether the address, as far as it is known, is this machine; an address from outside is somebody's choice."""
    if isinstance(address, ast.Tuple) and address.elts:
        return literal(address.elts[0]) in _LOCAL
    return address is None or literal(address) is not None
