"""Application contexts that a service pushes and never pops: what lives in one, lives as long as the process. And
applications of which a process makes more and more.

A request under a pushed context of its application takes that one (Flask 2.2 and newer), and not one of its own: then
`flask.g` and Flask-SQLAlchemy's session outlive it, and nothing is torn down at its end.
"""

from __future__ import annotations

import ast

from codemods.domains.runtime.phases import Phase, alive, phases
from codemods.libraries.frameworks.web import CONTEXTS
from codemods.model.call_graph import Code
from codemods.model.callers import callers
from codemods.model.parsable import readable
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once

# What runs in a process or thread without requests keeps its context to itself.
_APART = frozenset((Phase.COMMAND, Phase.SCRIPT, Phase.TEST, Phase.MIGRATION, Phase.WORKER))


@once
def kept_context(project: Project, root: str) -> str:
    """Where the service at `root` pushes a context for good, as "path:line"; '' where it does not."""
    return next(
        (
            f"{file.path}:{node.lineno}"
            for file in readable(project.mentioning(b"_context(", b"push"))
            if project.service_root(file.path) == root
            for node in file.nodes(ast.Call)
            if _pushes(file, node) and not _is_apart(file, node)
        ),
        "",
    )


def made_by_tasks(file: SourceFile, application: ast.AST) -> str:
    """Where a task of a worker makes an application of its own each time it runs, as "path:line"; '' where none does.

    Each has engines of its own, which a reader would keep.
    """
    factory = file.function(application)
    edges = callers(Code(file, factory)) if isinstance(factory, ast.FunctionDef) else ()
    return next(
        (
            f"{each.caller.file.path}:{getattr(each.node, 'lineno', 1)}"
            for each in edges
            if not isinstance(each.caller.node, ast.Module)
            and Phase.WORKER in phases(each.caller.file, each.node)
        ),
        "",
    )  # fmt: skip


def _pushes(file: SourceFile, call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr="push", value=context):
            return _is_context(context) or (_is_named_context(file, context) and not _is_popped(file, context))
    return False


def _is_context(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CONTEXTS


def _is_named_context(file: SourceFile, node: ast.expr) -> bool:
    """Whether the file gives a context that name: `context`, `self.context`."""
    name = ast.unparse(node)
    return any(
        _is_context(each.value) and any(ast.unparse(target) == name for target in each.targets)
        for each in file.nodes(ast.Assign)
    )


def _is_popped(file: SourceFile, context: ast.expr) -> bool:
    name = ast.unparse(context)
    return any(each.attr == "pop" and ast.unparse(each.value) == name for each in file.nodes(ast.Attribute))


def _is_apart(file: SourceFile, node: ast.AST) -> bool:
    """Whether no process that serves runs the node: a worker, a command, what nothing of the server's imports."""
    when = phases(file, node)
    return when <= _APART if when else not alive(file)
