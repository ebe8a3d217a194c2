"""Whether a service only reads the database that an engine leads to: somebody else's, or data that comes with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from codemods.domains.database.sql import begins_as_select
from codemods.libraries.sqlalchemy import CONNECTION_QUIET, CONNECTION_RUNS
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.scopes import lookup, tables
from codemods.model.singletons import naming
from codemods.project.source_file import SourceFile


def is_only_read(file: SourceFile, call: ast.Call) -> bool:
    """Whether all that is done with an engine is to run selects, on connections that are seen from end to end."""
    statement = file.parents.get(call)
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if not isinstance(target, ast.Name) or target.id not in tables(file)[file.tree].names:
        return False
    runs = [run for home, use in naming(file, target.id) if not _is_left_over(home, use) for run in _runs(home, use)]
    return bool(runs) and all(runs)


def _is_left_over(file: SourceFile, node: ast.AST) -> bool:
    """Whether nothing is known to call the function of the module that the node stands in."""
    function = file.function(node)
    return (
        isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and file.parents[function] is file.tree
        and not function.decorator_list
        and not callers(Code(file, function))
    )


def _runs(file: SourceFile, engine: ast.expr) -> Iterator[bool]:
    """For each use of a connection whether it reads; one False for a use of the engine that is not followed."""
    match file.parents.get(engine):
        case ast.Attribute(attr="connect") as method if isinstance(call := file.parents.get(method), ast.Call):
            match file.parents.get(call):
                case ast.withitem(optional_vars=ast.Name() as name) | ast.Assign(targets=[ast.Name() as name]):
                    yield from _connection_runs(file, name)
                    return
    yield False


def _connection_runs(file: SourceFile, name: ast.Name) -> Iterator[bool]:
    bindings = lookup(file, name, name.id)
    for use in file.nodes(ast.Name):
        if use.id != name.id or not isinstance(use.ctx, ast.Load) or lookup(file, use, use.id) is not bindings:
            continue
        match file.parents.get(use):
            case ast.Attribute(attr=attr) as method if isinstance(call := file.parents.get(method), ast.Call):
                if attr not in CONNECTION_QUIET:
                    yield attr in CONNECTION_RUNS and bool(call.args) and begins_as_select(file, call.args[0])
            case _:
                yield False
