"""OP704: a loguru sink that is a file.

`logger.add("app.log", rotation="10 MB")` is loguru's file handler, with the same end: the lines go with the container.

Before::

    logger.add(
        os.path.join(LOG_DIR, "app_{time}.log"),
        rotation="10 MB",
        retention="10 days",
        level="INFO",
        enqueue=True,
    )

After::

    logger.remove()
    logger.add(
        sys.stdout,
        level="INFO",
        enqueue=True,
    )

By hand: add `sys.stdout` instead. loguru starts with a sink on stderr: where nothing has removed it, it must go, or
each line comes twice.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codemods.analysis.log_choice import CHOSEN, is_asked_for, is_chosen
from codemods.analysis.log_files import is_command, writes_no_file
from codemods.analysis.names import called, qualified, spelled
from codemods.analysis.readers import read_back
from codemods.analysis.served import removal
from codemods.analysis.source import SourceFile
from codemods.analysis.test_scopes import is_test_code
from codemods.analysis.values import argument, keyword, text
from codemods.finding import Finding, Safety, Site
from codemods.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit

rule = Rule("OP704", "loguru-sink", needles=("loguru",), safety=Safety.SAFE)

_FILE_OPTIONS = ("rotation", "retention", "compression", "delay", "watch", "mode", "buffering", "encoding")
_ADD = "loguru.logger.add"


@rule.find(ast.Call)
def sinks(node: ast.Call, file: SourceFile) -> Iterator[Finding]:
    """Calls that add a file as a sink."""
    sink = argument(node, 0, "sink")
    if sink is None or called(file, node) != _ADD or is_test_code(file, node) or not _is_path(file, node, sink):
        return
    if is_asked_for(file, node):
        return
    message = "loguru writes the log to a local file"
    remedy = "log to sys.stdout"
    if reader := read_back(file, sink):
        message += f", and {reader[0].path}:{reader[1].lineno} reads it back"
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
        return
    if is_chosen(file, sink):
        yield file.finding(rule, node, message, CHOSEN, safety=Safety.NONE)
        return
    statement = file.statement(node)
    alone = isinstance(statement, ast.Expr) and statement.value is node
    twice = (
        alone
        and keyword(node, "filter") is None
        and any(_console(file, each) for each in _sinks(file) if each is not node)
    )
    safety = Safety.UNSAFE if is_command(file) else Safety.SAFE
    lost = [each.value for each in node.keywords if each.arg in _FILE_OPTIONS]
    if twice:
        remedy = "remove it: another sink writes the same lines to the console"
        sites: tuple[Site, ...] = removal(file, [statement], [], [sink])
        safety = Safety.UNSAFE
    else:
        first = () if _removed(file) or not alone else (file.site(statement, "default"),)
        sites = (file.site(node), *removal(file, [], [sink, *lost], [sink]), *first)
    yield file.finding(
        rule, node, message, remedy, safety=safety, sites=sites, data={"stream": spelled(file, node, "sys.stdout")}
    )


def _is_path(file: SourceFile, node: ast.Call, sink: ast.expr) -> bool:
    """Whether the sink is a file's name and no stream, function or handler."""
    if writes_no_file(file, sink):
        return False
    known = text(file, sink).known.strip("\0/")
    return bool(known) or keyword(node, "rotation", "retention") is not None


def _sinks(file: SourceFile) -> list[ast.Call]:
    return [node for node in ast.walk(file.tree) if isinstance(node, ast.Call) and called(file, node) == _ADD]


def _console(file: SourceFile, node: ast.Call) -> bool:
    sink = argument(node, 0, "sink")
    narrowed = keyword(node, "level", "filter") is not None
    return sink is not None and not narrowed and qualified(file, sink) in ("sys.stdout", "sys.stderr")


def _removed(file: SourceFile) -> bool:
    """Whether the file takes loguru's own sink away."""
    return any(
        isinstance(node, ast.Call) and called(file, node) in ("loguru.logger.remove", "loguru.logger.configure")
        for node in ast.walk(file.tree)
    )


@rule.rewrite("Call")
def to_stdout(node: cst.Call, finding: Finding, edit: Edit) -> cst.Call:
    """The same sink on stdout, without what only a file has."""
    args = [each for each in node.args if not each.keyword or each.keyword.value not in _FILE_OPTIONS]
    for number, each in enumerate(args):
        if each.keyword is None or each.keyword.value == "sink":
            stream = finding.data["stream"] or edit.name("sys.stdout")
            args[number] = each.with_changes(value=edit.expression(stream))
            break
    if args[-1] is not node.args[-1]:
        last = node.args[-1]
        args[-1] = args[-1].with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
    return node.with_changes(args=args)


@rule.rewrite("SimpleStatementLine", role="default")
def instead_of_default(node: cst.SimpleStatementLine, finding: Finding, edit: Edit) -> object:
    """loguru's own sink goes where the new one comes."""
    import libcst as cst

    add = cst.ensure_type(cst.ensure_type(node.body[0], cst.Expr).value, cst.Call)
    call = cst.Call(cst.ensure_type(add.func, cst.Attribute).with_changes(attr=cst.Name("remove")))
    first = cst.SimpleStatementLine([cst.Expr(call)], leading_lines=node.leading_lines)
    return cst.FlattenSentinel([first, node.with_changes(leading_lines=[])])
