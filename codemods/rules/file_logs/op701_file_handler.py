"""OP701: a logging handler that writes to a file.

A container's files go with it, and with them the lines that would have said why it died. Nobody looks into a
container's disk, and ten replicas have ten files.

Before::

    os.makedirs("logs", exist_ok=True)
    file_handler = RotatingFileHandler("logs/app.log", maxBytes=1_000_000, backupCount=3)
    file_handler.setFormatter(formatter)
    logger.addHandler(file_handler)

After::

    stream_handler = logging.StreamHandler(sys.stdout)
    stream_handler.setFormatter(formatter)
    logger.addHandler(stream_handler)

By hand: write log lines to stdout and let the platform collect, rotate and keep them. Level and formatter stay. Where
a console handler is on the same logger already, the file handler just goes: no line may come twice. Flask's own
logger has such a handler from the start, `flask.logging.default_handler`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.dependencies.admitted_versions import has_flask_before
from codemods.domains.deployment.seen_files import seen
from codemods.domains.logs.choice import CHOSEN, is_asked_for, is_chosen, is_emptied
from codemods.domains.logs.coverage import Plan, is_taken_off, plan
from codemods.domains.logs.handlers import Handler, handlers, is_left_without_use
from codemods.domains.logs.paths import is_command, is_told_by_operator, log_path, writes_no_file
from codemods.domains.logs.process_managers import kept_stdout
from codemods.domains.logs.readers import read_back
from codemods.domains.logs.told import also_to_mend, is_all_said, said_of_file
from codemods.model.names import called, spelled
from codemods.model.scopes import lookup
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
class _Handler:
    """How the file calls what the new handler is made of, its name and level, and which of its list it is."""

    kind: str
    stream: str
    name: str
    level: str
    index: int


rule = Rule[_Handler]("OP701", "file-handler", needles=("Handler",), safety=Safety.SAFE)

_REMEDY = "log to stdout with a StreamHandler"


@rule.find(ast.Call)
def file_handlers(node: ast.Call, file: SourceFile) -> Iterator[Finding[_Handler]]:
    """Calls that make a file handler."""
    handler = next((each for each in handlers(file) if each.call is node), None)
    if handler is None or handler.kind == "stream" or is_test_code(file, node) or file.project.is_migration(file.path):
        return
    if writes_no_file(file, log_path(node)) or is_asked_for(file, node) or is_told_by_operator(file, log_path(node)):
        return
    if is_taken_off(file, handler) or _is_left_unused(file, node):
        return
    message = f"{called(file, node).rpartition('.')[2]} writes the log to a local file"
    path = log_path(node)
    reader = read_back(file, path) if path is not None else None
    if reader:
        message += f", and {reader[0]}:{reader[1]} reads it back"
        remedy = "log to stdout, and show the log where the platform keeps it"
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
    elif handler.broken:
        remedy = f"{_REMEDY}; the code around it uses what only a file handler has"
        yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
    elif is_chosen(file, path):
        # Where the console has the same lines, no choice loses any.
        decision = plan(file, handler)
        if decision.convert and not decision.told:
            yield file.finding(rule, node, message, CHOSEN, safety=Safety.NONE)
    else:
        decision = plan(file, handler)
        gone = [] if decision.convert else [*handler.setup, *(each.statement for each in decision.dropped)]
        if decision.told:
            return
        if any(use.logger == "flask" for use in handler.uses) and has_flask_before(file.project, file.path, (1, 0)):
            # What the application's logger has from the start then is another handler in each release.
            remedy = f"{_REMEDY}: Flask has its default_handler since 1.0"
            yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
        elif decision.unclear:
            yield file.finding(rule, node, message, f"{_REMEDY}: {decision.unclear}", safety=Safety.NONE)
        elif handler.kind == "subclass" and is_left_without_use(file, handler):
            remedy = f"{_remedy(decision)}; its class goes with it, as nothing else makes one"
            yield file.finding(rule, node, message, remedy, safety=Safety.NONE)
        elif is_emptied(file, gone):
            yield file.finding(rule, node, message, _remedy(decision), safety=Safety.NONE)
        else:
            line = said_of_file(file, node, path, gone)
            answered = decision.convert and line and is_all_said(file, node, line)
            told = ("" if answered else also_to_mend(line)) + (kept_stdout(file) if decision.convert else "")
            told += seen(file, text(file, path).known if path is not None else "")
            doubtful = decision.unsafe or handler.kind == "subclass" or is_command(file) or bool(told)
            comment = (file.site(file.statement(node), "comment"),) if answered else ()
            yield file.finding(
                rule, node, message, f"{_remedy(decision)}{told}", safety=Safety.UNSAFE if doubtful else Safety.SAFE,
                sites=(*_sites(file, handler, decision, path), *comment), data=_data(file, handler, decision),
            )  # fmt: skip


def _is_left_unused(file: SourceFile, call: ast.Call) -> bool:
    """Whether a function makes the handler, and gives it to no logger and to nobody else."""
    function = file.function(call)
    match file.statement(call):
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if value is call and function is not None:
            return not any(
                (isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Load))
                or (isinstance(each, ast.Global | ast.Nonlocal) and name in each.names)
                for each in ast.walk(function)
            )
    return False


def _remedy(decision: Plan) -> str:
    return _REMEDY if decision.convert else "remove it: another handler writes the same lines to the console"


def _sites(file: SourceFile, handler: Handler, decision: Plan, path: ast.expr | None) -> tuple[Site, ...]:
    call = handler.call
    statements = [*handler.file_only, *(each.statement for each in decision.dropped if each.list is None)]
    lists = tuple(file.site(each.list, "list") for each in decision.dropped if each.list is not None)
    paths = [] if path is None else [path]
    if not decision.convert:
        own = [] if handler.name or handler.uses[0].list is None else [call]
        widened = tuple(file.site(each, "level") for each in decision.widened)
        return (*removal(file, [*handler.setup, *statements], own, paths), *lists, *widened)
    vanish = [*call.args, *call.keywords]
    defaults = tuple(file.site(each.statement, "default") for each in decision.default)
    renamed = tuple(file.site(each, "name") for each in _renamed(file, handler))
    return (file.site(call), *removal(file, statements, vanish, paths), *lists, *defaults, *renamed)


def _data(file: SourceFile, handler: Handler, decision: Plan) -> _Handler:
    element = next((each.list for each in decision.dropped if each.list is not None), None)
    level = handler.set_level.args[0] if handler.set_level and handler.set_level.args else None
    return _Handler(
        kind=spelled(file, handler.call, "logging.StreamHandler"),
        stream=spelled(file, handler.call, "sys.stdout"),
        name=_new_name(file, handler.name),
        level=file.source(level) if level else "",
        index=_index(handler, element) if element else 0,
    )


def _index(handler: Handler, elements: ast.List) -> int:
    for number, each in enumerate(elements.elts):
        if each is handler.call or (isinstance(each, ast.Name) and each.id == handler.name):
            return number
    raise AssertionError("the handler is one of the list")


def _new_name(file: SourceFile, name: str) -> str:
    """The variable's name with `stream` (or else `stdout`) for `file`; the old one where both mean something else."""
    names = ["sh"] if name == "fh" else [re.sub("(rotating_?)?file", word, name) for word in ("stream", "stdout")]
    return next((each for each in names if not re.search(rf"\b{each}\b", file.text)), name)


def _renamed(file: SourceFile, handler: Handler) -> list[ast.Name]:
    """Every place of a name that says `file`, where a new name can take its place."""
    if _new_name(file, handler.name) == handler.name:
        return []
    names = [node for node in ast.walk(file.tree) if isinstance(node, ast.Name) and node.id == handler.name]
    bindings = lookup(file, names[0], handler.name)
    everywhere = re.compile(rf"\b{handler.name}\b")
    alone = all(lookup(file, each, handler.name) is bindings for each in names)
    if not alone or len(bindings) != 1 or len(everywhere.findall(file.text)) != len(names):
        return []
    shared = bindings is lookup(file, file.tree, handler.name) and any(
        other is not file for other in file.project.mentioning(handler.name.encode())
    )
    return [] if shared else names


@rule.rewrite("Call")
def to_stdout(node: cst.Call, finding: Finding[_Handler], edit: Edit) -> cst.BaseExpression:
    """The handler for stdout."""
    name = finding.data.kind or edit.name("logging.StreamHandler")
    return edit.expression(f"{name}({finding.data.stream or edit.name('sys.stdout')})")


@rule.rewrite("SimpleStatementLine", role="comment")
def uncommented(node: cst.SimpleStatementLine, finding: Finding[_Handler], edit: Edit) -> cst.SimpleStatementLine:
    """The statement without the comment over it."""
    return node.with_changes(leading_lines=[each for each in node.leading_lines if each.comment is None])


@rule.rewrite("Name", role="name")
def renamed(node: cst.Name, finding: Finding[_Handler], edit: Edit) -> cst.Name:
    """The variable, named after what it now is."""
    return node.with_changes(value=finding.data.name)


@rule.rewrite("List", role="list")
def shortened(node: cst.List, finding: Finding[_Handler], edit: Edit) -> cst.List:
    """The list of handlers without this one."""
    position = finding.data.index
    kept = [each for number, each in enumerate(node.elements) if number != position]
    if kept and position == len(kept):
        kept[-1] = kept[-1].with_changes(comma=node.elements[position].comma)
    return node.with_changes(elements=kept)


@rule.rewrite("Call", "SimpleStatementLine", role="level")
def widened(node: cst.CSTNode, finding: Finding[_Handler], edit: Edit) -> cst.CSTNode | cst.RemovalSentinel:
    """The console handler at the level that the file had."""
    import libcst as cst

    if isinstance(node, cst.Call) and finding.data.level:
        argument = node.args[0].with_changes(value=edit.expression(finding.data.level))
        return node.with_changes(args=[argument])
    return cst.RemoveFromParent()


@rule.rewrite("SimpleStatementLine", role="default")
def instead_of_default(node: cst.SimpleStatementLine, finding: Finding[_Handler], edit: Edit) -> object:
    """Flask's default handler goes where the new one comes."""
    import libcst as cst

    add = cst.ensure_type(cst.ensure_type(node.body[0], cst.Expr).value, cst.Call)
    logger = cst.ensure_type(add.func, cst.Attribute).value
    default = edit.from_name("flask.logging", "default_handler")
    call = cst.Call(cst.Attribute(logger, cst.Name("removeHandler")), [cst.Arg(cst.Name(default))])
    first = cst.SimpleStatementLine([cst.Expr(call)], leading_lines=node.leading_lines)
    return cst.FlattenSentinel([first, node.with_changes(leading_lines=[])])
