"""Whether a function goes on to remove the file whose path it has been given, or has asked another function for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from codemods.domains.state.operations import Operation, operations
from codemods.domains.state.path_givers import outermost
from codemods.model.call_graph import Code, edges_at, parameter
from codemods.model.callers import callers
from codemods.project.source_file import SourceFile, begin

ASKS = re.compile(r"exists|is_?file|is_?dir", re.IGNORECASE)
LOOPS = (ast.For, ast.AsyncFor, ast.While)


def always_comes_to(file: SourceFile, removal: ast.Call, path: ast.expr, begun: ast.AST) -> bool:
    """Whether a removal in the same function is come to in every case in which what stands before it was."""
    around = set(file.ancestors(begun))
    function = outermost(file, removal)
    child: ast.AST = removal
    for each in file.ancestors(removal):
        if each is function:
            break
        if each not in around and (
            isinstance(each, (*LOOPS, ast.ExceptHandler))
            or (isinstance(each, ast.If) and not _asks(each.test, path) and child is not each.test)
        ):
            return False
        child = each
    return True


def _asks(test: ast.expr, path: ast.expr) -> bool:
    """Whether a condition only asks whether there is something to remove: `if path and os.path.exists(path)`."""
    names = {each.id for each in ast.walk(test) if isinstance(each, ast.Name)}
    own = {each.id for each in ast.walk(path) if isinstance(each, ast.Name)}
    return bool(ASKS.search(ast.unparse(test))) or bool(names & own)


def is_removed_by_who_asked(write: Operation) -> bool:
    """Whether the function that writes the file returns its path, and all who call it go on to remove what they got."""
    file, function = write.file, write.file.function(write.call)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or not isinstance(write.path, ast.Name):
        return False
    returned = [
        each.value for each in ast.walk(function)
        if isinstance(each, ast.Return) and each.value is not None and file.function(each) is function
    ]  # fmt: skip
    if not returned or any(ast.dump(each) != ast.dump(write.path) for each in returned):
        return False
    edges = callers(Code(file, function))
    return bool(edges) and all(
        each.kind == "call" and isinstance(each.node, ast.Call) and _removes_result(each.caller.file, each.node)
        for each in edges
    )


def _removes_result(file: SourceFile, call: ast.Call) -> bool:
    statement, function = file.statement(call), file.function(call)
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) if function is not None:
            pass
        case _:
            return False
    return any(
        begin(removal) > begin(call) and always_comes_to(file, removal, path, call)
        for removal, path in _removals(file, function, name)
    )


def _removals(file: SourceFile, function: ast.AST, name: str) -> Iterator[tuple[ast.Call, ast.expr]]:
    """The calls in a function that remove what a name of it says, or hand it to a function which does."""
    own = {each.call: each.path for each in operations(file) if each.does == "delete"}
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        if call in own:
            if isinstance(path := own[call], ast.Name) and path.id == name:
                yield call, path
            continue
        values = [*call.args, *(each.value for each in call.keywords)]
        handed = [each for each in values if isinstance(each, ast.Name) and each.id == name]
        yield from ((call, each) for each in handed if _hands_to_removal(file, call, each))


def _hands_to_removal(file: SourceFile, call: ast.Call, given: ast.Name) -> bool:
    """Whether the function of the project that is called removes, in every case, what it is given."""
    runs = [each.callee for each in edges_at(file, call) if each.kind == "call" and each.node is call]
    return bool(runs) and all(_removes_parameter(each, call, given) for each in runs)


def _removes_parameter(code: Code, call: ast.Call, given: ast.Name) -> bool:
    function = code.node
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    name = parameter(code.file, function, call, given)
    return any(
        each.does == "delete" and isinstance(each.path, ast.Name) and each.path.id == name
        and code.file.function(each.call) is function
        and always_comes_to(code.file, each.call, each.path, function.body[0])
        for each in operations(code.file)
    )  # fmt: skip
