"""What a scheduler in the service's process runs, as far as every replica should or may: its own disk, a switch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.libraries.caches import SCHEDULER_QUIET
from codemods.libraries.files import CLEANS, OF_DISK
from codemods.model.environment_reads import environment_read
from codemods.model.names import called
from codemods.model.scopes import lookup, tables
from codemods.model.singletons import naming
from codemods.model.strings import argument
from codemods.model.types import evaluate
from codemods.project.source_file import SourceFile
from codemods.project.test_code import parts

# Who runs the jobs, by the name of a setting: `args.secondary`, `config["RUN_JOBS"]`, `getenv("SCHEDULER_ENABLED")`.
_SWITCHES = frozenset(
    ("secondary", "primary", "leader", "scheduler", "schedule", "scheduled", "cron", "crons", "job", "jobs")
)
_SETTINGS = re.compile(r"(^|\.)(args|arguments|opts|options|settings|config|cfg|conf)(\.|\[)")


def is_for_each_replica(file: SourceFile, made: ast.Call) -> bool:
    """Whether all jobs of a scheduler only clean the disk of their own replica, or a setting leaves them to one.

    What is not known of a scheduler is no answer: False.
    """
    if _is_switched(file, made):
        return True
    statement = file.parents.get(made)
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if not isinstance(target, ast.Name):
        return False
    jobs: list[bool] = []
    starts: list[bool] = []
    for home, use in _uses(file, target):
        around = home.parents.get(use)
        call = home.parents.get(around) if around is not None else None
        match around, call:
            case ast.Attribute(attr="add_job"), ast.Call(func=func) if func is around:
                assert isinstance(call, ast.Call)
                jobs.append(_is_switched(home, call) or _cleans(home, argument(call, 0, "func")))
            case ast.Attribute(attr="start"), _:
                starts.append(_is_switched(home, use))
            case ast.Attribute(attr=attr), _ if attr in SCHEDULER_QUIET:
                continue
            case ast.Compare() | ast.UnaryOp() | ast.If(), _:
                continue
            case _:
                return False
    return (bool(starts) and all(starts)) or (bool(jobs) and all(jobs))


def _uses(file: SourceFile, target: ast.Name) -> Iterator[tuple[SourceFile, ast.AST]]:
    """Where the project, tests left out, names what the target was given."""
    bindings = lookup(file, target, target.id)
    if bindings is tables(file)[file.tree].names.get(target.id):
        yield from naming(file, target.id)
        return
    for each in file.nodes(ast.Name):
        if each.id == target.id and isinstance(each.ctx, ast.Load) and lookup(file, each, each.id) is bindings:
            yield file, each


def _is_switched(file: SourceFile, node: ast.AST) -> bool:
    """Whether the node stands under an `if` that asks a setting who runs the jobs."""
    child = node
    for each in file.ancestors(node):
        if isinstance(each, ast.If) and child in each.body and any(_asks(file, one) for one in _operands(each.test)):
            return True
        child = each
    return False


def _operands(test: ast.expr) -> Iterator[ast.expr]:
    """What `and` and `not` put together."""
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            for each in values:
                yield from _operands(each)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _operands(operand)
        case _:
            yield test


def _asks(file: SourceFile, test: ast.expr) -> bool:
    """Whether a test is of a setting that is called after jobs, or after the one replica that has them."""
    values = [each.value for each in lookup(file, test, test.id)] if isinstance(test, ast.Name) else []
    for each in (test, *(value for value in values if value is not None)):
        read = next((found for node in ast.walk(each) if (found := environment_read(file, node)) is not None), None)
        said = read[0] if read is not None else ast.unparse(each) if _SETTINGS.search(ast.unparse(each)) else ""
        if not _SWITCHES.isdisjoint(parts(said)):
            return True
    return False


def _cleans(file: SourceFile, job: ast.expr | None) -> bool:
    """Whether a job is a function of the project that removes files, and asks nothing but the disk and the clock."""
    things = evaluate(file, job) if job is not None else ()
    return bool(things) and all(each.kind == "function" and _is_of_disk(each.file, each.node) for each in things)


def _is_of_disk(file: SourceFile, function: ast.AST) -> bool:
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    names = [called(file, each) for each in calls]
    return any(map(CLEANS.match, names)) and all(map(OF_DISK.match, names))
