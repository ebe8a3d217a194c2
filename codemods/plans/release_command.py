"""What prepares the database while the service starts, and which statements can become a command of the application."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from codemods.domains.database.calls import asks, leads_to, prepares
from codemods.domains.dependencies.admitted_versions import has_flask_before, older
from codemods.domains.runtime.entry_points import entry
from codemods.domains.runtime.startup import (
    Step,
    flask_name,
    has_text_block,
    own_lines,
    read_elsewhere,
    reads_what_changes,
    steps,
)
from codemods.libraries.frameworks.web import EXTENSIONS, SETTERS
from codemods.model.call_graph import Code, body, edges_at, main_guard
from codemods.project.source_file import SourceFile

_FOR_TESTS = re.compile(r"(?i)(?:\b|_)tests?(?:ing)?(?:\b|_)")
_TALK = re.compile(r"(^print$|(^|\.)(logger|logging|log)\.(\w+)$)")


@dataclass(frozen=True, slots=True)
class Preparation:
    """Statements, one after the other, that only prepare the database. `app` is the Flask application's name.

    `unwrapped`: the one statement is `with app.app_context():`, which a command has of itself. `guard`: the main
    guard that they stand in. `resets`: they drop tables first. `following` is what stands behind them.
    """

    file: SourceFile
    statements: tuple[ast.stmt, ...]
    app: str
    unwrapped: bool
    guard: ast.If | None
    resets: bool
    following: ast.stmt | None


def preparation(file: SourceFile, node: ast.AST) -> Preparation | None:
    """The statements around (or on the way to) a call that makes tables, where they can become a command."""
    # Its commands are those of 0.11 and later, if any.
    if has_flask_before(file.project, file.path, (0, 11)):
        return None
    for step in steps(file, node):
        app = flask_name(step)
        if app and (found := _grown(step, app)):
            return None if _needed_later(file, node, found) else found
    return None


def _needed_later(file: SourceFile, node: ast.AST, found: Preparation) -> bool:
    """Whether the start goes on to ask the database: the command, which starts the same way, would fail there."""
    gone = {id(each) for statement in found.statements for each in ast.walk(statement)}
    started = False
    for step in steps(file, node):
        started = started or id(step.statement) in gone
        if started and any(
            asks(step.file, each) or leads_to(step.file, each, asks)
            for each in body(step.code)
            if id(each) not in gone and getattr(each, "lineno", 0) > step.statement.lineno
        ):
            return True
    return False


def _grown(step: Step, app: str) -> Preparation | None:
    """The step's statement, its neighbours that belong to it, and the blocks that hold nothing else."""
    file, top = step.file, step.code.node
    run = _extended(file, step.statement)
    while (parent := file.parents[run[0]]) is not top:
        whole = getattr(parent, "body", None) == run
        if isinstance(parent, ast.Try) and not whole:
            return None
        if whole and isinstance(parent, ast.With | ast.Try | ast.If | ast.For) and not getattr(parent, "orelse", ()):
            run = _extended(file, parent)
        elif isinstance(parent, ast.With):
            break
        else:
            return None
    above = list(file.ancestors(run[0]))
    if any(not isinstance(each, ast.With) for each in above[: above.index(top)]):
        return None
    if not own_lines(file, run) or not all(_movable(each) for each in run) or _is_chosen(file, run):
        return None
    if _changes_other_things(run) or any(_sets_up(each) for each in _all(file, run)):
        return None
    unwrapped = len(run) == 1 and _is_context(run[0], app)
    if (not unwrapped or isinstance(top, ast.If)) and has_text_block(run):
        return None
    if read_elsewhere(file, run) or any(_empties_for_tests(each) for each in run):
        return None
    block = file.block(run[0])
    behind = block.index(run[-1]) + 1
    guard = top if isinstance(top, ast.If) and top is main_guard(file) else None
    if guard is not None and (above[0] is not guard or len(guard.body) == len(run)):
        return None
    if reads_what_changes(file, run, guard):
        return None
    drops = any(map(_drops, _all(file, run)))
    following = block[behind] if behind < len(block) and guard is None else None
    return Preparation(file, tuple(run), app, unwrapped, guard, drops, following)


def _all(file: SourceFile, run: Sequence[ast.stmt]) -> list[ast.AST]:
    """The nodes of the statements and of the functions that they call, one after the other."""
    found: list[ast.AST] = []
    seen: set[Code] = set()
    queue = [(file, [node for each in run for node in ast.walk(each)])]
    while queue:
        where, nodes = queue.pop()
        found += nodes
        for node in nodes:
            for edge in edges_at(where, node) if isinstance(node, ast.Call) else ():
                if edge.kind == "call" and edge.callee not in seen:
                    seen.add(edge.callee)
                    queue.append((edge.callee.file, body(edge.callee)))
    return found


def _extended(file: SourceFile, statement: ast.stmt) -> list[ast.stmt]:
    block = file.block(statement)
    first = last = block.index(statement)
    while first > 0 and _belongs(file, block[first - 1]):
        first -= 1
    pending = last + 1
    while pending < len(block) and (_belongs(file, block[pending]) or _is_quiet(block[pending])):
        if _belongs(file, block[pending]):
            last = pending
        pending += 1
    run = block[first : last + 1]
    return run if not read_elsewhere(file, run) else block[first : block.index(statement) + 1]


def _belongs(file: SourceFile, statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Expr | ast.With | ast.For | ast.If | ast.Try):
        return False
    return _movable(statement) and prepares(file, statement)


def _is_quiet(statement: ast.stmt) -> bool:
    """What may stand between: a name for a row, a line of output."""
    match statement:
        case ast.Assign(targets=[ast.Name()]):
            return True
        case ast.Expr(value=ast.Call(func=function)):
            return _TALK.search(ast.unparse(function)) is not None
    return False


def _movable(statement: ast.stmt) -> bool:
    """Whether the statement means the same in a function that is called later."""
    return not any(
        isinstance(node, ast.Return | ast.Yield | ast.YieldFrom | ast.Await | ast.Global | ast.Nonlocal
                   | ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".run", "register_blueprint", ".init_app")))
        for node in ast.walk(statement)
    )  # fmt: skip


def _changes_other_things(run: Sequence[ast.stmt]) -> bool:
    """Whether the statements set an item or an attribute of something that they did not make: `app.config["X"] = …`."""
    nodes = [node for each in run for node in ast.walk(each)]
    made = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in nodes:
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            root: ast.expr = node
            while isinstance(root, ast.Attribute | ast.Subscript):
                root = root.value
            if not (isinstance(root, ast.Name) and root.id in made):
                return True
    return False


def _sets_up(node: ast.AST) -> bool:
    """Whether the node does what the serving application needs too: an extension, a blueprint, a hook, a setting."""
    match node:
        case ast.Call(func=ast.Attribute(attr=attr)):
            return attr in SETTERS or attr in EXTENSIONS
        case ast.Call(func=ast.Name(id=name)):
            return name in EXTENSIONS
        case ast.Global():
            return True
        case ast.Assign(targets=[ast.Subscript(value=ast.Attribute(attr="config"))]):
            return True
    return False


def _is_chosen(file: SourceFile, run: Sequence[ast.stmt]) -> bool:
    """Whether the code asks a setting first: then the environment decides already."""
    tests = [each.test for each in run if isinstance(each, ast.If)]
    return any(re.search(r"environ|getenv|config", ast.unparse(each)) for each in tests)


def _empties_for_tests(statement: ast.stmt) -> bool:
    """Whether tests have their tables from here, new ones each time: `if testing: db.drop_all()`."""
    return any(
        isinstance(each, ast.If) and _FOR_TESTS.search(ast.unparse(each.test)) and any(map(_drops, ast.walk(each)))
        for each in ast.walk(statement)
    )


def _drops(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "drop_all"


def _is_context(statement: ast.stmt, app: str) -> bool:
    match statement:
        case ast.With(items=[ast.withitem(context_expr=ast.Call(func=function, args=[]), optional_vars=None)]):
            return ast.unparse(function) == f"{app}.app_context"
    return False


def flask_command(file: SourceFile) -> str:
    """`flask --app shop`, as the Flask that a manifest pins understands it: the option is new in 2.2, and before 1.0 it
    finds no factory; '' where there is nothing that it finds.
    """
    root = file.project.service_root(file.path)
    known = entry(file.project, root)
    # Of several programs in one tree, the one whose folder the file lies in.
    around = [each for each in known if file.path.startswith(f"{posixpath.dirname(each.file.path)}/".lstrip("/"))]
    nearest = max(around or known[:1], key=lambda each: each.file.path.count("/"), default=None)
    target = nearest.target if nearest else ""
    if target.endswith(")") and has_flask_before(file.project, file.path, (1, 0)):
        return ""
    module = target.partition(":")[0] or file.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
    is_old = older(file.project, file.path, "flask", (2, 2))
    return f"FLASK_APP={module} flask" if is_old else f"flask --app {module}"
