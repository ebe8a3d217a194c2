"""Files that each process makes anew at its start, before anything of them is read."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from codemods.domains.runtime.handlers import declared, handed
from codemods.domains.runtime.loops import goes_on
from codemods.domains.state.no_state.private_files import appends
from codemods.domains.state.operations import Operation
from codemods.model.call_graph import Code, code_at
from codemods.model.callers import callers
from codemods.model.functions import FUNCTIONS
from codemods.project.source_file import SourceFile
from codemods.vocabulary.phases import Handing


def is_made_at_start(group: Sequence[Operation]) -> bool:
    """Whether a process writes the one file anew when it starts, before anything of it is read."""
    writes = [each for each in group if each.does == "write"]
    if not all(each.key.whole for each in group if each.does in ("write", "read", "serve")):
        return False
    # What is written where nothing was read is kept for the next start.
    writing = {each.file.function(each.call) for each in writes}
    if any(each.does == "read" and each.file.function(each.call) in writing for each in group):
        return False
    return all(not appends(each) and _is_of_start(each) for each in writes)


def _is_of_start(write: Operation) -> bool:
    """Whether all ways to the write begin at a module's level or a main guard, and none goes round in a loop.

    A `for` over what has an end, like the files to be written, is no such loop.
    """
    if _is_in_loop(write.file, write.call):
        return False
    seen: set[Code] = set()
    pending = [code_at(write.file, write.call)]
    for code in pending:
        if code in seen or isinstance(code.node, ast.Module | ast.If):
            continue
        seen.add(code)
        edges = callers(code)
        if not edges or declared(code.file, code.node):
            return False
        for edge in edges:
            given = edge.kind == "callback" and not isinstance(handed(edge.caller.file, edge.node), Handing)
            if given or _is_in_loop(edge.caller.file, edge.node):
                return False
            pending.append(edge.caller)
    return True


def _is_in_loop(file: SourceFile, node: ast.AST) -> bool:
    for each in file.ancestors(node):
        if isinstance(each, FUNCTIONS):
            return False
        if isinstance(each, ast.While) or (isinstance(each, ast.For | ast.AsyncFor) and goes_on(file, each)):
            return True
    return False
