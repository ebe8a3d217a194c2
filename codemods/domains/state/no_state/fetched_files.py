"""Files that each replica fetches again where they are missing."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from codemods.domains.runtime.handlers import declared
from codemods.domains.state.operations import Operation
from codemods.libraries.files import EXIST
from codemods.model.names import called
from codemods.project.source_file import SourceFile, begin
from codemods.vocabulary.phases import Phase


def is_filled_again(group: Sequence[Operation]) -> bool:
    """Whether each function that writes does so only where the file is missing, reads it otherwise, and fetches it.

    Any replica that lacks the file makes the same again.
    """
    return all(_is_missed(each, group) for each in group if each.does == "write")


def _is_missed(write: Operation, group: Sequence[Operation]) -> bool:
    function = write.file.function(write.call)
    path = ast.dump(write.path)
    if function is None or Phase.SERVE in declared(write.file, function):
        return False
    reads = [
        each for each in group if each.does == "read" and each.file.function(each.call) is function
        and ast.dump(each.path) == path
    ]  # fmt: skip
    child: ast.AST = write.call
    for each in write.file.ancestors(write.call):
        if each is function:
            break
        if isinstance(each, ast.If) and _asks_for(write.file, each.test, path):
            negated = isinstance(each.test, ast.UnaryOp)
            missing, there = (each.body, each.orelse) if negated else (each.orelse, each.body)
            inside = {id(node) for statement in there for node in ast.walk(statement)}
            behind = (each.end_lineno or 0, each.end_col_offset or 0)
            return child in missing and any(id(one.call) in inside or begin(one.call) > behind for one in reads)
        child = each
    return False


def _asks_for(file: SourceFile, test: ast.expr, path: str) -> bool:
    test = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
    if not isinstance(test, ast.Call) or (called(file, test) or ast.unparse(test.func)).rpartition(".")[2] not in EXIST:
        return False
    asked = test.args[0] if test.args else test.func.value if isinstance(test.func, ast.Attribute) else test
    return ast.dump(asked) == path
