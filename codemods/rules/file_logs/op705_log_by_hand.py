"""OP705: a log that the program keeps by hand.

`open("errors.log", "a")` and a write: a log without a level, that no configuration can send elsewhere, and that is
gone with the container. Two processes that append to one file may mix their lines.

Before::

    with open("logs/payments.log", "a") as payments:
        payments.write(f"order {order_id}: {total:.2f} charged\\n")

After::

    log.info("order %s: %.2f charged", order_id, total)

Where nothing configures logging, the fix logs at `warning`: what is less would be lost.

By hand: log the line with the module's logger, at the level that fits. Where the lines are data and no log (an audit
trail that somebody must be able to query), they belong in the database.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.logs.choice import CHOSEN, is_chosen
from codemods.domains.logs.handwritten import HandLog, hand_log, whole_lines
from codemods.domains.logs.loggers import free_name, last_import, logger_at, silences
from codemods.domains.logs.paths import is_command, writes_no_file
from codemods.domains.logs.readers import is_watched, read_back
from codemods.domains.runtime.phases import is_left_out
from codemods.libraries.loggers import CONFIGURES, CONFIGURING
from codemods.model.names import called
from codemods.model.strings import text
from codemods.model.test_scopes import is_test_code
from codemods.plans.removal import removal
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Logger:
    """The logger that takes the lines, its name where it has to be made, and the level."""

    logger: str
    new: str
    level: str


rule = Rule[_Logger]("OP705", "log-by-hand", needles=("open(",), once="file", safety=Safety.UNSAFE)

_REMEDY = "log the line with the module's logger"
_SILENCED = "configure logging with disable_existing_loggers=False first: what is there before says nothing after it"


@rule.find(ast.Call)
def opened_logs(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Logger]]:
    """Calls that open a file to append lines to it as to a log."""
    opener = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if opener != "open" or is_test_code(file, node) or file.project.is_migration(file.path) or is_command(file):
        return
    log = hand_log(file, node)
    if log is None or writes_no_file(file, log.path) or is_watched(file, log.path) or is_left_out(file, node):
        return
    message = "a log is kept by hand in a local file"
    reader = read_back(file, log.path)
    if reader:
        message += f", and {reader[0]}:{reader[1]} reads it back"
    if is_chosen(file, log.path):
        yield file.finding(rule, node, message, CHOSEN, safety=Safety.NONE)
        return
    if reader or log.unclear or not log.writes or not whole_lines(file, log):
        yield file.finding(rule, node, message, _REMEDY, safety=Safety.NONE)
        return
    sites, data = _rewrite(file, log)
    if data.new and silences(file.project):
        yield file.finding(rule, node, message, f"{_REMEDY}; {_SILENCED}", safety=Safety.NONE)
        return
    yield file.finding(rule, node, message, _REMEDY, sites=sites, data=data)


def _rewrite(file: SourceFile, log: HandLog) -> tuple[tuple[Site, ...], _Logger]:
    logger, new = logger_at(file, log.call), ""
    sites = [*removal(file, log.statements, [log.path], [log.path])]
    position = last_import(file)
    if not logger:
        new = free_name(file) if position is not None else ""
        logger = new or "logging.getLogger(__name__)"
    if new and position is not None:
        sites.append(file.site(position, "logger"))
    if log.block is not None:
        sites.append(file.site(log.block, "with"))
    for write in log.writes:
        name = called(file, write)
        sites.append(
            file.site(write, "print" if name == "builtins.print" else "dump" if name == "json.dump" else "write")
        )
    return tuple(sites), _Logger(logger, new, _level(file, log))


def _level(file: SourceFile, log: HandLog) -> str:
    """`error` in an except block, where the name says so, or where a traceback is written; else `info`.

    Where nothing configures logging, `warning`: all that is less is dropped by default, and no line may be lost.
    """
    caught = any(isinstance(each, ast.ExceptHandler) for each in file.ancestors(log.call))
    if caught or "err" in text(file, log.path).known.rpartition("/")[2].lower():
        return "error"
    project = file.project
    configured = project.matching(CONFIGURES, CONFIGURING)
    return "info" if any(not project.is_test(each.path) for each in configured) else "warning"


@rule.rewrite("With", role="with")
def unwrapped(node: cst.With, finding: Finding[_Logger], edit: Edit) -> object:
    """What the `with` held."""
    import libcst as cst

    if isinstance(node.body, cst.SimpleStatementSuite):
        return cst.SimpleStatementLine(node.body.body, leading_lines=node.leading_lines)
    first, *rest = node.body.body
    first = first.with_changes(leading_lines=[*node.leading_lines, *first.leading_lines])  # type: ignore[union-attr]
    return cst.FlattenSentinel([first, *rest])


@rule.rewrite("SimpleStatementLine", role="logger")
def with_logger(node: cst.SimpleStatementLine, finding: Finding[_Logger], edit: Edit) -> object:
    """The module's logger, after its imports."""
    import libcst as cst

    made = edit.statement(f"{finding.data.new} = {edit.name('logging.getLogger')}(__name__)\n")
    return cst.FlattenSentinel([node, made.with_changes(leading_lines=[cst.EmptyLine(indent=False)])])


@rule.rewrite("Call", role="write")
def logged(node: cst.Call, finding: Finding[_Logger], edit: Edit) -> cst.BaseExpression:
    """`f.write(x)` as a log call."""
    from codemods.rewriting.cst.messages import message

    return _call(finding, edit, message(node.args[0].value, edit))


@rule.rewrite("Call", role="print")
def printed(node: cst.Call, finding: Finding[_Logger], edit: Edit) -> cst.BaseExpression:
    """`print(x, file=f)` as a log call."""
    from codemods.rewriting.cst.messages import joined

    return _call(finding, edit, joined([each.value for each in node.args if each.keyword is None], edit))


@rule.rewrite("Call", role="dump")
def dumped(node: cst.Call, finding: Finding[_Logger], edit: Edit) -> cst.BaseExpression:
    """`json.dump(x, f)` as a log call."""
    import libcst as cst

    args = [each for number, each in enumerate(node.args) if number != 1]
    args[-1] = args[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    func = node.func.with_changes(attr=cst.Name("dumps")) if isinstance(node.func, cst.Attribute) else node.func
    if not isinstance(func, cst.Attribute):
        func = cst.parse_expression(edit.from_name("json", "dumps"))
    return _call(finding, edit, cst.Module([]).code_for_node(cst.Call(func, args)))


def _call(finding: Finding[_Logger], edit: Edit, arguments: str) -> cst.BaseExpression:
    if finding.data.logger.startswith("logging."):
        edit.name("logging.getLogger")
    return edit.expression(f"{finding.data.logger}.{finding.data.level}({arguments})")
