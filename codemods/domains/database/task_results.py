"""What another process may have written a moment ago: who asks for a task's state goes on to read that."""

from __future__ import annotations

import ast

from codemods.libraries.workers import QUALIFIED_RESULTS, RESULT_CALLS, RESULT_WORDS, RESULTS
from codemods.model.names import qualified
from codemods.model.parsable import readable
from codemods.model.types import evaluate
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.vocabulary.kept import once


def asks_for_task(file: SourceFile, call: ast.Call) -> bool:
    """Whether a call asks a queue for the state or the result of a task."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if RESULTS.match(name):
        return True
    return name in ("fetch", "fetch_many", "result") and QUALIFIED_RESULTS.match(qualified(file, call.func)) is not None


def is_task_record(file: SourceFile, node: ast.Name | ast.Attribute) -> bool:
    """Whether the node means a class whose rows belong to tasks: a method asks for the task of its own row."""
    records = _records(file.project)
    name = node.id if isinstance(node, ast.Name) else node.attr
    return name in {each.name for each in records} and any(each.node in records for each in evaluate(file, node))


@once
def _records(project: Project) -> set[ast.ClassDef]:
    """Classes like `class Task: def progress(self): job = Job.fetch(self.id)`."""
    found: set[ast.ClassDef] = set()
    for file in readable(project.matching(RESULT_CALLS, RESULT_WORDS)):
        for call in () if project.is_test(file.path) else file.nodes(ast.Call):
            owner = file.enclosing_class(call)
            match call.args[:1]:
                case [ast.Attribute(value=ast.Name(id="self"))] if owner is not None and asks_for_task(file, call):
                    found.add(owner)
    return found
