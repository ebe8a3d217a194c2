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
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.connections.addresses import is_dict
from codemods.domains.deployment.seen_files import seen
from codemods.domains.logs.choice import CHOSEN, is_asked_for, is_chosen, is_emptied
from codemods.domains.logs.handlers import conditions
from codemods.domains.logs.paths import is_command, writes_no_file
from codemods.domains.logs.process_managers import kept_stdout
from codemods.domains.logs.readers import read_back
from codemods.domains.logs.told import also_to_mend, said_of_file
from codemods.libraries.loggers import LOGURU_ADD, LOGURU_CONFIGURE, LOGURU_FILE, LOGURU_LINES
from codemods.model.names import called, qualified, spelled
from codemods.model.scopes import lookup
from codemods.model.strings import argument, keyword, text
from codemods.model.test_scopes import is_test_code
from codemods.plans.removal import removal
from codemods.project.givers import named_in
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    import libcst as cst

    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Stream:
    """How the file calls stdout, '' where it does not yet."""

    stream: str


rule = Rule[_Stream]("OP704", "loguru-sink", needles=("loguru",), safety=Safety.SAFE)


@rule.find(ast.Call)
def sinks(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Stream]]:
    """Calls that add a file as a sink."""
    sink = argument(node, 0, "sink")
    if sink is None or called(file, node) != LOGURU_ADD or is_test_code(file, node) or not _is_path(file, node, sink):
        return
    if is_asked_for(file, node):
        return
    message = "loguru writes the log to a local file"
    remedy = "log to sys.stdout"
    if reader := read_back(file, sink):
        message += f", and {reader[0]}:{reader[1]} reads it back"
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
        return
    if is_chosen(file, sink):
        yield file.finding(rule, node, message, CHOSEN, safety=Safety.NONE)
        return
    statement = file.statement(node)
    alone = isinstance(statement, ast.Expr) and statement.value is node
    consoles = [each for each in _sinks(file) if each is not node and _console(file, each)]
    others = _everywhere(file, "add") - 1
    safety = Safety.UNSAFE if is_command(file) else Safety.SAFE
    lost = [each.value for each in node.keywords if each.arg in LOGURU_FILE]
    removes = _everywhere(file, "remove", "configure")
    if alone and others and len(consoles) == others == 1 and not keyword(node, *LOGURU_LINES) and removes == 1:
        remedy = "remove it: another sink writes the same lines to the console"
        sites: tuple[Site, ...] = removal(file, [statement], [], [sink])
        safety = Safety.NONE if is_emptied(file, [statement]) else Safety.UNSAFE
    elif others or removes > 1 or not _in_order(file, node, removes):
        remedy = "log to sys.stdout once: leave one sink, that takes the lines of all"
        sites, safety = (), Safety.NONE
    elif not removes and (where := named_in(file.project, b"LOGURU_")):
        remedy = f"take the file away: {where} sets up the sink that loguru starts with"
        sites, safety = (), Safety.NONE
    else:
        first = () if removes or not alone else (file.site(statement, "default"),)
        sites = (file.site(node), *removal(file, [], [sink, *lost], [sink]), *first)
        if told := also_to_mend(said_of_file(file, node, sink, ())) + kept_stdout(file):
            remedy, safety = f"{remedy}{told}", Safety.UNSAFE
    if safety is Safety.SAFE and (told := seen(file, text(file, sink).known)):
        remedy, safety = f"{remedy}{told}", Safety.UNSAFE
    yield file.finding(
        rule, node, message, remedy, safety=safety, sites=sites if safety is not Safety.NONE else (),
        data=_Stream(spelled(file, node, "sys.stdout")),
    )  # fmt: skip


@rule.find(ast.Call)
def configured(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Stream]]:
    """Sinks that `logger.configure(handlers=[{"sink": "app.log"}])` sets up."""
    if called(file, node) != LOGURU_CONFIGURE or is_test_code(file, node):
        return
    given = _configured_sinks(file, node)
    for each, options in given:
        sink = options.get("sink")
        if sink is None or not _is_file(file, sink, rotates=not {"rotation", "retention"}.isdisjoint(options)):
            continue
        safety, remedy, stream = Safety.NONE, "log to sys.stdout once: leave one sink, that takes the lines of all", ""
        if reader := read_back(file, sink):
            remedy = f"log to sys.stdout; {reader[0]}:{reader[1]} reads the file back"
        elif is_chosen(file, sink):
            remedy = CHOSEN
        elif len(given) == 1 and not _everywhere(file, "add") and isinstance(each, ast.Dict):
            safety, remedy = Safety.UNSAFE if is_command(file) else Safety.SAFE, "log to sys.stdout"
            stream = spelled(file, node, "sys.stdout")
            if told := seen(file, text(file, sink).known):
                safety, remedy = Safety.UNSAFE, f"{remedy}{told}"
        lost = [options[name] for name in LOGURU_FILE if name in options]
        sites = (file.site(each, "configured"), *removal(file, [], [sink, *lost], [sink]))
        yield file.finding(
            rule, file.span(sink), "loguru writes the log to a local file", remedy, safety=safety,
            sites=sites if safety is not Safety.NONE else (), data=_Stream(stream),
        )  # fmt: skip


def _configured_sinks(file: SourceFile, node: ast.Call) -> list[tuple[ast.expr, dict[str, ast.expr]]]:
    """The sinks of a call that sets up all of them, each with its options; nothing where the call does not show them.

    `**config` is a dictionary that the file shows.
    """
    handlers = argument(node, 0, "handlers")
    for each in node.keywords:
        if each.arg is None and isinstance(each.value, ast.Name):
            values = [one.value for one in lookup(file, each.value, each.value.id)]
            config = values[0] if len(values) == 1 else None
            handlers = handlers or (_options(config).get("handlers") if config is not None else None)
    return [(each, _options(each)) for each in handlers.elts] if isinstance(handlers, ast.List | ast.Tuple) else []


def _options(node: ast.expr) -> dict[str, ast.expr]:
    """The values of a dictionary by its literal keys: `{"sink": …}`, `dict(sink=…)`."""
    if isinstance(node, ast.Call):
        return {each.arg: each.value for each in node.keywords if each.arg} if is_dict(node) else {}
    pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
    return {key.value: each for key, each in pairs if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def _is_path(file: SourceFile, node: ast.Call, sink: ast.expr) -> bool:
    """Whether the sink is a file's name and no stream, function or handler."""
    return _is_file(file, sink, rotates=keyword(node, "rotation", "retention") is not None)


def _is_file(file: SourceFile, sink: ast.expr, *, rotates: bool) -> bool:
    if writes_no_file(file, sink):
        return False
    known = text(file, sink).known.strip("\0/")
    return bool(known) or rotates


def _sinks(file: SourceFile) -> list[ast.Call]:
    return _calls(file, "loguru.logger.add")


def _calls(file: SourceFile, name: str) -> list[ast.Call]:
    return [node for node in file.nodes(ast.Call) if called(file, node) == name]


def _console(file: SourceFile, node: ast.Call) -> bool:
    sink = argument(node, 0, "sink")
    narrowed = keyword(node, "level", "filter") is not None
    return sink is not None and not narrowed and qualified(file, sink) in ("sys.stdout", "sys.stderr")


def _everywhere(file: SourceFile, *methods: str) -> int:
    """How often the project calls one of these methods of loguru's one logger, whatever it is called there."""
    call = re.compile(rb"\w\.(?:%s)\(" % "|".join(methods).encode())
    count = 0
    for other in file.project.mentioning(b"loguru"):
        if not file.project.is_test(other.path) and call.search(other.spelled):
            names = [f"loguru.logger.{each}" for each in methods]
            count += sum(1 for node in other.nodes(ast.Call) if called(other, node) in names)
            count += sum(1 for node in other.nodes(ast.Call) if _handed_in(other, node, methods))
    return count


def _handed_in(file: SourceFile, node: ast.Call, methods: tuple[str, ...]) -> bool:
    """The same through a parameter that is called as a logger is."""
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr in methods
        and not called(file, node)
        and re.search(r"(^|[._])log(ger)?$", ast.unparse(node.func.value)) is not None
    )


def _in_order(file: SourceFile, node: ast.Call, removes: int) -> bool:
    """Whether the sink comes after the one `remove()` of the project, in the same block or a block inside it."""
    if not removes:
        return True
    here = node.lineno, node.col_offset
    removing = [each for each in _calls(file, "loguru.logger.remove") if not each.args]
    found = [each for each in removing if (each.lineno, each.col_offset) < here]
    if len(found) != 1:
        return False
    inner, outer = file.function(node), file.function(found[0])
    return (outer is None or outer is inner) and conditions(file, found[0]) <= conditions(file, node)


@rule.rewrite("Call")
def to_stdout(node: cst.Call, finding: Finding[_Stream], edit: Edit) -> cst.Call:
    """The same sink on stdout, without what only a file has."""
    args = [each for each in node.args if not each.keyword or each.keyword.value not in LOGURU_FILE]
    for number, each in enumerate(args):
        if each.keyword is None or each.keyword.value == "sink":
            stream = finding.data.stream or edit.name("sys.stdout")
            args[number] = each.with_changes(value=edit.expression(stream))
            break
    if args[-1] is not node.args[-1]:
        last = node.args[-1]
        args[-1] = args[-1].with_changes(comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
    return node.with_changes(args=args)


@rule.rewrite("SimpleStatementLine", role="default")
def instead_of_default(node: cst.SimpleStatementLine, finding: Finding[_Stream], edit: Edit) -> object:
    """loguru's own sink goes where the new one comes."""
    import libcst as cst

    add = cst.ensure_type(cst.ensure_type(node.body[0], cst.Expr).value, cst.Call)
    call = cst.Call(cst.ensure_type(add.func, cst.Attribute).with_changes(attr=cst.Name("remove")))
    first = cst.SimpleStatementLine([cst.Expr(call)], leading_lines=node.leading_lines)
    return cst.FlattenSentinel([first, node.with_changes(leading_lines=[])])


@rule.rewrite("Dict", role="configured")
def configured_to_stdout(node: cst.Dict, finding: Finding[_Stream], edit: Edit) -> cst.Dict:
    """The same sink on stdout, by its options in a dictionary."""
    import libcst as cst

    kept: list[cst.BaseDictElement] = []
    for each in node.elements:
        key = each.key if isinstance(each, cst.DictElement) else None
        name = key.evaluated_value if isinstance(key, cst.SimpleString) else None
        if name == "sink":
            kept.append(each.with_changes(value=edit.expression(finding.data.stream or edit.name("sys.stdout"))))
        elif name not in LOGURU_FILE:
            kept.append(each)
    if kept[-1] is not node.elements[-1]:
        kept[-1] = kept[-1].with_changes(comma=node.elements[-1].comma)
    return node.with_changes(elements=kept)
